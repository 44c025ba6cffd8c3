/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-leaver.h"

#include <glib/gi18n.h>

/* A tab that was closed: its group, which has been left, is kept with its messages for as long as the
 * toast that can bring it back. */

typedef struct
{
  GcWindow *window;             /* not owned: shows the toast, so that it is there */
  GcGroup  *group;
  int       position;
} Leaver;

static void
leaver_free (gpointer  data,
             GClosure *closure)
{
  Leaver *self = data;

  g_object_unref (self->group);
  g_free (self);
}

static void
undo_cb (AdwToast *toast,
         Leaver   *self)
{
  gc_group_tabs_restore (gc_window_get_group_tabs (self->window), self->group, self->position);
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
  g_autofree char *title = gc_group_dup_title (group);
  /* Translators: %s is a group */
  g_autofree char *text = g_strdup_printf (_("Left %s"), title);
  g_autofree char *markup = g_markup_escape_text (text, -1);
  AdwToast *toast = adw_toast_new (markup);
  Leaver *self = g_new0 (Leaver, 1);

  self->window = window;
  self->group = g_object_ref (group);
  self->position = position;

  adw_toast_set_button_label (toast, _("Undo"));
  g_signal_connect_data (toast, "button-clicked", G_CALLBACK (undo_cb), self, leaver_free,
                         G_CONNECT_DEFAULT);
  gc_window_add_toast (window, toast);
}
