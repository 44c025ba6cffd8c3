/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define GC_TYPE_SPLIT_VIEW (gc_split_view_get_type ())

G_DECLARE_FINAL_TYPE (GcSplitView, gc_split_view, GC, SPLIT_VIEW, GtkWidget)

gboolean gc_split_view_is_collapsed (GcSplitView *self);

G_END_DECLS
