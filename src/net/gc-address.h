/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

GInetAddress *gc_address_parse (const char  *text,
                                GError     **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean      gc_port_parse    (const char  *text,
                                guint16      lowest,
                                guint16     *port,
                                GError     **error);

G_END_DECLS
