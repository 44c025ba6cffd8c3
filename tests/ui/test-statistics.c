/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-rate-graph.h"
#include "gc-statistics-view.h"
#include "gc-test-listener.h"
#include "gc-test-ui.h"

/* Both who sent, how much and when; nothing of it before anything has come. */
static void
test_senders (GcTestUi *ui)
{
  guint port = gc_test_find_port ();
  g_autofree char *group = g_strdup_printf ("239.5.2.1%%lo:%u", port);
  GcGroupPage *page = gc_test_ui_join (ui, "%s", group);
  GcStatistics *statistics = gc_group_get_statistics (gc_group_page_get_group (page));
  GtkWidget *button;

  g_assert_null (gc_test_look (page, GC_TYPE_STATISTICS_VIEW, NULL));
  gc_test_send ("127.0.0.1:41001", group, "one");
  gc_test_send ("127.0.0.1:41002", group, "two");
  gc_test_send ("127.0.0.1:41001", group, "three");
  gc_test_expect (page, "3 messages");

  button = gc_test_find (page, GTK_TYPE_MENU_BUTTON, "Rates and senders");
  gc_test_find (button, GC_TYPE_RATE_GRAPH, NULL);
  gc_test_click (button);
  gc_test_expect (button, "11 bytes");
  gc_test_expect (button, "127.0.0.1:41001");
  gc_test_expect (button, "127.0.0.1:41002");
  gc_test_expect (button, "2 messages");
  gc_test_expect (button, "1 message");
  gc_test_press ("Escape");
  g_assert_cmpint (gc_statistics_get_first_time (statistics), >, 0);
}

/* The rate of a second is told when it is over, and falls to nothing by itself. */
static void
test_rate (GcTestUi *ui)
{
  guint port = gc_test_find_port ();
  g_autofree char *group = g_strdup_printf ("239.5.2.2%%lo:%u", port);
  GcGroupPage *page = gc_test_ui_join (ui, "%s", group);
  GcStatistics *statistics = gc_group_get_statistics (gc_group_page_get_group (page));
  guint history[GC_STATISTICS_SECONDS];

  gc_test_send ("127.0.0.1:41001", group, "one");
  gc_test_wait_until (gc_statistics_get_message_rate (statistics) == 1);
  g_assert_cmpuint (gc_statistics_get_bit_rate (statistics), ==, 24);
  gc_test_expect (page, "1/s");
  g_assert_cmpuint (gc_statistics_get_history (statistics, history), ==, 1);
  g_assert_cmpuint (history[GC_STATISTICS_SECONDS - 1], ==, 1);

  gc_test_expect (page, "0/s");
  g_assert_cmpuint (gc_statistics_get_history (statistics, history), ==, 1);
  g_assert_cmpuint (history[GC_STATISTICS_SECONDS - 2], ==, 1);
}

int
main (int   argc,
      char *argv[])
{
  gc_test_ui_init (&argc, &argv);

  gc_test_ui_add ("/ui/statistics/senders", test_senders);
  gc_test_ui_add ("/ui/statistics/rate", test_rate);

  return g_test_run ();
}
