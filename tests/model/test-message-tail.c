/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-message-tail.h"
#include "gc-test-log.h"
#include "gc-test-notices.h"
#include "gc-test-stamp.h"

typedef struct
{
  GcMessageLog             *log;
  GcMessageMatches         *matches;
  GcMessageTail            *tail;
  GListModel               *model;
  GcTestListModelValidator *validator;
  guint32                   n_appended;
} Fixture;

static void
fixture_init (Fixture *fixture,
              guint    limit)
{
  fixture->log = gc_message_log_new ();
  fixture->matches = gc_message_matches_new ();
  fixture->tail = gc_message_tail_new (fixture->matches);
  fixture->model = G_LIST_MODEL (fixture->tail);
  fixture->n_appended = 0;
  gc_message_tail_set_limit (fixture->tail, limit);
  gc_message_matches_set_log (fixture->matches, fixture->log);
  fixture->validator = gc_test_list_model_validator_new (fixture->model);
}

static void
fixture_clear (Fixture *fixture)
{
  gc_test_list_model_validator_free (fixture->validator);
  g_assert_finalize_object (fixture->tail);
  g_assert_finalize_object (fixture->matches);
  g_assert_finalize_object (fixture->log);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Fixture, fixture_clear)

static void
append (Fixture *fixture,
        guint    n)
{
  gc_test_log_append (fixture->log, fixture->n_appended, n);
  fixture->n_appended += n;
}

/* The last messages of the log, in order. */
static void
check (Fixture *fixture,
       guint    n)
{
  guint first = fixture->n_appended - n;

  g_assert_cmpuint (g_list_model_get_n_items (fixture->model), ==, n);
  g_assert_cmpuint (n, <=, g_list_model_get_n_items (G_LIST_MODEL (fixture->log)));
  gc_test_log_assert_rows (fixture->model, 0, first, first, n);
  g_assert_null (g_list_model_get_item (fixture->model, n));
}

static void
test_no_limit (void)
{
  g_auto (Fixture) fixture = { NULL, };

  fixture_init (&fixture, G_MAXUINT);
  check (&fixture, 0);
  append (&fixture, 10);
  check (&fixture, 10);

  for (guint i = 0; i < 10; i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (fixture.model, i);
      g_autoptr (GObject) same = g_list_model_get_item (G_LIST_MODEL (fixture.log), i);

      g_assert_true (item == same);
    }
}

/* Once there are as many as there may be, none comes or goes: they become others. */
static void
test_limit (void)
{
  g_auto (Fixture) fixture = { NULL, };
  g_autoptr (GcMessage) first = NULL;
  g_autoptr (GcMessage) still = NULL;
  g_autoptr (GcTestNotices) notices = NULL;
  guint n_changes;

  fixture_init (&fixture, 5);
  append (&fixture, 3);
  check (&fixture, 3);
  append (&fixture, 1);
  check (&fixture, 4);
  append (&fixture, 3);
  check (&fixture, 5);

  first = g_list_model_get_item (fixture.model, 0);
  notices = gc_test_notices_new (first);
  n_changes = gc_test_list_model_validator_get_n_changes (fixture.validator);
  append (&fixture, 1);
  check (&fixture, 5);
  gc_test_notices_expect (notices, "serial size source text time");
  append (&fixture, 1000);
  check (&fixture, 5);
  g_assert_cmpuint (gc_test_list_model_validator_get_n_changes (fixture.validator), ==, n_changes);

  still = g_list_model_get_item (fixture.model, 0);
  g_assert_true (still == first);
}

static void
add_removed_cb (GListModel *model,
                guint       position,
                guint       removed,
                guint       added,
                gpointer    user_data)
{
  *(guint *) user_data += removed;
}

/* The rows in view stay the same objects, and are those of the log from then on. */
static void
test_show_all (void)
{
  g_auto (Fixture) fixture = { NULL, };
  g_autoptr (GcMessage) last = NULL;
  g_autoptr (GcMessage) same = NULL;
  g_autoptr (GcMessage) logged = NULL;
  guint n_changes, n_removed = 0;
  gulong handler;

  fixture_init (&fixture, 5);
  append (&fixture, 100);
  last = g_list_model_get_item (fixture.model, 4);
  n_changes = gc_test_list_model_validator_get_n_changes (fixture.validator);
  handler = g_signal_connect (fixture.model, "items-changed", G_CALLBACK (add_removed_cb),
                              &n_removed);

  gc_message_tail_set_limit (fixture.tail, G_MAXUINT);
  g_assert_cmpuint (gc_test_list_model_validator_get_n_changes (fixture.validator), ==,
                    n_changes + 1);
  g_assert_cmpuint (n_removed, ==, 0);
  g_signal_handler_disconnect (fixture.model, handler);
  check (&fixture, 100);
  same = g_list_model_get_item (fixture.model, 99);
  logged = g_list_model_get_item (G_LIST_MODEL (fixture.log), 99);
  g_assert_true (same == last);
  g_assert_true (logged == last);

  append (&fixture, 10);
  check (&fixture, 110);
  gc_test_log_assert_message (last, 99, 99);

  /* And it stays what it is when others follow again. */
  gc_message_tail_set_limit (fixture.tail, 5);
  check (&fixture, 5);
  append (&fixture, 10);
  check (&fixture, 5);
  gc_test_log_assert_message (last, 99, 99);
}

