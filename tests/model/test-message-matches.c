/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-test-matches.h"

static void
expect_changes (GcTestMatches *self,
                guint         *n_known,
                guint          n)
{
  guint n_changes = gc_test_list_model_validator_get_n_changes (self->validator);

  g_assert_cmpuint (n_changes, ==, *n_known + n);
  *n_known = n_changes;
}

static void
test_properties (void)
{
  g_autoptr (GcMessageMatches) matches = gc_message_matches_new ();
  g_autoptr (GcMessageFilter) one = gc_message_filter_parse ("one", NULL);
  g_autoptr (GcMessageFilter) two = gc_message_filter_parse ("two", NULL);
  g_autoptr (GcMessageLog) log = gc_message_log_new ();
  g_autoptr (GcTestNotices) notices = gc_test_notices_new (matches);
  gboolean is_searching;
  guint position;

  g_assert_true (g_list_model_get_item_type (G_LIST_MODEL (matches)) == GC_TYPE_MESSAGE);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (matches)), ==, 0);
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (matches), 0));
  g_assert_null (gc_message_matches_get_filter (matches));
  g_assert_null (gc_message_matches_get_log (matches));
  g_assert_false (gc_message_matches_find (matches, 0, &position));
  g_object_get (matches, "searching", &is_searching, NULL);
  g_assert_false (is_searching);

  gc_test_property_notify (matches, "filter", one, two);
  gc_test_property_notify (matches, "filter", NULL, one);
  gc_test_notices_expect (notices, "filter filter filter filter found-none found-none found-none");
  g_assert_false (gc_message_matches_find (matches, 0, &position));
  gc_test_property_notify (matches, "log", log, NULL);
  gc_test_property_notify (matches, "log", log, NULL);
  gc_test_notices_expect (notices, "log log log log");
}

static void
test_no_filter (void)
{
  g_auto (GcTestMatches) found = { NULL, };
  guint n_changes;

  gc_test_matches_init (&found, 10);
  n_changes = gc_test_list_model_validator_get_n_changes (found.validator);
  gc_test_matches_check (&found, 0, 10, gc_test_matches_is_any);

  gc_test_matches_append (&found, 5);
  gc_test_matches_check (&found, 0, 15, gc_test_matches_is_any);
  expect_changes (&found, &n_changes, 1);
  gc_test_notices_expect (found.notices, "n-items");

  gc_message_log_set_max_messages (found.log, 12);
  gc_test_matches_append (&found, 3);
  gc_test_matches_check (&found, 6, 18, gc_test_matches_is_any);
  expect_changes (&found, &n_changes, 2);
  gc_test_notices_expect (found.notices, "n-items n-items");

  gc_message_ring_free (gc_message_log_clear (found.log));
  gc_test_matches_check (&found, 18, 18, gc_test_matches_is_any);
}

static void
test_filter (void)
{
  g_auto (GcTestMatches) found = { NULL, };
  g_autoptr (GcMessage) held = NULL;
  g_autoptr (GcMessage) same = NULL;
  guint n_changes;

  gc_test_matches_init (&found, 50);
  n_changes = gc_test_list_model_validator_get_n_changes (found.validator);
  held = g_list_model_get_item (found.model, 43);

  gc_test_matches_set_filter (&found, "5");
  gc_test_matches_check (&found, 0, 50, gc_test_matches_is_five);
  expect_changes (&found, &n_changes, 1);
  gc_test_notices_expect (found.notices, "filter n-items");
  same = g_list_model_get_item (found.model, 10);
  g_assert_true (same == held);

  /* The same again. */
  gc_message_matches_set_filter (found.matches,
                                 gc_message_matches_get_filter (found.matches));
  expect_changes (&found, &n_changes, 0);
  gc_test_notices_expect (found.notices, "");

  gc_test_matches_set_filter (&found, "!");
  gc_test_matches_check (&found, 0, 50, gc_test_matches_is_no_five);
  expect_changes (&found, &n_changes, 1);
  gc_test_notices_expect (found.notices, "filter n-items");

  gc_test_matches_set_filter (&found, "X");
  gc_test_matches_check (&found, 0, 50, gc_test_matches_is_any);
  expect_changes (&found, &n_changes, 1);
  gc_test_notices_expect (found.notices, "filter n-items");

  /* As many as before, so that n-items is not notified. */
  gc_message_matches_set_filter (found.matches, NULL);
  gc_test_matches_check (&found, 0, 50, gc_test_matches_is_any);
  expect_changes (&found, &n_changes, 1);
  gc_test_notices_expect (found.notices, "filter");

  gc_test_matches_set_filter (&found, "none");
  gc_test_matches_check (&found, 0, 50, gc_test_matches_is_none);
  gc_test_matches_set_filter (&found, "none either");
  gc_test_matches_check (&found, 0, 50, gc_test_matches_is_none);
  expect_changes (&found, &n_changes, 1);
  gc_test_notices_expect (found.notices, "filter filter found-none n-items");
}

