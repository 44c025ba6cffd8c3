/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-test-listener.h"
#include "gc-test-ui.h"

#include <glib/gstdio.h>

#include <string.h>

/* Where there is no portal, the toolkit has a dialog of its own. */
static GtkWindow *
look_for_dialog (void)
{
  GType type = g_type_from_name ("GtkFileChooserDialog");
  g_autoptr (GList) toplevels = gtk_window_list_toplevels ();

  for (GList *l = toplevels; l != NULL; l = l->next)
    if (type != 0 && g_type_is_a (G_OBJECT_TYPE (l->data), type) &&
        gtk_widget_get_mapped (l->data))
      return l->data;

  return NULL;
}

static GtkWindow *
find_dialog (void)
{
  GtkWindow *dialog;

  gc_test_wait_until (look_for_dialog () != NULL);
  dialog = look_for_dialog ();
  gc_test_focus_window (dialog);
  return dialog;
}

static void
receive (GcTestUi *ui)
{
  guint port = gc_test_find_port ();
  g_autofree char *group = g_strdup_printf ("239.5.1.1%%lo:%u", port);
  GcGroupPage *page = gc_test_ui_join (ui, "%s", group);

  gc_test_send ("127.0.0.1:3000", group, "first");
  gc_test_send ("127.0.0.1:3000", group, "second, with a comma");
  gc_test_expect (page, "2 messages");
}

static char *
name_file (GcTestUi   *ui,
           const char *folder,
           const char *name)
{
  char *path = g_build_filename (folder, name, NULL);

  find_dialog ();
  gc_test_press ("<Control>a");
  gc_test_type ("%s", path);
  gc_test_press ("Return");
  gc_test_wait_until (look_for_dialog () == NULL);
  gc_test_focus_window (GTK_WINDOW (ui->window));
  return path;
}

/* Deletes the file as well. */
static void
expect_lines (const char *path,
              const char *first,
              ...)
{
  g_autofree char *content = NULL;
  g_auto (GStrv) lines = NULL;
  g_autoptr (GError) error = NULL;
  const char *part = first;
  va_list args;

  g_file_get_contents (path, &content, NULL, &error);
  g_assert_no_error (error);
  lines = g_strsplit (content, "\n", -1);

  va_start (args, first);
  for (guint i = 0; part != NULL; i++, part = va_arg (args, const char *))
    {
      g_assert_nonnull (lines[i]);
      g_assert_nonnull (strstr (lines[i], part));
    }
  va_end (args);

  g_assert_cmpint (g_unlink (path), ==, 0);
}

static void
test_text (GcTestUi *ui)
{
  g_autofree char *folder = g_dir_make_tmp (NULL, NULL);
  g_autofree char *path = NULL;

  receive (ui);
  gc_test_press ("<Control>s");
  path = name_file (ui, folder, "messages.txt");
  gc_test_expect (ui->window, "2 messages written to messages.txt");
  expect_lines (path, " first", " second, with a comma", NULL);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

static void
test_csv (GcTestUi *ui)
{
  g_autofree char *folder = g_dir_make_tmp (NULL, NULL);
  g_autofree char *path = NULL;
  GtkWidget *button;

  receive (ui);
  button = gc_test_find (ui->window, GTK_TYPE_MENU_BUTTON, "Main menu");
  gc_test_click (button);
  gc_test_click (gc_test_find (button, GTK_TYPE_LABEL, "Export Messages"));
  gc_test_click (gc_test_find (button, GTK_TYPE_LABEL, "As CSV…"));
  path = name_file (ui, folder, "messages.csv");
  gc_test_expect (ui->window, "2 messages written to messages.csv");
  expect_lines (path, "source", "first", "\"second, with a comma\"", NULL);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

/* The name that is offered tells which group it is, and nothing is written before it is taken. */
static void
test_dismissed (GcTestUi *ui)
{
  g_autofree char *offered = NULL;
  GtkWindow *dialog;
  guint port = gc_test_find_port ();

  gc_test_ui_join (ui, "239.5.1.2%%lo:%u", port);
  gc_test_press ("<Control>s");
  dialog = find_dialog ();
  offered = g_strdup_printf ("239.5.1.2_lo_%u.txt", port);
  gc_test_wait_until (g_strcmp0 (gtk_editable_get_text (gc_test_find (dialog, GTK_TYPE_ENTRY, NULL)),
                                 offered) == 0);
  gc_test_press ("Escape");
  gc_test_wait_until (look_for_dialog () == NULL);
  gc_test_focus_window (GTK_WINDOW (ui->window));
  g_assert_null (gc_test_look (ui->window, g_type_from_name ("AdwToastWidget"), NULL));
}

static void
test_no_tab (GcTestUi *ui)
{
  gc_test_press ("<Control>s");
  g_assert_null (look_for_dialog ());
}

int
main (int   argc,
      char *argv[])
{
  gc_test_ui_init (&argc, &argv);

  gc_test_ui_add ("/ui/export/text", test_text);
  gc_test_ui_add ("/ui/export/csv", test_csv);
  gc_test_ui_add ("/ui/export/dismissed", test_dismissed);
  gc_test_ui_add ("/ui/export/no-tab", test_no_tab);

  return g_test_run ();
}
