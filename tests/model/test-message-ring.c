/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-message-ring.h"
#include "gc-test-stamp.h"

#define NO_LIMIT G_MAXSIZE

/* More than any other number here. */
#define N_LARGE 4096

/* The stamps of all that a ring has ever been given, by serial number, and how many of them
 * it should have dropped. */
typedef struct
{
  GcMessageRing *ring;
  GArray        *stamps;
  guint          first;
  gsize          bytes;
} Pair;

static void
pair_init (Pair *pair)
{
  pair->ring = gc_message_ring_new ();
  pair->stamps = g_array_new (FALSE, FALSE, sizeof (guint32));
  pair->first = 0;
  pair->bytes = 0;
}

static void
pair_clear (Pair *pair)
{
  gc_message_ring_free (pair->ring);
  g_array_unref (pair->stamps);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Pair, pair_clear)

static guint32
pair_get_stamp (const Pair *pair,
                guint       serial)
{
  return g_array_index (pair->stamps, guint32, serial);
}

static void
pair_push (Pair    *pair,
           guint32  stamp)
{
  g_array_append_val (pair->stamps, stamp);
  pair->bytes += gc_test_stamp_get_bytes (stamp);
}

static void
pair_append (Pair    *pair,
             guint32  first,
             guint    n)
{
  g_autoptr (GPtrArray) batches = gc_test_stamp_new_batches (first, n);

  for (guint i = 0; i < n; i++)
    pair_push (pair, first + i);

  for (guint i = 0; i < batches->len; i++)
    gc_message_ring_append (pair->ring, g_ptr_array_index (batches, i));
}

static void
pair_append_pair (Pair *pair,
                  Pair *other)
{
  gc_message_ring_append_ring (pair->ring, other->ring);

  for (; other->first < other->stamps->len; other->first++)
    pair_push (pair, pair_get_stamp (other, other->first));
  other->bytes = 0;
}

static void
pair_evict (Pair  *pair,
            guint  max_records,
            gsize  max_bytes)
{
  guint n = gc_message_ring_evict (pair->ring, max_records, max_bytes);
  guint before = pair->first;

  while (pair->first < pair->stamps->len &&
         (pair->stamps->len - pair->first > max_records || pair->bytes > max_bytes))
    pair->bytes -= gc_test_stamp_get_bytes (pair_get_stamp (pair, pair->first++));

  g_assert_cmpuint (n, ==, pair->first - before);
}

static void
pair_drop_all (Pair *pair)
{
  g_assert_cmpuint (gc_message_ring_clear (pair->ring), ==, pair->stamps->len - pair->first);

  pair->first = pair->stamps->len;
  pair->bytes = 0;
}

static void
pair_check_serial (const Pair *pair,
                   guint       serial)
{
  guint index = G_MAXUINT;
  GcBatch *batch = gc_message_ring_lookup (pair->ring, serial, &index);

  g_assert_nonnull (batch);
  g_assert_cmpuint (index, <, batch->n_records);
  gc_test_stamp_assert (pair_get_stamp (pair, serial), &batch->records[index],
                        gc_batch_get_payload (batch, index));
}

static void
pair_check_ends (const Pair *pair)
{
  guint n = pair->stamps->len - pair->first;
  guint index;

  g_assert_cmpuint (gc_message_ring_get_n_records (pair->ring), ==, n);
  g_assert_cmpuint (gc_message_ring_get_bytes (pair->ring), ==, pair->bytes);
  g_assert_cmpuint (gc_message_ring_get_first_serial (pair->ring), ==, pair->first);

  g_assert_null (gc_message_ring_lookup (pair->ring, pair->stamps->len, &index));
  g_assert_null (gc_message_ring_lookup (pair->ring, G_MAXUINT64, &index));
  if (pair->first > 0)
    g_assert_null (gc_message_ring_lookup (pair->ring, pair->first - 1, &index));

  if (n > 0)
    {
      pair_check_serial (pair, pair->first);
      pair_check_serial (pair, pair->stamps->len - 1);
    }
}

static void
pair_check (const Pair *pair)
{
  pair_check_ends (pair);
  for (guint serial = pair->first; serial < pair->stamps->len; serial++)
    pair_check_serial (pair, serial);
}

/* Whether two records are in one batch. */
static gboolean
pair_is_together (const Pair *pair,
                  guint       serial,
                  guint       other)
{
  guint index;

  return gc_message_ring_lookup (pair->ring, serial, &index) ==
         gc_message_ring_lookup (pair->ring, other, &index);
}

static void
test_empty (void)
{
  g_auto (Pair) pair = { NULL, };

  pair_init (&pair);
  pair_check (&pair);
  pair_append (&pair, 0, 0);
  pair_check (&pair);
  pair_evict (&pair, 0, 0);
  pair_drop_all (&pair);
  pair_check (&pair);
}

