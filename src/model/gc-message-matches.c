/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-message-matches.h"
#include "gc-serials.h"

/* The search takes so long at a time, in which nothing is drawn, and looks at the clock after so many
 * messages at the most: after fewer as long as these take longer than a part of it. */
#define SLICE_USEC 5000
#define PIECE_USEC 500
#define MAX_PIECE  256

/**
 * GcMessageMatches:
 *
 * The messages of a log that match a filter, or all of them. The objects are the log's.
 *
 * Nothing is made for a message but its number if it matches. A new filter is tried on the newest
 * messages first, as many as there is time for before they are drawn, and on the others little by
 * little while the program has nothing else to do. Main thread only.
 */
struct _GcMessageMatches
{
  GObject          parent_instance;

  GcMessageLog    *log;                 /* (nullable) */
  GcMessageFilter *filter;              /* (nullable): all match */
  GcSerials       *serials;             /* of those that match, while there is a filter */
  guint64          searched_first;      /* serial numbers: what has been looked at */
  guint64          searched_end;
  guint            piece;               /* how many messages to look at before the clock */
  guint            search_id;
  gboolean         found_none;
};

enum
{
  PROP_FILTER = 1,
  PROP_FOUND_NONE,
  PROP_LOG,
  PROP_N_ITEMS,
  PROP_SEARCHING,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static guint
gc_message_matches_count_all (GcMessageMatches *self)
{
  return self->log != NULL ? g_list_model_get_n_items (G_LIST_MODEL (self->log)) : 0;
}

static GType
gc_message_matches_get_item_type (GListModel *model)
{
  return GC_TYPE_MESSAGE;
}

static guint
gc_message_matches_get_n_items (GListModel *model)
{
  GcMessageMatches *self = GC_MESSAGE_MATCHES (model);

  return self->filter != NULL ? gc_serials_get_length (self->serials)
                              : gc_message_matches_count_all (self);
}

static gpointer
gc_message_matches_get_item (GListModel *model,
                             guint       position)
{
  GcMessageMatches *self = GC_MESSAGE_MATCHES (model);

  if (position >= gc_message_matches_get_n_items (model))
    return NULL;

  return g_list_model_get_item (G_LIST_MODEL (self->log),
                                gc_message_matches_translate (self, position));
}

static void
list_model_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = gc_message_matches_get_item_type;
  iface->get_n_items = gc_message_matches_get_n_items;
  iface->get_item = gc_message_matches_get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (GcMessageMatches, gc_message_matches, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_iface_init))

static void
gc_message_matches_changed (GcMessageMatches *self,
                            guint             position,
                            guint             removed,
                            guint             added)
{
  if (removed > 0 || added > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), position, removed, added);
  if (removed != added)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_ITEMS]);
}

/* Looks at the messages from @first on, at most @n of them and those that lie together.
 * Returns how many these were. */
static guint
gc_message_matches_look_on (GcMessageMatches *self,
                            guint64           first,
                            guint             n)
{
  guint index;
  const GcBatch *batch =
    gc_message_log_lookup (self->log, first - gc_message_log_get_first_serial (self->log), &index);

  n = MIN (n, batch->n_records - index);
  if (!gc_message_filter_may_match (self->filter, batch, index, n))
    return n;

  for (guint i = 0; i < n; i++)
    if (gc_message_filter_matches (self->filter, batch, index + i))
      gc_serials_append (self->serials, first + i);

  return n;
}

/* The same backwards, from the one before @end. */
static guint
gc_message_matches_look_back (GcMessageMatches *self,
                              guint64           end,
                              guint             n)
{
  guint index;
  const GcBatch *batch =
    gc_message_log_lookup (self->log, end - 1 - gc_message_log_get_first_serial (self->log), &index);

  n = MIN (n, index + 1);
  if (!gc_message_filter_may_match (self->filter, batch, index + 1 - n, n))
    return n;

  for (guint i = 0; i < n; i++)
    if (gc_message_filter_matches (self->filter, batch, index - i))
      gc_serials_prepend (self->serials, end - 1 - i);

  return n;
}

