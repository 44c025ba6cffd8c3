/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-clearer.h"
#include "gc-exporter.h"
#include "gc-join-entry.h"
#include "gc-leaver.h"
#include "gc-network-banner.h"
#include "gc-split-view.h"
#include "gc-tryout.h"
#include "gc-welcome-page.h"
#include "gc-widget.h"
#include "gc-window.h"

#include <glib/gi18n.h>

/* How many groups are remembered. */
#define MAX_RECENT 10

/* Below this width the entry has no room in the header bar and goes under it. */
#define NARROW_WIDTH 560

/**
 * GcWindow:
 *
 * The window: an entry to join groups, a tab for each joined group, and the sender panel.
 */
struct _GcWindow
{
  AdwApplicationWindow parent_instance;

  GSettings           *settings;
  gboolean             sender_panel_visible;
  guint                fit_id;

  GcGroupTabs         *group_tabs;
  GcJoinEntry         *join_entry;
  AdwBin              *narrow_slot;
  GcSenderPanel       *sender_panel;
  GcSplitView         *split_view;
  GtkStack            *stack;
  GtkStack            *title_stack;
  AdwToastOverlay     *toast_overlay;
  GcWelcomePage       *welcome_page;
  AdwClamp            *wide_slot;
};

G_DEFINE_FINAL_TYPE (GcWindow, gc_window, ADW_TYPE_APPLICATION_WINDOW)

enum
{
  PROP_SENDER_PANEL_VISIBLE = 1,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
gc_window_recent_changed_cb (GcWindow *self)
{
  g_auto (GStrv) recent = g_settings_get_strv (self->settings, "recent-groups");

  gc_welcome_page_set_recent_groups (self->welcome_page, (const char *const *) recent);
}

/* The newest comes first, each once. */
static void
gc_window_remember (GcWindow   *self,
                    GcEndpoint *endpoint)
{
  g_autofree char *group = gc_endpoint_to_string (endpoint);
  g_auto (GStrv) before = g_settings_get_strv (self->settings, "recent-groups");
  g_autoptr (GPtrArray) after = g_ptr_array_new ();

  g_ptr_array_add (after, group);
  for (guint i = 0; before[i] != NULL && after->len < MAX_RECENT; i++)
    if (g_strcmp0 (before[i], group) != 0)
      g_ptr_array_add (after, before[i]);
  g_ptr_array_add (after, NULL);

  g_settings_set_strv (self->settings, "recent-groups", (const char *const *) after->pdata);
  g_settings_set_uint (self->settings, "last-port", gc_endpoint_get_port (endpoint));
}

static void
gc_window_join_cb (GcWindow   *self,
                   GcEndpoint *endpoint)
{
  gc_window_remember (self, endpoint);
  gc_group_tabs_open (self->group_tabs, endpoint);
}

/* A window too narrow for both shows the panel over the groups, and only when it is asked for;
 * what the user chose for a wide one comes back with the width. */
static void
gc_window_collapsed_cb (GcWindow *self)
{
  g_object_set (self, "sender-panel-visible",
                !gc_split_view_is_collapsed (self->split_view) &&
                  g_settings_get_boolean (self->settings, "sender-panel-visible"),
                NULL);
}

static void
gc_window_set_sender_panel_visible (GcWindow *self,
                                    gboolean  visible)
{
  if (self->sender_panel_visible == !!visible)
    return;

  self->sender_panel_visible = !!visible;
  if (!gc_split_view_is_collapsed (self->split_view))
    g_settings_set_boolean (self->settings, "sender-panel-visible", visible);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SENDER_PANEL_VISIBLE]);
}

/* What each tab is or is not, as properties of its page; the actions are those of the tab that can be
 * seen. */
static const char *const page_states[] = { "details-shown", "filtering", "paused" };

