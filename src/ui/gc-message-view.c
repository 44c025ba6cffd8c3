/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-closures.h"
#include "gc-message-tail.h"
#include "gc-message-view.h"
#include "gc-text.h"
#include "gc-widget.h"

/* How far from the end a reader may be who is taken to be there. */
#define MAX_SLACK 60

/* Below these widths the list makes do with fewer columns. */
#define WIDTH_FOR_SIZE   500
#define WIDTH_FOR_SOURCE 370

/* While it follows the end it has no more rows than fit, and some to scroll away from it by. No row
 * is lower than this. */
#define MIN_ROW_HEIGHT 17
#define N_SPARE_ROWS   6

/**
 * GcMessageView:
 *
 * The messages of a log that match a filter, as a table that follows the end while the reader is
 * there. When the
 * reader scrolls up or picks a row, the log is frozen, so that nothing moves under their
 * eyes; a button counts what is new and leads back. While it follows, the table holds the last
 * messages alone: with all of the log it could not be drawn steadily.
 */
struct _GcMessageView
{
  GtkWidget            parent_instance;

  GcMessageMatches    *matches;
  GcMessageTail       *tail;
  GtkSingleSelection  *selection;
  gboolean             following;
  gboolean             paused;          /* there is nothing to follow, by the reader's wish */
  double               upper;           /* of the adjustment, when it was last looked at */
  double               page_size;
  guint                catch_up_id;
  guint                fit_id;
  int                  size_width;      /* of the columns, while they are hidden */
  int                  source_width;

  GtkColumnView       *column_view;
  GtkWidget           *no_matches;
  GtkScrolledWindow   *scroller;
  GtkColumnViewColumn *size_column;
  GtkColumnViewColumn *source_column;
};

G_DEFINE_FINAL_TYPE (GcMessageView, gc_message_view, GTK_TYPE_WIDGET)

enum
{
  PROP_FILTER = 1,
  PROP_FOLLOWING,
  PROP_LOG,
  PROP_MATCHES,
  PROP_PAUSED,
  PROP_REVIEWING,
  PROP_SELECTED,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

/* The table's own list: the scroll action belongs to it, and a table has no such method
 * before GTK 4.12. */
static GtkWidget *
gc_message_view_get_list (GcMessageView *self)
{
  GtkWidget *child;

  for (child = gtk_widget_get_first_child (GTK_WIDGET (self->column_view));
       child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (GTK_IS_LIST_VIEW (child))
      return child;

  g_assert_not_reached ();
}

/* Setting the adjustment instead would draw an empty list until the next layout (GTK 4.8). */
static void
gc_message_view_scroll_to (GcMessageView *self,
                           guint          position)
{
  gtk_widget_activate_action (gc_message_view_get_list (self), "list.scroll-to-item", "u",
                              position);
}

static void
gc_message_view_scroll_to_end (GcMessageView *self)
{
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self->selection));

  if (n_items > 0)
    gc_message_view_scroll_to (self, n_items - 1);
}

static void
gc_message_view_fit_tail (GcMessageView *self)
{
  guint height = gtk_widget_get_height (GTK_WIDGET (self));

  gc_message_tail_set_limit (self->tail, self->following ? height / MIN_ROW_HEIGHT + N_SPARE_ROWS
                                                         : G_MAXUINT);
}

/* While the reader is away from its end, or wants it to stay as it is. */
static void
gc_message_view_freeze_log (GcMessageView *self)
{
  GcMessageLog *log = gc_message_view_get_log (self);

  if (log != NULL)
    gc_message_log_set_frozen (log, !self->following || self->paused);
}

static gboolean
gc_message_view_catch_up_cb (gpointer user_data)
{
  GcMessageView *self = user_data;

  self->catch_up_id = 0;
  if (self->following)
    gc_message_view_scroll_to_end (self);
  return G_SOURCE_REMOVE;
}

/* A list takes rows that it has not laid out yet for flat, and thinks that the last of them
 * is in view (GTK 4.8). Once it knows better it is told again, before it paints. */
static void
gc_message_view_laid_out_cb (GcMessageView *self,
                             GtkAdjustment *adjustment)
{
  double end = gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_page_size (adjustment);

  if (self->following && self->catch_up_id == 0 && end > gtk_adjustment_get_value (adjustment))
    self->catch_up_id = g_idle_add_full (GTK_PRIORITY_RESIZE, gc_message_view_catch_up_cb,
                                         self, NULL);
}

