/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-test-listener.h"
#include "gc-test-ui.h"

#include <string.h>

static void
finished_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

/* Starts the program again, with these words. */
static char *
start_again (int        *status,
             const char *first,
             const char *second)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process =
    g_subprocess_new (G_SUBPROCESS_FLAGS_STDERR_PIPE, &error, g_getenv ("GROUPCAST_PROGRAM"),
                      first, second, NULL);
  g_autofree char *complaint = NULL;

  g_assert_no_error (error);
  g_subprocess_communicate_utf8_async (process, NULL, NULL, finished_cb, &result);
  gc_test_wait_until (result != NULL);
  g_subprocess_communicate_utf8_finish (process, result, NULL, &complaint, &error);
  g_assert_no_error (error);

  *status = g_subprocess_get_exit_status (process);
  return g_steal_pointer (&complaint);
}

static void
test_started_again (GcTestUi *ui)
{
  g_autofree char *complaint = NULL;
  int status;

  complaint = start_again (&status, "239.8.5.1%lo:5000", "239.8.5.2%lo:5000");
  g_assert_cmpstr (complaint, ==, "");
  g_assert_cmpint (status, ==, 0);
  g_assert_cmpuint (gc_test_ui_count_tabs (ui), ==, 2);
  gc_test_wait_until (gc_test_is_member ("239.8.5.1", "lo") &&
                      gc_test_is_member ("239.8.5.2", "lo"));

  g_clear_pointer (&complaint, g_free);
  complaint = start_again (&status, "239.8.5.1%lo:5000", "10.0.0.1:5000");
  g_assert_nonnull (strstr (complaint, "10.0.0.1 is not a multicast group"));
  g_assert_cmpint (status, ==, 2);
  g_assert_cmpuint (gc_test_ui_count_tabs (ui), ==, 2);
  gc_test_expect (ui->window, "10.0.0.1 is not a multicast group: "
                              "those run from 224.0.0.0 to 239.255.255.255");
}

static GtkWindow *
find_other_window (GcTestUi *ui)
{
  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (ui->application));
       l != NULL;
       l = l->next)
    if (l->data != ui->window)
      return l->data;

  return NULL;
}

static void
test_options (GcTestUi *ui)
{
  GtkWidget *entry = gc_test_find (ui->window, GTK_TYPE_ENTRY, "Group to join");
  GtkWindow *other;
  g_autofree char *complaint = NULL;
  int status;

  gc_test_click (gc_test_find (ui->window, GTK_TYPE_TEXT_VIEW, "Message"));
  g_assert_false (gc_test_ui_has_focus (ui, entry));
  complaint = start_again (&status, "--join", NULL);
  g_assert_cmpstr (complaint, ==, "");
  g_assert_cmpint (status, ==, 0);
  g_assert_true (gc_test_ui_has_focus (ui, entry));

  g_assert_null (find_other_window (ui));
  g_free (g_steal_pointer (&complaint));
  complaint = start_again (&status, "--new-window", "239.8.5.3%lo:5000");
  g_assert_cmpstr (complaint, ==, "");
  g_assert_cmpint (status, ==, 0);
  g_assert_cmpuint (gc_test_ui_count_tabs (ui), ==, 0);
  other = find_other_window (ui);
  gc_test_find (other, GTK_TYPE_LABEL, "239.8.5.3%lo:5000");
  gtk_window_destroy (other);
}

/* As a desktop does that starts the program by the bus. */
static void
call (GcTestUi   *ui,
      const char *method,
      const char *parameters)
{
  GApplication *application = G_APPLICATION (ui->application);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GVariant) reply = NULL;
  g_autoptr (GError) error = NULL;

  g_dbus_connection_call (g_application_get_dbus_connection (application),
                          g_application_get_application_id (application),
                          g_application_get_dbus_object_path (application),
                          "org.freedesktop.Application", method,
                          g_variant_new_parsed (parameters), NULL,
                          G_DBUS_CALL_FLAGS_NONE, -1, NULL, finished_cb, &result);
  gc_test_wait_until (result != NULL);
  reply = g_dbus_connection_call_finish (g_application_get_dbus_connection (application),
                                         result, &error);
  g_assert_no_error (error);
}

