/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-message-tail.h"

/**
 * GcMessageTail:
 *
 * What a table shows of a log: all of it, or its last messages alone, as many as there is room for.
 *
 * Whenever a list changes, a list view has work to do for each of some two hundred rows, seen or not,
 * and more for each that comes and goes (GTK 4): too much to follow a fast group. So the last messages
 * are objects of the tail's own that stay in their places and become other messages: to the view, no row
 * changes but what is in it. When all of the log is wanted they become the log's, so that no row in view
 * moves or is made anew. Main thread only.
 */
struct _GcMessageTail
{
  GObject       parent_instance;

  GcMessageLog *log;            /* (nullable) */
  guint         limit;          /* G_MAXUINT: all */
  GPtrArray    *slots;          /* (nullable): of GcMessage, while there is a limit */
};

enum
{
  PROP_LIMIT = 1,
  PROP_LOG,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static guint
gc_message_tail_count_all (GcMessageTail *self)
{
  return self->log != NULL ? g_list_model_get_n_items (G_LIST_MODEL (self->log)) : 0;
}

static GType
gc_message_tail_get_item_type (GListModel *model)
{
  return GC_TYPE_MESSAGE;
}

static guint
gc_message_tail_get_n_items (GListModel *model)
{
  GcMessageTail *self = GC_MESSAGE_TAIL (model);

  return self->slots != NULL ? self->slots->len : gc_message_tail_count_all (self);
}

static gpointer
gc_message_tail_get_item (GListModel *model,
                          guint       position)
{
  GcMessageTail *self = GC_MESSAGE_TAIL (model);

  if (self->slots == NULL)
    return self->log != NULL ? g_list_model_get_item (G_LIST_MODEL (self->log), position) : NULL;

  return position < self->slots->len ? g_object_ref (self->slots->pdata[position]) : NULL;
}

static void
list_model_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = gc_message_tail_get_item_type;
  iface->get_n_items = gc_message_tail_get_n_items;
  iface->get_item = gc_message_tail_get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (GcMessageTail, gc_message_tail, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_iface_init))

static void
gc_message_tail_changed (GcMessageTail *self,
                         guint          position,
                         guint          removed,
                         guint          added)
{
  if (removed > 0 || added > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), position, removed, added);
}

/* Each place has the message that belongs there now; places come and go at the end. */
static void
gc_message_tail_refresh (GcMessageTail *self)
{
  guint n_all = gc_message_tail_count_all (self);
  guint n = MIN (n_all, self->limit);
  guint n_before = self->slots->len;
  guint first = n_all - n;

  for (guint i = 0; i < MIN (n, n_before); i++)
    gc_message_log_point (self->log, first + i, self->slots->pdata[i]);

  for (guint i = n_before; i < n; i++)
    g_ptr_array_add (self->slots, gc_message_log_dup_message (self->log, first + i));
  if (n < n_before)
    g_ptr_array_set_size (self->slots, n);

  gc_message_tail_changed (self, MIN (n, n_before), n < n_before ? n_before - n : 0,
                           n > n_before ? n - n_before : 0);
}

static void
gc_message_tail_items_changed_cb (GcMessageTail *self,
                                  guint          position,
                                  guint          removed,
                                  guint          added)
{
  if (self->slots != NULL)
    gc_message_tail_refresh (self);
  else
    gc_message_tail_changed (self, position, removed, added);
}

static void
gc_message_tail_begin_slots (GcMessageTail *self,
                             guint          n_before)
{
  self->slots = g_ptr_array_new_with_free_func (g_object_unref);
  gc_message_tail_changed (self, 0, n_before, 0);
  gc_message_tail_refresh (self);
}

/* The messages of the places are the log's from now on. Should it have given out another object for
 * one of them, all rows are others. */
static void
gc_message_tail_end_slots (GcMessageTail *self)
{
  g_autoptr (GPtrArray) slots = g_steal_pointer (&self->slots);
  guint n_all = gc_message_tail_count_all (self);
  gboolean is_adopted = TRUE;

  for (guint i = 0; i < slots->len; i++)
    is_adopted &= gc_message_log_adopt (self->log, slots->pdata[i]);

  if (is_adopted)
    gc_message_tail_changed (self, 0, 0, n_all - slots->len);
  else
    gc_message_tail_changed (self, 0, slots->len, n_all);
}

