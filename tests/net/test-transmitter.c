/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-error.h"
#include "gc-test-listener.h"
#include "gc-test-net.h"
#include "gc-test-peer.h"
#include "gc-test-utils.h"
#include "gc-transmitter.h"

#include <string.h>

/* A transmitter and the messages of one call of it. */
typedef struct
{
  GcTransmitter *transmitter;
  GPtrArray     *transmissions;
} Fixture;

static void
fixture_open (Fixture    *fixture,
              const char *source)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GcSourceAddress) address = gc_source_address_parse (source, &error);

  g_assert_no_error (error);
  fixture->transmitter = gc_transmitter_new (address, GC_TTL_DEFAULT);
  fixture->transmissions = g_ptr_array_new_with_free_func ((GDestroyNotify) gc_transmission_free);
}

static void
fixture_close (Fixture *fixture)
{
  g_ptr_array_unref (fixture->transmissions);
  gc_transmitter_free (fixture->transmitter);
}

static void
fixture_add_bytes (Fixture    *fixture,
                   const char *target,
                   GBytes     *payload)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GcEndpoint) endpoint = gc_endpoint_parse (target, 0, &error);

  g_assert_no_error (error);
  g_ptr_array_add (fixture->transmissions, gc_transmission_new (endpoint, payload));
}

static void
fixture_add (Fixture    *fixture,
             const char *target,
             const char *text)
{
  g_autoptr (GBytes) payload = g_bytes_new (text, strlen (text));

  fixture_add_bytes (fixture, target, payload);
}

static void
fixture_add_size (Fixture    *fixture,
                  const char *target,
                  gsize       size)
{
  g_autoptr (GBytes) payload = g_bytes_new_take (g_malloc0 (size), size);

  fixture_add_bytes (fixture, target, payload);
}

static void
fixture_send (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (gc_transmitter_send (fixture->transmitter, fixture->transmissions, &error));
  g_assert_no_error (error);
}

static void
fixture_expect_sent (Fixture    *fixture,
                     guint       i,
                     const char *interface)
{
  GcTransmission *transmission = g_ptr_array_index (fixture->transmissions, i);

  g_assert_no_error (transmission->error);
  g_assert_cmpstr (transmission->interface, ==, interface);
}

static void
fixture_expect_error (Fixture    *fixture,
                      guint       i,
                      const char *sentence)
{
  GcTransmission *transmission = g_ptr_array_index (fixture->transmissions, i);

  g_assert_nonnull (transmission->error);
  g_assert_cmpstr (transmission->error->message, ==, sentence);
}

static char *
dup_group (const char *group,
           guint16     port)
{
  return g_strdup_printf ("%s:%u", group, port);
}

static void
assert_source (GcTestListener *listener,
               guint           i,
               const char     *wanted)
{
  char text[GC_RECORD_ADDRESS_SIZE];

  gc_record_print_source (gc_test_listener_get_record (listener, i), text);
  g_assert_cmpstr (text, ==, wanted);
}

static GcTestPeer *
spawn_receiver (const char *group,
                guint16     port)
{
  g_autofree char *port_text = g_strdup_printf ("%u", port);
  GcTestPeer *peer = gc_test_peer_spawn ("peer-receiver.py", "--interface", "lo", group, port_text,
                                         NULL);

  gc_test_peer_expect_line (peer, "ready");
  return peer;
}

/* Each target its own message, to programs that are not ours, without any route: two groups,
 * two ports of one of them, from an address and port that was asked for. */
