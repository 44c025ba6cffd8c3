/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-application.h"
#include "gc-compat.h"
#include "gc-preferences-page.h"
#include "gc-shortcuts.h"
#include "gc-ui-resources.h"
#include "gc-window.h"

#include <glib/gi18n.h>

/**
 * GcApplication:
 *
 * The program with a window. Started a second time it hands its groups to the first.
 */
struct _GcApplication
{
  AdwApplication parent_instance;
};

G_DEFINE_FINAL_TYPE (GcApplication, gc_application, ADW_TYPE_APPLICATION)

static GcWindow *
gc_application_get_window (GcApplication *self)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));

  return GC_IS_WINDOW (window) ? GC_WINDOW (window) : gc_window_new (GTK_APPLICATION (self));
}

static void
gc_application_about_action (GSimpleAction *action,
                             GVariant      *parameter,
                             gpointer       user_data)
{
  GcWindow *window = gc_application_get_window (GC_APPLICATION (user_data));

  gc_compat_present_about (GTK_WINDOW (window),
                           "application-name", _("Groupcast"),
                           "application-icon", APPLICATION_ID,
                           "version", PACKAGE_VERSION,
                           "comments", _("Join multicast groups and watch what arrives; "
                                         "compose once and send to many"),
                           "developer-name", _("The Groupcast developers"),
                           "website", "https://github.com/groupcast/groupcast",
                           "issue-url", "https://github.com/groupcast/groupcast/issues",
                           "license-type", GTK_LICENSE_GPL_3_0,
                           /* Translators: your names, one a line */
                           "translator-credits", _("translator-credits"),
                           NULL);
}

static void
gc_application_join_group_action (GSimpleAction *action,
                                  GVariant      *parameter,
                                  gpointer       user_data)
{
  GcWindow *window = gc_application_get_window (GC_APPLICATION (user_data));

  gtk_window_present (GTK_WINDOW (window));
  gtk_widget_activate_action (GTK_WIDGET (window), "win.focus-join", NULL);
}

static void
gc_application_new_window_action (GSimpleAction *action,
                                  GVariant      *parameter,
                                  gpointer       user_data)
{
  gtk_window_present (GTK_WINDOW (gc_window_new (GTK_APPLICATION (user_data))));
}

static void
gc_application_shortcuts_action (GSimpleAction *action,
                                 GVariant      *parameter,
                                 gpointer       user_data)
{
  GcWindow *window = gc_application_get_window (GC_APPLICATION (user_data));
  gsize n_shortcuts;
  const GcShortcut *shortcuts = gc_shortcuts_get (&n_shortcuts);

  gc_compat_present_shortcuts (GTK_WINDOW (window), shortcuts, n_shortcuts);
}

static void
gc_application_quit_action (GSimpleAction *action,
                            GVariant      *parameter,
                            gpointer       user_data)
{
  GList *windows = gtk_application_get_windows (GTK_APPLICATION (user_data));

  /* Closed, not killed, so that each window's settings are kept. */
  while (windows != NULL)
    {
      GtkWindow *window = windows->data;

      windows = windows->next;
      gtk_window_destroy (window);
    }
}

static void
gc_application_preferences_action (GSimpleAction *action,
                                   GVariant      *parameter,
                                   gpointer       user_data)
{
  GcWindow *window = gc_application_get_window (GC_APPLICATION (user_data));

  gc_compat_present_preferences (GTK_WINDOW (window), GTK_WIDGET (gc_preferences_page_new ()));
}

static const GActionEntry actions[] = {
  { .name = "about", .activate = gc_application_about_action },
  { .name = "join-group", .activate = gc_application_join_group_action },
  { .name = "new-window", .activate = gc_application_new_window_action },
  { .name = "preferences", .activate = gc_application_preferences_action },
  { .name = "quit", .activate = gc_application_quit_action },
  { .name = "shortcuts", .activate = gc_application_shortcuts_action },
};

static void
gc_application_activate (GApplication *application)
{
  gtk_window_present (GTK_WINDOW (gc_application_get_window (GC_APPLICATION (application))));
}

/* Links, from a file manager or a browser. */
static void
gc_application_open (GApplication  *application,
                     GFile        **files,
                     int            n_files,
                     const char    *hint)
{
  GcWindow *window = gc_application_get_window (GC_APPLICATION (application));

  gtk_window_present (GTK_WINDOW (window));
  for (int i = 0; i < n_files; i++)
    {
      g_autofree char *uri = g_file_get_uri (files[i]);
      g_autoptr (GError) error = NULL;

      if (!gc_window_join_text (window, uri, &error))
        gc_window_toast (window, error->message);
    }
}

/* The words of the command line are groups, typed somewhere else: what is wrong with one is
 * said there, and the others are joined. */
