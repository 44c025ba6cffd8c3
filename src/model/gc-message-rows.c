/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-message-rows.h"

/**
 * GcMessageRows:
 *
 * The rows of a log that somebody holds, by serial number: as long as one is held, it is the same
 * object that the log gives out. Holds none of them itself. Main thread only.
 */
struct _GcMessageRows
{
  GHashTable *messages;         /* serial → GcMessage, not owned */
};

static void
gc_message_rows_forget_cb (gpointer  data,
                           GObject  *where_the_object_was)
{
  GcMessageRows *self = data;
  guint64 serial = gc_message_get_serial ((GcMessage *) where_the_object_was);

  g_hash_table_remove (self->messages, &serial);
}

/**
 * gc_message_rows_new:
 *
 * Returns: (transfer full): rows, none of which is held yet
 */
GcMessageRows *
gc_message_rows_new (void)
{
  GcMessageRows *self = g_new0 (GcMessageRows, 1);

  self->messages = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  return self;
}

/**
 * gc_message_rows_free:
 * @self: (transfer full): rows, which may still be held
 */
void
gc_message_rows_free (GcMessageRows *self)
{
  GHashTableIter iter;
  gpointer message;

  g_hash_table_iter_init (&iter, self->messages);
  while (g_hash_table_iter_next (&iter, NULL, &message))
    g_object_weak_unref (message, gc_message_rows_forget_cb, self);

  g_hash_table_unref (self->messages);
  g_free (self);
}

/**
 * gc_message_rows_lookup:
 * @self: rows
 * @serial: a serial number
 *
 * Returns: (transfer none) (nullable): the message, if somebody holds it
 */
GcMessage *
gc_message_rows_lookup (GcMessageRows *self,
                        guint64        serial)
{
  return g_hash_table_lookup (self->messages, &serial);
}

/**
 * gc_message_rows_add:
 * @self: rows
 * @message: a message that nobody will point elsewhere any more
 *
 * Returns: %FALSE if somebody holds another object for it
 */
gboolean
gc_message_rows_add (GcMessageRows *self,
                     GcMessage     *message)
{
  guint64 serial = gc_message_get_serial (message);

  if (g_hash_table_contains (self->messages, &serial))
    return FALSE;

  g_hash_table_insert (self->messages, g_memdup2 (&serial, sizeof serial), message);
  g_object_weak_ref (G_OBJECT (message), gc_message_rows_forget_cb, self);
  return TRUE;
}
