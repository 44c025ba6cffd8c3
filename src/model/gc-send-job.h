/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gc-source-address.h"
#include "gc-target.h"

G_BEGIN_DECLS

#define GC_TYPE_SEND_JOB (gc_send_job_get_type ())

G_DECLARE_FINAL_TYPE (GcSendJob, gc_send_job, GC, SEND_JOB, GObject)

GcSendJob  *gc_send_job_new          (GcSourceAddress      *source,
                                      GPtrArray            *targets,
                                      const char           *text) G_GNUC_WARN_UNUSED_RESULT;

void        gc_send_job_run_async    (GcSendJob            *self,
                                      GCancellable         *cancellable,
                                      GAsyncReadyCallback   callback,
                                      gpointer              user_data);
gboolean    gc_send_job_run_finish   (GcSendJob            *self,
                                      GAsyncResult         *result,
                                      GError              **error);

guint       gc_send_job_get_n_sent   (GcSendJob            *self);
guint       gc_send_job_get_n_failed (GcSendJob            *self);

G_END_DECLS
