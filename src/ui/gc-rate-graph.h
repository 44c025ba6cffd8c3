/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gc-statistics.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define GC_TYPE_RATE_GRAPH (gc_rate_graph_get_type ())

G_DECLARE_FINAL_TYPE (GcRateGraph, gc_rate_graph, GC, RATE_GRAPH, GtkWidget)

G_END_DECLS
