/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-test-record.h"

#include <json-glib/json-glib.h>

#include <string.h>

#define OBJECT_START "{\"time\":\"" GC_TEST_RECORD_TIME "\",\"source\":\"127.0.0.1\"," \
                     "\"source_port\":3000,\"group\":\"224.0.0.1\",\"port\":5000,"

static char *
format_json (const void *payload,
             gsize       size,
             const char *interface)
{
  GcRecord record;

  gc_test_record_init (&record, "127.0.0.1", "224.0.0.1");
  return gc_test_record_format (GC_FORMAT_JSON, &record, payload, size, interface);
}

static void
test_payloads (void)
{
  static const struct
  {
    const char *payload;
    gsize       size;
    const char *member;
  } payloads[] = {
    { "", 0, "\"text\":\"\"" },
    { "hello", 5, "\"text\":\"hello\"" },
    { "a\0b", 3, "\"text\":\"a\\u0000b\"" },
    { "\0", 1, "\"text\":\"\\u0000\"" },
    { "\b\t\n\f\r\"\\/", 8, "\"text\":\"\\b\\t\\n\\f\\r\\\"\\\\/\"" },
    { "\x01\x1b\x1f\x20\x7f", 5, "\"text\":\"\\u0001\\u001b\\u001f \\u007f\"" },
    { "\xc2\x80\xc2\x9b\xc2\x9f\xc2\xa0", 8, "\"text\":\"\\u0080\\u009b\\u009f\xc2\xa0\"" },
    { "é\xe2\x80\xae😀", 9, "\"text\":\"é\xe2\x80\xae😀\"" },
    { "\xff", 1, "\"base64\":\"/w==\"" },
    { "ok\xc3", 3, "\"base64\":\"b2vD\"" },
    { "\xed\xa0\x80", 3, "\"base64\":\"7aCA\"" },
    { "\x00\xff\x00\xff", 4, "\"base64\":\"AP8A/w==\"" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (payloads); i++)
    {
      g_autofree char *wanted =
        g_strdup_printf (OBJECT_START "\"interface\":\"lo\",\"ttl\":7,\"size\":%u,%s}",
                         (guint) payloads[i].size, payloads[i].member);
      g_autofree char *line = format_json (payloads[i].payload, payloads[i].size, "lo");

      g_assert_cmpstr (line, ==, wanted);
    }
}

static void
test_interface (void)
{
  g_autofree char *unknown = format_json ("x", 1, NULL);
  g_autofree char *odd = format_json ("x", 1, "a\"b");
  g_autofree char *bytes = format_json ("x", 1, "a\xff");

  g_assert_cmpstr (unknown, ==, OBJECT_START "\"ttl\":7,\"size\":1,\"text\":\"x\"}");
  g_assert_cmpstr (odd, ==,
                   OBJECT_START "\"interface\":\"a\\\"b\",\"ttl\":7,\"size\":1,\"text\":\"x\"}");
  g_assert_cmpstr (bytes, ==, unknown);
}

static void
test_truncated (void)
{
  g_autofree char *line = NULL;
  GcRecord record;

  gc_test_record_init (&record, "127.0.0.1", "224.0.0.1");
  record.flags |= GC_RECORD_TRUNCATED;
  line = gc_test_record_format (GC_FORMAT_JSON, &record, "x", 1, NULL);
  g_assert_cmpstr (line, ==,
                   OBJECT_START "\"ttl\":7,\"size\":1,\"text\":\"x\",\"truncated\":true}");
}

static void
test_ipv6 (void)
{
  g_autofree char *line = NULL;
  GcRecord record;

  gc_test_record_init (&record, "fe80::1", "ff02::1");
  line = gc_test_record_format (GC_FORMAT_JSON, &record, "", 0, NULL);
  g_assert_cmpstr (line, ==,
                   "{\"time\":\"" GC_TEST_RECORD_TIME "\",\"source\":\"fe80::1\","
                   "\"source_port\":3000,\"group\":\"ff02::1\",\"port\":5000,"
                   "\"ttl\":7,\"size\":0,\"text\":\"\"}");
}

static void
assert_payload (const char *line,
                const void *bytes,
                gsize       size)
{
  g_autoptr (JsonNode) root = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree guint8 *decoded = NULL;
  const char *text;
  JsonObject *object;
  gsize decoded_size;

  root = json_from_string (line, &error);
  g_assert_no_error (error);
  object = json_node_get_object (root);
  g_assert_cmpint (json_object_get_int_member (object, "size"), ==, size);

  if (json_object_has_member (object, "text"))
    {
      g_assert_false (json_object_has_member (object, "base64"));
      text = json_object_get_string_member (object, "text");
      g_assert_cmpmem (text, strlen (text), bytes, size);
    }
  else
    {
      decoded = g_base64_decode (json_object_get_string_member (object, "base64"), &decoded_size);
      g_assert_cmpmem (decoded, decoded_size, bytes, size);
    }
}

/* json-glib ends strings at a NUL, so texts with one are left to the table above. */
static void
test_round_trip (void)
{
  for (guint i = 0; i < 2000; i++)
    {
      g_autoptr (GBytes) payload = i % 2 == 0 ? gc_test_random_bytes (100)
                                              : gc_test_random_text (30);
      gsize size;
      const void *bytes = g_bytes_get_data (payload, &size);
      g_autofree char *line = format_json (bytes, size, "lo");

      for (const char *c = line; *c != '\0'; c++)
        g_assert_false (g_ascii_iscntrl (*c));
      if (strstr (line, "\\u0000") == NULL)
        assert_payload (line, bytes, size);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/json/payloads", test_payloads);
  g_test_add_func ("/json/interface", test_interface);
  g_test_add_func ("/json/truncated", test_truncated);
  g_test_add_func ("/json/ipv6", test_ipv6);
  g_test_add_func ("/json/round-trip", test_round_trip);

  return g_test_run ();
}
