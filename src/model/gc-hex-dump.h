/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How many bytes a line has. */
#define GC_HEX_DUMP_WIDTH 16

char     *gc_hex_dump_print         (const guint8 *bytes,
                                     gsize         size) G_GNUC_WARN_UNUSED_RESULT;
guint     gc_hex_dump_find_digits   (guint         i);
guint     gc_hex_dump_find_sign     (guint         i);
gboolean  gc_hex_dump_find_byte     (guint         offset,
                                     gsize         size,
                                     guint        *i);

G_END_DECLS
