/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-io-thread.h"

/* To wake up for each datagram costs more than to receive it. Where few came, it is left to the
 * kernel to hold what comes next for so long: the smallest buffer that is in use, of 256 datagrams,
 * takes it at 250 000 a second. */
#define NAP_USEC 1000
#define FEW      GC_DRAIN_MAX

/**
 * GcIoThread:
 *
 * The one thread that receives: its own `GMainContext`, in which the sockets' sources sit,
 * and the scratch room of the drain. A busy window cannot make it late. It sleeps while nothing comes,
 * and for a moment after something has.
 *
 * The object belongs to the main thread; its last reference must be dropped there, which
 * ends the thread after the calls that are still waiting.
 */
struct _GcIoThread
{
  GObject       parent_instance;

  GMainContext *context;
  GMainLoop    *loop;
  GThread      *thread;
  GcDrain      *drain;
};

G_DEFINE_FINAL_TYPE (GcIoThread, gc_io_thread, G_TYPE_OBJECT)

typedef struct
{
  void        (*work) (gpointer data);
  void        (*done) (gpointer data);
  gpointer      data;
  GMainContext *origin;
} Call;

static void
call_free (Call *call)
{
  g_main_context_unref (call->origin);
  g_free (call);
}

static gboolean
call_done_cb (gpointer user_data)
{
  Call *call = user_data;

  call->done (call->data);
  return G_SOURCE_REMOVE;
}

static gboolean
call_work_cb (gpointer user_data)
{
  Call *call = user_data;

  call->work (call->data);

  if (call->done != NULL)
    {
      g_autoptr (GSource) source = g_idle_source_new ();

      g_source_set_static_name (source, "groupcast I/O call done");
      g_source_set_priority (source, G_PRIORITY_DEFAULT);
      g_source_set_callback (source, call_done_cb, call, (GDestroyNotify) call_free);
      g_source_attach (source, call->origin);
    }
  else
    {
      call_free (call);
    }

  return G_SOURCE_REMOVE;
}

static gboolean
quit_cb (gpointer user_data)
{
  g_main_loop_quit (user_data);
  return G_SOURCE_REMOVE;
}

/* Of this thread, for the function that polls. */
static GPrivate drain_key;

static int
poll_after_nap (GPollFD *fds,
                guint    n_fds,
                int      timeout)
{
  guint n = gc_drain_take_count (g_private_get (&drain_key));

  if (timeout != 0 && n > 0 && n < FEW)
    g_usleep (NAP_USEC);

  return g_poll (fds, n_fds, timeout);
}

static gpointer
gc_io_thread_run (gpointer data)
{
  GcIoThread *self = data;

  g_private_set (&drain_key, self->drain);
  g_main_context_set_poll_func (self->context, poll_after_nap);
  g_main_context_push_thread_default (self->context);
  g_main_loop_run (self->loop);
  g_main_context_pop_thread_default (self->context);

  return NULL;
}

/* Sources of one priority are dispatched in the order in which they were attached, so calls
 * are made in order. g_main_context_invoke() would run at once where it can own the context. */
static void
gc_io_thread_attach (GcIoThread  *self,
                     GSourceFunc  function,
                     gpointer     data)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_static_name (source, "groupcast I/O call");
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, function, data, NULL);
  g_source_attach (source, self->context);
}

static void
gc_io_thread_finalize (GObject *object)
{
  GcIoThread *self = GC_IO_THREAD (object);

  gc_io_thread_attach (self, quit_cb, self->loop);
  g_thread_join (self->thread);

  g_main_loop_unref (self->loop);
  g_main_context_unref (self->context);
  gc_drain_free (self->drain);

  G_OBJECT_CLASS (gc_io_thread_parent_class)->finalize (object);
}

static void
gc_io_thread_class_init (GcIoThreadClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = gc_io_thread_finalize;
}

static void
gc_io_thread_init (GcIoThread *self)
{
  self->drain = gc_drain_new ();
  self->context = g_main_context_new ();
  self->loop = g_main_loop_new (self->context, FALSE);
  self->thread = g_thread_new ("groupcast-io", gc_io_thread_run, self);
}

/**
 * gc_io_thread_dup_default:
 *
 * The I/O thread of the program, started when it is first wanted and ended when nobody holds
 * it any more. Main thread only.
 *
 * Returns: (transfer full): the thread
 */
GcIoThread *
gc_io_thread_dup_default (void)
{
  static GcIoThread *instance;

  if (instance != NULL)
    return g_object_ref (instance);

  instance = g_object_new (GC_TYPE_IO_THREAD, NULL);
  g_object_add_weak_pointer (G_OBJECT (instance), (gpointer *) &instance);
  return instance;
}

/**
 * gc_io_thread_get_context:
 * @self: the I/O thread
 *
 * Returns: (transfer none): where the sockets' sources belong
 */
GMainContext *
gc_io_thread_get_context (GcIoThread *self)
{
  g_return_val_if_fail (GC_IS_IO_THREAD (self), NULL);

  return self->context;
}

/**
 * gc_io_thread_get_drain:
 * @self: the I/O thread
 *
 * Returns: (transfer none): its drain, to be used in that thread only
 */
GcDrain *
gc_io_thread_get_drain (GcIoThread *self)
{
  g_return_val_if_fail (GC_IS_IO_THREAD (self), NULL);

  return self->drain;
}

/**
 * gc_io_thread_call:
 * @self: the I/O thread
 * @work: run in the I/O thread; calls run in the order in which they were made
 * @done: (nullable): then run in the thread-default context of the caller
 * @data: for both; whoever runs last frees it
 *
 * Has the I/O thread do something.
 */
void
gc_io_thread_call (GcIoThread *self,
                   void      (*work) (gpointer data),
                   void      (*done) (gpointer data),
                   gpointer    data)
{
  Call *call;

  g_return_if_fail (GC_IS_IO_THREAD (self));

  call = g_new0 (Call, 1);
  call->work = work;
  call->done = done;
  call->data = data;
  call->origin = g_main_context_ref_thread_default ();
  gc_io_thread_attach (self, call_work_cb, call);
}
