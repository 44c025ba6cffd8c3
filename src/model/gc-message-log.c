/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-message-log.h"
#include "gc-message-rows.h"

#include <string.h>

/* A full log drops this part of itself at a time: each removal at the head makes a list
 * view work, whatever its size. */
#define EVICTION_PART 64

/**
 * GcMessageLog:
 *
 * The messages of a group as a list, bounded in number and bytes. A row is an object only
 * while somebody holds it, and the same object as long. Main thread only.
 *
 * While it is frozen nothing is added or removed; what arrives waits, within the same
 * limits, and is added when it thaws.
 */
struct _GcMessageLog
{
  GObject        parent_instance;

  GcMessageRing *ring;
  GcMessageRing *waiting;
  GcMessageRows *rows;
  gboolean       frozen;
  guint          max_messages;
  guint64        max_bytes;
  guint64        n_evicted;
};

enum
{
  PROP_FROZEN = 1,
  PROP_MAX_BYTES,
  PROP_MAX_MESSAGES,
  PROP_N_EVICTED,
  PROP_N_ITEMS,
  PROP_N_WAITING,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static GType
gc_message_log_get_item_type (GListModel *model)
{
  return GC_TYPE_MESSAGE;
}

static guint
gc_message_log_get_n_items (GListModel *model)
{
  return gc_message_ring_get_n_records (GC_MESSAGE_LOG (model)->ring);
}

static gpointer
gc_message_log_get_item (GListModel *model,
                         guint       position)
{
  GcMessageLog *self = GC_MESSAGE_LOG (model);
  guint64 serial = gc_message_ring_get_first_serial (self->ring) + position;
  GcMessage *message = gc_message_rows_lookup (self->rows, serial);

  if (message != NULL)
    return g_object_ref (message);

  if ((message = gc_message_log_dup_message (self, position)) != NULL)
    gc_message_log_adopt (self, message);
  return message;
}

static void
list_model_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = gc_message_log_get_item_type;
  iface->get_n_items = gc_message_log_get_n_items;
  iface->get_item = gc_message_log_get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (GcMessageLog, gc_message_log, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_iface_init))

static void
gc_message_log_add_evicted (GcMessageLog *self,
                            guint         n)
{
  if (n == 0)
    return;

  self->n_evicted += n;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_EVICTED]);
}

/* Makes room at the head for what is about to come, and a little more. */
static void
gc_message_log_make_room (GcMessageLog *self,
                          guint64       n_records,
                          guint64       bytes)
{
  guint64 max_messages = self->max_messages;
  guint64 max_bytes = self->max_bytes;
  guint n_evicted;

  if (gc_message_ring_get_n_records (self->ring) + n_records <= max_messages &&
      gc_message_ring_get_bytes (self->ring) + bytes <= max_bytes)
    return;

  n_records += max_messages / EVICTION_PART;
  bytes += max_bytes / EVICTION_PART;
  n_evicted = gc_message_ring_evict (self->ring,
                                     max_messages - MIN (n_records, max_messages),
                                     max_bytes - MIN (bytes, max_bytes));
  if (n_evicted > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), 0, n_evicted, 0);
  gc_message_log_add_evicted (self, n_evicted);
}

/* What is added may alone be more than the limit: then its own head goes at once. */
static void
gc_message_log_publish (GcMessageLog  *self,
                        GcMessageRing *incoming)
{
  guint n_incoming = gc_message_ring_get_n_records (incoming);
  guint n_before_all = gc_message_ring_get_n_records (self->ring);
  guint n_before;

  if (n_incoming == 0)
    return;

  gc_message_log_add_evicted (self, gc_message_ring_evict (incoming, self->max_messages,
                                                           self->max_bytes));
  n_incoming = gc_message_ring_get_n_records (incoming);
  gc_message_log_make_room (self, n_incoming, gc_message_ring_get_bytes (incoming));

  n_before = gc_message_ring_get_n_records (self->ring);
  gc_message_ring_append_ring (self->ring, incoming);
  if (n_incoming > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), n_before, 0, n_incoming);

  if (gc_message_ring_get_n_records (self->ring) != n_before_all)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_ITEMS]);
}

static void
gc_message_log_finalize (GObject *object)
{
  GcMessageLog *self = GC_MESSAGE_LOG (object);

  gc_message_rows_free (self->rows);
  gc_message_ring_free (self->waiting);
  gc_message_ring_free (self->ring);

  G_OBJECT_CLASS (gc_message_log_parent_class)->finalize (object);
}

