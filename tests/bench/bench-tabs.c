/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-bench.h"
#include "gc-bench-window.h"
#include "gc-test-ui.h"

/* A window with 200 tabs: one of them busy, each with a trickle, and none with anything. */

#define N_GROUPS 200
#define SECONDS  10
#define FIRST    "239.9.6.1"

static guint64
count_messages (GPtrArray *pages)
{
  guint64 n = 0;

  for (guint i = 0; i < pages->len; i++)
    n += gc_group_get_n_messages (gc_group_page_get_group (pages->pdata[i]));

  return n;
}

static void
print (const char *what,
       const char *figure,
       double      value,
       const char *unit)
{
  g_autofree char *text = g_strdup_printf ("tabs, %u open, %s, %s", N_GROUPS, what, figure);

  gc_bench_print_figure (text, value, unit, 0);
}

static void
measure (GPtrArray  *pages,
         guint       port,
         guint64     rate,
         guint       n_groups,
         const char *what)
{
  GdkFrameClock *frame_clock = gtk_widget_get_frame_clock (pages->pdata[0]);
  guint64 n_before = count_messages (pages);
  GcBenchFrames frames;
  double cpu, time;

  gc_bench_frames_begin (&frames, frame_clock);
  cpu = gc_bench_get_process_cpu ();
  time = gc_bench_get_time ();
  gc_bench_flood (FIRST, port, rate, SECONDS, 1, n_groups);
  time = gc_bench_get_time () - time;
  cpu = gc_bench_get_process_cpu () - cpu;
  gc_bench_frames_end (&frames);

  gc_bench_wait (1);
  print (what, "not received", rate * SECONDS - (count_messages (pages) - n_before), "messages");
  print (what, "processor", cpu / time, "cores");
  print (what, "frames", frames.n_frames / time, "a second");
  print (what, "longest from frame to frame", frames.longest_gap / 1e3, "ms");
}

/* As when one pastes a list into the entry. */
static void
open_tabs (GcTestUi  *ui,
           guint      port,
           GPtrArray *pages)
{
  g_autoptr (GString) text = g_string_new (NULL);
  double start = gc_bench_get_time ();

  for (guint i = 0; i < N_GROUPS; i++)
    g_string_append_printf (text, "239.9.6.%u%%lo:%u ", i + 1, port);
  g_assert_true (gc_window_join_text (ui->window, text->str, NULL));

  for (guint i = 0; i < N_GROUPS; i++)
    {
      GcGroupPage *page = gc_test_ui_find_page (ui, "239.9.6.%u%%lo:%u", i + 1, port);

      gc_test_wait_until (gc_group_get_state (gc_group_page_get_group (page)) == GC_RECEIVER_JOINED);
      g_ptr_array_add (pages, page);
    }

  gc_test_ui_settle ();
  print ("all at once", "until they are joined and drawn", gc_bench_get_time () - start, "s");
}

static void
bench_tabs (GcTestUi *ui)
{
  g_autoptr (GPtrArray) pages = g_ptr_array_new ();
  guint port = gc_test_find_port ();
  guint64 n_switches;

  open_tabs (ui, port, pages);
  gc_group_tabs_select (gc_window_get_group_tabs (ui->window),
                        gc_group_page_get_group (pages->pdata[0]));
  gc_test_ui_settle ();

  measure (pages, port, 100000, 1, "one gets 100000/s");
  measure (pages, port, 2000, N_GROUPS, "each gets 10/s");

  /* What moves in the graph of the tab that can be seen has left it. */
  gc_bench_wait (125);
  n_switches = gc_bench_count_switches ();
  gc_bench_wait (5);
  print ("nothing comes", "wake-ups", (gc_bench_count_switches () - n_switches - 1) / 5., "a second");
}

int
main (int   argc,
      char *argv[])
{
  gc_test_ui_init (&argc, &argv);

  gc_test_ui_add ("/bench/tabs", bench_tabs);

  return g_test_run ();
}
