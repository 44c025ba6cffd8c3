/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define GC_TYPE_WELCOME_PAGE (gc_welcome_page_get_type ())

G_DECLARE_FINAL_TYPE (GcWelcomePage, gc_welcome_page, GC, WELCOME_PAGE, GtkWidget)

void gc_welcome_page_set_recent_groups (GcWelcomePage       *self,
                                        const char *const   *recent_groups);

G_END_DECLS
