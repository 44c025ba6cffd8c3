/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-test-matches.h"

#include <string.h>

gboolean
gc_test_matches_is_five (guint64 serial)
{
  return serial % 4 == 3;
}

gboolean
gc_test_matches_is_no_five (guint64 serial)
{
  return !gc_test_matches_is_five (serial);
}

gboolean
gc_test_matches_is_any (guint64 serial)
{
  return TRUE;
}

gboolean
gc_test_matches_is_none (guint64 serial)
{
  return FALSE;
}

/**
 * gc_test_matches_new_batches:
 * @first: the serial number that the first will have
 * @n: how many messages; not more than a batch has room for
 *
 * Returns: (transfer full) (element-type GcBatch): messages for a log
 */
GPtrArray *
gc_test_matches_new_batches (guint first,
                             guint n)
{
  GPtrArray *batches = g_ptr_array_new_with_free_func ((GDestroyNotify) gc_batch_unref);
  GcBatch *batch = gc_batch_new ();

  g_ptr_array_add (batches, batch);
  for (guint i = first; i < first + n; i++)
    {
      const char *payload = gc_test_matches_is_five (i) ? "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx5"
                                                        : "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx!";
      GcRecord record = { .time_ns = i, .size = strlen (payload) };

      gc_batch_append (batch, &record, payload);
    }

  return batches;
}

/* Whoever hears of it finds the list as it has said that it is. */
static void
searching_cb (GcMessageMatches *matches,
              GParamSpec       *pspec,
              gpointer          user_data)
{
  GcTestMatches *self = user_data;
  gboolean is_searching;

  g_object_get (matches, "searching", &is_searching, NULL);
  g_assert_true (gc_message_matches_is_searching (matches) == is_searching);
  gc_test_list_model_validator_check (self->validator);
}

/* With @n messages, without a filter. */
void
gc_test_matches_init (GcTestMatches *self,
                      guint          n)
{
  self->log = gc_message_log_new ();
  self->matches = gc_message_matches_new ();
  self->model = G_LIST_MODEL (self->matches);
  self->validator = gc_test_list_model_validator_new (self->model);
  self->n_appended = 0;
  gc_test_matches_append (self, n);
  gc_message_matches_set_log (self->matches, self->log);
  self->notices = gc_test_notices_new (self->matches);
  g_signal_connect (self->matches, "notify::searching", G_CALLBACK (searching_cb), self);
}

/* Asserts that nobody else holds the matches or the log. */
void
gc_test_matches_clear (GcTestMatches *self)
{
  gc_test_list_model_validator_check (self->validator);
  gc_test_list_model_validator_free (self->validator);
  gc_test_notices_free (self->notices);
  g_assert_finalize_object (self->matches);
  g_assert_finalize_object (self->log);
}

void
gc_test_matches_append (GcTestMatches *self,
                        guint          n)
{
  g_autoptr (GPtrArray) batches = gc_test_matches_new_batches (self->n_appended, n);

  gc_message_log_append (self->log, batches);
  self->n_appended += n;
}

void
gc_test_matches_set_filter (GcTestMatches *self,
                            const char    *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GcMessageFilter) filter = gc_message_filter_parse (text, &error);

  g_assert_no_error (error);
  gc_message_matches_set_filter (self->matches, filter);
  g_assert_true (gc_message_matches_get_filter (self->matches) == filter);
}

static void
assert_row (GcTestMatches *self,
            guint          position,
            guint64        serial)
{
  g_autoptr (GcMessage) row = g_list_model_get_item (self->model, position);
  g_autoptr (GcMessage) logged = NULL;
  guint logged_position = gc_message_matches_translate (self->matches, position);

  g_assert_nonnull (row);
  g_assert_cmpuint (gc_message_get_serial (row), ==, serial);
  g_assert_cmpint (gc_message_get_record (row)->time_ns, ==, serial);
  g_assert_cmpuint (logged_position, ==, serial - gc_message_log_get_first_serial (self->log));

  logged = g_list_model_get_item (G_LIST_MODEL (self->log), logged_position);
  g_assert_true (row == logged);
}

static void
assert_found_none (GcTestMatches *self,
                   gboolean       is_none)
{
  gboolean found_none;

  g_object_get (self->matches, "found-none", &found_none, NULL);
  g_assert_true (found_none == is_none);
  g_assert_true (gc_message_matches_has_found_none (self->matches) == is_none);
}

/**
 * gc_test_matches_check:
 * @self: watched matches
 * @first: the serial number of the first message of the log
 * @end: the one after that of its last
 * @is_wanted: which of these there should be
 *
 * Asserts that there are these and no others.
 */
void
gc_test_matches_check (GcTestMatches     *self,
                       guint64            first,
                       guint64            end,
                       GcTestMatchesFunc  is_wanted)
{
  guint n = 0;
  guint position;

  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (self->log)), ==, end - first);
  for (guint64 serial = first; serial < end; serial++)
    {
      g_assert_true (gc_message_matches_find (self->matches, serial, &position) ==
                     is_wanted (serial));
      if (!is_wanted (serial))
        continue;

      g_assert_cmpuint (position, ==, n);
      assert_row (self, n, serial);
      n++;
    }

  g_assert_cmpuint (g_list_model_get_n_items (self->model), ==, n);
  g_assert_null (g_list_model_get_item (self->model, n));
  g_assert_null (g_list_model_get_item (self->model, G_MAXUINT));
  assert_found_none (self, n == 0 && gc_message_matches_get_filter (self->matches) != NULL);
  g_assert_false (gc_message_matches_find (self->matches, end, &position));
  g_assert_false (gc_message_matches_find (self->matches, end + 1, &position));
  if (first > 0)
    g_assert_false (gc_message_matches_find (self->matches, first - 1, &position));
}

/**
 * gc_test_matches_check_part:
 * @self: watched matches, which may be searching for those with a digit
 * @end: the serial number after that of the last message of the log
 *
 * Asserts that what has been found so far has no gaps.
 */
void
gc_test_matches_check_part (GcTestMatches *self,
                            guint64        end)
{
  guint n = g_list_model_get_n_items (self->model);
  g_autoptr (GcMessage) first = g_list_model_get_item (self->model, 0);

  for (guint i = 0; i < n; i++)
    {
      guint64 serial = gc_message_get_serial (first) + 4 * i;

      g_assert_true (gc_test_matches_is_five (serial));
      g_assert_cmpuint (serial, <, end);
      assert_row (self, i, serial);
    }
}

void
gc_test_matches_finish (GcTestMatches *self)
{
  gc_test_wait_until (!gc_message_matches_is_searching (self->matches));
}