/* Only what matches is a change. */
static void
test_append (void)
{
  g_auto (GcTestMatches) found = { NULL, };
  guint n_changes;

  gc_test_matches_init (&found, 0);
  gc_test_matches_set_filter (&found, "5");
  gc_test_notices_expect (found.notices, "filter found-none");
  n_changes = gc_test_list_model_validator_get_n_changes (found.validator);

  gc_test_matches_append (&found, 3);
  gc_test_matches_check (&found, 0, 3, gc_test_matches_is_five);
  expect_changes (&found, &n_changes, 0);
  gc_test_notices_expect (found.notices, "");

  gc_test_matches_append (&found, 1);
  gc_test_matches_check (&found, 0, 4, gc_test_matches_is_five);
  expect_changes (&found, &n_changes, 1);
  gc_test_notices_expect (found.notices, "found-none n-items");

  gc_test_matches_append (&found, 100);
  gc_test_matches_check (&found, 0, 104, gc_test_matches_is_five);
  expect_changes (&found, &n_changes, 1);
  gc_test_notices_expect (found.notices, "n-items");
}

/* None is not found without a filter, and not by one that has not looked at all yet. */
static void
test_found_none (void)
{
  g_auto (GcTestMatches) found = { NULL, };
  GcMessageRing *cleared;

  gc_test_matches_init (&found, 0);
  g_assert_false (gc_message_matches_has_found_none (found.matches));
  gc_test_notices_expect (found.notices, "");

  gc_test_matches_set_filter (&found, "5");
  g_assert_true (gc_message_matches_has_found_none (found.matches));
  gc_test_matches_append (&found, 2);
  g_assert_true (gc_message_matches_has_found_none (found.matches));
  gc_test_matches_append (&found, 2);
  g_assert_false (gc_message_matches_has_found_none (found.matches));
  gc_test_notices_expect (found.notices, "filter found-none found-none n-items");

  cleared = gc_message_log_clear (found.log);
  g_assert_true (gc_message_matches_has_found_none (found.matches));
  g_assert_true (gc_message_log_restore (found.log, cleared));
  g_assert_false (gc_message_matches_has_found_none (found.matches));
  gc_test_notices_expect (found.notices, "found-none found-none n-items n-items");

  gc_test_matches_set_filter (&found, "none");
  g_assert_true (gc_message_matches_has_found_none (found.matches));
  gc_message_matches_set_filter (found.matches, NULL);
  g_assert_false (gc_message_matches_has_found_none (found.matches));
  gc_test_notices_expect (found.notices, "filter filter found-none found-none n-items n-items");
}

/* So many that they are in several batches, of which the first goes (see GC_BATCH_SIZE). */
static void
test_batches (void)
{
  g_auto (GcTestMatches) found = { NULL, };
  const guint n = 40 * 1000;
  guint64 first;

  gc_test_matches_init (&found, 0);
  gc_message_log_set_max_messages (found.log, n);
  for (guint i = 0; i < n; i += 1000)
    gc_test_matches_append (&found, 1000);
  gc_test_matches_set_filter (&found, "5");
  gc_test_matches_finish (&found);
  gc_test_matches_check (&found, 0, n, gc_test_matches_is_five);

  for (guint i = 0; i < n / 2; i += 1000)
    gc_test_matches_append (&found, 1000);
  gc_test_matches_finish (&found);
  first = gc_message_log_get_first_serial (found.log);
  gc_test_matches_check (&found, first, found.n_appended, gc_test_matches_is_five);

  gc_test_matches_set_filter (&found, "!");
  gc_test_matches_finish (&found);
  gc_test_matches_check (&found, first, found.n_appended, gc_test_matches_is_no_five);
}