/* Somebody holds a message of the log. */
static void
test_show_all_held (void)
{
  g_auto (Fixture) fixture = { NULL, };
  g_autoptr (GcMessage) held = NULL;
  g_autoptr (GcMessage) same = NULL;

  fixture_init (&fixture, 5);
  append (&fixture, 100);
  held = g_list_model_get_item (G_LIST_MODEL (fixture.log), 97);
  gc_message_tail_set_limit (fixture.tail, G_MAXUINT);
  check (&fixture, 100);
  same = g_list_model_get_item (fixture.model, 97);
  g_assert_true (same == held);
}

static void
test_change_limit (void)
{
  g_auto (Fixture) fixture = { NULL, };

  fixture_init (&fixture, 5);
  append (&fixture, 20);
  gc_message_tail_set_limit (fixture.tail, 8);
  check (&fixture, 8);
  gc_message_tail_set_limit (fixture.tail, 3);
  check (&fixture, 3);
  gc_message_tail_set_limit (fixture.tail, 50);
  check (&fixture, 20);
  append (&fixture, 20);
  check (&fixture, 40);
}

static void
test_evicted (void)
{
  g_auto (Fixture) fixture = { NULL, };

  fixture_init (&fixture, 5);
  gc_message_log_set_max_messages (fixture.log, 100);
  for (guint i = 0; i < 50; i++)
    {
      append (&fixture, 7);
      check (&fixture, 5);
    }

  gc_message_log_set_max_messages (fixture.log, 3);
  append (&fixture, 1);
  check (&fixture, g_list_model_get_n_items (G_LIST_MODEL (fixture.log)));
}

static void
test_frozen (void)
{
  g_auto (Fixture) fixture = { NULL, };

  fixture_init (&fixture, 5);
  append (&fixture, 20);
  gc_message_tail_set_limit (fixture.tail, G_MAXUINT);
  gc_message_log_set_frozen (fixture.log, TRUE);
  gc_test_log_append (fixture.log, 20, 30);
  check (&fixture, 20);

  gc_message_tail_set_limit (fixture.tail, 5);
  check (&fixture, 5);
  gc_message_log_set_frozen (fixture.log, FALSE);
  fixture.n_appended += 30;
  check (&fixture, 5);
}

/* The rows stay as they are until they are seen again; all of the messages are there as ever. */
static void
test_paused (void)
{
  g_auto (Fixture) fixture = { NULL, };
  g_autoptr (GcMessage) first = NULL;
  g_autoptr (GcMessage) last = NULL;
  g_autoptr (GcMessage) still = NULL;
  g_autoptr (GcTestNotices) notices = NULL;

  fixture_init (&fixture, 5);
  append (&fixture, 20);
  first = g_list_model_get_item (fixture.model, 0);
  notices = gc_test_notices_new (first);
  gc_message_tail_set_paused (fixture.tail, TRUE);
  append (&fixture, 20);
  gc_test_notices_expect (notices, "");
  gc_test_log_assert_rows (fixture.model, 0, 15, 15, 5);
  gc_message_tail_set_limit (fixture.tail, 8);
  gc_test_log_assert_rows (fixture.model, 0, 15, 15, 5);

  gc_message_tail_set_paused (fixture.tail, FALSE);
  check (&fixture, 8);
  still = g_list_model_get_item (fixture.model, 0);
  g_assert_true (still == first);
  gc_test_notices_expect (notices, "serial size source text time");

  /* The last rows are still the last when all are shown. */
  gc_message_tail_set_paused (fixture.tail, TRUE);
  append (&fixture, 20);
  last = g_list_model_get_item (fixture.model, 7);
  gc_message_tail_set_limit (fixture.tail, G_MAXUINT);
  check (&fixture, 60);
  gc_test_log_assert_message (last, 59, 59);
  append (&fixture, 1);
  check (&fixture, 61);
  gc_message_tail_set_limit (fixture.tail, 5);
  gc_message_tail_set_paused (fixture.tail, FALSE);
  check (&fixture, 5);
}