static void
test_peers (void)
{
  guint16 port = gc_test_find_port ();
  guint16 other_port = gc_test_find_port ();
  g_autoptr (GcTestPeer) first = NULL;
  g_autoptr (GcTestPeer) second = NULL;
  g_autoptr (GcTestPeer) third = NULL;
  g_autofree char *source = dup_group ("127.0.0.1", gc_test_find_port ());
  g_autofree char *first_group = dup_group ("239.1.1.1", port);
  g_autofree char *second_group = dup_group ("239.1.1.1", other_port);
  g_autofree char *third_group = dup_group ("239.1.1.2", port);
  g_autofree char *first_line = g_strdup_printf ("%s 31", source);
  g_autofree char *second_line = g_strdup_printf ("%s 32", source);
  g_autofree char *third_line = g_strdup_printf ("%s ", source);
  Fixture fixture;

  if (gc_test_skip_without_network ())
    return;

  first = spawn_receiver ("239.1.1.1", port);
  second = spawn_receiver ("239.1.1.1", other_port);
  third = spawn_receiver ("239.1.1.2", port);

  fixture_open (&fixture, source);
  fixture_add (&fixture, first_group, "1");
  fixture_add (&fixture, second_group, "2");
  fixture_add (&fixture, third_group, "");
  fixture_send (&fixture);
  for (guint i = 0; i < 3; i++)
    fixture_expect_sent (&fixture, i, "lo");

  gc_test_peer_expect_line (first, first_line);
  gc_test_peer_expect_line (second, second_line);
  gc_test_peer_expect_line (third, third_line);
  fixture_close (&fixture);
}

static void
test_targets (void)
{
  g_autofree char *first_group = dup_group ("239.1.1.1", gc_test_find_port ());
  g_autofree char *second_group = dup_group ("239.1.1.2", gc_test_find_port ());
  g_autoptr (GcTestListener) first = NULL;
  g_autoptr (GcTestListener) second = NULL;
  Fixture fixture;

  if (gc_test_skip_without_network ())
    return;

  first = gc_test_listener_new ("%s", first_group);
  second = gc_test_listener_new ("%s", second_group);
  fixture_open (&fixture, "");
  fixture_add (&fixture, first_group, "1");
  fixture_add (&fixture, second_group, "2");
  fixture_add (&fixture, first_group, "3");
  fixture_send (&fixture);
  gc_test_listener_expect (first, "1 3");
  gc_test_listener_expect (second, "2");
  fixture_close (&fixture);
}

/* An empty address, a port that was asked for, no route, several groups. */
static void
test_any_source (void)
{
  guint16 source_port = gc_test_find_port ();
  guint16 port = gc_test_find_port ();
  g_autofree char *source = g_strdup_printf (":%u", source_port);
  g_autofree char *seen_source = dup_group ("127.0.0.1", source_port);
  g_autofree char *own_source = NULL;
  g_autofree char *first_group = dup_group ("239.1.1.1", port);
  g_autofree char *second_group = dup_group ("239.1.1.2", port);
  g_autoptr (GcTestListener) first = NULL;
  g_autoptr (GcTestListener) second = NULL;
  Fixture fixture;

  if (gc_test_skip_without_network ())
    return;

  first = gc_test_listener_new ("%s", first_group);
  second = gc_test_listener_new ("%s", second_group);
  fixture_open (&fixture, source);
  g_assert_null (gc_transmitter_dup_source (fixture.transmitter, G_SOCKET_FAMILY_IPV4));
  fixture_add (&fixture, first_group, "1");
  fixture_add (&fixture, second_group, "2");
  fixture_send (&fixture);

  gc_test_listener_expect (first, "1");
  gc_test_listener_expect (second, "2");
  assert_source (first, 0, seen_source);
  assert_source (second, 0, seen_source);
  own_source = gc_transmitter_dup_source (fixture.transmitter, G_SOCKET_FAMILY_IPV4);
  g_assert_cmpstr (own_source, ==, source);
  g_assert_null (gc_transmitter_dup_source (fixture.transmitter, G_SOCKET_FAMILY_IPV6));
  fixture_close (&fixture);
}

/* What the system has chosen once it keeps. */
static void
test_same_source (void)
{
  g_autofree char *group = dup_group ("239.1.1.1", gc_test_find_port ());
  g_autoptr (GcTestListener) listener = NULL;
  Fixture fixture;

  if (gc_test_skip_without_network ())
    return;

  listener = gc_test_listener_new ("%s", group);
  fixture_open (&fixture, "");
  fixture_add (&fixture, group, "text");
  fixture_send (&fixture);
  fixture_send (&fixture);
  gc_test_listener_expect (listener, "text text");
  g_assert_cmpuint (gc_test_listener_get_record (listener, 0)->source_port, >, 0);
  g_assert_cmpuint (gc_test_listener_get_record (listener, 0)->source_port, ==,
                    gc_test_listener_get_record (listener, 1)->source_port);
  fixture_close (&fixture);
}

