/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-error.h"
#include "gc-socket.h"

#include <glib/gi18n-lib.h>

#include <errno.h>
#include <linux/sock_diag.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>

/* Every socket option of the program is set in this file. GSocket's own calls for multicast
 * are not used: its join takes an unknown interface for any, and its source-specific join
 * wants the interface to have an IPv4 address. */

#ifndef IPV6_MULTICAST_ALL
#define IPV6_MULTICAST_ALL 29
#endif

typedef struct
{
  int level;
  int name;
  int value;
} Option;

static gboolean
set_options (GSocket       *socket,
             const Option  *options,
             gsize          n_options,
             GError       **error)
{
  for (gsize i = 0; i < n_options; i++)
    if (!g_socket_set_option (socket, options[i].level, options[i].name, options[i].value, error))
      {
        g_prefix_error (error, _("Cannot set socket option %d: "), options[i].name);
        return FALSE;
      }

  return TRUE;
}

/* What each datagram is to bring with it, and that it is only of the group joined here: by
 * default Linux hands a socket every group that anybody on the machine has joined. */
static gboolean
configure_receiver (GSocket        *socket,
                    GSocketFamily   family,
                    GError        **error)
{
  static const Option common[] = {
    { SOL_SOCKET, SO_TIMESTAMPNS, 1 },
    { SOL_SOCKET, SO_RCVBUF, GC_SOCKET_RECEIVE_BUFFER },
  };
  static const Option ipv4[] = {
    { IPPROTO_IP, IP_MULTICAST_ALL, 0 },
    { IPPROTO_IP, IP_PKTINFO, 1 },
    { IPPROTO_IP, IP_RECVTTL, 1 },
  };
  static const Option ipv6[] = {
    { IPPROTO_IPV6, IPV6_V6ONLY, 1 },
    { IPPROTO_IPV6, IPV6_MULTICAST_ALL, 0 },
    { IPPROTO_IPV6, IPV6_RECVPKTINFO, 1 },
    { IPPROTO_IPV6, IPV6_RECVHOPLIMIT, 1 },
  };

  if (!set_options (socket, common, G_N_ELEMENTS (common), error))
    return FALSE;

  /* An administrator may have all of it, whatever the limit. */
  g_socket_set_option (socket, SOL_SOCKET, SO_RCVBUFFORCE, GC_SOCKET_RECEIVE_BUFFER, NULL);

  return family == G_SOCKET_FAMILY_IPV6
           ? set_options (socket, ipv6, G_N_ELEMENTS (ipv6), error)
           : set_options (socket, ipv4, G_N_ELEMENTS (ipv4), error);
}

/* A group of link-local scope can be bound to on one interface only. On several, the socket
 * is bound to any address, and the inbox leaves out what was not sent to the group. */
static GSocketAddress *
get_receiving_address (GcEndpoint *endpoint,
                       GPtrArray  *interfaces)
{
  GInetAddress *group = gc_endpoint_get_group (endpoint);
  g_autoptr (GInetAddress) any = NULL;

  if (!gc_endpoint_needs_scope (endpoint))
    return g_inet_socket_address_new (group, gc_endpoint_get_port (endpoint));

  if (interfaces->len == 1)
    return g_object_new (G_TYPE_INET_SOCKET_ADDRESS,
                         "address", group,
                         "port", gc_endpoint_get_port (endpoint),
                         "scope-id", gc_interface_get_index (interfaces->pdata[0]),
                         NULL);

  any = g_inet_address_new_any (G_SOCKET_FAMILY_IPV6);
  return g_inet_socket_address_new (any, gc_endpoint_get_port (endpoint));
}

static gboolean
bind_receiver (GSocket     *socket,
               GcEndpoint  *endpoint,
               GPtrArray   *interfaces,
               GError     **error)
{
  g_autoptr (GSocketAddress) address = get_receiving_address (endpoint, interfaces);
  g_autoptr (GError) local = NULL;
  guint port = gc_endpoint_get_port (endpoint);

  /* Reuse: any number of receivers share a group and port. */
  if (g_socket_bind (socket, address, TRUE, &local))
    return TRUE;

  if (g_error_matches (local, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED))
    g_set_error (error, local->domain, local->code,
                 _("Port %u is reserved: listening to it needs administrator’s rights"), port);
  else if (g_error_matches (local, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE))
    g_set_error (error, local->domain, local->code,
                 _("Port %u is held by another program that does not share it"), port);
  else
    g_propagate_prefixed_error (error, g_steal_pointer (&local),
                                _("Cannot listen to port %u: "), port);

  return FALSE;
}