/* Each batch but the last has no room left for the largest message. */
static void
pair_check_full (const Pair *pair)
{
  guint index;
  GcBatch *last = gc_message_ring_lookup (pair->ring, pair->stamps->len - 1, &index);

  for (guint serial = pair->first; serial < pair->stamps->len; serial++)
    {
      GcBatch *batch = gc_message_ring_lookup (pair->ring, serial, &index);

      if (batch == last)
        break;
      g_assert_cmpuint (gc_batch_get_room (batch), <,
                        sizeof (GcRecord) + GC_TEST_STAMP_MAX_SIZE);
    }
}

/* A quiet group brings its messages one at a time; they are not to cost a batch each. */
static void
test_one_at_a_time (void)
{
  g_auto (Pair) pair = { NULL, };

  pair_init (&pair);
  for (guint i = 0; i < 4 * N_LARGE; i++)
    pair_append (&pair, i, 1);
  pair_check (&pair);
  pair_check_full (&pair);
  g_assert_true (pair_is_together (&pair, 0, N_LARGE));
  g_assert_false (pair_is_together (&pair, 0, 4 * N_LARGE - 1));
}

/* However many come at a time. */
static void
test_full (void)
{
  g_auto (Pair) pair = { NULL, };

  pair_init (&pair);
  for (guint i = 0; i < 60; i++)
    pair_append (&pair, 10000 * i + (i % 3 == 0 ? GC_TEST_STAMP_FAT : 0), 37 * i % 1500);
  pair_check (&pair);
  pair_check_full (&pair);
}

static void
test_evict_records (void)
{
  g_auto (Pair) pair = { NULL, };

  pair_init (&pair);
  for (guint i = 0; i < 4; i++)
    pair_append (&pair, 10000 * i, N_LARGE);

  pair_evict (&pair, 4 * N_LARGE, NO_LIMIT);
  g_assert_cmpuint (pair.first, ==, 0);
  pair_check (&pair);

  /* part of a batch, its rest to the last but one, just the rest, two and a part, all */
  pair_evict (&pair, 4 * N_LARGE - 10, NO_LIMIT);
  pair_check (&pair);
  pair_evict (&pair, 3 * N_LARGE + 1, NO_LIMIT);
  pair_check (&pair);
  pair_evict (&pair, 3 * N_LARGE, NO_LIMIT);
  pair_check (&pair);
  pair_evict (&pair, 100, NO_LIMIT);
  pair_check (&pair);
  pair_evict (&pair, 0, NO_LIMIT);
  g_assert_cmpuint (pair.first, ==, 4 * N_LARGE);
  pair_check (&pair);

  pair_append (&pair, 50000, 10);
  pair_check (&pair);
}

static void
test_evict_bytes (void)
{
  g_auto (Pair) pair = { NULL, };
  gsize bytes;

  pair_init (&pair);
  for (guint i = 0; i < 3; i++)
    pair_append (&pair, GC_TEST_STAMP_FAT + 10000 * i, 1000);

  bytes = pair.bytes;
  pair_evict (&pair, G_MAXUINT, bytes);
  g_assert_cmpuint (pair.first, ==, 0);

  /* one byte too many costs a message */
  pair_evict (&pair, G_MAXUINT, bytes - 1);
  g_assert_cmpuint (pair.first, ==, 1);
  pair_check (&pair);

  pair_evict (&pair, G_MAXUINT, bytes / 2);
  g_assert_cmpuint (pair.first, >, 1000);
  pair_check (&pair);

  /* the stricter one counts */
  pair_evict (&pair, 1200, bytes / 3);
  pair_check (&pair);
  pair_evict (&pair, 100, bytes);
  g_assert_cmpuint (pair.stamps->len - pair.first, ==, 100);
  pair_check (&pair);

  pair_evict (&pair, G_MAXUINT, 0);
  g_assert_cmpuint (pair.bytes, ==, 0);
  pair_check (&pair);
}

/* A batch whose head has gone is still filled up. */
static void
test_fill_up_evicted (void)
{
  g_auto (Pair) pair = { NULL, };

  pair_init (&pair);
  pair_append (&pair, 0, 100);
  pair_evict (&pair, 10, NO_LIMIT);
  pair_append (&pair, 100, 50);
  pair_check (&pair);
  g_assert_true (pair_is_together (&pair, 90, 149));

  pair_evict (&pair, 20, NO_LIMIT);
  pair_check (&pair);
}

