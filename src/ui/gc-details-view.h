/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define GC_TYPE_DETAILS_VIEW (gc_details_view_get_type ())

G_DECLARE_FINAL_TYPE (GcDetailsView, gc_details_view, GC, DETAILS_VIEW, GtkWidget)

G_END_DECLS
