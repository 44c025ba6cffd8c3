/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gc-record.h"

G_BEGIN_DECLS

/* Room for some 8 700 messages of 64 bytes, or 15 of the largest. */
#define GC_BATCH_SIZE (1024 * 1024)

/**
 * GcBatch:
 * @records: what is known of each datagram, in the order they came
 * @n_records: how many there are
 * @payload_start: where the payload begins, in bytes from @records
 *
 * Datagrams in one block: records grow from its beginning, their payload from its end, until they
 * meet, so that it is full whatever their size. What crosses from the I/O thread, and what the log is
 * made of. Counted atomically; only one thread at a time may append, and what is there never moves.
 */
typedef struct
{
  gatomicrefcount ref_count;

  GcRecord *records;
  guint     n_records;
  guint     payload_start;
} GcBatch;

GcBatch      *gc_batch_new            (void) G_GNUC_WARN_UNUSED_RESULT;
GcBatch      *gc_batch_ref            (GcBatch         *self);
void          gc_batch_unref          (GcBatch         *self);

void          gc_batch_append         (GcBatch         *self,
                                       const GcRecord  *record,
                                       const void      *payload);
guint         gc_batch_append_from    (GcBatch         *self,
                                       const GcBatch   *other,
                                       guint            first);
gsize         gc_batch_get_bytes      (const GcBatch   *self);

/**
 * gc_batch_get_room:
 * @self: a batch
 *
 * Returns: how many bytes of records and payload it has room for
 */
static inline gsize
gc_batch_get_room (const GcBatch *self)
{
  return self->payload_start - self->n_records * sizeof (GcRecord);
}

/**
 * gc_batch_get_payload:
 * @self: a batch
 * @i: which record
 *
 * Returns: (transfer none): its bytes
 */
static inline const guint8 *
gc_batch_get_payload (const GcBatch *self,
                      guint          i)
{
  return (const guint8 *) self->records + self->records[i].payload_offset;
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GcBatch, gc_batch_unref)

G_END_DECLS
