/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-test-log.h"
#include "gc-test-stamp.h"

#define N_LARGE 4096

static void
test_properties (void)
{
  g_auto (GcTestLog) watched = { NULL, };
  guint64 max_bytes;
  guint max_messages;
  gboolean frozen;

  gc_test_log_init (&watched);
  g_assert_true (g_list_model_get_item_type (watched.model) == GC_TYPE_MESSAGE);
  g_object_get (watched.log, "max-bytes", &max_bytes, "max-messages", &max_messages,
                "frozen", &frozen, NULL);
  g_assert_cmpuint (max_bytes, ==, GC_MESSAGE_LOG_DEFAULT_MAX_BYTES);
  g_assert_cmpuint (max_messages, ==, GC_MESSAGE_LOG_DEFAULT_MAX_MESSAGES);
  g_assert_false (frozen);
  gc_test_log_assert_counts (watched.log, 0, 0, 0);

  gc_test_property_notify (watched.log, "frozen", TRUE, FALSE);
  gc_test_notices_expect (watched.notices, "frozen frozen");
  gc_test_property_notify (watched.log, "max-bytes", (guint64) 0, G_MAXUINT64);
  gc_test_notices_expect (watched.notices, "max-bytes max-bytes");
  g_assert_cmpuint (gc_message_log_get_max_bytes (watched.log), ==, G_MAXUINT64);
  gc_test_property_notify (watched.log, "max-messages", 1, 1000);
  gc_test_notices_expect (watched.notices, "max-messages max-messages");
  g_assert_cmpuint (gc_message_log_get_max_messages (watched.log), ==, 1000);

  gc_message_log_set_frozen (watched.log, 2);
  gc_message_log_set_frozen (watched.log, 1);
  gc_test_notices_expect (watched.notices, "frozen");
  g_assert_true (gc_message_log_is_frozen (watched.log));
  gc_test_log_expect_no_change (&watched);
}

static void
test_append (void)
{
  g_auto (GcTestLog) watched = { NULL, };

  gc_test_log_init (&watched);
  gc_test_log_append (watched.log, 0, 10);
  gc_test_log_expect_change (&watched, 0, 0, 10);
  gc_test_notices_expect (watched.notices, "n-items");

  gc_test_log_append (watched.log, 100, 1);
  gc_test_log_expect_change (&watched, 10, 0, 1);
  gc_test_notices_expect (watched.notices, "n-items");

  gc_test_log_expect_no_change (&watched);
  gc_test_log_assert_rows (watched.model, 0, 0, 0, 10);
  gc_test_log_assert_rows (watched.model, 10, 10, 100, 1);
  gc_test_log_assert_counts (watched.log, 11, 0, 0);
  g_assert_null (g_list_model_get_item (watched.model, 11));
  g_assert_null (g_list_model_get_item (watched.model, G_MAXUINT));
}

/* However many come at once, a list view hears of it once. */
static void
test_append_batches (void)
{
  g_auto (GcTestLog) watched = { NULL, };
  g_autoptr (GPtrArray) batches =
    g_ptr_array_new_with_free_func ((GDestroyNotify) gc_batch_unref);

  gc_test_log_init (&watched);
  gc_message_log_append (watched.log, batches);
  g_ptr_array_add (batches, gc_batch_new ());
  gc_message_log_append (watched.log, batches);
  gc_test_log_expect_no_change (&watched);
  gc_test_notices_expect (watched.notices, "");

  g_ptr_array_extend_and_steal (batches, gc_test_stamp_new_batches (0, 5));
  g_ptr_array_extend_and_steal (batches, gc_test_stamp_new_batches (5, N_LARGE));
  g_ptr_array_add (batches, gc_batch_new ());
  g_ptr_array_extend_and_steal (batches, gc_test_stamp_new_batches (5 + N_LARGE, 7));
  gc_message_log_append (watched.log, batches);
  gc_test_log_expect_change (&watched, 0, 0, N_LARGE + 12);
  gc_test_log_expect_no_change (&watched);
  gc_test_notices_expect (watched.notices, "n-items");
  gc_test_log_assert_rows (watched.model, 0, 0, 0, N_LARGE + 12);
}

