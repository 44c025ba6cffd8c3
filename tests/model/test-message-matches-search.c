/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-test-matches.h"

/* Finds the messages with a digit, or none, but needs so many steps to tell the others from them
 * that one slice of the search is not enough for N_SLOW of them, however fast the computer is. */
#define SLOW   "/(x+x+)+\\d/"
#define NONE   "/(x+x+)+[a-f]/"
#define N_SLOW 400

static void
begin_search (GcTestMatches *self)
{
  gc_test_matches_set_filter (self, SLOW);
  g_assert_true (gc_message_matches_is_searching (self->matches));
  g_assert_false (gc_message_matches_has_found_none (self->matches));
  gc_test_matches_check_part (self, self->n_appended);
}

/* Whoever is told that it is over finds all. */
static void
searching_cb (GcMessageMatches *matches,
              GParamSpec       *pspec,
              gpointer          user_data)
{
  GcTestMatches *self = user_data;

  if (gc_message_matches_is_searching (matches))
    gc_test_matches_check_part (self, self->n_appended);
  else
    gc_test_matches_check (self, 0, self->n_appended, gc_test_matches_is_five);
}

static guint
count_newest_gap (GcTestMatches *self)
{
  guint n = g_list_model_get_n_items (self->model);
  g_autoptr (GcMessage) last = n > 0 ? g_list_model_get_item (self->model, n - 1) : NULL;

  return last != NULL ? self->n_appended - gc_message_get_serial (last) : 1;
}

/* The newest come first. */
static void
test_whole (void)
{
  g_auto (GcTestMatches) found = { NULL, };
  gulong handler;
  guint n_known = 0;

  gc_test_matches_init (&found, N_SLOW);
  handler = g_signal_connect (found.matches, "notify::searching", G_CALLBACK (searching_cb),
                              &found);
  begin_search (&found);
  gc_test_notices_expect (found.notices, "filter n-items searching");
  g_assert_cmpuint (g_list_model_get_n_items (found.model), <, N_SLOW / 4);

  while (gc_message_matches_is_searching (found.matches))
    {
      g_assert_cmpuint (g_list_model_get_n_items (found.model), >=, n_known);
      n_known = g_list_model_get_n_items (found.model);
      g_assert_cmpuint (count_newest_gap (&found), <=, 4);
      gc_test_matches_check_part (&found, N_SLOW);
      g_main_context_iteration (NULL, TRUE);
    }

  gc_test_matches_check (&found, 0, N_SLOW, gc_test_matches_is_five);
  g_assert_false (g_main_context_pending (NULL));
  g_signal_handler_disconnect (found.matches, handler);
}

static void
test_notified (void)
{
  g_auto (GcTestMatches) found = { NULL, };
  GcMessageFilter *filter;

  gc_test_matches_init (&found, N_SLOW);
  begin_search (&found);
  gc_test_notices_expect (found.notices, "filter n-items searching");
  filter = gc_message_matches_get_filter (found.matches);
  g_assert_cmpuint (gc_message_filter_get_n_given_up (filter), <, N_SLOW - N_SLOW / 4);

  gc_message_matches_set_filter (found.matches, NULL);
  g_assert_false (gc_message_matches_is_searching (found.matches));
  gc_test_notices_expect (found.notices, "filter n-items searching");
  gc_test_matches_check (&found, 0, N_SLOW, gc_test_matches_is_any);
  g_assert_false (g_main_context_pending (NULL));
}

/* That there is none is only known in the end. */
static void
test_found_none (void)
{
  g_auto (GcTestMatches) found = { NULL, };

  gc_test_matches_init (&found, N_SLOW);
  gc_test_matches_set_filter (&found, "none");
  gc_test_notices_expect (found.notices, "filter found-none n-items");
  gc_test_matches_set_filter (&found, NONE);
  g_assert_true (gc_message_matches_is_searching (found.matches));
  g_assert_false (gc_message_matches_has_found_none (found.matches));
  gc_test_notices_expect (found.notices, "filter found-none searching");

  gc_test_matches_finish (&found);
  gc_test_matches_check (&found, 0, N_SLOW, gc_test_matches_is_none);
  gc_test_notices_expect (found.notices, "found-none searching");
}

static void
test_replaced (void)
{
  g_auto (GcTestMatches) found = { NULL, };

  gc_test_matches_init (&found, N_SLOW);
  begin_search (&found);
  g_main_context_iteration (NULL, TRUE);
  gc_test_matches_set_filter (&found, "!");
  gc_test_matches_finish (&found);
  gc_test_matches_check (&found, 0, N_SLOW, gc_test_matches_is_no_five);

  /* By another one that takes long: it goes on searching. */
  begin_search (&found);
  begin_search (&found);
  gc_test_matches_finish (&found);
  gc_test_matches_check (&found, 0, N_SLOW, gc_test_matches_is_five);
}

static void
test_append (void)
{
  g_auto (GcTestMatches) found = { NULL, };

  gc_test_matches_init (&found, N_SLOW);
  begin_search (&found);
  gc_test_matches_append (&found, N_SLOW);
  g_assert_true (gc_message_matches_is_searching (found.matches));
  gc_test_matches_check_part (&found, 2 * N_SLOW);
  g_main_context_iteration (NULL, TRUE);
  gc_test_matches_append (&found, 1);
  gc_test_matches_check_part (&found, 2 * N_SLOW + 1);

  gc_test_matches_finish (&found);
  gc_test_matches_check (&found, 0, 2 * N_SLOW + 1, gc_test_matches_is_five);

  /* More at once than there is time for. */
  gc_test_matches_append (&found, N_SLOW);
  g_assert_true (gc_message_matches_is_searching (found.matches));
  gc_test_matches_check_part (&found, 3 * N_SLOW + 1);
  gc_test_matches_finish (&found);
  gc_test_matches_check (&found, 0, 3 * N_SLOW + 1, gc_test_matches_is_five);
}

