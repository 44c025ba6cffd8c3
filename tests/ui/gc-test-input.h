/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What a person does. Each returns when the program has had time to answer: after the next
 * frame of the window, if it is still there. */

void gc_test_press         (const char  *accelerator);
void gc_test_type          (const char  *format,
                            ...) G_GNUC_PRINTF (1, 2);
void gc_test_paste         (const char  *text);
void gc_test_click         (gpointer     widget);
void gc_test_click_row     (gpointer     root,
                            guint        i);
void gc_test_scroll        (gpointer     widget,
                            int          n_steps);

void gc_test_focus_window  (GtkWindow   *window);
void gc_test_resize_window (GtkWindow   *window,
                            int          width,
                            int          height);

G_END_DECLS
