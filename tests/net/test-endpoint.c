/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-address.h"
#include "gc-endpoint.h"
#include "gc-error.h"

#include <string.h>

#define DEFAULT_PORT 7000

static const struct
{
  const char *text;
  const char *canonical;
} good[] = {
  { "239.255.0.1:5000", "239.255.0.1:5000" },
  { "224.0.0.0:1", "224.0.0.0:1" },
  { "239.255.255.255:65535", "239.255.255.255:65535" },
  { "239.255.0.1", "239.255.0.1:7000" },
  { "  239.255.0.1:5000\n", "239.255.0.1:5000" },
  { "239.255.0.1:05000", "239.255.0.1:5000" },
  { "[239.255.0.1]:5000", "239.255.0.1:5000" },
  { "[239.255.0.1]", "239.255.0.1:7000" },

  { "239.255.0.1%eth0:5000", "239.255.0.1%eth0:5000" },
  { "239.255.0.1%eth0", "239.255.0.1%eth0:7000" },
  { "239.255.0.1%*:5000", "239.255.0.1%*:5000" },
  { "239.255.0.1%wlp0s20f3_abcd:5000", "239.255.0.1%wlp0s20f3_abcd:5000" },
  { "239.255.0.1%br-lan.10:5000", "239.255.0.1%br-lan.10:5000" },

  { "[ff15::1]:5000", "[ff15::1]:5000" },
  { "[FF15:0:0::1]:5000", "[ff15::1]:5000" },
  { "[ff15::1]", "[ff15::1]:7000" },
  { "ff15::1", "[ff15::1]:7000" },
  { "ff15::1:5000", "[ff15::1:5000]:7000" },
  { "[ff02::1%eth0]:5000", "[ff02::1%eth0]:5000" },
  { "[ff02::1]%eth0:5000", "[ff02::1%eth0]:5000" },
  { "[ff02::1]%eth0", "[ff02::1%eth0]:7000" },
  { "[ff02::1%*]:5000", "[ff02::1%*]:5000" },
  { "ff02::1%eth0", "[ff02::1%eth0]:7000" },
  { "ff02::1%eth0:5000", "[ff02::1%eth0]:5000" },

  { "10.0.0.1@232.1.1.1:5000", "10.0.0.1@232.1.1.1:5000" },
  { "10.0.0.1@232.1.1.1%eth0:5000", "10.0.0.1@232.1.1.1%eth0:5000" },
  { "fd00::1@[ff35::1]:5000", "[fd00::1]@[ff35::1]:5000" },
  { "[fd00::1]@[ff35::1%eth0]:5000", "[fd00::1]@[ff35::1%eth0]:5000" },
  { "[10.0.0.1]@232.1.1.1:5000", "10.0.0.1@232.1.1.1:5000" },

  { "udp://239.1.2.3:1234", "239.1.2.3:1234" },
  { "udp://@239.1.2.3:1234", "239.1.2.3:1234" },
  { "UDP://@239.1.2.3:1234", "239.1.2.3:1234" },
  { "udp://239.1.2.3:1234/", "239.1.2.3:1234" },
  { "udp://@239.1.2.3:1234?pkt_size=1316", "239.1.2.3:1234" },
  { "udp://@[ff15::1]:1234/", "[ff15::1]:1234" },
  { "udp://10.0.0.1@232.1.2.3:1234", "10.0.0.1@232.1.2.3:1234" },
};

#define NOT_A_GROUP(text) \
  "“" text "” is not a group: write 239.255.0.1:5000 or [ff15::1]:5000"
#define NOT_MULTICAST(text) \
  text " is not a multicast group: those run from 224.0.0.0 to 239.255.255.255"
#define NOT_A_PORT(text) \
  text " is not a port: ports run from 1 to 65535"

