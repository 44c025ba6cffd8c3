/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gc-message-matches.h"
#include "gc-test-notices.h"
#include "gc-test-utils.h"

G_BEGIN_DECLS

/**
 * GcTestMatches:
 *
 * Matches that are watched, of a log whose messages are a row of x with a digit at its end or, in
 * three of four, an exclamation mark. Each is known by its serial number.
 */
typedef struct
{
  GcMessageLog             *log;
  GcMessageMatches         *matches;
  GListModel               *model;
  GcTestListModelValidator *validator;
  GcTestNotices            *notices;
  guint                     n_appended;
} GcTestMatches;

typedef gboolean (*GcTestMatchesFunc) (guint64 serial);

gboolean   gc_test_matches_is_five     (guint64               serial);
gboolean   gc_test_matches_is_no_five  (guint64               serial);
gboolean   gc_test_matches_is_any      (guint64               serial);
gboolean   gc_test_matches_is_none     (guint64               serial);

GPtrArray *gc_test_matches_new_batches (guint                 first,
                                        guint                 n) G_GNUC_WARN_UNUSED_RESULT;

void       gc_test_matches_init        (GcTestMatches        *self,
                                        guint                 n);
void       gc_test_matches_clear       (GcTestMatches        *self);

void       gc_test_matches_append      (GcTestMatches        *self,
                                        guint                 n);
void       gc_test_matches_set_filter  (GcTestMatches *self,
                                        const char    *text);
void       gc_test_matches_check       (GcTestMatches        *self,
                                        guint64               first,
                                        guint64               end,
                                        GcTestMatchesFunc     is_wanted);
void       gc_test_matches_check_part  (GcTestMatches        *self,
                                        guint64               end);
void       gc_test_matches_finish      (GcTestMatches        *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (GcTestMatches, gc_test_matches_clear)

G_END_DECLS
