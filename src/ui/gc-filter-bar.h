/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define GC_TYPE_FILTER_BAR (gc_filter_bar_get_type ())

G_DECLARE_FINAL_TYPE (GcFilterBar, gc_filter_bar, GC, FILTER_BAR, GtkWidget)

G_END_DECLS
