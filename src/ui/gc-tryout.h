/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gc-window.h"

G_BEGIN_DECLS

void gc_tryout_start (GcWindow  *window);

G_END_DECLS
