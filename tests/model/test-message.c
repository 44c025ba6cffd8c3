/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-test-log.h"

#include <string.h>

static const GcRecord ipv4 = {
  .time_ns = G_GINT64_CONSTANT (1700000000123456789),
  .source_port = 3000,
  .source = { 192, 0, 2, 1 },
};

static const GcRecord ipv6 = {
  .time_ns = -1,
  .source_port = 65535,
  .flags = GC_RECORD_IPV6,
  .source = { 0x20, 0x01, 0x0d, 0xb8, [15] = 1 },
};

static void
append (GcBatch        *batch,
        const GcRecord *record,
        const void     *payload,
        gsize           size)
{
  GcRecord copy = *record;

  copy.size = size;
  gc_batch_append (batch, &copy, payload);
}

static void
test_properties (void)
{
  g_autoptr (GcBatch) batch = gc_batch_new ();
  GcMessage *message;
  g_autofree char *source = NULL;
  g_autofree char *text = NULL;
  guint64 serial;
  gint64 time;
  guint size;

  append (batch, &ipv6, "before", 6);
  append (batch, &ipv4, "<b>one</b>\n", 11);
  message = gc_message_new (batch, 1, G_MAXUINT64);

  g_object_get (message, "serial", &serial, "size", &size, "source", &source, "text", &text,
                "time", &time, NULL);
  g_assert_cmpuint (serial, ==, G_MAXUINT64);
  g_assert_cmpuint (size, ==, 11);
  g_assert_cmpstr (source, ==, "192.0.2.1:3000");
  g_assert_cmpstr (text, ==, "<b>one</b>↵");
  g_assert_cmpint (time, ==, G_GINT64_CONSTANT (1700000000123456789));

  g_assert_finalize_object (message);
}

static void
test_getters (void)
{
  g_autoptr (GcBatch) batch = gc_batch_new ();
  g_autoptr (GcMessage) message = NULL;
  g_autofree char *source = NULL;
  g_autofree char *text = NULL;
  const guint8 *payload;
  gsize size;

  append (batch, &ipv6, "\0\377", 2);
  message = gc_message_new (batch, 0, 7);

  g_assert_cmpuint (gc_message_get_serial (message), ==, 7);
  g_assert_cmpint (gc_message_get_record (message)->time_ns, ==, -1);
  payload = gc_message_get_payload (message, &size);
  g_assert_cmpmem (payload, size, "\0\377", 2);
  source = gc_message_dup_source (message);
  g_assert_cmpstr (source, ==, "[2001:db8::1]:65535");
  text = gc_message_dup_text (message);
  g_assert_cmpstr (text, ==, "00 ff");
}

/* An empty datagram has no bytes to point at when there is no other. */
static void
test_empty (void)
{
  g_autoptr (GcBatch) batch = gc_batch_new ();
  g_autoptr (GcMessage) message = NULL;
  g_autofree char *text = NULL;
  gsize size = 1;

  append (batch, &ipv4, NULL, 0);
  message = gc_message_new (batch, 0, 0);

  gc_message_get_payload (message, &size);
  g_assert_cmpuint (size, ==, 0);
  text = gc_message_dup_text (message);
  g_assert_cmpstr (text, ==, "");
}

/* A row is cut, the payload never. */
static void
test_long (void)
{
  g_autoptr (GcBatch) batch = gc_batch_new ();
  g_autoptr (GcMessage) message = NULL;
  g_autofree char *long_text = g_strnfill (65507, 'x');
  g_autofree char *text = NULL;
  const guint8 *payload;
  gsize size;

  append (batch, &ipv4, long_text, 65507);
  message = gc_message_new (batch, 0, 0);

  payload = gc_message_get_payload (message, &size);
  g_assert_cmpmem (payload, size, long_text, 65507);
  text = gc_message_dup_text (message);
  g_assert_cmpuint (strspn (text, "x"), ==, 1024);
  g_assert_cmpstr (text + 1024, ==, " …");
}

/* Somebody looks at a message while others come: its batch grows, then the log drops it, and
 * then the log itself ends. */
static void
test_outlives_log (void)
{
  GcMessageLog *log = gc_message_log_new ();
  GcMessage *message;

  gc_message_log_set_max_messages (log, 100);
  gc_test_log_append (log, 0, 10);
  message = g_list_model_get_item (G_LIST_MODEL (log), 3);
  gc_test_log_assert_message (message, 3, 3);

  gc_test_log_append (log, 10, 80);
  gc_test_log_assert_message (message, 3, 3);

  gc_test_log_append (log, 90, 100);
  g_assert_cmpuint (gc_message_log_get_n_evicted (log), ==, 90);
  gc_test_log_assert_message (message, 3, 3);

  gc_test_log_append (log, 190, 5000);
  gc_test_log_assert_message (message, 3, 3);

  g_assert_finalize_object (log);
  gc_test_log_assert_message (message, 3, 3);
  g_assert_finalize_object (message);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model/message/properties", test_properties);
  g_test_add_func ("/model/message/getters", test_getters);
  g_test_add_func ("/model/message/empty", test_empty);
  g_test_add_func ("/model/message/long", test_long);
  g_test_add_func ("/model/message/outlives-log", test_outlives_log);

  return g_test_run ();
}