static void
gc_message_log_get_property (GObject    *object,
                             guint       prop_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  GcMessageLog *self = GC_MESSAGE_LOG (object);

  switch (prop_id)
    {
    case PROP_FROZEN:
      g_value_set_boolean (value, self->frozen);
      break;
    case PROP_MAX_BYTES:
      g_value_set_uint64 (value, self->max_bytes);
      break;
    case PROP_MAX_MESSAGES:
      g_value_set_uint (value, self->max_messages);
      break;
    case PROP_N_EVICTED:
      g_value_set_uint64 (value, self->n_evicted);
      break;
    case PROP_N_ITEMS:
      g_value_set_uint (value, gc_message_ring_get_n_records (self->ring));
      break;
    case PROP_N_WAITING:
      g_value_set_uint (value, gc_message_log_get_n_waiting (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
gc_message_log_set_property (GObject      *object,
                             guint         prop_id,
                             const GValue *value,
                             GParamSpec   *pspec)
{
  GcMessageLog *self = GC_MESSAGE_LOG (object);

  switch (prop_id)
    {
    case PROP_FROZEN:
      gc_message_log_set_frozen (self, g_value_get_boolean (value));
      break;
    case PROP_MAX_BYTES:
      gc_message_log_set_max_bytes (self, g_value_get_uint64 (value));
      break;
    case PROP_MAX_MESSAGES:
      gc_message_log_set_max_messages (self, g_value_get_uint (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
gc_message_log_class_init (GcMessageLogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags readwrite = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  GParamFlags readable = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->finalize = gc_message_log_finalize;
  object_class->get_property = gc_message_log_get_property;
  object_class->set_property = gc_message_log_set_property;

  properties[PROP_FROZEN] =
    g_param_spec_boolean ("frozen", NULL, NULL, FALSE, readwrite);
  properties[PROP_MAX_BYTES] =
    g_param_spec_uint64 ("max-bytes", NULL, NULL, 0, G_MAXUINT64,
                         GC_MESSAGE_LOG_DEFAULT_MAX_BYTES, readwrite);
  properties[PROP_MAX_MESSAGES] =
    g_param_spec_uint ("max-messages", NULL, NULL, 1, G_MAXINT,
                       GC_MESSAGE_LOG_DEFAULT_MAX_MESSAGES, readwrite);
  properties[PROP_N_EVICTED] =
    g_param_spec_uint64 ("n-evicted", NULL, NULL, 0, G_MAXUINT64, 0, readable);
  properties[PROP_N_ITEMS] =
    g_param_spec_uint ("n-items", NULL, NULL, 0, G_MAXUINT, 0, readable);
  properties[PROP_N_WAITING] =
    g_param_spec_uint ("n-waiting", NULL, NULL, 0, G_MAXUINT, 0, readable);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
gc_message_log_init (GcMessageLog *self)
{
  self->ring = gc_message_ring_new ();
  self->waiting = gc_message_ring_new ();
  self->rows = gc_message_rows_new ();
  self->max_messages = GC_MESSAGE_LOG_DEFAULT_MAX_MESSAGES;
  self->max_bytes = GC_MESSAGE_LOG_DEFAULT_MAX_BYTES;
}

/**
 * gc_message_log_new:
 *
 * Returns: (transfer full): an empty log
 */
GcMessageLog *
gc_message_log_new (void)
{
  return g_object_new (GC_TYPE_MESSAGE_LOG, NULL);
}

/**
 * gc_message_log_is_frozen:
 * @self: a log
 *
 * Returns: whether what arrives waits
 */
gboolean
gc_message_log_is_frozen (GcMessageLog *self)
{
  g_return_val_if_fail (GC_IS_MESSAGE_LOG (self), FALSE);

  return self->frozen;
}

/**
 * gc_message_log_set_frozen:
 * @self: a log
 * @frozen: whether what arrives shall wait
 *
 * Freezes the log, or thaws it and adds what has waited.
 */
void
gc_message_log_set_frozen (GcMessageLog *self,
                           gboolean      frozen)
{
  g_return_if_fail (GC_IS_MESSAGE_LOG (self));

  if (self->frozen == !!frozen)
    return;

  self->frozen = !!frozen;
  if (!self->frozen && gc_message_ring_get_n_records (self->waiting) > 0)
    {
      gc_message_log_publish (self, self->waiting);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_WAITING]);
    }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FROZEN]);
}

/**
 * gc_message_log_get_max_messages:
 * @self: a log
 *
 * Returns: how many messages it keeps
 */
guint
gc_message_log_get_max_messages (GcMessageLog *self)
{
  g_return_val_if_fail (GC_IS_MESSAGE_LOG (self), 0);

  return self->max_messages;
}

/**
 * gc_message_log_set_max_messages:
 * @self: a log
 * @max_messages: how many messages it keeps, from the next that comes on
 */
void
gc_message_log_set_max_messages (GcMessageLog *self,
                                 guint         max_messages)
{
  g_return_if_fail (GC_IS_MESSAGE_LOG (self));
  g_return_if_fail (max_messages > 0);

  if (self->max_messages == max_messages)
    return;

  self->max_messages = max_messages;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MAX_MESSAGES]);
}

/**
 * gc_message_log_get_max_bytes:
 * @self: a log
 *
 * Returns: how many bytes of records and payload it keeps
 */
guint64
gc_message_log_get_max_bytes (GcMessageLog *self)
{
  g_return_val_if_fail (GC_IS_MESSAGE_LOG (self), 0);

  return self->max_bytes;
}

/**
 * gc_message_log_set_max_bytes:
 * @self: a log
 * @max_bytes: how many bytes of records and payload it keeps, from the next message on
 */
void
gc_message_log_set_max_bytes (GcMessageLog *self,
                              guint64       max_bytes)
{
  g_return_if_fail (GC_IS_MESSAGE_LOG (self));

  if (self->max_bytes == max_bytes)
    return;

  self->max_bytes = max_bytes;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MAX_BYTES]);
}

/**
 * gc_message_log_get_n_waiting:
 * @self: a log
 *
 * Returns: how many messages wait for it to thaw
 */
guint
gc_message_log_get_n_waiting (GcMessageLog *self)
{
  g_return_val_if_fail (GC_IS_MESSAGE_LOG (self), 0);

  return gc_message_ring_get_n_records (self->waiting);
}

/**
 * gc_message_log_get_n_evicted:
 * @self: a log
 *
 * Returns: how many messages it has dropped to keep its limits
 */
guint64
gc_message_log_get_n_evicted (GcMessageLog *self)
{
  g_return_val_if_fail (GC_IS_MESSAGE_LOG (self), 0);

  return self->n_evicted;
}

/**
 * gc_message_log_append:
 * @self: a log
 * @batches: (element-type GcBatch): batches that nobody appends to any more
 *
 * Adds messages to the end, at most one change at each end of the list for all of them.
 */
void
gc_message_log_append (GcMessageLog *self,
                       GPtrArray    *batches)
{
  guint n_waiting_before;

  g_return_if_fail (GC_IS_MESSAGE_LOG (self));

  n_waiting_before = gc_message_ring_get_n_records (self->waiting);
  for (guint i = 0; i < batches->len; i++)
    gc_message_ring_append (self->waiting, g_ptr_array_index (batches, i));

  if (!self->frozen)
    {
      gc_message_log_publish (self, self->waiting);
      return;
    }

  gc_message_log_add_evicted (self, gc_message_ring_evict (self->waiting, self->max_messages,
                                                           self->max_bytes));
  if (gc_message_ring_get_n_records (self->waiting) != n_waiting_before)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_WAITING]);
}

