/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-message-tail.h"

/**
 * GcMessageTail:
 *
 * What a table shows of the messages that match: all of them, or the last alone, as many as there is
 * room for.
 *
 * Whenever a list changes, a list view has work to do for each of some two hundred rows, seen or not,
 * and more for each that comes and goes (GTK 4): too much to follow a fast group. So the last messages
 * are objects of the tail's own that stay in their places and become other messages: to the view, no row
 * changes but what is in it. When all are wanted they become the log's, so that no row in view
 * moves or is made anew. Main thread only.
 */
struct _GcMessageTail
{
  GObject           parent_instance;

  GcMessageMatches *matches;
  guint             limit;      /* G_MAXUINT: all */
  gboolean          paused;
  GPtrArray        *slots;      /* (nullable): of GcMessage, while there is a limit */
};

enum
{
  PROP_LIMIT = 1,
  PROP_MATCHES,
  PROP_PAUSED,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static guint
gc_message_tail_count_all (GcMessageTail *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->matches));
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
    return g_list_model_get_item (G_LIST_MODEL (self->matches), position);

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

static GcMessageLog *
gc_message_tail_get_log (GcMessageTail *self)
{
  return gc_message_matches_get_log (self->matches);
}

/* Each place has the message that belongs there now; places come and go at the end. */
static void
gc_message_tail_refresh (GcMessageTail *self)
{
  GcMessageLog *log = gc_message_tail_get_log (self);
  guint n_all = gc_message_tail_count_all (self);
  guint n = MIN (n_all, self->limit);
  guint n_before = self->slots->len;
  guint first = n_all - n;

  for (guint i = 0; i < MIN (n, n_before); i++)
    gc_message_log_point (log, gc_message_matches_translate (self->matches, first + i),
                          self->slots->pdata[i]);

  for (guint i = n_before; i < n; i++)
    g_ptr_array_add (self->slots,
                     gc_message_log_dup_message (log, gc_message_matches_translate (self->matches,
                                                                                    first + i)));
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
  if (self->slots == NULL)
    gc_message_tail_changed (self, position, removed, added);
  else if (!self->paused)
    gc_message_tail_refresh (self);
}

static void
gc_message_tail_begin_slots (GcMessageTail *self,
                             guint          n_before)
{
  self->slots = g_ptr_array_new_with_free_func (g_object_unref);
  gc_message_tail_changed (self, 0, n_before, 0);
  if (!self->paused)
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
    is_adopted &= gc_message_log_adopt (gc_message_tail_get_log (self), slots->pdata[i]);

  if (is_adopted)
    gc_message_tail_changed (self, 0, 0, n_all - slots->len);
  else
    gc_message_tail_changed (self, 0, slots->len, n_all);
}

static void
gc_message_tail_set_matches (GcMessageTail    *self,
                             GcMessageMatches *matches)
{
  self->matches = g_object_ref (matches);
  g_signal_connect_object (matches, "items-changed",
                           G_CALLBACK (gc_message_tail_items_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

static void
gc_message_tail_dispose (GObject *object)
{
  GcMessageTail *self = GC_MESSAGE_TAIL (object);

  g_clear_pointer (&self->slots, g_ptr_array_unref);
  g_clear_object (&self->matches);

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
    case PROP_MATCHES:
      g_value_set_object (value, self->matches);
      break;
    case PROP_PAUSED:
      g_value_set_boolean (value, self->paused);
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
    case PROP_MATCHES:
      gc_message_tail_set_matches (self, g_value_get_object (value));
      break;
    case PROP_PAUSED:
      gc_message_tail_set_paused (self, g_value_get_boolean (value));
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
  properties[PROP_MATCHES] =
    g_param_spec_object ("matches", NULL, NULL, GC_TYPE_MESSAGE_MATCHES,
                         G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_PAUSED] =
    g_param_spec_boolean ("paused", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
gc_message_tail_init (GcMessageTail *self)
{
  self->limit = G_MAXUINT;
}

/**
 * gc_message_tail_new:
 * @matches: messages
 *
 * Returns: (transfer full): a tail of them, without a limit
 */
GcMessageTail *
gc_message_tail_new (GcMessageMatches *matches)
{
  g_return_val_if_fail (GC_IS_MESSAGE_MATCHES (matches), NULL);

  return g_object_new (GC_TYPE_MESSAGE_TAIL, "matches", matches, NULL);
}

/**
 * gc_message_tail_get_matches:
 * @self: a tail
 *
 * Returns: (transfer none): the messages that it is the tail of
 */
GcMessageMatches *
gc_message_tail_get_matches (GcMessageTail *self)
{
  g_return_val_if_fail (GC_IS_MESSAGE_TAIL (self), NULL);

  return self->matches;
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

  /* The log takes over what are its last messages now. */
  if (limit == G_MAXUINT && self->paused)
    gc_message_tail_refresh (self);

  self->limit = limit;
  if (limit == G_MAXUINT)
    gc_message_tail_end_slots (self);
  else if (self->slots == NULL)
    gc_message_tail_begin_slots (self, gc_message_tail_count_all (self));
  else if (!self->paused)
    gc_message_tail_refresh (self);

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LIMIT]);
}

/**
 * gc_message_tail_is_paused:
 * @self: a tail
 *
 * Returns: whether its last messages stay as they are
 */
gboolean
gc_message_tail_is_paused (GcMessageTail *self)
{
  g_return_val_if_fail (GC_IS_MESSAGE_TAIL (self), FALSE);

  return self->paused;
}

/**
 * gc_message_tail_set_paused:
 * @self: a tail
 * @paused: whether its last messages shall stay as they are
 *
 * While nobody sees them, the last messages, if there is a limit to their number, need not become
 * others: a table would make rows for them all the same. They do when this ends.
 */
void
gc_message_tail_set_paused (GcMessageTail *self,
                            gboolean       paused)
{
  g_return_if_fail (GC_IS_MESSAGE_TAIL (self));

  if (self->paused == !!paused)
    return;

  self->paused = !!paused;
  if (!self->paused && self->slots != NULL)
    gc_message_tail_refresh (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PAUSED]);
}
