/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-closures.h"
#include "gc-filter-bar.h"
#include "gc-message-matches.h"
#include "gc-widget.h"

#include <glib/gi18n.h>

/**
 * GcFilterBar:
 *
 * Where one types which messages to see. The filter changes with each letter; as long as what is typed
 * is not a whole one, the last that was stays, and what is missing is said.
 */
struct _GcFilterBar
{
  GtkWidget         parent_instance;

  gboolean          shown;
  GcMessageFilter  *filter;             /* (nullable) */
  GcMessageMatches *matches;            /* (nullable) */
  char             *problem;            /* (nullable) */

  GtkEditable      *entry;
  GtkSearchBar     *search_bar;
};

G_DEFINE_FINAL_TYPE (GcFilterBar, gc_filter_bar, GTK_TYPE_WIDGET)

enum
{
  PROP_FILTER = 1,
  PROP_MATCHES,
  PROP_PROBLEM,
  PROP_SHOWN,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
gc_filter_bar_set_problem (GcFilterBar *self,
                           const char  *problem,
                           gboolean     is_error)
{
  gc_widget_set_invalid (GTK_WIDGET (self->entry), is_error);
  if (g_strcmp0 (self->problem, problem) == 0)
    return;

  g_free (self->problem);
  self->problem = g_strdup (problem);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROBLEM]);
}

/* An expression may be valid and yet too much for some messages. */
static void
gc_filter_bar_searched_cb (GcFilterBar *self)
{
  guint64 n = self->filter != NULL ? gc_message_filter_get_n_given_up (self->filter) : 0;
  g_autofree char *count = NULL;
  g_autofree char *text = NULL;

  if (n == 0)
    return;

  count = gc_closure_messages (NULL, n);
  /* Translators: "12 messages: it would take too long…" */
  text = g_strdup_printf (_("%s: it would take too long to tell whether this matches"), count);
  gc_filter_bar_set_problem (self, text, FALSE);
}

static void
gc_filter_bar_set_filter (GcFilterBar     *self,
                          GcMessageFilter *filter)
{
  if (self->filter == NULL && filter == NULL)
    return;

  g_clear_pointer (&self->filter, gc_message_filter_unref);
  if (filter != NULL)
    self->filter = gc_message_filter_ref (filter);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FILTER]);
}

static void
gc_filter_bar_changed_cb (GcFilterBar *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GcMessageFilter) filter =
    gc_message_filter_parse (gtk_editable_get_text (self->entry), &error);

  gc_filter_bar_set_problem (self, error != NULL ? error->message : NULL, error != NULL);
  if (error != NULL)
    return;

  gc_filter_bar_set_filter (self, gc_message_filter_is_empty (filter) ? NULL : filter);
  gc_filter_bar_searched_cb (self);
}

static void
gc_filter_bar_set_shown (GcFilterBar *self,
                         gboolean     shown)
{
  if (self->shown == !!shown)
    return;

  self->shown = !!shown;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SHOWN]);
}

static void
gc_filter_bar_set_matches (GcFilterBar      *self,
                           GcMessageMatches *matches)
{
  if (self->matches != NULL)
    g_signal_handlers_disconnect_by_data (self->matches, self);
  if (!g_set_object (&self->matches, matches))
    return;

  if (matches != NULL)
    g_signal_connect_object (matches, "notify::searching",
                             G_CALLBACK (gc_filter_bar_searched_cb), self, G_CONNECT_SWAPPED);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MATCHES]);
}

static gboolean
gc_filter_bar_grab_focus (GtkWidget *widget)
{
  GcFilterBar *self = GC_FILTER_BAR (widget);

  gtk_editable_select_region (self->entry, 0, -1);
  return gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

static void
gc_filter_bar_dispose (GObject *object)
{
  GcFilterBar *self = GC_FILTER_BAR (object);

  gc_filter_bar_set_matches (self, NULL);
  gc_widget_dispose_template (GTK_WIDGET (self), GC_TYPE_FILTER_BAR);
  g_clear_pointer (&self->filter, gc_message_filter_unref);
  g_clear_pointer (&self->problem, g_free);

  G_OBJECT_CLASS (gc_filter_bar_parent_class)->dispose (object);
}

static void
gc_filter_bar_get_property (GObject    *object,
                            guint       prop_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  GcFilterBar *self = GC_FILTER_BAR (object);

  switch (prop_id)
    {
    case PROP_FILTER:
      g_value_set_boxed (value, self->filter);
      break;
    case PROP_MATCHES:
      g_value_set_object (value, self->matches);
      break;
    case PROP_PROBLEM:
      g_value_set_string (value, self->problem);
      break;
    case PROP_SHOWN:
      g_value_set_boolean (value, self->shown);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
gc_filter_bar_set_property (GObject      *object,
                            guint         prop_id,
                            const GValue *value,
                            GParamSpec   *pspec)
{
  GcFilterBar *self = GC_FILTER_BAR (object);

  switch (prop_id)
    {
    case PROP_MATCHES:
      gc_filter_bar_set_matches (self, g_value_get_object (value));
      break;
    case PROP_SHOWN:
      gc_filter_bar_set_shown (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
gc_filter_bar_class_init (GcFilterBarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags readwrite = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  GParamFlags readable = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = gc_filter_bar_dispose;
  object_class->get_property = gc_filter_bar_get_property;
  object_class->set_property = gc_filter_bar_set_property;
  widget_class->grab_focus = gc_filter_bar_grab_focus;

  properties[PROP_FILTER] =
    g_param_spec_boxed ("filter", NULL, NULL, GC_TYPE_MESSAGE_FILTER, readable);
  properties[PROP_MATCHES] =
    g_param_spec_object ("matches", NULL, NULL, GC_TYPE_MESSAGE_MATCHES, readwrite);
  properties[PROP_PROBLEM] =
    g_param_spec_string ("problem", NULL, NULL, NULL, readable);
  properties[PROP_SHOWN] =
    g_param_spec_boolean ("shown", NULL, NULL, FALSE, readwrite);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (GC_TYPE_MESSAGE_LOG);
  g_type_ensure (GC_TYPE_MESSAGE_MATCHES);

  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_PATH "/ui/gc-filter-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, GcFilterBar, entry);
  gtk_widget_class_bind_template_child (widget_class, GcFilterBar, search_bar);
  gtk_widget_class_bind_template_callback (widget_class, gc_filter_bar_changed_cb);
  gc_closures_bind (widget_class);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
gc_filter_bar_init (GcFilterBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_search_bar_connect_entry (self->search_bar, self->entry);
}