/* Returns the time; how long the last piece took decides how large the next is. */
static gint64
gc_message_matches_pace (GcMessageMatches *self,
                         gint64            before)
{
  gint64 now = g_get_monotonic_time ();

  self->piece = now - before < PIECE_USEC ? MIN (self->piece * 2, MAX_PIECE)
                                          : MAX (self->piece / 2, 1);
  return now;
}

static void
gc_message_matches_search_newer (GcMessageMatches *self,
                                 gint64            deadline)
{
  guint64 end = gc_message_log_get_first_serial (self->log) + gc_message_matches_count_all (self);
  gint64 now = g_get_monotonic_time ();

  while (self->searched_end < end && now < deadline)
    {
      guint n = MIN (end - self->searched_end, self->piece);

      self->searched_end += gc_message_matches_look_on (self, self->searched_end, n);
      now = gc_message_matches_pace (self, now);
    }
}

static void
gc_message_matches_search_older (GcMessageMatches *self,
                                 gint64            deadline)
{
  guint64 first = gc_message_log_get_first_serial (self->log);
  gint64 now = g_get_monotonic_time ();

  while (self->searched_first > first && now < deadline)
    {
      guint n = MIN (self->searched_first - first, self->piece);

      self->searched_first -= gc_message_matches_look_back (self, self->searched_first, n);
      now = gc_message_matches_pace (self, now);
    }
}

static gboolean gc_message_matches_search_cb (gpointer user_data);

static void
gc_message_matches_conclude (GcMessageMatches *self)
{
  gboolean found_none = self->filter != NULL && self->search_id == 0 &&
                        gc_serials_get_length (self->serials) == 0;

  if (self->found_none == found_none)
    return;

  self->found_none = found_none;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FOUND_NONE]);
}

/* Goes on later if there is something left to look at. */
static void
gc_message_matches_schedule (GcMessageMatches *self)
{
  gboolean was_searching = self->search_id != 0;
  gboolean is_searching = FALSE;

  if (self->filter != NULL && self->log != NULL)
    {
      guint64 first = gc_message_log_get_first_serial (self->log);

      is_searching = self->searched_first > first ||
                     self->searched_end < first + gc_message_matches_count_all (self);
    }

  if (is_searching && !was_searching)
    {
      self->search_id = g_idle_add (gc_message_matches_search_cb, self);
      g_source_set_name_by_id (self->search_id, "groupcast filter");
    }
  else if (!is_searching)
    {
      g_clear_handle_id (&self->search_id, g_source_remove);
    }

  if (is_searching != was_searching)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SEARCHING]);
  gc_message_matches_conclude (self);
}

static void
gc_message_matches_search (GcMessageMatches *self)
{
  gint64 deadline = g_get_monotonic_time () + SLICE_USEC;
  guint n_before = gc_serials_get_length (self->serials);

  gc_message_matches_search_newer (self, deadline);
  gc_message_matches_changed (self, n_before, 0, gc_serials_get_length (self->serials) - n_before);

  n_before = gc_serials_get_length (self->serials);
  gc_message_matches_search_older (self, deadline);
  gc_message_matches_changed (self, 0, 0, gc_serials_get_length (self->serials) - n_before);

  gc_message_matches_schedule (self);
}

