/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define GC_TYPE_PREFERENCES_PAGE (gc_preferences_page_get_type ())

G_DECLARE_FINAL_TYPE (GcPreferencesPage, gc_preferences_page, GC, PREFERENCES_PAGE,
                      AdwPreferencesPage)

GcPreferencesPage *gc_preferences_page_new (void) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
