/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-widget.h"

#include <string.h>

/**
 * gc_widget_dispose_template:
 * @widget: a widget with a template, being disposed of
 * @widget_type: its type
 *
 * Lets go of the template, and of the children that it made: before GTK 4.12 only those go by
 * themselves that have a name.
 */
void
gc_widget_dispose_template (GtkWidget *widget,
                            GType      widget_type)
{
  GtkWidget *child;

  gtk_widget_dispose_template (widget, widget_type);

  while ((child = gtk_widget_get_first_child (widget)) != NULL)
    gtk_widget_unparent (child);
}

/**
 * gc_widget_set_invalid:
 * @widget: a field, or what is said under it
 * @is_invalid: whether something is wrong with it
 *
 * Shows that, to the eye and to who listens.
 */
void
gc_widget_set_invalid (GtkWidget *widget,
                       gboolean   is_invalid)
{
  if (is_invalid)
    gtk_widget_add_css_class (widget, "error");
  else
    gtk_widget_remove_css_class (widget, "error");

  gtk_accessible_update_state (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_STATE_INVALID,
                               is_invalid ? GTK_ACCESSIBLE_INVALID_TRUE
                                          : GTK_ACCESSIBLE_INVALID_FALSE,
                               -1);
}

/**
 * gc_widget_is_typed_in:
 * @widget: (nullable): the widget with the focus
 *
 * Returns: whether text is being edited in it, which keys that move about belong to
 */
gboolean
gc_widget_is_typed_in (GtkWidget *widget)
{
  if (GTK_IS_EDITABLE (widget))
    return *gtk_editable_get_text (GTK_EDITABLE (widget)) != '\0';

  return GTK_IS_TEXT_VIEW (widget);
}

/* The beginning of an IPv4 address, no part of it over 255, that is not whole yet. */
static gboolean
is_unfinished_ipv4 (const char *text)
{
  guint n_dots = 0;

  while (*text != '\0')
    {
      char *end;
      guint64 part = g_ascii_strtoull (text, &end, 10);

      if (!g_ascii_isdigit (*text) || part > 255)
        return FALSE;
      if (*end == '\0')
        return n_dots < 3;
      if (*end != '.' || ++n_dots > 3)
        return FALSE;
      text = end + 1;
    }

  return TRUE;
}

/* The beginning of an IPv6 address, in or out of brackets. */
static gboolean
is_unfinished_ipv6 (const char *text)
{
  if (*text == '[')
    return strchr (text, ']') == NULL;

  return g_ascii_tolower (*text) == 'f' && text[strspn (text, "0123456789abcdefABCDEF:")] == '\0';
}

/**
 * gc_typing_is_unfinished:
 * @word: a group or source address that is not valid as it is
 *
 * Returns: whether more typing can still make it valid, so that it is too early to call it
 *   wrong
 */
gboolean
gc_typing_is_unfinished (const char *word)
{
  gsize length = strlen (word);
  const char *at;

  if (g_str_has_prefix ("udp://", word))
    return TRUE;
  if (g_str_has_prefix (word, "udp://"))
    word += strlen ("udp://");
  if ((at = strrchr (word, '@')) != NULL)
    word = at + 1;

  length = strlen (word);
  return length == 0 || strchr (":%@", word[length - 1]) != NULL ||
         is_unfinished_ipv4 (word) || is_unfinished_ipv6 (word);
}