static void
test_identity (void)
{
  g_autoptr (GcMessageLog) log = gc_message_log_new ();
  GListModel *model = G_LIST_MODEL (log);
  GcMessage *message, *again;

  gc_message_log_set_max_messages (log, 60);
  gc_test_log_append (log, 0, 60);
  message = g_list_model_get_item (model, 50);
  again = g_list_model_get_item (model, 50);
  g_assert_true (message == again);
  g_object_unref (again);

  /* It moves to the head, and out. */
  gc_test_log_append (log, 60, 50);
  again = g_list_model_get_item (model, 0);
  g_assert_true (message == again);
  g_object_unref (again);
  gc_test_log_append (log, 110, 1);
  gc_test_log_assert_message (message, 50, 50);
  gc_test_log_assert_rows (model, 0, 51, 51, 60);

  /* The log keeps none alive. */
  g_assert_finalize_object (message);
  message = g_list_model_get_item (model, 0);
  g_assert_finalize_object (message);
  gc_test_log_assert_rows (model, 0, 51, 51, 1);
}

static void
test_max_messages (void)
{
  g_auto (GcTestLog) watched = { NULL, };

  gc_test_log_init (&watched);
  gc_message_log_set_max_messages (watched.log, 60);
  gc_test_notices_expect (watched.notices, "max-messages");
  gc_test_log_append (watched.log, 0, 60);
  gc_test_log_expect_change (&watched, 0, 0, 60);
  gc_test_notices_expect (watched.notices, "n-items");

  /* As many go as come: the number of items is the same. */
  gc_test_log_append (watched.log, 60, 10);
  gc_test_log_expect_change (&watched, 0, 10, 0);
  gc_test_log_expect_change (&watched, 50, 0, 10);
  gc_test_notices_expect (watched.notices, "n-evicted");
  gc_test_log_assert_counts (watched.log, 60, 0, 10);
  gc_test_log_assert_rows (watched.model, 0, 10, 10, 60);

  gc_test_log_append (watched.log, 70, 60);
  gc_test_log_expect_change (&watched, 0, 60, 0);
  gc_test_log_expect_change (&watched, 0, 0, 60);
  gc_test_notices_expect (watched.notices, "n-evicted");
  gc_test_log_assert_counts (watched.log, 60, 0, 70);
  gc_test_log_assert_rows (watched.model, 0, 70, 70, 60);
  gc_test_log_expect_no_change (&watched);
}

/* A large log drops some more than it must, and then none for a while. */
static void
test_max_messages_large (void)
{
  g_auto (GcTestLog) watched = { NULL, };
  guint n_removed;

  gc_test_log_init (&watched);
  gc_message_log_set_max_messages (watched.log, 6400);
  gc_test_log_append (watched.log, 0, 6400);
  gc_test_log_expect_change (&watched, 0, 0, 6400);

  gc_test_log_append (watched.log, 6400, 1);
  n_removed = gc_test_log_get_n_removed (&watched);
  g_assert_cmpuint (n_removed, >, 1);
  g_assert_cmpuint (n_removed, <=, 6400 / 32);
  gc_test_log_expect_change (&watched, 0, n_removed, 0);
  gc_test_log_expect_change (&watched, 6400 - n_removed, 0, 1);
  gc_test_log_assert_counts (watched.log, 6401 - n_removed, 0, n_removed);

  gc_test_log_append (watched.log, 6401, n_removed - 1);
  gc_test_log_expect_change (&watched, 6401 - n_removed, 0, n_removed - 1);
  gc_test_log_expect_no_change (&watched);
  gc_test_log_assert_counts (watched.log, 6400, 0, n_removed);
  gc_test_log_assert_rows (watched.model, 0, n_removed, n_removed, 6400);
}

static gsize
get_bytes (guint32 first,
           guint   n)
{
  gsize bytes = 0;

  for (guint i = 0; i < n; i++)
    bytes += gc_test_stamp_get_bytes (first + i);

  return bytes;
}

static void
test_max_bytes (void)
{
  g_auto (GcTestLog) watched = { NULL, };
  const guint32 first = GC_TEST_STAMP_FAT;
  gsize max_bytes = get_bytes (first, 10);
  guint n_removed;

  gc_test_log_init (&watched);
  gc_message_log_set_max_bytes (watched.log, max_bytes);
  gc_test_notices_expect (watched.notices, "max-bytes");
  gc_test_log_append (watched.log, first, 10);
  gc_test_log_expect_change (&watched, 0, 0, 10);
  gc_test_log_assert_counts (watched.log, 10, 0, 0);
  gc_test_notices_expect (watched.notices, "n-items");

  gc_test_log_append (watched.log, first + 10, 1);
  n_removed = gc_test_log_get_n_removed (&watched);
  g_assert_cmpuint (n_removed, >=, 1);
  g_assert_cmpuint (n_removed, <=, 3);
  g_assert_cmpuint (get_bytes (first + n_removed, 11 - n_removed), <=, max_bytes);
  gc_test_log_expect_change (&watched, 0, n_removed, 0);
  gc_test_log_expect_change (&watched, 10 - n_removed, 0, 1);
  gc_test_log_expect_no_change (&watched);
  gc_test_log_assert_counts (watched.log, 11 - n_removed, 0, n_removed);
  gc_test_log_assert_rows (watched.model, 0, n_removed, first + n_removed, 11 - n_removed);
}

