/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-test-stamp.h"

#include <string.h>

/* A stamp is a number from which all of a message follows, so that a test only needs to
 * remember numbers. Most messages are small, some are empty, one of a hundred is larger. */

#define PATTERN_SIZE 8192

static const guint8 *
get_pattern (void)
{
  static guint8 pattern[PATTERN_SIZE];
  guint32 state = 1;

  /* The first byte is not 0 once it has been made. */
  if (pattern[0] == 0)
    for (guint i = 0; i < PATTERN_SIZE; i++)
      {
        state = state * 1664525u + 1013904223u;
        pattern[i] = i == 0 ? 1 : state >> 24;
      }

  return pattern;
}

static guint32
scramble (guint32 stamp)
{
  stamp *= 2654435761u;
  return stamp ^ stamp >> 15;
}

static guint
get_size (guint32 stamp)
{
  guint32 number = scramble (stamp & ~GC_TEST_STAMP_FAT);

  if ((stamp & GC_TEST_STAMP_FAT) != 0)
    return 1000 + number % 1001;

  return number % 100 == 0 ? number / 100 % 2001 : number % 48;
}

static const guint8 *
get_payload (guint32 stamp)
{
  return get_pattern () + scramble (stamp) % (PATTERN_SIZE - GC_TEST_STAMP_MAX_SIZE);
}

/**
 * gc_test_stamp_get_payload:
 * @stamp: a stamp
 * @size: (out): how many bytes
 *
 * Returns: (transfer none): the bytes of its message
 */
const guint8 *
gc_test_stamp_get_payload (guint32  stamp,
                           gsize   *size)
{
  *size = get_size (stamp);
  return get_payload (stamp);
}

/**
 * gc_test_stamp_get_bytes:
 * @stamp: a stamp
 *
 * Returns: the bytes that its record and payload take
 */
gsize
gc_test_stamp_get_bytes (guint32 stamp)
{
  return sizeof (GcRecord) + get_size (stamp);
}

static GcBatch *
get_batch (GPtrArray *batches,
           gsize      room)
{
  GcBatch *batch = batches->len > 0 ? batches->pdata[batches->len - 1] : NULL;

  if (batch == NULL || gc_batch_get_room (batch) < room)
    {
      batch = gc_batch_new ();
      g_ptr_array_add (batches, batch);
    }

  return batch;
}

/**
 * gc_test_stamp_new_batches:
 * @first: a stamp
 * @n_records: how many
 *
 * Returns: (transfer full) (element-type GcBatch): messages of this stamp and those that follow
 *   it, in as many batches as they need
 */
GPtrArray *
gc_test_stamp_new_batches (guint32 first,
                           guint   n_records)
{
  GPtrArray *batches = g_ptr_array_new_with_free_func ((GDestroyNotify) gc_batch_unref);

  for (guint32 stamp = first; stamp < first + n_records; stamp++)
    {
      GcRecord record = {
        .time_ns = stamp,
        .size = get_size (stamp),
        .source_port = stamp,
        .ttl = stamp,
      };

      memcpy (record.source, &stamp, sizeof stamp);
      gc_batch_append (get_batch (batches, gc_test_stamp_get_bytes (stamp)), &record,
                       get_payload (stamp));
    }

  return batches;
}

/**
 * gc_test_stamp_assert:
 * @stamp: a stamp
 * @record: a record
 * @payload: its bytes
 *
 * Asserts that this is the message of that stamp.
 */
void
gc_test_stamp_assert (guint32         stamp,
                      const GcRecord *record,
                      const guint8   *payload)
{
  g_assert_cmpint (record->time_ns, ==, stamp);
  g_assert_cmpuint (record->source_port, ==, (guint16) stamp);
  g_assert_cmpuint (record->ttl, ==, (guint8) stamp);
  g_assert_cmpmem (record->source, sizeof stamp, &stamp, sizeof stamp);
  g_assert_cmpmem (payload, record->size, get_payload (stamp), get_size (stamp));
}