static void
fill_native (struct sockaddr_storage *native,
             GInetAddress            *address)
{
  g_autoptr (GSocketAddress) socket_address = g_inet_socket_address_new (address, 0);

  memset (native, 0, sizeof *native);
  g_socket_address_to_native (socket_address, native, sizeof *native, NULL);
}

/* By interface index, the same call for both families (RFC 3678, 5.1). */
static int
join_group (GSocket     *socket,
            GcEndpoint  *endpoint,
            GcInterface *interface)
{
  int fd = g_socket_get_fd (socket);
  int level = gc_endpoint_get_family (endpoint) == G_SOCKET_FAMILY_IPV6 ? IPPROTO_IPV6 : IPPROTO_IP;
  struct group_source_req with_source = { .gsr_interface = gc_interface_get_index (interface) };
  struct group_req any_source = { .gr_interface = gc_interface_get_index (interface) };
  int result;

  if (gc_endpoint_get_source (endpoint) != NULL)
    {
      fill_native (&with_source.gsr_group, gc_endpoint_get_group (endpoint));
      fill_native (&with_source.gsr_source, gc_endpoint_get_source (endpoint));
      result = setsockopt (fd, level, MCAST_JOIN_SOURCE_GROUP, &with_source, sizeof with_source);
    }
  else
    {
      fill_native (&any_source.gr_group, gc_endpoint_get_group (endpoint));
      result = setsockopt (fd, level, MCAST_JOIN_GROUP, &any_source, sizeof any_source);
    }

  return result == 0 ? 0 : errno;
}

static GPtrArray *
join_interfaces (GSocket     *socket,
                 GcEndpoint  *endpoint,
                 GPtrArray   *interfaces,
                 GError     **error)
{
  g_autoptr (GPtrArray) joined = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *group = g_inet_address_to_string (gc_endpoint_get_group (endpoint));
  g_autoptr (GError) first = NULL;

  for (guint i = 0; i < interfaces->len; i++)
    {
      GcInterface *interface = g_ptr_array_index (interfaces, i);
      int errsv = join_group (socket, endpoint, interface);

      if (errsv == 0)
        g_ptr_array_add (joined, g_object_ref (interface));
      else if (first == NULL)
        gc_error_set_errno (&first, errsv, _("Cannot join %s on %s"),
                            group, gc_interface_get_name (interface));
    }

  if (joined->len == 0)
    {
      g_propagate_error (error, g_steal_pointer (&first));
      return NULL;
    }

  return g_steal_pointer (&joined);
}

/**
 * gc_socket_new_receiver:
 * @endpoint: a group
 * @interfaces: (element-type GcInterface): at least one interface to join on
 * @joined: (out) (transfer full) (element-type GcInterface): those that it was joined on
 * @error: `G_IO_ERROR`
 *
 * Makes a socket that hears a group and nothing else. Any number of them share a group and
 * port. Any thread.
 *
 * Returns: (transfer full) (nullable): a socket bound and joined; %NULL if no interface would
 */
GSocket *
gc_socket_new_receiver (GcEndpoint  *endpoint,
                        GPtrArray   *interfaces,
                        GPtrArray  **joined,
                        GError     **error)
{
  GSocketFamily family = gc_endpoint_get_family (endpoint);
  g_autoptr (GSocket) socket = NULL;

  g_return_val_if_fail (interfaces->len > 0, NULL);

  socket = g_socket_new (family, G_SOCKET_TYPE_DATAGRAM, G_SOCKET_PROTOCOL_UDP, error);
  if (socket == NULL ||
      !configure_receiver (socket, family, error) ||
      !bind_receiver (socket, endpoint, interfaces, error) ||
      (*joined = join_interfaces (socket, endpoint, interfaces, error)) == NULL)
    return NULL;

  return g_steal_pointer (&socket);
}

/* A link-local address means something only together with its interface (RFC 4007). */
static GSocketAddress *
get_sending_address (GSocketFamily    family,
                     GcSourceAddress *source,
                     gboolean        *is_local)
{
  g_autoptr (GPtrArray) interfaces = gc_interface_list (NULL);
  GInetAddress *address = gc_source_address_get_address (source);
  GcInterface *interface = NULL;
  g_autoptr (GInetAddress) any = g_inet_address_new_any (family);

  if (address != NULL && interfaces != NULL)
    interface = gc_interface_find_by_address (interfaces, address);
  *is_local = address == NULL || interface != NULL;

  return g_object_new (G_TYPE_INET_SOCKET_ADDRESS,
                       "address", address != NULL ? address : any,
                       "port", gc_source_address_get_port (source),
                       "scope-id", interface != NULL && family == G_SOCKET_FAMILY_IPV6 &&
                                   g_inet_address_get_is_link_local (address)
                                     ? gc_interface_get_index (interface) : 0,
                       NULL);
}

