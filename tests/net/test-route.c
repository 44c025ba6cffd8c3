/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-error.h"
#include "gc-route.h"
#include "gc-test-net.h"

static void
assert_receiving (const char *group,
                  const char *wanted)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) interfaces = gc_interface_list (NULL);
  g_autoptr (GcEndpoint) endpoint = gc_endpoint_parse (group, 5000, &error);
  g_autoptr (GPtrArray) receiving = NULL;
  g_autofree char *names = NULL;

  g_assert_no_error (error);
  receiving = gc_route_get_receiving (interfaces, endpoint, &error);
  g_assert_no_error (error);
  names = gc_interface_join_names (receiving);
  g_assert_cmpstr (names, ==, wanted);
}

static void
assert_not_receiving (const char *group,
                      const char *sentence)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) interfaces = gc_interface_list (NULL);
  g_autoptr (GcEndpoint) endpoint = gc_endpoint_parse (group, 5000, NULL);
  g_autoptr (GPtrArray) receiving = gc_route_get_receiving (interfaces, endpoint, &error);

  g_assert_null (receiving);
  g_assert_error (error, GC_ERROR, GC_ERROR_NO_INTERFACE);
  g_assert_cmpstr (error->message, ==, sentence);
}

static void
assert_sending (const char *target,
                const char *source,
                const char *wanted)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) interfaces = gc_interface_list (NULL);
  g_autoptr (GcEndpoint) endpoint = gc_endpoint_parse (target, 5000, NULL);
  g_autoptr (GInetAddress) address =
    source != NULL ? g_inet_address_new_from_string (source) : NULL;
  GcInterface *interface = gc_route_get_sending (interfaces, endpoint, address, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (gc_interface_get_name (interface), ==, wanted);
}

static void
assert_not_sending (const char *target,
                    GcError     code,
                    const char *sentence)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) interfaces = gc_interface_list (NULL);
  g_autoptr (GcEndpoint) endpoint = gc_endpoint_parse (target, 5000, NULL);

  g_assert_null (gc_route_get_sending (interfaces, endpoint, NULL, &error));
  g_assert_error (error, GC_ERROR, (int) code);
  g_assert_cmpstr (error->message, ==, sentence);
}

/* No route at all, and nothing but the loopback interface. */
static void
test_loopback_only (void)
{
  if (gc_test_skip_without_network ())
    return;

  assert_receiving ("239.1.1.1", "lo");
  assert_receiving ("239.1.1.1%*", "lo");
  assert_receiving ("239.1.1.1%lo", "lo");
  assert_receiving ("ff15::1", "lo");
  assert_sending ("239.1.1.1", NULL, "lo");
  assert_sending ("ff15::1", NULL, "lo");
}

static void
test_route_to_loopback (void)
{
  if (gc_test_skip_without_network () || !gc_test_add_veth_pair ())
    return;

  gc_test_add_routes ();
  assert_receiving ("239.1.1.1", "lo");
  assert_sending ("239.1.1.1", NULL, "lo");
  gc_test_delete_routes ();
  gc_test_delete_interface (GC_TEST_VETH);
}

/* A route decides, also the one to a part of the addresses. */
static void
test_route (void)
{
  if (gc_test_skip_without_network () || !gc_test_add_veth_pair ())
    return;

  gc_test_ip ("address add 10.71.0.1/24 dev " GC_TEST_VETH_PEER);
  gc_test_ip ("route add 224.0.0.0/4 dev " GC_TEST_VETH);
  gc_test_ip ("route add 239.2.0.0/16 dev " GC_TEST_VETH_PEER);
  assert_receiving ("239.1.1.1", GC_TEST_VETH ", lo");
  assert_receiving ("239.2.1.1", GC_TEST_VETH_PEER ", lo");
  assert_sending ("239.1.1.1", NULL, GC_TEST_VETH);
  assert_sending ("239.2.1.1", NULL, GC_TEST_VETH_PEER);

  gc_test_ip ("route add unreachable 239.3.0.0/16");
  gc_test_ip ("route del 224.0.0.0/4 dev " GC_TEST_VETH);
  gc_test_ip ("route del 239.2.0.0/16 dev " GC_TEST_VETH_PEER);
  gc_test_ip ("address del " GC_TEST_VETH_ADDRESS "/24 dev " GC_TEST_VETH);
  assert_receiving ("239.3.1.1", GC_TEST_VETH_PEER ", lo");
  gc_test_ip ("route del unreachable 239.3.0.0/16");
  gc_test_delete_interface (GC_TEST_VETH);
}

/* Without a route: the interface that has an address, and is connected. */
static void
test_no_route (void)
{
  if (gc_test_skip_without_network () || !gc_test_add_veth_pair ())
    return;

  assert_receiving ("239.1.1.1", GC_TEST_VETH ", lo");
  assert_sending ("239.1.1.1", NULL, GC_TEST_VETH);

  gc_test_ip ("link set " GC_TEST_VETH " down");
  assert_receiving ("239.1.1.1", GC_TEST_VETH_PEER ", lo");
  gc_test_ip ("link set " GC_TEST_VETH_PEER " down");
  assert_receiving ("239.1.1.1", "lo");
  gc_test_delete_interface (GC_TEST_VETH);
}