static void
gc_window_selected_cb (GcWindow *self)
{
  GcGroupPage *page = gc_group_tabs_get_selected (self->group_tabs);
  g_autoptr (GSimpleActionGroup) actions = NULL;

  if (page != NULL)
    {
      actions = g_simple_action_group_new ();
      for (gsize i = 0; i < G_N_ELEMENTS (page_states); i++)
        {
          g_autoptr (GPropertyAction) action =
            g_property_action_new (page_states[i], page, page_states[i]);

          g_action_map_add_action (G_ACTION_MAP (actions), G_ACTION (action));
        }
    }

  gtk_widget_insert_action_group (GTK_WIDGET (self), "page", G_ACTION_GROUP (actions));
}

/* The focus was in the page that went. */
static void
gc_window_empty_cb (GcWindow *self)
{
  gboolean empty = gc_group_tabs_is_empty (self->group_tabs);

  gtk_stack_set_visible_child_name (self->stack, empty ? "welcome" : "groups");
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.clear", !empty);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.export", !empty);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.filter", !empty);
  if (empty)
    gtk_widget_grab_focus (GTK_WIDGET (self->join_entry));
}

/* What waits to be seen is cleared too. */
static void
gc_window_clear_action (GtkWidget  *widget,
                        const char *action_name,
                        GVariant   *parameter)
{
  GcWindow *self = GC_WINDOW (widget);
  GcGroupPage *page = gc_group_tabs_get_selected (self->group_tabs);

  if (page == NULL)
    return;

  gc_message_view_follow (gc_group_page_get_view (page));
  gc_clearer_start (self, gc_group_page_get_group (page));
}

static void
gc_window_export_action (GtkWidget  *widget,
                         const char *action_name,
                         GVariant   *parameter)
{
  GcWindow *self = GC_WINDOW (widget);
  GcGroupPage *page = gc_group_tabs_get_selected (self->group_tabs);
  GcFormat format;

  if (page != NULL && gc_format_parse (g_variant_get_string (parameter, NULL), &format, NULL))
    gc_exporter_start (self, gc_group_page_get_group (page), format);
}

static void
gc_window_filter_action (GtkWidget  *widget,
                         const char *action_name,
                         GVariant   *parameter)
{
  GcWindow *self = GC_WINDOW (widget);
  GcGroupPage *page = gc_group_tabs_get_selected (self->group_tabs);

  if (page != NULL)
    gc_group_page_filter (page);
}

static void
gc_window_focus_join_action (GtkWidget  *widget,
                             const char *action_name,
                             GVariant   *parameter)
{
  GcWindow *self = GC_WINDOW (widget);

  gtk_widget_grab_focus (GTK_WIDGET (self->join_entry));
}

static void
gc_window_join_action (GtkWidget  *widget,
                       const char *action_name,
                       GVariant   *parameter)
{
  GcWindow *self = GC_WINDOW (widget);
  g_autoptr (GError) error = NULL;

  if (!gc_window_join_text (self, g_variant_get_string (parameter, NULL), &error))
    gc_window_toast (self, error->message);
}

static void
gc_window_close_tab_action (GtkWidget  *widget,
                            const char *action_name,
                            GVariant   *parameter)
{
  GcWindow *self = GC_WINDOW (widget);

  if (!gc_group_tabs_close_selected (self->group_tabs))
    gtk_window_close (GTK_WINDOW (self));
}

static void
gc_window_send_action (GtkWidget  *widget,
                       const char *action_name,
                       GVariant   *parameter)
{
  GcWindow *self = GC_WINDOW (widget);

  /* Nothing is sent that cannot be seen. */
  if (self->sender_panel_visible)
    {
      gtk_widget_activate_action (GTK_WIDGET (self->sender_panel), "sender.send", NULL);
    }
  else
    {
      gc_window_set_sender_panel_visible (self, TRUE);
      gtk_widget_grab_focus (GTK_WIDGET (self->sender_panel));
    }
}

static void
gc_window_add_target_action (GtkWidget  *widget,
                             const char *action_name,
                             GVariant   *parameter)
{
  GcWindow *self = GC_WINDOW (widget);
  g_autoptr (GcEndpoint) endpoint =
    gc_endpoint_parse (g_variant_get_string (parameter, NULL), 0, NULL);

  if (endpoint == NULL)
    return;

  gc_target_list_add (gc_sender_panel_get_targets (self->sender_panel), endpoint);
  gc_window_set_sender_panel_visible (self, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->sender_panel));
}

