/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *gc_json_indent (const guint8 *bytes,
                      gsize         size) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
