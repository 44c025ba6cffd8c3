/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gc-batch.h"
#include "gc-lane.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* How many seconds are remembered one by one. */
#define GC_STATISTICS_SECONDS   120

/* How many senders are told apart. */
#define GC_STATISTICS_MAX_LANES 1000

#define GC_TYPE_STATISTICS (gc_statistics_get_type ())

G_DECLARE_FINAL_TYPE (GcStatistics, gc_statistics, GC, STATISTICS, GObject)

GcStatistics *gc_statistics_new              (void) G_GNUC_WARN_UNUSED_RESULT;

guint         gc_statistics_get_message_rate (GcStatistics  *self);
guint64       gc_statistics_get_bit_rate     (GcStatistics  *self);
guint         gc_statistics_get_peak_rate    (GcStatistics  *self);
guint64       gc_statistics_get_n_bytes      (GcStatistics  *self);
guint64       gc_statistics_get_n_truncated  (GcStatistics  *self);
gint64        gc_statistics_get_first_time   (GcStatistics  *self);
gint64        gc_statistics_get_last_time    (GcStatistics  *self);
GListModel   *gc_statistics_get_lanes        (GcStatistics  *self);
guint         gc_statistics_get_history      (GcStatistics  *self,
                                              guint          history[GC_STATISTICS_SECONDS]);

void          gc_statistics_add              (GcStatistics  *self,
                                              GPtrArray     *batches);
gboolean      gc_statistics_refresh          (GcStatistics  *self,
                                              gint64         now_ns);

G_END_DECLS
