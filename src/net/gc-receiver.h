/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gc-batch.h"
#include "gc-endpoint.h"
#include "gc-interface.h"

G_BEGIN_DECLS

/**
 * GcReceiverState:
 * @GC_RECEIVER_LEFT: not joined
 * @GC_RECEIVER_JOINING: under way
 * @GC_RECEIVER_JOINED: joined and listening
 * @GC_RECEIVER_FAILED: could not join; gc_receiver_get_error() says why
 */
typedef enum
{
  GC_RECEIVER_LEFT,
  GC_RECEIVER_JOINING,
  GC_RECEIVER_JOINED,
  GC_RECEIVER_FAILED,
} GcReceiverState;

#define GC_TYPE_RECEIVER_STATE (gc_receiver_state_get_type ())
GType gc_receiver_state_get_type (void);

#define GC_TYPE_RECEIVER (gc_receiver_get_type ())

G_DECLARE_FINAL_TYPE (GcReceiver, gc_receiver, GC, RECEIVER, GObject)

GcReceiver      *gc_receiver_new                (GcEndpoint  *endpoint) G_GNUC_WARN_UNUSED_RESULT;

GcEndpoint      *gc_receiver_get_endpoint       (GcReceiver  *self);
GcReceiverState  gc_receiver_get_state          (GcReceiver  *self);
const GError    *gc_receiver_get_error          (GcReceiver  *self);
GPtrArray       *gc_receiver_get_interfaces     (GcReceiver  *self);
int              gc_receiver_get_receive_buffer (GcReceiver  *self);

void             gc_receiver_join               (GcReceiver  *self);
void             gc_receiver_leave              (GcReceiver  *self);
GPtrArray       *gc_receiver_steal_batches      (GcReceiver  *self) G_GNUC_WARN_UNUSED_RESULT;
guint64          gc_receiver_get_n_kernel_lost  (GcReceiver  *self);
guint64          gc_receiver_get_n_backlog_lost (GcReceiver  *self);

G_END_DECLS
