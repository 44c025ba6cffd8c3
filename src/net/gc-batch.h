/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gc-record.h"

G_BEGIN_DECLS

#define GC_BATCH_MAX_RECORDS 4096
#define GC_BATCH_MAX_PAYLOAD (1024 * 1024)

/**
 * GcBatch:
 *
 * Records and their payload in two blocks: what crosses from the I/O thread, and what the
 * log is made of. Counted atomically; only one thread at a time may append.
 */
typedef struct
{
  gatomicrefcount ref_count;

  GcRecord *records;
  guint     n_records;
  guint     records_allocated;

  guint8   *payload;
  guint     payload_size;
  guint     payload_allocated;
} GcBatch;

GcBatch      *gc_batch_new            (void) G_GNUC_WARN_UNUSED_RESULT;
GcBatch      *gc_batch_ref            (GcBatch         *self);
void          gc_batch_unref          (GcBatch         *self);

gboolean      gc_batch_has_room       (const GcBatch   *self,
                                       guint            n_records,
                                       gsize            size);
void          gc_batch_append         (GcBatch         *self,
                                       const GcRecord  *record,
                                       const void      *payload);
void          gc_batch_append_batch   (GcBatch         *self,
                                       const GcBatch   *other);
GcBatch      *gc_batch_copy_from      (const GcBatch   *self,
                                       guint            first) G_GNUC_WARN_UNUSED_RESULT;
void          gc_batch_shrink         (GcBatch         *self);
gsize         gc_batch_get_bytes      (const GcBatch   *self);

/**
 * gc_batch_get_payload:
 * @self: a batch
 * @i: which record
 *
 * Returns: (transfer none): its bytes; never %NULL, and valid until the batch grows
 */
static inline const guint8 *
gc_batch_get_payload (const GcBatch *self,
                      guint          i)
{
  /* Where all datagrams are empty there is no block to point into. */
  return self->payload != NULL ? self->payload + self->records[i].payload_offset
                               : (const guint8 *) "";
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GcBatch, gc_batch_unref)

G_END_DECLS