/* The messages that are visible are those of the selected tab. The keys belong to a text that
 * is being edited first. */
static gboolean
gc_window_messages_key_cb (GtkWidget *widget,
                           GVariant  *arguments,
                           gpointer   user_data)
{
  GcWindow *self = GC_WINDOW (widget);
  GcGroupPage *page = gc_group_tabs_get_selected (self->group_tabs);

  if (page == NULL || gc_widget_is_typed_in (gtk_window_get_focus (GTK_WINDOW (self))))
    return GDK_EVENT_PROPAGATE;

  return gtk_widget_activate_action (GTK_WIDGET (gc_group_page_get_view (page)),
                                     g_variant_get_string (arguments, NULL), NULL);
}

static void
gc_window_add_messages_key (GtkShortcutController *controller,
                            guint                  keyval,
                            GdkModifierType        modifiers,
                            const char            *action)
{
  GtkShortcut *shortcut =
    gtk_shortcut_new_with_arguments (gtk_keyval_trigger_new (keyval, modifiers),
                                     gtk_callback_action_new (gc_window_messages_key_cb,
                                                              NULL, NULL),
                                     "s", action);

  gtk_shortcut_controller_add_shortcut (controller, shortcut);
}

static void
gc_window_add_messages_keys (GcWindow *self)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();

  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  gc_window_add_messages_key (GTK_SHORTCUT_CONTROLLER (controller), GDK_KEY_End,
                              GDK_CONTROL_MASK, "messages.follow");
  gc_window_add_messages_key (GTK_SHORTCUT_CONTROLLER (controller), GDK_KEY_Home,
                              GDK_CONTROL_MASK, "messages.oldest");
  gc_window_add_messages_key (GTK_SHORTCUT_CONTROLLER (controller), GDK_KEY_Down,
                              GDK_ALT_MASK, "group.next");
  gc_window_add_messages_key (GTK_SHORTCUT_CONTROLLER (controller), GDK_KEY_Up,
                              GDK_ALT_MASK, "group.previous");
  gtk_widget_add_controller (GTK_WIDGET (self), controller);
}

static void
gc_window_try_action (GtkWidget  *widget,
                      const char *action_name,
                      GVariant   *parameter)
{
  gc_tryout_start (GC_WINDOW (widget));
}

static void
gc_window_bind_settings (GcWindow *self)
{
  g_settings_bind (self->settings, "window-width", self, "default-width",
                   G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "window-height", self, "default-height",
                   G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "window-maximized", self, "maximized",
                   G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "last-port", self->join_entry, "last-port",
                   G_SETTINGS_BIND_GET);
  g_settings_bind (self->settings, "last-port", self->sender_panel, "last-port",
                   G_SETTINGS_BIND_GET);

  g_signal_connect_object (self->settings, "changed::recent-groups",
                           G_CALLBACK (gc_window_recent_changed_cb), self, G_CONNECT_SWAPPED);
  gc_window_recent_changed_cb (self);
}

/* Moves the entry, and what is being typed in it, to where there is room. */
static void
gc_window_set_narrow (GcWindow *self,
                      gboolean  narrow)
{
  g_autoptr (GtkWidget) entry = g_object_ref (GTK_WIDGET (self->join_entry));
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));
  gboolean had_focus = focus != NULL && gtk_widget_is_ancestor (focus, entry);

  if (narrow)
    {
      adw_clamp_set_child (self->wide_slot, NULL);
      adw_bin_set_child (self->narrow_slot, entry);
    }
  else
    {
      adw_bin_set_child (self->narrow_slot, NULL);
      adw_clamp_set_child (self->wide_slot, entry);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->narrow_slot), narrow);
  gtk_stack_set_visible_child_name (self->title_stack, narrow ? "narrow" : "wide");

  /* Selected, the text would be replaced by the next letter. */
  if (had_focus && GTK_IS_TEXT (focus))
    gtk_text_grab_focus_without_selecting (GTK_TEXT (focus));
  else if (had_focus)
    gtk_widget_grab_focus (focus);
}

