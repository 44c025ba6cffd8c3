/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-error.h"
#include "gc-route.h"

#include <glib/gi18n-lib.h>

#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* Which interface a group is received and sent by, where nobody said. The kernel is asked
 * for its route, and overruled where its answer cannot carry multicast. */

typedef struct
{
  struct nlmsghdr header;
  struct rtmsg    route;
  guint8          attributes[RTA_SPACE (16)];
} RouteRequest;

static void
route_request_init (RouteRequest *request,
                    GInetAddress *group)
{
  gsize size = g_inet_address_get_native_size (group);
  struct rtattr *attribute = (struct rtattr *) request->attributes;

  memset (request, 0, sizeof *request);
  request->header.nlmsg_len = NLMSG_LENGTH (sizeof request->route) + RTA_SPACE (size);
  request->header.nlmsg_type = RTM_GETROUTE;
  request->header.nlmsg_flags = NLM_F_REQUEST;
  request->route.rtm_family = g_inet_address_get_family (group);
  request->route.rtm_dst_len = size * 8;
  attribute->rta_type = RTA_DST;
  attribute->rta_len = RTA_LENGTH (size);
  memcpy (RTA_DATA (attribute), g_inet_address_to_bytes (group), size);
}

/* The index of the interface in the kernel's answer, 0 if it has no route. */
static guint
route_reply_get_ifindex (struct nlmsghdr *header,
                         gssize           length)
{
  struct rtmsg *route;
  int left;

  if (length < 0 || !NLMSG_OK (header, (gsize) length) || header->nlmsg_type != RTM_NEWROUTE)
    return 0;

  route = NLMSG_DATA (header);
  if (route->rtm_type == RTN_UNREACHABLE || route->rtm_type == RTN_PROHIBIT ||
      route->rtm_type == RTN_BLACKHOLE)
    return 0;

  left = RTM_PAYLOAD (header);
  for (struct rtattr *attribute = RTM_RTA (route);
       RTA_OK (attribute, left);
       attribute = RTA_NEXT (attribute, left))
    if (attribute->rta_type == RTA_OIF && RTA_PAYLOAD (attribute) >= sizeof (guint32))
      return *(guint32 *) RTA_DATA (attribute);

  return 0;
}

/* The kernel answers a netlink request before send() returns, so nothing waits here. */
static guint
lookup_route (GInetAddress *group)
{
  RouteRequest request;
  union
  {
    struct nlmsghdr header;
    guint8          bytes[4096];
  } reply;
  guint ifindex = 0;
  int fd = socket (AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE);

  if (fd < 0)
    return 0;

  route_request_init (&request, group);
  if (send (fd, &request, request.header.nlmsg_len, 0) >= 0)
    ifindex = route_reply_get_ifindex (&reply.header,
                                       recv (fd, &reply, sizeof reply, MSG_DONTWAIT));
  close (fd);

  return ifindex;
}

/* How well an interface suits, where no route says: connected, of the right family, the
 * loopback interface when there is nothing else. */
static guint
rate_interface (GcInterface   *interface,
                GSocketFamily  family)
{
  if (!gc_interface_is_up (interface) || !gc_interface_is_multicast (interface))
    return 0;
  if (gc_interface_is_loopback (interface))
    return 1;

  return 2 + (gc_interface_has_carrier (interface) ? 2 : 0)
           + (gc_interface_get_address (interface, family) != NULL ? 1 : 0);
}

/**
 * gc_route_get_interface:
 * @interfaces: (element-type GcInterface): this computer's interfaces
 * @group: a multicast address
 *
 * Finds the interface that leads to a group: the one that the kernel's route names; where
 * there is no route or it names one that carries no multicast (a tunnel), the connected
 * interface that does. Any thread.
 *
 * Returns: (transfer none) (nullable): the interface
 */
GcInterface *
gc_route_get_interface (GPtrArray    *interfaces,
                        GInetAddress *group)
{
  GcInterface *best = gc_interface_find_by_index (interfaces, lookup_route (group));
  guint best_rating = 0;

  if (best != NULL && gc_interface_is_up (best) && gc_interface_is_multicast (best))
    return best;

  best = NULL;
  for (guint i = 0; i < interfaces->len; i++)
    {
      GcInterface *interface = g_ptr_array_index (interfaces, i);
      guint rating = rate_interface (interface, g_inet_address_get_family (group));

      if (rating > best_rating)
        {
          best = interface;
          best_rating = rating;
        }
    }

  return best;
}

