/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-test-driver.h"
#include "gc-test-stamp.h"

/* When a test is run with "-m slow", and otherwise. */
#define N_STEPS_SLOW 1000000
#define N_STEPS      20000

/* So much of what has gone may be remembered at most. */
#define MAX_GONE 100000

/* What was cleared may be restored in any order, of which all but one should be refused. */
#define MAX_CLEARED 4

static void
queue_init (GcTestQueue *queue)
{
  *queue = (GcTestQueue) { .stamps = g_array_new (FALSE, FALSE, sizeof (guint32)) };
}

static void
queue_clear (GcTestQueue *queue)
{
  g_array_unref (queue->stamps);
}

static guint
queue_get_length (const GcTestQueue *queue)
{
  return queue->stamps->len - queue->first;
}

static guint64
queue_get_first_serial (const GcTestQueue *queue)
{
  return queue->base + queue->first;
}

static guint32
queue_get_stamp (const GcTestQueue *queue,
                 guint64            serial)
{
  g_assert_cmpuint (serial, >=, queue_get_first_serial (queue));
  g_assert_cmpuint (serial - queue->base, <, queue->stamps->len);

  return g_array_index (queue->stamps, guint32, serial - queue->base);
}

static void
queue_push (GcTestQueue *queue,
            guint32      stamp)
{
  g_array_append_val (queue->stamps, stamp);
  queue->bytes += gc_test_stamp_get_bytes (stamp);
}

static void
queue_drop (GcTestQueue *queue,
            guint        n)
{
  for (guint i = 0; i < n; i++)
    queue->bytes -= gc_test_stamp_get_bytes (g_array_index (queue->stamps, guint32,
                                                            queue->first++));

  if (queue->first > MAX_GONE)
    {
      g_array_remove_range (queue->stamps, 0, queue->first);
      queue->base += queue->first;
      queue->first = 0;
    }
}

/* How many must go for the rest to keep both limits. */
static guint
queue_count_excess (const GcTestQueue *queue,
                    guint64            max_messages,
                    guint64            max_bytes)
{
  gsize bytes = queue->bytes;
  guint i = queue->first;

  while (i < queue->stamps->len &&
         (queue->stamps->len - i > max_messages || bytes > max_bytes))
    bytes -= gc_test_stamp_get_bytes (g_array_index (queue->stamps, guint32, i++));

  return i - queue->first;
}

/* Leaves @queue empty, its next serial number the same. */
static GcTestQueue
queue_steal (GcTestQueue *queue)
{
  GcTestQueue stolen = *queue;

  queue_init (queue);
  queue->base = stolen.base + stolen.stamps->len;
  return stolen;
}

static void
queue_prepend (GcTestQueue *queue,
               GcTestQueue *older)
{
  for (guint i = queue->first; i < queue->stamps->len; i++)
    g_array_append_val (older->stamps, g_array_index (queue->stamps, guint32, i));
  older->bytes += queue->bytes;
  queue_clear (queue);
  *queue = *older;
  queue_init (older);
}

typedef struct
{
  GcMessageRing *ring;          /* (nullable): once it has been given back */
  GcTestQueue    queue;
} Cleared;

