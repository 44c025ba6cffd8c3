/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gc-drain.h"

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _GcInbox GcInbox;

GcInbox   *gc_inbox_new              (GInetAddress  *group,
                                      gsize          limit_bytes) G_GNUC_WARN_UNUSED_RESULT;
GcInbox   *gc_inbox_ref              (GcInbox       *self);
void       gc_inbox_unref            (GcInbox       *self);

/* I/O thread */
int        gc_inbox_receive          (GcInbox       *self,
                                      GcDrain       *drain,
                                      int            fd);
void       gc_inbox_set_kernel_drops (GcInbox       *self,
                                      guint32        kernel_drops);

/* The thread that reads */
GSource   *gc_inbox_create_source    (GcInbox       *self) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *gc_inbox_steal            (GcInbox       *self,
                                      guint64       *n_kernel_lost,
                                      guint64       *n_backlog_lost) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GcInbox, gc_inbox_unref)

G_END_DECLS
