/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-error.h"
#include "gc-source-address.h"

static const struct
{
  const char *text;
  const char *canonical;
} good[] = {
  { "", "" },
  { "  ", "" },
  { ":0", "" },
  { "0.0.0.0", "" },
  { "[::]:0", "" },
  { ":3000", ":3000" },
  { " :3000 ", ":3000" },
  { "0.0.0.0:3000", ":3000" },
  { "[::]:3000", ":3000" },
  { "127.0.0.1", "127.0.0.1" },
  { "127.0.0.1:0", "127.0.0.1" },
  { "127.0.0.1:3000", "127.0.0.1:3000" },
  { "127.0.0.1:65535", "127.0.0.1:65535" },
  { "[127.0.0.1]:3000", "127.0.0.1:3000" },
  { "::1", "[::1]" },
  { "[::1]", "[::1]" },
  { "[::1]:3000", "[::1]:3000" },
  { "fd00:0::1:3000", "[fd00::1:3000]" },
};

#define NOT_A_PORT(text) \
  text " is not a port: ports run from 1 to 65535"

static const struct
{
  const char *text;
  GcError     code;
  const char *sentence;
} bad[] = {
  { "127.0.0.300", GC_ERROR_ADDRESS, "127.0.0.300 is not an address" },
  { "localhost:3000", GC_ERROR_ADDRESS, "localhost is not an address" },
  { "3000", GC_ERROR_ADDRESS, "3000 is not an address" },
  { "127.0.0.1 :3000", GC_ERROR_ADDRESS, "127.0.0.1  is not an address" },
  { "[::1", GC_ERROR_ADDRESS, "[::1 is not an address" },
  { "[::1]3000", GC_ERROR_ADDRESS, "[::1]3000 is not an address" },
  { "::1]:3000", GC_ERROR_ADDRESS, "::1]:3000 is not an address" },
  { "239.0.0.1:3000", GC_ERROR_ADDRESS,
    "239.0.0.1 is a multicast group: it can be a target, not a source" },
  { "[ff15::1]:3000", GC_ERROR_ADDRESS,
    "ff15::1 is a multicast group: it can be a target, not a source" },
  { ":", GC_ERROR_PORT, "The port is missing after the colon" },
  { "127.0.0.1:", GC_ERROR_PORT, "The port is missing after the colon" },
  { "[::1]:", GC_ERROR_PORT, "The port is missing after the colon" },
  { ":65536", GC_ERROR_PORT, NOT_A_PORT ("65536") },
  { "127.0.0.1:70000", GC_ERROR_PORT, NOT_A_PORT ("70000") },
  { "127.0.0.1:-1", GC_ERROR_PORT, NOT_A_PORT ("-1") },
  { "127.0.0.1:port", GC_ERROR_PORT, NOT_A_PORT ("port") },
};

static void
test_parse (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GcSourceAddress) address = gc_source_address_parse (good[i].text, &error);
      g_autoptr (GcSourceAddress) again = NULL;
      g_autofree char *text = NULL;
      g_autofree char *text_again = NULL;

      g_test_message ("“%s”", good[i].text);
      g_assert_no_error (error);
      text = gc_source_address_to_string (address);
      g_assert_cmpstr (text, ==, good[i].canonical);

      again = gc_source_address_parse (text, &error);
      g_assert_no_error (error);
      text_again = gc_source_address_to_string (again);
      g_assert_cmpstr (text_again, ==, text);
    }
}

static void
test_parse_mistakes (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GcSourceAddress) address = gc_source_address_parse (bad[i].text, &error);

      g_test_message ("“%s”", bad[i].text);
      g_assert_null (address);
      g_assert_error (error, GC_ERROR, (int) bad[i].code);
      g_assert_cmpstr (error->message, ==, bad[i].sentence);
    }
}

static void
test_parts (void)
{
  g_autoptr (GcSourceAddress) nothing = gc_source_address_parse ("", NULL);
  g_autoptr (GcSourceAddress) both = gc_source_address_parse ("[::1]:3000", NULL);
  g_autoptr (GcSourceAddress) copy = gc_source_address_copy (both);
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV6);

  g_assert_null (gc_source_address_get_address (nothing));
  g_assert_cmpuint (gc_source_address_get_port (nothing), ==, 0);

  g_clear_pointer (&both, gc_source_address_free);
  g_assert_true (g_inet_address_equal (gc_source_address_get_address (copy), loopback));
  g_assert_cmpuint (gc_source_address_get_port (copy), ==, 3000);
}

static void
test_boxed (void)
{
  g_autoptr (GcSourceAddress) address = gc_source_address_parse ("127.0.0.1:3000", NULL);
  g_autoptr (GcSourceAddress) copy = g_boxed_copy (GC_TYPE_SOURCE_ADDRESS, address);
  g_autofree char *text = gc_source_address_to_string (copy);

  g_assert_true (copy != address);
  g_assert_cmpstr (text, ==, "127.0.0.1:3000");
}

static void
test_random_bytes (void)
{
  static const char telling[] = "[]:::.%127001f@";

  for (guint i = 0; i < 100000; i++)
    {
      guint size = g_test_rand_int_range (0, 24);
      g_autofree char *text = g_malloc (size + 1);
      g_autoptr (GError) error = NULL;
      g_autoptr (GcSourceAddress) address = NULL;

      for (guint j = 0; j < size; j++)
        text[j] = g_test_rand_int_range (0, 8) == 0
                    ? g_test_rand_int_range (0, 256)
                    : telling[g_test_rand_int_range (0, sizeof telling - 1)];
      text[size] = '\0';

      address = gc_source_address_parse (text, &error);
      g_assert_true ((address == NULL) == (error != NULL));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/net/source-address/parse", test_parse);
  g_test_add_func ("/net/source-address/parse-mistakes", test_parse_mistakes);
  g_test_add_func ("/net/source-address/parts", test_parts);
  g_test_add_func ("/net/source-address/boxed", test_boxed);
  g_test_add_func ("/net/source-address/random-bytes", test_random_bytes);

  return g_test_run ();
}