static void
cleared_free (gpointer data)
{
  Cleared *cleared = data;

  g_clear_pointer (&cleared->ring, gc_message_ring_free);
  queue_clear (&cleared->queue);
  g_free (cleared);
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

static void
gc_test_driver_trim_waiting (GcTestDriver *self)
{
  guint n = queue_count_excess (&self->waiting,
                                gc_message_log_get_max_messages (self->watched.log),
                                gc_message_log_get_max_bytes (self->watched.log));

  queue_drop (&self->waiting, n);
  self->n_evicted += n;
}

static guint64
leave_room (guint64 limit,
            guint64 room)
{
  return limit - MIN (limit, room);
}

/* Checks that no less was removed than had to be, and not much more. */
static void
gc_test_driver_follow_removal (GcTestDriver *self)
{
  GcMessageLog *log = self->watched.log;
  guint64 max_messages = gc_message_log_get_max_messages (log);
  guint64 max_bytes = gc_message_log_get_max_bytes (log);
  guint64 n_new = queue_get_length (&self->waiting);
  guint64 new_bytes = self->waiting.bytes;
  guint least = queue_count_excess (&self->shown, leave_room (max_messages, n_new),
                                    leave_room (max_bytes, new_bytes));
  guint most = queue_count_excess (&self->shown,
                                   leave_room (max_messages, n_new + max_messages / 32),
                                   leave_room (max_bytes, new_bytes + max_bytes / 32));
  guint n;

  if (least == 0)
    return;

  g_assert_cmpuint (self->watched.changes->len, >, 0);
  n = gc_test_log_get_n_removed (&self->watched);
  g_assert_cmpuint (n, >=, least);
  g_assert_cmpuint (n, <=, most);
  gc_test_log_expect_change (&self->watched, 0, n, 0);
  queue_drop (&self->shown, n);
  self->n_evicted += n;
}

/* What has waited, be it for a moment only, should have been added. */
static void
gc_test_driver_follow_publishing (GcTestDriver *self)
{
  guint n_before, n_new;
  guint64 first;

  if (queue_get_length (&self->waiting) > 0)
    {
      gc_test_driver_trim_waiting (self);
      gc_test_driver_follow_removal (self);
    }

  n_before = queue_get_length (&self->shown);
  n_new = queue_get_length (&self->waiting);
  if (n_new > 0)
    gc_test_log_expect_change (&self->watched, n_before, 0, n_new);
  gc_test_log_expect_no_change (&self->watched);

  first = queue_get_first_serial (&self->waiting);
  for (guint i = 0; i < n_new; i++)
    queue_push (&self->shown, queue_get_stamp (&self->waiting, first + i));
  queue_drop (&self->waiting, n_new);
}

static void
gc_test_driver_append (GcTestDriver *self)
{
  g_autoptr (GPtrArray) batches =
    g_ptr_array_new_with_free_func ((GDestroyNotify) gc_batch_unref);
  guint n_batches = g_test_rand_int_range (0, 4);

  for (guint i = 0; i < n_batches; i++)
    {
      guint n = g_test_rand_int_range (0, 2 << g_test_rand_int_range (0, 10));
      guint32 first = self->next_stamp;

      if (g_test_rand_int_range (0, 20) == 0)
        first += GC_TEST_STAMP_FAT;
      self->next_stamp += n;

      g_ptr_array_extend_and_steal (batches, gc_test_stamp_new_batches (first, n));
      for (guint j = 0; j < n; j++)
        queue_push (&self->waiting, first + j);
    }

  gc_message_log_append (self->watched.log, batches);

  if (gc_message_log_is_frozen (self->watched.log))
    gc_test_driver_trim_waiting (self);
  else
    gc_test_driver_follow_publishing (self);
}

static void
gc_test_driver_set_frozen (GcTestDriver *self,
                           gboolean      frozen)
{
  gc_message_log_set_frozen (self->watched.log, frozen);
  g_assert_true (gc_message_log_is_frozen (self->watched.log) == frozen);

  if (!frozen)
    gc_test_driver_follow_publishing (self);
}

static void
gc_test_driver_clear_log (GcTestDriver *self)
{
  guint n = queue_get_length (&self->shown);
  Cleared *cleared;

  if (self->cleared->len == MAX_CLEARED)
    g_ptr_array_remove_index_fast (self->cleared, g_test_rand_int_range (0, MAX_CLEARED));

  cleared = g_new0 (Cleared, 1);
  cleared->ring = gc_message_log_clear (self->watched.log);
  cleared->queue = queue_steal (&self->shown);
  g_ptr_array_add (self->cleared, cleared);
  if (n > 0)
    gc_test_log_expect_change (&self->watched, 0, n, 0);
}

/* As many come as there is room for; should there be none for some of the others, these go. */
static void
gc_test_driver_follow_restoring (GcTestDriver *self,
                                 Cleared      *cleared)
{
  guint n = queue_get_length (&cleared->queue);
  guint n_evicted;

  queue_prepend (&self->shown, &cleared->queue);
  n_evicted = queue_count_excess (&self->shown,
                                  gc_message_log_get_max_messages (self->watched.log),
                                  gc_message_log_get_max_bytes (self->watched.log));
  queue_drop (&self->shown, n_evicted);
  self->n_evicted += n_evicted;

  if (n != n_evicted)
    gc_test_log_expect_change (&self->watched, 0, leave_room (n_evicted, n),
                               leave_room (n, n_evicted));
}

static void
gc_test_driver_restore_log (GcTestDriver *self)
{
  Cleared *cleared;
  gboolean is_next;
  guint i;

  if (self->cleared->len == 0)
    return;

  /* The one that was cleared last is the likely one to fit. */
  i = MAX (g_test_rand_int_range (0, self->cleared->len),
           g_test_rand_int_range (0, self->cleared->len));
  cleared = g_ptr_array_index (self->cleared, i);
  is_next = cleared->queue.base + cleared->queue.stamps->len ==
            queue_get_first_serial (&self->shown);

  g_assert_true (gc_message_log_restore (self->watched.log,
                                         g_steal_pointer (&cleared->ring)) == is_next);
  if (is_next)
    gc_test_driver_follow_restoring (self, cleared);
  g_ptr_array_remove_index (self->cleared, i);
}

static void
gc_test_driver_release (GcTestDriver *self)
{
  if (self->held->len > 0)
    g_array_remove_index_fast (self->held, g_test_rand_int_range (0, self->held->len));
}

/* Of any magnitude; half the time one of them only. */
static void
gc_test_driver_set_limits (GcTestDriver *self)
{
  guint max_messages = 1 + g_test_rand_int_range (0, 2 << g_test_rand_int_range (0, 13));
  guint64 max_bytes = g_test_rand_int_range (0, 2 << g_test_rand_int_range (5, 20));

  if (g_test_rand_int_range (0, 2) == 0)
    max_bytes = GC_MESSAGE_LOG_DEFAULT_MAX_BYTES;

  gc_message_log_set_max_messages (self->watched.log, max_messages);
  gc_message_log_set_max_bytes (self->watched.log, max_bytes);
}

/* A message that is held is as it was, and it is the row while it is in the list. */
static void
gc_test_driver_check_held (GcTestDriver *self)
{
  g_autoptr (GcMessage) row = NULL;
  Held *held;
  guint64 serial, first;

  if (self->held->len == 0)
    return;

  held = &g_array_index (self->held, Held, g_test_rand_int_range (0, self->held->len));
  serial = gc_message_get_serial (held->message);
  first = gc_test_driver_get_first_serial (self);
  gc_test_log_assert_message (held->message, serial, held->stamp);
  if (serial >= first)
    {
      row = g_list_model_get_item (self->watched.model, serial - first);
      g_assert_true (row == held->message);
    }
}

void
gc_test_driver_init (GcTestDriver *self)
{
  gc_test_log_init (&self->watched);
  gc_test_list_model_validator_set_n_samples (self->watched.validator, 8);
  queue_init (&self->shown);
  queue_init (&self->waiting);
  self->n_evicted = 0;
  self->cleared = g_ptr_array_new_with_free_func (cleared_free);
  self->held = g_array_new (FALSE, FALSE, sizeof (Held));
  g_array_set_clear_func (self->held, held_clear);
  self->next_stamp = 0;
}

/* Asserts that nobody else holds the log. */
void
gc_test_driver_clear (GcTestDriver *self)
{
  gc_test_log_clear (&self->watched);
  g_ptr_array_unref (self->cleared);
  g_array_unref (self->held);
  queue_clear (&self->shown);
  queue_clear (&self->waiting);
}

/**
 * gc_test_driver_get_n_steps:
 *
 * Returns: how many steps a test should do
 */
guint
gc_test_driver_get_n_steps (void)
{
  return g_test_slow () ? N_STEPS_SLOW : N_STEPS;
}

/**
 * gc_test_driver_get_first_serial:
 * @self: a driver
 *
 * Returns: the serial number that the first row of the log should have
 */
guint64
gc_test_driver_get_first_serial (const GcTestDriver *self)
{
  return queue_get_first_serial (&self->shown);
}

/**
 * gc_test_driver_get_length:
 * @self: a driver
 *
 * Returns: how many rows the log should have
 */
guint
gc_test_driver_get_length (const GcTestDriver *self)
{
  return queue_get_length (&self->shown);
}

/**
 * gc_test_driver_get_stamp:
 * @self: a driver
 * @serial: the serial number of a row that the log should have
 *
 * Returns: the stamp that should be there
 */
guint32
gc_test_driver_get_stamp (const GcTestDriver *self,
                          guint64             serial)
{
  return queue_get_stamp (&self->shown, serial);
}

/**
 * gc_test_driver_hold:
 * @self: a driver
 * @model: its log, or another model with some of the same rows
 *
 * Holds one of the rows until a later step releases it.
 */
void
gc_test_driver_hold (GcTestDriver *self,
                     GListModel   *model)
{
  guint n = g_list_model_get_n_items (model);
  guint64 serial;
  Held held;

  if (n == 0)
    return;

  held.message = g_list_model_get_item (model, g_test_rand_int_range (0, n));
  serial = gc_message_get_serial (held.message);
  held.stamp = gc_test_driver_get_stamp (self, serial);
  gc_test_log_assert_message (held.message, serial, held.stamp);
  g_array_append_val (self->held, held);
}

/**
 * gc_test_driver_step:
 * @self: a driver
 *
 * Does something to the log, and asserts that its list changed as it should.
 */
void
gc_test_driver_step (GcTestDriver *self)
{
  guint dice = g_test_rand_int_range (0, 100);

  if (dice < 57)
    gc_test_driver_append (self);
  else if (dice < 63)
    gc_test_driver_set_frozen (self, TRUE);
  else if (dice < 69)
    gc_test_driver_set_frozen (self, FALSE);
  else if (dice < 71)
    gc_test_driver_clear_log (self);
  else if (dice < 74)
    gc_test_driver_restore_log (self);
  else if (dice < 86)
    gc_test_driver_hold (self, self->watched.model);
  else if (dice < 98)
    gc_test_driver_release (self);
  else if (dice == 98)
    gc_test_driver_set_limits (self);
}

/**
 * gc_test_driver_check:
 * @self: a driver
 *
 * Asserts that the log has what it should have.
 */
void
gc_test_driver_check (GcTestDriver *self)
{
  guint n = queue_get_length (&self->shown);
  guint64 first = queue_get_first_serial (&self->shown);

  gc_test_log_expect_no_change (&self->watched);
  gc_test_log_assert_counts (self->watched.log, n, queue_get_length (&self->waiting),
                             self->n_evicted);
  g_assert_cmpuint (gc_message_log_get_first_serial (self->watched.log), ==, first);

  for (guint i = 0; i < 5 && n > 0; i++)
    {
      guint position = i < 2 ? i * (n - 1) : (guint) g_test_rand_int_range (0, n);

      gc_test_log_assert_rows (self->watched.model, position, first + position,
                               queue_get_stamp (&self->shown, first + position), 1);
    }

  for (guint i = 0; i < 3; i++)
    gc_test_driver_check_held (self);
}
