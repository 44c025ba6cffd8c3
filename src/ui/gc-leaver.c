/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-leaver.h"

#include <glib/gi18n.h>

/* Tabs that were closed: their groups, which have been left, are kept with their messages for as long as
 * the toast that can bring them back. Those that are closed while one shows come into a new one with
 * them, for several would keep what is below them covered for long. */

typedef struct
{
  GcGroup *group;
  int      position;
} Left;

typedef struct
{
  GcWindow *window;             /* not owned: shows the toast, so that it is there */
  GArray   *all;                /* of Left */
} Leaver;

static void
left_clear (gpointer data)
{
  g_object_unref (((Left *) data)->group);
}

static void
leaver_free (gpointer  data,
             GClosure *closure)
{
  Leaver *self = data;

  g_array_unref (self->all);
  g_free (self);
}

/* The last first, so that each finds the place that it had. */
static void
undo_cb (AdwToast *toast,
         Leaver   *self)
{
  GcGroupTabs *tabs = gc_window_get_group_tabs (self->window);

  for (guint i = self->all->len; i-- > 0;)
    {
      Left *left = &g_array_index (self->all, Left, i);

      gc_group_tabs_restore (tabs, left->group, left->position);
    }
}

static char *
leaver_describe (Leaver *self)
{
  g_autofree char *title = gc_group_dup_title (g_array_index (self->all, Left, 0).group);

  /* Translators: %s is a group */
  if (self->all->len == 1)
    return g_strdup_printf (_("Left %s"), title);

  return g_strdup_printf (ngettext ("Left %u group", "Left %u groups", self->all->len),
                          self->all->len);
}

/* The toast that shows takes its groups over to the next. */
static GArray *
take_over (GcWindow *window)
{
  AdwToast *toast = g_object_get_data (G_OBJECT (window), "groupcast-left");
  GArray *all;

  if (toast == NULL)
    {
      all = g_array_new (FALSE, FALSE, sizeof (Left));
      g_array_set_clear_func (all, left_clear);
      return all;
    }

  all = g_array_ref (g_object_get_data (G_OBJECT (toast), "groupcast-all"));
  adw_toast_dismiss (toast);
  return all;
}

static void
dismissed_cb (AdwToast *toast,
              GcWindow *window)
{
  if (g_object_get_data (G_OBJECT (window), "groupcast-left") == toast)
    g_object_set_data (G_OBJECT (window), "groupcast-left", NULL);
}

/**
 * gc_leaver_start:
 * @window: a window
 * @group: the group of a tab that was closed
 * @position: where that tab was
 *
 * Tells that it was left, and offers to bring it back.
 */
void
gc_leaver_start (GcWindow *window,
                 GcGroup  *group,
                 int       position)
{
  Left left = { g_object_ref (group), position };
  Leaver *self = g_new0 (Leaver, 1);
  g_autofree char *text = NULL;
  g_autofree char *markup = NULL;
  AdwToast *toast;

  self->window = window;
  self->all = take_over (window);
  g_array_append_val (self->all, left);

  text = leaver_describe (self);
  markup = g_markup_escape_text (text, -1);
  toast = adw_toast_new (markup);
  adw_toast_set_button_label (toast, _("Undo"));
  g_object_set_data_full (G_OBJECT (toast), "groupcast-all", g_array_ref (self->all),
                          (GDestroyNotify) g_array_unref);
  g_signal_connect_data (toast, "button-clicked", G_CALLBACK (undo_cb), self, leaver_free,
                         G_CONNECT_DEFAULT);
  g_signal_connect_object (toast, "dismissed", G_CALLBACK (dismissed_cb), window,
                           G_CONNECT_DEFAULT);

  g_object_set_data (G_OBJECT (window), "groupcast-left", toast);
  gc_window_add_toast (window, toast);
}
