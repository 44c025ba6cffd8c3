/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-drain.h"
#include "gc-error.h"
#include "gc-socket.h"
#include "gc-test-net.h"
#include "gc-test-utils.h"

#include <errno.h>
#include <net/if.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>

static GSocket *
open_receiver (const char  *group,
               guint16      port,
               const char  *interface,
               GError     **error)
{
  g_autoptr (GPtrArray) all = gc_interface_list (NULL);
  g_autoptr (GPtrArray) chosen = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) joined = NULL;
  g_autoptr (GcEndpoint) endpoint = gc_endpoint_parse (group, port, error);
  GcInterface *found = gc_interface_find_by_name (all, interface);
  GSocket *socket;

  g_assert_nonnull (endpoint);
  g_assert_nonnull (found);
  g_ptr_array_add (chosen, g_object_ref (found));
  socket = gc_socket_new_receiver (endpoint, chosen, &joined, error);
  g_assert_true ((socket != NULL) == (joined != NULL));
  if (joined != NULL)
    g_assert_true (joined->len == 1 && g_ptr_array_index (joined, 0) == found);

  return socket;
}

static GSocket *
open_sender (GSocketFamily   family,
             const char     *source,
             guint           ttl,
             GError        **error)
{
  g_autoptr (GcSourceAddress) address = gc_source_address_parse (source, error);

  g_assert_nonnull (address);
  return gc_socket_new_sender (family, address, ttl, error);
}

static int
get_option (GSocket *socket,
            int      level,
            int      name)
{
  int value = -1;

  g_assert_true (g_socket_get_option (socket, level, name, &value, NULL));
  return value;
}

static void
test_receiver_options (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSocket) socket = NULL;
  g_autoptr (GSocket) usual = NULL;
  g_autoptr (GSocketAddress) address = NULL;
  g_autofree char *text = NULL;

  if (gc_test_skip_without_network ())
    return;

  socket = open_receiver ("239.1.1.1", gc_test_find_port (), "lo", &error);
  g_assert_no_error (error);
  usual = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_DATAGRAM, G_SOCKET_PROTOCOL_UDP, NULL);

  g_assert_cmpint (get_option (socket, IPPROTO_IP, IP_MULTICAST_ALL), ==, 0);
  g_assert_cmpint (get_option (socket, IPPROTO_IP, IP_PKTINFO), ==, 1);
  g_assert_cmpint (get_option (socket, IPPROTO_IP, IP_RECVTTL), ==, 1);
  g_assert_cmpint (get_option (socket, SOL_SOCKET, SO_TIMESTAMPNS), ==, 1);
  g_assert_cmpint (get_option (socket, SOL_SOCKET, SO_REUSEADDR), ==, 1);
  g_assert_cmpint (get_option (socket, SOL_SOCKET, SO_RCVBUF), >,
                   get_option (usual, SOL_SOCKET, SO_RCVBUF));
  g_assert_cmpint (gc_socket_get_receive_buffer (socket), ==,
                   get_option (socket, SOL_SOCKET, SO_RCVBUF));
  g_assert_cmpuint (gc_socket_get_drops (socket), ==, 0);

  address = g_socket_get_local_address (socket, NULL);
  text = g_inet_address_to_string (g_inet_socket_address_get_address
                                     (G_INET_SOCKET_ADDRESS (address)));
  g_assert_cmpstr (text, ==, "239.1.1.1");
}

static void
test_receiver_options_ipv6 (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSocket) socket = NULL;

  if (gc_test_skip_without_ipv6 ())
    return;

  socket = open_receiver ("ff15::1", gc_test_find_port (), "lo", &error);
  g_assert_no_error (error);
  g_assert_cmpint (get_option (socket, IPPROTO_IPV6, 29 /* IPV6_MULTICAST_ALL */), ==, 0);
  g_assert_cmpint (get_option (socket, IPPROTO_IPV6, IPV6_V6ONLY), ==, 1);
  g_assert_cmpint (get_option (socket, IPPROTO_IPV6, IPV6_RECVPKTINFO), ==, 1);
  g_assert_cmpint (get_option (socket, IPPROTO_IPV6, IPV6_RECVHOPLIMIT), ==, 1);
  g_assert_cmpint (get_option (socket, SOL_SOCKET, SO_TIMESTAMPNS), ==, 1);
}

