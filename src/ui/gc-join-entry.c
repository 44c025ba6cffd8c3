/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-join-entry.h"
#include "gc-widget.h"

#include <glib/gi18n.h>

#include <string.h>

/**
 * GcJoinEntry:
 *
 * Where the groups to join are typed. Says under the entry what would be joined, or what is
 * wrong; what is only unfinished is not called wrong until Enter is pressed.
 *
 * `join-requested` is emitted for each group, with a `GcEndpoint`. What could not be read stays in the
 * entry.
 */
struct _GcJoinEntry
{
  GtkWidget   parent_instance;

  guint       last_port;

  GtkEntry   *entry;
  GtkLabel   *hint_label;
  GtkPopover *popover;
};

G_DEFINE_FINAL_TYPE (GcJoinEntry, gc_join_entry, GTK_TYPE_WIDGET)

enum
{
  PROP_HINT = 1,
  PROP_LAST_PORT,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

enum
{
  JOIN_REQUESTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
gc_join_entry_show_hint (GcJoinEntry *self,
                         const char  *hint,
                         gboolean     is_error)
{
  gc_widget_set_invalid (GTK_WIDGET (self->entry), is_error);

  if (g_strcmp0 (gtk_label_get_label (self->hint_label), hint) != 0)
    {
      gtk_label_set_label (self->hint_label, hint);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_HINT]);
    }

  if (*hint != '\0' && gtk_widget_get_mapped (GTK_WIDGET (self)))
    gtk_popover_popup (self->popover);
  else
    gtk_popover_popdown (self->popover);
}

/* What would be joined, in words. */
static char *
gc_join_entry_describe (GcJoinEntry *self,
                        GcEndpoint  *endpoint,
                        gboolean     is_port_given)
{
  g_autofree char *group = gc_endpoint_dup_group_port (endpoint);
  const char *interface = gc_endpoint_get_interface (endpoint);
  g_autofree char *what = NULL;

  if (g_strcmp0 (interface, GC_ENDPOINT_ALL_INTERFACES) == 0)
    what = g_strdup_printf (_("Joins %s on every interface"), group);
  else if (interface != NULL)
    what = g_strdup_printf (_("Joins %s on %s"), group, interface);
  else
    what = g_strdup_printf (_("Joins %s"), group);

  if (is_port_given)
    return g_steal_pointer (&what);

  /* Translators: %s says what is joined, as “Joins 239.255.0.1:5000” */
  return g_strdup_printf (_("%s: without a port, the last one used"), what);
}

static void
gc_join_entry_validate (GcJoinEntry *self)
{
  g_auto (GStrv) words = gc_endpoint_split (gtk_editable_get_text (GTK_EDITABLE (self->entry)));
  guint n_words = g_strv_length (words);
  g_autofree char *hint = NULL;

  for (guint i = 0; i < n_words; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GcEndpoint) with_port = gc_endpoint_parse (words[i], 0, NULL);
      g_autoptr (GcEndpoint) endpoint = gc_endpoint_parse (words[i], self->last_port, &error);

      if (endpoint == NULL && i + 1 == n_words && gc_typing_is_unfinished (words[i]))
        break;
      if (endpoint == NULL)
        {
          gc_join_entry_show_hint (self, error->message, TRUE);
          return;
        }
      if (n_words == 1)
        hint = gc_join_entry_describe (self, endpoint, with_port != NULL);
      else if (i + 1 == n_words)
        hint = g_strdup_printf (ngettext ("Joins %u group", "Joins %u groups", n_words), n_words);
    }

  gc_join_entry_show_hint (self, hint != NULL ? hint : "", FALSE);
}

static void
gc_join_entry_changed_cb (GcJoinEntry *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "join.activate",
                                 text[strspn (text, " \t\r\n,;\"'")] != '\0');
  gc_join_entry_validate (self);
}

static void
gc_join_entry_activate_cb (GcJoinEntry *self)
{
  g_autofree char *rest = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) endpoints =
    gc_endpoint_parse_all (gtk_editable_get_text (GTK_EDITABLE (self->entry)), self->last_port,
                           &rest, &error);

  for (guint i = 0; i < endpoints->len; i++)
    g_signal_emit (self, signals[JOIN_REQUESTED], 0, endpoints->pdata[i]);

  gtk_editable_set_text (GTK_EDITABLE (self->entry), rest);
  gtk_editable_set_position (GTK_EDITABLE (self->entry), -1);
  if (error != NULL)
    gc_join_entry_show_hint (self, error->message, TRUE);
}

static void
gc_join_entry_focus_left_cb (GcJoinEntry *self)
{
  gtk_popover_popdown (self->popover);
}

