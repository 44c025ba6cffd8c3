/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-test-log.h"
#include "gc-test-stamp.h"

/* The stamps of messages in order, of which those before @first have gone. */
typedef struct
{
  GArray *stamps;
  guint   first;
  gsize   bytes;
} Queue;

static void
queue_init (Queue *queue)
{
  queue->stamps = g_array_new (FALSE, FALSE, sizeof (guint32));
  queue->first = 0;
  queue->bytes = 0;
}

static guint
queue_get_length (const Queue *queue)
{
  return queue->stamps->len - queue->first;
}

static guint32
queue_get_stamp (const Queue *queue,
                 guint        i)
{
  return g_array_index (queue->stamps, guint32, i);
}

static void
queue_push (Queue   *queue,
            guint32  stamp)
{
  g_array_append_val (queue->stamps, stamp);
  queue->bytes += gc_test_stamp_get_bytes (stamp);
}

static void
queue_drop (Queue *queue,
            guint  n)
{
  for (guint i = 0; i < n; i++)
    queue->bytes -= gc_test_stamp_get_bytes (queue_get_stamp (queue, queue->first++));
}

/* How many must go for the rest to keep both limits. */
static guint
queue_count_excess (const Queue *queue,
                    guint64      max_messages,
                    guint64      max_bytes)
{
  gsize bytes = queue->bytes;
  guint i = queue->first;

  while (i < queue->stamps->len &&
         (queue->stamps->len - i > max_messages || bytes > max_bytes))
    bytes -= gc_test_stamp_get_bytes (queue_get_stamp (queue, i++));

  return i - queue->first;
}

typedef struct
{
  GcMessage *message;
  guint32    stamp;
} Held;

static void
held_clear (gpointer data)
{
  g_object_unref (((Held *) data)->message);
}

/* A log and what should be in it. In a queue of all that was ever shown, a place is a serial
 * number. */
typedef struct
{
  GcTestLog  watched;
  Queue      shown;
  Queue      waiting;
  guint64    n_evicted;
  GArray    *held;              /* of Held */
  guint32    next_stamp;
} Driver;

static void
driver_init (Driver *driver)
{
  gc_test_log_init (&driver->watched);
  gc_test_list_model_validator_set_n_samples (driver->watched.validator, 8);
  queue_init (&driver->shown);
  queue_init (&driver->waiting);
  driver->n_evicted = 0;
  driver->held = g_array_new (FALSE, FALSE, sizeof (Held));
  g_array_set_clear_func (driver->held, held_clear);
  driver->next_stamp = 0;
}

static void
driver_clear (Driver *driver)
{
  gc_test_log_clear (&driver->watched);
  g_array_unref (driver->held);
  g_array_unref (driver->shown.stamps);
  g_array_unref (driver->waiting.stamps);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Driver, driver_clear)

static void
driver_trim_waiting (Driver *driver)
{
  guint n = queue_count_excess (&driver->waiting,
                                gc_message_log_get_max_messages (driver->watched.log),
                                gc_message_log_get_max_bytes (driver->watched.log));

  queue_drop (&driver->waiting, n);
  driver->n_evicted += n;
}

static guint64
leave_room (guint64 limit,
            guint64 room)
{
  return limit - MIN (limit, room);
}

/* Checks that no less was removed than had to be, and not much more. */
static void
driver_follow_removal (Driver *driver)
{
  GcMessageLog *log = driver->watched.log;
  guint64 max_messages = gc_message_log_get_max_messages (log);
  guint64 max_bytes = gc_message_log_get_max_bytes (log);
  guint64 n_new = queue_get_length (&driver->waiting);
  guint64 new_bytes = driver->waiting.bytes;
  guint least = queue_count_excess (&driver->shown, leave_room (max_messages, n_new),
                                    leave_room (max_bytes, new_bytes));
  guint most = queue_count_excess (&driver->shown,
                                   leave_room (max_messages, n_new + max_messages / 32),
                                   leave_room (max_bytes, new_bytes + max_bytes / 32));
  guint n;

  if (least == 0)
    return;

  g_assert_cmpuint (driver->watched.changes->len, >, 0);
  n = gc_test_log_get_n_removed (&driver->watched);
  g_assert_cmpuint (n, >=, least);
  g_assert_cmpuint (n, <=, most);
  gc_test_log_expect_change (&driver->watched, 0, n, 0);
  queue_drop (&driver->shown, n);
  driver->n_evicted += n;
}

/* What has waited, be it for a moment only, should have been added. */
static void
driver_follow_publishing (Driver *driver)
{
  guint n_before, n_new;

  if (queue_get_length (&driver->waiting) > 0)
    {
      driver_trim_waiting (driver);
      driver_follow_removal (driver);
    }

  n_before = queue_get_length (&driver->shown);
  n_new = queue_get_length (&driver->waiting);
  if (n_new > 0)
    gc_test_log_expect_change (&driver->watched, n_before, 0, n_new);
  gc_test_log_expect_no_change (&driver->watched);

  for (guint i = 0; i < n_new; i++)
    queue_push (&driver->shown, queue_get_stamp (&driver->waiting, driver->waiting.first + i));
  queue_drop (&driver->waiting, n_new);
}

