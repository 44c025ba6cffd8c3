/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-compat.h"

#include <adwaita.h>
#include <glib/gi18n.h>

/* Built without the macros that keep the rest from calling what is too new or too old, so
 * that on any version only that is compiled which is right for it. */

/**
 * gc_compat_present_about:
 * @parent: a window
 * @first_property: the first property of the about dialog
 * @...: its value, then further properties and values, then %NULL
 *
 * Tells about the program.
 */
void
gc_compat_present_about (GtkWindow  *parent,
                         const char *first_property,
                         ...)
{
  va_list args;

  va_start (args, first_property);
#if ADW_CHECK_VERSION (1, 5, 0)
  adw_dialog_present (ADW_DIALOG (g_object_new_valist (ADW_TYPE_ABOUT_DIALOG,
                                                       first_property, args)),
                      GTK_WIDGET (parent));
#else
  {
    GtkWindow *window = GTK_WINDOW (g_object_new_valist (ADW_TYPE_ABOUT_WINDOW,
                                                         first_property, args));

    gtk_window_set_modal (window, TRUE);
    gtk_window_set_transient_for (window, parent);
    gtk_window_present (window);
  }
#endif
  va_end (args);
}

/**
 * gc_compat_present_preferences:
 * @parent: a window
 * @page: (transfer floating): an `AdwPreferencesPage`
 *
 * Lets one choose what is on the page.
 */
void
gc_compat_present_preferences (GtkWindow *parent,
                               GtkWidget *page)
{
#if ADW_CHECK_VERSION (1, 5, 0)
  AdwDialog *dialog = adw_preferences_dialog_new ();

  adw_preferences_dialog_add (ADW_PREFERENCES_DIALOG (dialog), ADW_PREFERENCES_PAGE (page));
  adw_dialog_present (dialog, GTK_WIDGET (parent));
#else
  GtkWidget *window = adw_preferences_window_new ();

  adw_preferences_window_add (ADW_PREFERENCES_WINDOW (window), ADW_PREFERENCES_PAGE (page));
  adw_preferences_window_set_search_enabled (ADW_PREFERENCES_WINDOW (window), FALSE);
  gtk_window_set_modal (GTK_WINDOW (window), TRUE);
  gtk_window_set_transient_for (GTK_WINDOW (window), parent);
  gtk_window_set_default_size (GTK_WINDOW (window), 480, 320);
  gtk_window_present (GTK_WINDOW (window));
#endif
}

static const char *
translate (const char *text)
{
  return g_dpgettext2 (NULL, GC_SHORTCUT_CONTEXT, text);
}

#if ADW_CHECK_VERSION (1, 8, 0)

/**
 * gc_compat_present_shortcuts:
 * @parent: a window
 * @shortcuts: (array length=n_shortcuts): keys, the first of which begins a group
 * @n_shortcuts: how many there are
 *
 * Tells which keys there are.
 */
void
gc_compat_present_shortcuts (GtkWindow        *parent,
                             const GcShortcut *shortcuts,
                             gsize             n_shortcuts)
{
  AdwShortcutsDialog *dialog = ADW_SHORTCUTS_DIALOG (adw_shortcuts_dialog_new ());
  AdwShortcutsSection *section = NULL;

  for (gsize i = 0; i < n_shortcuts; i++)
    {
      if (shortcuts[i].group != NULL)
        {
          section = adw_shortcuts_section_new (translate (shortcuts[i].group));
          adw_shortcuts_dialog_add (dialog, section);
        }

      adw_shortcuts_section_add (section,
                                 adw_shortcuts_item_new (translate (shortcuts[i].title),
                                                         shortcuts[i].keys));
    }

  adw_dialog_present (ADW_DIALOG (dialog), GTK_WIDGET (parent));
}

#else

G_GNUC_PRINTF (2, 3)
static void
append_markup (GString    *xml,
               const char *format,
               ...)
{
  g_autofree char *markup = NULL;
  va_list args;

  va_start (args, format);
  markup = g_markup_vprintf_escaped (format, args);
  va_end (args);
  g_string_append (xml, markup);
}

