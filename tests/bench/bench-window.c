/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-bench.h"
#include "gc-bench-log.h"
#include "gc-bench-window.h"
#include "gc-test-ui.h"

#include <string.h>

/* The window, open and visible, while messages come fast: what is lost, what the processor has to do,
 * and how steadily it is drawn. */

#define SECONDS 20

static void
print (const char *what,
       guint64     rate,
       const char *figure,
       double      value,
       const char *unit,
       double      bar)
{
  g_autofree char *text = g_strdup_printf ("window, %s, %" G_GUINT64_FORMAT "/s, %s", what, rate,
                                           figure);

  gc_bench_print_figure (text, value, unit, bar);
}

static char *
read_rows (GcGroupPage *page)
{
  g_autoptr (GPtrArray) rows = gc_test_read_rows (page);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < rows->len; i++)
    {
      GcTestRow *row = g_ptr_array_index (rows, i);
      g_autofree char *cells = g_strjoinv (" ", row->cells);

      g_string_append_printf (text, "%d %s\n", row->y, cells);
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
measure (GcTestUi   *ui,
         const char *what,
         guint64     rate,
         guint       n_senders,
         double      max_cpu,
         gboolean    is_reviewing)
{
  guint port = gc_test_find_port ();
  GcGroupPage *page = gc_test_ui_join (ui, "239.9.2.1%%lo:%u", port);
  GcGroup *group = gc_group_page_get_group (page);
  GdkFrameClock *frame_clock = gtk_widget_get_frame_clock (GTK_WIDGET (page));
  GcBenchFrames frames;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  guint64 n_before;
  double cpu, time;

  gc_bench_flood ("239.9.2.1", port, 10000, 1, 1, 1);
  gc_test_wait_until (gc_group_get_n_messages (group) == 10000);
  if (is_reviewing)
    {
      GtkWidget *table = gc_test_find (page, GTK_TYPE_COLUMN_VIEW, "Messages");

      gc_test_scroll (table, -50);
      gc_test_wait_until (!gc_message_view_is_following (gc_group_page_get_view (page)));
      gc_test_ui_settle ();
      before = read_rows (page);
    }

  n_before = gc_group_get_n_messages (group);
  gc_bench_frames_begin (&frames, frame_clock);
  cpu = gc_bench_get_process_cpu ();
  time = gc_bench_get_time ();
  gc_bench_flood ("239.9.2.1", port, rate, SECONDS, n_senders, 1);
  time = gc_bench_get_time () - time;
  cpu = gc_bench_get_process_cpu () - cpu;
  gc_bench_frames_end (&frames);

  for (gint64 end = g_get_monotonic_time () + G_TIME_SPAN_SECOND; g_get_monotonic_time () < end;)
    g_main_context_iteration (NULL, FALSE);

  print (what, rate, "not received", rate * SECONDS - (gc_group_get_n_messages (group) - n_before),
         "messages", 0);
  print (what, rate, "lost in kernel and program",
         gc_group_get_n_kernel_lost (group) + gc_group_get_n_backlog_lost (group), "messages", 0);
  print (what, rate, "processor", cpu / time, "cores", max_cpu);
  print (what, rate, "frames", frames.n_frames / time, "a second", 0);
  if (!is_reviewing)
    print (what, rate, "longest from frame to frame", frames.longest_gap / 1e3, "ms", 40);

  if (is_reviewing)
    {
      after = read_rows (page);
      print (what, rate, "rows in view that changed", g_strcmp0 (before, after) != 0, "", 0);
    }
}

static void
bench_100 (GcTestUi *ui)
{
  measure (ui, "following", 100000, 1, 0.7, FALSE);
  measure (ui, "following 16 senders", 100000, 16, 0.7, FALSE);
}

static void
bench_200 (GcTestUi *ui)
{
  measure (ui, "following", 200000, 1, 0.9, FALSE);
}

static void
bench_review (GcTestUi *ui)
{
  measure (ui, "reviewing", 100000, 1, 0.7, TRUE);
}

/* Letter by letter, then back, while a few messages come; each makes the list another one. */
static void
bench_filter (GcTestUi *ui)
{
  static const char *const texts[] = {
    "s", "se", "sensor", "sensor 7", "sensor 77", "\"sensor 7:\"", "9", "99", "999", "", "nothing",
    "/s/", "/sensor \\d\\d:/", "/9+ .*1\\d: /", "hex:00", "from:7",
  };
  guint port = gc_test_find_port ();
  GcGroupPage *page = gc_test_ui_join (ui, "239.9.2.1%%lo:%u", port);
  GcMessageView *view = gc_group_page_get_view (page);
  GcMessageMatches *matches = gc_message_view_get_matches (view);
  GdkFrameClock *frame_clock = gtk_widget_get_frame_clock (GTK_WIDGET (page));
  gint64 longest_search = 0;
  GcBenchFrames frames;

  gc_bench_log_fill (gc_group_get_log (gc_group_page_get_group (page)), 1000000);
  gc_bench_flood ("239.9.2.1", port, 1000, 1, 1, 1);
  gc_test_press ("<Control>f");
  gc_test_ui_settle ();

  gc_bench_frames_begin (&frames, frame_clock);
  gdk_frame_clock_begin_updating (frame_clock);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      gint64 start = g_get_monotonic_time ();
      guint n_frames = frames.n_frames;

      gtk_editable_set_text (gc_test_find (page, GTK_TYPE_SEARCH_ENTRY, NULL), texts[i]);
      while (gc_message_matches_is_searching (matches))
        g_main_context_iteration (NULL, TRUE);
      longest_search = MAX (longest_search, g_get_monotonic_time () - start);
      gc_test_wait_until (frames.n_frames >= n_frames + 5);
    }
  gdk_frame_clock_end_updating (frame_clock);
  gc_bench_frames_end (&frames);

  gc_bench_print_figure ("window, filtering 1 000 000 messages, longest from frame to frame",
                         frames.longest_gap / 1e3, "ms", 50);
  gc_bench_print_figure ("window, filtering 1 000 000 messages, longest until all is found",
                         longest_search / 1e3, "ms", 0);
}

