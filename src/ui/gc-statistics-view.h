/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gc-statistics.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define GC_TYPE_STATISTICS_VIEW (gc_statistics_view_get_type ())

G_DECLARE_FINAL_TYPE (GcStatisticsView, gc_statistics_view, GC, STATISTICS_VIEW, GtkWidget)

G_END_DECLS