static void
test_evicted (void)
{
  g_auto (GcTestMatches) found = { NULL, };

  gc_test_matches_init (&found, N_SLOW);
  begin_search (&found);
  gc_message_log_set_max_messages (found.log, N_SLOW - 50);
  gc_test_matches_append (&found, 20);
  gc_test_matches_check_part (&found, N_SLOW + 20);
  gc_test_matches_finish (&found);
  gc_test_matches_check (&found, gc_message_log_get_first_serial (found.log), N_SLOW + 20,
                         gc_test_matches_is_five);

  /* All that has been looked at, and more, goes. */
  begin_search (&found);
  gc_message_log_set_max_messages (found.log, 10);
  for (guint i = 0; i < 3; i++)
    gc_test_matches_append (&found, 10);
  gc_test_matches_check_part (&found, N_SLOW + 50);
  gc_test_matches_finish (&found);
  gc_test_matches_check (&found, N_SLOW + 40, N_SLOW + 50, gc_test_matches_is_five);

  /* What has not been looked at yet at the end goes, too. */
  gc_message_log_set_max_messages (found.log, N_SLOW);
  gc_test_matches_append (&found, N_SLOW);
  g_assert_true (gc_message_matches_is_searching (found.matches));
  gc_test_matches_append (&found, N_SLOW);
  gc_test_matches_check_part (&found, 3 * N_SLOW + 50);
  gc_test_matches_finish (&found);
  gc_test_matches_check (&found, 2 * N_SLOW + 50, 3 * N_SLOW + 50, gc_test_matches_is_five);
}

static void
test_cleared (void)
{
  g_auto (GcTestMatches) found = { NULL, };
  GcMessageRing *cleared;

  gc_test_matches_init (&found, N_SLOW);
  begin_search (&found);
  cleared = gc_message_log_clear (found.log);
  g_assert_false (gc_message_matches_is_searching (found.matches));
  gc_test_matches_check (&found, N_SLOW, N_SLOW, gc_test_matches_is_five);
  gc_test_matches_append (&found, 4);
  gc_test_matches_check_part (&found, N_SLOW + 4);

  g_assert_true (gc_message_log_restore (found.log, cleared));
  g_assert_true (gc_message_matches_is_searching (found.matches));
  gc_test_matches_check_part (&found, N_SLOW + 4);
  gc_test_matches_finish (&found);
  gc_test_matches_check (&found, 0, N_SLOW + 4, gc_test_matches_is_five);

  /* Some that were cleared had not been looked at, and some that come before they are back. */
  gc_test_matches_append (&found, N_SLOW);
  cleared = gc_message_log_clear (found.log);
  gc_test_matches_append (&found, N_SLOW);
  g_assert_true (gc_message_matches_is_searching (found.matches));
  g_assert_true (gc_message_log_restore (found.log, cleared));
  gc_test_matches_check_part (&found, 3 * N_SLOW + 4);
  gc_test_matches_finish (&found);
  gc_test_matches_check (&found, 0, 3 * N_SLOW + 4, gc_test_matches_is_five);
}

static void
test_other_log (void)
{
  g_auto (GcTestMatches) found = { NULL, };

  gc_test_matches_init (&found, N_SLOW);
  begin_search (&found);
  gc_message_matches_set_log (found.matches, NULL);
  g_assert_false (gc_message_matches_is_searching (found.matches));
  g_assert_cmpuint (g_list_model_get_n_items (found.model), ==, 0);
  g_assert_false (g_main_context_pending (NULL));

  gc_message_matches_set_log (found.matches, found.log);
  g_assert_true (gc_message_matches_is_searching (found.matches));
  gc_test_matches_finish (&found);
  gc_test_matches_check (&found, 0, N_SLOW, gc_test_matches_is_five);
}

static void
test_finalize (void)
{
  g_autoptr (GcMessageLog) log = gc_message_log_new ();
  g_autoptr (GcMessageFilter) filter = gc_message_filter_parse (SLOW, NULL);
  g_autoptr (GPtrArray) batches = gc_test_matches_new_batches (0, N_SLOW);
  GcMessageMatches *matches = gc_message_matches_new ();

  gc_message_log_append (log, batches);
  gc_message_matches_set_log (matches, log);
  gc_message_matches_set_filter (matches, filter);
  g_assert_true (gc_message_matches_is_searching (matches));

  g_assert_finalize_object (matches);
  g_assert_false (g_main_context_pending (NULL));
  gc_message_log_append (log, batches);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model/message-matches-search/whole", test_whole);
  g_test_add_func ("/model/message-matches-search/notified", test_notified);
  g_test_add_func ("/model/message-matches-search/found-none", test_found_none);
  g_test_add_func ("/model/message-matches-search/replaced", test_replaced);
  g_test_add_func ("/model/message-matches-search/append", test_append);
  g_test_add_func ("/model/message-matches-search/evicted", test_evicted);
  g_test_add_func ("/model/message-matches-search/cleared", test_cleared);
  g_test_add_func ("/model/message-matches-search/other-log", test_other_log);
  g_test_add_func ("/model/message-matches-search/finalize", test_finalize);

  return g_test_run ();
}
