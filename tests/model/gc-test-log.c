/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-test-log.h"
#include "gc-test-stamp.h"

typedef struct
{
  guint position;
  guint removed;
  guint added;
} Change;

static void
items_changed_cb (GListModel *model,
                  guint       position,
                  guint       removed,
                  guint       added,
                  gpointer    user_data)
{
  Change change = { position, removed, added };

  g_array_append_val ((GArray *) user_data, change);
}

void
gc_test_log_init (GcTestLog *self)
{
  self->log = gc_message_log_new ();
  self->model = G_LIST_MODEL (self->log);
  self->validator = gc_test_list_model_validator_new (self->model);
  self->notices = gc_test_notices_new (self->log);
  self->changes = g_array_new (FALSE, FALSE, sizeof (Change));
  g_signal_connect (self->log, "items-changed", G_CALLBACK (items_changed_cb), self->changes);
}

/* Asserts that nobody else holds the log. */
void
gc_test_log_clear (GcTestLog *self)
{
  gc_test_list_model_validator_check (self->validator);
  gc_test_list_model_validator_free (self->validator);
  gc_test_notices_free (self->notices);
  g_assert_finalize_object (self->log);
  g_array_unref (self->changes);
}

/**
 * gc_test_log_expect_change:
 * @self: a watched log
 * @position: where
 * @removed: how many items went
 * @added: how many items came
 *
 * Asserts that this is the first of the changes that have not been asked for yet.
 */
void
gc_test_log_expect_change (GcTestLog *self,
                           guint      position,
                           guint      removed,
                           guint      added)
{
  Change *change = &g_array_index (self->changes, Change, 0);

  g_assert_cmpuint (self->changes->len, >, 0);
  g_assert_cmpuint (change->position, ==, position);
  g_assert_cmpuint (change->removed, ==, removed);
  g_assert_cmpuint (change->added, ==, added);
  g_array_remove_index (self->changes, 0);
}

void
gc_test_log_expect_no_change (GcTestLog *self)
{
  g_assert_cmpuint (self->changes->len, ==, 0);
}

/**
 * gc_test_log_get_n_removed:
 * @self: a watched log
 *
 * Returns: how many items went at the first change that has not been asked for yet
 */
guint
gc_test_log_get_n_removed (GcTestLog *self)
{
  g_assert_cmpuint (self->changes->len, >, 0);
  return g_array_index (self->changes, Change, 0).removed;
}

/**
 * gc_test_log_append:
 * @log: a log
 * @first: a stamp
 * @n: how many messages
 *
 * Adds a batch of messages of this stamp and those that follow it.
 */
void
gc_test_log_append (GcMessageLog *log,
                    guint32       first,
                    guint         n)
{
  g_autoptr (GPtrArray) batches = gc_test_stamp_new_batches (first, n);

  gc_message_log_append (log, batches);
}

/* By the properties, and that the getters say the same. */
void
gc_test_log_assert_counts (GcMessageLog *log,
                           guint         n_items,
                           guint         n_waiting,
                           guint64       n_evicted)
{
  guint has_items, has_waiting;
  guint64 has_evicted;

  g_object_get (log, "n-items", &has_items, "n-waiting", &has_waiting,
                "n-evicted", &has_evicted, NULL);
  g_assert_cmpuint (has_items, ==, n_items);
  g_assert_cmpuint (has_waiting, ==, n_waiting);
  g_assert_cmpuint (has_evicted, ==, n_evicted);

  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (log)), ==, n_items);
  g_assert_cmpuint (gc_message_log_get_n_waiting (log), ==, n_waiting);
  g_assert_cmpuint (gc_message_log_get_n_evicted (log), ==, n_evicted);
}

void
gc_test_log_assert_message (GcMessage *message,
                            guint64    serial,
                            guint32    stamp)
{
  gsize size;
  const guint8 *payload = gc_message_get_payload (message, &size);
  const GcRecord *record = gc_message_get_record (message);

  g_assert_cmpuint (gc_message_get_serial (message), ==, serial);
  g_assert_cmpuint (size, ==, record->size);
  gc_test_stamp_assert (stamp, record, payload);
}

/**
 * gc_test_log_assert_rows:
 * @model: a log
 * @position: where
 * @serial: the serial number of the first
 * @stamp: the stamp of the first
 * @n: how many rows
 *
 * Asserts that the rows are those, each with the next serial number and stamp.
 */
void
gc_test_log_assert_rows (GListModel *model,
                         guint       position,
                         guint64     serial,
                         guint32     stamp,
                         guint       n)
{
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GcMessage) message = g_list_model_get_item (model, position + i);

      g_assert_nonnull (message);
      gc_test_log_assert_message (message, serial + i, stamp + i);
    }
}