static const struct
{
  const char *text;
  GcError     code;
  const char *sentence;
} bad[] = {
  { "", GC_ERROR_SYNTAX, NOT_A_GROUP ("") },
  { " \t", GC_ERROR_SYNTAX, NOT_A_GROUP ("") },
  { "udp://", GC_ERROR_SYNTAX, NOT_A_GROUP ("udp://") },
  { "udp://@", GC_ERROR_SYNTAX, NOT_A_GROUP ("udp://@") },
  { "10.0.0.1@", GC_ERROR_SYNTAX, NOT_A_GROUP ("10.0.0.1@") },
  { "[ff15::1", GC_ERROR_SYNTAX, NOT_A_GROUP ("[ff15::1") },
  { "[ff15::1]5000", GC_ERROR_SYNTAX, NOT_A_GROUP ("[ff15::1]5000") },
  { "[ff15::1]/", GC_ERROR_SYNTAX, NOT_A_GROUP ("[ff15::1]/") },
  { "[ff02::1%a]%b:5000", GC_ERROR_SYNTAX, NOT_A_GROUP ("[ff02::1%a]%b:5000") },

  { "239.0.0.300:5000", GC_ERROR_ADDRESS, "239.0.0.300 is not an address" },
  { "239.0.0:5000", GC_ERROR_ADDRESS, "239.0.0 is not an address" },
  { "239.0.0.1.1:5000", GC_ERROR_ADDRESS, "239.0.0.1.1 is not an address" },
  { "239.0.0.1 :5000", GC_ERROR_ADDRESS, "239.0.0.1  is not an address" },
  { "239.0.0.1 5000", GC_ERROR_ADDRESS, "239.0.0.1 5000 is not an address" },
  { "example.org:5000", GC_ERROR_ADDRESS, "example.org is not an address" },
  { "localhost", GC_ERROR_ADDRESS, "localhost is not an address" },
  { ":5000", GC_ERROR_ADDRESS, "“” is not an address" },
  { "%eth0:5000", GC_ERROR_ADDRESS, "“” is not an address" },
  { "[]:5000", GC_ERROR_ADDRESS, "“” is not an address" },
  { "[ff15::1::2]:5000", GC_ERROR_ADDRESS, "ff15::1::2 is not an address" },
  { "http://239.0.0.1:5000", GC_ERROR_ADDRESS, "http://239.0.0.1:5000 is not an address" },

  { "10.0.0.1:5000", GC_ERROR_NOT_MULTICAST, NOT_MULTICAST ("10.0.0.1") },
  { "223.255.255.255:5000", GC_ERROR_NOT_MULTICAST, NOT_MULTICAST ("223.255.255.255") },
  { "240.0.0.0:5000", GC_ERROR_NOT_MULTICAST, NOT_MULTICAST ("240.0.0.0") },
  { "255.255.255.255:5000", GC_ERROR_NOT_MULTICAST, NOT_MULTICAST ("255.255.255.255") },
  { "0.0.0.0:5000", GC_ERROR_NOT_MULTICAST, NOT_MULTICAST ("0.0.0.0") },
  { "[::1]:5000", GC_ERROR_NOT_MULTICAST,
    "::1 is not a multicast group: those begin with ff" },
  { "[fe80::1%eth0]:5000", GC_ERROR_NOT_MULTICAST,
    "fe80::1 is not a multicast group: those begin with ff" },
  { "[::ffff:239.0.0.1]:5000", GC_ERROR_NOT_MULTICAST,
    "::ffff:239.0.0.1 is not a multicast group: those begin with ff" },

  { "239.0.0.1:", GC_ERROR_PORT, "The port is missing after the colon" },
  { "[ff15::1]:", GC_ERROR_PORT, "The port is missing after the colon" },
  { "239.0.0.1:0", GC_ERROR_PORT, NOT_A_PORT ("0") },
  { "239.0.0.1:65536", GC_ERROR_PORT, NOT_A_PORT ("65536") },
  { "239.0.0.1:70000", GC_ERROR_PORT, NOT_A_PORT ("70000") },
  { "239.0.0.1:18446744073709551617", GC_ERROR_PORT, NOT_A_PORT ("18446744073709551617") },
  { "239.0.0.1:-1", GC_ERROR_PORT, NOT_A_PORT ("-1") },
  { "239.0.0.1:+1", GC_ERROR_PORT, NOT_A_PORT ("+1") },
  { "239.0.0.1: 1", GC_ERROR_PORT, NOT_A_PORT (" 1") },
  { "239.0.0.1:0x10", GC_ERROR_PORT, NOT_A_PORT ("0x10") },
  { "239.0.0.1:http", GC_ERROR_PORT, NOT_A_PORT ("http") },
  { "239.0.0.1:5000/x", GC_ERROR_PORT, NOT_A_PORT ("5000/x") },

  { "10.0.0@232.1.1.1:5000", GC_ERROR_ADDRESS, "10.0.0 is not an address" },
  { "@232.1.1.1:5000", GC_ERROR_ADDRESS, "“” is not an address" },
  { "me@example@232.1.1.1:5000", GC_ERROR_ADDRESS, "example@232.1.1.1 is not an address" },
  { "232.1.1.2@232.1.1.1:5000", GC_ERROR_ADDRESS,
    "232.1.1.2 cannot be a source: it is a multicast group" },
  { "[ff15::2]@[ff15::1]:5000", GC_ERROR_ADDRESS,
    "ff15::2 cannot be a source: it is a multicast group" },
  { "fd00::1@232.1.1.1:5000", GC_ERROR_ADDRESS,
    "fd00::1 cannot be a source of this group: one is IPv4, the other IPv6" },
  { "10.0.0.1@[ff35::1]:5000", GC_ERROR_ADDRESS,
    "10.0.0.1 cannot be a source of this group: one is IPv4, the other IPv6" },

  { "239.0.0.1%:5000", GC_ERROR_NO_INTERFACE, "“” is not the name of an interface" },
  { "[ff02::1%]:5000", GC_ERROR_NO_INTERFACE, "“” is not the name of an interface" },
  { "239.0.0.1%0123456789abcdef:5000", GC_ERROR_NO_INTERFACE,
    "“0123456789abcdef” is not the name of an interface" },
  { "239.0.0.1%eth/0:5000", GC_ERROR_NO_INTERFACE,
    "“eth/0” is not the name of an interface" },
  { "239.0.0.1%a%b:5000", GC_ERROR_NO_INTERFACE, "“a%b” is not the name of an interface" },
  { "239.0.0.1%eth0 :5000", GC_ERROR_NO_INTERFACE,
    "“eth0 ” is not the name of an interface" },
  { "udp://239.0.0.1%eth0 wlan0", GC_ERROR_NO_INTERFACE,
    "“eth0 wlan0” is not the name of an interface" },
};

