/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The bytes of each message that gc_bench_flood() sends. */
#define GC_BENCH_FLOOD_SIZE 64

/**
 * GcBenchFrames:
 * @n_frames: how many were drawn
 * @longest_gap: the longest time from one to the next, µs
 *
 * How steadily a window is drawn.
 */
typedef struct
{
  guint          n_frames;
  gint64         longest_gap;

  gint64         last_frame;
  GdkFrameClock *frame_clock;
} GcBenchFrames;

void    gc_bench_frames_begin     (GcBenchFrames *self,
                                   GdkFrameClock *frame_clock);
void    gc_bench_frames_end       (GcBenchFrames *self);

double  gc_bench_get_process_cpu  (void);
guint64 gc_bench_count_switches   (void);
void    gc_bench_wait             (double         seconds);
void    gc_bench_flood            (const char    *group,
                                   guint          port,
                                   guint64        rate,
                                   guint          seconds,
                                   guint          n_senders,
                                   guint          n_groups);

G_END_DECLS
