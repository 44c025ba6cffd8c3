/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gc-batch.h"

G_BEGIN_DECLS

typedef struct _GcMessageRing GcMessageRing;

GcMessageRing *gc_message_ring_new              (void) G_GNUC_WARN_UNUSED_RESULT;
void           gc_message_ring_free             (GcMessageRing        *self);

void           gc_message_ring_append           (GcMessageRing        *self,
                                                 const GcBatch        *batch);
void           gc_message_ring_append_ring      (GcMessageRing        *self,
                                                 GcMessageRing        *other);
guint          gc_message_ring_evict            (GcMessageRing        *self,
                                                 guint                 max_records,
                                                 gsize                 max_bytes);
GcMessageRing *gc_message_ring_steal            (GcMessageRing        *self) G_GNUC_WARN_UNUSED_RESULT;
gboolean       gc_message_ring_prepend          (GcMessageRing        *self,
                                                 GcMessageRing        *older);
guint          gc_message_ring_clear            (GcMessageRing        *self);

guint          gc_message_ring_get_n_records    (const GcMessageRing  *self);
gsize          gc_message_ring_get_bytes        (const GcMessageRing  *self);
guint64        gc_message_ring_get_first_serial (const GcMessageRing  *self);
GcBatch       *gc_message_ring_lookup           (const GcMessageRing  *self,
                                                 guint64               serial,
                                                 guint                *index);
void           gc_message_ring_dup_batches      (const GcMessageRing  *self,
                                                 GPtrArray            *batches);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GcMessageRing, gc_message_ring_free)

G_END_DECLS
