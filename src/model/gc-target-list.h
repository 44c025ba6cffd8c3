/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gc-target.h"

G_BEGIN_DECLS

#define GC_TYPE_TARGET_LIST (gc_target_list_get_type ())

G_DECLARE_FINAL_TYPE (GcTargetList, gc_target_list, GC, TARGET_LIST, GObject)

GcTargetList *gc_target_list_new         (void) G_GNUC_WARN_UNUSED_RESULT;

GcTarget     *gc_target_list_find        (GcTargetList  *self,
                                          GcEndpoint    *endpoint);
gboolean      gc_target_list_add         (GcTargetList  *self,
                                          GcEndpoint    *endpoint);
char         *gc_target_list_add_text    (GcTargetList  *self,
                                          const char    *text,
                                          guint16        default_port,
                                          guint         *n_added,
                                          guint         *n_duplicates,
                                          GError       **error) G_GNUC_WARN_UNUSED_RESULT;
void          gc_target_list_remove      (GcTargetList  *self,
                                          GcTarget      *target);
GPtrArray    *gc_target_list_dup_enabled (GcTargetList  *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
