/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-message-ring.h"

/* A batch in the ring. What is before @first has been evicted. */
typedef struct
{
  GcBatch *batch;
  guint    first;
  guint64  serial;      /* of the record at @first */
} Chunk;

/**
 * GcMessageRing:
 *
 * The records and payload of a log, in batches each of which is filled before the next is begun.
 * Each record has a serial number that never changes; the oldest go first. Main thread only.
 */
struct _GcMessageRing
{
  GArray  *chunks;      /* of Chunk, oldest first */
  guint64  next_serial;
  guint    n_records;
  gsize    bytes;
};

static void
chunk_clear (gpointer data)
{
  Chunk *chunk = data;

  gc_batch_unref (chunk->batch);
}

/**
 * gc_message_ring_new:
 *
 * Returns: (transfer full): an empty ring
 */
GcMessageRing *
gc_message_ring_new (void)
{
  GcMessageRing *self = g_new0 (GcMessageRing, 1);

  self->chunks = g_array_new (FALSE, FALSE, sizeof (Chunk));
  g_array_set_clear_func (self->chunks, chunk_clear);
  return self;
}

/**
 * gc_message_ring_free:
 * @self: (transfer full): a ring
 */
void
gc_message_ring_free (GcMessageRing *self)
{
  g_array_unref (self->chunks);
  g_free (self);
}

static Chunk *
gc_message_ring_get_tail (GcMessageRing *self)
{
  return self->chunks->len > 0 ? &g_array_index (self->chunks, Chunk, self->chunks->len - 1)
                               : NULL;
}

static void
gc_message_ring_begin_chunk (GcMessageRing *self)
{
  Chunk chunk = { gc_batch_new (), 0, self->next_serial };

  g_array_append_val (self->chunks, chunk);
}

/* Copies the records from @first on. The batches that come in are few and used again and again,
 * while those of the ring stay for long: copied, they are full. */
static void
gc_message_ring_append_from (GcMessageRing *self,
                             const GcBatch *batch,
                             guint          first)
{
  for (guint i = first; i < batch->n_records;)
    {
      Chunk *tail = gc_message_ring_get_tail (self);
      guint end = i;
      gsize bytes;

      if (tail != NULL)
        {
          bytes = gc_batch_get_bytes (tail->batch);
          end = gc_batch_append_from (tail->batch, batch, i);
          self->bytes += gc_batch_get_bytes (tail->batch) - bytes;
          self->n_records += end - i;
          self->next_serial += end - i;
        }

      if (end < batch->n_records)
        gc_message_ring_begin_chunk (self);
      i = end;
    }
}

/**
 * gc_message_ring_append:
 * @self: a ring
 * @batch: a batch
 *
 * Adds all records of @batch to the end.
 */
void
gc_message_ring_append (GcMessageRing *self,
                        const GcBatch *batch)
{
  gc_message_ring_append_from (self, batch, 0);
}

static gsize
record_get_bytes (const GcBatch *batch,
                  guint          index)
{
  return sizeof (GcRecord) + batch->records[index].size;
}

/**
 * gc_message_ring_append_ring:
 * @self: a ring
 * @other: another, which is empty afterwards
 *
 * Moves all records of @other to the end. They get new serial numbers.
 */
void
gc_message_ring_append_ring (GcMessageRing *self,
                             GcMessageRing *other)
{
  for (guint i = 0; i < other->chunks->len; i++)
    {
      const Chunk *chunk = &g_array_index (other->chunks, Chunk, i);

      gc_message_ring_append_from (self, chunk->batch, chunk->first);
    }

  gc_message_ring_clear (other);
}

/**
 * gc_message_ring_evict:
 * @self: a ring
 * @max_records: how many records may stay
 * @max_bytes: how many bytes may stay
 *
 * Drops the oldest records until both limits are kept. Their memory is given back a batch at
 * a time.
 *
 * Returns: how many were dropped
 */
guint
gc_message_ring_evict (GcMessageRing *self,
                       guint          max_records,
                       gsize          max_bytes)
{
  guint n_before = self->n_records;
  guint n_empty = 0;

  while (self->n_records > 0 && (self->n_records > max_records || self->bytes > max_bytes))
    {
      Chunk *chunk = &g_array_index (self->chunks, Chunk, n_empty);

      self->bytes -= record_get_bytes (chunk->batch, chunk->first);
      self->n_records--;
      chunk->first++;
      chunk->serial++;
      if (chunk->first == chunk->batch->n_records)
        n_empty++;
    }

  if (n_empty > 0)
    g_array_remove_range (self->chunks, 0, n_empty);

  return n_before - self->n_records;
}