static void
test_parse (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GcEndpoint) endpoint = gc_endpoint_parse (good[i].text, DEFAULT_PORT, &error);
      g_autofree char *text = NULL;

      g_test_message ("“%s”", good[i].text);
      g_assert_no_error (error);
      text = gc_endpoint_to_string (endpoint);
      g_assert_cmpstr (text, ==, good[i].canonical);
    }
}

static void
test_parse_canonical (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GcEndpoint) endpoint = gc_endpoint_parse (good[i].text, DEFAULT_PORT, &error);
      g_autoptr (GcEndpoint) again = gc_endpoint_parse (good[i].canonical, 0, &error);

      g_assert_no_error (error);
      g_assert_true (gc_endpoint_equal (endpoint, again));
    }
}

static void
test_parse_mistakes (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GcEndpoint) endpoint = gc_endpoint_parse (bad[i].text, DEFAULT_PORT, &error);

      g_test_message ("“%s”", bad[i].text);
      g_assert_null (endpoint);
      g_assert_error (error, GC_ERROR, (int) bad[i].code);
      g_assert_cmpstr (error->message, ==, bad[i].sentence);
    }
}

static void
test_parse_without_port (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) error6 = NULL;

  g_assert_null (gc_endpoint_parse ("239.0.0.1%eth0", 0, &error));
  g_assert_error (error, GC_ERROR, GC_ERROR_PORT);
  g_assert_cmpstr (error->message, ==, "239.0.0.1 has no port: write 239.0.0.1:5000");

  g_assert_null (gc_endpoint_parse ("ff15::1", 0, &error6));
  g_assert_error (error6, GC_ERROR, GC_ERROR_PORT);
  g_assert_cmpstr (error6->message, ==, "ff15::1 has no port: write [ff15::1]:5000");
}

