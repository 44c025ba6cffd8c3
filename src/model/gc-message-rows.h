/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gc-message.h"

G_BEGIN_DECLS

typedef struct _GcMessageRows GcMessageRows;

GcMessageRows *gc_message_rows_new    (void) G_GNUC_WARN_UNUSED_RESULT;
void           gc_message_rows_free   (GcMessageRows  *self);

GcMessage     *gc_message_rows_lookup (GcMessageRows  *self,
                                       guint64         serial);
gboolean       gc_message_rows_add    (GcMessageRows  *self,
                                       GcMessage      *message);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GcMessageRows, gc_message_rows_free)

G_END_DECLS