static void
discard_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_subprocess_communicate_utf8_finish (G_SUBPROCESS (object), result, user_data, NULL, NULL);
}

/* What the simplest receiver that keeps its messages needs for each: a loop in Python. */
static const char *const python_loop =
  "import resource, socket, struct, sys\n"
  "s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)\n"
  "s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)\n"
  "s.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 8 << 20)\n"
  "s.bind(('239.9.2.1', int(sys.argv[1])))\n"
  "s.setsockopt(socket.IPPROTO_IP, socket.IP_ADD_MEMBERSHIP,\n"
  "             socket.inet_aton('239.9.2.1') + socket.inet_aton('127.0.0.1'))\n"
  "kept = []\n"
  "s.recvfrom(65536)\n"
  "u = resource.getrusage(resource.RUSAGE_SELF)\n"
  "start = u.ru_utime + u.ru_stime\n"
  "s.settimeout(1)\n"
  "try:\n"
  "    while True:\n"
  "        kept.append(s.recvfrom(65536))\n"
  "except TimeoutError:\n"
  "    pass\n"
  "u = resource.getrusage(resource.RUSAGE_SELF)\n"
  "print((u.ru_utime + u.ru_stime - start) / len(kept))\n";

#define PYTHON_RATE    20000
#define PYTHON_SECONDS 2

static void
bench_python (GcTestUi *ui)
{
  guint port = gc_test_find_port ();
  g_autofree char *port_text = g_strdup_printf ("%u", port);
  GcGroupPage *page = gc_test_ui_join (ui, "239.9.2.1%%lo:%u", port);
  GcGroup *group = gc_group_page_get_group (page);
  GcBenchPair pair = { 0, };

  gc_bench_flood ("239.9.2.1", port, PYTHON_RATE, 1, 1, 1);
  for (guint run = 0; run < GC_BENCH_RUNS; run++)
    {
      g_autofree char *printed = NULL;
      g_autoptr (GSubprocess) python =
        g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, NULL, "python3", "-c", python_loop,
                          port_text, NULL);
      guint64 n_before;
      double cpu;

      g_subprocess_communicate_utf8_async (python, NULL, NULL, discard_cb, &printed);
      gc_test_wait_until (gc_test_count_members ("239.9.2.1") == 2);

      n_before = gc_group_get_n_messages (group);
      cpu = gc_bench_get_process_cpu ();
      gc_bench_flood ("239.9.2.1", port, PYTHON_RATE, PYTHON_SECONDS, 1, 1);
      pair.ours[run] = gc_bench_get_process_cpu () - cpu;
      gc_test_wait_until (printed != NULL);
      pair.ours[run] /= gc_group_get_n_messages (group) - n_before;
      pair.reference[run] = g_ascii_strtod (printed, NULL);
    }

  gc_bench_print_pair (&pair, "window, 20000/s, beside a loop in Python that keeps messages", 1e-6,
                       "µs a message", 1);
}

int
main (int   argc,
      char *argv[])
{
  gc_test_ui_init (&argc, &argv);

  gc_test_ui_add ("/bench/window/following-100", bench_100);
  gc_test_ui_add ("/bench/window/following-200", bench_200);
  gc_test_ui_add ("/bench/window/reviewing", bench_review);
  gc_test_ui_add ("/bench/window/filter", bench_filter);
  gc_test_ui_add ("/bench/window/python", bench_python);

  return g_test_run ();
}
