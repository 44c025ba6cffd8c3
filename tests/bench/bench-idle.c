/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-bench.h"
#include "gc-bench-window.h"
#include "gc-test-ui.h"

/* How often the program wakes up while nothing comes, with ten groups joined: the times that its
 * threads were scheduled because something happened. */

#define SECONDS  5
#define N_GROUPS 10

static void
bench_idle (GcTestUi *ui)
{
  guint64 before;

  for (guint i = 1; i <= N_GROUPS; i++)
    gc_test_ui_join (ui, "239.9.5.%u%%lo:5000", i);

  /* What joining has set off is over, and threads that were lent for it have ended. */
  gc_bench_wait (20);

  /* One is the end of the wait itself. */
  before = gc_bench_count_switches ();
  gc_bench_wait (SECONDS);
  gc_bench_print_figure ("idle, 10 groups joined, wake-ups",
                         ((double) (gc_bench_count_switches () - before) - 1) / SECONDS, "a second", 0);
}

int
main (int   argc,
      char *argv[])
{
  gc_test_ui_init (&argc, &argv);

  gc_test_ui_add ("/bench/idle", bench_idle);

  return g_test_run ();
}
