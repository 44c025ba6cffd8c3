/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-closures.h"
#include "gc-details-view.h"
#include "gc-filter-bar.h"
#include "gc-group-page.h"
#include "gc-statistics-view.h"
#include "gc-widget.h"

#include <adwaita.h>

/* A page that is drawn shows what has come at most so often; one that is not, because its tab
 * or its whole window is hidden, at this slower pace. Neither runs when nothing comes. */
#define PUBLISH_INTERVAL_USEC    (100 * G_TIME_SPAN_MILLISECOND)
#define BACKGROUND_INTERVAL_MSEC 250

/* What came in a second has been published so long after it. */
#define REFRESH_DELAY_MSEC       150

/**
 * GcGroupPage:
 *
 * A tab: the messages of a joined group, or why there are none, and a line with its state.
 */
struct _GcGroupPage
{
  GtkWidget      parent_instance;

  GcGroup       *group;
  gboolean       details_shown;
  gboolean       filtering;
  gboolean       paused;
  guint          tick_id;
  guint          timeout_id;
  guint          refresh_id;
  gint64         published_at;  /* frame time, µs */

  GcFilterBar   *filter_bar;
  GcMessageView *view;
};

G_DEFINE_FINAL_TYPE (GcGroupPage, gc_group_page, GTK_TYPE_WIDGET)

enum
{
  PROP_DETAILS_SHOWN = 1,
  PROP_FILTERING,
  PROP_GROUP,
  PROP_PAUSED,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static char *
choose_stack_page (GcGroupPage     *self,
                   GcReceiverState  state,
                   guint64          n_messages)
{
  if (n_messages > 0)
    return g_strdup ("messages");

  return g_strdup (state == GC_RECEIVER_FAILED ? "failed" : "silent");
}

static void gc_group_page_refresh (GcGroupPage *self);

static gboolean
gc_group_page_refresh_cb (gpointer user_data)
{
  GcGroupPage *self = user_data;

  self->refresh_id = 0;
  gc_group_page_refresh (self);

  return G_SOURCE_REMOVE;
}

/* Once a second, a little after it is over, while somebody can see it and it changes. */
static void
gc_group_page_refresh (GcGroupPage *self)
{
  gint64 now = g_get_real_time ();

  g_clear_handle_id (&self->refresh_id, g_source_remove);
  if (!gc_statistics_refresh (gc_group_get_statistics (self->group), now * 1000) ||
      !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;

  self->refresh_id = g_timeout_add_full (GDK_PRIORITY_REDRAW + 1,
                                         1000 - now / 1000 % 1000 + REFRESH_DELAY_MSEC,
                                         gc_group_page_refresh_cb, self, NULL);
  g_source_set_name_by_id (self->refresh_id, "groupcast statistics");
}

static void
gc_group_page_unschedule (GcGroupPage *self)
{
  if (self->tick_id != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->tick_id);
  self->tick_id = 0;
  g_clear_handle_id (&self->timeout_id, g_source_remove);
}

static void
gc_group_page_publish (GcGroupPage *self)
{
  gc_group_page_unschedule (self);
  if (gc_group_publish (self->group) > 0 && self->refresh_id == 0 &&
      gtk_widget_get_mapped (GTK_WIDGET (self)))
    gc_group_page_refresh (self);
}

static gboolean
gc_group_page_tick_cb (GtkWidget     *widget,
                       GdkFrameClock *frame_clock,
                       gpointer       user_data)
{
  GcGroupPage *self = GC_GROUP_PAGE (widget);
  gint64 now = gdk_frame_clock_get_frame_time (frame_clock);

  if (now - self->published_at < PUBLISH_INTERVAL_USEC)
    return G_SOURCE_CONTINUE;

  self->published_at = now;
  self->tick_id = 0;
  gc_group_page_publish (self);

  return G_SOURCE_REMOVE;
}

static gboolean
gc_group_page_timeout_cb (gpointer user_data)
{
  GcGroupPage *self = user_data;

  self->timeout_id = 0;
  gc_group_page_publish (self);

  return G_SOURCE_REMOVE;
}

/* A window that is covered or minimized may be mapped and yet get no frame: then the timeout
 * comes first, and what arrives does not pile up. */
static void
gc_group_page_received_cb (GcGroupPage *self)
{
  if (self->timeout_id != 0)
    return;

  self->timeout_id = g_timeout_add (BACKGROUND_INTERVAL_MSEC, gc_group_page_timeout_cb, self);
  g_source_set_name_by_id (self->timeout_id, "groupcast background tab");

  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    self->tick_id = gtk_widget_add_tick_callback (GTK_WIDGET (self), gc_group_page_tick_cb,
                                                  NULL, NULL);
}

static void
gc_group_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (gc_group_page_parent_class)->map (widget);

  gc_group_page_publish (GC_GROUP_PAGE (widget));
  gc_group_page_refresh (GC_GROUP_PAGE (widget));
}

static void
gc_group_page_unmap (GtkWidget *widget)
{
  g_clear_handle_id (&GC_GROUP_PAGE (widget)->refresh_id, g_source_remove);

  GTK_WIDGET_CLASS (gc_group_page_parent_class)->unmap (widget);
}

static void
gc_group_page_retry_action (GtkWidget  *widget,
                            const char *action_name,
                            GVariant   *parameter)
{
  GcGroupPage *self = GC_GROUP_PAGE (widget);

  if (gc_group_get_state (self->group) == GC_RECEIVER_FAILED)
    gc_group_join (self->group);
}

static void
gc_group_page_add_target_action (GtkWidget  *widget,
                                 const char *action_name,
                                 GVariant   *parameter)
{
  GcGroupPage *self = GC_GROUP_PAGE (widget);
  g_autoptr (GcEndpoint) target = gc_endpoint_to_target (gc_group_get_endpoint (self->group));
  g_autofree char *text = gc_endpoint_to_string (target);

  gtk_widget_activate_action (widget, "win.add-target", "s", text);
}

static gboolean
get_bytes (GValue   *value,
           GVariant *mebibytes,
           gpointer  user_data)
{
  g_value_set_uint64 (value, (guint64) g_variant_get_uint32 (mebibytes) * 1024 * 1024);
  return TRUE;
}

/* Whichever of the two is reached first. */
static void
gc_group_page_bind_limits (GcGroupPage *self)
{
  g_autoptr (GSettings) settings = g_settings_new (APPLICATION_ID);
  GcMessageLog *log = gc_group_get_log (self->group);

  g_settings_bind (settings, "max-messages", log, "max-messages", G_SETTINGS_BIND_GET);
  g_settings_bind_with_mapping (settings, "max-mebibytes", log, "max-bytes", G_SETTINGS_BIND_GET,
                                get_bytes, NULL, NULL, NULL);
}

static void
gc_group_page_set_group (GcGroupPage *self,
                         GcGroup     *group)
{
  self->group = g_object_ref (group);
  gc_group_page_bind_limits (self);
  g_signal_connect_object (group, "received",
                           G_CALLBACK (gc_group_page_received_cb), self, G_CONNECT_SWAPPED);
}

static void
gc_group_page_set_details_shown (GcGroupPage *self,
                                 gboolean     details_shown)
{
  if (self->details_shown == !!details_shown)
    return;

  self->details_shown = !!details_shown;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DETAILS_SHOWN]);
}

