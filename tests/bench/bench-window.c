/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-bench.h"
#include "gc-test-ui.h"

#include <string.h>
#include <sys/resource.h>

/* The window, open and visible, while messages come fast: what is lost, what the processor has to do,
 * and how steadily it is drawn. */

#define SECONDS 20
#define SIZE    64

typedef struct
{
  guint  n_frames;
  gint64 last_frame;            /* µs */
  gint64 longest_gap;           /* µs */
} Frames;

static void
after_paint_cb (GdkFrameClock *frame_clock,
                gpointer       user_data)
{
  Frames *frames = user_data;
  gint64 now = g_get_monotonic_time ();

  frames->n_frames++;
  if (frames->last_frame != 0)
    frames->longest_gap = MAX (frames->longest_gap, now - frames->last_frame);
  frames->last_frame = now;
}

static double
get_process_cpu (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  return usage.ru_utime.tv_sec + usage.ru_stime.tv_sec +
         (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

static void
ended_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_assert_true (g_subprocess_wait_check_finish (G_SUBPROCESS (object), result, NULL));
  *(gboolean *) user_data = TRUE;
}

/* Returns when all has been sent. */
static void
flood (guint   port,
       guint64 rate,
       guint   seconds)
{
  g_autofree char *port_text = g_strdup_printf ("%u", port);
  g_autofree char *rate_text = g_strdup_printf ("%" G_GUINT64_FORMAT, rate);
  g_autofree char *n_text = g_strdup_printf ("%" G_GUINT64_FORMAT, rate * seconds);
  g_autofree char *size_text = g_strdup_printf ("%u", SIZE);
  g_autoptr (GSubprocess) sender =
    g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, NULL, g_getenv ("GROUPCAST_BENCH_SENDER"),
                      "239.9.2.1", port_text, rate_text, n_text, size_text, NULL);
  gboolean is_ended = FALSE;

  g_assert_nonnull (sender);
  g_subprocess_wait_check_async (sender, NULL, ended_cb, &is_ended);
  while (!is_ended)
    g_main_context_iteration (NULL, TRUE);
}

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
         double      max_cpu,
         gboolean    is_reviewing)
{
  guint port = gc_test_find_port ();
  GcGroupPage *page = gc_test_ui_join (ui, "239.9.2.1%%lo:%u", port);
  GcGroup *group = gc_group_page_get_group (page);
  GdkFrameClock *frame_clock = gtk_widget_get_frame_clock (GTK_WIDGET (page));
  Frames frames = { 0, };
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  guint64 n_before;
  double cpu, time;

  flood (port, 10000, 1);
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
  g_signal_connect (frame_clock, "after-paint", G_CALLBACK (after_paint_cb), &frames);
  cpu = get_process_cpu ();
  time = gc_bench_get_time ();
  flood (port, rate, SECONDS);
  time = gc_bench_get_time () - time;
  cpu = get_process_cpu () - cpu;
  g_signal_handlers_disconnect_by_data (frame_clock, &frames);

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
  measure (ui, "following", 100000, 0.7, FALSE);
}

static void
bench_200 (GcTestUi *ui)
{
  measure (ui, "following", 200000, 0.9, FALSE);
}

static void
bench_review (GcTestUi *ui)
{
  measure (ui, "reviewing", 100000, 0.7, TRUE);
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

  flood (port, PYTHON_RATE, 1);
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
      cpu = get_process_cpu ();
      flood (port, PYTHON_RATE, PYTHON_SECONDS);
      pair.ours[run] = get_process_cpu () - cpu;
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
  gc_test_ui_add ("/bench/window/python", bench_python);

  return g_test_run ();
}