static void
test_evicted (void)
{
  g_auto (GcTestMatches) found = { NULL, };
  guint n_changes;

  gc_test_matches_init (&found, 0);
  gc_message_log_set_max_messages (found.log, 20);
  gc_test_matches_append (&found, 20);
  gc_test_matches_set_filter (&found, "5");
  gc_test_notices_expect (found.notices, "filter n-items n-items");
  n_changes = gc_test_list_model_validator_get_n_changes (found.validator);

  /* none that matches goes, nor comes */
  gc_test_matches_append (&found, 3);
  gc_test_matches_check (&found, 3, 23, gc_test_matches_is_five);
  expect_changes (&found, &n_changes, 0);

  /* one each */
  gc_test_matches_append (&found, 1);
  gc_test_matches_check (&found, 4, 24, gc_test_matches_is_five);
  expect_changes (&found, &n_changes, 2);
  gc_test_notices_expect (found.notices, "n-items n-items");

  gc_test_matches_append (&found, 20);
  gc_test_matches_check (&found, 24, 44, gc_test_matches_is_five);
  gc_message_log_set_max_messages (found.log, 3);
  gc_test_matches_append (&found, 1);
  gc_test_matches_check (&found, 42, 45, gc_test_matches_is_five);
  gc_test_matches_append (&found, 2);
  gc_test_matches_check (&found, 44, 47, gc_test_matches_is_five);
}

static void
test_cleared (void)
{
  g_auto (GcTestMatches) found = { NULL, };
  g_autoptr (GcMessage) held = NULL;
  g_autoptr (GcMessage) same = NULL;
  GcMessageRing *cleared;
  guint n_changes;

  gc_test_matches_init (&found, 50);
  gc_test_matches_set_filter (&found, "5");
  held = g_list_model_get_item (found.model, 2);
  n_changes = gc_test_list_model_validator_get_n_changes (found.validator);

  cleared = gc_message_log_clear (found.log);
  gc_test_matches_check (&found, 50, 50, gc_test_matches_is_five);
  expect_changes (&found, &n_changes, 1);
  gc_test_matches_append (&found, 20);
  gc_test_matches_check (&found, 50, 70, gc_test_matches_is_five);
  expect_changes (&found, &n_changes, 1);

  g_assert_true (gc_message_log_restore (found.log, cleared));
  gc_test_matches_check (&found, 0, 70, gc_test_matches_is_five);
  expect_changes (&found, &n_changes, 1);
  same = g_list_model_get_item (found.model, 2);
  g_assert_true (same == held);

  gc_test_matches_append (&found, 20);
  gc_test_matches_check (&found, 0, 90, gc_test_matches_is_five);

  /* The filter is another by then. */
  cleared = gc_message_log_clear (found.log);
  gc_test_matches_append (&found, 5);
  gc_test_matches_set_filter (&found, "!");
  gc_test_matches_check (&found, 90, 95, gc_test_matches_is_no_five);
  g_assert_true (gc_message_log_restore (found.log, cleared));
  gc_test_matches_check (&found, 0, 95, gc_test_matches_is_no_five);
}

/* There is room for some of it, for none, or it comes too late. */
static void
test_restored_limits (void)
{
  g_auto (GcTestMatches) found = { NULL, };
  GcMessageRing *cleared;

  gc_test_matches_init (&found, 0);
  gc_message_log_set_max_messages (found.log, 30);
  gc_test_matches_set_filter (&found, "5");
  gc_test_matches_append (&found, 20);
  cleared = gc_message_log_clear (found.log);
  gc_test_matches_append (&found, 25);
  g_assert_true (gc_message_log_restore (found.log, cleared));
  gc_test_matches_check (&found, 15, 45, gc_test_matches_is_five);

  cleared = gc_message_log_clear (found.log);
  gc_test_matches_append (&found, 30);
  g_assert_true (gc_message_log_restore (found.log, cleared));
  gc_test_matches_check (&found, 45, 75, gc_test_matches_is_five);

  cleared = gc_message_log_clear (found.log);
  gc_test_matches_append (&found, 25);
  gc_message_log_set_max_messages (found.log, 10);
  g_assert_true (gc_message_log_restore (found.log, cleared));
  gc_test_matches_check (&found, 90, 100, gc_test_matches_is_five);

  cleared = gc_message_log_clear (found.log);
  gc_test_matches_append (&found, 10);
  gc_test_matches_append (&found, 5);
  g_assert_false (gc_message_log_restore (found.log, cleared));
  gc_test_matches_check (&found, 105, 115, gc_test_matches_is_five);
}

