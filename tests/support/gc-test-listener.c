/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-test-listener.h"
#include "gc-test-utils.h"

#include <string.h>

/**
 * GcTestListener:
 *
 * A receiver that has joined, and all that has come to it in order.
 */
struct _GcTestListener
{
  GcReceiver *receiver;
  GPtrArray  *batches;
  guint       n_records;
};

/**
 * gc_test_listener_new:
 * @format: a group, as gc_endpoint_parse() reads it
 * @...: arguments of @format
 *
 * Returns: (transfer full): a listener that hears what is sent from now on
 */
GcTestListener *
gc_test_listener_new (const char *format,
                      ...)
{
  GcTestListener *self = g_new0 (GcTestListener, 1);
  g_autoptr (GcEndpoint) endpoint = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  endpoint = gc_endpoint_parse (text, 0, &error);
  g_assert_no_error (error);

  self->batches = g_ptr_array_new_with_free_func ((GDestroyNotify) gc_batch_unref);
  self->receiver = gc_receiver_new (endpoint);
  gc_receiver_join (self->receiver);
  gc_test_wait_until (gc_receiver_get_state (self->receiver) != GC_RECEIVER_JOINING);
  g_assert_no_error (gc_receiver_get_error (self->receiver));
  g_assert_cmpint (gc_receiver_get_state (self->receiver), ==, GC_RECEIVER_JOINED);

  return self;
}

void
gc_test_listener_free (GcTestListener *self)
{
  g_ptr_array_unref (self->batches);
  g_assert_finalize_object (self->receiver);
  g_free (self);
}

GcReceiver *
gc_test_listener_get_receiver (GcTestListener *self)
{
  return self->receiver;
}

/**
 * gc_test_listener_count:
 * @self: a listener
 *
 * Returns: how many datagrams have come so far
 */
guint
gc_test_listener_count (GcTestListener *self)
{
  g_autoptr (GPtrArray) stolen = gc_receiver_steal_batches (self->receiver);

  for (guint i = 0; stolen != NULL && i < stolen->len; i++)
    {
      GcBatch *batch = g_ptr_array_index (stolen, i);

      g_ptr_array_add (self->batches, gc_batch_ref (batch));
      self->n_records += batch->n_records;
    }

  return self->n_records;
}

/**
 * gc_test_listener_wait:
 * @self: a listener
 * @n: a number of datagrams
 *
 * Waits until there are so many in all; more are a failure.
 */
void
gc_test_listener_wait (GcTestListener *self,
                       guint           n)
{
  gc_test_wait_until (gc_test_listener_count (self) >= n);
  g_assert_cmpuint (self->n_records, ==, n);
}

static const GcBatch *
gc_test_listener_find (GcTestListener *self,
                       guint          *i)
{
  for (guint j = 0; j < self->batches->len; j++)
    {
      const GcBatch *batch = g_ptr_array_index (self->batches, j);

      if (*i < batch->n_records)
        return batch;
      *i -= batch->n_records;
    }

  g_assert_not_reached ();
}

const GcRecord *
gc_test_listener_get_record (GcTestListener *self,
                             guint           i)
{
  const GcBatch *batch = gc_test_listener_find (self, &i);

  return &batch->records[i];
}

/**
 * gc_test_listener_dup_text:
 * @self: a listener
 * @i: which of the datagrams that have been waited for
 *
 * Returns: (transfer full): its payload, which should be a text
 */
char *
gc_test_listener_dup_text (GcTestListener *self,
                           guint           i)
{
  const GcBatch *batch = gc_test_listener_find (self, &i);

  return g_strndup ((const char *) gc_batch_get_payload (batch, i), batch->records[i].size);
}

GBytes *
gc_test_listener_dup_payload (GcTestListener *self,
                              guint           i)
{
  const GcBatch *batch = gc_test_listener_find (self, &i);

  return g_bytes_new (gc_batch_get_payload (batch, i), batch->records[i].size);
}

/**
 * gc_test_listener_expect:
 * @self: a listener
 * @texts: words
 *
 * Waits for as many datagrams as @texts has words, and asserts that they are those, in order,
 * and the only ones since the listener was made. The kernel queues in order: what came before
 * the last one, wanted or not, is seen here.
 */
void
gc_test_listener_expect (GcTestListener *self,
                         const char     *texts)
{
  g_autoptr (GString) heard = g_string_new (NULL);
  g_auto (GStrv) words = g_strsplit (texts, " ", -1);
  guint n = g_strv_length (words);

  gc_test_wait_until (gc_test_listener_count (self) >= n);

  for (guint i = 0; i < self->n_records; i++)
    {
      g_autofree char *text = gc_test_listener_dup_text (self, i);

      g_string_append_printf (heard, "%s%s", i > 0 ? " " : "", text);
    }
  g_assert_cmpstr (heard->str, ==, texts);
}

/**
 * gc_test_send_bytes:
 * @source: where to send from, as gc_source_address_parse() reads it
 * @target: a group
 * @payload: what
 *
 * Sends by a transmitter; that it fails is a failure of the test.
 */
void
gc_test_send_bytes (const char *source,
                    const char *target,
                    GBytes     *payload)
{
  g_autoptr (GPtrArray) transmissions =
    g_ptr_array_new_with_free_func ((GDestroyNotify) gc_transmission_free);
  g_autoptr (GError) error = NULL;
  g_autoptr (GcSourceAddress) address = gc_source_address_parse (source, &error);
  g_autoptr (GcEndpoint) endpoint = NULL;
  g_autoptr (GcTransmitter) transmitter = NULL;
  GcTransmission *transmission;

  g_assert_no_error (error);
  endpoint = gc_endpoint_parse (target, 0, &error);
  g_assert_no_error (error);

  transmission = gc_transmission_new (endpoint, payload);
  g_ptr_array_add (transmissions, transmission);
  transmitter = gc_transmitter_new (address, GC_TTL_DEFAULT);
  gc_transmitter_send (transmitter, transmissions, &error);
  g_assert_no_error (error);
  g_assert_no_error (transmission->error);
}

/**
 * gc_test_send:
 * @source: where to send from
 * @target: a group
 * @text: what
 *
 * Like gc_test_send_bytes(), with a text.
 */
void
gc_test_send (const char *source,
              const char *target,
              const char *text)
{
  g_autoptr (GBytes) payload = g_bytes_new (text, strlen (text));

  gc_test_send_bytes (source, target, payload);
}
