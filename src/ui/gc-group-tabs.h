/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gc-group-page.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define GC_TYPE_GROUP_TABS (gc_group_tabs_get_type ())

G_DECLARE_FINAL_TYPE (GcGroupTabs, gc_group_tabs, GC, GROUP_TABS, GtkWidget)

AdwTabView  *gc_group_tabs_get_tab_view   (GcGroupTabs  *self);
gboolean     gc_group_tabs_is_empty       (GcGroupTabs  *self);
GcGroupPage *gc_group_tabs_get_selected   (GcGroupTabs  *self);
GcGroupPage *gc_group_tabs_find           (GcGroupTabs  *self,
                                           GcEndpoint   *endpoint);

GcGroupPage *gc_group_tabs_open           (GcGroupTabs  *self,
                                           GcEndpoint   *endpoint);
void         gc_group_tabs_restore        (GcGroupTabs  *self,
                                           GcGroup      *group,
                                           int           position);
void         gc_group_tabs_select         (GcGroupTabs  *self,
                                           GcGroup      *group);
gboolean     gc_group_tabs_close_selected (GcGroupTabs  *self);

G_END_DECLS