/* Of several addresses of an interface the one that was asked for, not the first; and without
 * a wish the interface's own. */
static void
test_source_of_several (void)
{
  g_autofree char *group = dup_group ("239.1.1.1%" GC_TEST_VETH, gc_test_find_port ());
  g_autofree char *source = dup_group ("10.70.0.7", gc_test_find_port ());
  g_autofree char *any_source = NULL;
  g_autofree char *own_source = NULL;
  g_autoptr (GcTestListener) listener = NULL;
  guint16 port = gc_test_find_port ();

  if (gc_test_skip_without_network () || !gc_test_add_veth_pair ())
    return;

  gc_test_ip ("address add 10.70.0.7/24 dev " GC_TEST_VETH);
  any_source = g_strdup_printf (":%u", port);
  own_source = dup_group (GC_TEST_VETH_ADDRESS, port);
  listener = gc_test_listener_new ("%s", group);
  gc_test_send (source, group, "1");
  gc_test_send (any_source, group, "2");
  gc_test_listener_expect (listener, "1 2");
  assert_source (listener, 0, source);
  assert_source (listener, 1, own_source);
  gc_test_delete_interface (GC_TEST_VETH);
}

/* Targets that fail say why, and keep none of the others from being sent to. */
static void
test_failing_targets (void)
{
  guint16 port = gc_test_find_port ();
  g_autofree char *group = dup_group ("239.1.1.1", port);
  g_autofree char *nowhere = dup_group ("239.1.1.1%nothing0", port);
  g_autofree char *everywhere = dup_group ("239.1.1.1%*", port);
  g_autofree char *ipv6 = dup_group ("[ff15::1]", port);
  g_autoptr (GcTestListener) listener = NULL;
  Fixture fixture;

  if (gc_test_skip_without_network ())
    return;

  listener = gc_test_listener_new ("%s", group);
  fixture_open (&fixture, "127.0.0.1");
  fixture_add (&fixture, nowhere, "0");
  fixture_add (&fixture, group, "1");
  fixture_add_size (&fixture, group, GC_PAYLOAD_MAX_IPV4 + 1);
  fixture_add (&fixture, group, "3");
  fixture_add (&fixture, ipv6, "4");
  fixture_add (&fixture, everywhere, "5");
  fixture_add (&fixture, group, "6");
  fixture_send (&fixture);

  fixture_expect_error (&fixture, 0,
                        "There is no interface “nothing0” here: this computer has lo");
  fixture_expect_error (&fixture, 2, "65508 bytes do not fit: a datagram holds 65507");
  fixture_expect_error (&fixture, 4,
                        "127.0.0.1 cannot be sent from: this target is of the other IP version");
  fixture_expect_error (&fixture, 5, "A target is sent to by one interface: name it");
  gc_test_listener_expect (listener, "1 3 6");
  fixture_close (&fixture);
}

/* One that the kernel refuses, in the middle of a call of sendmmsg(). */
static void
test_refused (void)
{
  guint16 port = gc_test_find_port ();
  g_autofree char *sentence =
    g_strdup_printf ("No way to [ff15::1]:%u by " GC_TEST_VETH
                     ": choose another interface or source address", port);
  g_autofree char *refused = dup_group ("[ff15::1%" GC_TEST_VETH "]", port);
  g_autofree char *by_loopback = dup_group ("[ff15::1%lo]", port);
  g_autoptr (GcTestListener) listener = NULL;
  Fixture fixture;

  if (gc_test_skip_without_ipv6 () || !gc_test_add_veth_pair ())
    return;

  gc_test_add_routes ();
  /* Less than the least that IPv6 wants: the kernel takes IPv6 away from the interface. */
  gc_test_ip ("link set " GC_TEST_VETH " mtu 1200");
  listener = gc_test_listener_new ("%s", by_loopback);
  fixture_open (&fixture, "");
  fixture_add (&fixture, by_loopback, "1");
  fixture_add (&fixture, refused, "2");
  fixture_add (&fixture, by_loopback, "3");
  fixture_send (&fixture);
  fixture_expect_sent (&fixture, 0, "lo");
  fixture_expect_error (&fixture, 1, sentence);
  fixture_expect_sent (&fixture, 2, "lo");
  gc_test_listener_expect (listener, "1 3");
  fixture_close (&fixture);
  gc_test_delete_routes ();
  gc_test_delete_interface (GC_TEST_VETH);
}

