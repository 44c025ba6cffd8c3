/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gc-record.h"

G_BEGIN_DECLS

#define GC_TYPE_LANE (gc_lane_get_type ())

G_DECLARE_FINAL_TYPE (GcLane, gc_lane, GC, LANE, GObject)

GcLane     *gc_lane_new            (const GcRecord  *record) G_GNUC_WARN_UNUSED_RESULT;

const char *gc_lane_get_source     (GcLane          *self);
guint64     gc_lane_get_n_messages (GcLane          *self);
guint       gc_lane_get_rate       (GcLane          *self);
gint64      gc_lane_get_last_time  (GcLane          *self);

void        gc_lane_add            (GcLane          *self,
                                    const GcRecord  *record);
void        gc_lane_refresh        (GcLane          *self,
                                    gint64           second);

G_END_DECLS
