/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-interface-monitor.h"
#include "gc-test-net.h"
#include "gc-test-utils.h"

typedef struct
{
  GcInterfaceMonitor       *monitor;
  GcTestListModelValidator *validator;
} Fixture;

static void
fixture_open (Fixture *fixture)
{
  fixture->monitor = gc_interface_monitor_new ();
  fixture->validator = gc_test_list_model_validator_new (G_LIST_MODEL (fixture->monitor));
}

static void
fixture_close (Fixture *fixture)
{
  gc_test_list_model_validator_check (fixture->validator);
  gc_test_list_model_validator_free (fixture->validator);
  g_assert_finalize_object (fixture->monitor);
}

static GcInterface *
fixture_find (Fixture    *fixture,
              const char *name)
{
  return gc_interface_find_by_name (gc_interface_monitor_get_interfaces (fixture->monitor), name);
}

static gboolean
fixture_has_address (Fixture    *fixture,
                     const char *text)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (text);

  return gc_interface_find_by_address (gc_interface_monitor_get_interfaces (fixture->monitor),
                                       address) != NULL;
}

static void
test_list (void)
{
  g_autoptr (GcInterface) first = NULL;
  Fixture fixture;

  if (gc_test_skip_without_network ())
    return;

  fixture_open (&fixture);
  g_assert_true (g_list_model_get_item_type (G_LIST_MODEL (fixture.monitor)) == GC_TYPE_INTERFACE);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture.monitor)), ==, 1);
  first = g_list_model_get_item (G_LIST_MODEL (fixture.monitor), 0);
  g_assert_cmpstr (gc_interface_get_name (first), ==, "lo");
  fixture_close (&fixture);
}

static void
test_come_and_go (void)
{
  Fixture fixture;
  GcInterface *lo;

  if (gc_test_skip_without_network ())
    return;

  fixture_open (&fixture);
  lo = fixture_find (&fixture, "lo");
  if (gc_test_add_veth_pair ())
    {
      gc_test_wait_until (fixture_find (&fixture, GC_TEST_VETH) != NULL &&
                          fixture_find (&fixture, GC_TEST_VETH_PEER) != NULL);
      gc_test_wait_until (gc_interface_has_carrier (fixture_find (&fixture, GC_TEST_VETH)));
      g_assert_true (fixture_find (&fixture, "lo") == lo);

      gc_test_delete_interface (GC_TEST_VETH);
      gc_test_wait_until (g_list_model_get_n_items (G_LIST_MODEL (fixture.monitor)) == 1);
      g_assert_true (fixture_find (&fixture, "lo") == lo);
    }
  fixture_close (&fixture);
}

static void
test_address (void)
{
  Fixture fixture;
  guint n_changes;

  if (gc_test_skip_without_network ())
    return;

  fixture_open (&fixture);
  n_changes = gc_test_list_model_validator_get_n_changes (fixture.validator);
  g_assert_false (fixture_has_address (&fixture, "10.9.9.9"));

  gc_test_ip ("address add 10.9.9.9/32 dev lo");
  gc_test_wait_until (fixture_has_address (&fixture, "10.9.9.9"));
  g_assert_cmpuint (gc_test_list_model_validator_get_n_changes (fixture.validator), ==,
                    n_changes + 1);

  gc_test_ip ("address del 10.9.9.9/32 dev lo");
  gc_test_wait_until (!fixture_has_address (&fixture, "10.9.9.9"));
  fixture_close (&fixture);
}

static void
test_ipv6_address (void)
{
  Fixture fixture;

  if (gc_test_skip_without_ipv6 ())
    return;

  fixture_open (&fixture);
  gc_test_ip ("-6 address add fd00::9/128 dev lo");
  gc_test_wait_until (fixture_has_address (&fixture, "fd00::9"));
  gc_test_ip ("-6 address del fd00::9/128 dev lo");
  gc_test_wait_until (!fixture_has_address (&fixture, "fd00::9"));
  fixture_close (&fixture);
}

static void
test_switched_off (void)
{
  Fixture fixture;

  if (gc_test_skip_without_network ())
    return;

  fixture_open (&fixture);
  g_assert_true (gc_interface_is_up (fixture_find (&fixture, "lo")));
  gc_test_ip ("link set lo down");
  gc_test_wait_until (!gc_interface_is_up (fixture_find (&fixture, "lo")));
  gc_test_ip ("link set lo up");
  gc_test_wait_until (gc_interface_is_up (fixture_find (&fixture, "lo")));
  fixture_close (&fixture);
}

/* Many changes between two looks, however few messages of them the kernel has room for. */
static void
test_flood (void)
{
  Fixture fixture;

  if (gc_test_skip_without_network ())
    return;

  fixture_open (&fixture);
  for (guint i = 1; i < 250; i++)
    gc_test_ip ("address add 10.9.8.%u/32 dev lo", i);
  gc_test_wait_until (fixture_has_address (&fixture, "10.9.8.249"));
  gc_test_ip ("address flush dev lo to 10.9.8.0/24");
  gc_test_wait_until (!fixture_has_address (&fixture, "10.9.8.1") &&
                      !fixture_has_address (&fixture, "10.9.8.249"));
  fixture_close (&fixture);
}

int
main (int   argc,
      char *argv[])
{
  gc_test_enter_network ();
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/net/interface-monitor/list", test_list);
  g_test_add_func ("/net/interface-monitor/come-and-go", test_come_and_go);
  g_test_add_func ("/net/interface-monitor/address", test_address);
  g_test_add_func ("/net/interface-monitor/ipv6-address", test_ipv6_address);
  g_test_add_func ("/net/interface-monitor/switched-off", test_switched_off);
  g_test_add_func ("/net/interface-monitor/flood", test_flood);

  return g_test_run ();
}