static void
test_parts (void)
{
  g_autoptr (GcEndpoint) endpoint = gc_endpoint_parse ("10.0.0.1@232.1.1.1%eth0:5000", 0, NULL);
  g_autoptr (GcEndpoint) plain = gc_endpoint_parse ("[ff15::1]:6000", 0, NULL);
  g_autofree char *group = g_inet_address_to_string (gc_endpoint_get_group (endpoint));
  g_autofree char *source = g_inet_address_to_string (gc_endpoint_get_source (endpoint));
  g_autofree char *group_port = gc_endpoint_dup_group_port (endpoint);
  g_autofree char *plain_group_port = gc_endpoint_dup_group_port (plain);

  g_assert_cmpstr (group, ==, "232.1.1.1");
  g_assert_cmpstr (source, ==, "10.0.0.1");
  g_assert_cmpstr (gc_endpoint_get_interface (endpoint), ==, "eth0");
  g_assert_cmpuint (gc_endpoint_get_port (endpoint), ==, 5000);
  g_assert_cmpint (gc_endpoint_get_family (endpoint), ==, G_SOCKET_FAMILY_IPV4);
  g_assert_cmpstr (group_port, ==, "232.1.1.1:5000");

  g_assert_null (gc_endpoint_get_source (plain));
  g_assert_null (gc_endpoint_get_interface (plain));
  g_assert_cmpint (gc_endpoint_get_family (plain), ==, G_SOCKET_FAMILY_IPV6);
  g_assert_cmpstr (plain_group_port, ==, "[ff15::1]:6000");
}

static GInetAddress *
random_address (GSocketFamily family,
                gboolean      is_multicast)
{
  guint8 bytes[16];

  for (guint i = 0; i < sizeof bytes; i++)
    bytes[i] = g_test_rand_bit () ? g_test_rand_int_range (0, 256) : 0;
  if (family == G_SOCKET_FAMILY_IPV6)
    bytes[0] = is_multicast ? 0xff : 0xfd;
  else
    bytes[0] = is_multicast ? g_test_rand_int_range (224, 240) : 10;

  return g_inet_address_new_from_bytes (bytes, family);
}

static char *
random_text (void)
{
  static const char *const interfaces[] = { "", "%eth0", "%*", "%wg-home.5", "%012345678901234" };
  GSocketFamily family = g_test_rand_bit () ? G_SOCKET_FAMILY_IPV6 : G_SOCKET_FAMILY_IPV4;
  g_autoptr (GInetAddress) group = random_address (family, TRUE);
  g_autoptr (GInetAddress) source = random_address (family, FALSE);
  g_autofree char *group_text = g_inet_address_to_string (group);
  g_autofree char *source_text = g_inet_address_to_string (source);
  gboolean is_ipv6 = family == G_SOCKET_FAMILY_IPV6;
  gboolean has_source = g_test_rand_bit ();

  return g_strdup_printf ("%s%s%s%s%s%s%s:%d",
                          has_source && is_ipv6 ? "[" : "",
                          has_source ? source_text : "",
                          has_source ? (is_ipv6 ? "]@" : "@") : "",
                          is_ipv6 ? "[" : "",
                          group_text,
                          interfaces[g_test_rand_int_range (0, G_N_ELEMENTS (interfaces))],
                          is_ipv6 ? "]" : "",
                          g_test_rand_int_range (1, 65536));
}

static void
test_round_trip (void)
{
  for (guint i = 0; i < 10000; i++)
    {
      g_autofree char *text = random_text ();
      g_autofree char *printed = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (GcEndpoint) endpoint = gc_endpoint_parse (text, 0, &error);

      g_assert_no_error (error);
      printed = gc_endpoint_to_string (endpoint);
      g_assert_cmpstr (printed, ==, text);
    }
}

/* Bytes that mean something are frequent, so that the parser gets further than the first. */
static void
fill_randomly (char  *text,
               guint  size)
{
  static const char telling[] = "[]%:@/.,*udp239ff15::0";

  for (guint i = 0; i < size; i++)
    text[i] = g_test_rand_int_range (0, 8) == 0
                ? g_test_rand_int_range (0, 256)
                : telling[g_test_rand_int_range (0, sizeof telling - 1)];
  text[size] = '\0';
}

static void
test_random_bytes (void)
{
  for (guint i = 0; i < 100000; i++)
    {
      guint size = g_test_rand_int_range (0, 40);
      g_autofree char *text = g_malloc (size + 1);
      g_autoptr (GError) error = NULL;
      g_autoptr (GcEndpoint) endpoint = NULL;
      g_auto (GStrv) words = NULL;

      fill_randomly (text, size);
      endpoint = gc_endpoint_parse (text, DEFAULT_PORT, &error);
      g_assert_true ((endpoint == NULL) == (error != NULL));

      words = gc_endpoint_split (text);
      g_assert_nonnull (words);
    }
}

