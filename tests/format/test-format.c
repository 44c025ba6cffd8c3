/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-error.h"
#include "gc-test-record.h"

#include <string.h>

#define LINE_START GC_TEST_RECORD_TIME " 127.0.0.1:3000 224.0.0.1:5000 "

static void
test_parse (void)
{
  static const struct
  {
    const char *name;
    GcFormat    format;
  } names[] = {
    { "text", GC_FORMAT_TEXT },
    { "json", GC_FORMAT_JSON },
    { "csv", GC_FORMAT_CSV },
    { "hex", GC_FORMAT_HEX },
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GError) error = NULL;
      GcFormat format = -1;

      g_assert_true (gc_format_parse (names[i].name, &format, &error));
      g_assert_no_error (error);
      g_assert_cmpint (format, ==, names[i].format);
    }
}

static void
test_parse_errors (void)
{
  static const char *const wrong[] = { "", "TEXT", "xml", "json ", "0" };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autofree char *message =
        g_strdup_printf ("“%s” is not a format: there are text, json, csv and hex", wrong[i]);
      g_autoptr (GError) error = NULL;
      GcFormat format;

      g_assert_false (gc_format_parse (wrong[i], &format, &error));
      g_assert_error (error, GC_ERROR, GC_ERROR_SYNTAX);
      g_assert_cmpstr (error->message, ==, message);
    }
}

static void
test_header (void)
{
  for (GcFormat format = GC_FORMAT_TEXT; format <= GC_FORMAT_HEX; format++)
    {
      g_autoptr (GString) string = g_string_new (NULL);

      gc_format_append_header (format, string);
      g_assert_cmpstr (string->str, ==,
                       format == GC_FORMAT_CSV
                         ? "time,source,group,interface,ttl,size,encoding,message\n" : "");
    }
}

