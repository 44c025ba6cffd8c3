/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-test-record.h"

#include <string.h>

#define ROW_START GC_TEST_RECORD_TIME ",127.0.0.1:3000,224.0.0.1:5000,"

enum
{
  INTERFACE = 3,
  ENCODING = 6,
  MESSAGE,
  N_FIELDS
};

static char *
format_csv (const void *payload,
            gsize       size,
            const char *interface)
{
  GcRecord record;

  gc_test_record_init (&record, "127.0.0.1", "224.0.0.1");
  return gc_test_record_format (GC_FORMAT_CSV, &record, payload, size, interface);
}

static void
test_payloads (void)
{
  static const struct
  {
    const char *payload;
    gsize       size;
    const char *fields;
  } payloads[] = {
    { "", 0, "text,\"\"" },
    { "hello", 5, "text,\"hello\"" },
    { "a,b", 3, "text,\"a,b\"" },
    { "say \"hi\"", 8, "text,\"say \"\"hi\"\"\"" },
    { "\"", 1, "text,\"\"\"\"" },
    { "two\nlines\r\n", 11, "text,\"two\nlines\r\n\"" },
    { "=1+1", 4, "text,\"'=1+1\"" },
    { "+1", 2, "text,\"'+1\"" },
    { "-1", 2, "text,\"'-1\"" },
    { "@A1", 3, "text,\"'@A1\"" },
    { "\t=1", 3, "text,\"'\t=1\"" },
    { "\r=1", 3, "text,\"'\r=1\"" },
    { "=\"a\"", 4, "text,\"'=\"\"a\"\"\"" },
    { " =1", 3, "text,\" =1\"" },
    { "a=1", 3, "text,\"a=1\"" },
    { "'a", 2, "text,\"'a\"" },
    { "é😀", 6, "text,\"é😀\"" },
    { "a\0b", 3, "base64,YQBi" },
    { "\xff", 1, "base64,/w==" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (payloads); i++)
    {
      g_autofree char *wanted = g_strdup_printf (ROW_START "\"lo\",7,%u,%s",
                                                 (guint) payloads[i].size, payloads[i].fields);
      g_autofree char *row = format_csv (payloads[i].payload, payloads[i].size, "lo");

      g_assert_cmpstr (row, ==, wanted);
    }
}

static void
test_interface (void)
{
  g_autofree char *unknown = format_csv ("x", 1, NULL);
  g_autofree char *odd = format_csv ("x", 1, "=a\",b");

  g_assert_cmpstr (unknown, ==, ROW_START ",7,1,text,\"x\"");
  g_assert_cmpstr (odd, ==, ROW_START "\"'=a\"\",b\",7,1,text,\"x\"");
}

static void
test_ipv6 (void)
{
  g_autofree char *row = NULL;
  GcRecord record;

  gc_test_record_init (&record, "fe80::1", "ff02::1");
  row = gc_test_record_format (GC_FORMAT_CSV, &record, "", 0, NULL);
  g_assert_cmpstr (row, ==,
                   GC_TEST_RECORD_TIME ",[fe80::1]:3000,[ff02::1]:5000,,7,0,text,\"\"");
}

/* Takes a field off a row of RFC 4180. */
static char *
take_field (const char **row)
{
  GString *field = g_string_new (NULL);
  gboolean is_quoted = **row == '"';

  if (is_quoted)
    (*row)++;

  while (**row != '\0')
    {
      if (is_quoted && (*row)[0] == '"' && (*row)[1] == '"')
        (*row)++;
      else if (is_quoted ? **row == '"' : **row == ',')
        break;
      g_string_append_c (field, *(*row)++);
    }

  if (is_quoted)
    {
      g_assert_cmpint (**row, ==, '"');
      (*row)++;
    }
  if (**row != '\0')
    {
      g_assert_cmpint (**row, ==, ',');
      (*row)++;
    }

  return g_string_free (field, FALSE);
}

static void
assert_payload (const char *row,
                const void *bytes,
                gsize       size)
{
  char *fields[N_FIELDS + 1] = { NULL, };

  for (guint i = 0; i < N_FIELDS; i++)
    fields[i] = take_field (&row);
  g_assert_cmpstr (row, ==, "");
  g_assert_cmpstr (fields[INTERFACE], ==, "lo");

  if (strcmp (fields[ENCODING], "text") == 0)
    {
      const char *message = fields[MESSAGE];

      g_assert_null (strchr ("=+-@\t\r", *message != '\0' ? *message : 'x'));
      if (size > 0 && memchr ("=+-@\t\r", *(const char *) bytes, 6) != NULL)
        g_assert_cmpint (*message++, ==, '\'');
      g_assert_cmpmem (message, strlen (message), bytes, size);
    }
  else
    {
      gsize decoded_size;
      g_autofree guint8 *decoded = g_base64_decode (fields[MESSAGE], &decoded_size);

      g_assert_cmpstr (fields[ENCODING], ==, "base64");
      g_assert_cmpmem (decoded, decoded_size, bytes, size);
    }

  for (guint i = 0; i < N_FIELDS; i++)
    g_free (fields[i]);
}

static void
test_round_trip (void)
{
  for (guint i = 0; i < 2000; i++)
    {
      g_autoptr (GBytes) payload = i % 2 == 0 ? gc_test_random_bytes (100)
                                              : gc_test_random_text (30);
      gsize size;
      const void *bytes = g_bytes_get_data (payload, &size);
      g_autofree char *row = format_csv (bytes, size, "lo");

      assert_payload (row, bytes, size);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/csv/payloads", test_payloads);
  g_test_add_func ("/csv/interface", test_interface);
  g_test_add_func ("/csv/ipv6", test_ipv6);
  g_test_add_func ("/csv/round-trip", test_round_trip);

  return g_test_run ();
}
