/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gc-record.h"

G_BEGIN_DECLS

/**
 * GcFormat:
 * @GC_FORMAT_TEXT: time, addresses and the message as one line that is safe on a terminal
 * @GC_FORMAT_JSON: JSON Lines, the message as text or, where it is none, in base64
 * @GC_FORMAT_CSV: RFC 4180 with a header line, safe to open in a spreadsheet
 * @GC_FORMAT_HEX: like text, the message in hexadecimal
 *
 * How messages are written out.
 */
typedef enum
{
  GC_FORMAT_TEXT,
  GC_FORMAT_JSON,
  GC_FORMAT_CSV,
  GC_FORMAT_HEX,
} GcFormat;

#define GC_TYPE_FORMAT (gc_format_get_type ())
GType    gc_format_get_type      (void);

gboolean gc_format_parse         (const char      *name,
                                  GcFormat        *format,
                                  GError         **error);
void     gc_format_append_header (GcFormat         format,
                                  GString         *string);
void     gc_format_append_record (GcFormat         format,
                                  GString         *string,
                                  const GcRecord  *record,
                                  const guint8    *payload,
                                  guint16          port,
                                  const char      *interface);

G_END_DECLS
