/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gc-batch.h"

G_BEGIN_DECLS

/* Added to a stamp, it makes a message of 1000 to 2000 bytes. */
#define GC_TEST_STAMP_FAT (1u << 31)

/* The bytes of the largest. */
#define GC_TEST_STAMP_MAX_SIZE 2000

gsize         gc_test_stamp_get_bytes   (guint32          stamp);
const guint8 *gc_test_stamp_get_payload (guint32          stamp,
                                         gsize           *size);
GPtrArray    *gc_test_stamp_new_batches (guint32          first,
                                         guint            n_records) G_GNUC_WARN_UNUSED_RESULT;
void          gc_test_stamp_assert      (guint32          stamp,
                                         const GcRecord  *record,
                                         const guint8    *payload);

G_END_DECLS
