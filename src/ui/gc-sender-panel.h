/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gc-target-list.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define GC_TYPE_SENDER_PANEL (gc_sender_panel_get_type ())

G_DECLARE_FINAL_TYPE (GcSenderPanel, gc_sender_panel, GC, SENDER_PANEL, GtkWidget)

GcTargetList *gc_sender_panel_get_targets   (GcSenderPanel  *self);
guint         gc_sender_panel_get_last_port (GcSenderPanel  *self);
void          gc_sender_panel_set_last_port (GcSenderPanel  *self,
                                             guint           last_port);
const char   *gc_sender_panel_get_status    (GcSenderPanel  *self);
void          gc_sender_panel_send          (GcSenderPanel  *self);
void          gc_sender_panel_send_to       (GcSenderPanel  *self,
                                             GPtrArray      *targets);

G_END_DECLS