/* What is cut out of a good text at random is refused or read, and what is read prints. */
static void
test_damaged (void)
{
  for (guint i = 0; i < 20000; i++)
    {
      g_autofree char *text = random_text ();
      gsize length = strlen (text);
      gsize position = g_test_rand_int_range (0, length);
      g_autoptr (GcEndpoint) endpoint = NULL;
      g_autoptr (GcEndpoint) again = NULL;
      g_autofree char *printed = NULL;

      memmove (text + position, text + position + 1, length - position);
      endpoint = gc_endpoint_parse (text, DEFAULT_PORT, NULL);
      if (endpoint == NULL)
        continue;

      printed = gc_endpoint_to_string (endpoint);
      again = gc_endpoint_parse (printed, 0, NULL);
      g_assert_nonnull (again);
      g_assert_true (gc_endpoint_equal (endpoint, again));
    }
}

static void
test_split (void)
{
  static const struct
  {
    const char *text;
    const char *words;
  } cases[] = {
    { "", "" },
    { " ,;\n", "" },
    { "a", "a" },
    { "a b\tc\nd\r\ne", "a|b|c|d|e" },
    { "a,b; c", "a|b|c" },
    { "'a' \"b\"", "a|b" },
    { " 239.0.0.1:5000, [ff02::1%eth0]:5000 ;", "239.0.0.1:5000|[ff02::1%eth0]:5000" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (GStrv) words = gc_endpoint_split (cases[i].text);
      g_autofree char *joined = g_strjoinv ("|", words);

      g_assert_cmpstr (joined, ==, cases[i].words);
    }
}

static void
test_equal (void)
{
  static const char *const different[] = {
    "10.0.0.1@232.1.1.1%eth0:5000",
    "10.0.0.2@232.1.1.1%eth0:5000",
    "10.0.0.1@232.1.1.2%eth0:5000",
    "10.0.0.1@232.1.1.1%eth1:5000",
    "10.0.0.1@232.1.1.1%eth0:5001",
    "10.0.0.1@232.1.1.1:5000",
    "232.1.1.1%eth0:5000",
    "232.1.1.1:5000",
    "[ff15::1]:5000",
  };

  for (guint i = 0; i < G_N_ELEMENTS (different); i++)
    for (guint j = 0; j < G_N_ELEMENTS (different); j++)
      {
        g_autoptr (GcEndpoint) a = gc_endpoint_parse (different[i], 0, NULL);
        g_autoptr (GcEndpoint) b = gc_endpoint_parse (different[j], 0, NULL);

        g_assert_true (gc_endpoint_equal (a, b) == (i == j));
      }
}

static void
test_on_interface (void)
{
  static const struct
  {
    const char *text;
    const char *interface;
    const char *result;
  } cases[] = {
    { "239.0.0.1:5000", "eth0", "239.0.0.1%eth0:5000" },
    { "10.0.0.1@239.0.0.1:5000", "eth0", "10.0.0.1@239.0.0.1%eth0:5000" },
    { "[ff02::1]:5000", "*", "[ff02::1%*]:5000" },
    { "239.0.0.1%eth1:5000", "eth0", "239.0.0.1%eth1:5000" },
    { "239.0.0.1:5000", NULL, "239.0.0.1:5000" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GcEndpoint) endpoint = gc_endpoint_parse (cases[i].text, 0, NULL);
      g_autoptr (GcEndpoint) moved = gc_endpoint_on_interface (endpoint, cases[i].interface);
      g_autofree char *text = gc_endpoint_to_string (moved);
      g_autofree char *before = gc_endpoint_to_string (endpoint);

      g_assert_cmpstr (text, ==, cases[i].result);
      g_assert_cmpstr (before, ==, cases[i].text);
    }
}

static void
test_needs_scope (void)
{
  static const struct
  {
    const char *text;
    gboolean    needs_scope;
  } cases[] = {
    { "[ff01::1]:1", TRUE },
    { "[ff02::1]:1", TRUE },
    { "[ff12::1]:1", TRUE },
    { "[ff32::1]:1", TRUE },
    { "[ff03::1]:1", FALSE },
    { "[ff05::1]:1", FALSE },
    { "[ff0e::1]:1", FALSE },
    { "[ff15::1]:1", FALSE },
    { "224.0.0.1:1", FALSE },
    { "239.2.0.1:1", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GcEndpoint) endpoint = gc_endpoint_parse (cases[i].text, 0, NULL);

      g_test_message ("%s", cases[i].text);
      g_assert_true (gc_endpoint_needs_scope (endpoint) == cases[i].needs_scope);
    }
}

static void
test_boxed (void)
{
  g_auto (GValue) value = G_VALUE_INIT;
  g_autoptr (GcEndpoint) endpoint = gc_endpoint_parse ("239.0.0.1:5000", 0, NULL);

  g_value_init (&value, GC_TYPE_ENDPOINT);
  g_value_set_boxed (&value, endpoint);
  g_assert_true (g_value_get_boxed (&value) == endpoint);
}

static void
test_port (void)
{
  guint16 port = 1;

  g_assert_true (gc_port_parse ("0", 0, &port, NULL));
  g_assert_cmpuint (port, ==, 0);
  g_assert_true (gc_port_parse ("65535", 1, &port, NULL));
  g_assert_cmpuint (port, ==, 65535);
  g_assert_false (gc_port_parse ("0", 1, &port, NULL));
  g_assert_cmpuint (port, ==, 65535);
}

static void
test_parse_all (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *rest = NULL;
  g_autoptr (GPtrArray) endpoints =
    gc_endpoint_parse_all ("239.0.0.1:1, 239.0.0.300 239.0.0.2\n10.0.0.1", 7, &rest, &error);
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  g_assert_cmpuint (endpoints->len, ==, 2);
  first = gc_endpoint_to_string (endpoints->pdata[0]);
  second = gc_endpoint_to_string (endpoints->pdata[1]);
  g_assert_cmpstr (first, ==, "239.0.0.1:1");
  g_assert_cmpstr (second, ==, "239.0.0.2:7");
  g_assert_cmpstr (rest, ==, "239.0.0.300 10.0.0.1");
  g_assert_error (error, GC_ERROR, GC_ERROR_ADDRESS);
  g_assert_cmpstr (error->message, ==, "239.0.0.300 is not an address");
}

static void
test_to_target (void)
{
  const char *pairs[][2] = {
    { "239.0.0.1:1", "239.0.0.1:1" },
    { "239.0.0.1%lo:1", "239.0.0.1%lo:1" },
    { "239.0.0.1%*:1", "239.0.0.1:1" },
    { "192.0.2.7@232.0.0.1%lo:1", "232.0.0.1%lo:1" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      g_autoptr (GcEndpoint) endpoint = gc_endpoint_parse (pairs[i][0], 0, NULL);
      g_autoptr (GcEndpoint) target = gc_endpoint_to_target (endpoint);
      g_autofree char *text = gc_endpoint_to_string (target);

      g_assert_cmpstr (text, ==, pairs[i][1]);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/net/endpoint/parse", test_parse);
  g_test_add_func ("/net/endpoint/parse-canonical", test_parse_canonical);
  g_test_add_func ("/net/endpoint/parse-mistakes", test_parse_mistakes);
  g_test_add_func ("/net/endpoint/parse-without-port", test_parse_without_port);
  g_test_add_func ("/net/endpoint/parts", test_parts);
  g_test_add_func ("/net/endpoint/round-trip", test_round_trip);
  g_test_add_func ("/net/endpoint/random-bytes", test_random_bytes);
  g_test_add_func ("/net/endpoint/damaged", test_damaged);
  g_test_add_func ("/net/endpoint/split", test_split);
  g_test_add_func ("/net/endpoint/equal", test_equal);
  g_test_add_func ("/net/endpoint/on-interface", test_on_interface);
  g_test_add_func ("/net/endpoint/needs-scope", test_needs_scope);
  g_test_add_func ("/net/endpoint/parse-all", test_parse_all);
  g_test_add_func ("/net/endpoint/to-target", test_to_target);
  g_test_add_func ("/net/endpoint/boxed", test_boxed);
  g_test_add_func ("/net/endpoint/port", test_port);

  return g_test_run ();
}
