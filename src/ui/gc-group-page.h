/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gc-group.h"
#include "gc-message-view.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define GC_TYPE_GROUP_PAGE (gc_group_page_get_type ())

G_DECLARE_FINAL_TYPE (GcGroupPage, gc_group_page, GC, GROUP_PAGE, GtkWidget)

GcGroupPage   *gc_group_page_new       (GcGroup      *group) G_GNUC_WARN_UNUSED_RESULT;

GcGroup       *gc_group_page_get_group (GcGroupPage  *self);
GcMessageView *gc_group_page_get_view  (GcGroupPage  *self);
void           gc_group_page_filter    (GcGroupPage  *self);

G_END_DECLS
