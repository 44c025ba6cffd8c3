/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-preferences-page.h"
#include "gc-widget.h"

/**
 * GcPreferencesPage:
 *
 * What one may choose for the whole program. Each choice is in effect at once.
 */
struct _GcPreferencesPage
{
  AdwPreferencesPage  parent_instance;

  GSettings          *settings;

  GtkAdjustment      *max_mebibytes;
  GtkAdjustment      *max_messages;
};

G_DEFINE_FINAL_TYPE (GcPreferencesPage, gc_preferences_page, ADW_TYPE_PREFERENCES_PAGE)

static void
gc_preferences_page_dispose (GObject *object)
{
  GcPreferencesPage *self = GC_PREFERENCES_PAGE (object);

  gc_widget_dispose_template (GTK_WIDGET (self), GC_TYPE_PREFERENCES_PAGE);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (gc_preferences_page_parent_class)->dispose (object);
}

static void
gc_preferences_page_class_init (GcPreferencesPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gc_preferences_page_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               RESOURCE_PATH "/ui/gc-preferences-page.ui");
  gtk_widget_class_bind_template_child (widget_class, GcPreferencesPage, max_mebibytes);
  gtk_widget_class_bind_template_child (widget_class, GcPreferencesPage, max_messages);
}

static void
gc_preferences_page_init (GcPreferencesPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->settings = g_settings_new (APPLICATION_ID);
  g_settings_bind (self->settings, "max-messages", self->max_messages, "value",
                   G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "max-mebibytes", self->max_mebibytes, "value",
                   G_SETTINGS_BIND_DEFAULT);
}

/**
 * gc_preferences_page_new:
 *
 * Returns: (transfer floating): a page
 */
GcPreferencesPage *
gc_preferences_page_new (void)
{
  return g_object_new (GC_TYPE_PREFERENCES_PAGE, NULL);
}
