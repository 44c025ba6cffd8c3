/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-welcome-page.h"
#include "gc-widget.h"

#include <adwaita.h>

/* How many of the recent groups are offered. */
#define N_RECENT 3

/**
 * GcWelcomePage:
 *
 * What the window shows while no group is open: how to begin.
 */
struct _GcWelcomePage
{
  GtkWidget      parent_instance;

  GtkStringList *recent_groups;

  GtkWidget     *recent_box;
  GtkListBox    *recent_list;
};

G_DEFINE_FINAL_TYPE (GcWelcomePage, gc_welcome_page, GTK_TYPE_WIDGET)

static GtkWidget *
create_recent_row (gpointer item,
                   gpointer user_data)
{
  const char *group = gtk_string_object_get_string (item);

  return g_object_new (ADW_TYPE_ACTION_ROW,
                       "use-markup", FALSE,
                       "title", group,
                       "activatable", TRUE,
                       "action-name", "win.join",
                       "action-target", g_variant_new_string (group),
                       NULL);
}

static void
gc_welcome_page_dispose (GObject *object)
{
  GcWelcomePage *self = GC_WELCOME_PAGE (object);

  gc_widget_dispose_template (GTK_WIDGET (self), GC_TYPE_WELCOME_PAGE);
  g_clear_object (&self->recent_groups);

  G_OBJECT_CLASS (gc_welcome_page_parent_class)->dispose (object);
}

static void
gc_welcome_page_class_init (GcWelcomePageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = gc_welcome_page_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               RESOURCE_PATH "/ui/gc-welcome-page.ui");
  gtk_widget_class_bind_template_child (widget_class, GcWelcomePage, recent_box);
  gtk_widget_class_bind_template_child (widget_class, GcWelcomePage, recent_list);
}

static void
gc_welcome_page_init (GcWelcomePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->recent_groups = gtk_string_list_new (NULL);
  gtk_list_box_bind_model (self->recent_list, G_LIST_MODEL (self->recent_groups),
                           create_recent_row, NULL, NULL);
}

/**
 * gc_welcome_page_set_recent_groups:
 * @self: a page
 * @recent_groups: (array zero-terminated=1): groups as they are typed, the newest first
 *
 * Offers the first few of these groups.
 */
void
gc_welcome_page_set_recent_groups (GcWelcomePage     *self,
                                   const char *const *recent_groups)
{
  const char *offered[N_RECENT + 1] = { NULL, };

  g_return_if_fail (GC_IS_WELCOME_PAGE (self));

  for (guint i = 0; i < N_RECENT && recent_groups[i] != NULL; i++)
    offered[i] = recent_groups[i];

  gtk_string_list_splice (self->recent_groups, 0,
                          g_list_model_get_n_items (G_LIST_MODEL (self->recent_groups)),
                          offered);
  gtk_widget_set_visible (self->recent_box, offered[0] != NULL);
}