/* The kernel binds a link-local group on one interface only. */
static void
test_link_local (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSocket) socket = NULL;
  g_autoptr (GSocketAddress) address = NULL;

  if (gc_test_skip_without_ipv6 ())
    return;

  socket = open_receiver ("ff12::1", gc_test_find_port (), "lo", &error);
  g_assert_no_error (error);
  address = g_socket_get_local_address (socket, NULL);
  g_assert_cmpuint (g_inet_socket_address_get_scope_id (G_INET_SOCKET_ADDRESS (address)), ==, 1);
}

static void
test_sender_options (void)
{
  static const guint ttls[] = { 0, 1, 64, 255 };

  if (gc_test_skip_without_network ())
    return;

  for (guint i = 0; i < G_N_ELEMENTS (ttls); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GSocket) socket = open_sender (G_SOCKET_FAMILY_IPV4, "", ttls[i], &error);

      g_assert_no_error (error);
      g_assert_cmpint (get_option (socket, IPPROTO_IP, IP_MULTICAST_TTL), ==, ttls[i]);
      g_assert_cmpint (get_option (socket, IPPROTO_IP, IP_MULTICAST_LOOP), ==, 1);
    }
}

static void
test_sender_options_ipv6 (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSocket) socket = NULL;

  if (gc_test_skip_without_ipv6 ())
    return;

  socket = open_sender (G_SOCKET_FAMILY_IPV6, "", 7, &error);
  g_assert_no_error (error);
  g_assert_cmpint (get_option (socket, IPPROTO_IPV6, IPV6_MULTICAST_HOPS), ==, 7);
  g_assert_cmpint (get_option (socket, IPPROTO_IPV6, IPV6_MULTICAST_LOOP), ==, 1);
  g_assert_cmpint (get_option (socket, IPPROTO_IPV6, IPV6_V6ONLY), ==, 1);
}

static void
test_source_not_local (void)
{
  g_autoptr (GError) error = NULL;

  if (gc_test_skip_without_network ())
    return;

  g_assert_null (open_sender (G_SOCKET_FAMILY_IPV4, "192.0.2.1:3000", 1, &error));
  g_assert_error (error, GC_ERROR, GC_ERROR_NOT_LOCAL);
  g_assert_cmpstr (error->message, ==, "192.0.2.1 is not an address of this computer");
}

/* As another program does that has a port for itself. */
static GSocket *
hold_port (guint16 port)
{
  g_autoptr (GSocketAddress) any = g_inet_socket_address_new_from_string ("0.0.0.0", port);
  g_autoptr (GSocket) holder = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_DATAGRAM,
                                             G_SOCKET_PROTOCOL_UDP, NULL);

  g_assert_true (g_socket_bind (holder, any, FALSE, NULL));
  return g_steal_pointer (&holder);
}

