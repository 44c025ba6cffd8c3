/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gc-record.h"

G_BEGIN_DECLS

void _gc_format_append_time         (GString         *string,
                                     gint64           time_ns);
void _gc_format_append_number       (GString         *string,
                                     guint            number);
void _gc_format_append_address      (GString         *string,
                                     const GcRecord  *record,
                                     const guint8    *bytes);
void _gc_format_append_address_port (GString         *string,
                                     const GcRecord  *record,
                                     const guint8    *bytes,
                                     guint16          port);
void _gc_format_append_base64       (GString         *string,
                                     const guint8    *bytes,
                                     gsize            size);

void _gc_format_append_csv_header   (GString         *string);
void _gc_format_append_csv          (GString         *string,
                                     const GcRecord  *record,
                                     const guint8    *payload,
                                     guint16          port,
                                     const char      *interface);
void _gc_format_append_json         (GString         *string,
                                     const GcRecord  *record,
                                     const guint8    *payload,
                                     guint16          port,
                                     const char      *interface);

G_END_DECLS