static void
test_append_ring (void)
{
  g_auto (Pair) pair = { NULL, };
  g_auto (Pair) other = { NULL, };

  pair_init (&pair);
  pair_init (&other);

  /* nothing to nothing, nothing to something, something to nothing */
  pair_append_pair (&pair, &other);
  pair_check (&pair);
  pair_append (&pair, 0, 10);
  pair_append_pair (&pair, &other);
  pair_check (&pair);
  pair_append_pair (&other, &pair);
  pair_check (&pair);
  pair_check (&other);

  /* several batches, the first of them in part */
  pair_append (&other, 10000, N_LARGE);
  pair_append (&other, 20000, 2 * N_LARGE);
  pair_append (&pair, 30000, 5);
  pair_evict (&other, 2 * N_LARGE + 7, NO_LIMIT);
  pair_append_pair (&pair, &other);
  pair_check (&pair);
  pair_check (&other);

  /* both go on afterwards */
  pair_append (&other, 40000, 3);
  pair_append (&pair, 50000, 3);
  pair_check (&pair);
  pair_check (&other);
  g_assert_cmpuint (gc_message_ring_get_first_serial (other.ring), >, 0);
}

/* A small one that has lost its head: it cannot be copied as a whole. */
static void
test_append_ring_small (void)
{
  g_auto (Pair) pair = { NULL, };
  g_auto (Pair) other = { NULL, };

  pair_init (&pair);
  pair_init (&other);

  pair_append (&pair, 0, 10);
  pair_append (&other, 1000, 10);
  pair_evict (&other, 4, NO_LIMIT);
  pair_append_pair (&pair, &other);
  pair_append (&pair, 2000, 10);
  pair_check (&pair);
  pair_evict (&pair, 12, NO_LIMIT);
  pair_check (&pair);
}

static void
test_clear (void)
{
  g_auto (Pair) pair = { NULL, };

  pair_init (&pair);
  pair_append (&pair, 0, 100);
  pair_evict (&pair, 60, NO_LIMIT);
  pair_drop_all (&pair);
  pair_check (&pair);
  g_assert_cmpuint (gc_message_ring_get_first_serial (pair.ring), ==, 100);

  pair_append (&pair, 1000, 10);
  pair_check (&pair);
  g_assert_cmpuint (gc_message_ring_get_first_serial (pair.ring), ==, 100);
}

/* Up to @limit, mostly small. */
static guint
random_number (guint limit)
{
  guint bound = limit;

  for (guint shift = g_test_rand_int_range (0, 14); shift > 0 && bound > 1; shift--)
    bound = bound / 2 + 1;

  return g_test_rand_int_range (0, bound + 1);
}

static void
random_append (Pair *pair)
{
  static guint32 next_stamp;
  gboolean is_fat = g_test_rand_int_range (0, 50) == 0;
  guint n = random_number (is_fat ? 700 : 5000);

  next_stamp = (next_stamp + 5000) % GC_TEST_STAMP_FAT;
  pair_append (pair, next_stamp + (is_fat ? GC_TEST_STAMP_FAT : 0), n);
}

static void
random_evict (Pair *pair)
{
  guint n = pair->stamps->len - pair->first;

  if (g_test_rand_int_range (0, 2) == 0)
    pair_evict (pair, n - random_number (n), NO_LIMIT);
  else
    pair_evict (pair, 20000 + random_number (20000), pair->bytes - random_number (pair->bytes));
}

static void
random_step (Pair *pair,
             Pair *other)
{
  guint dice = g_test_rand_int_range (0, 100);

  if (dice < 55)
    random_append (pair);
  else if (dice < 70)
    random_append (other);
  else if (dice < 80)
    random_evict (pair);
  else if (dice < 85)
    random_evict (other);
  else if (dice < 98)
    pair_append_pair (pair, other);
  else if (dice == 98)
    pair_drop_all (pair);
  else
    pair_drop_all (other);
}

static void
test_random (void)
{
  g_auto (Pair) pair = { NULL, };
  g_auto (Pair) other = { NULL, };

  pair_init (&pair);
  pair_init (&other);

  for (guint i = 0; i < 20000; i++)
    {
      random_step (&pair, &other);
      pair_check_ends (&pair);
      pair_check_ends (&other);

      for (guint j = 0; j < 10 && pair.first < pair.stamps->len; j++)
        pair_check_serial (&pair, g_test_rand_int_range (pair.first, pair.stamps->len));
    }

  pair_check (&pair);
  pair_check (&other);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model/message-ring/empty", test_empty);
  g_test_add_func ("/model/message-ring/one-at-a-time", test_one_at_a_time);
  g_test_add_func ("/model/message-ring/full", test_full);
  g_test_add_func ("/model/message-ring/fill-up-evicted", test_fill_up_evicted);
  g_test_add_func ("/model/message-ring/evict-records", test_evict_records);
  g_test_add_func ("/model/message-ring/evict-bytes", test_evict_bytes);
  g_test_add_func ("/model/message-ring/append-ring", test_append_ring);
  g_test_add_func ("/model/message-ring/append-ring-small", test_append_ring_small);
  g_test_add_func ("/model/message-ring/clear", test_clear);
  g_test_add_func ("/model/message-ring/random", test_random);

  return g_test_run ();
}