static gboolean
bind_sender (GSocket          *socket,
             GSocketFamily     family,
             GcSourceAddress  *source,
             GError          **error)
{
  gboolean is_local;
  g_autoptr (GSocketAddress) address = get_sending_address (family, source, &is_local);
  g_autofree char *text = gc_source_address_to_string (source);
  guint port = gc_source_address_get_port (source);
  g_autoptr (GError) local = NULL;

  /* Shared with those who share it, for one may well send from the port that one listens to;
   * a port that another program has for itself is still refused. */
  if (g_socket_bind (socket, address, TRUE, &local))
    return TRUE;

  if (g_error_matches (local, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE))
    g_set_error (error, local->domain, local->code,
                 _("Port %u is in use by another program: choose another, or none"), port);
  else if (g_error_matches (local, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED))
    g_set_error (error, local->domain, local->code,
                 _("Port %u is reserved: sending from it needs administrator’s rights"), port);
  else if (!is_local)
    gc_source_address_set_not_local (source, error);
  else
    g_propagate_prefixed_error (error, g_steal_pointer (&local), _("Cannot send from %s: "), text);

  return FALSE;
}

/**
 * gc_socket_new_sender:
 * @family: IPv4 or IPv6
 * @source: where to send from; its address, if it has one, must be of @family
 * @ttl: time to live or hop limit, 0 to 255
 * @error: `GC_ERROR_NOT_LOCAL`, `G_IO_ERROR`
 *
 * Makes a socket to send from. What is sent is heard on this computer too. Any thread.
 *
 * Returns: (transfer full) (nullable): a socket bound to @source
 */
GSocket *
gc_socket_new_sender (GSocketFamily     family,
                      GcSourceAddress  *source,
                      guint             ttl,
                      GError          **error)
{
  const Option ipv4[] = {
    { IPPROTO_IP, IP_MULTICAST_ALL, 0 },
    { IPPROTO_IP, IP_MULTICAST_TTL, ttl },
    { IPPROTO_IP, IP_MULTICAST_LOOP, 1 },
  };
  const Option ipv6[] = {
    { IPPROTO_IPV6, IPV6_V6ONLY, 1 },
    { IPPROTO_IPV6, IPV6_MULTICAST_ALL, 0 },
    { IPPROTO_IPV6, IPV6_MULTICAST_HOPS, ttl },
    { IPPROTO_IPV6, IPV6_MULTICAST_LOOP, 1 },
  };
  g_autoptr (GSocket) socket = g_socket_new (family, G_SOCKET_TYPE_DATAGRAM,
                                             G_SOCKET_PROTOCOL_UDP, error);
  gboolean is_set;

  if (socket == NULL)
    return NULL;

  is_set = family == G_SOCKET_FAMILY_IPV6
             ? set_options (socket, ipv6, G_N_ELEMENTS (ipv6), error)
             : set_options (socket, ipv4, G_N_ELEMENTS (ipv4), error);
  if (!is_set || !bind_sender (socket, family, source, error))
    return NULL;

  return g_steal_pointer (&socket);
}

/**
 * gc_socket_get_drops:
 * @socket: a receiver
 *
 * How many datagrams the kernel has dropped for want of room, modulo 2³². Unlike the control
 * message `SO_RXQ_OVFL` it does not wait for a next datagram to bring the news.
 */
guint32
gc_socket_get_drops (GSocket *socket)
{
  guint32 info[SK_MEMINFO_VARS] = { 0, };
  socklen_t length = sizeof info;

  if (getsockopt (g_socket_get_fd (socket), SOL_SOCKET, SO_MEMINFO, info, &length) != 0)
    return 0;

  return info[SK_MEMINFO_DROPS];
}

/**
 * gc_socket_get_receive_buffer:
 * @socket: a receiver
 *
 * Returns: the bytes that the kernel granted, counted as it counts them, which is twice what
 *   can be asked for
 */
int
gc_socket_get_receive_buffer (GSocket *socket)
{
  int value = 0;

  g_socket_get_option (socket, SOL_SOCKET, SO_RCVBUF, &value, NULL);
  return value;
}
