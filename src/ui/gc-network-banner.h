/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define GC_TYPE_NETWORK_BANNER (gc_network_banner_get_type ())

G_DECLARE_FINAL_TYPE (GcNetworkBanner, gc_network_banner, GC, NETWORK_BANNER, GtkWidget)

G_END_DECLS
