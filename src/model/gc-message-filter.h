/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gc-batch.h"

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * GcMessageFilterKind:
 * @GC_MESSAGE_FILTER_TEXT: the text is in the message, whatever the case of its letters
 * @GC_MESSAGE_FILTER_REGEX: the regular expression (PCRE2) finds something in the message, whatever
 *   the case unless it says `(?-i)`
 * @GC_MESSAGE_FILTER_HEX: the bytes, in hexadecimal, are in the message
 * @GC_MESSAGE_FILTER_SOURCE: the text is in the sender's address and port
 */
typedef enum
{
  GC_MESSAGE_FILTER_TEXT,
  GC_MESSAGE_FILTER_REGEX,
  GC_MESSAGE_FILTER_HEX,
  GC_MESSAGE_FILTER_SOURCE,
} GcMessageFilterKind;

typedef struct _GcMessageFilter GcMessageFilter;

#define GC_TYPE_MESSAGE_FILTER (gc_message_filter_get_type ())

GType            gc_message_filter_get_type    (void) G_GNUC_CONST;

GcMessageFilter *gc_message_filter_new         (GcMessageFilterKind   kind,
                                                const char           *pattern,
                                                GError              **error) G_GNUC_WARN_UNUSED_RESULT;
GcMessageFilter *gc_message_filter_ref         (GcMessageFilter      *self);
void             gc_message_filter_unref       (GcMessageFilter      *self);

gboolean         gc_message_filter_matches     (GcMessageFilter      *self,
                                                const GcBatch        *batch,
                                                guint                 index);
guint64          gc_message_filter_get_n_given_up (GcMessageFilter   *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GcMessageFilter, gc_message_filter_unref)

G_END_DECLS
