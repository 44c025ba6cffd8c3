/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gc-message-matches.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define GC_TYPE_MESSAGE_VIEW (gc_message_view_get_type ())

G_DECLARE_FINAL_TYPE (GcMessageView, gc_message_view, GC, MESSAGE_VIEW, GtkWidget)

GcMessageLog     *gc_message_view_get_log       (GcMessageView   *self);
void              gc_message_view_set_log       (GcMessageView   *self,
                                                 GcMessageLog    *log);
gboolean          gc_message_view_is_paused     (GcMessageView   *self);
void              gc_message_view_set_paused    (GcMessageView   *self,
                                                 gboolean         paused);
void              gc_message_view_follow        (GcMessageView   *self);
GcMessageFilter  *gc_message_view_get_filter    (GcMessageView   *self);
void              gc_message_view_set_filter    (GcMessageView   *self,
                                                 GcMessageFilter *filter);
GcMessageMatches *gc_message_view_get_matches   (GcMessageView   *self);
GcMessage        *gc_message_view_get_selected  (GcMessageView   *self);
void              gc_message_view_step          (GcMessageView   *self,
                                                 int              n);
gboolean          gc_message_view_is_following  (GcMessageView   *self);
void              gc_message_view_set_following (GcMessageView   *self,
                                                 gboolean         following);

G_END_DECLS
