/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gc-batch.h"

#include <glib.h>

G_BEGIN_DECLS

/**
 * GcMessageTermKind:
 * @GC_MESSAGE_TERM_TEXT: the text is in the message, whatever the case of its letters
 * @GC_MESSAGE_TERM_REGEX: the regular expression (PCRE2) finds something in the message, whatever
 *   the case unless it says `(?-i)`
 * @GC_MESSAGE_TERM_HEX: the bytes, in hexadecimal, are in the message
 * @GC_MESSAGE_TERM_SOURCE: the text is in the sender's address and port
 */
typedef enum
{
  GC_MESSAGE_TERM_TEXT,
  GC_MESSAGE_TERM_REGEX,
  GC_MESSAGE_TERM_HEX,
  GC_MESSAGE_TERM_SOURCE,
} GcMessageTermKind;

typedef struct _GcMessageTerm GcMessageTerm;

GcMessageTerm *gc_message_term_new            (GcMessageTermKind   kind,
                                               const char         *pattern,
                                               guint               offset,
                                               GError            **error) G_GNUC_WARN_UNUSED_RESULT;
void           gc_message_term_free           (GcMessageTerm      *self);

gboolean       gc_message_term_may_match      (GcMessageTerm      *self,
                                               const GcBatch      *batch,
                                               guint               first,
                                               guint               n);
gboolean       gc_message_term_matches        (GcMessageTerm      *self,
                                               const GcBatch      *batch,
                                               guint               index);
guint64        gc_message_term_get_n_given_up (GcMessageTerm      *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GcMessageTerm, gc_message_term_free)

G_END_DECLS
