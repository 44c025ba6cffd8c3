/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-bench.h"
#include "gc-bench-window.h"
#include "gc-test-ui.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* The window in use for a long time: 20 000 messages a second, of which somebody follows the newest,
 * scrolls through the older, looks for some, and clears all. Nothing may be lost, and memory may not
 * grow once the list is full. */

#define RATE          20000
#define ROUND_SECONDS 20

/* What memory may grow by from the middle to the end: what is in flight differs. */
#define MAX_GROWTH 1.05

static double
get_resident_mebibytes (void)
{
  g_autofree char *text = NULL;
  unsigned long total, resident;

  g_assert_true (g_file_get_contents ("/proc/self/statm", &text, NULL, NULL));
  g_assert_cmpint (sscanf (text, "%lu %lu", &total, &resident), ==, 2);
  return resident * (double) sysconf (_SC_PAGESIZE) / (1 << 20);
}

static void
scroll (GcGroupPage *page)
{
  GtkWidget *table = gc_test_find (page, GTK_TYPE_COLUMN_VIEW, "Messages");

  gc_test_scroll (table, -20);
  for (guint i = 0; i < 10; i++)
    {
      gc_bench_wait (0.2);
      gc_test_scroll (table, i % 3 == 0 ? 5 : -10);
    }
  gc_test_press ("<Control>Home");
  gc_bench_wait (1);
  gc_test_press ("<Control>End");
  gc_bench_wait (1);
}

/* The messages are all zero bytes. */
static void
filter (GcGroupPage *page)
{
  static const char *const texts[] = { "hex:00", "hex:00 00", "hex:00 01", "", "/\\x00{64}/" };

  gc_test_press ("<Control>f");
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      gtk_editable_set_text (gc_test_find (page, GTK_TYPE_SEARCH_ENTRY, NULL), texts[i]);
      gc_bench_wait (1);
    }
  gc_test_press ("Escape");
}

/* One round of use; after it, the list is full again before memory is looked at. */
static void
use (GcGroupPage *page)
{
  gc_bench_wait (1);
  scroll (page);
  filter (page);
  gc_test_press ("<Control>k");
  gc_bench_wait (0.5);
}

static void
ended_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_assert_true (g_subprocess_wait_check_finish (G_SUBPROCESS (object), result, NULL));
  *(gboolean *) user_data = TRUE;
}

static GSubprocess *
begin_sending (guint     port,
               guint64   n_messages,
               gboolean *is_ended)
{
  g_autofree char *port_text = g_strdup_printf ("%u", port);
  g_autofree char *rate_text = g_strdup_printf ("%u", RATE);
  g_autofree char *n_text = g_strdup_printf ("%" G_GUINT64_FORMAT, n_messages);
  GSubprocess *sender =
    g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, NULL, g_getenv ("GROUPCAST_BENCH_SENDER"),
                      "239.9.7.1", port_text, rate_text, n_text, "64", NULL);

  g_assert_nonnull (sender);
  g_subprocess_wait_check_async (sender, NULL, ended_cb, is_ended);
  return sender;
}

static void
soak (GcTestUi *ui)
{
  guint minutes = MAX (atoi (g_getenv ("GROUPCAST_SOAK_MINUTES")), 1);
  guint port = gc_test_find_port ();
  GcGroupPage *page = gc_test_ui_join (ui, "239.9.7.1%%lo:%u", port);
  GcGroup *group = gc_group_page_get_group (page);
  guint64 n_messages = (guint64) RATE * minutes * 60;
  gboolean is_ended = FALSE;
  g_autoptr (GSubprocess) sender = begin_sending (port, n_messages, &is_ended);
  gint64 start = g_get_monotonic_time ();
  double middle = 0, memory = 0;

  for (guint round = 1; !is_ended; round++)
    {
      use (page);
      while (!is_ended && g_get_monotonic_time () - start < round * ROUND_SECONDS * G_TIME_SPAN_SECOND)
        g_main_context_iteration (NULL, TRUE);

      memory = get_resident_mebibytes ();
      if (round <= minutes * 60 / ROUND_SECONDS / 2)
        middle = MAX (middle, memory);
      g_print ("%4u s: %.1f MiB, %" G_GUINT64_FORMAT " messages, %" G_GUINT64_FORMAT
               " lost in the kernel, %" G_GUINT64_FORMAT " in the program\n",
               round * ROUND_SECONDS, memory, gc_group_get_n_messages (group),
               gc_group_get_n_kernel_lost (group), gc_group_get_n_backlog_lost (group));
    }

  gc_test_wait_until (gc_group_get_n_messages (group) == n_messages);
  g_assert_cmpuint (gc_group_get_n_kernel_lost (group), ==, 0);
  g_assert_cmpuint (gc_group_get_n_backlog_lost (group), ==, 0);
  g_assert_cmpfloat (memory, <, middle * MAX_GROWTH);
  g_print ("%u minutes: %" G_GUINT64_FORMAT " messages, none lost; memory %.1f MiB at most in the "
           "first half, %.1f at the end\n", minutes, n_messages, middle, memory);
}

int
main (int   argc,
      char *argv[])
{
  gc_test_ui_init (&argc, &argv);

  gc_test_ui_add ("/soak", soak);

  return g_test_run ();
}