static void
gc_message_view_items_changed_cb (GcMessageView *self,
                                  guint          position,
                                  guint          removed,
                                  guint          added)
{
  if (self->following && added > 0)
    gc_message_view_scroll_to_end (self);
}

static gboolean
gc_message_view_has_selected (GcMessageView *self)
{
  return gtk_single_selection_get_selected (self->selection) != GTK_INVALID_LIST_POSITION;
}

static void
gc_message_view_value_changed_cb (GcMessageView *self,
                                  GtkAdjustment *adjustment)
{
  double upper = gtk_adjustment_get_upper (adjustment);
  double page_size = gtk_adjustment_get_page_size (adjustment);
  double below = upper - page_size - gtk_adjustment_get_value (adjustment);
  gboolean is_layout = upper != self->upper || page_size != self->page_size;

  /* The list moves its own adjustment when rows come or go or the window changes, and then a
   * height changes with it. When only the position changes, the reader moved it. */
  self->upper = upper;
  self->page_size = page_size;
  if (is_layout || page_size == 0)
    return;

  if (self->following && below > MIN (page_size / 8, MAX_SLACK))
    gc_message_view_set_following (self, FALSE);
  else if (!self->following && below < 1 && !gc_message_view_has_selected (self))
    gc_message_view_set_following (self, TRUE);
}

static void
gc_message_view_selected_cb (GcMessageView *self)
{
  if (gc_message_view_has_selected (self))
    gc_message_view_set_following (self, FALSE);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SELECTED]);
}

static void
gc_message_view_activated_cb (GcMessageView *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "group.details", NULL);
}

static void
gc_message_view_follow_action (GtkWidget  *widget,
                               const char *action_name,
                               GVariant   *parameter)
{
  gc_message_view_follow (GC_MESSAGE_VIEW (widget));
}

static void
gc_message_view_oldest_action (GtkWidget  *widget,
                               const char *action_name,
                               GVariant   *parameter)
{
  GcMessageView *self = GC_MESSAGE_VIEW (widget);

  if (g_list_model_get_n_items (G_LIST_MODEL (self->selection)) == 0)
    return;

  gc_message_view_set_following (self, FALSE);
  gc_message_view_scroll_to (self, 0);
}

/* What is no text is copied as its bytes. */
static void
gc_message_view_copy (GcMessageView *self,
                      gboolean       is_hex)
{
  GcMessage *message = gc_message_view_get_selected (self);
  g_autoptr (GString) text = g_string_new (NULL);
  const guint8 *payload;
  gsize size;

  if (message == NULL)
    return;

  payload = gc_message_get_payload (message, &size);
  if (!is_hex && g_utf8_validate_len ((const char *) payload, size, NULL))
    g_string_append_len (text, (const char *) payload, size);
  else
    gc_text_append_hex (text, payload, size);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text->str);
}

static void
gc_message_view_copy_action (GtkWidget  *widget,
                             const char *action_name,
                             GVariant   *parameter)
{
  gc_message_view_copy (GC_MESSAGE_VIEW (widget), FALSE);
}

static void
gc_message_view_copy_hex_action (GtkWidget  *widget,
                                 const char *action_name,
                                 GVariant   *parameter)
{
  gc_message_view_copy (GC_MESSAGE_VIEW (widget), TRUE);
}

/* A hidden column with a fixed width still takes its room (GTK 4.8), so that is kept here. */
static void
show_column (GtkColumnViewColumn *column,
             gboolean             shown,
             int                 *width)
{
  if (gtk_column_view_column_get_visible (column) == shown)
    return;

  if (!shown)
    *width = gtk_column_view_column_get_fixed_width (column);
  gtk_column_view_column_set_fixed_width (column, shown ? *width : -1);
  gtk_column_view_column_set_visible (column, shown);
}

static gboolean
gc_message_view_fit_cb (gpointer user_data)
{
  GcMessageView *self = user_data;
  int width = gtk_widget_get_width (GTK_WIDGET (self));

  self->fit_id = 0;
  gc_message_view_fit_tail (self);
  show_column (self->size_column, width >= WIDTH_FOR_SIZE, &self->size_width);
  show_column (self->source_column, width >= WIDTH_FOR_SOURCE, &self->source_width);
  return G_SOURCE_REMOVE;
}

/* The size changes within a layout, which is no time to change what is laid out. */
static void
gc_message_view_resized_cb (GcMessageView *self)
{
  if (self->fit_id == 0)
    self->fit_id = g_idle_add_full (GTK_PRIORITY_RESIZE, gc_message_view_fit_cb, self, NULL);
}

