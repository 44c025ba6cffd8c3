/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-drain.h"
#include "gc-inbox.h"
#include "gc-io-thread.h"
#include "gc-receiver.h"
#include "gc-route.h"
#include "gc-socket.h"

#include <errno.h>

/* What may wait for the main thread; some 500 000 small datagrams. */
#define INBOX_LIMIT (64 * 1024 * 1024)

/* A dispatch ends after so many calls, for other sockets to have their turn. */
#define MAX_CALLS_PER_DISPATCH 16

/* What the I/O thread has of a receiver. Made and freed there. */
typedef struct
{
  GcInbox *inbox;
  GcDrain *drain;
  GSocket *socket;
  GSource *source;
} Membership;

/**
 * GcReceiver:
 *
 * A membership in one group: a socket whose source sits in the I/O thread, and what has
 * arrived since somebody last looked. Main thread only.
 *
 * `received` is emitted once, when something has come (or was lost) since the last
 * gc_receiver_steal_batches(). Who steals at times of their own need not listen.
 */
struct _GcReceiver
{
  GObject          parent_instance;

  GcIoThread      *io_thread;
  GcEndpoint      *endpoint;
  GcReceiverState  state;
  GError          *error;           /* (nullable) */
  GPtrArray       *interfaces;      /* (nullable): of GcInterface, joined on */
  Membership      *membership;      /* (nullable): the I/O thread's */
  GcInbox         *inbox;           /* (nullable) */
  GSource         *inbox_source;    /* (nullable) */
  guint            serial;          /* of the last join, to know a late answer */
  int              receive_buffer;

  guint64          n_kernel_lost;   /* of memberships that have ended, and this one's */
  guint64          n_backlog_lost;
  guint64          n_kernel_lost_before;
  guint64          n_backlog_lost_before;
};

G_DEFINE_FINAL_TYPE (GcReceiver, gc_receiver, G_TYPE_OBJECT)

G_DEFINE_ENUM_TYPE (GcReceiverState, gc_receiver_state,
                    G_DEFINE_ENUM_VALUE (GC_RECEIVER_LEFT, "left"),
                    G_DEFINE_ENUM_VALUE (GC_RECEIVER_JOINING, "joining"),
                    G_DEFINE_ENUM_VALUE (GC_RECEIVER_JOINED, "joined"),
                    G_DEFINE_ENUM_VALUE (GC_RECEIVER_FAILED, "failed"))