/* Then nothing can be kept, but it is still counted. */
static void
test_max_bytes_tiny (void)
{
  g_auto (GcTestLog) watched = { NULL, };

  gc_test_log_init (&watched);
  gc_test_log_append (watched.log, 0, 3);
  gc_test_log_expect_change (&watched, 0, 0, 3);
  gc_test_notices_expect (watched.notices, "n-items");

  gc_message_log_set_max_bytes (watched.log, 10);
  gc_test_notices_expect (watched.notices, "max-bytes");
  gc_test_log_append (watched.log, 3, 2);
  gc_test_log_expect_change (&watched, 0, 3, 0);
  gc_test_log_expect_no_change (&watched);
  gc_test_log_assert_counts (watched.log, 0, 0, 5);

  gc_test_log_append (watched.log, 5, 1);
  gc_test_log_expect_no_change (&watched);
  gc_test_log_assert_counts (watched.log, 0, 0, 6);
}

static void
test_larger_than_limit (void)
{
  g_auto (GcTestLog) watched = { NULL, };

  gc_test_log_init (&watched);
  gc_message_log_set_max_messages (watched.log, 100);
  gc_test_log_append (watched.log, 0, 250);
  gc_test_log_expect_change (&watched, 0, 0, 100);
  gc_test_log_assert_counts (watched.log, 100, 0, 150);
  gc_test_log_assert_rows (watched.model, 0, 0, 150, 100);

  /* Serial numbers are the log's own, and have no gaps. */
  gc_test_log_append (watched.log, 1000, 5000);
  gc_test_log_expect_change (&watched, 0, 100, 0);
  gc_test_log_expect_change (&watched, 0, 0, 100);
  gc_test_log_expect_no_change (&watched);
  gc_test_log_assert_counts (watched.log, 100, 0, 5150);
  gc_test_log_assert_rows (watched.model, 0, 100, 5900, 100);
}

/* A new limit is for the next message. */
static void
test_lower_limit (void)
{
  g_auto (GcTestLog) watched = { NULL, };

  gc_test_log_init (&watched);
  gc_test_log_append (watched.log, 0, 60);
  gc_test_log_expect_change (&watched, 0, 0, 60);
  gc_test_notices_expect (watched.notices, "n-items");

  gc_message_log_set_max_messages (watched.log, 20);
  gc_test_log_expect_no_change (&watched);
  gc_test_notices_expect (watched.notices, "max-messages");
  gc_test_log_assert_counts (watched.log, 60, 0, 0);

  gc_test_log_append (watched.log, 60, 1);
  gc_test_log_expect_change (&watched, 0, 41, 0);
  gc_test_log_expect_change (&watched, 19, 0, 1);
  gc_test_notices_expect (watched.notices, "n-evicted n-items");
  gc_test_log_assert_counts (watched.log, 20, 0, 41);
  gc_test_log_assert_rows (watched.model, 0, 41, 41, 20);

  gc_message_log_set_max_messages (watched.log, 1);
  gc_test_log_append (watched.log, 61, 2);
  gc_test_log_expect_change (&watched, 0, 20, 0);
  gc_test_log_expect_change (&watched, 0, 0, 1);
  gc_test_log_assert_counts (watched.log, 1, 0, 62);
  gc_test_log_assert_rows (watched.model, 0, 61, 62, 1);
}

