/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gc-message-matches.h"

G_BEGIN_DECLS

#define GC_TYPE_MESSAGE_TAIL (gc_message_tail_get_type ())

G_DECLARE_FINAL_TYPE (GcMessageTail, gc_message_tail, GC, MESSAGE_TAIL, GObject)

GcMessageTail    *gc_message_tail_new         (GcMessageMatches *matches) G_GNUC_WARN_UNUSED_RESULT;

GcMessageMatches *gc_message_tail_get_matches (GcMessageTail    *self);
guint             gc_message_tail_get_limit   (GcMessageTail    *self);
void              gc_message_tail_set_limit   (GcMessageTail    *self,
                                               guint             limit);
gboolean          gc_message_tail_is_paused   (GcMessageTail    *self);
void              gc_message_tail_set_paused  (GcMessageTail    *self,
                                               gboolean          paused);

G_END_DECLS
