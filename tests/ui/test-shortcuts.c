/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-test-ui.h"

#include <string.h>

/* Keys of single widgets, and of the toolkit. */
static const char *widget_keys[] = {
  "<Control>End", "<Control>Home", "<Control>Page_Down", "<Control>Page_Up", "Delete", "F10",
};

#define PROPERTY "<property name=\"accelerator\">"

/* All keys that the window of shortcuts lists. */
static GHashTable *
read_help (void)
{
  g_autoptr (GBytes) bytes = g_resources_lookup_data (RESOURCE_PATH "/gtk/help-overlay.ui",
                                                      G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  GHashTable *keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GRegex) regex = g_regex_new (PROPERTY "([^<]+)<", 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;

  g_assert_nonnull (bytes);
  for (g_regex_match_full (regex, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes),
                           0, 0, &match, NULL);
       g_match_info_matches (match);
       g_match_info_next (match, NULL))
    {
      g_autofree char *escaped = g_match_info_fetch (match, 1);
      g_autoptr (GString) text = g_string_new (escaped);
      g_auto (GStrv) words = NULL;

      g_string_replace (text, "&lt;", "<", 0);
      g_string_replace (text, "&gt;", ">", 0);
      words = g_strsplit (text->str, " ", -1);
      for (guint i = 0; words[i] != NULL; i++)
        g_hash_table_add (keys, g_strdup (words[i]));
    }

  g_assert_cmpuint (g_hash_table_size (keys), >, 5);
  return keys;
}

/* Whatever can be pressed is told. The keypad has the same keys once more. */
static void
test_listed (GcTestUi *ui)
{
  GtkApplication *application = GTK_APPLICATION (ui->application);
  g_autoptr (GHashTable) keys = read_help ();
  g_auto (GStrv) actions = gtk_application_list_action_descriptions (application);
  guint n = 0;

  for (guint i = 0; actions[i] != NULL; i++)
    {
      g_auto (GStrv) accels = gtk_application_get_accels_for_action (application, actions[i]);

      for (guint j = 0; accels[j] != NULL; j++)
        {
          n++;
          g_test_message ("%s: %s", actions[i], accels[j]);
          if (strstr (accels[j], "KP_") == NULL)
            g_assert_true (g_hash_table_contains (keys, accels[j]));
        }
    }

  g_assert_cmpuint (n, >, 5);
  for (gsize i = 0; i < G_N_ELEMENTS (widget_keys); i++)
    g_assert_true (g_hash_table_contains (keys, widget_keys[i]));
}

static void
test_sender_panel (GcTestUi *ui)
{
  GtkWidget *button = gc_test_find (ui->window, GTK_TYPE_TOGGLE_BUTTON, "Sender panel");

  g_assert_nonnull (gc_test_look (ui->window, GC_TYPE_SENDER_PANEL, NULL));
  g_assert_true (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (button)));

  gc_test_press ("F9");
  gc_test_wait_until (gc_test_look (ui->window, GC_TYPE_SENDER_PANEL, NULL) == NULL);
  g_assert_false (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (button)));
  gc_test_press ("F9");
  gc_test_find (ui->window, GC_TYPE_SENDER_PANEL, NULL);

  gc_test_click (button);
  gc_test_wait_until (gc_test_look (ui->window, GC_TYPE_SENDER_PANEL, NULL) == NULL);
  gc_test_click (button);
  gc_test_find (ui->window, GC_TYPE_SENDER_PANEL, NULL);
}

static void
test_quit (GcTestUi *ui)
{
  guint port = gc_test_find_port ();

  gc_test_ui_join (ui, "239.7.1.1%%lo:%u", port);
  gtk_window_present (GTK_WINDOW (gc_window_new (GTK_APPLICATION (ui->application))));
  gc_test_press ("<Control>q");

  gc_test_wait_until (ui->window == NULL);
  gc_test_wait_until (gtk_application_get_windows (GTK_APPLICATION (ui->application)) == NULL);
  gc_test_wait_until (!gc_test_is_member ("239.7.1.1", "lo"));
}

static GtkWidget *
find_toplevel (GType type)
{
  g_autoptr (GList) toplevels = gtk_window_list_toplevels ();

  for (GList *l = toplevels; l != NULL; l = l->next)
    if (g_type_is_a (G_OBJECT_TYPE (l->data), type) && gtk_widget_get_mapped (l->data))
      return l->data;

  return NULL;
}

static void
expect_shortcuts (GcTestUi *ui)
{
  GtkWidget *window;

  gc_test_wait_until (find_toplevel (GTK_TYPE_SHORTCUTS_WINDOW) != NULL);
  window = find_toplevel (GTK_TYPE_SHORTCUTS_WINDOW);
  gc_test_expect (window, "Join a group");
  gc_test_expect (window, "Newest, and follow");

  gtk_window_close (GTK_WINDOW (window));
  gc_test_wait_until (find_toplevel (GTK_TYPE_SHORTCUTS_WINDOW) == NULL);
}

static void
test_help (GcTestUi *ui)
{
  gc_test_press ("<Control>question");
  expect_shortcuts (ui);
}

static void
test_menu (GcTestUi *ui)
{
  GtkWidget *button = gc_test_find (ui->window, GTK_TYPE_MENU_BUTTON, "Main menu");
  GtkWidget *window;

  gc_test_click (button);
  gc_test_click (gc_test_find (button, GTK_TYPE_LABEL, "Keyboard Shortcuts"));
  expect_shortcuts (ui);

  gc_test_press ("F10");
  gc_test_click (gc_test_find (button, GTK_TYPE_LABEL, "About Groupcast"));
  gc_test_wait_until (find_toplevel (ADW_TYPE_ABOUT_WINDOW) != NULL);
  window = find_toplevel (ADW_TYPE_ABOUT_WINDOW);
  gc_test_expect (window, "Groupcast");
  g_assert_cmpstr (adw_about_window_get_version (ADW_ABOUT_WINDOW (window)), ==, PACKAGE_VERSION);
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int   argc,
      char *argv[])
{
  gc_test_ui_init (&argc, &argv);

  gc_test_ui_add ("/ui/shortcuts/listed", test_listed);
  gc_test_ui_add ("/ui/shortcuts/sender-panel", test_sender_panel);
  gc_test_ui_add ("/ui/shortcuts/quit", test_quit);
  gc_test_ui_add ("/ui/shortcuts/help", test_help);
  gc_test_ui_add ("/ui/shortcuts/menu", test_menu);

  return g_test_run ();
}
