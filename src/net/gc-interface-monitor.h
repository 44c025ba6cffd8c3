/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gc-interface.h"

G_BEGIN_DECLS

#define GC_TYPE_INTERFACE_MONITOR (gc_interface_monitor_get_type ())

G_DECLARE_FINAL_TYPE (GcInterfaceMonitor, gc_interface_monitor, GC, INTERFACE_MONITOR, GObject)

GcInterfaceMonitor *gc_interface_monitor_new            (void) G_GNUC_WARN_UNUSED_RESULT;

GPtrArray          *gc_interface_monitor_get_interfaces (GcInterfaceMonitor  *self);

G_END_DECLS