static GcInterface *
find_named (GPtrArray   *interfaces,
            const char  *name,
            GError     **error)
{
  GcInterface *interface = gc_interface_find_by_name (interfaces, name);

  if (interface == NULL)
    {
      g_autofree char *names = gc_interface_join_names (interfaces);

      g_set_error (error, GC_ERROR, GC_ERROR_NO_INTERFACE,
                   _("There is no interface “%s” here: this computer has %s"), name, names);
      return NULL;
    }

  if (!gc_interface_is_up (interface))
    {
      g_set_error (error, GC_ERROR, GC_ERROR_NO_INTERFACE,
                   _("The interface %s is switched off"), name);
      return NULL;
    }

  return interface;
}

static void
add_interface (GPtrArray   *list,
               GcInterface *interface)
{
  if (interface != NULL && gc_interface_is_up (interface) &&
      !g_ptr_array_find (list, interface, NULL))
    g_ptr_array_add (list, g_object_ref (interface));
}

static void
add_loopback (GPtrArray *list,
              GPtrArray *interfaces)
{
  for (guint i = 0; i < interfaces->len; i++)
    if (gc_interface_is_loopback (g_ptr_array_index (interfaces, i)))
      add_interface (list, g_ptr_array_index (interfaces, i));
}

/**
 * gc_route_get_receiving:
 * @interfaces: (element-type GcInterface): this computer's interfaces
 * @endpoint: a group
 * @error: `GC_ERROR_NO_INTERFACE`
 *
 * Decides on which interfaces a group is joined: the one it names; all that are up; or, where
 * it names none, the one that the route takes and loopback, so that a sender on this
 * computer is heard whichever way it sends. Any thread.
 *
 * Returns: (transfer full) (element-type GcInterface) (nullable): at least one interface
 */
GPtrArray *
gc_route_get_receiving (GPtrArray   *interfaces,
                        GcEndpoint  *endpoint,
                        GError     **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (g_object_unref);
  const char *name = gc_endpoint_get_interface (endpoint);

  if (name == NULL)
    {
      add_interface (list, gc_route_get_interface (interfaces, gc_endpoint_get_group (endpoint)));
      add_loopback (list, interfaces);
    }
  else if (strcmp (name, GC_ENDPOINT_ALL_INTERFACES) == 0)
    {
      for (guint i = 0; i < interfaces->len; i++)
        if (gc_interface_is_multicast (g_ptr_array_index (interfaces, i)))
          add_interface (list, g_ptr_array_index (interfaces, i));
    }
  else
    {
      GcInterface *interface = find_named (interfaces, name, error);

      if (interface == NULL)
        return NULL;
      add_interface (list, interface);
    }

  if (list->len == 0)
    {
      g_set_error_literal (error, GC_ERROR, GC_ERROR_NO_INTERFACE,
                           _("No network interface of this computer is switched on"));
      return NULL;
    }

  return g_steal_pointer (&list);
}

/**
 * gc_route_get_sending:
 * @interfaces: (element-type GcInterface): this computer's interfaces
 * @endpoint: a target
 * @source: (nullable): the source address that was asked for
 * @error: `GC_ERROR_NO_INTERFACE`, `GC_ERROR_ADDRESS`
 *
 * Decides by which interface a message leaves: the one that the target names, or else the one
 * that the source address belongs to, or else the one that the route takes. Any thread.
 *
 * Returns: (transfer none) (nullable): the interface
 */
GcInterface *
gc_route_get_sending (GPtrArray     *interfaces,
                      GcEndpoint    *endpoint,
                      GInetAddress  *source,
                      GError       **error)
{
  const char *name = gc_endpoint_get_interface (endpoint);
  GcInterface *interface = NULL;

  if (g_strcmp0 (name, GC_ENDPOINT_ALL_INTERFACES) == 0)
    {
      g_set_error_literal (error, GC_ERROR, GC_ERROR_NO_INTERFACE,
                           _("A target is sent to by one interface: name it"));
      return NULL;
    }
  if (gc_endpoint_get_source (endpoint) != NULL)
    {
      g_set_error_literal (error, GC_ERROR, GC_ERROR_ADDRESS,
                           _("A target has no source before an @: that is the source address"));
      return NULL;
    }

  if (name != NULL)
    return find_named (interfaces, name, error);

  if (source != NULL)
    interface = gc_interface_find_by_address (interfaces, source);
  if (interface == NULL)
    interface = gc_route_get_interface (interfaces, gc_endpoint_get_group (endpoint));
  if (interface == NULL)
    g_set_error_literal (error, GC_ERROR, GC_ERROR_NO_INTERFACE,
                         _("No network interface of this computer is switched on"));

  return interface;
}
