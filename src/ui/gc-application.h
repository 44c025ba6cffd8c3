/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define GC_TYPE_APPLICATION (gc_application_get_type ())

G_DECLARE_FINAL_TYPE (GcApplication, gc_application, GC, APPLICATION, AdwApplication)

GcApplication *gc_application_new (void) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