static void
test_freeze (void)
{
  g_auto (GcTestLog) watched = { NULL, };

  gc_test_log_init (&watched);
  gc_test_log_append (watched.log, 0, 10);
  gc_test_log_expect_change (&watched, 0, 0, 10);
  gc_test_notices_expect (watched.notices, "n-items");

  gc_message_log_set_frozen (watched.log, TRUE);
  gc_test_notices_expect (watched.notices, "frozen");
  gc_test_log_append (watched.log, 10, 5);
  gc_test_notices_expect (watched.notices, "n-waiting");
  gc_test_log_append (watched.log, 15, 7);
  gc_test_notices_expect (watched.notices, "n-waiting");
  gc_test_log_append (watched.log, 22, 0);
  gc_test_notices_expect (watched.notices, "");
  gc_test_log_expect_no_change (&watched);
  gc_test_log_assert_counts (watched.log, 10, 12, 0);
  gc_test_log_assert_rows (watched.model, 0, 0, 0, 10);

  gc_message_log_set_frozen (watched.log, FALSE);
  gc_test_log_expect_change (&watched, 10, 0, 12);
  gc_test_notices_expect (watched.notices, "frozen n-items n-waiting");
  gc_test_log_assert_counts (watched.log, 22, 0, 0);
  gc_test_log_assert_rows (watched.model, 0, 0, 0, 22);

  gc_test_log_append (watched.log, 22, 3);
  gc_test_log_expect_change (&watched, 22, 0, 3);
  gc_test_log_expect_no_change (&watched);
  gc_test_log_assert_rows (watched.model, 0, 0, 0, 25);
}

/* Who has frozen it reads on, and the list stays as long as it takes. */
static void
test_freeze_full (void)
{
  g_auto (GcTestLog) watched = { NULL, };

  gc_test_log_init (&watched);
  gc_message_log_set_max_messages (watched.log, 50);
  gc_test_log_append (watched.log, 0, 50);
  gc_test_log_expect_change (&watched, 0, 0, 50);
  gc_message_log_set_frozen (watched.log, TRUE);
  gc_test_notices_expect (watched.notices, "frozen max-messages n-items");

  gc_test_log_append (watched.log, 100, 50);
  gc_test_notices_expect (watched.notices, "n-waiting");
  gc_test_log_assert_counts (watched.log, 50, 50, 0);

  /* The oldest that wait make room. */
  gc_test_log_append (watched.log, 150, 20);
  gc_test_notices_expect (watched.notices, "n-evicted");
  gc_test_log_assert_counts (watched.log, 50, 50, 20);
  gc_test_log_append (watched.log, 170, 500);
  gc_test_notices_expect (watched.notices, "n-evicted");
  gc_test_log_assert_counts (watched.log, 50, 50, 520);
  gc_test_log_expect_no_change (&watched);
  gc_test_log_assert_rows (watched.model, 0, 0, 0, 50);

  gc_message_log_set_frozen (watched.log, FALSE);
  gc_test_log_expect_change (&watched, 0, 50, 0);
  gc_test_log_expect_change (&watched, 0, 0, 50);
  gc_test_log_expect_no_change (&watched);
  gc_test_notices_expect (watched.notices, "frozen n-evicted n-waiting");
  gc_test_log_assert_counts (watched.log, 50, 0, 570);
  gc_test_log_assert_rows (watched.model, 0, 50, 620, 50);
}

static void
test_freeze_bytes (void)
{
  g_auto (GcTestLog) watched = { NULL, };
  const guint32 first = GC_TEST_STAMP_FAT;

  gc_test_log_init (&watched);
  gc_message_log_set_max_bytes (watched.log, get_bytes (first + 3, 10));
  gc_message_log_set_frozen (watched.log, TRUE);
  gc_test_log_append (watched.log, first, 13);
  gc_test_log_assert_counts (watched.log, 0, 10, 3);

  gc_message_log_set_frozen (watched.log, FALSE);
  gc_test_log_expect_change (&watched, 0, 0, 10);
  gc_test_log_expect_no_change (&watched);
  gc_test_log_assert_rows (watched.model, 0, 0, first + 3, 10);
}

/* The limit may be lowered while they wait. */
static void
test_freeze_lower_limit (void)
{
  g_auto (GcTestLog) watched = { NULL, };

  gc_test_log_init (&watched);
  gc_test_log_append (watched.log, 0, 5);
  gc_message_log_set_frozen (watched.log, TRUE);
  gc_test_log_append (watched.log, 5, 30);
  gc_message_log_set_max_messages (watched.log, 20);
  gc_test_log_assert_counts (watched.log, 5, 30, 0);

  gc_message_log_set_frozen (watched.log, FALSE);
  gc_test_log_expect_change (&watched, 0, 0, 5);
  gc_test_log_expect_change (&watched, 0, 5, 0);
  gc_test_log_expect_change (&watched, 0, 0, 20);
  gc_test_log_expect_no_change (&watched);
  gc_test_log_assert_counts (watched.log, 20, 0, 15);
  gc_test_log_assert_rows (watched.model, 0, 5, 15, 20);
}