static void
test_source_in_use (void)
{
  guint16 port = gc_test_find_port ();
  g_autofree char *source = g_strdup_printf ("127.0.0.1:%u", port);
  g_autofree char *sentence =
    g_strdup_printf ("Port %u is in use by another program: choose another, or none", port);
  g_autoptr (GError) error = NULL;
  g_autoptr (GSocket) holder = NULL;

  if (gc_test_skip_without_network ())
    return;

  holder = hold_port (port);
  g_assert_null (open_sender (G_SOCKET_FAMILY_IPV4, source, 1, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE);
  g_assert_cmpstr (error->message, ==, sentence);
}

/* One may send from the very port that one receives on. */
static void
test_source_shared (void)
{
  guint16 port = gc_test_find_port ();
  g_autofree char *source = g_strdup_printf (":%u", port);
  g_autoptr (GSocket) receiver = NULL;
  g_autoptr (GSocket) sender = NULL;
  g_autoptr (GError) error = NULL;

  if (gc_test_skip_without_network ())
    return;

  receiver = open_receiver ("239.1.1.1", port, "lo", &error);
  g_assert_no_error (error);
  sender = open_sender (G_SOCKET_FAMILY_IPV4, source, 1, &error);
  g_assert_no_error (error);
}

/* Such an address needs its interface beside it, which nobody types. */
static void
test_source_link_local (void)
{
  g_autoptr (GSocket) sender = NULL;
  g_autoptr (GError) error = NULL;

  if (gc_test_skip_without_network () || gc_test_skip_without_ipv6 ())
    return;

  gc_test_ip ("-6 address add fe80::99/64 dev lo nodad");
  sender = open_sender (G_SOCKET_FAMILY_IPV6, "fe80::99", 1, &error);
  g_assert_no_error (error);
  gc_test_ip ("-6 address del fe80::99/64 dev lo");
}

static void
test_port_held (void)
{
  guint16 port = gc_test_find_port ();
  g_autofree char *sentence =
    g_strdup_printf ("Port %u is held by another program that does not share it", port);
  g_autoptr (GSocket) holder = NULL;
  g_autoptr (GError) error = NULL;

  if (gc_test_skip_without_network ())
    return;

  holder = hold_port (port);
  g_assert_null (open_receiver ("239.1.1.1", port, "lo", &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE);
  g_assert_cmpstr (error->message, ==, sentence);
}

/* One of two interfaces will do, none will not. */
static void
test_join_failure (void)
{
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (GPtrArray) gone = NULL;
  g_autoptr (GPtrArray) joined = NULL;
  g_autoptr (GcEndpoint) endpoint = gc_endpoint_parse ("239.1.1.1", gc_test_find_port (), NULL);
  g_autoptr (GSocket) socket = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *names = NULL;

  if (gc_test_skip_without_network () || !gc_test_add_veth_pair ())
    return;

  all = gc_interface_list (NULL);
  gone = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (gone, g_object_ref (gc_interface_find_by_name (all, GC_TEST_VETH)));
  gc_test_delete_interface (GC_TEST_VETH);

  socket = gc_socket_new_receiver (endpoint, all, &joined, &error);
  g_assert_no_error (error);
  names = gc_interface_join_names (joined);
  g_assert_cmpstr (names, ==, "lo");
  g_clear_pointer (&joined, g_ptr_array_unref);

  g_assert_null (gc_socket_new_receiver (endpoint, gone, &joined, &error));
  g_assert_cmpstr (error->message, ==,
                   "Cannot join 239.1.1.1 on " GC_TEST_VETH ": No such device");
}

static void
send_text (GSocket    *socket,
           const char *group,
           guint16     port,
           const char *text)
{
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new_from_string (group, port);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_socket_send_to (socket, address, text, strlen (text), NULL, &error), ==,
                   strlen (text));
  g_assert_no_error (error);
}

/* What is sent by lo has been queued when the call returns: there is nothing to wait for. */
static void
assert_received (GSocket    *socket,
                 const char *text,
                 guint       ttl)
{
  g_autoptr (GcDrain) drain = gc_drain_new ();
  const guint8 *payload;
  GcRecord record;

  g_assert_cmpint (gc_drain_receive (drain, g_socket_get_fd (socket), NULL), ==, 1);
  g_assert_true (gc_drain_get (drain, 0, &record, &payload));
  g_assert_cmpmem (payload, record.size, text, strlen (text));
  g_assert_cmpuint (record.ttl, ==, ttl);
  g_assert_cmpuint (record.ifindex, ==, 1);
}

static void
test_ttl (void)
{
  static const guint ttls[] = { 1, 64, 255 };
  guint16 port = gc_test_find_port ();
  g_autoptr (GSocket) receiver = NULL;

  if (gc_test_skip_without_network ())
    return;

  gc_test_add_routes ();
  receiver = open_receiver ("239.1.1.1", port, "lo", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (ttls); i++)
    {
      g_autoptr (GSocket) sender = open_sender (G_SOCKET_FAMILY_IPV4, "", ttls[i], NULL);

      send_text (sender, "239.1.1.1", port, "text");
      assert_received (receiver, "text", ttls[i]);
    }
  gc_test_delete_routes ();
}

static void
test_ttl_ipv6 (void)
{
  guint16 port = gc_test_find_port ();
  g_autoptr (GSocket) receiver = NULL;
  g_autoptr (GSocket) sender = NULL;

  if (gc_test_skip_without_ipv6 ())
    return;

  gc_test_add_routes ();
  receiver = open_receiver ("ff15::1", port, "lo", NULL);
  sender = open_sender (G_SOCKET_FAMILY_IPV6, "", 7, NULL);
  send_text (sender, "ff15::1", port, "text");
  assert_received (receiver, "text", 7);
  gc_test_delete_routes ();
}

/* A source-specific membership (RFC 4607) hears its source and no other. */
static void
test_source_specific (void)
{
  guint16 port = gc_test_find_port ();
  g_autoptr (GSocket) receiver = NULL;
  g_autoptr (GSocket) wanted = NULL;
  g_autoptr (GSocket) other = NULL;
  g_autoptr (GError) error = NULL;

  if (gc_test_skip_without_network ())
    return;

  gc_test_add_routes ();
  receiver = open_receiver ("127.0.0.5@232.1.1.1", port, "lo", &error);
  g_assert_no_error (error);
  wanted = open_sender (G_SOCKET_FAMILY_IPV4, "127.0.0.5", 1, NULL);
  other = open_sender (G_SOCKET_FAMILY_IPV4, "127.0.0.6", 1, NULL);

  send_text (other, "232.1.1.1", port, "theirs");
  send_text (wanted, "232.1.1.1", port, "mine");
  send_text (other, "232.1.1.1", port, "theirs");
  assert_received (receiver, "mine", 1);
  gc_test_delete_routes ();
}

static void
test_source_specific_ipv6 (void)
{
  guint16 port = gc_test_find_port ();
  g_autoptr (GSocket) receiver = NULL;
  g_autoptr (GSocket) wanted = NULL;
  g_autoptr (GSocket) other = NULL;
  g_autoptr (GError) error = NULL;

  if (gc_test_skip_without_ipv6 ())
    return;

  gc_test_add_routes ();
  gc_test_ip ("-6 address add fd00::5/128 dev lo nodad");
  receiver = open_receiver ("fd00::5@[ff35::1]", port, "lo", &error);
  g_assert_no_error (error);
  wanted = open_sender (G_SOCKET_FAMILY_IPV6, "fd00::5", 1, &error);
  g_assert_no_error (error);
  other = open_sender (G_SOCKET_FAMILY_IPV6, "::1", 1, NULL);

  send_text (other, "ff35::1", port, "theirs");
  send_text (wanted, "ff35::1", port, "mine");
  assert_received (receiver, "mine", 1);
  gc_test_ip ("-6 address del fd00::5/128 dev lo");
  gc_test_delete_routes ();
}

/* A group that another socket of this machine has joined is not heard, although this one is
 * bound to every address: what IP_MULTICAST_ALL is switched off for. */
static void
test_only_joined (void)
{
  g_autoptr (GSocketAddress) any = NULL;
  guint16 port = gc_test_find_port ();
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (GPtrArray) joined = NULL;
  g_autoptr (GcEndpoint) endpoint = gc_endpoint_parse ("ff12::1", port, NULL);
  g_autoptr (GSocket) receiver = NULL;
  g_autoptr (GSocket) other = NULL;
  g_autoptr (GSocket) sender = NULL;
  g_autoptr (GcDrain) drain = gc_drain_new ();

  if (gc_test_skip_without_ipv6 () || !gc_test_add_veth_pair ())
    return;

  gc_test_add_routes ();
  all = gc_interface_list (NULL);
  receiver = gc_socket_new_receiver (endpoint, all, &joined, NULL);
  any = g_socket_get_local_address (receiver, NULL);
  g_assert_true (g_inet_address_get_is_any (g_inet_socket_address_get_address
                                              (G_INET_SOCKET_ADDRESS (any))));

  other = open_receiver ("ff15::2", port, "lo", NULL);
  sender = open_sender (G_SOCKET_FAMILY_IPV6, "", 1, NULL);
  /* The pair has a route of its own for all of IPv6 multicast. */
  g_assert_true (g_socket_set_option (sender, IPPROTO_IPV6, IPV6_MULTICAST_IF,
                                      if_nametoindex ("lo"), NULL));
  send_text (sender, "ff15::2", port, "theirs");
  assert_received (other, "theirs", 1);
  g_assert_cmpint (gc_drain_receive (drain, g_socket_get_fd (receiver), NULL), ==, -EAGAIN);

  gc_test_delete_routes ();
  gc_test_delete_interface (GC_TEST_VETH);
}

static void
test_drops (void)
{
  guint16 port = gc_test_find_port ();
  g_autofree char *text = g_strnfill (60000, '.');
  g_autoptr (GSocket) receiver = NULL;
  g_autoptr (GSocket) sender = NULL;
  g_autoptr (GcDrain) drain = gc_drain_new ();
  guint n_received = 0;
  int n;

  if (gc_test_skip_without_network ())
    return;

  gc_test_add_routes ();
  receiver = open_receiver ("239.1.1.1", port, "lo", NULL);
  sender = open_sender (G_SOCKET_FAMILY_IPV4, "", 1, NULL);
  for (guint i = 0; i < 1000; i++)
    send_text (sender, "239.1.1.1", port, text);

  while ((n = gc_drain_receive (drain, g_socket_get_fd (receiver), NULL)) > 0)
    n_received += n;
  g_assert_cmpuint (n_received, >, 0);
  g_assert_cmpuint (gc_socket_get_drops (receiver), >, 0);
  g_assert_cmpuint (n_received + gc_socket_get_drops (receiver), ==, 1000);
  gc_test_delete_routes ();
}

int
main (int   argc,
      char *argv[])
{
  gc_test_enter_network ();
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/net/socket/receiver-options", test_receiver_options);
  g_test_add_func ("/net/socket/receiver-options-ipv6", test_receiver_options_ipv6);
  g_test_add_func ("/net/socket/link-local", test_link_local);
  g_test_add_func ("/net/socket/sender-options", test_sender_options);
  g_test_add_func ("/net/socket/sender-options-ipv6", test_sender_options_ipv6);
  g_test_add_func ("/net/socket/source-not-local", test_source_not_local);
  g_test_add_func ("/net/socket/source-in-use", test_source_in_use);
  g_test_add_func ("/net/socket/source-shared", test_source_shared);
  g_test_add_func ("/net/socket/source-link-local", test_source_link_local);
  g_test_add_func ("/net/socket/port-held", test_port_held);
  g_test_add_func ("/net/socket/join-failure", test_join_failure);
  g_test_add_func ("/net/socket/ttl", test_ttl);
  g_test_add_func ("/net/socket/ttl-ipv6", test_ttl_ipv6);
  g_test_add_func ("/net/socket/source-specific", test_source_specific);
  g_test_add_func ("/net/socket/source-specific-ipv6", test_source_specific_ipv6);
  g_test_add_func ("/net/socket/only-joined", test_only_joined);
  g_test_add_func ("/net/socket/drops", test_drops);

  return g_test_run ();
}
