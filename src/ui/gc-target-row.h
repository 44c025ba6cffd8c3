/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gc-target.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define GC_TYPE_TARGET_ROW (gc_target_row_get_type ())

G_DECLARE_FINAL_TYPE (GcTargetRow, gc_target_row, GC, TARGET_ROW, AdwActionRow)

GtkWidget *gc_target_row_new        (GcTarget     *target) G_GNUC_WARN_UNUSED_RESULT;

GcTarget  *gc_target_row_get_target (GcTargetRow  *self);

G_END_DECLS
