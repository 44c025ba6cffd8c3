/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-bench-window.h"

#include <string.h>
#include <sys/resource.h>

static void
after_paint_cb (GcBenchFrames *self)
{
  gint64 now = g_get_monotonic_time ();

  self->n_frames++;
  if (self->last_frame != 0)
    self->longest_gap = MAX (self->longest_gap, now - self->last_frame);
  self->last_frame = now;
}

/**
 * gc_bench_frames_begin:
 * @self: (out caller-allocates): frames
 * @frame_clock: what times the frames of a window
 *
 * Begins to count, until gc_bench_frames_end().
 */
void
gc_bench_frames_begin (GcBenchFrames *self,
                       GdkFrameClock *frame_clock)
{
  *self = (GcBenchFrames) { .frame_clock = frame_clock };
  g_signal_connect_swapped (frame_clock, "after-paint", G_CALLBACK (after_paint_cb), self);
}

void
gc_bench_frames_end (GcBenchFrames *self)
{
  g_signal_handlers_disconnect_by_data (self->frame_clock, self);
}

/**
 * gc_bench_get_process_cpu:
 *
 * Returns: the seconds of processor that all threads have used, in the kernel too
 */
double
gc_bench_get_process_cpu (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  return usage.ru_utime.tv_sec + usage.ru_stime.tv_sec +
         (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

/**
 * gc_bench_count_switches:
 *
 * Returns: how often a thread has waited for something, and has been woken up by it
 */
guint64
gc_bench_count_switches (void)
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

/**
 * gc_bench_wait:
 * @seconds: how long
 *
 * Lets the program go on for a while.
 */
void
gc_bench_wait (double seconds)
{
  gboolean is_over = FALSE;

  g_timeout_add (seconds * 1000, over_cb, &is_over);
  while (!is_over)
    g_main_context_iteration (NULL, TRUE);
}

static void
ended_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_assert_true (g_subprocess_wait_check_finish (G_SUBPROCESS (object), result, NULL));
  *(gboolean *) user_data = TRUE;
}

/**
 * gc_bench_flood:
 * @group: an IPv4 group
 * @port: a port
 * @rate: how many messages a second
 * @seconds: how long
 * @n_senders: by how many senders in turn
 * @n_groups: to how many groups in turn, from @group on
 *
 * Lets the program go on while another one sends, until that has sent all.
 */
void
gc_bench_flood (const char *group,
                guint       port,
                guint64     rate,
                guint       seconds,
                guint       n_senders,
                guint       n_groups)
{
  g_autofree char *arguments =
    g_strdup_printf ("%s %s %u %" G_GUINT64_FORMAT " %" G_GUINT64_FORMAT " %u %u %u",
                     g_getenv ("GROUPCAST_BENCH_SENDER"), group, port, rate, rate * seconds,
                     GC_BENCH_FLOOD_SIZE, n_senders, n_groups);
  g_auto (GStrv) argv = g_strsplit (arguments, " ", -1);
  g_autoptr (GSubprocess) sender =
    g_subprocess_newv ((const char *const *) argv, G_SUBPROCESS_FLAGS_NONE, NULL);
  gboolean is_ended = FALSE;

  g_assert_nonnull (sender);
  g_subprocess_wait_check_async (sender, NULL, ended_cb, &is_ended);
  while (!is_ended)
    g_main_context_iteration (NULL, TRUE);
}
