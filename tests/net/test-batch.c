/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-batch.h"

#include <string.h>

static void
append_text (GcBatch    *batch,
             const char *text)
{
  GcRecord record = {
    .time_ns = 1000 + batch->n_records,
    .payload_offset = G_MAXUINT32,
    .size = strlen (text),
    .ttl = 7,
  };

  gc_batch_append (batch, &record, text);
}

static void
assert_text (const GcBatch *batch,
             guint          i,
             const char    *text)
{
  g_assert_cmpmem (gc_batch_get_payload (batch, i), batch->records[i].size, text, strlen (text));
}

static void
test_append (void)
{
  g_autoptr (GcBatch) batch = gc_batch_new ();

  append_text (batch, "one");
  append_text (batch, "");
  append_text (batch, "three");

  g_assert_cmpuint (batch->n_records, ==, 3);
  assert_text (batch, 0, "one");
  assert_text (batch, 1, "");
  assert_text (batch, 2, "three");
  g_assert_cmpint (batch->records[2].time_ns, ==, 1002);
  g_assert_cmpuint (batch->records[2].ttl, ==, 7);
}

static void
test_append_empty (void)
{
  g_autoptr (GcBatch) batch = gc_batch_new ();
  GcRecord record = { .size = 0, };

  gc_batch_append (batch, &record, NULL);
  g_assert_cmpuint (batch->n_records, ==, 1);
  g_assert_nonnull (gc_batch_get_payload (batch, 0));

  append_text (batch, "more");
  assert_text (batch, 0, "");
  assert_text (batch, 1, "more");
}

static GcBatch *
new_full (guint *n)
{
  GcBatch *batch = gc_batch_new ();

  for (*n = 0; gc_batch_get_room (batch) >= sizeof (GcRecord) + 8; (*n)++)
    {
      g_autofree char *text = g_strdup_printf ("%u", *n);

      append_text (batch, text);
    }

  return batch;
}

static void
assert_numbers (const GcBatch *batch,
                guint          first)
{
  for (guint i = 0; i < batch->n_records; i++)
    {
      g_autofree char *text = g_strdup_printf ("%u", first + i);

      assert_text (batch, i, text);
    }
}

/* Records and payload meet. */
static void
test_full (void)
{
  guint n;
  g_autoptr (GcBatch) batch = new_full (&n);

  g_assert_cmpuint (n, >, 10000);
  g_assert_cmpuint (batch->n_records, ==, n);
  g_assert_cmpuint (gc_batch_get_room (batch), <, sizeof (GcRecord) + 8);
  assert_numbers (batch, 0);
}

/* One that is in the room already, as the kernel wrote it there. */
static void
test_append_in_place (void)
{
  g_autoptr (GcBatch) batch = gc_batch_new ();
  guint8 *end = (guint8 *) batch->records + batch->payload_start;
  GcRecord record = { .size = 5, };

  memcpy (end - 5, "first", 5);
  memcpy (end - 12, "third", 5);
  gc_batch_append (batch, &record, end - 5);
  g_assert_true (gc_batch_get_payload (batch, 0) == end - 5);
  gc_batch_append (batch, &record, end - 12);
  g_assert_true (gc_batch_get_payload (batch, 1) == end - 10);
  assert_text (batch, 0, "first");
  assert_text (batch, 1, "third");
}

static void
test_append_from (void)
{
  guint n, next;
  g_autoptr (GcBatch) other = new_full (&n);
  g_autoptr (GcBatch) batch = gc_batch_new ();
  g_autoptr (GcBatch) rest = gc_batch_new ();
  g_autoptr (GcBatch) empty = gc_batch_new ();
  GcRecord record = { .size = 40000, };
  g_autofree guint8 *payload = g_malloc0 (record.size);

  g_assert_cmpuint (gc_batch_append_from (batch, empty, 0), ==, 0);
  g_assert_cmpuint (gc_batch_append_from (batch, other, n), ==, n);
  g_assert_cmpuint (batch->n_records, ==, 0);

  g_assert_cmpuint (gc_batch_append_from (batch, other, 5), ==, n);
  assert_numbers (batch, 5);

  /* Not all of it fits behind something else. */
  gc_batch_append (rest, &record, payload);
  next = gc_batch_append_from (rest, other, 0);
  g_assert_cmpuint (next, >, n / 2);
  g_assert_cmpuint (next, <, n);
  g_assert_cmpuint (rest->n_records, ==, next + 1);
  assert_text (rest, 1, "0");
  g_assert_cmpuint (gc_batch_get_room (rest), <, sizeof (GcRecord) + 8);
}

/* A batch that is used again is as good as new. */
static void
test_again (void)
{
  for (guint i = 0; i < 100; i++)
    {
      g_autoptr (GcBatch) batch = gc_batch_new ();
      g_autoptr (GcBatch) other = gc_batch_new ();

      g_assert_cmpuint (batch->n_records, ==, 0);
      g_assert_cmpuint (gc_batch_get_bytes (batch), ==, 0);
      append_text (batch, "one");
      append_text (other, "two");
      assert_text (batch, 0, "one");
      assert_text (other, 0, "two");
    }
}

static void
test_bytes (void)
{
  g_autoptr (GcBatch) batch = gc_batch_new ();

  g_assert_cmpuint (gc_batch_get_bytes (batch), ==, 0);
  append_text (batch, "");
  g_assert_cmpuint (gc_batch_get_bytes (batch), ==, sizeof (GcRecord));
  append_text (batch, "12345");
  g_assert_cmpuint (gc_batch_get_bytes (batch), ==, 2 * sizeof (GcRecord) + 5);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/net/batch/append", test_append);
  g_test_add_func ("/net/batch/append-empty", test_append_empty);
  g_test_add_func ("/net/batch/full", test_full);
  g_test_add_func ("/net/batch/append-in-place", test_append_in_place);
  g_test_add_func ("/net/batch/append-from", test_append_from);
  g_test_add_func ("/net/batch/again", test_again);
  g_test_add_func ("/net/batch/bytes", test_bytes);

  return g_test_run ();
}
