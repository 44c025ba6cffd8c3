/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-preferences-page.h"
#include "gc-test-listener.h"
#include "gc-test-ui.h"

/* Its own window before libadwaita 1.5, and within that of the program since. */
static GtkWidget *
find_preferences (void)
{
  g_autoptr (GList) toplevels = gtk_window_list_toplevels ();

  for (GList *l = toplevels; l != NULL; l = l->next)
    {
      GtkWidget *page = gc_test_look (l->data, GC_TYPE_PREFERENCES_PAGE, NULL);

      if (page != NULL)
        return page;
    }

  return NULL;
}

static void
choose (const char *name,
        double      value)
{
  GtkWidget *spin = gc_test_find (find_preferences (), GTK_TYPE_SPIN_BUTTON, name);

  gtk_spin_button_set_value (GTK_SPIN_BUTTON (spin), value);
}

static GcMessageLog *
get_log (GcGroupPage *page)
{
  return gc_group_get_log (gc_group_page_get_group (page));
}

/* Tabs that are open and tabs that are opened later keep no more than was chosen. */
static void
test_limits (GcTestUi *ui)
{
  guint port = gc_test_find_port ();
  g_autofree char *target = g_strdup_printf ("239.5.3.1%%lo:%u", port);
  GcGroupPage *page = gc_test_ui_join (ui, "%s", target);

  g_assert_cmpuint (gc_message_log_get_max_messages (get_log (page)), ==, 200000);
  g_assert_cmpuint (gc_message_log_get_max_bytes (get_log (page)), ==, 256 << 20);

  gc_test_press ("<Control>comma");
  gc_test_wait_until (find_preferences () != NULL);
  choose ("Number of messages kept in a tab", 1000);
  choose ("Memory for the messages of a tab in MiB", 2);
  g_assert_cmpuint (gc_message_log_get_max_messages (get_log (page)), ==, 1000);
  g_assert_cmpuint (gc_message_log_get_max_bytes (get_log (page)), ==, 2 << 20);
  gc_test_press ("Escape");
  gc_test_wait_until (find_preferences () == NULL);

  for (guint i = 0; i < 1100; i++)
    gc_test_send ("", target, "one of many");
  gc_test_expect (page, "1100 messages");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (get_log (page))), <=, 1000);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (get_log (page))), >, 900);
  gc_test_expect (page, "the last %u kept",
                  g_list_model_get_n_items (G_LIST_MODEL (get_log (page))));

  page = gc_test_ui_join (ui, "239.5.3.2%%lo:%u", port);
  g_assert_cmpuint (gc_message_log_get_max_messages (get_log (page)), ==, 1000);
}

int
main (int   argc,
      char *argv[])
{
  gc_test_ui_init (&argc, &argv);

  gc_test_ui_add ("/ui/preferences/limits", test_limits);

  return g_test_run ();
}
