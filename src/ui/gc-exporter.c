/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-closures.h"
#include "gc-compat.h"
#include "gc-export.h"
#include "gc-exporter.h"

#include <glib/gi18n.h>

/* "Export Messages": asks for a file and writes what a tab has to it. Which file is up to the
 * dialog: in a sandbox, that one alone can be written. */

typedef struct
{
  GcWindow *window;
  GcGroup  *group;
  GcFormat  format;
  GFile    *file;
} Exporter;

static void
exporter_free (Exporter *self)
{
  g_object_unref (self->window);
  g_object_unref (self->group);
  g_clear_object (&self->file);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Exporter, exporter_free)

/* By format. */
static const char *const suffixes[] = {
  [GC_FORMAT_TEXT] = "txt",
  [GC_FORMAT_JSON] = "jsonl",
  [GC_FORMAT_CSV] = "csv",
  [GC_FORMAT_HEX] = "hex",
};

/* The group without what file systems or shells trip over. */
static char *
dup_file_name (GcGroup  *group,
               GcFormat  format)
{
  g_autofree char *title = gc_group_dup_title (group);

  g_strcanon (title, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS ".-", '_');
  return g_strdup_printf ("%s.%s", title, suffixes[format]);
}

static void
export_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (Exporter) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *name = g_file_get_basename (self->file);
  g_autofree char *display_name = g_filename_display_name (name);
  g_autofree char *count = NULL;
  g_autofree char *text = NULL;
  guint64 n_messages;

  if (!gc_export_finish (result, &n_messages, &error))
    {
      gc_window_toast (self->window, error->message);
      return;
    }

  count = gc_closure_messages (NULL, n_messages);
  /* Translators: "12 messages written to log.txt" */
  text = g_strdup_printf (_("%1$s written to %2$s"), count, display_name);
  gc_window_toast (self->window, text);
}

static void
save_file_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (Exporter) self = user_data;
  g_autoptr (GError) error = NULL;
  Exporter *exporter;

  self->file = gc_compat_save_file_finish (result, &error);
  if (error != NULL)
    gc_window_toast (self->window, error->message);
  if (self->file == NULL)
    return;

  exporter = g_steal_pointer (&self);
  gc_export_async (exporter->group, exporter->file, exporter->format, NULL, export_cb, exporter);
}

/**
 * gc_exporter_start:
 * @window: a window
 * @group: a group
 * @format: how to write messages
 *
 * Asks for a file, and writes the messages of @group to it.
 */
void
gc_exporter_start (GcWindow *window,
                   GcGroup  *group,
                   GcFormat  format)
{
  g_autofree char *name = dup_file_name (group, format);
  Exporter *self = g_new0 (Exporter, 1);

  self->window = g_object_ref (window);
  self->group = g_object_ref (group);
  self->format = format;
  gc_compat_save_file (GTK_WINDOW (window), _("Export Messages"), name, save_file_cb, self);
}