/**
 * gc_message_log_clear:
 * @self: a log
 *
 * Empties it, however much it has in the same time. What waits for it to thaw goes on waiting.
 *
 * Returns: (transfer full): what it had, for gc_message_log_restore()
 */
GcMessageRing *
gc_message_log_clear (GcMessageLog *self)
{
  GcMessageRing *cleared;
  guint n;

  g_return_val_if_fail (GC_IS_MESSAGE_LOG (self), NULL);

  cleared = gc_message_ring_steal (self->ring);
  if ((n = gc_message_ring_get_n_records (cleared)) > 0)
    {
      g_list_model_items_changed (G_LIST_MODEL (self), 0, n, 0);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_ITEMS]);
    }

  return cleared;
}

/**
 * gc_message_log_restore:
 * @self: a log
 * @cleared: (transfer full): what gc_message_log_clear() returned
 *
 * Puts it back before what has come since, within the limits.
 *
 * Returns: %FALSE if so much has come since that some of that is gone already
 */
gboolean
gc_message_log_restore (GcMessageLog  *self,
                        GcMessageRing *cleared)
{
  guint n = gc_message_ring_get_n_records (cleared);
  guint n_evicted;

  g_return_val_if_fail (GC_IS_MESSAGE_LOG (self), FALSE);

  if (!gc_message_ring_prepend (self->ring, cleared))
    return FALSE;

  n_evicted = gc_message_ring_evict (self->ring, self->max_messages, self->max_bytes);
  if (n > n_evicted)
    g_list_model_items_changed (G_LIST_MODEL (self), 0, 0, n - n_evicted);
  else if (n_evicted > n)
    g_list_model_items_changed (G_LIST_MODEL (self), 0, n_evicted - n, 0);
  if (n != n_evicted)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_ITEMS]);
  gc_message_log_add_evicted (self, n_evicted);

  return TRUE;
}

