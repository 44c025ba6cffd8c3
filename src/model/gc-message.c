/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-message.h"
#include "gc-text.h"

/* A row is as long as this at the most; the payload stays whole. */
#define MAX_TEXT_SIZE 1024

/**
 * GcMessage:
 *
 * One message of a log, made when somebody asks for its row. It holds on to the batch that
 * its bytes are in, so it stays readable when the log has dropped it. Main thread only.
 */
struct _GcMessage
{
  GObject  parent_instance;

  GcBatch *batch;
  guint    index;
  guint64  serial;
};

G_DEFINE_FINAL_TYPE (GcMessage, gc_message, G_TYPE_OBJECT)

enum
{
  PROP_SERIAL = 1,
  PROP_SIZE,
  PROP_SOURCE,
  PROP_TEXT,
  PROP_TIME,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
gc_message_finalize (GObject *object)
{
  GcMessage *self = GC_MESSAGE (object);

  g_clear_pointer (&self->batch, gc_batch_unref);

  G_OBJECT_CLASS (gc_message_parent_class)->finalize (object);
}

static void
gc_message_get_property (GObject    *object,
                         guint       prop_id,
                         GValue     *value,
                         GParamSpec *pspec)
{
  GcMessage *self = GC_MESSAGE (object);

  switch (prop_id)
    {
    case PROP_SERIAL:
      g_value_set_uint64 (value, self->serial);
      break;
    case PROP_SIZE:
      g_value_set_uint (value, gc_message_get_record (self)->size);
      break;
    case PROP_SOURCE:
      g_value_take_string (value, gc_message_dup_source (self));
      break;
    case PROP_TEXT:
      g_value_take_string (value, gc_message_dup_text (self));
      break;
    case PROP_TIME:
      g_value_set_int64 (value, gc_message_get_record (self)->time_ns);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
gc_message_class_init (GcMessageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->finalize = gc_message_finalize;
  object_class->get_property = gc_message_get_property;

  properties[PROP_SERIAL] =
    g_param_spec_uint64 ("serial", NULL, NULL, 0, G_MAXUINT64, 0, flags);
  properties[PROP_SIZE] =
    g_param_spec_uint ("size", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_SOURCE] =
    g_param_spec_string ("source", NULL, NULL, NULL, flags);
  properties[PROP_TEXT] =
    g_param_spec_string ("text", NULL, NULL, NULL, flags);
  properties[PROP_TIME] =
    g_param_spec_int64 ("time", NULL, NULL, G_MININT64, G_MAXINT64, 0, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
gc_message_init (GcMessage *self)
{
}

/**
 * gc_message_new:
 * @batch: the batch it is in
 * @index: which record of it
 * @serial: its number in the log, counted from 0
 *
 * Returns: (transfer full): a message
 */
GcMessage *
gc_message_new (GcBatch *batch,
                guint    index,
                guint64  serial)
{
  GcMessage *self = g_object_new (GC_TYPE_MESSAGE, NULL);

  self->batch = gc_batch_ref (batch);
  self->index = index;
  self->serial = serial;
  return self;
}

/**
 * gc_message_point:
 * @self: a message that is not a log's
 * @batch: a batch
 * @index: which record of it
 * @serial: its number in the log, counted from 0
 *
 * Makes it another message. A row that shows it does not become another row.
 */
void
gc_message_point (GcMessage *self,
                  GcBatch   *batch,
                  guint      index,
                  guint64    serial)
{
  g_return_if_fail (GC_IS_MESSAGE (self));

  if (self->serial == serial && self->batch == batch)
    return;

  gc_batch_ref (batch);
  gc_batch_unref (self->batch);
  self->batch = batch;
  self->index = index;
  self->serial = serial;
  for (guint i = PROP_SERIAL; i < N_PROPS; i++)
    g_object_notify_by_pspec (G_OBJECT (self), properties[i]);
}

/**
 * gc_message_get_serial:
 * @self: a message
 *
 * Returns: its number in the log, counted from 0
 */
guint64
gc_message_get_serial (GcMessage *self)
{
  return self->serial;
}

/**
 * gc_message_get_record:
 * @self: a message
 *
 * Returns: (transfer none): what is known of it
 */
const GcRecord *
gc_message_get_record (GcMessage *self)
{
  g_return_val_if_fail (GC_IS_MESSAGE (self), NULL);

  return &self->batch->records[self->index];
}

/**
 * gc_message_get_payload:
 * @self: a message
 * @size: (out): how many bytes
 *
 * Returns: (transfer none): its bytes, as they came
 */
const guint8 *
gc_message_get_payload (GcMessage *self,
                        gsize     *size)
{
  g_return_val_if_fail (GC_IS_MESSAGE (self), NULL);

  *size = gc_message_get_record (self)->size;
  return gc_batch_get_payload (self->batch, self->index);
}

/**
 * gc_message_dup_source:
 * @self: a message
 *
 * Returns: (transfer full): the sender as `address:port`
 */
char *
gc_message_dup_source (GcMessage *self)
{
  char buffer[GC_RECORD_ADDRESS_SIZE];

  g_return_val_if_fail (GC_IS_MESSAGE (self), NULL);

  gc_record_print_source (gc_message_get_record (self), buffer);
  return g_strdup (buffer);
}

/**
 * gc_message_dup_text:
 * @self: a message
 *
 * Returns: (transfer full): its bytes as one line that is safe to show
 */
char *
gc_message_dup_text (GcMessage *self)
{
  const guint8 *payload;
  gsize size;

  g_return_val_if_fail (GC_IS_MESSAGE (self), NULL);

  payload = gc_message_get_payload (self, &size);
  return gc_text_to_line (payload, size, MAX_TEXT_SIZE);
}
