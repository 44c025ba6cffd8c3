/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-test-find.h"
#include "gc-test-utils.h"

#include <adwaita.h>

/* What could not be found is searched for by a person who reads the log. */
#define TELL_AFTER_USEC (9 * G_TIME_SPAN_SECOND)

static gboolean
has_mnemonic_label (GtkWidget  *widget,
                    const char *name)
{
  g_autoptr (GList) labels = gtk_widget_list_mnemonic_labels (widget);

  for (GList *l = labels; l != NULL; l = l->next)
    if (g_strcmp0 (gtk_label_get_text (l->data), name) == 0)
      return TRUE;

  return FALSE;
}

static const char *
get_text (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget))
    return gtk_label_get_text (GTK_LABEL (widget));
  if (GTK_IS_BUTTON (widget))
    return gtk_button_get_label (GTK_BUTTON (widget));
  if (GTK_IS_INSCRIPTION (widget))
    return gtk_inscription_get_text (GTK_INSCRIPTION (widget));
  if (ADW_IS_PREFERENCES_ROW (widget))
    return adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget));
  if (ADW_IS_STATUS_PAGE (widget))
    return adw_status_page_get_title (ADW_STATUS_PAGE (widget));

  return NULL;
}

/**
 * gc_test_is_called:
 * @widget: a widget
 * @name: a name
 *
 * Returns: whether the widget is presented by that name: what it says, or what is said for it
 */
gboolean
gc_test_is_called (GtkWidget  *widget,
                   const char *name)
{
  g_autofree char *label = NULL;

  if (g_strcmp0 (get_text (widget), name) == 0 || has_mnemonic_label (widget, name))
    return TRUE;
  if (!gtk_test_accessible_has_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL))
    return FALSE;

  /* NULL if it is the same, what it is if not. */
  label = gtk_test_accessible_check_property (GTK_ACCESSIBLE (widget),
                                              GTK_ACCESSIBLE_PROPERTY_LABEL, name);
  return label == NULL;
}

/* Whether the visitor has had enough. */
typedef gboolean (*Visitor) (GtkWidget *widget,
                             gpointer   data);

static gboolean
visit (GtkWidget *widget,
       Visitor    visitor,
       gpointer   data)
{
  if (!gtk_widget_get_mapped (widget))
    return FALSE;
  if (visitor (widget, data))
    return TRUE;

  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (visit (child, visitor, data))
      return TRUE;

  return FALSE;
}

typedef struct
{
  GType       type;
  const char *name;
  GtkWidget  *found;
} Search;

static gboolean
search_cb (GtkWidget *widget,
           gpointer   data)
{
  Search *search = data;

  if (!g_type_is_a (G_OBJECT_TYPE (widget), search->type) ||
      (search->name != NULL && !gc_test_is_called (widget, search->name)))
    return FALSE;

  search->found = widget;
  return TRUE;
}

/**
 * gc_test_look:
 * @root: where to look
 * @type: the type of a widget
 * @name: (nullable): how it is called, as gc_test_is_called() has it
 *
 * Returns: (transfer none) (nullable): the first such widget that is mapped now
 */
gpointer
gc_test_look (gpointer    root,
              GType       type,
              const char *name)
{
  Search search = { .type = type, .name = name };

  visit (GTK_WIDGET (root), search_cb, &search);
  return search.found;
}

static gboolean
tell_cb (GtkWidget *widget,
         gpointer   data)
{
  const char *text = get_text (widget);

  if (text != NULL && *text != '\0')
    g_test_message ("%s “%s”", G_OBJECT_TYPE_NAME (widget), text);

  return FALSE;
}

/**
 * gc_test_find:
 * @root: where to look
 * @type: the type of a widget
 * @name: (nullable): how it is called, as gc_test_is_called() has it
 *
 * Returns: (transfer none): the first such widget, once it is mapped
 */
gpointer
gc_test_find (gpointer    root,
              GType       type,
              const char *name)
{
  g_autofree char *wanted = g_strdup_printf ("a %s called “%s”", g_type_name (type),
                                             name != NULL ? name : "");
  gint64 start = g_get_monotonic_time ();
  gboolean is_told = FALSE;
  gpointer found;

  while ((found = gc_test_look (root, type, name)) == NULL)
    {
      if (!is_told && g_get_monotonic_time () - start > TELL_AFTER_USEC)
        is_told = !visit (GTK_WIDGET (root), tell_cb, NULL);
      gc_test_wait_step (start, __FILE__, __LINE__, G_STRFUNC, wanted);
    }

  return found;
}

/**
 * gc_test_expect:
 * @root: where to look
 * @format: a text
 * @...: arguments of @format
 *
 * Waits until a label says that.
 */