static gboolean
gc_window_fit_cb (gpointer user_data)
{
  GcWindow *self = user_data;
  gboolean narrow = gtk_widget_get_width (GTK_WIDGET (self)) < NARROW_WIDTH;

  self->fit_id = 0;
  if (narrow != gtk_widget_get_visible (GTK_WIDGET (self->narrow_slot)))
    gc_window_set_narrow (self, narrow);

  return G_SOURCE_REMOVE;
}

/* A layout is no time to change what is laid out. */
static void
gc_window_size_allocate (GtkWidget *widget,
                         int        width,
                         int        height,
                         int        baseline)
{
  GcWindow *self = GC_WINDOW (widget);

  GTK_WIDGET_CLASS (gc_window_parent_class)->size_allocate (widget, width, height, baseline);

  if (self->fit_id == 0 &&
      (width < NARROW_WIDTH) != gtk_widget_get_visible (GTK_WIDGET (self->narrow_slot)))
    self->fit_id = g_idle_add_full (GTK_PRIORITY_RESIZE, gc_window_fit_cb, self, NULL);
}

static void
gc_window_dispose (GObject *object)
{
  GcWindow *self = GC_WINDOW (object);

  g_clear_handle_id (&self->fit_id, g_source_remove);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "page", NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), GC_TYPE_WINDOW);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (gc_window_parent_class)->dispose (object);
}

