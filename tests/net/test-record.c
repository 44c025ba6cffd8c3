/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-record.h"

#include <string.h>

static void
fill (guint8     *bytes,
      const char *text)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (text);

  memcpy (bytes, g_inet_address_to_bytes (address), g_inet_address_get_native_size (address));
}

static void
test_family (void)
{
  GcRecord record = { .flags = GC_RECORD_TRUNCATED, };

  g_assert_cmpint (gc_record_get_family (&record), ==, G_SOCKET_FAMILY_IPV4);
  record.flags |= GC_RECORD_IPV6;
  g_assert_cmpint (gc_record_get_family (&record), ==, G_SOCKET_FAMILY_IPV6);
}

static void
test_print (void)
{
  char text[GC_RECORD_ADDRESS_SIZE];
  GcRecord record = { .source_port = 3000, };

  fill (record.source, "192.0.2.1");
  fill (record.destination, "239.255.0.1");
  gc_record_print_source (&record, text);
  g_assert_cmpstr (text, ==, "192.0.2.1:3000");
  gc_record_print_destination (&record, text);
  g_assert_cmpstr (text, ==, "239.255.0.1");

  record.flags = GC_RECORD_IPV6;
  fill (record.source, "2001:db8::1");
  fill (record.destination, "ff15::1");
  gc_record_print_source (&record, text);
  g_assert_cmpstr (text, ==, "[2001:db8::1]:3000");
  gc_record_print_destination (&record, text);
  g_assert_cmpstr (text, ==, "ff15::1");
}

/* The longest texts, in a buffer whose end a sanitizer watches. */
static void
test_print_longest (void)
{
  g_autofree char *text = g_malloc (GC_RECORD_ADDRESS_SIZE);
  GcRecord record = { .flags = GC_RECORD_IPV6, .source_port = 65535, };

  fill (record.source, "fdfd:fdfd:fdfd:fdfd:fdfd:fdfd:fdfd:fdfd");
  gc_record_print_source (&record, text);
  g_assert_cmpstr (text, ==, "[fdfd:fdfd:fdfd:fdfd:fdfd:fdfd:fdfd:fdfd]:65535");

  fill (record.source, "::ffff:255.255.255.255");
  gc_record_print_source (&record, text);
  g_assert_cmpstr (text, ==, "[::ffff:255.255.255.255]:65535");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/net/record/family", test_family);
  g_test_add_func ("/net/record/print", test_print);
  g_test_add_func ("/net/record/print-longest", test_print_longest);

  return g_test_run ();
}