enum
{
  PROP_ENDPOINT = 1,
  PROP_STATE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

enum
{
  RECEIVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static gboolean
membership_receive_cb (GSocket      *socket,
                       GIOCondition  condition,
                       gpointer      user_data)
{
  Membership *membership = user_data;
  int fd = g_socket_get_fd (socket);

  if ((condition & G_IO_NVAL) != 0)
    return G_SOURCE_REMOVE;

  for (guint i = 0; i < MAX_CALLS_PER_DISPATCH; i++)
    {
      int n = gc_inbox_receive (membership->inbox, membership->drain, fd);

      if (n < 0 && n != -EAGAIN)
        g_debug ("receiver: %s", g_strerror (-n));
      if (n < GC_DRAIN_MAX)
        break;
    }

  /* The kernel drops only while the queue is full, and so always before a dispatch: asked
   * here, its counter is never out of date, and nothing needs to poll it. */
  gc_inbox_set_kernel_drops (membership->inbox, gc_socket_get_drops (socket));

  return G_SOURCE_CONTINUE;
}

static Membership *
membership_new (GSocket      *socket,
                GcInbox      *inbox,
                GcDrain      *drain,
                GMainContext *context)
{
  Membership *membership = g_new0 (Membership, 1);

  membership->inbox = gc_inbox_ref (inbox);
  membership->drain = drain;
  membership->socket = g_object_ref (socket);
  membership->source = g_socket_create_source (socket, G_IO_IN, NULL);
  g_source_set_static_name (membership->source, "groupcast receiver");
  g_source_set_callback (membership->source, G_SOURCE_FUNC (membership_receive_cb),
                         membership, NULL);
  g_source_attach (membership->source, context);

  return membership;
}

/* In the I/O thread, so that the source cannot be running. */
static void
membership_free (gpointer data)
{
  Membership *membership = data;

  g_source_destroy (membership->source);
  g_source_unref (membership->source);
  g_socket_close (membership->socket, NULL);
  g_object_unref (membership->socket);
  gc_inbox_unref (membership->inbox);
  g_free (membership);
}

/* A join on its way through the I/O thread and back. */
typedef struct
{
  GcReceiver   *receiver;
  GcEndpoint   *endpoint;
  GcInbox      *inbox;
  GcDrain      *drain;
  GMainContext *context;
  guint         serial;

  Membership   *membership;
  GPtrArray    *joined;
  int           receive_buffer;
  GError       *error;
} Join;

static void
join_free (Join *join)
{
  gc_endpoint_unref (join->endpoint);
  gc_inbox_unref (join->inbox);
  g_main_context_unref (join->context);
  g_clear_pointer (&join->joined, g_ptr_array_unref);
  g_clear_error (&join->error);
  g_object_unref (join->receiver);
  g_free (join);
}

static void
join_work (gpointer data)
{
  Join *join = data;
  g_autoptr (GPtrArray) all = gc_interface_list (&join->error);
  g_autoptr (GPtrArray) chosen = NULL;
  g_autoptr (GSocket) socket = NULL;

  if (all == NULL ||
      (chosen = gc_route_get_receiving (all, join->endpoint, &join->error)) == NULL ||
      (socket = gc_socket_new_receiver (join->endpoint, chosen, &join->joined,
                                        &join->error)) == NULL)
    return;

  join->receive_buffer = gc_socket_get_receive_buffer (socket);
  join->membership = membership_new (socket, join->inbox, join->drain, join->context);
}

static void
gc_receiver_set_state (GcReceiver      *self,
                       GcReceiverState  state)
{
  if (self->state == state)
    return;

  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

static void
join_done (gpointer data)
{
  Join *join = data;
  GcReceiver *self = join->receiver;

  if (join->serial != self->serial)
    {
      /* Left in the meantime. */
      if (join->membership != NULL)
        gc_io_thread_call (self->io_thread, membership_free, NULL, join->membership);
    }
  else if (join->error != NULL)
    {
      self->error = g_steal_pointer (&join->error);
      gc_receiver_set_state (self, GC_RECEIVER_FAILED);
    }
  else
    {
      self->membership = join->membership;
      self->interfaces = g_steal_pointer (&join->joined);
      self->receive_buffer = join->receive_buffer;
      gc_receiver_set_state (self, GC_RECEIVER_JOINED);
    }

  join_free (join);
}

static gboolean
gc_receiver_received_cb (gpointer user_data)
{
  g_signal_emit (user_data, signals[RECEIVED], 0);
  return G_SOURCE_CONTINUE;
}

static void
gc_receiver_open_inbox (GcReceiver *self)
{
  g_autoptr (GMainContext) context = g_main_context_ref_thread_default ();

  self->inbox = gc_inbox_new (gc_endpoint_get_group (self->endpoint), INBOX_LIMIT);
  self->inbox_source = gc_inbox_create_source (self->inbox);
  g_source_set_callback (self->inbox_source, gc_receiver_received_cb, self, NULL);
  g_source_attach (self->inbox_source, context);
}

static void
gc_receiver_dispose (GObject *object)
{
  GcReceiver *self = GC_RECEIVER (object);

  if (self->io_thread != NULL)
    gc_receiver_leave (self);
  g_clear_object (&self->io_thread);

  G_OBJECT_CLASS (gc_receiver_parent_class)->dispose (object);
}

static void
gc_receiver_finalize (GObject *object)
{
  GcReceiver *self = GC_RECEIVER (object);

  g_clear_error (&self->error);
  g_clear_pointer (&self->interfaces, g_ptr_array_unref);
  g_clear_pointer (&self->endpoint, gc_endpoint_unref);

  G_OBJECT_CLASS (gc_receiver_parent_class)->finalize (object);
}

static void
gc_receiver_get_property (GObject    *object,
                          guint       prop_id,
                          GValue     *value,
                          GParamSpec *pspec)
{
  GcReceiver *self = GC_RECEIVER (object);

  switch (prop_id)
    {
    case PROP_ENDPOINT:
      g_value_set_boxed (value, self->endpoint);
      break;
    case PROP_STATE:
      g_value_set_enum (value, self->state);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
gc_receiver_set_property (GObject      *object,
                          guint         prop_id,
                          const GValue *value,
                          GParamSpec   *pspec)
{
  GcReceiver *self = GC_RECEIVER (object);

  switch (prop_id)
    {
    case PROP_ENDPOINT:
      self->endpoint = g_value_dup_boxed (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
gc_receiver_class_init (GcReceiverClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = gc_receiver_dispose;
  object_class->finalize = gc_receiver_finalize;
  object_class->get_property = gc_receiver_get_property;
  object_class->set_property = gc_receiver_set_property;

  properties[PROP_ENDPOINT] =
    g_param_spec_boxed ("endpoint", NULL, NULL, GC_TYPE_ENDPOINT,
                        G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_STATE] =
    g_param_spec_enum ("state", NULL, NULL, GC_TYPE_RECEIVER_STATE, GC_RECEIVER_LEFT,
                       G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[RECEIVED] =
    g_signal_new ("received", GC_TYPE_RECEIVER, G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
gc_receiver_init (GcReceiver *self)
{
  self->io_thread = gc_io_thread_dup_default ();
}

/**
 * gc_receiver_new:
 * @endpoint: a group
 *
 * Returns: (transfer full): a receiver of it that has not joined yet
 */
GcReceiver *
gc_receiver_new (GcEndpoint *endpoint)
{
  g_return_val_if_fail (endpoint != NULL, NULL);

  return g_object_new (GC_TYPE_RECEIVER, "endpoint", endpoint, NULL);
}

/**
 * gc_receiver_get_endpoint:
 * @self: a receiver
 *
 * Returns: (transfer none): its group
 */
GcEndpoint *
gc_receiver_get_endpoint (GcReceiver *self)
{
  g_return_val_if_fail (GC_IS_RECEIVER (self), NULL);

  return self->endpoint;
}

/**
 * gc_receiver_get_state:
 * @self: a receiver
 *
 * Returns: how far it is
 */
GcReceiverState
gc_receiver_get_state (GcReceiver *self)
{
  g_return_val_if_fail (GC_IS_RECEIVER (self), GC_RECEIVER_LEFT);

  return self->state;
}

/**
 * gc_receiver_get_error:
 * @self: a receiver
 *
 * Returns: (nullable): why it failed
 */
const GError *
gc_receiver_get_error (GcReceiver *self)
{
  g_return_val_if_fail (GC_IS_RECEIVER (self), NULL);

  return self->error;
}

/**
 * gc_receiver_get_interfaces:
 * @self: a receiver
 *
 * Returns: (transfer none) (nullable) (element-type GcInterface): where it has joined
 */
GPtrArray *
gc_receiver_get_interfaces (GcReceiver *self)
{
  g_return_val_if_fail (GC_IS_RECEIVER (self), NULL);

  return self->interfaces;
}

/**
 * gc_receiver_get_receive_buffer:
 * @self: a receiver
 *
 * Returns: the bytes that the kernel granted it to hold datagrams in
 */
int
gc_receiver_get_receive_buffer (GcReceiver *self)
{
  g_return_val_if_fail (GC_IS_RECEIVER (self), 0);

  return self->receive_buffer;
}

/**
 * gc_receiver_join:
 * @self: a receiver that has left or failed
 *
 * Joins the group, in the I/O thread; the state tells how it went.
 */
void
gc_receiver_join (GcReceiver *self)
{
  Join *join;

  g_return_if_fail (GC_IS_RECEIVER (self));
  g_return_if_fail (self->state == GC_RECEIVER_LEFT || self->state == GC_RECEIVER_FAILED);

  gc_receiver_leave (self);
  gc_receiver_open_inbox (self);

  join = g_new0 (Join, 1);
  join->receiver = g_object_ref (self);
  join->endpoint = gc_endpoint_ref (self->endpoint);
  join->inbox = gc_inbox_ref (self->inbox);
  join->drain = gc_io_thread_get_drain (self->io_thread);
  join->context = g_main_context_ref (gc_io_thread_get_context (self->io_thread));
  join->serial = self->serial;

  gc_receiver_set_state (self, GC_RECEIVER_JOINING);
  gc_io_thread_call (self->io_thread, join_work, join_done, join);
}

/**
 * gc_receiver_leave:
 * @self: a receiver
 *
 * Leaves the group, or takes back a join that is under way. What has arrived and was not
 * stolen is gone.
 */
void
gc_receiver_leave (GcReceiver *self)
{
  g_return_if_fail (GC_IS_RECEIVER (self));

  self->serial++;

  if (self->membership != NULL)
    gc_io_thread_call (self->io_thread, membership_free, NULL,
                       g_steal_pointer (&self->membership));
  if (self->inbox_source != NULL)
    g_source_destroy (self->inbox_source);
  g_clear_pointer (&self->inbox_source, g_source_unref);
  g_clear_pointer (&self->inbox, gc_inbox_unref);
  g_clear_pointer (&self->interfaces, g_ptr_array_unref);
  g_clear_error (&self->error);
  self->n_kernel_lost_before = self->n_kernel_lost;
  self->n_backlog_lost_before = self->n_backlog_lost;

  gc_receiver_set_state (self, GC_RECEIVER_LEFT);
}

/**
 * gc_receiver_steal_batches:
 * @self: a receiver
 *
 * Takes what has arrived, and brings the counts of lost ones up to date.
 *
 * Returns: (transfer full) (nullable) (element-type GcBatch): the batches, oldest first
 */
GPtrArray *
gc_receiver_steal_batches (GcReceiver *self)
{
  g_autoptr (GPtrArray) batches = NULL;
  guint64 n_kernel_lost, n_backlog_lost;

  g_return_val_if_fail (GC_IS_RECEIVER (self), NULL);

  if (self->inbox == NULL)
    return NULL;

  batches = gc_inbox_steal (self->inbox, &n_kernel_lost, &n_backlog_lost);
  self->n_kernel_lost = self->n_kernel_lost_before + n_kernel_lost;
  self->n_backlog_lost = self->n_backlog_lost_before + n_backlog_lost;

  return g_steal_pointer (&batches);
}

/**
 * gc_receiver_get_n_kernel_lost:
 * @self: a receiver
 *
 * Returns: how many datagrams the kernel dropped, as of the last gc_receiver_steal_batches()
 */
guint64
gc_receiver_get_n_kernel_lost (GcReceiver *self)
{
  g_return_val_if_fail (GC_IS_RECEIVER (self), 0);

  return self->n_kernel_lost;
}

/**
 * gc_receiver_get_n_backlog_lost:
 * @self: a receiver
 *
 * Returns: how many were dropped because the program did not keep up, as of the last
 *   gc_receiver_steal_batches()
 */
guint64
gc_receiver_get_n_backlog_lost (GcReceiver *self)
{
  g_return_val_if_fail (GC_IS_RECEIVER (self), 0);

  return self->n_backlog_lost;
}
