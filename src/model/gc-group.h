/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gc-message-log.h"
#include "gc-receiver.h"
#include "gc-socket.h"
#include "gc-statistics.h"

G_BEGIN_DECLS

/* What the kernel is asked to hold for a group, in bytes. */
#define GC_GROUP_WANTED_BUFFER GC_SOCKET_RECEIVE_BUFFER

#define GC_TYPE_GROUP (gc_group_get_type ())

G_DECLARE_FINAL_TYPE (GcGroup, gc_group, GC, GROUP, GObject)

GcGroup         *gc_group_new                 (GcEndpoint  *endpoint) G_GNUC_WARN_UNUSED_RESULT;

GcEndpoint      *gc_group_get_endpoint        (GcGroup     *self);
char            *gc_group_dup_title           (GcGroup     *self) G_GNUC_WARN_UNUSED_RESULT;
GcMessageLog    *gc_group_get_log             (GcGroup     *self);
GcStatistics    *gc_group_get_statistics      (GcGroup     *self);
GcReceiverState  gc_group_get_state           (GcGroup     *self);
const char      *gc_group_get_error_message   (GcGroup     *self);
GPtrArray       *gc_group_get_interfaces      (GcGroup     *self);
char            *gc_group_dup_interface_names (GcGroup     *self) G_GNUC_WARN_UNUSED_RESULT;
int              gc_group_get_receive_buffer  (GcGroup     *self);
guint64          gc_group_get_n_messages      (GcGroup     *self);
guint64          gc_group_get_n_kernel_lost   (GcGroup     *self);
guint64          gc_group_get_n_backlog_lost  (GcGroup     *self);

void             gc_group_join                (GcGroup     *self);
void             gc_group_leave               (GcGroup     *self);
guint            gc_group_publish             (GcGroup     *self);

G_END_DECLS