static void
assert_stamps (GPtrArray *batches,
               guint32    first,
               guint32    n)
{
  guint32 stamp = first;

  for (guint i = 0; i < batches->len; i++)
    {
      GcBatch *batch = g_ptr_array_index (batches, i);

      for (guint j = 0; j < batch->n_records; j++)
        gc_test_stamp_assert (stamp++, &batch->records[j], gc_batch_get_payload (batch, j));
    }

  g_assert_cmpuint (stamp, ==, first + n);
}

/* What has been taken out stays as it was, also what the log fills up and what it evicts. */
static void
test_dup_batches (void)
{
  g_autoptr (GcMessageLog) log = gc_message_log_new ();
  g_autoptr (GPtrArray) none = gc_message_log_dup_batches (log);
  g_autoptr (GPtrArray) some = NULL;
  g_autoptr (GPtrArray) more = NULL;
  guint first;

  assert_stamps (none, 0, 0);

  gc_message_log_set_max_messages (log, N_LARGE + 100);
  gc_test_log_append (log, 0, N_LARGE);
  for (guint32 i = 0; i < 150; i++)
    gc_test_log_append (log, N_LARGE + i, 1);
  first = gc_message_log_get_n_evicted (log);
  g_assert_cmpuint (first, >=, 50);
  g_assert_cmpuint (first, <, N_LARGE);
  some = gc_message_log_dup_batches (log);
  assert_stamps (some, first, N_LARGE + 150 - first);

  gc_message_log_set_frozen (log, TRUE);
  gc_test_log_append (log, N_LARGE + 150, 30);
  more = gc_message_log_dup_batches (log);
  assert_stamps (more, first, N_LARGE + 180 - first);

  gc_test_log_append (log, N_LARGE + 180, 1000);
  gc_message_log_set_frozen (log, FALSE);
  g_clear_object (&log);
  assert_stamps (some, first, N_LARGE + 150 - first);
  assert_stamps (more, first, N_LARGE + 180 - first);
}

static void
test_clear (void)
{
  g_auto (GcTestLog) watched = { NULL, };
  GcMessageRing *cleared;
  g_autoptr (GcMessage) held = NULL;
  g_autoptr (GcMessage) same = NULL;

  gc_test_log_init (&watched);
  gc_test_log_append (watched.log, 0, 20);
  gc_test_log_expect_change (&watched, 0, 0, 20);
  held = g_list_model_get_item (watched.model, 7);

  cleared = gc_message_log_clear (watched.log);
  gc_test_log_expect_change (&watched, 0, 20, 0);
  gc_test_log_assert_counts (watched.log, 0, 0, 0);
  gc_test_log_append (watched.log, 20, 5);
  gc_test_log_expect_change (&watched, 0, 0, 5);
  gc_test_log_assert_rows (watched.model, 0, 20, 20, 5);
  gc_test_log_assert_message (held, 7, 7);

  g_assert_true (gc_message_log_restore (watched.log, cleared));
  gc_test_log_expect_change (&watched, 0, 0, 20);
  gc_test_log_expect_no_change (&watched);
  gc_test_log_assert_rows (watched.model, 0, 0, 0, 25);
  same = g_list_model_get_item (watched.model, 7);
  g_assert_true (same == held);

  gc_test_log_append (watched.log, 25, 5);
  gc_test_log_assert_rows (watched.model, 0, 0, 0, 30);
}

static void
test_clear_nothing (void)
{
  g_auto (GcTestLog) watched = { NULL, };
  GcMessageRing *cleared;

  gc_test_log_init (&watched);
  cleared = gc_message_log_clear (watched.log);
  gc_test_log_append (watched.log, 0, 5);
  gc_test_log_expect_change (&watched, 0, 0, 5);
  g_assert_true (gc_message_log_restore (watched.log, cleared));
  gc_test_log_expect_no_change (&watched);
  gc_test_log_assert_rows (watched.model, 0, 0, 0, 5);
}

