/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-inbox.h"

#include <string.h>

/**
 * GcInbox:
 *
 * Where one receiver's datagrams wait between the I/O thread, which delivers, and the
 * thread that reads them, which takes all there is by swapping a pointer.
 *
 * Bounded: beyond its limit the newest are dropped and counted. The reader is woken once,
 * when something came since it last took; a reader that comes by itself costs no wake-up.
 */
struct _GcInbox
{
  gatomicrefcount ref_count;

  guint8     group[16];
  gsize      group_size;
  gsize      limit_bytes;

  GMutex     mutex;             /* guards all below */
  GPtrArray *batches;
  gsize      bytes;
  guint64    n_kernel_lost;
  guint64    n_backlog_lost;
  guint32    kernel_drops;      /* the kernel's counter, which wraps */
  gboolean   is_announced;
  GSource   *source;            /* (nullable) (owned) */
};

/**
 * gc_inbox_new:
 * @group: the address that datagrams must have been sent to
 * @limit_bytes: how much may wait
 *
 * Returns: (transfer full): an empty inbox
 */
GcInbox *
gc_inbox_new (GInetAddress *group,
              gsize         limit_bytes)
{
  GcInbox *self = g_new0 (GcInbox, 1);

  g_atomic_ref_count_init (&self->ref_count);
  g_mutex_init (&self->mutex);
  self->group_size = g_inet_address_get_native_size (group);
  memcpy (self->group, g_inet_address_to_bytes (group), self->group_size);
  self->limit_bytes = limit_bytes;
  self->batches = g_ptr_array_new_with_free_func ((GDestroyNotify) gc_batch_unref);
  return self;
}

/**
 * gc_inbox_ref:
 * @self: an inbox
 *
 * Returns: (transfer full): the same inbox, held once more. Any thread.
 */
GcInbox *
gc_inbox_ref (GcInbox *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * gc_inbox_unref:
 * @self: (transfer full): an inbox
 *
 * Lets go of it; the last to do so frees it. Any thread.
 */
void
gc_inbox_unref (GcInbox *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_clear_pointer (&self->source, g_source_unref);
  g_ptr_array_unref (self->batches);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

/* With the lock held. */
static void
gc_inbox_announce (GcInbox *self)
{
  if (self->is_announced)
    return;

  self->is_announced = TRUE;
  if (self->source != NULL)
    g_source_set_ready_time (self->source, 0);
}

/* With the lock held. */
static GcBatch *
gc_inbox_get_batch (GcInbox *self,
                    gsize    room)
{
  GcBatch *batch = self->batches->len > 0
                     ? g_ptr_array_index (self->batches, self->batches->len - 1)
                     : NULL;

  if (batch == NULL || gc_batch_get_room (batch) < room)
    {
      batch = gc_batch_new ();
      g_ptr_array_add (self->batches, batch);
    }

  return batch;
}

/* With the lock held. Leaves out what was sent to another address. */
static void
gc_inbox_take (GcInbox *self,
               GcDrain *drain,
               guint    i)
{
  const guint8 *payload;
  GcRecord record;
  gsize bytes;

  if (!gc_drain_get (drain, i, &record, &payload) ||
      memcmp (record.destination, self->group, self->group_size) != 0)
    return;

  bytes = sizeof record + record.size;
  if (self->bytes + bytes > self->limit_bytes)
    {
      self->n_backlog_lost++;
    }
  else
    {
      /* Mostly the one that it is in already. */
      gc_batch_append (gc_inbox_get_batch (self, bytes), &record, payload);
      self->bytes += bytes;
    }

  gc_inbox_announce (self);
}

/**
 * gc_inbox_receive:
 * @self: an inbox
 * @drain: a drain
 * @fd: the socket of the receiver
 *
 * Takes what a call of gc_drain_receive() brings. The lock is held meanwhile, for as long as the
 * kernel needs to copy 64 datagrams. I/O thread.
 *
 * Returns: what gc_drain_receive() does
 */
int
gc_inbox_receive (GcInbox *self,
                  GcDrain *drain,
                  int      fd)
{
  g_autoptr (GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&self->mutex);
  GcBatch *batch = gc_inbox_get_batch (self, gc_drain_get_room (drain));
  int n = gc_drain_receive (drain, fd, batch);

  for (int i = 0; i < n; i++)
    gc_inbox_take (self, drain, i);
  if (batch->n_records == 0)
    g_ptr_array_remove (self->batches, batch);

  return n;
}

/**
 * gc_inbox_set_kernel_drops:
 * @self: an inbox
 * @kernel_drops: the socket's drop counter as it is now
 *
 * Counts what the kernel has dropped since the last time. I/O thread.
 */
void
gc_inbox_set_kernel_drops (GcInbox *self,
                           guint32  kernel_drops)
{
  g_autoptr (GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&self->mutex);

  if (self->kernel_drops == kernel_drops)
    return;

  self->n_kernel_lost += (guint32) (kernel_drops - self->kernel_drops);
  self->kernel_drops = kernel_drops;
  gc_inbox_announce (self);
}

static gboolean
inbox_source_dispatch (GSource     *source,
                       GSourceFunc  callback,
                       gpointer     user_data)
{
  g_source_set_ready_time (source, -1);
  return callback != NULL ? callback (user_data) : G_SOURCE_CONTINUE;
}

/**
 * gc_inbox_create_source:
 * @self: an inbox
 *
 * Makes the one source that is dispatched when something has come since the last
 * gc_inbox_steal(). It takes a `GSourceFunc`.
 *
 * Returns: (transfer full): the source, not yet attached
 */
GSource *
gc_inbox_create_source (GcInbox *self)
{
  static GSourceFuncs functions = { .dispatch = inbox_source_dispatch };
  g_autoptr (GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&self->mutex);

  g_return_val_if_fail (self->source == NULL, NULL);

  self->source = g_source_new (&functions, sizeof (GSource));
  g_source_set_static_name (self->source, "groupcast inbox");
  g_source_set_ready_time (self->source, self->is_announced ? 0 : -1);
  return g_source_ref (self->source);
}

/**
 * gc_inbox_steal:
 * @self: an inbox
 * @n_kernel_lost: (out): how many the kernel has dropped in all
 * @n_backlog_lost: (out): how many have been dropped here in all
 *
 * Takes all that waits.
 *
 * Returns: (transfer full) (element-type GcBatch): the batches, oldest first
 */
GPtrArray *
gc_inbox_steal (GcInbox *self,
                guint64 *n_kernel_lost,
                guint64 *n_backlog_lost)
{
  g_autoptr (GPtrArray) stolen =
    g_ptr_array_new_with_free_func ((GDestroyNotify) gc_batch_unref);
  g_autoptr (GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&self->mutex);
  GPtrArray *swap = self->batches;

  self->batches = stolen;
  stolen = swap;
  self->bytes = 0;
  self->is_announced = FALSE;
  if (self->source != NULL)
    g_source_set_ready_time (self->source, -1);

  *n_kernel_lost = self->n_kernel_lost;
  *n_backlog_lost = self->n_backlog_lost;

  return g_steal_pointer (&stolen);
}
