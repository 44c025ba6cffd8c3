/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gc-message-log.h"

G_BEGIN_DECLS

#define GC_TYPE_MESSAGE_TAIL (gc_message_tail_get_type ())

G_DECLARE_FINAL_TYPE (GcMessageTail, gc_message_tail, GC, MESSAGE_TAIL, GObject)

GcMessageTail *gc_message_tail_new       (void) G_GNUC_WARN_UNUSED_RESULT;

GcMessageLog  *gc_message_tail_get_log   (GcMessageTail *self);
void           gc_message_tail_set_log   (GcMessageTail *self,
                                          GcMessageLog  *log);
guint          gc_message_tail_get_limit (GcMessageTail *self);
void           gc_message_tail_set_limit (GcMessageTail *self,
                                          guint          limit);

G_END_DECLS