/* There is room for some of it, or for none any more. */
static void
test_restore_limits (void)
{
  g_auto (GcTestLog) watched = { NULL, };
  GcMessageRing *cleared;

  gc_test_log_init (&watched);
  gc_message_log_set_max_messages (watched.log, 30);
  gc_test_log_append (watched.log, 0, 20);
  cleared = gc_message_log_clear (watched.log);
  gc_test_log_append (watched.log, 20, 25);

  /* Who hears of a number finds the list in order. */
  g_signal_connect_swapped (watched.log, "notify",
                            G_CALLBACK (gc_test_list_model_validator_check), watched.validator);
  g_assert_true (gc_message_log_restore (watched.log, cleared));
  g_signal_handlers_disconnect_by_func (watched.log, gc_test_list_model_validator_check,
                                        watched.validator);
  gc_test_log_assert_counts (watched.log, 30, 0, 15);
  gc_test_log_assert_rows (watched.model, 0, 15, 15, 30);

  cleared = gc_message_log_clear (watched.log);
  gc_test_log_append (watched.log, 45, 25);
  gc_test_log_append (watched.log, 70, 25);
  g_assert_false (gc_message_log_restore (watched.log, cleared));
  gc_test_log_assert_rows (watched.model, 0, 65, 65, 30);
}

static void
append_from (GcMessageLog *log,
             guint8        address,
             guint16       port,
             gint64        time_ns)
{
  g_autoptr (GPtrArray) batches =
    g_ptr_array_new_with_free_func ((GDestroyNotify) gc_batch_unref);
  GcRecord record = {
    .time_ns = time_ns, .source = { 192, 0, 2, address }, .source_port = port,
  };

  g_ptr_array_add (batches, gc_batch_new ());
  gc_batch_append (batches->pdata[0], &record, NULL);
  gc_message_log_append (log, batches);
}

static void
test_previous (void)
{
  g_autoptr (GcMessageLog) log = gc_message_log_new ();
  gint64 time_ns = 0;

  g_assert_false (gc_message_log_find_previous (log, 0, &time_ns));
  append_from (log, 1, 5000, 10);
  append_from (log, 2, 5000, 20);
  append_from (log, 1, 5001, 30);
  append_from (log, 1, 5000, 40);
  append_from (log, 1, 5000, 50);

  g_assert_false (gc_message_log_find_previous (log, 0, &time_ns));
  g_assert_false (gc_message_log_find_previous (log, 1, &time_ns));
  g_assert_false (gc_message_log_find_previous (log, 2, &time_ns));
  g_assert_true (gc_message_log_find_previous (log, 3, &time_ns));
  g_assert_cmpint (time_ns, ==, 10);
  g_assert_true (gc_message_log_find_previous (log, 4, &time_ns));
  g_assert_cmpint (time_ns, ==, 40);
  g_assert_false (gc_message_log_find_previous (log, 5, &time_ns));
}

static void
test_finalize (void)
{
  GcMessageLog *log = gc_message_log_new ();
  GcMessage *first, *last;

  gc_test_log_append (log, 0, 10);
  first = g_list_model_get_item (G_LIST_MODEL (log), 0);
  last = g_list_model_get_item (G_LIST_MODEL (log), 9);
  gc_message_log_set_frozen (log, TRUE);
  gc_test_log_append (log, 10, 10);

  g_assert_finalize_object (log);
  gc_test_log_assert_message (first, 0, 0);
  gc_test_log_assert_message (last, 9, 9);
  g_assert_finalize_object (first);
  g_assert_finalize_object (last);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model/message-log/properties", test_properties);
  g_test_add_func ("/model/message-log/append", test_append);
  g_test_add_func ("/model/message-log/append-batches", test_append_batches);
  g_test_add_func ("/model/message-log/identity", test_identity);
  g_test_add_func ("/model/message-log/max-messages", test_max_messages);
  g_test_add_func ("/model/message-log/max-messages-large", test_max_messages_large);
  g_test_add_func ("/model/message-log/max-bytes", test_max_bytes);
  g_test_add_func ("/model/message-log/max-bytes-tiny", test_max_bytes_tiny);
  g_test_add_func ("/model/message-log/larger-than-limit", test_larger_than_limit);
  g_test_add_func ("/model/message-log/lower-limit", test_lower_limit);
  g_test_add_func ("/model/message-log/freeze", test_freeze);
  g_test_add_func ("/model/message-log/freeze-full", test_freeze_full);
  g_test_add_func ("/model/message-log/freeze-bytes", test_freeze_bytes);
  g_test_add_func ("/model/message-log/freeze-lower-limit", test_freeze_lower_limit);
  g_test_add_func ("/model/message-log/dup-batches", test_dup_batches);
  g_test_add_func ("/model/message-log/clear", test_clear);
  g_test_add_func ("/model/message-log/clear-nothing", test_clear_nothing);
  g_test_add_func ("/model/message-log/restore-limits", test_restore_limits);
  g_test_add_func ("/model/message-log/previous", test_previous);
  g_test_add_func ("/model/message-log/finalize", test_finalize);

  return g_test_run ();
}
