/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gc-format.h"
#include "gc-group.h"
#include "gc-window.h"

G_BEGIN_DECLS

void gc_exporter_start (GcWindow *window,
                        GcGroup  *group,
                        GcFormat  format);

G_END_DECLS
