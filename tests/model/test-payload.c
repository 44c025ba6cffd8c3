/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-error.h"
#include "gc-payload.h"

#include <string.h>

static const struct
{
  const char *target;
  const char *text;
  const char *payload;
} texts[] = {
  { "239.0.0.1:5000", "", "" },
  { "239.0.0.1:5000", "one", "one" },
  { "239.0.0.1:5000", "{group}", "239.0.0.1" },
  { "239.0.0.1:5000", "{port}", "5000" },
  { "239.0.0.1:5000", "{group}:{port}", "239.0.0.1:5000" },
  { "239.0.0.1:5000", "to {group}, {group} and {port}.", "to 239.0.0.1, 239.0.0.1 and 5000." },
  { "239.0.0.1:5000", "{group}{group}{port}{port}", "239.0.0.1239.0.0.150005000" },
  { "239.0.0.1:5000", "{{group}}", "{239.0.0.1}" },
  { "239.0.0.1:5000", "{ \"port\": {port} }", "{ \"port\": 5000 }" },

  { "239.0.0.1:5000", "{", "{" },
  { "239.0.0.1:5000", "one {", "one {" },
  { "239.0.0.1:5000", "{}{{}}", "{}{{}}" },
  { "239.0.0.1:5000", "{group", "{group" },
  { "239.0.0.1:5000", "{gr{port}oup}", "{gr5000oup}" },
  { "239.0.0.1:5000", "{groups} {ports} {Group} { group } {grou} {port",
    "{groups} {ports} {Group} { group } {grou} {port" },
  { "239.0.0.1:5000", "group}port}", "group}port}" },

  { "239.0.0.1:5000", "one\ntwo {port}\r\n\tthree\n", "one\ntwo 5000\r\n\tthree\n" },
  { "239.0.0.1:5000", "grüße {port} 東京", "grüße 5000 東京" },
  { "239.0.0.1:5000", "100 %s {port} %n", "100 %s 5000 %n" },

  /* the group alone, neither interface nor source */
  { "239.0.0.1%eth0:5000", "{group} {port}", "239.0.0.1 5000" },
  { "10.0.0.1@232.0.0.1:5000", "{group} {port}", "232.0.0.1 5000" },
  { "[ff02::1%eth0]:65535", "{group} {port}", "ff02::1 65535" },
  { "[ff15:0:0:0:0:0:0:1]:1", "{group} {port}", "ff15::1 1" },
};

static void
test_from_text (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GcEndpoint) target = gc_endpoint_parse (texts[i].target, 0, NULL);
      g_autoptr (GBytes) payload = gc_payload_from_text (texts[i].text, target);
      gsize size;
      const char *bytes = g_bytes_get_data (payload, &size);

      g_test_message ("“%s” to %s", texts[i].text, texts[i].target);
      g_assert_cmpmem (bytes, size, texts[i].payload, strlen (texts[i].payload));
    }
}

static void
test_from_text_long (void)
{
  g_autoptr (GcEndpoint) target = gc_endpoint_parse ("239.0.0.1:5000", 0, NULL);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GString) wanted = g_string_new (NULL);
  g_autoptr (GBytes) payload = NULL;

  for (guint i = 0; i < 10000; i++)
    {
      g_string_append (text, "{port}{x}");
      g_string_append (wanted, "5000{x}");
    }

  payload = gc_payload_from_text (text->str, target);
  g_assert_cmpmem (g_bytes_get_data (payload, NULL), g_bytes_get_size (payload),
                   wanted->str, wanted->len);
}

static const struct
{
  const char *hex;
  const char *payload;
  gsize       size;
} good[] = {
  { "", "", 0 },
  { " \t\r\n:: ", "", 0 },
  { "00", "\0", 1 },
  { "ff", "\377", 1 },
  { "48656c6C6F", "Hello", 5 },
  { "48 65 6c 6c 6f", "Hello", 5 },
  { "48:65:6c:6c:6f", "Hello", 5 },
  { " 4865\n6c:6c\t6F:\n", "Hello", 5 },
  { "00 7f 80 fF", "\0\177\200\377", 4 },
  { "0123456789abcdefABCDEF",
    "\001\043\105\147\211\253\315\357\253\315\357", 11 },
};

static void
test_from_hex (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) payload = gc_payload_from_hex (good[i].hex, &error);
      gsize size;
      const char *bytes;

      g_test_message ("“%s”", good[i].hex);
      g_assert_no_error (error);
      bytes = g_bytes_get_data (payload, &size);
      g_assert_cmpmem (bytes, size, good[i].payload, good[i].size);
    }
}

static const struct
{
  const char *hex;
  const char *quoted;
} bad[] = {
  { "4", "4" },
  { "48 6", "6" },
  { "486", "6" },
  { "4 8", "4 8" },
  { "4:8", "4:8" },
  { "0x48", "0x48" },
  { "48 zz", "zz" },
  { "48 6z", "6z" },
  { "48, 65", ", 65" },
  { "hello", "hello" },
  { "48 -1", "-1" },

  /* it is shown: short, as one line and in whole characters */
  { "hello wo", "hello wo" },
  { "hello world", "hello wo …" },
  { "z\nz", "z↵z" },
  { "é", "é" },
  { "grüße aus", "grüße  …" },
  { "zzzzzzzé", "zzzzzzz …" },
  { "zzzzz東京", "zzzzz東 …" },
  { "4\342\200\256x", "4‹U+202E›x" },
};

static void
test_from_hex_mistakes (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) payload = gc_payload_from_hex (bad[i].hex, &error);
      g_autofree char *sentence = NULL;

      g_test_message ("“%s”", bad[i].hex);
      sentence = g_strdup_printf ("“%s” is not a byte in hexadecimal: bytes are two digits "
                                  "each", bad[i].quoted);
      g_assert_null (payload);
      g_assert_error (error, GC_ERROR, GC_ERROR_PAYLOAD);
      g_assert_cmpstr (error->message, ==, sentence);
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model/payload/from-text", test_from_text);
  g_test_add_func ("/model/payload/from-text-long", test_from_text_long);
  g_test_add_func ("/model/payload/from-hex", test_from_hex);
  g_test_add_func ("/model/payload/from-hex-mistakes", test_from_hex_mistakes);

  return g_test_run ();
}