static int
gc_application_join (GApplicationCommandLine *command_line,
                     GcWindow                *window,
                     const char             **groups)
{
  int status = 0;

  for (guint i = 0; groups[i] != NULL; i++)
    {
      g_autoptr (GError) error = NULL;

      if (!gc_window_join_text (window, groups[i], &error))
        {
          g_application_command_line_printerr (command_line, "groupcast: %s\n", error->message);
          gc_window_toast (window, error->message);
          status = 2;
        }
    }

  return status;
}

static int
gc_application_command_line (GApplication            *application,
                             GApplicationCommandLine *command_line)
{
  GVariantDict *options = g_application_command_line_get_options_dict (command_line);
  GcWindow *window;
  g_autofree const char **groups = NULL;

  if (g_variant_dict_contains (options, "new-window"))
    window = gc_window_new (GTK_APPLICATION (application));
  else
    window = gc_application_get_window (GC_APPLICATION (application));

  gtk_window_present (GTK_WINDOW (window));
  if (g_variant_dict_contains (options, "join"))
    gtk_widget_activate_action (GTK_WIDGET (window), "win.focus-join", NULL);

  if (!g_variant_dict_lookup (options, G_OPTION_REMAINING, "^a&s", &groups))
    return 0;

  return gc_application_join (command_line, window, groups);
}

static int
gc_application_handle_local_options (GApplication *application,
                                     GVariantDict *options)
{
  if (g_variant_dict_contains (options, "version"))
    {
      g_print ("Groupcast %s\n", PACKAGE_VERSION);
      return 0;
    }

  /* GTK would end the program with a warning for programmers. */
  if (!gtk_init_check ())
    {
      g_printerr ("groupcast: %s\n",
                  _("There is no display for the window; “groupcast receive” and "
                    "“groupcast send” need none"));
      return 1;
    }

  return -1;
}

static void
gc_application_add_keys (GcApplication *self)
{
  gsize n_shortcuts;
  const GcShortcut *shortcuts = gc_shortcuts_get (&n_shortcuts);

  for (gsize i = 0; i < n_shortcuts; i++)
    {
      g_autofree char *keys = NULL;
      g_auto (GStrv) accels = NULL;

      if (shortcuts[i].action == NULL)
        continue;

      keys = g_strjoin (" ", shortcuts[i].keys, shortcuts[i].more_keys, NULL);
      accels = g_strsplit (keys, " ", -1);
      gtk_application_set_accels_for_action (GTK_APPLICATION (self), shortcuts[i].action,
                                             (const char **) accels);
    }
}

static void
gc_application_startup (GApplication *application)
{
  g_resources_register (gc_ui_get_resource ());
  G_APPLICATION_CLASS (gc_application_parent_class)->startup (application);

  gtk_window_set_default_icon_name (APPLICATION_ID);
  g_action_map_add_action_entries (G_ACTION_MAP (application), actions,
                                   G_N_ELEMENTS (actions), application);
  gc_application_add_keys (GC_APPLICATION (application));
}

static void
gc_application_class_init (GcApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  application_class->activate = gc_application_activate;
  application_class->command_line = gc_application_command_line;
  application_class->handle_local_options = gc_application_handle_local_options;
  application_class->open = gc_application_open;
  application_class->startup = gc_application_startup;
}

static void
gc_application_init (GcApplication *self)
{
  const GOptionEntry options[] = {
    { "join", 'j', 0, G_OPTION_ARG_NONE, NULL, N_("Go to where groups are typed"), NULL },
    { "new-window", 'w', 0, G_OPTION_ARG_NONE, NULL, N_("Open one more window"), NULL },
    { "version", 0, 0, G_OPTION_ARG_NONE, NULL, N_("Show the version"), NULL },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_STRING_ARRAY, NULL, NULL, N_("GROUP…") },
    { NULL }
  };

  g_application_add_main_option_entries (G_APPLICATION (self), options);
  g_application_set_option_context_parameter_string (G_APPLICATION (self), NULL);
  g_application_set_option_context_summary (G_APPLICATION (self),
    _("Join UDP multicast groups and watch what arrives; compose once and send to many.\n"
      "\n"
      "  groupcast [GROUP…]           open the window and join each GROUP\n"
      "  groupcast receive GROUP…     print what arrives, without a window\n"
      "  groupcast send --to GROUP…   send a message, without a window\n"
      "\n"
      "A GROUP is [SOURCE@]ADDRESS[%INTERFACE]:PORT, with IPv6 in brackets:\n"
      "239.255.0.1:5000, 239.255.0.1%eth0:5000, 192.0.2.7@232.1.1.1:5000, [ff15::1]:5000."));
}

/**
 * gc_application_new:
 *
 * Returns: (transfer full): the application
 */
GcApplication *
gc_application_new (void)
{
  return g_object_new (GC_TYPE_APPLICATION,
                       "application-id", APPLICATION_ID,
                       "flags", G_APPLICATION_HANDLES_COMMAND_LINE | G_APPLICATION_HANDLES_OPEN,
                       "resource-base-path", RESOURCE_PATH,
                       NULL);
}
