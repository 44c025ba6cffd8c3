/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gc-group-tabs.h"
#include "gc-sender-panel.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define GC_TYPE_WINDOW (gc_window_get_type ())

G_DECLARE_FINAL_TYPE (GcWindow, gc_window, GC, WINDOW, AdwApplicationWindow)

GcWindow      *gc_window_new              (GtkApplication  *application) G_GNUC_WARN_UNUSED_RESULT;

gboolean       gc_window_join_text        (GcWindow        *self,
                                           const char      *text,
                                           GError         **error);
GcGroupTabs   *gc_window_get_group_tabs   (GcWindow        *self);
GcSenderPanel *gc_window_get_sender_panel (GcWindow        *self);
void           gc_window_add_toast        (GcWindow        *self,
                                           AdwToast        *toast);
void           gc_window_toast            (GcWindow        *self,
                                           const char      *text);

G_END_DECLS