static void
test_other_log (void)
{
  g_auto (Fixture) fixture = { NULL, };
  g_autoptr (GcMessageLog) other = gc_message_log_new ();

  fixture_init (&fixture, 5);
  append (&fixture, 20);
  gc_test_log_append (other, 0, 3);
  gc_message_matches_set_log (fixture.matches, other);
  gc_test_log_assert_rows (fixture.model, 0, 0, 0, 3);
  g_assert_cmpuint (g_list_model_get_n_items (fixture.model), ==, 3);

  append (&fixture, 20);
  g_assert_cmpuint (g_list_model_get_n_items (fixture.model), ==, 3);
  gc_message_matches_set_log (fixture.matches, NULL);
  g_assert_cmpuint (g_list_model_get_n_items (fixture.model), ==, 0);
  gc_message_tail_set_limit (fixture.tail, G_MAXUINT);
  g_assert_cmpuint (g_list_model_get_n_items (fixture.model), ==, 0);
  gc_message_matches_set_log (fixture.matches, fixture.log);
  check (&fixture, 40);
}

/* By the port, which is the stamp: 7, 70 to 79, and so on. */
static void
set_filter (Fixture    *fixture,
            const char *source)
{
  g_autofree char *text = g_strdup_printf ("from:%s", source);
  g_autoptr (GcMessageFilter) filter = gc_message_filter_parse (text, NULL);

  gc_message_matches_set_filter (fixture->matches, filter);
}

static void
assert_same_as_logged (Fixture *fixture,
                       guint    position,
                       guint    logged_position)
{
  g_autoptr (GObject) item = g_list_model_get_item (fixture->model, position);
  g_autoptr (GObject) logged = g_list_model_get_item (G_LIST_MODEL (fixture->log),
                                                      logged_position);

  g_assert_true (item == logged);
}

static void
test_filter (void)
{
  g_auto (Fixture) fixture = { NULL, };

  fixture_init (&fixture, G_MAXUINT);
  append (&fixture, 75);
  set_filter (&fixture, ":7");
  g_assert_cmpuint (g_list_model_get_n_items (fixture.model), ==, 6);
  gc_test_log_assert_rows (fixture.model, 0, 7, 7, 1);
  gc_test_log_assert_rows (fixture.model, 1, 70, 70, 5);
  assert_same_as_logged (&fixture, 0, 7);
  assert_same_as_logged (&fixture, 5, 74);

  append (&fixture, 25);
  g_assert_cmpuint (g_list_model_get_n_items (fixture.model), ==, 11);
  gc_test_log_assert_rows (fixture.model, 1, 70, 70, 10);

  gc_message_matches_set_filter (fixture.matches, NULL);
  check (&fixture, 100);
}

/* The rows become others, and none comes or goes as long as there are enough. */
static void
test_filter_limit (void)
{
  g_auto (Fixture) fixture = { NULL, };
  g_autoptr (GcMessage) first = NULL;
  g_autoptr (GcMessage) still = NULL;
  g_autoptr (GcTestNotices) notices = NULL;
  guint n_changes;

  fixture_init (&fixture, 5);
  append (&fixture, 75);
  first = g_list_model_get_item (fixture.model, 0);
  notices = gc_test_notices_new (first);
  n_changes = gc_test_list_model_validator_get_n_changes (fixture.validator);

  set_filter (&fixture, ":7");
  gc_test_log_assert_rows (fixture.model, 0, 70, 70, 5);
  gc_test_notices_expect (notices, "");
  append (&fixture, 4);
  gc_test_log_assert_rows (fixture.model, 0, 74, 74, 5);
  gc_test_notices_expect (notices, "serial size source text time");
  append (&fixture, 25);
  gc_test_log_assert_rows (fixture.model, 0, 75, 75, 5);
  gc_message_matches_set_filter (fixture.matches, NULL);
  check (&fixture, 5);
  g_assert_cmpuint (gc_test_list_model_validator_get_n_changes (fixture.validator), ==, n_changes);
  still = g_list_model_get_item (fixture.model, 0);
  g_assert_true (still == first);

  /* Too few. */
  set_filter (&fixture, ":103");
  g_assert_cmpuint (g_list_model_get_n_items (fixture.model), ==, 1);
  gc_test_log_assert_rows (fixture.model, 0, 103, 103, 1);
  set_filter (&fixture, "none");
  g_assert_cmpuint (g_list_model_get_n_items (fixture.model), ==, 0);
  set_filter (&fixture, ":7");
  g_assert_cmpuint (g_list_model_get_n_items (fixture.model), ==, 5);
  gc_test_log_assert_rows (fixture.model, 0, 75, 75, 5);
  gc_message_matches_set_filter (fixture.matches, NULL);
  check (&fixture, 5);
}