/* More messages than the kernel takes in one call. */
static void
test_many (void)
{
  g_autofree char *group = dup_group ("239.1.1.1", gc_test_find_port ());
  g_autoptr (GcTestListener) listener = NULL;
  Fixture fixture;

  if (gc_test_skip_without_network ())
    return;

  listener = gc_test_listener_new ("%s", group);
  fixture_open (&fixture, "");
  for (guint i = 0; i < 3000; i++)
    {
      g_autofree char *text = g_strdup_printf ("%u", i);

      fixture_add (&fixture, group, text);
    }
  fixture_send (&fixture);
  gc_test_listener_wait (listener, 3000);
  for (guint i = 0; i < 3000; i++)
    {
      g_autofree char *text = gc_test_listener_dup_text (listener, i);

      g_assert_cmpint (g_ascii_strtoll (text, NULL, 10), ==, i);
    }
  fixture_close (&fixture);
}

static void
test_largest (void)
{
  g_autofree char *group = dup_group ("239.1.1.1", gc_test_find_port ());
  g_autoptr (GcTestListener) listener = NULL;
  Fixture fixture;

  if (gc_test_skip_without_network ())
    return;

  listener = gc_test_listener_new ("%s", group);
  fixture_open (&fixture, "");
  fixture_add_size (&fixture, group, GC_PAYLOAD_MAX_IPV4);
  fixture_send (&fixture);
  fixture_expect_sent (&fixture, 0, "lo");
  gc_test_listener_wait (listener, 1);
  g_assert_cmpuint (gc_test_listener_get_record (listener, 0)->size, ==, GC_PAYLOAD_MAX_IPV4);
  fixture_close (&fixture);
}

/* Nothing is sent from another address than the one that was asked for. */
static void
test_source_not_local (void)
{
  g_autofree char *group = dup_group ("239.1.1.1", gc_test_find_port ());
  g_autoptr (GcTestListener) listener = NULL;
  g_autoptr (GError) error = NULL;
  Fixture fixture;

  if (gc_test_skip_without_network ())
    return;

  listener = gc_test_listener_new ("%s", group);
  fixture_open (&fixture, "192.0.2.1:3000");
  fixture_add (&fixture, group, "text");
  g_assert_false (gc_transmitter_send (fixture.transmitter, fixture.transmissions, &error));
  g_assert_error (error, GC_ERROR, GC_ERROR_NOT_LOCAL);
  g_assert_cmpstr (error->message, ==, "192.0.2.1 is not an address of this computer");
  fixture_close (&fixture);

  gc_test_send ("", group, "end");
  gc_test_listener_expect (listener, "end");
}

static void
test_source_in_use (void)
{
  guint16 port = gc_test_find_port ();
  g_autofree char *group = dup_group ("239.1.1.1", gc_test_find_port ());
  g_autofree char *source = g_strdup_printf (":%u", port);
  g_autofree char *sentence =
    g_strdup_printf ("Port %u is in use by another program: choose another, or none", port);
  g_autoptr (GSocketAddress) any = g_inet_socket_address_new_from_string ("0.0.0.0", port);
  g_autoptr (GSocket) holder = NULL;
  g_autoptr (GError) error = NULL;
  Fixture fixture;

  if (gc_test_skip_without_network ())
    return;

  holder = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_DATAGRAM, G_SOCKET_PROTOCOL_UDP, NULL);
  g_assert_true (g_socket_bind (holder, any, FALSE, NULL));

  fixture_open (&fixture, source);
  fixture_add (&fixture, group, "text");
  g_assert_false (gc_transmitter_send (fixture.transmitter, fixture.transmissions, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE);
  g_assert_cmpstr (error->message, ==, sentence);

  /* Free again, it is taken. */
  g_assert_true (g_socket_close (holder, NULL));
  fixture_send (&fixture);
  fixture_expect_sent (&fixture, 0, "lo");
  fixture_close (&fixture);
}

