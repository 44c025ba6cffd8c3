/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-group-tabs.h"
#include "gc-widget.h"

/**
 * GcGroupTabs:
 *
 * A tab for each open group. A tab that cannot be seen is marked when it receives something.
 */
struct _GcGroupTabs
{
  GtkWidget   parent_instance;

  gboolean    empty;

  AdwTabView *tab_view;
};

G_DEFINE_FINAL_TYPE (GcGroupTabs, gc_group_tabs, GTK_TYPE_WIDGET)

enum
{
  PROP_EMPTY = 1,
  PROP_SELECTED,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

enum
{
  LEFT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
gc_group_tabs_n_pages_cb (GcGroupTabs *self)
{
  gboolean empty = adw_tab_view_get_n_pages (self->tab_view) == 0;

  if (self->empty == empty)
    return;

  self->empty = empty;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_EMPTY]);
}

static void
gc_group_tabs_selected_cb (GcGroupTabs *self)
{
  AdwTabPage *page = adw_tab_view_get_selected_page (self->tab_view);

  if (page != NULL)
    adw_tab_page_set_needs_attention (page, FALSE);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SELECTED]);
}

static gboolean
gc_group_tabs_close_page_cb (GcGroupTabs *self,
                             AdwTabPage  *page)
{
  GcGroup *group = gc_group_page_get_group (GC_GROUP_PAGE (adw_tab_page_get_child (page)));
  g_autoptr (GcGroup) left = g_object_ref (group);
  int position = adw_tab_view_get_page_position (self->tab_view, page);

  adw_tab_view_close_page_finish (self->tab_view, page, TRUE);
  gc_group_leave (left);
  g_signal_emit (self, signals[LEFT], 0, left, position);

  return GDK_EVENT_STOP;
}

/* A tab may be dragged to another window; one that is dropped outside stays. */
static AdwTabView *
gc_group_tabs_create_window_cb (GcGroupTabs *self)
{
  return self->tab_view;
}

static AdwTabPage *
gc_group_tabs_find_tab (GcGroupTabs *self,
                        GcGroup     *group)
{
  GcGroupPage *page = gc_group_tabs_find (self, gc_group_get_endpoint (group));

  return page != NULL ? adw_tab_view_get_page (self->tab_view, GTK_WIDGET (page)) : NULL;
}

static void
gc_group_tabs_received_cb (GcGroupTabs *self,
                           GParamSpec  *pspec,
                           GcGroup     *group)
{
  AdwTabPage *page = gc_group_tabs_find_tab (self, group);

  if (page != NULL && !adw_tab_page_get_selected (page))
    adw_tab_page_set_needs_attention (page, TRUE);
}

static void
gc_group_tabs_state_cb (GcGroupTabs *self,
                        GParamSpec  *pspec,
                        GcGroup     *group)
{
  AdwTabPage *page = gc_group_tabs_find_tab (self, group);
  GcReceiverState state = gc_group_get_state (group);
  g_autoptr (GIcon) icon = NULL;

  if (page == NULL)
    return;

  if (state == GC_RECEIVER_FAILED)
    icon = g_themed_icon_new ("dialog-error-symbolic");
  adw_tab_page_set_icon (page, icon);
  adw_tab_page_set_loading (page, state == GC_RECEIVER_JOINING);
}

