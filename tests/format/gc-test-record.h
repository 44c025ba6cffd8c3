/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gc-format.h"

G_BEGIN_DECLS

/* What gc_test_record_init() puts in; every format cuts it to microseconds. */
#define GC_TEST_RECORD_TIME_NS G_GINT64_CONSTANT (1795354187123456789)
#define GC_TEST_RECORD_TIME    "2026-11-22T13:29:47.123456Z"
#define GC_TEST_RECORD_PORT    5000

void    gc_test_record_init   (GcRecord    *record,
                               const char  *source,
                               const char  *destination);
char   *gc_test_record_format (GcFormat     format,
                               GcRecord    *record,
                               const void  *payload,
                               gsize        size,
                               const char  *interface) G_GNUC_WARN_UNUSED_RESULT;
GBytes *gc_test_random_bytes  (guint        max_size) G_GNUC_WARN_UNUSED_RESULT;
GBytes *gc_test_random_text   (guint        max_pieces) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