static void
gc_message_view_map (GtkWidget *widget)
{
  gc_message_tail_set_paused (GC_MESSAGE_VIEW (widget)->tail, FALSE);

  GTK_WIDGET_CLASS (gc_message_view_parent_class)->map (widget);
}

static void
gc_message_view_unmap (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (gc_message_view_parent_class)->unmap (widget);

  gc_message_tail_set_paused (GC_MESSAGE_VIEW (widget)->tail, TRUE);
}

static void
gc_message_view_dispose (GObject *object)
{
  GcMessageView *self = GC_MESSAGE_VIEW (object);

  g_clear_handle_id (&self->catch_up_id, g_source_remove);
  g_clear_handle_id (&self->fit_id, g_source_remove);
  gc_message_view_set_log (self, NULL);
  gc_widget_dispose_template (GTK_WIDGET (self), GC_TYPE_MESSAGE_VIEW);
  g_clear_object (&self->selection);

  G_OBJECT_CLASS (gc_message_view_parent_class)->dispose (object);
}

static void
gc_message_view_finalize (GObject *object)
{
  GcMessageView *self = GC_MESSAGE_VIEW (object);

  g_object_unref (self->tail);
  g_object_unref (self->matches);

  G_OBJECT_CLASS (gc_message_view_parent_class)->finalize (object);
}