/* The rows in view become the log's, also those that lie apart in it. */
static void
test_filter_show_all (void)
{
  g_auto (Fixture) fixture = { NULL, };
  g_autoptr (GcMessage) first = NULL;
  g_autoptr (GcMessage) same = NULL;
  guint n_changes;

  fixture_init (&fixture, 3);
  append (&fixture, 72);
  set_filter (&fixture, ":7");
  gc_test_log_assert_rows (fixture.model, 0, 7, 7, 1);
  gc_test_log_assert_rows (fixture.model, 1, 70, 70, 2);
  append (&fixture, 1);
  gc_test_log_assert_rows (fixture.model, 0, 70, 70, 3);
  first = g_list_model_get_item (fixture.model, 0);
  n_changes = gc_test_list_model_validator_get_n_changes (fixture.validator);

  gc_message_tail_set_limit (fixture.tail, G_MAXUINT);
  g_assert_cmpuint (gc_test_list_model_validator_get_n_changes (fixture.validator), ==,
                    n_changes + 1);
  g_assert_cmpuint (g_list_model_get_n_items (fixture.model), ==, 4);
  gc_test_log_assert_rows (fixture.model, 0, 7, 7, 1);
  same = g_list_model_get_item (fixture.model, 1);
  g_assert_true (same == first);
  assert_same_as_logged (&fixture, 1, 70);
  assert_same_as_logged (&fixture, 3, 72);

  gc_message_matches_set_filter (fixture.matches, NULL);
  check (&fixture, 73);
  g_clear_object (&same);
  same = g_list_model_get_item (fixture.model, 70);
  g_assert_true (same == first);
}

static void
test_properties (void)
{
  g_autoptr (GcMessageMatches) matches = gc_message_matches_new ();
  g_autoptr (GcMessageTail) tail = gc_message_tail_new (matches);
  g_autoptr (GcMessageMatches) same = NULL;

  g_assert_true (g_list_model_get_item_type (G_LIST_MODEL (tail)) == GC_TYPE_MESSAGE);
  g_assert_cmpuint (gc_message_tail_get_limit (tail), ==, G_MAXUINT);
  gc_test_property_notify (tail, "limit", 5, 7);
  gc_test_property_notify (tail, "paused", TRUE, FALSE);
  g_assert_false (gc_message_tail_is_paused (tail));

  g_object_get (tail, "matches", &same, NULL);
  g_assert_true (same == matches);
  g_assert_true (gc_message_tail_get_matches (tail) == matches);
}

static void
test_random (void)
{
  g_auto (Fixture) fixture = { NULL, };

  fixture_init (&fixture, G_MAXUINT);
  gc_message_log_set_max_messages (fixture.log, 300);
  for (guint i = 0; i < 5000; i++)
    {
      guint n_all;

      if (g_test_rand_int_range (0, 4) > 0)
        append (&fixture, g_test_rand_int_range (0, 2 << g_test_rand_int_range (0, 8)));
      else if (g_test_rand_int_range (0, 2) == 0)
        gc_message_tail_set_limit (fixture.tail, G_MAXUINT);
      else
        gc_message_tail_set_limit (fixture.tail, g_test_rand_int_range (1, 60));

      n_all = g_list_model_get_n_items (G_LIST_MODEL (fixture.log));
      check (&fixture, MIN (n_all, gc_message_tail_get_limit (fixture.tail)));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model/message-tail/properties", test_properties);
  g_test_add_func ("/model/message-tail/no-limit", test_no_limit);
  g_test_add_func ("/model/message-tail/limit", test_limit);
  g_test_add_func ("/model/message-tail/show-all", test_show_all);
  g_test_add_func ("/model/message-tail/show-all-held", test_show_all_held);
  g_test_add_func ("/model/message-tail/change-limit", test_change_limit);
  g_test_add_func ("/model/message-tail/evicted", test_evicted);
  g_test_add_func ("/model/message-tail/frozen", test_frozen);
  g_test_add_func ("/model/message-tail/paused", test_paused);
  g_test_add_func ("/model/message-tail/other-log", test_other_log);
  g_test_add_func ("/model/message-tail/filter", test_filter);
  g_test_add_func ("/model/message-tail/filter-limit", test_filter_limit);
  g_test_add_func ("/model/message-tail/filter-show-all", test_filter_show_all);
  g_test_add_func ("/model/message-tail/random", test_random);

  return g_test_run ();
}
