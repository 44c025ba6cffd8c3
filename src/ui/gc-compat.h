/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gc-shortcuts.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What newer toolkits have better, by one name each. Nothing else in the program asks for a
 * version: it is built for the oldest. */

void       gc_compat_present_about           (GtkWindow            *parent,
                                              const char           *first_property,
                                              ...) G_GNUC_NULL_TERMINATED;
void       gc_compat_present_preferences     (GtkWindow            *parent,
                                              GtkWidget            *page);
void       gc_compat_present_shortcuts       (GtkWindow            *parent,
                                              const GcShortcut     *shortcuts,
                                              gsize                 n_shortcuts);

void       gc_compat_get_color               (GtkWidget            *widget,
                                              GdkRGBA              *color);

void       gc_compat_save_file               (GtkWindow            *parent,
                                              const char           *title,
                                              const char           *name,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
GFile     *gc_compat_save_file_finish        (GAsyncResult         *result,
                                              GError              **error) G_GNUC_WARN_UNUSED_RESULT;

GtkWidget *gc_compat_split_view_new          (void) G_GNUC_WARN_UNUSED_RESULT;
void       gc_compat_split_view_set_sidebar  (GtkWidget            *view,
                                              GtkWidget            *sidebar);
void       gc_compat_split_view_set_content  (GtkWidget            *view,
                                              GtkWidget            *content);
void       gc_compat_split_view_bind         (GtkWidget            *view,
                                              gpointer              object,
                                              const char           *show_sidebar,
                                              const char           *collapsed);

G_END_DECLS
