/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gc-message-log.h"
#include "gc-test-notices.h"
#include "gc-test-utils.h"

G_BEGIN_DECLS

/**
 * GcTestLog:
 *
 * A log that is watched.
 */
typedef struct
{
  GcMessageLog             *log;
  GListModel               *model;
  GcTestListModelValidator *validator;
  GcTestNotices            *notices;
  GArray                   *changes;
} GcTestLog;

void  gc_test_log_init             (GcTestLog     *self);
void  gc_test_log_clear            (GcTestLog     *self);

void  gc_test_log_expect_change    (GcTestLog     *self,
                                    guint          position,
                                    guint          removed,
                                    guint          added);
void  gc_test_log_expect_no_change (GcTestLog     *self);
guint gc_test_log_get_n_removed    (GcTestLog     *self);

void  gc_test_log_append           (GcMessageLog  *log,
                                    guint32        first,
                                    guint          n);
void  gc_test_log_assert_counts    (GcMessageLog  *log,
                                    guint          n_items,
                                    guint          n_waiting,
                                    guint64        n_evicted);
void  gc_test_log_assert_message   (GcMessage     *message,
                                    guint64        serial,
                                    guint32        stamp);
void  gc_test_log_assert_rows      (GListModel    *model,
                                    guint          position,
                                    guint64        serial,
                                    guint32        stamp,
                                    guint          n);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (GcTestLog, gc_test_log_clear)

G_END_DECLS
