/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-bench.h"
#include "gc-test-ui.h"

#include <stdio.h>
#include <string.h>

/* How often the program wakes up while nothing comes, with ten groups joined: the times that its
 * threads were scheduled because something happened. */

#define SECONDS  5
#define N_GROUPS 10

static guint64
count_switches (void)
{
  g_autoptr (GDir) folder = g_dir_open ("/proc/self/task", 0, NULL);
  const char *thread;
  guint64 sum = 0;

  while ((thread = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_strdup_printf ("/proc/self/task/%s/status", thread);
      g_autofree char *status = NULL;
      const char *line;

      if (g_file_get_contents (path, &status, NULL, NULL) &&
          (line = strstr (status, "\nvoluntary_ctxt_switches:")) != NULL)
        sum += g_ascii_strtoull (line + strlen ("\nvoluntary_ctxt_switches:"), NULL, 10);
    }

  return sum;
}

static gboolean
over_cb (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
  return G_SOURCE_REMOVE;
}

static guint64
wait_seconds (guint seconds)
{
  guint64 before = count_switches ();
  gboolean is_over = FALSE;

  g_timeout_add (seconds * 1000, over_cb, &is_over);
  while (!is_over)
    g_main_context_iteration (NULL, TRUE);

  return count_switches () - before;
}

static void
bench_idle (GcTestUi *ui)
{
  for (guint i = 1; i <= N_GROUPS; i++)
    gc_test_ui_join (ui, "239.9.5.%u%%lo:5000", i);

  /* What joining has set off is over, and threads that were lent for it have ended. */
  wait_seconds (20);

  /* One is the end of the wait itself. */
  gc_bench_print_figure ("idle, 10 groups joined, wake-ups",
                         ((double) wait_seconds (SECONDS) - 1) / SECONDS, "a second", 0);
}

int
main (int   argc,
      char *argv[])
{
  gc_test_ui_init (&argc, &argv);

  gc_test_ui_add ("/bench/idle", bench_idle);

  return g_test_run ();
}
