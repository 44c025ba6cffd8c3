/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gc-endpoint.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define GC_TYPE_JOIN_ENTRY (gc_join_entry_get_type ())

G_DECLARE_FINAL_TYPE (GcJoinEntry, gc_join_entry, GC, JOIN_ENTRY, GtkWidget)

guint       gc_join_entry_get_last_port (GcJoinEntry  *self);
void        gc_join_entry_set_last_port (GcJoinEntry  *self,
                                         guint         last_port);
const char *gc_join_entry_get_hint      (GcJoinEntry  *self);

G_END_DECLS