static void
test_links (GcTestUi *ui)
{
  call (ui, "Open", "(['udp://@239.8.6.1:5000', 'udp://239.8.6.2:5001', 'udp://@[ff15::6]:5002'],"
                    " @a{sv} {})");
  g_assert_cmpuint (gc_test_ui_count_tabs (ui), ==, 3);
  g_assert_nonnull (gc_test_ui_find_page (ui, "239.8.6.1:5000"));
  g_assert_nonnull (gc_test_ui_find_page (ui, "239.8.6.2:5001"));
  g_assert_nonnull (gc_test_ui_find_page (ui, "[ff15::6]:5002"));

  call (ui, "Open", "(['udp://@10.0.0.1:5000'], @a{sv} {})");
  g_assert_cmpuint (gc_test_ui_count_tabs (ui), ==, 3);
  gc_test_expect (ui->window, "10.0.0.1 is not a multicast group: "
                              "those run from 224.0.0.0 to 239.255.255.255");
}

static void
test_desktop_actions (GcTestUi *ui)
{
  GtkWidget *entry = gc_test_find (ui->window, GTK_TYPE_ENTRY, "Group to join");

  gc_test_click (gc_test_find (ui->window, GTK_TYPE_TEXT_VIEW, "Message"));
  call (ui, "ActivateAction", "('join-group', @av [], @a{sv} {})");
  gc_test_wait_until (gc_test_ui_has_focus (ui, entry));

  call (ui, "ActivateAction", "('new-window', @av [], @a{sv} {})");
  gc_test_wait_until (find_other_window (ui) != NULL);
  gtk_window_destroy (find_other_window (ui));

  call (ui, "Activate", "(@a{sv} {},)");
  g_assert_null (find_other_window (ui));
}

/* A tab that goes to another window stays joined, and is marked there. */
static void
test_moved_tab (GcTestUi *ui)
{
  guint port = gc_test_find_port ();
  g_autofree char *group = g_strdup_printf ("239.8.7.1%%lo:%u", port);
  GcGroupPage *page = gc_test_ui_join (ui, "%s", group);
  AdwTabPage *tab = gc_test_ui_get_tab (ui, page);
  GcWindow *other;
  AdwTabView *other_view;

  gtk_window_present (GTK_WINDOW (gc_window_new (GTK_APPLICATION (ui->application))));
  other = GC_WINDOW (find_other_window (ui));
  gc_window_join_text (other, "239.8.7.2%lo", NULL);
  other_view = gc_group_tabs_get_tab_view (gc_window_get_group_tabs (other));
  adw_tab_view_transfer_page (gc_group_tabs_get_tab_view (gc_window_get_group_tabs (ui->window)),
                              tab, other_view, 0);
  g_assert_cmpuint (gc_test_ui_count_tabs (ui), ==, 0);
  g_assert_cmpint (adw_tab_view_get_n_pages (other_view), ==, 2);
  adw_tab_view_set_selected_page (other_view, adw_tab_view_get_nth_page (other_view, 1));

  g_assert_true (gc_test_is_member ("239.8.7.1", "lo"));
  gc_test_send ("127.0.0.1:3000", group, "moved");
  gc_test_wait_until (adw_tab_page_get_needs_attention (tab));
  gtk_window_destroy (GTK_WINDOW (other));
}

int
main (int   argc,
      char *argv[])
{
  gc_test_ui_init (&argc, &argv);

  gc_test_ui_add ("/ui/application/started-again", test_started_again);
  gc_test_ui_add ("/ui/application/options", test_options);
  gc_test_ui_add ("/ui/application/links", test_links);
  gc_test_ui_add ("/ui/application/desktop-actions", test_desktop_actions);
  gc_test_ui_add ("/ui/application/moved-tab", test_moved_tab);

  return g_test_run ();
}