static void
test_ipv6 (void)
{
  guint16 port = gc_test_find_port ();
  g_autofree char *group = dup_group ("[ff15::1]", port);
  g_autofree char *ipv4 = dup_group ("239.1.1.1", port);
  g_autofree char *source = dup_group ("[::1]", gc_test_find_port ());
  g_autofree char *line = NULL;
  g_autoptr (GcTestListener) listener = NULL;
  g_autoptr (GcTestListener) ipv4_listener = NULL;
  g_autoptr (GcTestPeer) peer = NULL;
  Fixture fixture;

  if (gc_test_skip_without_ipv6 ())
    return;

  gc_test_add_routes ();
  listener = gc_test_listener_new ("%s", group);
  ipv4_listener = gc_test_listener_new ("%s", ipv4);
  peer = spawn_receiver ("ff15::1", port);
  fixture_open (&fixture, "");
  fixture_add (&fixture, group, "1");
  fixture_add (&fixture, ipv4, "2");
  fixture_send (&fixture);
  fixture_expect_sent (&fixture, 0, "lo");
  fixture_expect_sent (&fixture, 1, "lo");
  fixture_close (&fixture);
  gc_test_send (source, group, "3");

  gc_test_listener_expect (listener, "1 3");
  gc_test_listener_expect (ipv4_listener, "2");
  assert_source (listener, 1, source);
  line = gc_test_peer_read_line (peer);
  g_assert_true (g_str_has_prefix (line, "::1:") && g_str_has_suffix (line, " 31"));
  gc_test_delete_routes ();
}

/* Of link-local scope, a target says by which interface. */
static void
test_link_local (void)
{
  g_autofree char *group = dup_group ("[ff12::1%lo]", gc_test_find_port ());
  g_autoptr (GcTestListener) listener = NULL;

  if (gc_test_skip_without_ipv6 ())
    return;

  gc_test_add_routes ();
  listener = gc_test_listener_new ("%s", group);
  gc_test_send ("", group, "text");
  gc_test_listener_expect (listener, "text");
  gc_test_delete_routes ();
}

static void
test_socat (void)
{
  guint16 port = gc_test_find_port ();
  g_autofree char *group = dup_group ("239.1.1.1", port);
  g_autofree char *address =
    g_strdup_printf ("UDP4-RECVFROM:%u,ip-add-membership=239.1.1.1:127.0.0.1,reuseaddr", port);
  g_autoptr (GcTestPeer) peer = NULL;

  if (gc_test_skip_without_network () || gc_test_skip_without_program ("socat"))
    return;

  peer = gc_test_peer_spawn ("socat", "-u", address, "-", NULL);
  /* It does not say when it is ready. */
  gc_test_wait_until (gc_test_is_bound (port) && gc_test_is_member ("239.1.1.1", "lo"));
  gc_test_send ("", group, "hello\n");
  gc_test_peer_expect_line (peer, "hello");
  gc_test_peer_expect_end (peer);
}

int
main (int   argc,
      char *argv[])
{
  gc_test_enter_network ();
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/net/transmitter/peers", test_peers);
  g_test_add_func ("/net/transmitter/targets", test_targets);
  g_test_add_func ("/net/transmitter/any-source", test_any_source);
  g_test_add_func ("/net/transmitter/same-source", test_same_source);
  g_test_add_func ("/net/transmitter/source-of-several", test_source_of_several);
  g_test_add_func ("/net/transmitter/source-not-local", test_source_not_local);
  g_test_add_func ("/net/transmitter/source-in-use", test_source_in_use);
  g_test_add_func ("/net/transmitter/failing-targets", test_failing_targets);
  g_test_add_func ("/net/transmitter/refused", test_refused);
  g_test_add_func ("/net/transmitter/many", test_many);
  g_test_add_func ("/net/transmitter/largest", test_largest);
  g_test_add_func ("/net/transmitter/ipv6", test_ipv6);
  g_test_add_func ("/net/transmitter/link-local", test_link_local);
  g_test_add_func ("/net/transmitter/socat", test_socat);

  return g_test_run ();
}
