/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gc-group.h"
#include "gc-window.h"

G_BEGIN_DECLS

void gc_clearer_start (GcWindow *window,
                       GcGroup  *group);

G_END_DECLS