static void
driver_append (Driver *driver)
{
  g_autoptr (GPtrArray) batches =
    g_ptr_array_new_with_free_func ((GDestroyNotify) gc_batch_unref);
  guint n_batches = g_test_rand_int_range (0, 4);

  for (guint i = 0; i < n_batches; i++)
    {
      guint n = g_test_rand_int_range (0, 2 << g_test_rand_int_range (0, 10));
      guint32 first = driver->next_stamp;

      if (g_test_rand_int_range (0, 20) == 0)
        first += GC_TEST_STAMP_FAT;
      driver->next_stamp += n;

      g_ptr_array_extend_and_steal (batches, gc_test_stamp_new_batches (first, n));
      for (guint j = 0; j < n; j++)
        queue_push (&driver->waiting, first + j);
    }

  gc_message_log_append (driver->watched.log, batches);

  if (gc_message_log_is_frozen (driver->watched.log))
    driver_trim_waiting (driver);
  else
    driver_follow_publishing (driver);
}

static void
driver_set_frozen (Driver   *driver,
                   gboolean  frozen)
{
  gc_message_log_set_frozen (driver->watched.log, frozen);
  g_assert_true (gc_message_log_is_frozen (driver->watched.log) == frozen);

  if (!frozen)
    driver_follow_publishing (driver);
}

static void
driver_hold (Driver *driver)
{
  Held held;
  guint n = queue_get_length (&driver->shown);
  guint position;

  if (n == 0)
    return;

  position = g_test_rand_int_range (0, n);
  held.message = g_list_model_get_item (driver->watched.model, position);
  held.stamp = queue_get_stamp (&driver->shown, driver->shown.first + position);
  gc_test_log_assert_message (held.message, driver->shown.first + position, held.stamp);
  g_array_append_val (driver->held, held);
}

static void
driver_release (Driver *driver)
{
  if (driver->held->len > 0)
    g_array_remove_index_fast (driver->held, g_test_rand_int_range (0, driver->held->len));
}

/* Of any magnitude; half the time one of them only. */
static void
driver_set_limits (Driver *driver)
{
  guint max_messages = 1 + g_test_rand_int_range (0, 2 << g_test_rand_int_range (0, 13));
  guint64 max_bytes = g_test_rand_int_range (0, 2 << g_test_rand_int_range (5, 20));

  if (g_test_rand_int_range (0, 2) == 0)
    max_bytes = GC_MESSAGE_LOG_DEFAULT_MAX_BYTES;

  gc_message_log_set_max_messages (driver->watched.log, max_messages);
  gc_message_log_set_max_bytes (driver->watched.log, max_bytes);
}

static void
driver_step (Driver *driver)
{
  guint dice = g_test_rand_int_range (0, 100);

  if (dice < 60)
    driver_append (driver);
  else if (dice < 66)
    driver_set_frozen (driver, TRUE);
  else if (dice < 72)
    driver_set_frozen (driver, FALSE);
  else if (dice < 85)
    driver_hold (driver);
  else if (dice < 97)
    driver_release (driver);
  else if (dice == 97)
    driver_set_limits (driver);
}

/* A message that is held is as it was, and it is the row while it is in the list. */
static void
driver_check_held (Driver *driver)
{
  g_autoptr (GcMessage) row = NULL;
  Held *held;
  guint64 serial;

  if (driver->held->len == 0)
    return;

  held = &g_array_index (driver->held, Held,
                         g_test_rand_int_range (0, driver->held->len));
  serial = gc_message_get_serial (held->message);
  gc_test_log_assert_message (held->message, serial, held->stamp);
  if (serial >= driver->shown.first)
    {
      row = g_list_model_get_item (driver->watched.model, serial - driver->shown.first);
      g_assert_true (row == held->message);
    }
}

static void
driver_check (Driver *driver)
{
  guint n = queue_get_length (&driver->shown);

  gc_test_log_expect_no_change (&driver->watched);
  gc_test_log_assert_counts (driver->watched.log, n, queue_get_length (&driver->waiting),
                             driver->n_evicted);

  for (guint i = 0; i < 5 && n > 0; i++)
    {
      guint position = i < 2 ? i * (n - 1) : (guint) g_test_rand_int_range (0, n);
      guint serial = driver->shown.first + position;

      gc_test_log_assert_rows (driver->watched.model, position, serial,
                               queue_get_stamp (&driver->shown, serial), 1);
    }

  for (guint i = 0; i < 3; i++)
    driver_check_held (driver);
}

static void
test_random (void)
{
  g_auto (Driver) driver = { { NULL, }, };

  driver_init (&driver);
  for (guint i = 0; i < 20000; i++)
    {
      driver_step (&driver);
      driver_check (&driver);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model/message-log/random", test_random);

  return g_test_run ();
}
