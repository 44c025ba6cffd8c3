/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void     gc_widget_dispose_template (GtkWidget   *widget,
                                     GType        widget_type);
void     gc_widget_set_invalid      (GtkWidget   *widget,
                                     gboolean     is_invalid);
gboolean gc_widget_is_typed_in      (GtkWidget   *widget);
gboolean gc_typing_is_unfinished    (const char  *word);

G_END_DECLS