static void
gc_window_get_property (GObject    *object,
                        guint       prop_id,
                        GValue     *value,
                        GParamSpec *pspec)
{
  GcWindow *self = GC_WINDOW (object);

  switch (prop_id)
    {
    case PROP_SENDER_PANEL_VISIBLE:
      g_value_set_boolean (value, self->sender_panel_visible);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
gc_window_set_property (GObject      *object,
                        guint         prop_id,
                        const GValue *value,
                        GParamSpec   *pspec)
{
  GcWindow *self = GC_WINDOW (object);

  switch (prop_id)
    {
    case PROP_SENDER_PANEL_VISIBLE:
      gc_window_set_sender_panel_visible (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
gc_window_class_init_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.add-target", "s",
                                   gc_window_add_target_action);
  gtk_widget_class_install_action (widget_class, "win.clear", NULL, gc_window_clear_action);
  gtk_widget_class_install_action (widget_class, "win.close-tab", NULL,
                                   gc_window_close_tab_action);
  gtk_widget_class_install_action (widget_class, "win.export", "s", gc_window_export_action);
  gtk_widget_class_install_action (widget_class, "win.filter", NULL, gc_window_filter_action);
  gtk_widget_class_install_action (widget_class, "win.focus-join", NULL,
                                   gc_window_focus_join_action);
  gtk_widget_class_install_action (widget_class, "win.join", "s", gc_window_join_action);
  gtk_widget_class_install_action (widget_class, "win.send", NULL, gc_window_send_action);
  gtk_widget_class_install_property_action (widget_class, "win.sender-panel",
                                            "sender-panel-visible");
  gtk_widget_class_install_action (widget_class, "win.try", NULL, gc_window_try_action);
}

static void
gc_window_class_init (GcWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = gc_window_dispose;
  object_class->get_property = gc_window_get_property;
  object_class->set_property = gc_window_set_property;
  widget_class->size_allocate = gc_window_size_allocate;

  properties[PROP_SENDER_PANEL_VISIBLE] =
    g_param_spec_boolean ("sender-panel-visible", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (GC_TYPE_GROUP_TABS);
  g_type_ensure (GC_TYPE_JOIN_ENTRY);
  g_type_ensure (GC_TYPE_NETWORK_BANNER);
  g_type_ensure (GC_TYPE_SENDER_PANEL);
  g_type_ensure (GC_TYPE_SPLIT_VIEW);
  g_type_ensure (GC_TYPE_WELCOME_PAGE);

  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_PATH "/ui/gc-window.ui");
  gtk_widget_class_bind_template_child (widget_class, GcWindow, group_tabs);
  gtk_widget_class_bind_template_child (widget_class, GcWindow, join_entry);
  gtk_widget_class_bind_template_child (widget_class, GcWindow, narrow_slot);
  gtk_widget_class_bind_template_child (widget_class, GcWindow, sender_panel);
  gtk_widget_class_bind_template_child (widget_class, GcWindow, split_view);
  gtk_widget_class_bind_template_child (widget_class, GcWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, GcWindow, title_stack);
  gtk_widget_class_bind_template_child (widget_class, GcWindow, toast_overlay);
  gtk_widget_class_bind_template_child (widget_class, GcWindow, welcome_page);
  gtk_widget_class_bind_template_child (widget_class, GcWindow, wide_slot);
  gtk_widget_class_bind_template_callback (widget_class, gc_window_empty_cb);
  gtk_widget_class_bind_template_callback (widget_class, gc_window_collapsed_cb);
  gtk_widget_class_bind_template_callback (widget_class, gc_window_join_cb);
  gtk_widget_class_bind_template_callback (widget_class, gc_window_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, gc_leaver_start);

  gc_window_class_init_actions (widget_class);
}

static void
gc_window_init (GcWindow *self)
{
  self->settings = g_settings_new (APPLICATION_ID);

  gtk_widget_init_template (GTK_WIDGET (self));

  if (DEVELOPMENT)
    gtk_widget_add_css_class (GTK_WIDGET (self), "devel");

  gc_window_bind_settings (self);
  gc_window_collapsed_cb (self);

  gc_window_add_messages_keys (self);
  gc_window_empty_cb (self);
}

/**
 * gc_window_new:
 * @application: the application
 *
 * Returns: (transfer none): a window, owned by GTK
 */
GcWindow *
gc_window_new (GtkApplication *application)
{
  return g_object_new (GC_TYPE_WINDOW, "application", application, NULL);
}

/**
 * gc_window_join_text:
 * @self: a window
 * @text: one or many groups, as they are typed
 * @error: `GC_ERROR`: what is wrong with the first that is not valid
 *
 * Joins the groups that are valid, and remembers them.
 *
 * Returns: whether all were valid
 */
gboolean
gc_window_join_text (GcWindow    *self,
                     const char  *text,
                     GError     **error)
{
  g_autofree char *rest = NULL;
  g_autoptr (GPtrArray) endpoints = NULL;

  g_return_val_if_fail (GC_IS_WINDOW (self), FALSE);

  endpoints = gc_endpoint_parse_all (text, g_settings_get_uint (self->settings, "last-port"),
                                     &rest, error);
  for (guint i = 0; i < endpoints->len; i++)
    gc_window_join_cb (self, endpoints->pdata[i]);

  return *rest == '\0';
}

/**
 * gc_window_get_group_tabs:
 * @self: a window
 *
 * Returns: (transfer none): its tabs
 */
GcGroupTabs *
gc_window_get_group_tabs (GcWindow *self)
{
  g_return_val_if_fail (GC_IS_WINDOW (self), NULL);

  return self->group_tabs;
}

/**
 * gc_window_get_sender_panel:
 * @self: a window
 *
 * Returns: (transfer none): its sender panel
 */
GcSenderPanel *
gc_window_get_sender_panel (GcWindow *self)
{
  g_return_val_if_fail (GC_IS_WINDOW (self), NULL);

  return self->sender_panel;
}

/**
 * gc_window_add_toast:
 * @self: a window
 * @toast: (transfer full): a toast
 *
 * Shows it.
 */
void
gc_window_add_toast (GcWindow *self,
                     AdwToast *toast)
{
  g_return_if_fail (GC_IS_WINDOW (self));

  adw_toast_overlay_add_toast (self->toast_overlay, toast);
}

/**
 * gc_window_toast:
 * @self: a window
 * @text: plain text
 *
 * Shows a line for a moment.
 */
void
gc_window_toast (GcWindow   *self,
                 const char *text)
{
  g_autofree char *markup = g_markup_escape_text (text, -1);

  g_return_if_fail (GC_IS_WINDOW (self));

  gc_window_add_toast (self, adw_toast_new (markup));
}
