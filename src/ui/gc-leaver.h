/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gc-window.h"

G_BEGIN_DECLS

void gc_leaver_start (GcWindow *window,
                      GcGroup  *group,
                      int       position);

G_END_DECLS
