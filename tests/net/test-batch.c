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
  g_assert_cmpuint (batch->payload_size, ==, 8);
  assert_text (batch, 0, "one");
  assert_text (batch, 1, "");
  assert_text (batch, 2, "three");
  g_assert_cmpint (batch->records[2].time_ns, ==, 1002);
  g_assert_cmpuint (batch->records[2].ttl, ==, 7);
}

/* The payload of an empty datagram has no address. */
static void
test_append_empty (void)
{
  g_autoptr (GcBatch) batch = gc_batch_new ();
  GcRecord record = { .size = 0, };

  gc_batch_append (batch, &record, NULL);
  g_assert_cmpuint (batch->n_records, ==, 1);
  g_assert_cmpuint (batch->payload_size, ==, 0);
  g_assert_nonnull (gc_batch_get_payload (batch, 0));

  gc_batch_shrink (batch);
  append_text (batch, "more");
  assert_text (batch, 0, "");
  assert_text (batch, 1, "more");
}

static void
test_grow (void)
{
  g_autoptr (GcBatch) batch = gc_batch_new ();

  for (guint i = 0; i < 10000; i++)
    {
      g_autofree char *text = g_strdup_printf ("%u", i);

      append_text (batch, text);
    }

  g_assert_cmpuint (batch->n_records, ==, 10000);
  for (guint i = 0; i < 10000; i++)
    {
      g_autofree char *text = g_strdup_printf ("%u", i);

      assert_text (batch, i, text);
    }
}

static void
test_has_room (void)
{
  g_autoptr (GcBatch) batch = gc_batch_new ();
  g_autofree guint8 *payload = g_malloc0 (GC_BATCH_MAX_PAYLOAD);
  GcRecord record = { .size = GC_BATCH_MAX_PAYLOAD - 10, };

  g_assert_true (gc_batch_has_room (batch, GC_BATCH_MAX_RECORDS + 1, GC_BATCH_MAX_PAYLOAD + 1));

  gc_batch_append (batch, &record, payload);
  g_assert_true (gc_batch_has_room (batch, 1, 10));
  g_assert_false (gc_batch_has_room (batch, 1, 11));
  g_assert_true (gc_batch_has_room (batch, GC_BATCH_MAX_RECORDS - 1, 0));
  g_assert_false (gc_batch_has_room (batch, GC_BATCH_MAX_RECORDS, 0));
}

static void
test_append_batch (void)
{
  g_autoptr (GcBatch) batch = gc_batch_new ();
  g_autoptr (GcBatch) other = gc_batch_new ();
  g_autoptr (GcBatch) empty = gc_batch_new ();

  append_text (batch, "one");
  append_text (other, "two");
  append_text (other, "");
  append_text (other, "three");

  gc_batch_append_batch (batch, other);
  gc_batch_append_batch (batch, empty);
  g_clear_pointer (&other, gc_batch_unref);

  g_assert_cmpuint (batch->n_records, ==, 4);
  assert_text (batch, 0, "one");
  assert_text (batch, 1, "two");
  assert_text (batch, 2, "");
  assert_text (batch, 3, "three");

  gc_batch_append_batch (empty, batch);
  assert_text (empty, 3, "three");
}

static void
test_shrink (void)
{
  g_autoptr (GcBatch) batch = gc_batch_new ();
  g_autoptr (GcBatch) empty = gc_batch_new ();

  append_text (batch, "one");
  append_text (batch, "two");
  g_assert_cmpuint (batch->records_allocated, >, 2);

  gc_batch_shrink (batch);
  g_assert_cmpuint (batch->records_allocated, ==, 2);
  g_assert_cmpuint (batch->payload_allocated, ==, 6);
  assert_text (batch, 0, "one");
  assert_text (batch, 1, "two");

  gc_batch_shrink (empty);
  g_assert_cmpuint (empty->n_records, ==, 0);
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
  g_test_add_func ("/net/batch/grow", test_grow);
  g_test_add_func ("/net/batch/has-room", test_has_room);
  g_test_add_func ("/net/batch/append-batch", test_append_batch);
  g_test_add_func ("/net/batch/shrink", test_shrink);
  g_test_add_func ("/net/batch/bytes", test_bytes);

  return g_test_run ();
}
