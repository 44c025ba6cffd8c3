/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-clearer.h"
#include "gc-closures.h"

#include <glib/gi18n.h>

/* "Clear Messages": what a tab had is kept for as long as the toast that can bring it back. */

typedef struct
{
  GcWindow      *window;        /* not owned: shows the toast, so that it is there */
  GcMessageLog  *log;
  GcMessageRing *cleared;       /* (nullable) */
} Clearer;

static void
clearer_free (gpointer  data,
              GClosure *closure)
{
  Clearer *self = data;

  g_clear_pointer (&self->cleared, gc_message_ring_free);
  g_object_unref (self->log);
  g_free (self);
}

static void
undo_cb (AdwToast *toast,
         Clearer  *self)
{
  if (self->cleared != NULL &&
      !gc_message_log_restore (self->log, g_steal_pointer (&self->cleared)))
    gc_window_toast (self->window,
                     _("So much has come since that they cannot be brought back"));
}

/**
 * gc_clearer_start:
 * @window: a window
 * @group: a group
 *
 * Empties the list of @group, and offers to bring it back.
 */
void
gc_clearer_start (GcWindow *window,
                  GcGroup  *group)
{
  GcMessageLog *log = gc_group_get_log (group);
  g_autofree char *count =
    gc_closure_messages (NULL, g_list_model_get_n_items (G_LIST_MODEL (log)));
  /* Translators: "12 messages cleared" */
  g_autofree char *text = g_strdup_printf (_("%s cleared"), count);
  AdwToast *toast;
  Clearer *self;

  if (g_list_model_get_n_items (G_LIST_MODEL (log)) == 0)
    return;

  self = g_new0 (Clearer, 1);
  self->window = window;
  self->log = g_object_ref (log);
  self->cleared = gc_message_log_clear (log);

  toast = adw_toast_new (text);
  adw_toast_set_button_label (toast, _("Undo"));
  g_signal_connect_data (toast, "button-clicked", G_CALLBACK (undo_cb), self, clearer_free,
                         G_CONNECT_DEFAULT);
  gc_window_add_toast (window, toast);
}
