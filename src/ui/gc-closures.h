/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gc-receiver.h"
#include "gc-target.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What .ui files show of values: closures, each a function of its arguments alone. The first
 * argument is the object that the expression belongs to, and is not used. */

void  gc_closures_bind (GtkWidgetClass *widget_class);

char *gc_closure_time          (gpointer         unused,
                                gint64           time_ns);
char *gc_closure_size          (gpointer         unused,
                                guint            size);
char *gc_closure_messages      (gpointer         unused,
                                guint64          n_messages);
char *gc_closure_message_rate  (gpointer         unused,
                                guint            message_rate);
char *gc_closure_rate          (gpointer         unused,
                                guint            message_rate,
                                guint64          bit_rate);
char *gc_closure_peak          (gpointer         unused,
                                guint            peak_rate);
char *gc_closure_bytes         (gpointer         unused,
                                guint64          n_bytes);
char *gc_closure_moment        (gpointer         unused,
                                gint64           time_ns);
char *gc_closure_last_seen     (gpointer         unused,
                                gint64           time_ns);
char *gc_closure_lost          (gpointer         unused,
                                guint64          n_kernel_lost,
                                guint64          n_backlog_lost,
                                guint64          n_truncated);
char *gc_closure_evicted       (gpointer         unused,
                                guint64          n_evicted);
char *gc_closure_kept          (gpointer         unused,
                                guint            n_kept,
                                guint64          n_evicted);
char *gc_closure_matches       (gpointer         unused,
                                gpointer         filter,
                                guint            n_matches,
                                guint            n_all,
                                gboolean         searching);
char *gc_closure_state         (gpointer         unused,
                                GcReceiverState  state,
                                const char      *interface_names);
char *gc_closure_buffer        (gpointer         unused,
                                int              receive_buffer);
char *gc_closure_state_icon    (gpointer         unused,
                                GcReceiverState  state);
char *gc_closure_newer         (gpointer         unused,
                                gboolean         paused,
                                guint            n_waiting);
char *gc_closure_result        (gpointer         unused,
                                GcTargetResult   result,
                                guint64          size,
                                const char      *interface_name,
                                const char      *error_message);
char *gc_closure_result_icon   (gpointer         unused,
                                GcTargetResult   result);

G_END_DECLS
