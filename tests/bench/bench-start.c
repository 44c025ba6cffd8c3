/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-application.h"
#include "gc-bench.h"

#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* From the start of the program to its first frame, beside one that opens an empty window. Each start
 * is a process of its own. */

static void
after_paint_cb (void)
{
  _exit (0);
}

static void
map_cb (GtkWidget *window)
{
  g_signal_connect (gtk_widget_get_frame_clock (window), "after-paint",
                    G_CALLBACK (after_paint_cb), NULL);
}

static void
window_added_cb (GtkApplication *application,
                 GtkWidget      *window)
{
  g_signal_connect_after (window, "map", G_CALLBACK (map_cb), NULL);
}

static void
activate_cb (GtkApplication *application)
{
  gtk_window_present (GTK_WINDOW (adw_application_window_new (application)));
}

static int
run (const char *kind)
{
  char *arguments[] = { (char *) "bench", NULL };
  GApplication *application;

  if (strcmp (kind, "ours") == 0)
    {
      application = G_APPLICATION (gc_application_new ());
    }
  else
    {
      application = G_APPLICATION (adw_application_new ("org.example.Bare",
                                                        G_APPLICATION_DEFAULT_FLAGS));
      g_signal_connect (application, "activate", G_CALLBACK (activate_cb), NULL);
    }

  g_signal_connect (application, "window-added", G_CALLBACK (window_added_cb), NULL);
  return g_application_run (application, 1, arguments);
}

static double
measure (const char *program,
         const char *kind)
{
  double start = gc_bench_get_time ();
  pid_t pid = fork ();
  int status;

  if (pid == 0)
    {
      execl (program, program, kind, NULL);
      _exit (1);
    }

  g_assert_cmpint (waitpid (pid, &status, 0), ==, pid);
  g_assert_cmpint (status, ==, 0);
  return gc_bench_get_time () - start;
}

int
main (int   argc,
      char *argv[])
{
  GcBenchPair pair = { 0, };

  if (argc > 1)
    return run (argv[1]);

  measure ("/proc/self/exe", "ours");
  measure ("/proc/self/exe", "bare");
  for (guint i = 0; i < GC_BENCH_RUNS; i++)
    {
      pair.ours[i] = measure ("/proc/self/exe", "ours");
      pair.reference[i] = measure ("/proc/self/exe", "bare");
    }

  gc_bench_print_pair (&pair, "start to first frame", 1e-3, "ms", 1.3);
  return 0;
}
