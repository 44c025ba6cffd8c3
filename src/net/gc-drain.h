/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gc-batch.h"

#include <sys/socket.h>

G_BEGIN_DECLS

/* How many datagrams one call takes from the kernel. */
#define GC_DRAIN_MAX 64

typedef struct _GcDrain GcDrain;

GcDrain  *gc_drain_new          (void) G_GNUC_WARN_UNUSED_RESULT;
void      gc_drain_free         (GcDrain              *self);

gsize     gc_drain_get_room     (GcDrain              *self);
int       gc_drain_receive      (GcDrain              *self,
                                 int                   fd,
                                 GcBatch              *batch);
guint     gc_drain_take_count   (GcDrain              *self);
gboolean  gc_drain_get          (GcDrain              *self,
                                 guint                 i,
                                 GcRecord             *record,
                                 const guint8        **payload);

gboolean  gc_drain_parse_header (const struct msghdr  *header,
                                 GcRecord             *record);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GcDrain, gc_drain_free)

G_END_DECLS
