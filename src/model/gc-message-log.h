/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gc-message-ring.h"
#include "gc-message.h"

G_BEGIN_DECLS

#define GC_MESSAGE_LOG_DEFAULT_MAX_MESSAGES 200000
#define GC_MESSAGE_LOG_DEFAULT_MAX_BYTES    (256 * 1024 * 1024)

#define GC_TYPE_MESSAGE_LOG (gc_message_log_get_type ())

G_DECLARE_FINAL_TYPE (GcMessageLog, gc_message_log, GC, MESSAGE_LOG, GObject)

GcMessageLog *gc_message_log_new              (void) G_GNUC_WARN_UNUSED_RESULT;

gboolean      gc_message_log_is_frozen        (GcMessageLog  *self);
void          gc_message_log_set_frozen       (GcMessageLog  *self,
                                               gboolean       frozen);
guint         gc_message_log_get_max_messages (GcMessageLog  *self);
void          gc_message_log_set_max_messages (GcMessageLog  *self,
                                               guint          max_messages);
guint64       gc_message_log_get_max_bytes    (GcMessageLog  *self);
void          gc_message_log_set_max_bytes    (GcMessageLog  *self,
                                               guint64        max_bytes);
guint         gc_message_log_get_n_waiting    (GcMessageLog  *self);
guint64       gc_message_log_get_n_evicted    (GcMessageLog  *self);

void          gc_message_log_append           (GcMessageLog  *self,
                                               GPtrArray     *batches);
GcMessageRing *gc_message_log_clear           (GcMessageLog  *self) G_GNUC_WARN_UNUSED_RESULT;
gboolean      gc_message_log_restore          (GcMessageLog  *self,
                                               GcMessageRing *cleared);
guint64       gc_message_log_get_first_serial (GcMessageLog  *self);
GcBatch      *gc_message_log_lookup           (GcMessageLog  *self,
                                               guint          position,
                                               guint         *index);
gboolean      gc_message_log_find_previous    (GcMessageLog  *self,
                                               guint64        serial,
                                               gint64        *time_ns);
GcMessage    *gc_message_log_dup_message      (GcMessageLog  *self,
                                               guint          position) G_GNUC_WARN_UNUSED_RESULT;
void          gc_message_log_point            (GcMessageLog  *self,
                                               guint          position,
                                               GcMessage     *message);
gboolean      gc_message_log_adopt            (GcMessageLog  *self,
                                               GcMessage     *message);
GPtrArray    *gc_message_log_dup_batches      (GcMessageLog  *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