/* A route over an interface that carries no multicast does not count. */
static void
test_not_multicast (void)
{
  if (gc_test_skip_without_network () || !gc_test_add_veth_pair ())
    return;

  gc_test_ip ("link set " GC_TEST_VETH_PEER " multicast off");
  gc_test_ip ("route add 224.0.0.0/4 dev " GC_TEST_VETH_PEER);
  assert_receiving ("239.1.1.1", GC_TEST_VETH ", lo");
  assert_receiving ("239.1.1.1%*", "lo, " GC_TEST_VETH);
  assert_sending ("239.1.1.1", NULL, GC_TEST_VETH);
  gc_test_delete_interface (GC_TEST_VETH);
}

static void
test_named (void)
{
  if (gc_test_skip_without_network () || !gc_test_add_veth_pair ())
    return;

  assert_receiving ("239.1.1.1%" GC_TEST_VETH, GC_TEST_VETH);
  assert_receiving ("239.1.1.1%lo", "lo");
  assert_sending ("239.1.1.1%" GC_TEST_VETH_PEER, NULL, GC_TEST_VETH_PEER);
  assert_sending ("239.1.1.1%lo", NULL, "lo");
  /* The target's interface comes before the source's. */
  assert_sending ("239.1.1.1%lo", GC_TEST_VETH_ADDRESS, "lo");
  gc_test_delete_interface (GC_TEST_VETH);
}

static void
test_all (void)
{
  if (gc_test_skip_without_network () || !gc_test_add_veth_pair ())
    return;

  /* By index: the other end of the pair is made first. */
  assert_receiving ("239.1.1.1%*", "lo, " GC_TEST_VETH_PEER ", " GC_TEST_VETH);
  gc_test_ip ("link set " GC_TEST_VETH_PEER " down");
  assert_receiving ("239.1.1.1%*", "lo, " GC_TEST_VETH);
  assert_not_sending ("239.1.1.1%*", GC_ERROR_NO_INTERFACE,
                      "A target is sent to by one interface: name it");
  assert_not_sending ("192.0.2.7@232.1.1.1", GC_ERROR_ADDRESS,
                      "A target has no source before an @: that is the source address");
  gc_test_delete_interface (GC_TEST_VETH);
}

static void
test_unknown (void)
{
  const char *sentence = "There is no interface “nothing0” here: this computer has lo";

  if (gc_test_skip_without_network ())
    return;

  assert_not_receiving ("239.1.1.1%nothing0", sentence);
  assert_not_sending ("239.1.1.1%nothing0", GC_ERROR_NO_INTERFACE, sentence);
}

static void
test_switched_off (void)
{
  if (gc_test_skip_without_network ())
    return;

  gc_test_ip ("link set lo down");
  assert_not_receiving ("239.1.1.1%lo", "The interface lo is switched off");
  assert_not_sending ("239.1.1.1%lo", GC_ERROR_NO_INTERFACE, "The interface lo is switched off");
  assert_not_receiving ("239.1.1.1", "No network interface of this computer is switched on");
  assert_not_receiving ("239.1.1.1%*", "No network interface of this computer is switched on");
  assert_not_sending ("239.1.1.1", GC_ERROR_NO_INTERFACE,
                      "No network interface of this computer is switched on");
  gc_test_ip ("link set lo up");
}

static void
test_source (void)
{
  if (gc_test_skip_without_network () || !gc_test_add_veth_pair ())
    return;

  gc_test_ip ("route add 224.0.0.0/4 dev " GC_TEST_VETH);
  assert_sending ("239.1.1.1", "127.0.0.1", "lo");
  assert_sending ("239.1.1.1", "127.0.0.5", "lo");
  assert_sending ("239.1.1.1", "10.1.2.3", GC_TEST_VETH);

  gc_test_ip ("route replace 224.0.0.0/4 dev lo");
  assert_sending ("239.1.1.1", GC_TEST_VETH_ADDRESS, GC_TEST_VETH);
  gc_test_ip ("route del 224.0.0.0/4 dev lo");
  gc_test_delete_interface (GC_TEST_VETH);
}

int
main (int   argc,
      char *argv[])
{
  gc_test_enter_network ();
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/net/route/loopback-only", test_loopback_only);
  g_test_add_func ("/net/route/route-to-loopback", test_route_to_loopback);
  g_test_add_func ("/net/route/route", test_route);
  g_test_add_func ("/net/route/no-route", test_no_route);
  g_test_add_func ("/net/route/not-multicast", test_not_multicast);
  g_test_add_func ("/net/route/named", test_named);
  g_test_add_func ("/net/route/all", test_all);
  g_test_add_func ("/net/route/unknown", test_unknown);
  g_test_add_func ("/net/route/switched-off", test_switched_off);
  g_test_add_func ("/net/route/source", test_source);

  return g_test_run ();
}
