/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gc-message-filter.h"
#include "gc-message-log.h"

G_BEGIN_DECLS

#define GC_TYPE_MESSAGE_MATCHES (gc_message_matches_get_type ())

G_DECLARE_FINAL_TYPE (GcMessageMatches, gc_message_matches, GC, MESSAGE_MATCHES, GObject)

GcMessageMatches *gc_message_matches_new            (void) G_GNUC_WARN_UNUSED_RESULT;

GcMessageLog     *gc_message_matches_get_log        (GcMessageMatches *self);
void              gc_message_matches_set_log        (GcMessageMatches *self,
                                                     GcMessageLog     *log);
GcMessageFilter  *gc_message_matches_get_filter     (GcMessageMatches *self);
void              gc_message_matches_set_filter     (GcMessageMatches *self,
                                                     GcMessageFilter  *filter);
gboolean          gc_message_matches_is_searching   (GcMessageMatches *self);
gboolean          gc_message_matches_has_found_none (GcMessageMatches *self);

guint             gc_message_matches_translate      (GcMessageMatches *self,
                                                     guint             position);
gboolean          gc_message_matches_find           (GcMessageMatches *self,
                                                     guint64           serial,
                                                     guint            *position);

G_END_DECLS
