/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean  gc_text_is_utf8     (const guint8  *bytes,
                               gsize          size);
char     *gc_text_to_line     (const guint8  *bytes,
                               gsize          size,
                               gsize          max_size) G_GNUC_WARN_UNUSED_RESULT;
char     *gc_text_to_lines    (const guint8  *bytes,
                               gsize          size) G_GNUC_WARN_UNUSED_RESULT;
void      gc_text_append_line (GString       *string,
                               const guint8  *bytes,
                               gsize          size);
void      gc_text_append_hex  (GString       *string,
                               const guint8  *bytes,
                               gsize          size);

G_END_DECLS
