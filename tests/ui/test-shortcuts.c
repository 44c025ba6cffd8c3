/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-shortcuts.h"
#include "gc-test-ui.h"

#include <string.h>

/* Keys of single widgets, and of the toolkit. */
static const char *widget_keys[] = {
  "<Alt>Down", "<Alt>Up", "<Control>c", "<Shift><Control>c", "<Control>End", "<Control>Home", "<Control>Page_Down", "<Control>Page_Up", "Delete", "F10",
};

/* All keys that people are told of. */
static GHashTable *
read_help (void)
{
  GHashTable *keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gsize n_shortcuts;
  const GcShortcut *shortcuts = gc_shortcuts_get (&n_shortcuts);

  for (gsize i = 0; i < n_shortcuts; i++)
    {
      g_auto (GStrv) words = g_strsplit (shortcuts[i].keys, " ", -1);

      for (guint j = 0; words[j] != NULL; j++)
        {
          guint key;

          g_assert_true (gtk_accelerator_parse (words[j], &key, NULL));
          g_assert_cmpuint (key, !=, 0);
          g_assert_true (g_hash_table_add (keys, g_strdup (words[j])));
        }
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

/* A dialog is a window of its own or, in newer versions of the toolkit, a part of its parent. */
static GtkWidget *
look_for_dialog (GcTestUi *ui)
{
  GType part = g_type_from_name ("AdwDialog");
  g_autoptr (GList) toplevels = gtk_window_list_toplevels ();

  for (GList *l = toplevels; l != NULL; l = l->next)
    if (gtk_window_get_transient_for (l->data) == GTK_WINDOW (ui->window) &&
        gtk_widget_get_mapped (l->data))
      return l->data;

  return part != 0 ? gc_test_look (ui->window, part, NULL) : NULL;
}

static GtkWidget *
find_dialog (GcTestUi *ui)
{
  gc_test_wait_until (look_for_dialog (ui) != NULL);
  return look_for_dialog (ui);
}

static void
close_dialog (GcTestUi *ui)
{
  GtkWidget *dialog = find_dialog (ui);

  if (GTK_IS_WINDOW (dialog))
    gc_test_focus_window (GTK_WINDOW (dialog));
  gc_test_press ("Escape");
  gc_test_wait_until (look_for_dialog (ui) == NULL);
  gc_test_focus_window (GTK_WINDOW (ui->window));
}

static void
expect_shortcuts (GcTestUi *ui)
{
  GtkWidget *dialog = find_dialog (ui);

  gc_test_expect (dialog, "Join a group");
  gc_test_expect (dialog, "Newest, and follow");
  close_dialog (ui);
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
  g_autofree char *version = NULL;
  GtkWidget *dialog;

  gc_test_click (button);
  gc_test_click (gc_test_find (button, GTK_TYPE_LABEL, "Keyboard Shortcuts"));
  expect_shortcuts (ui);

  gc_test_press ("F10");
  gc_test_click (gc_test_find (button, GTK_TYPE_LABEL, "About Groupcast"));
  dialog = find_dialog (ui);
  gc_test_expect (dialog, "Groupcast");
  g_object_get (dialog, "version", &version, NULL);
  g_assert_cmpstr (version, ==, PACKAGE_VERSION);
  close_dialog (ui);
}

static void
test_new_window (GcTestUi *ui)
{
  GtkApplication *application = GTK_APPLICATION (ui->application);
  GtkWindow *other;

  gc_test_press ("<Control>n");
  gc_test_wait_until (g_list_length (gtk_application_get_windows (application)) == 2);
  other = gtk_application_get_active_window (application);
  g_assert_true (other != GTK_WINDOW (ui->window));
  gc_test_find (other, GTK_TYPE_ENTRY, "Group to join");
  gtk_window_destroy (other);
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
  gc_test_ui_add ("/ui/shortcuts/new-window", test_new_window);

  return g_test_run ();
}