/* Before GTK 4.14 only a builder can put a shortcut into a window of them. */
static char *
describe_shortcuts (const GcShortcut *shortcuts,
                    gsize             n_shortcuts)
{
  GString *xml = g_string_new ("<interface><object class='GtkShortcutsWindow' id='window'>"
                               "<child><object class='GtkShortcutsSection'>"
                               /* All on one page: the switcher of several has labels that GTK 4.8
                                * warns of. */
                               "<property name='max-height'>20</property>");

  for (gsize i = 0; i < n_shortcuts; i++)
    {
      if (shortcuts[i].group != NULL && i > 0)
        g_string_append (xml, "</object></child>");
      if (shortcuts[i].group != NULL)
        append_markup (xml, "<child><object class='GtkShortcutsGroup'>"
                       "<property name='title'>%s</property>",
                       translate (shortcuts[i].group));

      append_markup (xml, "<child><object class='GtkShortcutsShortcut'>"
                     "<property name='title'>%s</property>"
                     "<property name='accelerator'>%s</property></object></child>",
                     translate (shortcuts[i].title), shortcuts[i].keys);
    }

  g_string_append (xml, "</object></child></object></child></object></interface>");
  return g_string_free (xml, FALSE);
}

void
gc_compat_present_shortcuts (GtkWindow        *parent,
                             const GcShortcut *shortcuts,
                             gsize             n_shortcuts)
{
  g_autofree char *xml = describe_shortcuts (shortcuts, n_shortcuts);
  g_autoptr (GtkBuilder) builder = gtk_builder_new_from_string (xml, -1);
  GtkWindow *window;

  window = GTK_WINDOW (gtk_builder_get_object (builder, "window"));
  gtk_window_set_modal (window, TRUE);
  gtk_window_set_transient_for (window, parent);
  gtk_window_present (window);
}

#endif

/**
 * gc_compat_get_color:
 * @widget: a widget
 * @color: (out): the colour of its text
 */
void
gc_compat_get_color (GtkWidget *widget,
                     GdkRGBA   *color)
{
#if GTK_CHECK_VERSION (4, 10, 0)
  gtk_widget_get_color (widget, color);
#else
  gtk_style_context_get_color (gtk_widget_get_style_context (widget), color);
#endif
}

static void
save_file_done (GTask  *task,
                GFile  *file,       /* (transfer full) (nullable) */
                GError *error)      /* (transfer full) (nullable) */
{
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, file, g_object_unref);
  g_object_unref (task);
}

#if GTK_CHECK_VERSION (4, 10, 0)

static void
save_file_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  GError *error = NULL;
  GFile *file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (source), result, &error);

  if (g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED))
    g_clear_error (&error);
  save_file_done (user_data, file, error);
}

#else

static void
save_file_cb (GtkNativeDialog *dialog,
              int              response,
              gpointer         user_data)
{
  GFile *file = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
  save_file_done (user_data, file, NULL);
  g_object_unref (dialog);
}

#endif

/**
 * gc_compat_save_file:
 * @parent: a window
 * @title: the title of the dialog
 * @name: the name that the file has if nobody changes it
 * @callback: what to call then
 * @user_data: for @callback
 *
 * Asks for a file to write; in a sandbox through the portal.
 */
void
gc_compat_save_file (GtkWindow           *parent,
                     const char          *title,
                     const char          *name,
                     GAsyncReadyCallback  callback,
                     gpointer             user_data)
{
  GTask *task = g_task_new (parent, NULL, callback, user_data);

#if GTK_CHECK_VERSION (4, 10, 0)
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();

  gtk_file_dialog_set_title (dialog, title);
  gtk_file_dialog_set_initial_name (dialog, name);
  gtk_file_dialog_save (dialog, parent, NULL, save_file_cb, task);
#else
  GtkFileChooserNative *dialog =
    gtk_file_chooser_native_new (title, parent, GTK_FILE_CHOOSER_ACTION_SAVE, NULL, NULL);

  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), name);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_signal_connect (dialog, "response", G_CALLBACK (save_file_cb), task);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
#endif

  g_task_set_source_tag (task, gc_compat_save_file);
}

/**
 * gc_compat_save_file_finish:
 * @result: what the callback was given
 * @error: why nobody could be asked
 *
 * Returns: (transfer full) (nullable): the file; %NULL without an error if none was chosen
 */
