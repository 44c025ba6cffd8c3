/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-test-record.h"

#include <gio/gio.h>

#include <string.h>

static gboolean
fill_address (guint8      bytes[16],
              const char *text)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (text);

  memcpy (bytes, g_inet_address_to_bytes (address), g_inet_address_get_native_size (address));
  return g_inet_address_get_family (address) == G_SOCKET_FAMILY_IPV6;
}

/**
 * gc_test_record_init:
 * @record: (out caller-allocates): a record
 * @source: the address it came from, by port 3000
 * @destination: the address it went to
 *
 * Makes a record of a message of no bytes, by interface 1 and with TTL 7.
 */
void
gc_test_record_init (GcRecord   *record,
                     const char *source,
                     const char *destination)
{
  memset (record, 0, sizeof *record);
  record->time_ns = GC_TEST_RECORD_TIME_NS;
  record->ifindex = 1;
  record->source_port = 3000;
  record->ttl = 7;
  if (fill_address (record->source, source))
    record->flags |= GC_RECORD_IPV6;
  fill_address (record->destination, destination);
}

/**
 * gc_test_record_format:
 * @format: a format
 * @record: a record, whose size is set
 * @payload: its bytes
 * @size: how many
 * @interface: (nullable): an interface
 *
 * Returns: (transfer full): the line, its end cut off
 */
char *
gc_test_record_format (GcFormat    format,
                       GcRecord   *record,
                       const void *payload,
                       gsize       size,
                       const char *interface)
{
  GString *string = g_string_new ("before");

  /* So that a sanitizer sees what is read beyond the end. */
  g_autofree guint8 *copy = size > 0 ? g_memdup2 (payload, size) : g_malloc (1);

  record->size = size;
  gc_format_append_record (format, string, record, copy, GC_TEST_RECORD_PORT, interface);

  g_assert_true (g_str_has_prefix (string->str, "before"));
  g_assert_cmpuint (strlen (string->str), ==, string->len);
  g_assert_cmpint (string->str[string->len - 1], ==, '\n');
  g_string_truncate (string, string->len - 1);
  g_string_erase (string, 0, strlen ("before"));
  return g_string_free (string, FALSE);
}

/**
 * gc_test_random_bytes:
 * @max_size: a size
 *
 * Returns: (transfer full): up to so many bytes of any value
 */
GBytes *
gc_test_random_bytes (guint max_size)
{
  gsize size = g_test_rand_int_range (0, max_size + 1);
  guint8 *bytes = g_malloc (size);

  for (gsize i = 0; i < size; i++)
    bytes[i] = g_test_rand_int_range (0, 256);

  return g_bytes_new_take (bytes, size);
}

/**
 * gc_test_random_text:
 * @max_pieces: a number
 *
 * Returns: (transfer full): valid UTF-8 of up to so many pieces that a format may stumble over,
 *   no NUL among them
 */
GBytes *
gc_test_random_text (guint max_pieces)
{
  static const char *const pieces[] = {
    "\"", "\\", "/", ",", ";", "'", "\n", "\r", "\r\n", "\t", "\b", "\f", "\x01", "\x1e", "\x1f",
    "\x7f", "=", "+", "-", "@", " ", "word", "\\u0000", "\"\"", "\xc2\x80", "\xc2\x9f",
    "\xc2\xa0", "\xc2\xbf", "é", "↵", "\xe2\x80\xa8", "\xe2\x80\xae", "😀", "\xef\xbf\xbf",
  };
  GString *string = g_string_new (NULL);
  guint n = g_test_rand_int_range (0, max_pieces + 1);

  for (guint i = 0; i < n; i++)
    g_string_append (string, pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))]);

  return g_string_free_to_bytes (string);
}