static void
gc_group_page_details_action (GtkWidget  *widget,
                              const char *action_name,
                              GVariant   *parameter)
{
  gc_group_page_set_details_shown (GC_GROUP_PAGE (widget), TRUE);
}

static void
gc_group_page_next_action (GtkWidget  *widget,
                           const char *action_name,
                           GVariant   *parameter)
{
  gc_message_view_step (GC_GROUP_PAGE (widget)->view, 1);
}

static void
gc_group_page_previous_action (GtkWidget  *widget,
                               const char *action_name,
                               GVariant   *parameter)
{
  gc_message_view_step (GC_GROUP_PAGE (widget)->view, -1);
}

static void
gc_group_page_set_paused (GcGroupPage *self,
                          gboolean     paused)
{
  if (self->paused == !!paused)
    return;

  self->paused = !!paused;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PAUSED]);
}

static void
gc_group_page_set_filtering (GcGroupPage *self,
                             gboolean     filtering)
{
  if (self->filtering == !!filtering)
    return;

  self->filtering = !!filtering;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FILTERING]);
}

static void
gc_group_page_dispose (GObject *object)
{
  GcGroupPage *self = GC_GROUP_PAGE (object);

  gc_group_page_unschedule (self);
  g_clear_handle_id (&self->refresh_id, g_source_remove);
  gc_widget_dispose_template (GTK_WIDGET (self), GC_TYPE_GROUP_PAGE);
  g_clear_object (&self->group);

  G_OBJECT_CLASS (gc_group_page_parent_class)->dispose (object);
}