static void
test_lines (void)
{
  static const struct
  {
    const char *payload;
    gsize       size;
    const char *text;
    const char *hex;
  } lines[] = {
    { "", 0, "", "" },
    { "hello", 5, "hello", "68 65 6c 6c 6f" },
    { "two\nlines\r\n", 11, "two↵lines␍↵", "74 77 6f 0a 6c 69 6e 65 73 0d 0a" },
    { "a\0b", 3, "a␀b", "61 00 62" },
    { "\x1b[2J", 4, "␛[2J", "1b 5b 32 4a" },
    { "\xe2\x80\xae" "abc", 6, "‹U+202E›abc", "e2 80 ae 61 62 63" },
    { "\xff\xfe", 2, "ff fe", "ff fe" },
    { "\xc3", 1, "c3", "c3" },
    { "naïve 😀", 11, "naïve 😀", "6e 61 c3 af 76 65 20 f0 9f 98 80" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_autofree char *wanted_text = g_strconcat (LINE_START, lines[i].text, NULL);
      g_autofree char *wanted_hex = g_strconcat (LINE_START, lines[i].hex, NULL);
      g_autofree char *text = NULL;
      g_autofree char *hex = NULL;
      GcRecord record;

      gc_test_record_init (&record, "127.0.0.1", "224.0.0.1");
      text = gc_test_record_format (GC_FORMAT_TEXT, &record,
                                    lines[i].payload, lines[i].size, "lo");
      g_assert_cmpstr (text, ==, wanted_text);
      hex = gc_test_record_format (GC_FORMAT_HEX, &record,
                                   lines[i].payload, lines[i].size, NULL);
      g_assert_cmpstr (hex, ==, wanted_hex);
    }
}

/* A payload is one line whatever it is, and of no use for moving a terminal's cursor. */
static void
test_random_lines (void)
{
  for (guint i = 0; i < 2000; i++)
    {
      g_autoptr (GBytes) payload = i % 2 == 0 ? gc_test_random_bytes (100)
                                              : gc_test_random_text (30);
      g_autofree char *line = NULL;
      gsize size;
      const void *bytes = g_bytes_get_data (payload, &size);
      GcRecord record;

      gc_test_record_init (&record, "127.0.0.1", "224.0.0.1");
      line = gc_test_record_format (GC_FORMAT_TEXT, &record, bytes, size, NULL);
      g_assert_true (g_str_has_prefix (line, LINE_START));
      g_assert_true (g_utf8_validate (line, -1, NULL));
      for (const char *c = line; *c != '\0'; c++)
        g_assert_false (g_ascii_iscntrl (*c));
    }
}

static void
test_addresses (void)
{
  static const struct
  {
    const char *source;
    guint16     source_port;
    const char *group;
    const char *text;
  } addresses[] = {
    { "0.0.0.0", 0, "224.0.0.0", "0.0.0.0:0 224.0.0.0:5000" },
    { "255.10.9.100", 65535, "239.255.255.255", "255.10.9.100:65535 239.255.255.255:5000" },
    { "::1", 7, "ff02::1", "[::1]:7 [ff02::1]:5000" },
    { "2001:db8:1:2:3:4:5:6", 40000, "ff3e:1234:5678:9abc:def0:1234:5678:9abc",
      "[2001:db8:1:2:3:4:5:6]:40000 [ff3e:1234:5678:9abc:def0:1234:5678:9abc]:5000" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (addresses); i++)
    {
      g_autofree char *wanted = g_strconcat (GC_TEST_RECORD_TIME " ", addresses[i].text, " x",
                                             NULL);
      g_autofree char *line = NULL;
      GcRecord record;

      gc_test_record_init (&record, addresses[i].source, addresses[i].group);
      record.source_port = addresses[i].source_port;
      line = gc_test_record_format (GC_FORMAT_TEXT, &record, "x", 1, NULL);
      g_assert_cmpstr (line, ==, wanted);
    }
}

static void
test_times (void)
{
  static const struct
  {
    gint64      time_ns;
    const char *text;
  } times[] = {
    { 0, "1970-01-01T00:00:00.000000Z" },
    { 999, "1970-01-01T00:00:00.000000Z" },
    { 1000, "1970-01-01T00:00:00.000001Z" },
    { 999999999, "1970-01-01T00:00:00.999999Z" },
    { 1000000000, "1970-01-01T00:00:01.000000Z" },
    { -1, "1969-12-31T23:59:59.999999Z" },
    { -1000000000, "1969-12-31T23:59:59.000000Z" },
    { G_GINT64_CONSTANT (951782400000000000), "2000-02-29T00:00:00.000000Z" },
    { G_GINT64_CONSTANT (1798761599999999999), "2026-12-31T23:59:59.999999Z" },
    { G_GINT64_CONSTANT (1798761600000000000), "2027-01-01T00:00:00.000000Z" },
    { G_MAXINT64, "2262-04-11T23:47:16.854775Z" },
    { G_MININT64, "1677-09-21T00:12:43.145224Z" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (times); i++)
    {
      g_autofree char *line = NULL;
      GcRecord record;

      gc_test_record_init (&record, "127.0.0.1", "224.0.0.1");
      record.time_ns = times[i].time_ns;
      line = gc_test_record_format (GC_FORMAT_TEXT, &record, "", 0, NULL);
      line[strlen (GC_TEST_RECORD_TIME)] = '\0';
      g_assert_cmpstr (line, ==, times[i].text);
    }
}

/* Whatever the time zone, and whichever second came before. */
static void
test_random_times (void)
{
  for (guint i = 0; i < 2000; i++)
    {
      gint64 second = g_test_rand_int_range (0, G_MAXINT32);
      gint64 usec = g_test_rand_int_range (0, G_USEC_PER_SEC);
      g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (second);
      g_autofree char *date = g_date_time_format (time, "%Y-%m-%dT%H:%M:%S");
      g_autofree char *wanted = g_strdup_printf ("%s.%06" G_GINT64_FORMAT "Z", date, usec);
      g_autofree char *line = NULL;
      GcRecord record;

      gc_test_record_init (&record, "127.0.0.1", "224.0.0.1");
      record.time_ns = (second * G_USEC_PER_SEC + usec) * 1000;
      line = gc_test_record_format (GC_FORMAT_TEXT, &record, "", 0, NULL);
      line[strlen (GC_TEST_RECORD_TIME)] = '\0';
      g_assert_cmpstr (line, ==, wanted);
    }
}

/* Into a buffer that has room, as the one that is used again and again has soon. */
static void
test_no_growth (void)
{
  static const guint8 payload[] = { 'a', '"', 0xff, '\n' };
  g_autoptr (GString) string = g_string_sized_new (65536);
  const char *start = string->str;
  GcRecord record;

  gc_test_record_init (&record, "127.0.0.1", "224.0.0.1");
  record.size = sizeof payload;
  for (GcFormat format = GC_FORMAT_TEXT; format <= GC_FORMAT_HEX; format++)
    for (guint i = 0; i < 50; i++)
      gc_format_append_record (format, string, &record, payload, 5000, "lo");

  g_assert_true (string->str == start);
}

int
main (int    argc,
      char **argv)
{
  g_setenv ("TZ", "Asia/Kathmandu", TRUE);
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/format/parse", test_parse);
  g_test_add_func ("/format/parse-errors", test_parse_errors);
  g_test_add_func ("/format/header", test_header);
  g_test_add_func ("/format/lines", test_lines);
  g_test_add_func ("/format/random-lines", test_random_lines);
  g_test_add_func ("/format/addresses", test_addresses);
  g_test_add_func ("/format/times", test_times);
  g_test_add_func ("/format/random-times", test_random_times);
  g_test_add_func ("/format/no-growth", test_no_growth);

  return g_test_run ();
}
