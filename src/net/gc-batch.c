/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-batch.h"

#include <string.h>

/* Blocks that nobody uses are kept for the next batch: new memory costs a page fault for every
 * three messages of 1400 bytes, more than all else that is done for them. Not where an address
 * sanitizer is to find out who uses one too long. */
#if defined (__SANITIZE_ADDRESS__)
# define N_SPARE 0
#elif defined (__has_feature)
# if __has_feature (address_sanitizer)
#  define N_SPARE 0
# endif
#endif
#ifndef N_SPARE
# define N_SPARE 8
#endif

static struct
{
  GMutex   mutex;
  GcBatch *batches[N_SPARE + 1];
  guint    n;
} spare;

static GcBatch *
take_spare (void)
{
  g_autoptr (GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&spare.mutex);

  return spare.n > 0 ? spare.batches[--spare.n] : NULL;
}

static gboolean
keep_spare (GcBatch *batch)
{
  g_autoptr (GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&spare.mutex);

  if (spare.n == N_SPARE)
    return FALSE;

  spare.batches[spare.n++] = batch;
  return TRUE;
}

/**
 * gc_batch_new:
 *
 * Returns: (transfer full): an empty batch. Any thread.
 */
GcBatch *
gc_batch_new (void)
{
  GcBatch *self = take_spare ();

  if (self == NULL)
    {
      self = g_new (GcBatch, 1);
      self->records = g_malloc (GC_BATCH_SIZE);
    }

  g_atomic_ref_count_init (&self->ref_count);
  self->n_records = 0;
  self->payload_start = GC_BATCH_SIZE;
  return self;
}

/**
 * gc_batch_ref:
 * @self: a batch
 *
 * Returns: (transfer full): the same batch, held once more. Any thread.
 */
GcBatch *
gc_batch_ref (GcBatch *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * gc_batch_unref:
 * @self: (transfer full): a batch
 *
 * Lets go of it; the last to do so frees it. Any thread.
 */
void
gc_batch_unref (GcBatch *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count) || keep_spare (self))
    return;

  g_free (self->records);
  g_free (self);
}

/**
 * gc_batch_append:
 * @self: a batch with room for a record and its payload
 * @record: what is known of the datagram; its offset is filled in here
 * @payload: its @record->size bytes; they may be in the room of the batch, no further from its
 *   beginning than where they go
 *
 * Copies a datagram to the end.
 */
void
gc_batch_append (GcBatch        *self,
                 const GcRecord *record,
                 const void     *payload)
{
  GcRecord *copy = &self->records[self->n_records];
  guint8 *place;

  g_assert (sizeof *record + record->size <= gc_batch_get_room (self));

  self->payload_start -= record->size;
  place = (guint8 *) self->records + self->payload_start;
  if (place != payload && record->size > 0)
    memmove (place, payload, record->size);

  *copy = *record;
  copy->payload_offset = self->payload_start;
  self->n_records++;
}

/**
 * gc_batch_append_from:
 * @self: a batch
 * @other: another
 * @first: which of its records to begin with
 *
 * Copies records from @other while there is room.
 *
 * Returns: the first that was not copied, or how many @other has
 */
guint
gc_batch_append_from (GcBatch       *self,
                      const GcBatch *other,
                      guint          first)
{
  guint i;

  for (i = first; i < other->n_records; i++)
    {
      const GcRecord *record = &other->records[i];

      if (sizeof *record + record->size > gc_batch_get_room (self))
        break;
      gc_batch_append (self, record, gc_batch_get_payload (other, i));
    }

  return i;
}

/**
 * gc_batch_get_bytes:
 * @self: a batch
 *
 * Returns: the bytes that its records and payload take
 */
gsize
gc_batch_get_bytes (const GcBatch *self)
{
  return GC_BATCH_SIZE - gc_batch_get_room (self);
}