void
gc_test_expect (gpointer    root,
                const char *format,
                ...)
{
  g_autofree char *text = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);

  gc_test_find (root, GTK_TYPE_LABEL, text);
}

typedef struct
{
  GType      type;
  GPtrArray *found;
} Collection;

static gboolean
collect_cb (GtkWidget *widget,
            gpointer   data)
{
  Collection *collection = data;

  if (g_type_is_a (G_OBJECT_TYPE (widget), collection->type))
    g_ptr_array_add (collection->found, widget);

  return FALSE;
}

/**
 * gc_test_find_all:
 * @root: where to look
 * @type: the type of widgets
 *
 * Returns: (transfer container): those that are mapped now, in the order of the tree
 */
GPtrArray *
gc_test_find_all (gpointer root,
                  GType    type)
{
  Collection collection = { .type = type, .found = g_ptr_array_new () };

  visit (GTK_WIDGET (root), collect_cb, &collection);
  return collection.found;
}

gboolean
gc_test_is_within (gpointer widget,
                   gpointer ancestor)
{
  return widget != NULL && (widget == ancestor || gtk_widget_is_ancestor (widget, ancestor));
}

/**
 * gc_test_has_error:
 * @widget: something to type in
 *
 * Returns: whether it is marked as wrong, for the eye and for a screen reader: never for one
 *   of them only
 */
gboolean
gc_test_has_error (gpointer widget)
{
  gboolean is_seen = gtk_widget_has_css_class (GTK_WIDGET (widget), "error");
  g_autofree char *other = NULL;

  if (gtk_test_accessible_has_state (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_STATE_INVALID))
    other = gtk_test_accessible_check_state (GTK_ACCESSIBLE (widget),
                                             GTK_ACCESSIBLE_STATE_INVALID,
                                             GTK_ACCESSIBLE_INVALID_TRUE);
  else
    other = g_strdup ("nothing");

  g_assert_cmpint (is_seen, ==, other == NULL);
  return is_seen;
}

static void
gc_test_row_free (GcTestRow *row)
{
  g_strfreev (row->cells);
  g_free (row);
}

static int
compare_rows (gconstpointer a,
              gconstpointer b)
{
  return (*(GcTestRow *const *) a)->y - (*(GcTestRow *const *) b)->y;
}

static GStrv
read_cells (GtkWidget *row)
{
  g_autoptr (GPtrArray) cells = gc_test_find_all (row, GTK_TYPE_INSCRIPTION);
  g_autoptr (GPtrArray) texts = g_ptr_array_new_null_terminated (4, g_free, TRUE);

  for (guint i = 0; i < cells->len; i++)
    {
      const char *text = gtk_inscription_get_text (g_ptr_array_index (cells, i));

      g_ptr_array_add (texts, g_strdup (text != NULL ? text : ""));
    }

  return (GStrv) g_ptr_array_steal (texts, NULL);
}

/**
 * gc_test_read_rows:
 * @root: where to look
 *
 * Returns: (transfer full) (element-type GcTestRow): the messages that are wholly in view,
 *   from the top; a list has more row widgets than that
 */
GPtrArray *
gc_test_read_rows (gpointer root)
{
  GtkWidget *table = gc_test_look (root, GTK_TYPE_COLUMN_VIEW, "Messages");
  GtkWidget *list = table != NULL ? gc_test_look (table, GTK_TYPE_LIST_VIEW, NULL) : NULL;
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) gc_test_row_free);

  for (GtkWidget *child = list != NULL ? gtk_widget_get_first_child (list) : NULL;
       child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      graphene_rect_t bounds;
      GcTestRow *row;

      if (!gtk_widget_get_mapped (child) ||
          !gtk_widget_compute_bounds (child, list, &bounds) ||
          bounds.size.height < 1 ||
          bounds.origin.y < 0 ||
          bounds.origin.y + bounds.size.height > gtk_widget_get_height (list))
        continue;

      row = g_new0 (GcTestRow, 1);
      row->widget = child;
      row->cells = read_cells (child);
      row->y = bounds.origin.y;
      row->height = bounds.size.height;
      g_ptr_array_add (rows, row);
    }

  g_ptr_array_sort (rows, compare_rows);
  return g_steal_pointer (&rows);
}

/**
 * gc_test_row_text:
 * @rows: what gc_test_read_rows() gave
 * @i: which; -1 is the last
 *
 * Returns: (transfer none) (nullable): what the message says; %NULL if there is none
 */
const char *
gc_test_row_text (GPtrArray *rows,
                  int        i)
{
  GcTestRow *row;

  if (i < 0)
    i += rows->len;
  if (i < 0 || (guint) i >= rows->len)
    return NULL;

  row = g_ptr_array_index (rows, i);
  return row->cells[g_strv_length (row->cells) - 1];
}