static void
gc_group_page_get_property (GObject    *object,
                            guint       prop_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  GcGroupPage *self = GC_GROUP_PAGE (object);

  switch (prop_id)
    {
    case PROP_DETAILS_SHOWN:
      g_value_set_boolean (value, self->details_shown);
      break;
    case PROP_FILTERING:
      g_value_set_boolean (value, self->filtering);
      break;
    case PROP_GROUP:
      g_value_set_object (value, self->group);
      break;
    case PROP_PAUSED:
      g_value_set_boolean (value, self->paused);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
gc_group_page_set_property (GObject      *object,
                            guint         prop_id,
                            const GValue *value,
                            GParamSpec   *pspec)
{
  GcGroupPage *self = GC_GROUP_PAGE (object);

  switch (prop_id)
    {
    case PROP_DETAILS_SHOWN:
      gc_group_page_set_details_shown (self, g_value_get_boolean (value));
      break;
    case PROP_FILTERING:
      gc_group_page_set_filtering (self, g_value_get_boolean (value));
      break;
    case PROP_GROUP:
      gc_group_page_set_group (self, g_value_get_object (value));
      break;
    case PROP_PAUSED:
      gc_group_page_set_paused (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
gc_group_page_class_init (GcGroupPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = gc_group_page_dispose;
  object_class->get_property = gc_group_page_get_property;
  object_class->set_property = gc_group_page_set_property;
  widget_class->map = gc_group_page_map;
  widget_class->unmap = gc_group_page_unmap;

  properties[PROP_DETAILS_SHOWN] =
    g_param_spec_boolean ("details-shown", NULL, NULL, FALSE, flags);
  properties[PROP_FILTERING] =
    g_param_spec_boolean ("filtering", NULL, NULL, FALSE, flags);
  properties[PROP_GROUP] =
    g_param_spec_object ("group", NULL, NULL, GC_TYPE_GROUP,
                         G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_PAUSED] =
    g_param_spec_boolean ("paused", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               RESOURCE_PATH "/ui/gc-group-page.ui");
  gtk_widget_class_bind_template_child (widget_class, GcGroupPage, filter_bar);
  gtk_widget_class_bind_template_child (widget_class, GcGroupPage, view);
  gtk_widget_class_bind_template_callback (widget_class, choose_stack_page);
  gc_closures_bind (widget_class);

  gtk_widget_class_install_action (widget_class, "group.add-target", NULL,
                                   gc_group_page_add_target_action);
  gtk_widget_class_install_action (widget_class, "group.details", NULL,
                                   gc_group_page_details_action);
  gtk_widget_class_install_action (widget_class, "group.next", NULL, gc_group_page_next_action);
  gtk_widget_class_install_action (widget_class, "group.previous", NULL,
                                   gc_group_page_previous_action);
  gtk_widget_class_install_action (widget_class, "group.retry", NULL,
                                   gc_group_page_retry_action);

  g_type_ensure (GC_TYPE_DETAILS_VIEW);
  g_type_ensure (GC_TYPE_FILTER_BAR);
  g_type_ensure (GC_TYPE_GROUP);
  g_type_ensure (GC_TYPE_MESSAGE_VIEW);
  g_type_ensure (GC_TYPE_STATISTICS_VIEW);
}

static void
gc_group_page_init (GcGroupPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * gc_group_page_new:
 * @group: a group
 *
 * Returns: (transfer floating): a page for it
 */
GcGroupPage *
gc_group_page_new (GcGroup *group)
{
  g_return_val_if_fail (GC_IS_GROUP (group), NULL);

  return g_object_new (GC_TYPE_GROUP_PAGE, "group", group, NULL);
}

/**
 * gc_group_page_get_group:
 * @self: a page
 *
 * Returns: (transfer none): its group
 */
GcGroup *
gc_group_page_get_group (GcGroupPage *self)
{
  g_return_val_if_fail (GC_IS_GROUP_PAGE (self), NULL);

  return self->group;
}

/**
 * gc_group_page_get_view:
 * @self: a page
 *
 * Returns: (transfer none): its table of messages
 */
GcMessageView *
gc_group_page_get_view (GcGroupPage *self)
{
  g_return_val_if_fail (GC_IS_GROUP_PAGE (self), NULL);

  return self->view;
}

/**
 * gc_group_page_filter:
 * @self: a page
 *
 * Has the reader type which messages to see.
 */
void
gc_group_page_filter (GcGroupPage *self)
{
  g_return_if_fail (GC_IS_GROUP_PAGE (self));

  gc_group_page_set_filtering (self, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->filter_bar));
}
