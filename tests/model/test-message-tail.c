/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-message-tail.h"
#include "gc-test-log.h"
#include "gc-test-notices.h"
#include "gc-test-stamp.h"

typedef struct
{
  GcMessageLog             *log;
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
  fixture->tail = gc_message_tail_new ();
  fixture->model = G_LIST_MODEL (fixture->tail);
  fixture->n_appended = 0;
  gc_message_tail_set_limit (fixture->tail, limit);
  gc_message_tail_set_log (fixture->tail, fixture->log);
  fixture->validator = gc_test_list_model_validator_new (fixture->model);
}

static void
fixture_clear (Fixture *fixture)
{
  gc_test_list_model_validator_free (fixture->validator);
  g_assert_finalize_object (fixture->tail);
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

/* The rows in view stay the same objects, and are those of the log from then on. */
static void
test_show_all (void)
{
  g_auto (Fixture) fixture = { NULL, };
  g_autoptr (GcMessage) last = NULL;
  g_autoptr (GcMessage) same = NULL;
  g_autoptr (GcMessage) logged = NULL;
  guint n_changes;

  fixture_init (&fixture, 5);
  append (&fixture, 100);
  last = g_list_model_get_item (fixture.model, 4);
  n_changes = gc_test_list_model_validator_get_n_changes (fixture.validator);

  gc_message_tail_set_limit (fixture.tail, G_MAXUINT);
  g_assert_cmpuint (gc_test_list_model_validator_get_n_changes (fixture.validator), ==,
                    n_changes + 1);
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

static void
test_other_log (void)
{
  g_auto (Fixture) fixture = { NULL, };
  g_autoptr (GcMessageLog) other = gc_message_log_new ();

  fixture_init (&fixture, 5);
  append (&fixture, 20);
  gc_test_log_append (other, 0, 3);
  gc_message_tail_set_log (fixture.tail, other);
  g_assert_true (gc_message_tail_get_log (fixture.tail) == other);
  gc_test_log_assert_rows (fixture.model, 0, 0, 0, 3);
  g_assert_cmpuint (g_list_model_get_n_items (fixture.model), ==, 3);

  append (&fixture, 20);
  g_assert_cmpuint (g_list_model_get_n_items (fixture.model), ==, 3);
  gc_message_tail_set_log (fixture.tail, NULL);
  g_assert_cmpuint (g_list_model_get_n_items (fixture.model), ==, 0);
  gc_message_tail_set_limit (fixture.tail, G_MAXUINT);
  g_assert_cmpuint (g_list_model_get_n_items (fixture.model), ==, 0);
  gc_message_tail_set_log (fixture.tail, fixture.log);
  check (&fixture, 40);
}

static void
test_properties (void)
{
  g_autoptr (GcMessageTail) tail = gc_message_tail_new ();
  g_autoptr (GcMessageLog) log = gc_message_log_new ();

  g_assert_cmpuint (gc_message_tail_get_limit (tail), ==, G_MAXUINT);
  gc_test_property_notify (tail, "limit", 5, 7);
  gc_test_property_notify (tail, "log", log, NULL);
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
  g_test_add_func ("/model/message-tail/other-log", test_other_log);
  g_test_add_func ("/model/message-tail/random", test_random);

  return g_test_run ();
}