static void
gc_group_tabs_attached_cb (GcGroupTabs *self,
                           AdwTabPage  *page)
{
  GcGroup *group = gc_group_page_get_group (GC_GROUP_PAGE (adw_tab_page_get_child (page)));

  g_signal_connect_object (group, "notify::n-messages",
                           G_CALLBACK (gc_group_tabs_received_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (group, "notify::state",
                           G_CALLBACK (gc_group_tabs_state_cb), self, G_CONNECT_SWAPPED);
}

static void
gc_group_tabs_detached_cb (GcGroupTabs *self,
                           AdwTabPage  *page)
{
  GcGroup *group = gc_group_page_get_group (GC_GROUP_PAGE (adw_tab_page_get_child (page)));

  g_signal_handlers_disconnect_by_data (group, self);
}

static void
gc_group_tabs_dispose (GObject *object)
{
  gc_widget_dispose_template (GTK_WIDGET (object), GC_TYPE_GROUP_TABS);

  G_OBJECT_CLASS (gc_group_tabs_parent_class)->dispose (object);
}

static void
gc_group_tabs_get_property (GObject    *object,
                            guint       prop_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  GcGroupTabs *self = GC_GROUP_TABS (object);

  switch (prop_id)
    {
    case PROP_EMPTY:
      g_value_set_boolean (value, self->empty);
      break;
    case PROP_SELECTED:
      g_value_set_object (value, gc_group_tabs_get_selected (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
gc_group_tabs_class_init (GcGroupTabsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = gc_group_tabs_dispose;
  object_class->get_property = gc_group_tabs_get_property;

  properties[PROP_EMPTY] =
    g_param_spec_boolean ("empty", NULL, NULL, TRUE, flags);
  properties[PROP_SELECTED] =
    g_param_spec_object ("selected", NULL, NULL, GC_TYPE_GROUP_PAGE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  /**
   * GcGroupTabs::left:
   * @self: tabs
   * @group: a group that has been left
   * @position: where its tab was
   *
   * A tab was closed.
   */
  signals[LEFT] = g_signal_new ("left", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                NULL, NULL, NULL, G_TYPE_NONE, 2, GC_TYPE_GROUP, G_TYPE_INT);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               RESOURCE_PATH "/ui/gc-group-tabs.ui");
  gtk_widget_class_bind_template_child (widget_class, GcGroupTabs, tab_view);
  gtk_widget_class_bind_template_callback (widget_class, gc_group_tabs_attached_cb);
  gtk_widget_class_bind_template_callback (widget_class, gc_group_tabs_close_page_cb);
  gtk_widget_class_bind_template_callback (widget_class, gc_group_tabs_create_window_cb);
  gtk_widget_class_bind_template_callback (widget_class, gc_group_tabs_detached_cb);
  gtk_widget_class_bind_template_callback (widget_class, gc_group_tabs_n_pages_cb);
  gtk_widget_class_bind_template_callback (widget_class, gc_group_tabs_selected_cb);

  g_type_ensure (GC_TYPE_GROUP_PAGE);
}

static void
gc_group_tabs_init (GcGroupTabs *self)
{
  self->empty = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));

  /* These keys are for the oldest and the newest message here. */
  adw_tab_view_remove_shortcuts (self->tab_view,
                                 ADW_TAB_VIEW_SHORTCUT_CONTROL_HOME |
                                 ADW_TAB_VIEW_SHORTCUT_CONTROL_END);
}

/**
 * gc_group_tabs_get_tab_view:
 * @self: tabs
 *
 * Returns: (transfer none): the widget that holds the pages
 */
AdwTabView *
gc_group_tabs_get_tab_view (GcGroupTabs *self)
{
  g_return_val_if_fail (GC_IS_GROUP_TABS (self), NULL);

  return self->tab_view;
}

/**
 * gc_group_tabs_is_empty:
 * @self: tabs
 *
 * Returns: whether no group is open
 */
gboolean
gc_group_tabs_is_empty (GcGroupTabs *self)
{
  g_return_val_if_fail (GC_IS_GROUP_TABS (self), TRUE);

  return self->empty;
}

/**
 * gc_group_tabs_get_selected:
 * @self: tabs
 *
 * Returns: (transfer none) (nullable): the page that can be seen
 */
GcGroupPage *
gc_group_tabs_get_selected (GcGroupTabs *self)
{
  AdwTabPage *page;

  g_return_val_if_fail (GC_IS_GROUP_TABS (self), NULL);

  page = adw_tab_view_get_selected_page (self->tab_view);
  return page != NULL ? GC_GROUP_PAGE (adw_tab_page_get_child (page)) : NULL;
}

/**
 * gc_group_tabs_find:
 * @self: tabs
 * @endpoint: a group
 *
 * Returns: (transfer none) (nullable): the page of that group, if it is open
 */
GcGroupPage *
gc_group_tabs_find (GcGroupTabs *self,
                    GcEndpoint  *endpoint)
{
  g_return_val_if_fail (GC_IS_GROUP_TABS (self), NULL);

  for (int i = 0; i < adw_tab_view_get_n_pages (self->tab_view); i++)
    {
      AdwTabPage *page = adw_tab_view_get_nth_page (self->tab_view, i);
      GcGroupPage *group_page = GC_GROUP_PAGE (adw_tab_page_get_child (page));

      if (gc_endpoint_equal (gc_group_get_endpoint (gc_group_page_get_group (group_page)),
                             endpoint))
        return group_page;
    }

  return NULL;
}

static GcGroupPage *
gc_group_tabs_add (GcGroupTabs *self,
                   GcGroup     *group,
                   int          position)
{
  GcGroupPage *group_page = gc_group_page_new (group);
  AdwTabPage *page = adw_tab_view_insert (self->tab_view, GTK_WIDGET (group_page), position);

  g_object_bind_property (group, "title", page, "title", G_BINDING_SYNC_CREATE);
  adw_tab_view_set_selected_page (self->tab_view, page);
  gc_group_join (group);

  return group_page;
}

/**
 * gc_group_tabs_open:
 * @self: tabs
 * @endpoint: a group
 *
 * Opens a tab for a group and joins it, or selects the tab if it is open.
 *
 * Returns: (transfer none): its page
 */
GcGroupPage *
gc_group_tabs_open (GcGroupTabs *self,
                    GcEndpoint  *endpoint)
{
  GcGroupPage *group_page;
  g_autoptr (GcGroup) group = NULL;

  g_return_val_if_fail (GC_IS_GROUP_TABS (self), NULL);

  if ((group_page = gc_group_tabs_find (self, endpoint)) != NULL)
    {
      gc_group_tabs_select (self, gc_group_page_get_group (group_page));
      return group_page;
    }

  group = gc_group_new (endpoint);
  return gc_group_tabs_add (self, group, adw_tab_view_get_n_pages (self->tab_view));
}

/**
 * gc_group_tabs_restore:
 * @self: tabs
 * @group: a group that has been left
 * @position: where its tab was
 *
 * Opens the tab again, with the messages that it had, and joins the group; or selects its tab if it has
 * been opened again since.
 */
void
gc_group_tabs_restore (GcGroupTabs *self,
                       GcGroup     *group,
                       int          position)
{
  g_return_if_fail (GC_IS_GROUP_TABS (self));

  if (gc_group_tabs_find (self, gc_group_get_endpoint (group)) != NULL)
    gc_group_tabs_open (self, gc_group_get_endpoint (group));
  else
    gc_group_tabs_add (self, group, MIN (position, adw_tab_view_get_n_pages (self->tab_view)));
}

/**
 * gc_group_tabs_select:
 * @self: tabs
 * @group: an open group
 *
 * Shows its page.
 */
void
gc_group_tabs_select (GcGroupTabs *self,
                      GcGroup     *group)
{
  AdwTabPage *page;

  g_return_if_fail (GC_IS_GROUP_TABS (self));

  if ((page = gc_group_tabs_find_tab (self, group)) != NULL)
    adw_tab_view_set_selected_page (self->tab_view, page);
}

/**
 * gc_group_tabs_close_selected:
 * @self: tabs
 *
 * Closes the tab that can be seen, which leaves its group.
 *
 * Returns: %FALSE if there was none
 */
gboolean
gc_group_tabs_close_selected (GcGroupTabs *self)
{
  AdwTabPage *page;

  g_return_val_if_fail (GC_IS_GROUP_TABS (self), FALSE);

  if ((page = adw_tab_view_get_selected_page (self->tab_view)) == NULL)
    return FALSE;

  adw_tab_view_close_page (self->tab_view, page);
  return TRUE;
}
