/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

gpointer   gc_test_look      (gpointer     root,
                              GType        type,
                              const char  *name);
gpointer   gc_test_find      (gpointer     root,
                              GType        type,
                              const char  *name);
void       gc_test_expect    (gpointer     root,
                              const char  *format,
                              ...) G_GNUC_PRINTF (2, 3);
GPtrArray *gc_test_find_all  (gpointer     root,
                              GType        type) G_GNUC_WARN_UNUSED_RESULT;
gboolean   gc_test_is_called (GtkWidget   *widget,
                              const char  *name);
gboolean   gc_test_is_within (gpointer     widget,
                              gpointer     ancestor);
gboolean   gc_test_has_error (gpointer     widget);

/**
 * GcTestRow:
 * @widget: the row
 * @cells: its texts, one for each column that is shown
 * @y: where it begins, in the list
 * @height: its height
 *
 * A message that can be read in the window.
 */
typedef struct
{
  GtkWidget *widget;
  GStrv      cells;
  int        y;
  int        height;
} GcTestRow;

enum
{
  GC_TEST_TIME,
  GC_TEST_SOURCE,
  GC_TEST_SIZE,
  GC_TEST_TEXT,
};

GPtrArray  *gc_test_read_rows (gpointer   root) G_GNUC_WARN_UNUSED_RESULT;
const char *gc_test_row_text  (GPtrArray *rows,
                               int        i);

G_END_DECLS