static gboolean
gc_message_matches_search_cb (gpointer user_data)
{
  GcMessageMatches *self = user_data;

  gc_message_matches_search (self);
  return self->search_id != 0 ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

/* What has been looked at is still there, but for what was dropped from the head. */
static void
gc_message_matches_items_changed_cb (GcMessageMatches *self,
                                     guint             position,
                                     guint             removed,
                                     guint             added)
{
  guint64 first;

  if (self->filter == NULL)
    {
      gc_message_matches_changed (self, position, removed, added);
      return;
    }

  first = gc_message_log_get_first_serial (self->log);
  self->searched_first = MAX (self->searched_first, first);
  self->searched_end = MAX (self->searched_end, first);
  gc_message_matches_changed (self, 0, gc_serials_drop_before (self->serials, first), 0);
  gc_message_matches_search (self);
}

/* Begins anew; what was there has been another @n_before messages. */
static void
gc_message_matches_begin (GcMessageMatches *self,
                          guint             n_before)
{
  gc_serials_clear (self->serials);
  if (self->filter != NULL && self->log != NULL)
    {
      self->searched_end = gc_message_log_get_first_serial (self->log) +
                           gc_message_matches_count_all (self);
      self->searched_first = self->searched_end;
      self->piece = 1;
      gc_message_matches_search_older (self, g_get_monotonic_time () + SLICE_USEC);
    }

  gc_message_matches_changed (self, 0, n_before,
                              gc_message_matches_get_n_items (G_LIST_MODEL (self)));
  gc_message_matches_schedule (self);
}

static void
gc_message_matches_dispose (GObject *object)
{
  GcMessageMatches *self = GC_MESSAGE_MATCHES (object);

  g_clear_handle_id (&self->search_id, g_source_remove);
  g_clear_pointer (&self->filter, gc_message_filter_unref);
  g_clear_object (&self->log);

  G_OBJECT_CLASS (gc_message_matches_parent_class)->dispose (object);
}

static void
gc_message_matches_finalize (GObject *object)
{
  gc_serials_free (GC_MESSAGE_MATCHES (object)->serials);

  G_OBJECT_CLASS (gc_message_matches_parent_class)->finalize (object);
}

static void
gc_message_matches_get_property (GObject    *object,
                                 guint       prop_id,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  GcMessageMatches *self = GC_MESSAGE_MATCHES (object);

  switch (prop_id)
    {
    case PROP_FILTER:
      g_value_set_boxed (value, self->filter);
      break;
    case PROP_FOUND_NONE:
      g_value_set_boolean (value, self->found_none);
      break;
    case PROP_LOG:
      g_value_set_object (value, self->log);
      break;
    case PROP_N_ITEMS:
      g_value_set_uint (value, gc_message_matches_get_n_items (G_LIST_MODEL (self)));
      break;
    case PROP_SEARCHING:
      g_value_set_boolean (value, gc_message_matches_is_searching (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
gc_message_matches_set_property (GObject      *object,
                                 guint         prop_id,
                                 const GValue *value,
                                 GParamSpec   *pspec)
{
  GcMessageMatches *self = GC_MESSAGE_MATCHES (object);

  switch (prop_id)
    {
    case PROP_FILTER:
      gc_message_matches_set_filter (self, g_value_get_boxed (value));
      break;
    case PROP_LOG:
      gc_message_matches_set_log (self, g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
gc_message_matches_class_init (GcMessageMatchesClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags readwrite = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  GParamFlags readable = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = gc_message_matches_dispose;
  object_class->finalize = gc_message_matches_finalize;
  object_class->get_property = gc_message_matches_get_property;
  object_class->set_property = gc_message_matches_set_property;

  properties[PROP_FILTER] =
    g_param_spec_boxed ("filter", NULL, NULL, GC_TYPE_MESSAGE_FILTER, readwrite);
  properties[PROP_FOUND_NONE] =
    g_param_spec_boolean ("found-none", NULL, NULL, FALSE, readable);
  properties[PROP_LOG] =
    g_param_spec_object ("log", NULL, NULL, GC_TYPE_MESSAGE_LOG, readwrite);
  properties[PROP_N_ITEMS] =
    g_param_spec_uint ("n-items", NULL, NULL, 0, G_MAXUINT, 0, readable);
  properties[PROP_SEARCHING] =
    g_param_spec_boolean ("searching", NULL, NULL, FALSE, readable);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
gc_message_matches_init (GcMessageMatches *self)
{
  self->serials = gc_serials_new ();
  self->piece = 1;
}

/**
 * gc_message_matches_new:
 *
 * Returns: (transfer full): the messages of no log, without a filter
 */
GcMessageMatches *
gc_message_matches_new (void)
{
  return g_object_new (GC_TYPE_MESSAGE_MATCHES, NULL);
}

/**
 * gc_message_matches_get_log:
 * @self: matches
 *
 * Returns: (transfer none) (nullable): the log whose messages these are
 */
GcMessageLog *
gc_message_matches_get_log (GcMessageMatches *self)
{
  g_return_val_if_fail (GC_IS_MESSAGE_MATCHES (self), NULL);

  return self->log;
}

/**
 * gc_message_matches_set_log:
 * @self: matches
 * @log: (nullable): a log
 */
void
gc_message_matches_set_log (GcMessageMatches *self,
                            GcMessageLog     *log)
{
  guint n_before;

  g_return_if_fail (GC_IS_MESSAGE_MATCHES (self));

  if (self->log == log)
    return;

  n_before = gc_message_matches_get_n_items (G_LIST_MODEL (self));
  if (self->log != NULL)
    g_signal_handlers_disconnect_by_func (self->log, gc_message_matches_items_changed_cb, self);
  g_set_object (&self->log, log);
  if (log != NULL)
    g_signal_connect_object (log, "items-changed",
                             G_CALLBACK (gc_message_matches_items_changed_cb), self,
                             G_CONNECT_SWAPPED);

  gc_message_matches_begin (self, n_before);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOG]);
}

/**
 * gc_message_matches_get_filter:
 * @self: matches
 *
 * Returns: (transfer none) (nullable): what they match
 */
GcMessageFilter *
gc_message_matches_get_filter (GcMessageMatches *self)
{
  g_return_val_if_fail (GC_IS_MESSAGE_MATCHES (self), NULL);

  return self->filter;
}

/**
 * gc_message_matches_set_filter:
 * @self: matches
 * @filter: (nullable): what they shall match, %NULL for all messages
 */
void
gc_message_matches_set_filter (GcMessageMatches *self,
                               GcMessageFilter  *filter)
{
  guint n_before;

  g_return_if_fail (GC_IS_MESSAGE_MATCHES (self));

  if (self->filter == filter)
    return;

  n_before = gc_message_matches_get_n_items (G_LIST_MODEL (self));
  g_clear_pointer (&self->filter, gc_message_filter_unref);
  if (filter != NULL)
    self->filter = gc_message_filter_ref (filter);

  gc_message_matches_begin (self, n_before);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FILTER]);
}

/**
 * gc_message_matches_is_searching:
 * @self: matches
 *
 * Returns: whether there are messages that it has not looked at yet
 */
gboolean
gc_message_matches_is_searching (GcMessageMatches *self)
{
  g_return_val_if_fail (GC_IS_MESSAGE_MATCHES (self), FALSE);

  return self->search_id != 0;
}

/**
 * gc_message_matches_has_found_none:
 * @self: matches
 *
 * Returns: whether there is a filter, and it has looked at all messages, and none matches
 */
gboolean
gc_message_matches_has_found_none (GcMessageMatches *self)
{
  g_return_val_if_fail (GC_IS_MESSAGE_MATCHES (self), FALSE);

  return self->found_none;
}

/**
 * gc_message_matches_translate:
 * @self: matches
 * @position: a position that it has
 *
 * Returns: where the log has that message
 */
guint
gc_message_matches_translate (GcMessageMatches *self,
                              guint             position)
{
  g_return_val_if_fail (GC_IS_MESSAGE_MATCHES (self), 0);

  if (self->filter == NULL)
    return position;

  return gc_serials_get (self->serials, position) - gc_message_log_get_first_serial (self->log);
}

/**
 * gc_message_matches_find:
 * @self: matches
 * @serial: the serial number of a message
 * @position: (out): where it is
 *
 * Returns: whether it is among them
 */
gboolean
gc_message_matches_find (GcMessageMatches *self,
                         guint64           serial,
                         guint            *position)
{
  guint64 first;

  g_return_val_if_fail (GC_IS_MESSAGE_MATCHES (self), FALSE);

  if (self->log == NULL)
    return FALSE;

  if (self->filter != NULL)
    {
      *position = gc_serials_find (self->serials, serial);
      return *position < gc_serials_get_length (self->serials) &&
             gc_serials_get (self->serials, *position) == serial;
    }

  first = gc_message_log_get_first_serial (self->log);
  *position = serial - first;
  return serial - first < gc_message_matches_count_all (self);
}
