/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-interface.h"
#include "gc-test-net.h"

#include <net/if.h>

static GcInterface *
find_by_address (GPtrArray  *interfaces,
                 const char *text)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (text);

  return gc_interface_find_by_address (interfaces, address);
}

static void
test_loopback (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) interfaces = NULL;
  g_autofree char *address = NULL;
  GcInterface *lo;

  if (gc_test_skip_without_network ())
    return;

  interfaces = gc_interface_list (&error);
  g_assert_no_error (error);
  lo = gc_interface_find_by_name (interfaces, "lo");
  g_assert_nonnull (lo);
  g_assert_cmpstr (gc_interface_get_name (lo), ==, "lo");
  g_assert_cmpuint (gc_interface_get_index (lo), ==, if_nametoindex ("lo"));
  g_assert_true (gc_interface_is_up (lo));
  g_assert_true (gc_interface_has_carrier (lo));
  g_assert_true (gc_interface_is_loopback (lo));
  g_assert_true (gc_interface_is_multicast (lo));

  address = g_inet_address_to_string (gc_interface_get_address (lo, G_SOCKET_FAMILY_IPV4));
  g_assert_cmpstr (address, ==, "127.0.0.1");
}

static void
test_ipv6_address (void)
{
  g_autoptr (GPtrArray) interfaces = NULL;
  g_autofree char *address = NULL;
  GcInterface *lo;

  if (gc_test_skip_without_ipv6 ())
    return;

  interfaces = gc_interface_list (NULL);
  lo = gc_interface_find_by_name (interfaces, "lo");
  address = g_inet_address_to_string (gc_interface_get_address (lo, G_SOCKET_FAMILY_IPV6));
  g_assert_cmpstr (address, ==, "::1");
  g_assert_true (find_by_address (interfaces, "::1") == lo);
  g_assert_null (find_by_address (interfaces, "fd00::99"));
}

static void
test_find (void)
{
  g_autoptr (GPtrArray) interfaces = NULL;
  g_autofree char *names = NULL;
  GcInterface *lo, *veth;

  if (gc_test_skip_without_network () || !gc_test_add_veth_pair ())
    return;

  interfaces = gc_interface_list (NULL);
  g_assert_cmpuint (interfaces->len, ==, 3);
  lo = gc_interface_find_by_name (interfaces, "lo");
  veth = gc_interface_find_by_name (interfaces, GC_TEST_VETH);
  g_assert_nonnull (veth);
  g_assert_true (gc_interface_find_by_index (interfaces, if_nametoindex (GC_TEST_VETH)) == veth);
  g_assert_true (find_by_address (interfaces, GC_TEST_VETH_ADDRESS) == veth);

  /* All of 127.0.0.0/8, whatever lo lists. */
  g_assert_true (find_by_address (interfaces, "127.0.0.1") == lo);
  g_assert_true (find_by_address (interfaces, "127.0.0.5") == lo);
  g_assert_true (find_by_address (interfaces, "127.255.0.1") == lo);

  g_assert_null (find_by_address (interfaces, "10.70.0.2"));
  g_assert_null (gc_interface_find_by_name (interfaces, "nothing0"));
  g_assert_null (gc_interface_find_by_index (interfaces, 0));
  g_assert_null (gc_interface_find_by_index (interfaces, G_MAXINT32));

  names = gc_interface_join_names (interfaces);
  g_assert_true (g_str_has_prefix (names, "lo, "));
  gc_test_delete_interface (GC_TEST_VETH);
}

static void
test_without_address (void)
{
  g_autoptr (GPtrArray) interfaces = NULL;
  GcInterface *peer;

  if (gc_test_skip_without_network () || !gc_test_add_veth_pair ())
    return;

  gc_test_ip ("link set " GC_TEST_VETH_PEER " down");
  interfaces = gc_interface_list (NULL);
  peer = gc_interface_find_by_name (interfaces, GC_TEST_VETH_PEER);
  g_assert_nonnull (peer);
  g_assert_false (gc_interface_is_up (peer));
  g_assert_false (gc_interface_has_carrier (peer));
  g_assert_false (gc_interface_is_loopback (peer));
  g_assert_true (gc_interface_is_multicast (peer));
  g_assert_null (gc_interface_get_address (peer, G_SOCKET_FAMILY_IPV4));
  gc_test_delete_interface (GC_TEST_VETH);
}

static gboolean
is_equal_after (const char *arguments)
{
  g_autoptr (GPtrArray) before = gc_interface_list (NULL);
  g_autoptr (GPtrArray) after = NULL;

  if (arguments != NULL)
    gc_test_ip ("%s", arguments);
  after = gc_interface_list (NULL);
  return gc_interface_equal (gc_interface_find_by_name (before, "lo"),
                             gc_interface_find_by_name (after, "lo"));
}

static void
test_equal (void)
{
  g_autoptr (GPtrArray) interfaces = NULL;

  if (gc_test_skip_without_network () || !gc_test_add_veth_pair ())
    return;

  interfaces = gc_interface_list (NULL);
  g_assert_false (gc_interface_equal (interfaces->pdata[0], interfaces->pdata[1]));

  g_assert_true (is_equal_after (NULL));
  g_assert_false (is_equal_after ("address add 10.1.1.1/32 dev lo"));
  g_assert_false (is_equal_after ("address replace 10.1.1.2/32 dev lo"));
  g_assert_false (is_equal_after ("address del 10.1.1.1/32 dev lo"));
  g_assert_false (is_equal_after ("link set lo down"));
  g_assert_false (is_equal_after ("link set lo up"));
  gc_test_ip ("address del 10.1.1.2/32 dev lo");
  gc_test_delete_interface (GC_TEST_VETH);
}

static void
test_finalize (void)
{
  g_autoptr (GPtrArray) interfaces = gc_interface_list (NULL);
  GcInterface *first = g_object_ref (g_ptr_array_index (interfaces, 0));

  g_clear_pointer (&interfaces, g_ptr_array_unref);
  g_assert_finalize_object (first);
}

int
main (int   argc,
      char *argv[])
{
  gc_test_enter_network ();
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/net/interface/loopback", test_loopback);
  g_test_add_func ("/net/interface/ipv6-address", test_ipv6_address);
  g_test_add_func ("/net/interface/find", test_find);
  g_test_add_func ("/net/interface/without-address", test_without_address);
  g_test_add_func ("/net/interface/equal", test_equal);
  g_test_add_func ("/net/interface/finalize", test_finalize);

  return g_test_run ();
}
