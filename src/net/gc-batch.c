/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-batch.h"

#include <string.h>

/**
 * gc_batch_new:
 *
 * Returns: (transfer full): an empty batch
 */
GcBatch *
gc_batch_new (void)
{
  GcBatch *self = g_new0 (GcBatch, 1);

  g_atomic_ref_count_init (&self->ref_count);
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
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_free (self->records);
  g_free (self->payload);
  g_free (self);
}

/**
 * gc_batch_has_room:
 * @self: a batch
 * @n_records: how many more records
 * @size: how many more bytes of payload
 *
 * Returns: whether that fits into a batch of the usual size. An empty one takes anything.
 */
gboolean
gc_batch_has_room (const GcBatch *self,
                   guint          n_records,
                   gsize          size)
{
  return self->n_records == 0 ||
         (self->n_records + n_records <= GC_BATCH_MAX_RECORDS &&
          self->payload_size + size <= GC_BATCH_MAX_PAYLOAD);
}

static void
gc_batch_reserve (GcBatch *self,
                  guint    n_records,
                  guint    size)
{
  if (self->n_records + n_records > self->records_allocated)
    {
      self->records_allocated = MAX (8, MAX (self->n_records + n_records,
                                             2 * self->records_allocated));
      self->records = g_renew (GcRecord, self->records, self->records_allocated);
    }

  if (self->payload_size + size > self->payload_allocated)
    {
      self->payload_allocated = MAX (512, MAX (self->payload_size + size,
                                               2 * self->payload_allocated));
      self->payload = g_realloc (self->payload, self->payload_allocated);
    }
}

/**
 * gc_batch_append:
 * @self: a batch
 * @record: what is known of the datagram; its offset is filled in here
 * @payload: its @record->size bytes
 *
 * Copies a datagram to the end.
 */
void
gc_batch_append (GcBatch        *self,
                 const GcRecord *record,
                 const void     *payload)
{
  GcRecord *copy;

  gc_batch_reserve (self, 1, record->size);

  copy = &self->records[self->n_records++];
  *copy = *record;
  copy->payload_offset = self->payload_size;

  if (record->size > 0)
    memcpy (self->payload + self->payload_size, payload, record->size);
  self->payload_size += record->size;
}

/**
 * gc_batch_append_batch:
 * @self: a batch with room for @other
 * @other: another
 *
 * Copies all of @other to the end.
 */
void
gc_batch_append_batch (GcBatch       *self,
                       const GcBatch *other)
{
  gc_batch_reserve (self, other->n_records, other->payload_size);

  for (guint i = 0; i < other->n_records; i++)
    {
      GcRecord *copy = &self->records[self->n_records++];

      *copy = other->records[i];
      copy->payload_offset += self->payload_size;
    }

  if (other->payload_size > 0)
    memcpy (self->payload + self->payload_size, other->payload, other->payload_size);
  self->payload_size += other->payload_size;
}

/**
 * gc_batch_copy_from:
 * @self: a batch
 * @first: which record is the first that counts
 *
 * Returns: (transfer full): a batch with the same records from @first on
 */
GcBatch *
gc_batch_copy_from (const GcBatch *self,
                    guint          first)
{
  GcBatch *copy = gc_batch_new ();

  for (guint i = first; i < self->n_records; i++)
    gc_batch_append (copy, &self->records[i], gc_batch_get_payload (self, i));

  return copy;
}

/**
 * gc_batch_shrink:
 * @self: a batch that will not grow any more
 *
 * Gives back what was allocated to grow into.
 */
void
gc_batch_shrink (GcBatch *self)
{
  if (self->records_allocated > self->n_records)
    {
      self->records_allocated = self->n_records;
      self->records = g_renew (GcRecord, self->records, self->records_allocated);
    }

  if (self->payload_allocated > self->payload_size)
    {
      self->payload_allocated = self->payload_size;
      self->payload = g_realloc (self->payload, self->payload_allocated);
    }
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
  return self->n_records * sizeof (GcRecord) + self->payload_size;
}