/**
 * gc_message_log_get_first_serial:
 * @self: a log
 *
 * Returns: the serial number of its first message, or of the next one if it is empty; those of the
 *   others follow
 */
guint64
gc_message_log_get_first_serial (GcMessageLog *self)
{
  g_return_val_if_fail (GC_IS_MESSAGE_LOG (self), 0);

  return gc_message_ring_get_first_serial (self->ring);
}

/**
 * gc_message_log_lookup:
 * @self: a log
 * @position: a position
 * @index: (out): which record of the batch it is
 *
 * Finds a message without an object for it. In the batch, the ones that surround it in the log, as
 * far as it has them, surround it too.
 *
 * Returns: (transfer none) (nullable): the batch that it is in
 */
GcBatch *
gc_message_log_lookup (GcMessageLog *self,
                       guint         position,
                       guint        *index)
{
  g_return_val_if_fail (GC_IS_MESSAGE_LOG (self), NULL);

  return gc_message_ring_lookup (self->ring, gc_message_log_get_first_serial (self) + position,
                                 index);
}

/**
 * gc_message_log_find_previous:
 * @self: a log
 * @serial: the serial number of a message
 * @time_ns: (out): nanoseconds since the epoch
 *
 * Looks for the message before it that is from the same sender, and tells its time.
 *
 * Returns: %FALSE if the log has none
 */
gboolean
gc_message_log_find_previous (GcMessageLog *self,
                              guint64       serial,
                              gint64       *time_ns)
{
  const GcBatch *batch;
  GcRecord record;
  guint index;

  g_return_val_if_fail (GC_IS_MESSAGE_LOG (self), FALSE);

  if ((batch = gc_message_ring_lookup (self->ring, serial, &index)) == NULL)
    return FALSE;

  record = batch->records[index];
  for (guint64 n_left = serial - gc_message_log_get_first_serial (self); n_left > 0; n_left--)
    {
      const GcRecord *other;

      if (index == 0)
        batch = gc_message_ring_lookup (self->ring, serial - 1, &index);
      else
        index--;
      serial--;

      other = &batch->records[index];
      if (other->source_port == record.source_port &&
          memcmp (other->source, record.source, sizeof record.source) == 0)
        {
          *time_ns = other->time_ns;
          return TRUE;
        }
    }

  return FALSE;
}

/**
 * gc_message_log_dup_message:
 * @self: a log
 * @position: a position
 *
 * Returns: (transfer full) (nullable): the message there, as an object of the caller's alone
 */
GcMessage *
gc_message_log_dup_message (GcMessageLog *self,
                            guint         position)
{
  guint index;
  GcBatch *batch = gc_message_log_lookup (self, position, &index);

  if (batch == NULL)
    return NULL;

  return gc_message_new (batch, index, gc_message_log_get_first_serial (self) + position);
}

/**
 * gc_message_log_point:
 * @self: a log
 * @position: a position that it has
 * @message: what gc_message_log_dup_message() returned
 *
 * Makes @message the one there.
 */
void
gc_message_log_point (GcMessageLog *self,
                      guint         position,
                      GcMessage    *message)
{
  guint index;
  GcBatch *batch = gc_message_log_lookup (self, position, &index);

  g_return_if_fail (batch != NULL);
  gc_message_point (message, batch, index, gc_message_log_get_first_serial (self) + position);
}

/**
 * gc_message_log_adopt:
 * @self: a log
 * @message: what gc_message_log_dup_message() returned, and nobody will point elsewhere any more
 *
 * Makes @message the object that the list has in its place, as long as somebody holds it.
 *
 * Returns: %FALSE if somebody holds another one
 */
gboolean
gc_message_log_adopt (GcMessageLog *self,
                      GcMessage    *message)
{
  g_return_val_if_fail (GC_IS_MESSAGE_LOG (self), FALSE);

  return gc_message_rows_add (self->rows, message);
}

/**
 * gc_message_log_dup_batches:
 * @self: a log
 *
 * Returns: (transfer full) (element-type GcBatch): all messages that it has, also those that wait
 *   for it to thaw, as they are now; another thread may read them
 */
GPtrArray *
gc_message_log_dup_batches (GcMessageLog *self)
{
  GPtrArray *batches;

  g_return_val_if_fail (GC_IS_MESSAGE_LOG (self), NULL);

  batches = g_ptr_array_new_with_free_func ((GDestroyNotify) gc_batch_unref);
  gc_message_ring_dup_batches (self->ring, batches);
  gc_message_ring_dup_batches (self->waiting, batches);
  return batches;
}
