/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-group.h"

/**
 * GcGroup:
 *
 * A joined group: its receiver, what has been received, and how many were lost. What a tab
 * shows. Main thread only.
 *
 * `received` says that something waits to be published; it is not emitted again before
 * gc_group_publish() has been called.
 */
struct _GcGroup
{
  GObject       parent_instance;

  GcEndpoint   *endpoint;
  GcReceiver   *receiver;
  GcMessageLog *log;
  GcStatistics *statistics;
  guint64       n_messages;
  guint64       n_kernel_lost;
  guint64       n_backlog_lost;
};

G_DEFINE_FINAL_TYPE (GcGroup, gc_group, G_TYPE_OBJECT)

enum
{
  PROP_ENDPOINT = 1,
  PROP_ERROR_MESSAGE,
  PROP_INTERFACE_NAMES,
  PROP_LOG,
  PROP_N_BACKLOG_LOST,
  PROP_N_KERNEL_LOST,
  PROP_N_MESSAGES,
  PROP_RECEIVE_BUFFER,
  PROP_STATE,
  PROP_STATISTICS,
  PROP_TITLE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

enum
{
  RECEIVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
gc_group_state_cb (GcGroup *self)
{
  g_object_freeze_notify (G_OBJECT (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ERROR_MESSAGE]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_INTERFACE_NAMES]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RECEIVE_BUFFER]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
  g_object_thaw_notify (G_OBJECT (self));
}

static void
gc_group_received_cb (GcGroup *self)
{
  g_signal_emit (self, signals[RECEIVED], 0);
}

static void
gc_group_set_count (GcGroup    *self,
                    guint64    *count,
                    guint64     value,
                    GParamSpec *pspec)
{
  if (*count == value)
    return;

  *count = value;
  g_object_notify_by_pspec (G_OBJECT (self), pspec);
}

static void
gc_group_constructed (GObject *object)
{
  GcGroup *self = GC_GROUP (object);

  G_OBJECT_CLASS (gc_group_parent_class)->constructed (object);

  self->receiver = gc_receiver_new (self->endpoint);
  g_signal_connect_object (self->receiver, "notify::state",
                           G_CALLBACK (gc_group_state_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->receiver, "received",
                           G_CALLBACK (gc_group_received_cb), self, G_CONNECT_SWAPPED);
}

static void
gc_group_dispose (GObject *object)
{
  GcGroup *self = GC_GROUP (object);

  if (self->receiver != NULL)
    gc_receiver_leave (self->receiver);
  g_clear_object (&self->receiver);
  g_clear_object (&self->log);
  g_clear_object (&self->statistics);

  G_OBJECT_CLASS (gc_group_parent_class)->dispose (object);
}

static void
gc_group_finalize (GObject *object)
{
  GcGroup *self = GC_GROUP (object);

  g_clear_pointer (&self->endpoint, gc_endpoint_unref);

  G_OBJECT_CLASS (gc_group_parent_class)->finalize (object);
}

static void
gc_group_get_property (GObject    *object,
                       guint       prop_id,
                       GValue     *value,
                       GParamSpec *pspec)
{
  GcGroup *self = GC_GROUP (object);

  switch (prop_id)
    {
    case PROP_ENDPOINT:
      g_value_set_boxed (value, self->endpoint);
      break;
    case PROP_ERROR_MESSAGE:
      g_value_set_string (value, gc_group_get_error_message (self));
      break;
    case PROP_INTERFACE_NAMES:
      g_value_take_string (value, gc_group_dup_interface_names (self));
      break;
    case PROP_LOG:
      g_value_set_object (value, self->log);
      break;
    case PROP_N_BACKLOG_LOST:
      g_value_set_uint64 (value, self->n_backlog_lost);
      break;
    case PROP_N_KERNEL_LOST:
      g_value_set_uint64 (value, self->n_kernel_lost);
      break;
    case PROP_N_MESSAGES:
      g_value_set_uint64 (value, self->n_messages);
      break;
    case PROP_RECEIVE_BUFFER:
      g_value_set_int (value, gc_group_get_receive_buffer (self));
      break;
    case PROP_STATE:
      g_value_set_enum (value, gc_group_get_state (self));
      break;
    case PROP_STATISTICS:
      g_value_set_object (value, self->statistics);
      break;
    case PROP_TITLE:
      g_value_take_string (value, gc_group_dup_title (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
gc_group_set_property (GObject      *object,
                       guint         prop_id,
                       const GValue *value,
                       GParamSpec   *pspec)
{
  GcGroup *self = GC_GROUP (object);

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
gc_group_class_init (GcGroupClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags readable = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->constructed = gc_group_constructed;
  object_class->dispose = gc_group_dispose;
  object_class->finalize = gc_group_finalize;
  object_class->get_property = gc_group_get_property;
  object_class->set_property = gc_group_set_property;

  properties[PROP_ENDPOINT] =
    g_param_spec_boxed ("endpoint", NULL, NULL, GC_TYPE_ENDPOINT,
                        G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_ERROR_MESSAGE] =
    g_param_spec_string ("error-message", NULL, NULL, NULL, readable);
  properties[PROP_INTERFACE_NAMES] =
    g_param_spec_string ("interface-names", NULL, NULL, NULL, readable);
  properties[PROP_LOG] =
    g_param_spec_object ("log", NULL, NULL, GC_TYPE_MESSAGE_LOG, readable);
  properties[PROP_N_BACKLOG_LOST] =
    g_param_spec_uint64 ("n-backlog-lost", NULL, NULL, 0, G_MAXUINT64, 0, readable);
  properties[PROP_N_KERNEL_LOST] =
    g_param_spec_uint64 ("n-kernel-lost", NULL, NULL, 0, G_MAXUINT64, 0, readable);
  properties[PROP_N_MESSAGES] =
    g_param_spec_uint64 ("n-messages", NULL, NULL, 0, G_MAXUINT64, 0, readable);
  properties[PROP_RECEIVE_BUFFER] =
    g_param_spec_int ("receive-buffer", NULL, NULL, 0, G_MAXINT, 0, readable);
  properties[PROP_STATE] =
    g_param_spec_enum ("state", NULL, NULL, GC_TYPE_RECEIVER_STATE, GC_RECEIVER_LEFT, readable);
  properties[PROP_STATISTICS] =
    g_param_spec_object ("statistics", NULL, NULL, GC_TYPE_STATISTICS, readable);
  properties[PROP_TITLE] =
    g_param_spec_string ("title", NULL, NULL, NULL, readable);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[RECEIVED] =
    g_signal_new ("received", GC_TYPE_GROUP, G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
gc_group_init (GcGroup *self)
{
  self->log = gc_message_log_new ();
  self->statistics = gc_statistics_new ();
}

/**
 * gc_group_new:
 * @endpoint: a group
 *
 * Returns: (transfer full): the group, not joined yet
 */
GcGroup *
gc_group_new (GcEndpoint *endpoint)
{
  g_return_val_if_fail (endpoint != NULL, NULL);

  return g_object_new (GC_TYPE_GROUP, "endpoint", endpoint, NULL);
}

/**
 * gc_group_get_endpoint:
 * @self: a group
 *
 * Returns: (transfer none): its address, as it was asked for
 */
GcEndpoint *
gc_group_get_endpoint (GcGroup *self)
{
  g_return_val_if_fail (GC_IS_GROUP (self), NULL);

  return self->endpoint;
}

/**
 * gc_group_dup_title:
 * @self: a group
 *
 * Returns: (transfer full): its address as people write it
 */
char *
gc_group_dup_title (GcGroup *self)
{
  g_return_val_if_fail (GC_IS_GROUP (self), NULL);

  return gc_endpoint_to_string (self->endpoint);
}

/**
 * gc_group_get_log:
 * @self: a group
 *
 * Returns: (transfer none): what was received
 */
GcMessageLog *
gc_group_get_log (GcGroup *self)
{
  g_return_val_if_fail (GC_IS_GROUP (self), NULL);

  return self->log;
}

/**
 * gc_group_get_statistics:
 * @self: a group
 *
 * Returns: (transfer none): how much was received, how fast and from whom
 */
GcStatistics *
gc_group_get_statistics (GcGroup *self)
{
  g_return_val_if_fail (GC_IS_GROUP (self), NULL);

  return self->statistics;
}

/**
 * gc_group_get_state:
 * @self: a group
 *
 * Returns: how far joining it is
 */
GcReceiverState
gc_group_get_state (GcGroup *self)
{
  g_return_val_if_fail (GC_IS_GROUP (self), GC_RECEIVER_LEFT);

  return self->receiver != NULL ? gc_receiver_get_state (self->receiver) : GC_RECEIVER_LEFT;
}

/**
 * gc_group_get_error_message:
 * @self: a group
 *
 * Returns: (nullable): why it could not be joined
 */
const char *
gc_group_get_error_message (GcGroup *self)
{
  const GError *error;

  g_return_val_if_fail (GC_IS_GROUP (self), NULL);

  error = self->receiver != NULL ? gc_receiver_get_error (self->receiver) : NULL;
  return error != NULL ? error->message : NULL;
}

/**
 * gc_group_get_interfaces:
 * @self: a group
 *
 * Returns: (transfer none) (nullable) (element-type GcInterface): where it is joined
 */
GPtrArray *
gc_group_get_interfaces (GcGroup *self)
{
  g_return_val_if_fail (GC_IS_GROUP (self), NULL);

  return self->receiver != NULL ? gc_receiver_get_interfaces (self->receiver) : NULL;
}

/**
 * gc_group_dup_interface_names:
 * @self: a group
 *
 * Returns: (transfer full) (nullable): where it is joined, with commas between the names
 */
char *
gc_group_dup_interface_names (GcGroup *self)
{
  GPtrArray *interfaces;

  g_return_val_if_fail (GC_IS_GROUP (self), NULL);

  interfaces = gc_group_get_interfaces (self);
  return interfaces != NULL ? gc_interface_join_names (interfaces) : NULL;
}

/**
 * gc_group_get_receive_buffer:
 * @self: a group
 *
 * Returns: how many bytes the kernel holds for it at the most, of the `GC_GROUP_WANTED_BUFFER` that
 *   were asked for; 0 while it is not joined
 */
int
gc_group_get_receive_buffer (GcGroup *self)
{
  g_return_val_if_fail (GC_IS_GROUP (self), 0);

  /* The kernel counts twice as much, for its own part of each datagram. */
  return gc_group_get_state (self) == GC_RECEIVER_JOINED
           ? gc_receiver_get_receive_buffer (self->receiver) / 2 : 0;
}

/**
 * gc_group_get_n_messages:
 * @self: a group
 *
 * Returns: how many messages were received, also those that the log does not hold any more
 */
guint64
gc_group_get_n_messages (GcGroup *self)
{
  g_return_val_if_fail (GC_IS_GROUP (self), 0);

  return self->n_messages;
}

/**
 * gc_group_get_n_kernel_lost:
 * @self: a group
 *
 * Returns: how many the kernel dropped because its buffer was full
 */
guint64
gc_group_get_n_kernel_lost (GcGroup *self)
{
  g_return_val_if_fail (GC_IS_GROUP (self), 0);

  return self->n_kernel_lost;
}

/**
 * gc_group_get_n_backlog_lost:
 * @self: a group
 *
 * Returns: how many this program dropped because it did not keep up
 */
guint64
gc_group_get_n_backlog_lost (GcGroup *self)
{
  g_return_val_if_fail (GC_IS_GROUP (self), 0);

  return self->n_backlog_lost;
}

/**
 * gc_group_join:
 * @self: a group that is not joined
 *
 * Joins it, for the first time or again.
 */
void
gc_group_join (GcGroup *self)
{
  g_return_if_fail (GC_IS_GROUP (self));

  gc_receiver_join (self->receiver);
}

/**
 * gc_group_leave:
 * @self: a group
 *
 * Leaves it. What has arrived is published first.
 */
void
gc_group_leave (GcGroup *self)
{
  g_return_if_fail (GC_IS_GROUP (self));

  gc_group_publish (self);
  gc_receiver_leave (self->receiver);
}

/**
 * gc_group_publish:
 * @self: a group
 *
 * Moves what has arrived into the log, and brings the counts up to date.
 *
 * Returns: how many messages that were
 */
guint
gc_group_publish (GcGroup *self)
{
  g_autoptr (GPtrArray) batches = NULL;
  guint n = 0;

  g_return_val_if_fail (GC_IS_GROUP (self), 0);

  if ((batches = gc_receiver_steal_batches (self->receiver)) == NULL)
    return 0;

  for (guint i = 0; i < batches->len; i++)
    n += ((GcBatch *) g_ptr_array_index (batches, i))->n_records;

  if (n > 0)
    {
      gc_statistics_add (self->statistics, batches);
      gc_message_log_append (self->log, batches);
    }

  gc_group_set_count (self, &self->n_messages, self->n_messages + n,
                      properties[PROP_N_MESSAGES]);
  gc_group_set_count (self, &self->n_kernel_lost,
                      gc_receiver_get_n_kernel_lost (self->receiver),
                      properties[PROP_N_KERNEL_LOST]);
  gc_group_set_count (self, &self->n_backlog_lost,
                      gc_receiver_get_n_backlog_lost (self->receiver),
                      properties[PROP_N_BACKLOG_LOST]);

  return n;
}