static void
test_frozen (void)
{
  g_auto (GcTestMatches) found = { NULL, };

  gc_test_matches_init (&found, 20);
  gc_test_matches_set_filter (&found, "5");
  gc_message_log_set_frozen (found.log, TRUE);
  gc_test_matches_append (&found, 20);
  gc_test_matches_check (&found, 0, 20, gc_test_matches_is_five);
  gc_test_matches_set_filter (&found, "!");
  gc_test_matches_check (&found, 0, 20, gc_test_matches_is_no_five);

  gc_message_log_set_frozen (found.log, FALSE);
  gc_test_matches_check (&found, 0, 40, gc_test_matches_is_no_five);
}

static void
test_other_log (void)
{
  g_auto (GcTestMatches) found = { NULL, };
  GcMessageLog *log;
  g_autoptr (GcMessageLog) other = gc_message_log_new ();
  g_autoptr (GPtrArray) batches = gc_test_matches_new_batches (0, 9);

  gc_message_log_append (other, batches);
  gc_test_matches_init (&found, 20);
  log = found.log;
  gc_test_matches_set_filter (&found, "5");
  gc_test_notices_expect (found.notices, "filter n-items");

  gc_message_matches_set_log (found.matches, other);
  g_assert_true (gc_message_matches_get_log (found.matches) == other);
  gc_test_notices_expect (found.notices, "log n-items");
  found.log = other;
  gc_test_matches_check (&found, 0, 9, gc_test_matches_is_five);

  /* It does not hear of the first one any more. */
  gc_message_ring_free (gc_message_log_clear (log));
  gc_message_log_append (log, batches);
  gc_test_matches_check (&found, 0, 9, gc_test_matches_is_five);
  gc_message_log_append (other, batches);
  gc_test_notices_expect (found.notices, "n-items");
  g_assert_cmpuint (g_list_model_get_n_items (found.model), ==, 4);

  gc_message_matches_set_filter (found.matches, NULL);
  gc_message_matches_set_log (found.matches, log);
  g_assert_cmpuint (g_list_model_get_n_items (found.model), ==, 9);
  found.log = log;
}

static void
test_no_log (void)
{
  g_auto (GcTestMatches) found = { NULL, };
  guint position;

  gc_test_matches_init (&found, 20);
  gc_message_matches_set_log (found.matches, NULL);
  g_assert_cmpuint (g_list_model_get_n_items (found.model), ==, 0);
  g_assert_null (g_list_model_get_item (found.model, 0));
  gc_test_notices_expect (found.notices, "log n-items");

  gc_test_matches_set_filter (&found, "5");
  gc_test_matches_append (&found, 10);
  g_assert_cmpuint (g_list_model_get_n_items (found.model), ==, 0);
  g_assert_false (gc_message_matches_find (found.matches, 3, &position));
  gc_test_notices_expect (found.notices, "filter found-none");

  gc_message_matches_set_log (found.matches, found.log);
  gc_test_matches_check (&found, 0, 30, gc_test_matches_is_five);
  gc_message_matches_set_log (found.matches, NULL);
  g_assert_cmpuint (g_list_model_get_n_items (found.model), ==, 0);
  g_assert_false (gc_message_matches_find (found.matches, 3, &position));

  gc_message_matches_set_filter (found.matches, NULL);
  gc_message_matches_set_log (found.matches, found.log);
  gc_test_matches_check (&found, 0, 30, gc_test_matches_is_any);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model/message-matches/properties", test_properties);
  g_test_add_func ("/model/message-matches/no-filter", test_no_filter);
  g_test_add_func ("/model/message-matches/filter", test_filter);
  g_test_add_func ("/model/message-matches/append", test_append);
  g_test_add_func ("/model/message-matches/found-none", test_found_none);
  g_test_add_func ("/model/message-matches/batches", test_batches);
  g_test_add_func ("/model/message-matches/evicted", test_evicted);
  g_test_add_func ("/model/message-matches/cleared", test_cleared);
  g_test_add_func ("/model/message-matches/restored-limits", test_restored_limits);
  g_test_add_func ("/model/message-matches/frozen", test_frozen);
  g_test_add_func ("/model/message-matches/other-log", test_other_log);
  g_test_add_func ("/model/message-matches/no-log", test_no_log);

  return g_test_run ();
}