/**
 * gc_message_ring_steal:
 * @self: a ring
 *
 * Takes everything out of it, however much that is in the same time. Serial numbers go on.
 *
 * Returns: (transfer full): a ring with the records that @self had
 */
GcMessageRing *
gc_message_ring_steal (GcMessageRing *self)
{
  GcMessageRing *stolen = gc_message_ring_new ();
  GArray *chunks = stolen->chunks;

  *stolen = *self;
  self->chunks = chunks;
  self->n_records = 0;
  self->bytes = 0;
  return stolen;
}

/**
 * gc_message_ring_prepend:
 * @self: a ring
 * @older: (transfer full): what gc_message_ring_steal() returned
 *
 * Puts the records of @older back before those that have been added since, with the serial numbers
 * that they had.
 *
 * Returns: %FALSE if some that came between them have been dropped since
 */
gboolean
gc_message_ring_prepend (GcMessageRing *self,
                         GcMessageRing *older)
{
  if (gc_message_ring_get_first_serial (self) != older->next_serial)
    {
      gc_message_ring_free (older);
      return FALSE;
    }

  /* Moved: an empty array is left to be freed. */
  g_array_append_vals (older->chunks, self->chunks->data, self->chunks->len);
  g_array_set_clear_func (self->chunks, NULL);
  g_array_unref (self->chunks);
  self->chunks = older->chunks;
  older->chunks = g_array_new (FALSE, FALSE, sizeof (Chunk));

  self->n_records += older->n_records;
  self->bytes += older->bytes;
  gc_message_ring_free (older);
  return TRUE;
}

/**
 * gc_message_ring_clear:
 * @self: a ring
 *
 * Drops everything. Serial numbers go on.
 *
 * Returns: how many records were dropped
 */
guint
gc_message_ring_clear (GcMessageRing *self)
{
  guint n_records = self->n_records;

  g_array_set_size (self->chunks, 0);
  self->n_records = 0;
  self->bytes = 0;
  return n_records;
}

/**
 * gc_message_ring_get_n_records:
 * @self: a ring
 *
 * Returns: how many records there are
 */
guint
gc_message_ring_get_n_records (const GcMessageRing *self)
{
  return self->n_records;
}

/**
 * gc_message_ring_get_bytes:
 * @self: a ring
 *
 * Returns: the bytes of its records and their payload
 */
gsize
gc_message_ring_get_bytes (const GcMessageRing *self)
{
  return self->bytes;
}

/**
 * gc_message_ring_get_first_serial:
 * @self: a ring
 *
 * Returns: the serial number of the oldest record, or of the next one if there is none
 */
guint64
gc_message_ring_get_first_serial (const GcMessageRing *self)
{
  return self->next_serial - self->n_records;
}

/**
 * gc_message_ring_lookup:
 * @self: a ring
 * @serial: a serial number
 * @index: (out): which record of the batch it is
 *
 * Finds a record in time logarithmic in the number of batches.
 *
 * Returns: (transfer none) (nullable): the batch that it is in
 */
GcBatch *
gc_message_ring_lookup (const GcMessageRing *self,
                        guint64              serial,
                        guint               *index)
{
  guint low = 0, high = self->chunks->len;
  const Chunk *chunk;

  if (serial < gc_message_ring_get_first_serial (self) || serial >= self->next_serial)
    return NULL;

  while (high - low > 1)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (self->chunks, Chunk, middle).serial <= serial)
        low = middle;
      else
        high = middle;
    }

  chunk = &g_array_index (self->chunks, Chunk, low);
  *index = chunk->first + (serial - chunk->serial);
  return chunk->batch;
}

/**
 * gc_message_ring_dup_batches:
 * @self: a ring
 * @batches: (element-type GcBatch): an array to add to
 *
 * Adds batches with the records of the ring, which stay as they are whatever becomes of it, so
 * that another thread may read them. Only what the ring still changes is copied: its last batch,
 * and the first if it has been evicted in part.
 */
void
gc_message_ring_dup_batches (const GcMessageRing *self,
                             GPtrArray           *batches)
{
  for (guint i = 0; i < self->chunks->len; i++)
    {
      const Chunk *chunk = &g_array_index (self->chunks, Chunk, i);
      gboolean is_final = chunk->first == 0 && i + 1 < self->chunks->len;
      GcBatch *batch = is_final ? gc_batch_ref (chunk->batch) : gc_batch_new ();

      if (!is_final)
        gc_batch_append_from (batch, chunk->batch, chunk->first);
      g_ptr_array_add (batches, batch);
    }
}