static void
gc_message_view_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  GcMessageView *self = GC_MESSAGE_VIEW (object);

  switch (prop_id)
    {
    case PROP_FILTER:
      g_value_set_boxed (value, gc_message_view_get_filter (self));
      break;
    case PROP_FOLLOWING:
      g_value_set_boolean (value, self->following);
      break;
    case PROP_LOG:
      g_value_set_object (value, gc_message_view_get_log (self));
      break;
    case PROP_MATCHES:
      g_value_set_object (value, self->matches);
      break;
    case PROP_PAUSED:
      g_value_set_boolean (value, self->paused);
      break;
    case PROP_REVIEWING:
      g_value_set_boolean (value, !self->following || self->paused);
      break;
    case PROP_SELECTED:
      g_value_set_object (value, gc_message_view_get_selected (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
gc_message_view_set_property (GObject      *object,
                              guint         prop_id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  GcMessageView *self = GC_MESSAGE_VIEW (object);

  switch (prop_id)
    {
    case PROP_FILTER:
      gc_message_view_set_filter (self, g_value_get_boxed (value));
      break;
    case PROP_FOLLOWING:
      gc_message_view_set_following (self, g_value_get_boolean (value));
      break;
    case PROP_LOG:
      gc_message_view_set_log (self, g_value_get_object (value));
      break;
    case PROP_PAUSED:
      gc_message_view_set_paused (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
gc_message_view_class_init (GcMessageViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags readwrite = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  GParamFlags readable = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = gc_message_view_dispose;
  object_class->finalize = gc_message_view_finalize;
  object_class->get_property = gc_message_view_get_property;
  object_class->set_property = gc_message_view_set_property;
  widget_class->map = gc_message_view_map;
  widget_class->unmap = gc_message_view_unmap;

  properties[PROP_FILTER] =
    g_param_spec_boxed ("filter", NULL, NULL, GC_TYPE_MESSAGE_FILTER, readwrite);
  properties[PROP_FOLLOWING] =
    g_param_spec_boolean ("following", NULL, NULL, TRUE, readwrite);
  properties[PROP_LOG] =
    g_param_spec_object ("log", NULL, NULL, GC_TYPE_MESSAGE_LOG, readwrite);
  properties[PROP_MATCHES] =
    g_param_spec_object ("matches", NULL, NULL, GC_TYPE_MESSAGE_MATCHES, readable);
  properties[PROP_PAUSED] =
    g_param_spec_boolean ("paused", NULL, NULL, FALSE, readwrite);
  properties[PROP_REVIEWING] =
    g_param_spec_boolean ("reviewing", NULL, NULL, FALSE, readable);
  properties[PROP_SELECTED] =
    g_param_spec_object ("selected", NULL, NULL, GC_TYPE_MESSAGE, readable);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               RESOURCE_PATH "/ui/gc-message-view.ui");
  gtk_widget_class_bind_template_child (widget_class, GcMessageView, column_view);
  gtk_widget_class_bind_template_child (widget_class, GcMessageView, no_matches);
  gtk_widget_class_bind_template_child (widget_class, GcMessageView, scroller);
  gtk_widget_class_bind_template_child (widget_class, GcMessageView, size_column);
  gtk_widget_class_bind_template_child (widget_class, GcMessageView, source_column);
  gtk_widget_class_bind_template_callback (widget_class, gc_message_view_activated_cb);
  gc_closures_bind (widget_class);

  gtk_widget_class_install_action (widget_class, "messages.copy", NULL,
                                   gc_message_view_copy_action);
  gtk_widget_class_install_action (widget_class, "messages.copy-hex", NULL,
                                   gc_message_view_copy_hex_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, GDK_CONTROL_MASK, "messages.copy",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, GDK_CONTROL_MASK | GDK_SHIFT_MASK,
                                       "messages.copy-hex", NULL);
  gtk_widget_class_install_action (widget_class, "messages.follow", NULL,
                                   gc_message_view_follow_action);
  gtk_widget_class_install_action (widget_class, "messages.oldest", NULL,
                                   gc_message_view_oldest_action);

  g_type_ensure (GC_TYPE_MESSAGE);
  g_type_ensure (GC_TYPE_MESSAGE_LOG);
  g_type_ensure (GC_TYPE_MESSAGE_MATCHES);
}

static void
gc_message_view_init (GcMessageView *self)
{
  GtkAdjustment *adjustment;

  self->following = TRUE;
  self->matches = gc_message_matches_new ();
  self->tail = gc_message_tail_new (self->matches);
  gc_message_tail_set_paused (self->tail, TRUE);
  gc_message_view_fit_tail (self);
  self->selection = gtk_single_selection_new (G_LIST_MODEL (g_object_ref (self->tail)));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);

  gtk_widget_init_template (GTK_WIDGET (self));

  gtk_column_view_set_model (self->column_view, GTK_SELECTION_MODEL (self->selection));
  g_object_bind_property (self->matches, "found-none", self->no_matches, "visible",
                          G_BINDING_SYNC_CREATE);
  g_signal_connect_object (self->selection, "items-changed",
                           G_CALLBACK (gc_message_view_items_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->selection, "notify::selected",
                           G_CALLBACK (gc_message_view_selected_cb), self,
                           G_CONNECT_SWAPPED);

  adjustment = gtk_scrolled_window_get_vadjustment (self->scroller);
  g_signal_connect_object (adjustment, "changed",
                           G_CALLBACK (gc_message_view_laid_out_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (adjustment, "value-changed",
                           G_CALLBACK (gc_message_view_value_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (adjustment, "notify::page-size",
                           G_CALLBACK (gc_message_view_resized_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (gtk_scrolled_window_get_hadjustment (self->scroller),
                           "notify::page-size",
                           G_CALLBACK (gc_message_view_resized_cb), self, G_CONNECT_SWAPPED);
}

/**
 * gc_message_view_get_log:
 * @self: a view
 *
 * Returns: (transfer none) (nullable): the log shown
 */
GcMessageLog *
gc_message_view_get_log (GcMessageView *self)
{
  g_return_val_if_fail (GC_IS_MESSAGE_VIEW (self), NULL);

  return gc_message_matches_get_log (self->matches);
}

/**
 * gc_message_view_set_log:
 * @self: a view
 * @log: (nullable): the log to show
 */
void
gc_message_view_set_log (GcMessageView *self,
                         GcMessageLog  *log)
{
  g_return_if_fail (GC_IS_MESSAGE_VIEW (self));

  if (gc_message_view_get_log (self) == log)
    return;

  gc_message_matches_set_log (self->matches, log);
  gc_message_view_freeze_log (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOG]);
}

/**
 * gc_message_view_is_paused:
 * @self: a view
 *
 * Returns: whether what comes waits until the reader says so
 */
gboolean
gc_message_view_is_paused (GcMessageView *self)
{
  g_return_val_if_fail (GC_IS_MESSAGE_VIEW (self), FALSE);

  return self->paused;
}

/**
 * gc_message_view_set_paused:
 * @self: a view
 * @paused: whether what comes shall wait until the reader says so
 *
 * Holds the list as it is, or lets it go on.
 */
void
gc_message_view_set_paused (GcMessageView *self,
                            gboolean       paused)
{
  g_return_if_fail (GC_IS_MESSAGE_VIEW (self));

  if (self->paused == !!paused)
    return;

  self->paused = !!paused;
  gc_message_view_freeze_log (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PAUSED]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_REVIEWING]);
}

/**
 * gc_message_view_follow:
 * @self: a view
 *
 * Goes to the end and follows it, even if it was paused.
 */
void
gc_message_view_follow (GcMessageView *self)
{
  gc_message_view_set_paused (self, FALSE);
  gc_message_view_set_following (self, TRUE);
}

/**
 * gc_message_view_get_filter:
 * @self: a view
 *
 * Returns: (transfer none) (nullable): which messages are shown
 */
GcMessageFilter *
gc_message_view_get_filter (GcMessageView *self)
{
  g_return_val_if_fail (GC_IS_MESSAGE_VIEW (self), NULL);

  return gc_message_matches_get_filter (self->matches);
}

/**
 * gc_message_view_set_filter:
 * @self: a view
 * @filter: (nullable): which messages to show, %NULL for all
 *
 * A selected message stays selected and in view if it matches, so that what is around it shows
 * when the filter goes.
 */
void
gc_message_view_set_filter (GcMessageView   *self,
                            GcMessageFilter *filter)
{
  g_autoptr (GcMessage) selected = NULL;
  guint position;

  g_return_if_fail (GC_IS_MESSAGE_VIEW (self));

  if (gc_message_view_get_filter (self) == filter)
    return;

  g_set_object (&selected, gc_message_view_get_selected (self));
  gc_message_matches_set_filter (self->matches, filter);

  if (selected != NULL &&
      gc_message_matches_find (self->matches, gc_message_get_serial (selected), &position))
    {
      gtk_single_selection_set_selected (self->selection, position);
      gc_message_view_scroll_to (self, position);
    }
  else
    {
      gc_message_view_scroll_to_end (self);
    }

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FILTER]);
}

/**
 * gc_message_view_get_selected:
 * @self: a view
 *
 * Returns: (transfer none) (nullable): the message that is selected
 */
GcMessage *
gc_message_view_get_selected (GcMessageView *self)
{
  g_return_val_if_fail (GC_IS_MESSAGE_VIEW (self), NULL);

  return gtk_single_selection_get_selected_item (self->selection);
}

/**
 * gc_message_view_step:
 * @self: a view
 * @n: how many messages to go on, or back if negative
 *
 * Selects another message. If none was, it is the newest.
 */
void
gc_message_view_step (GcMessageView *self,
                      int            n)
{
  gint64 n_items, position;

  g_return_if_fail (GC_IS_MESSAGE_VIEW (self));

  if (!gc_message_view_has_selected (self))
    gc_message_view_set_following (self, FALSE);

  n_items = g_list_model_get_n_items (G_LIST_MODEL (self->selection));
  if (n_items == 0)
    return;

  position = n_items - 1;
  if (gc_message_view_has_selected (self))
    position = (gint64) gtk_single_selection_get_selected (self->selection) + n;
  position = CLAMP (position, 0, n_items - 1);
  gtk_single_selection_set_selected (self->selection, position);
  gc_message_view_scroll_to (self, position);
}

/**
 * gc_message_view_get_matches:
 * @self: a view
 *
 * Returns: (transfer none): the messages that it shows
 */
GcMessageMatches *
gc_message_view_get_matches (GcMessageView *self)
{
  g_return_val_if_fail (GC_IS_MESSAGE_VIEW (self), NULL);

  return self->matches;
}

/**
 * gc_message_view_is_following:
 * @self: a view
 *
 * Returns: whether the newest messages come into view by themselves
 */
gboolean
gc_message_view_is_following (GcMessageView *self)
{
  g_return_val_if_fail (GC_IS_MESSAGE_VIEW (self), FALSE);

  return self->following;
}

/**
 * gc_message_view_set_following:
 * @self: a view
 * @following: whether the newest messages shall come into view by themselves
 *
 * Follows the end of the log, or freezes it for the reader.
 */
void
gc_message_view_set_following (GcMessageView *self,
                               gboolean       following)
{
  g_return_if_fail (GC_IS_MESSAGE_VIEW (self));

  if (self->following == !!following)
    return;

  self->following = !!following;
  if (self->following)
    gtk_single_selection_set_selected (self->selection, GTK_INVALID_LIST_POSITION);
  gc_message_view_fit_tail (self);
  gc_message_view_freeze_log (self);
  if (self->following)
    gc_message_view_scroll_to_end (self);

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FOLLOWING]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_REVIEWING]);
}
