/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-export.h"

#include <glib/gi18n-lib.h>

/* What is put together before it is written. */
#define FLUSH_BYTES (256 * 1024)

/* All that a thread needs, as it was when it was asked for. */
typedef struct
{
  GFile     *file;
  GcFormat   format;
  GPtrArray *batches;           /* of GcBatch */
  GPtrArray *interfaces;        /* of GcInterface (nullable) */
  guint16    port;
  guint64    n_messages;        /* written so far */
} Export;

static void
export_free (gpointer data)
{
  Export *self = data;

  g_object_unref (self->file);
  g_ptr_array_unref (self->batches);
  g_clear_pointer (&self->interfaces, g_ptr_array_unref);
  g_free (self);
}

static gboolean
export_flush (GOutputStream  *stream,
              GString        *buffer,
              GCancellable   *cancellable,
              GError        **error)
{
  gboolean is_written = g_output_stream_write_all (stream, buffer->str, buffer->len, NULL,
                                                   cancellable, error);

  g_string_truncate (buffer, 0);
  return is_written;
}

static const char *
export_find_interface (Export *self,
                       guint   ifindex)
{
  GcInterface *interface = NULL;

  if (self->interfaces != NULL)
    interface = gc_interface_find_by_index (self->interfaces, ifindex);

  return interface != NULL ? gc_interface_get_name (interface) : NULL;
}

static gboolean
export_write_batch (Export         *self,
                    const GcBatch  *batch,
                    GOutputStream  *stream,
                    GString        *buffer,
                    GCancellable   *cancellable,
                    GError        **error)
{
  for (guint i = 0; i < batch->n_records; i++)
    {
      const GcRecord *record = &batch->records[i];

      gc_format_append_record (self->format, buffer, record, gc_batch_get_payload (batch, i),
                               self->port, export_find_interface (self, record->ifindex));
      self->n_messages++;

      if (buffer->len >= FLUSH_BYTES && !export_flush (stream, buffer, cancellable, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
export_write (Export         *self,
              GOutputStream  *stream,
              GCancellable   *cancellable,
              GError        **error)
{
  g_autoptr (GString) buffer = g_string_sized_new (FLUSH_BYTES);

  gc_format_append_header (self->format, buffer);
  for (guint i = 0; i < self->batches->len; i++)
    if (!export_write_batch (self, g_ptr_array_index (self->batches, i), stream, buffer,
                             cancellable, error))
      return FALSE;

  return export_flush (stream, buffer, cancellable, error);
}

/* The stream writes beside the file and takes its place when it is closed; closed with a
 * cancellable that is cancelled, it leaves the old file as it was. */
static gboolean
export_run (Export        *self,
            GCancellable  *cancellable,
            GError       **error)
{
  g_autoptr (GFileOutputStream) stream = NULL;
  g_autoptr (GCancellable) never = g_cancellable_new ();

  stream = g_file_replace (self->file, NULL, FALSE, G_FILE_CREATE_NONE, cancellable, error);
  if (stream == NULL)
    return FALSE;

  if (export_write (self, G_OUTPUT_STREAM (stream), cancellable, error))
    return g_output_stream_close (G_OUTPUT_STREAM (stream), cancellable, error);

  g_cancellable_cancel (never);
  g_output_stream_close (G_OUTPUT_STREAM (stream), never, NULL);
  return FALSE;
}

static void
export_thread (GTask        *task,
               gpointer      source_object,
               gpointer      task_data,
               GCancellable *cancellable)
{
  Export *self = task_data;
  g_autofree char *name = g_file_get_basename (self->file);
  g_autofree char *display_name = g_filename_display_name (name);
  GError *error = NULL;

  if (export_run (self, cancellable, &error))
    {
      g_task_return_boolean (task, TRUE);
      return;
    }

  g_prefix_error (&error, _("Cannot write to %s: "), display_name);
  g_task_return_error (task, error);
}

/**
 * gc_export_async:
 * @group: a group
 * @file: the file to write, replaced as a whole or not at all
 * @format: how to write messages
 * @cancellable: (nullable): to stop it
 * @callback: what to call then
 * @user_data: for @callback
 *
 * Writes all messages that the group has now to a file, in a thread. Main thread only.
 */
void
gc_export_async (GcGroup             *group,
                 GFile               *file,
                 GcFormat             format,
                 GCancellable        *cancellable,
                 GAsyncReadyCallback  callback,
                 gpointer             user_data)
{
  /* Without the group as its source: the thread may be the last to let go of the task. */
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  GPtrArray *interfaces = gc_group_get_interfaces (group);
  Export *self = g_new0 (Export, 1);

  self->file = g_object_ref (file);
  self->format = format;
  self->batches = gc_message_log_dup_batches (gc_group_get_log (group));
  self->interfaces = interfaces != NULL ? g_ptr_array_ref (interfaces) : NULL;
  self->port = gc_endpoint_get_port (gc_group_get_endpoint (group));

  g_task_set_source_tag (task, gc_export_async);
  g_task_set_task_data (task, self, export_free);
  g_task_run_in_thread (task, export_thread);
}

/**
 * gc_export_finish:
 * @result: what the callback was given
 * @n_messages: (out): how many messages were written
 * @error: `G_IO_ERROR`, with the name of the file
 *
 * Returns: whether the file is complete; if not, what was there before still is
 */
gboolean
gc_export_finish (GAsyncResult  *result,
                  guint64       *n_messages,
                  GError       **error)
{
  Export *self;

  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  self = g_task_get_task_data (G_TASK (result));
  *n_messages = self->n_messages;
  return g_task_propagate_boolean (G_TASK (result), error);
}