GFile *
gc_compat_save_file_finish (GAsyncResult  *result,
                            GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* Where both have no room side by side, the sidebar goes over the content. */
#if ADW_CHECK_VERSION (1, 4, 0)

#define SIDEBAR_WIDTH 320
#define CONTENT_WIDTH 300

static AdwOverlaySplitView *
get_split_view (GtkWidget *view)
{
  return ADW_OVERLAY_SPLIT_VIEW (adw_breakpoint_bin_get_child (ADW_BREAKPOINT_BIN (view)));
}

/**
 * gc_compat_split_view_new:
 *
 * Returns: (transfer floating): what shows a sidebar and content beside each other, or the
 *   sidebar over the content where there is no room
 */
GtkWidget *
gc_compat_split_view_new (void)
{
  GtkWidget *bin = adw_breakpoint_bin_new ();
  GtkWidget *split_view = adw_overlay_split_view_new ();
  AdwBreakpoint *breakpoint =
    adw_breakpoint_new (adw_breakpoint_condition_new_length (ADW_BREAKPOINT_CONDITION_MAX_WIDTH,
                                                             SIDEBAR_WIDTH + CONTENT_WIDTH,
                                                             ADW_LENGTH_UNIT_PX));

  adw_breakpoint_add_setters (breakpoint, G_OBJECT (split_view), "collapsed", TRUE, NULL);
  adw_breakpoint_bin_add_breakpoint (ADW_BREAKPOINT_BIN (bin), breakpoint);
  adw_breakpoint_bin_set_child (ADW_BREAKPOINT_BIN (bin), split_view);
  gtk_widget_set_size_request (bin, CONTENT_WIDTH, 1);

  g_object_set (split_view,
                "pin-sidebar", TRUE,
                "sidebar-width-unit", ADW_LENGTH_UNIT_PX,
                "min-sidebar-width", (double) SIDEBAR_WIDTH,
                "max-sidebar-width", (double) SIDEBAR_WIDTH,
                NULL);
  return bin;
}

/**
 * gc_compat_split_view_set_sidebar:
 * @view: what gc_compat_split_view_new() returned
 * @sidebar: (nullable): what is beside the content, at its start
 */
void
gc_compat_split_view_set_sidebar (GtkWidget *view,
                                  GtkWidget *sidebar)
{
  GtkWidget *scrolled_window = NULL;

  /* While it is hidden the view gives it what the content leaves, be it too little. */
  if (sidebar != NULL)
    scrolled_window = g_object_new (GTK_TYPE_SCROLLED_WINDOW,
                                    "child", sidebar,
                                    "hscrollbar-policy", GTK_POLICY_EXTERNAL,
                                    "vscrollbar-policy", GTK_POLICY_NEVER,
                                    NULL);
  adw_overlay_split_view_set_sidebar (get_split_view (view), scrolled_window);
}

#define SHOW_SIDEBAR "show-sidebar"
#define COLLAPSED    "collapsed"

#else

static AdwFlap *
get_split_view (GtkWidget *view)
{
  return ADW_FLAP (view);
}

GtkWidget *
gc_compat_split_view_new (void)
{
  return g_object_new (ADW_TYPE_FLAP,
                       "locked", TRUE,
                       "separator", gtk_separator_new (GTK_ORIENTATION_VERTICAL),
                       NULL);
}

void
gc_compat_split_view_set_sidebar (GtkWidget *view,
                                  GtkWidget *sidebar)
{
  adw_flap_set_flap (get_split_view (view), sidebar);
}

#define SHOW_SIDEBAR "reveal-flap"
#define COLLAPSED    "folded"

#endif

/**
 * gc_compat_split_view_set_content:
 * @view: what gc_compat_split_view_new() returned
 * @content: (nullable): what is there always
 */
void
gc_compat_split_view_set_content (GtkWidget *view,
                                  GtkWidget *content)
{
  g_object_set (get_split_view (view), "content", content, NULL);
}

/**
 * gc_compat_split_view_bind:
 * @view: what gc_compat_split_view_new() returned
 * @object: (type GObject): an object
 * @show_sidebar: a property of @object that shall say whether the sidebar is shown, and does
 * @collapsed: a property of @object that shall tell whether there is no room for both
 */
void
gc_compat_split_view_bind (GtkWidget  *view,
                           gpointer    object,
                           const char *show_sidebar,
                           const char *collapsed)
{
  g_object_bind_property (object, show_sidebar, get_split_view (view), SHOW_SIDEBAR,
                          G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);
  g_object_bind_property (get_split_view (view), COLLAPSED, object, collapsed,
                          G_BINDING_SYNC_CREATE);
}
