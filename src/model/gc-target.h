/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gc-endpoint.h"

G_BEGIN_DECLS

/**
 * GcTargetResult:
 * @GC_TARGET_NONE: nothing was sent to it yet
 * @GC_TARGET_SENT: the system took the last message; whether it arrived UDP does not tell
 * @GC_TARGET_FAILED: the last message could not be sent
 */
typedef enum
{
  GC_TARGET_NONE,
  GC_TARGET_SENT,
  GC_TARGET_FAILED,
} GcTargetResult;

#define GC_TYPE_TARGET_RESULT (gc_target_result_get_type ())
GType gc_target_result_get_type (void);

#define GC_TYPE_TARGET (gc_target_get_type ())

G_DECLARE_FINAL_TYPE (GcTarget, gc_target, GC, TARGET, GObject)

GcTarget       *gc_target_new                (GcEndpoint    *endpoint) G_GNUC_WARN_UNUSED_RESULT;

GcEndpoint     *gc_target_get_endpoint       (GcTarget      *self);
gboolean        gc_target_is_enabled         (GcTarget      *self);
void            gc_target_set_enabled        (GcTarget      *self,
                                              gboolean       enabled);
GcTargetResult  gc_target_get_result         (GcTarget      *self);
const char     *gc_target_get_error_message  (GcTarget      *self);
const char     *gc_target_get_interface_name (GcTarget      *self);
gsize           gc_target_get_size           (GcTarget      *self);

void            gc_target_set_sent           (GcTarget      *self,
                                              gsize          size,
                                              const char    *interface_name);
void            gc_target_set_failed         (GcTarget      *self,
                                              const GError  *error);

G_END_DECLS
