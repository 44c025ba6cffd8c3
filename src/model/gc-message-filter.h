/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gc-batch.h"

#include <glib-object.h>

G_BEGIN_DECLS

typedef struct _GcMessageFilter GcMessageFilter;

#define GC_TYPE_MESSAGE_FILTER (gc_message_filter_get_type ())

GType            gc_message_filter_get_type       (void) G_GNUC_CONST;

GcMessageFilter *gc_message_filter_parse          (const char       *text,
                                                   GError          **error) G_GNUC_WARN_UNUSED_RESULT;
GcMessageFilter *gc_message_filter_ref            (GcMessageFilter  *self);
void             gc_message_filter_unref          (GcMessageFilter  *self);

gboolean         gc_message_filter_is_empty       (GcMessageFilter  *self);
gboolean         gc_message_filter_may_match      (GcMessageFilter  *self,
                                                   const GcBatch    *batch,
                                                   guint             first,
                                                   guint             n);
gboolean         gc_message_filter_matches        (GcMessageFilter  *self,
                                                   const GcBatch    *batch,
                                                   guint             index);
guint64          gc_message_filter_get_n_given_up (GcMessageFilter  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GcMessageFilter, gc_message_filter_unref)

G_END_DECLS