static void
gc_message_tail_dispose (GObject *object)
{
  GcMessageTail *self = GC_MESSAGE_TAIL (object);

  g_clear_pointer (&self->slots, g_ptr_array_unref);
  g_clear_object (&self->log);

  G_OBJECT_CLASS (gc_message_tail_parent_class)->dispose (object);
}

static void
gc_message_tail_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  GcMessageTail *self = GC_MESSAGE_TAIL (object);

  switch (prop_id)
    {
    case PROP_LIMIT:
      g_value_set_uint (value, self->limit);
      break;
    case PROP_LOG:
      g_value_set_object (value, self->log);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
gc_message_tail_set_property (GObject      *object,
                              guint         prop_id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  GcMessageTail *self = GC_MESSAGE_TAIL (object);

  switch (prop_id)
    {
    case PROP_LIMIT:
      gc_message_tail_set_limit (self, g_value_get_uint (value));
      break;
    case PROP_LOG:
      gc_message_tail_set_log (self, g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
gc_message_tail_class_init (GcMessageTailClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = gc_message_tail_dispose;
  object_class->get_property = gc_message_tail_get_property;
  object_class->set_property = gc_message_tail_set_property;

  properties[PROP_LIMIT] =
    g_param_spec_uint ("limit", NULL, NULL, 1, G_MAXUINT, G_MAXUINT, flags);
  properties[PROP_LOG] =
    g_param_spec_object ("log", NULL, NULL, GC_TYPE_MESSAGE_LOG, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
gc_message_tail_init (GcMessageTail *self)
{
  self->limit = G_MAXUINT;
}

/**
 * gc_message_tail_new:
 *
 * Returns: (transfer full): a tail of no log, without a limit
 */
GcMessageTail *
gc_message_tail_new (void)
{
  return g_object_new (GC_TYPE_MESSAGE_TAIL, NULL);
}

/**
 * gc_message_tail_get_log:
 * @self: a tail
 *
 * Returns: (transfer none) (nullable): the log whose messages these are
 */
GcMessageLog *
gc_message_tail_get_log (GcMessageTail *self)
{
  g_return_val_if_fail (GC_IS_MESSAGE_TAIL (self), NULL);

  return self->log;
}

/**
 * gc_message_tail_set_log:
 * @self: a tail
 * @log: (nullable): a log
 */
void
gc_message_tail_set_log (GcMessageTail *self,
                         GcMessageLog  *log)
{
  guint n_before;

  g_return_if_fail (GC_IS_MESSAGE_TAIL (self));

  if (self->log == log)
    return;

  n_before = gc_message_tail_get_n_items (G_LIST_MODEL (self));
  if (self->log != NULL)
    g_signal_handlers_disconnect_by_func (self->log, gc_message_tail_items_changed_cb, self);
  g_clear_pointer (&self->slots, g_ptr_array_unref);
  g_set_object (&self->log, log);
  if (log != NULL)
    g_signal_connect_object (log, "items-changed",
                             G_CALLBACK (gc_message_tail_items_changed_cb), self,
                             G_CONNECT_SWAPPED);

  if (self->limit != G_MAXUINT)
    gc_message_tail_begin_slots (self, n_before);
  else
    gc_message_tail_changed (self, 0, n_before, gc_message_tail_count_all (self));

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOG]);
}

/**
 * gc_message_tail_get_limit:
 * @self: a tail
 *
 * Returns: how many messages it has at the most
 */
guint
gc_message_tail_get_limit (GcMessageTail *self)
{
  g_return_val_if_fail (GC_IS_MESSAGE_TAIL (self), 0);

  return self->limit;
}

/**
 * gc_message_tail_set_limit:
 * @self: a tail
 * @limit: how many messages it is to have at the most, `G_MAXUINT` for all
 */
void
gc_message_tail_set_limit (GcMessageTail *self,
                           guint          limit)
{
  g_return_if_fail (GC_IS_MESSAGE_TAIL (self));
  g_return_if_fail (limit > 0);

  if (self->limit == limit)
    return;

  self->limit = limit;
  if (limit == G_MAXUINT)
    gc_message_tail_end_slots (self);
  else if (self->slots == NULL)
    gc_message_tail_begin_slots (self, gc_message_tail_count_all (self));
  else
    gc_message_tail_refresh (self);

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LIMIT]);
}