static gboolean
gc_join_entry_key_pressed_cb (GcJoinEntry     *self,
                              guint            keyval,
                              guint            keycode,
                              GdkModifierType  state)
{
  if (keyval != GDK_KEY_Escape || !gtk_widget_get_visible (GTK_WIDGET (self->popover)))
    return GDK_EVENT_PROPAGATE;

  gtk_popover_popdown (self->popover);
  return GDK_EVENT_STOP;
}

static void
gc_join_entry_activate_action (GtkWidget  *widget,
                               const char *action_name,
                               GVariant   *parameter)
{
  gc_join_entry_activate_cb (GC_JOIN_ENTRY (widget));
}

static gboolean
gc_join_entry_grab_focus (GtkWidget *widget)
{
  GcJoinEntry *self = GC_JOIN_ENTRY (widget);

  return gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

static void
gc_join_entry_dispose (GObject *object)
{
  gc_widget_dispose_template (GTK_WIDGET (object), GC_TYPE_JOIN_ENTRY);

  G_OBJECT_CLASS (gc_join_entry_parent_class)->dispose (object);
}

static void
gc_join_entry_get_property (GObject    *object,
                            guint       prop_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  GcJoinEntry *self = GC_JOIN_ENTRY (object);

  switch (prop_id)
    {
    case PROP_HINT:
      g_value_set_string (value, gc_join_entry_get_hint (self));
      break;
    case PROP_LAST_PORT:
      g_value_set_uint (value, self->last_port);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
gc_join_entry_set_property (GObject      *object,
                            guint         prop_id,
                            const GValue *value,
                            GParamSpec   *pspec)
{
  GcJoinEntry *self = GC_JOIN_ENTRY (object);

  switch (prop_id)
    {
    case PROP_LAST_PORT:
      gc_join_entry_set_last_port (self, g_value_get_uint (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
gc_join_entry_class_init (GcJoinEntryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = gc_join_entry_dispose;
  object_class->get_property = gc_join_entry_get_property;
  object_class->set_property = gc_join_entry_set_property;
  widget_class->grab_focus = gc_join_entry_grab_focus;

  properties[PROP_HINT] =
    g_param_spec_string ("hint", NULL, NULL, "",
                         G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_LAST_PORT] =
    g_param_spec_uint ("last-port", NULL, NULL, 1, G_MAXUINT16, 5000,
                       G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[JOIN_REQUESTED] =
    g_signal_new ("join-requested", GC_TYPE_JOIN_ENTRY, G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 1, GC_TYPE_ENDPOINT);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               RESOURCE_PATH "/ui/gc-join-entry.ui");
  gtk_widget_class_bind_template_child (widget_class, GcJoinEntry, entry);
  gtk_widget_class_bind_template_child (widget_class, GcJoinEntry, hint_label);
  gtk_widget_class_bind_template_child (widget_class, GcJoinEntry, popover);
  gtk_widget_class_bind_template_callback (widget_class, gc_join_entry_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, gc_join_entry_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, gc_join_entry_focus_left_cb);
  gtk_widget_class_bind_template_callback (widget_class, gc_join_entry_key_pressed_cb);

  gtk_widget_class_install_action (widget_class, "join.activate", NULL,
                                   gc_join_entry_activate_action);
}

static void
gc_join_entry_init (GcJoinEntry *self)
{
  self->last_port = 5000;
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "join.activate", FALSE);
}

/**
 * gc_join_entry_get_last_port:
 * @self: an entry
 *
 * Returns: the port taken for a group that is typed without one
 */
guint
gc_join_entry_get_last_port (GcJoinEntry *self)
{
  g_return_val_if_fail (GC_IS_JOIN_ENTRY (self), 0);

  return self->last_port;
}

/**
 * gc_join_entry_set_last_port:
 * @self: an entry
 * @last_port: the port taken for a group that is typed without one
 */
void
gc_join_entry_set_last_port (GcJoinEntry *self,
                             guint        last_port)
{
  g_return_if_fail (GC_IS_JOIN_ENTRY (self));
  g_return_if_fail (last_port >= 1 && last_port <= G_MAXUINT16);

  if (self->last_port == last_port)
    return;

  self->last_port = last_port;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LAST_PORT]);
}

/**
 * gc_join_entry_get_hint:
 * @self: an entry
 *
 * Returns: what it says under the text, empty if nothing
 */
const char *
gc_join_entry_get_hint (GcJoinEntry *self)
{
  g_return_val_if_fail (GC_IS_JOIN_ENTRY (self), NULL);

  return gtk_label_get_label (self->hint_label);
}
