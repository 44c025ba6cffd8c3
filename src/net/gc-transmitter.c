/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-error.h"
#include "gc-interface.h"
#include "gc-route.h"
#include "gc-socket.h"
#include "gc-transmitter.h"

#include <glib/gi18n-lib.h>

#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>

/* How long a full send queue is waited for, in all. */
#define SEND_PATIENCE_MSEC 1000

/**
 * GcTransmitter:
 *
 * Sends from one source address: a socket for each family, made when it is first needed and
 * kept. Used by one thread at a time, and not the main one: a full queue makes it wait.
 */
struct _GcTransmitter
{
  GcSourceAddress *source;
  guint            ttl;
  GSocket         *sockets[2];  /* (nullable): IPv4, IPv6 */
};

/* One message as the kernel takes it. */
typedef struct
{
  GcTransmission         *transmission;
  struct sockaddr_storage address;
  struct iovec            payload;
  union
  {
    struct cmsghdr align;
    guint8         bytes[CMSG_SPACE (sizeof (struct in6_pktinfo))];
  }                       control;
} Envelope;

/**
 * gc_transmission_new:
 * @target: where to
 * @payload: what
 *
 * Returns: (transfer full): a message that has not been sent yet
 */
GcTransmission *
gc_transmission_new (GcEndpoint *target,
                     GBytes     *payload)
{
  GcTransmission *self = g_new0 (GcTransmission, 1);

  self->target = gc_endpoint_ref (target);
  self->payload = g_bytes_ref (payload);
  return self;
}

/**
 * gc_transmission_free:
 * @self: (transfer full): a message and its result
 */
void
gc_transmission_free (GcTransmission *self)
{
  gc_endpoint_unref (self->target);
  g_bytes_unref (self->payload);
  g_free (self->interface);
  g_clear_error (&self->error);
  g_free (self);
}

/**
 * gc_transmitter_new:
 * @source: where to send from
 * @ttl: time to live or hop limit, 0 to 255
 *
 * Returns: (transfer full): a transmitter; the source address is taken with the first message
 */
GcTransmitter *
gc_transmitter_new (GcSourceAddress *source,
                    guint            ttl)
{
  GcTransmitter *self;

  g_return_val_if_fail (ttl <= 255, NULL);

  self = g_new0 (GcTransmitter, 1);
  self->source = gc_source_address_copy (source);
  self->ttl = ttl;
  return self;
}

/**
 * gc_transmitter_free:
 * @self: (transfer full): a transmitter
 *
 * Gives the source address back.
 */
void
gc_transmitter_free (GcTransmitter *self)
{
  g_clear_object (&self->sockets[0]);
  g_clear_object (&self->sockets[1]);
  gc_source_address_free (self->source);
  g_free (self);
}

static GSocket **
gc_transmitter_get_slot (GcTransmitter *self,
                         GSocketFamily  family)
{
  return &self->sockets[family == G_SOCKET_FAMILY_IPV6 ? 1 : 0];
}

static gboolean
gc_transmitter_open (GcTransmitter  *self,
                     GSocketFamily   family,
                     GError        **error)
{
  GSocket **slot = gc_transmitter_get_slot (self, family);

  if (*slot == NULL)
    *slot = gc_socket_new_sender (family, self->source, self->ttl, error);

  return *slot != NULL;
}

static gboolean
check_family (GcTransmitter   *self,
              GcTransmission  *transmission)
{
  GInetAddress *source = gc_source_address_get_address (self->source);
  g_autofree char *text = NULL;

  if (source == NULL ||
      g_inet_address_get_family (source) == gc_endpoint_get_family (transmission->target))
    return TRUE;

  text = g_inet_address_to_string (source);
  g_set_error (&transmission->error, GC_ERROR, GC_ERROR_ADDRESS,
               _("%s cannot be sent from: this target is of the other IP version"), text);
  return FALSE;
}

static gboolean
check_size (GcTransmission *transmission)
{
  gsize size = g_bytes_get_size (transmission->payload);
  gsize limit = gc_endpoint_get_family (transmission->target) == G_SOCKET_FAMILY_IPV6
                  ? GC_PAYLOAD_MAX_IPV6 : GC_PAYLOAD_MAX_IPV4;

  if (size <= limit)
    return TRUE;

  g_set_error (&transmission->error, GC_ERROR, GC_ERROR_PAYLOAD,
               _("%zu bytes do not fit: a datagram holds %zu"),
               size, limit);
  return FALSE;
}

static void
envelope_set_address (Envelope    *envelope,
                      GcInterface *interface)
{
  GcEndpoint *target = envelope->transmission->target;
  g_autoptr (GSocketAddress) address =
    g_object_new (G_TYPE_INET_SOCKET_ADDRESS,
                  "address", gc_endpoint_get_group (target),
                  "port", gc_endpoint_get_port (target),
                  "scope-id", gc_endpoint_needs_scope (target)
                                ? gc_interface_get_index (interface) : 0,
                  NULL);

  g_socket_address_to_native (address, &envelope->address, sizeof envelope->address, NULL);
}

/* The interface is chosen for each message, and never left to a route that may not be there.
 * With it comes the source, for an IPv4 one that is not named here overrides the one that the
 * socket is bound to. On loopback the kernel would choose 0.0.0.0 for lack of a route, as
 * 127.0.0.1 is of host scope. */
static gsize
envelope_set_interface (Envelope        *envelope,
                        GcInterface     *interface,
                        GcSourceAddress *source)
{
  GSocketFamily family = gc_endpoint_get_family (envelope->transmission->target);
  struct cmsghdr *control = &envelope->control.align;
  GInetAddress *own = gc_source_address_get_address (source);

  if (own == NULL && gc_interface_is_loopback (interface))
    own = gc_interface_get_address (interface, family);

  memset (&envelope->control, 0, sizeof envelope->control);

  if (family == G_SOCKET_FAMILY_IPV6)
    {
      struct in6_pktinfo info = { .ipi6_ifindex = gc_interface_get_index (interface) };

      if (own != NULL)
        memcpy (&info.ipi6_addr, g_inet_address_to_bytes (own), sizeof info.ipi6_addr);
      control->cmsg_level = IPPROTO_IPV6;
      control->cmsg_type = IPV6_PKTINFO;
      control->cmsg_len = CMSG_LEN (sizeof info);
      memcpy (CMSG_DATA (control), &info, sizeof info);
      return CMSG_SPACE (sizeof info);
    }
  else
    {
      struct in_pktinfo info = { .ipi_ifindex = gc_interface_get_index (interface) };

      if (own != NULL)
        memcpy (&info.ipi_spec_dst, g_inet_address_to_bytes (own), sizeof info.ipi_spec_dst);
      control->cmsg_level = IPPROTO_IP;
      control->cmsg_type = IP_PKTINFO;
      control->cmsg_len = CMSG_LEN (sizeof info);
      memcpy (CMSG_DATA (control), &info, sizeof info);
      return CMSG_SPACE (sizeof info);
    }
}

/* Addresses one message, or says in its result why it cannot go. */
static gboolean
envelope_fill (Envelope        *envelope,
               struct msghdr   *header,
               GcTransmitter   *self,
               GcTransmission  *transmission,
               GPtrArray       *interfaces)
{
  GcInterface *interface;
  gsize size;

  if (!check_size (transmission) ||
      (interface = gc_route_get_sending (interfaces, transmission->target,
                                         gc_source_address_get_address (self->source),
                                         &transmission->error)) == NULL)
    return FALSE;

  g_free (transmission->interface);
  transmission->interface = g_strdup (gc_interface_get_name (interface));

  envelope->transmission = transmission;
  envelope_set_address (envelope, interface);
  envelope->payload.iov_base = (gpointer) g_bytes_get_data (transmission->payload, &size);
  envelope->payload.iov_len = size;

  header->msg_name = &envelope->address;
  header->msg_namelen = envelope->address.ss_family == AF_INET6 ? sizeof (struct sockaddr_in6)
                                                                : sizeof (struct sockaddr_in);
  header->msg_iov = &envelope->payload;
  header->msg_iovlen = 1;
  header->msg_control = &envelope->control;
  header->msg_controllen = envelope_set_interface (envelope, interface, self->source);

  return TRUE;
}

static void
envelope_fail (Envelope *envelope,
               int       errsv)
{
  GcTransmission *transmission = envelope->transmission;
  g_autofree char *target = gc_endpoint_dup_group_port (transmission->target);

  if (errsv == EPERM)
    g_set_error (&transmission->error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED,
                 _("This computer’s firewall does not let it out by %s"),
                 transmission->interface);
  else if (errsv == ENETUNREACH || errsv == EHOSTUNREACH || errsv == EADDRNOTAVAIL)
    g_set_error (&transmission->error, G_IO_ERROR, G_IO_ERROR_NETWORK_UNREACHABLE,
                 _("No way to %s by %s: choose another interface or source address"),
                 target, transmission->interface);
  else
    gc_error_set_errno (&transmission->error, errsv, _("Cannot send to %s by %s"),
                        target, transmission->interface);
}

/* sendmmsg() stops at the first message that fails and says why when it is called from
 * there: that one is marked, and the rest goes on. */
static void
send_envelopes (GSocket        *socket,
                struct mmsghdr *messages,
                Envelope       *envelopes,
                guint           n)
{
  gint64 give_up = g_get_monotonic_time () + SEND_PATIENCE_MSEC * G_TIME_SPAN_MILLISECOND;
  int fd = g_socket_get_fd (socket);
  guint i = 0;

  while (i < n)
    {
      int sent = sendmmsg (fd, messages + i, n - i, MSG_DONTWAIT);
      int errsv = errno;

      if (sent > 0)
        {
          i += sent;
        }
      else if ((errsv == EAGAIN || errsv == ENOBUFS) && g_get_monotonic_time () < give_up)
        {
          struct pollfd wait = { .fd = fd, .events = POLLOUT };

          /* A full device queue (ENOBUFS) shows no event: then it is a short pause. */
          poll (&wait, errsv == EAGAIN ? 1 : 0, errsv == EAGAIN ? 100 : 1);
        }
      else if (errsv != EINTR)
        {
          envelope_fail (&envelopes[i++], errsv);
        }
    }
}

static void
gc_transmitter_send_family (GcTransmitter *self,
                            GPtrArray     *transmissions,
                            GPtrArray     *interfaces,
                            GSocketFamily  family)
{
  GSocket *socket = *gc_transmitter_get_slot (self, family);
  g_autofree struct mmsghdr *messages = NULL;
  g_autofree Envelope *envelopes = NULL;
  guint n = 0;

  if (socket == NULL)
    return;

  messages = g_new0 (struct mmsghdr, transmissions->len);
  envelopes = g_new0 (Envelope, transmissions->len);

  for (guint i = 0; i < transmissions->len; i++)
    {
      GcTransmission *transmission = g_ptr_array_index (transmissions, i);

      if (gc_endpoint_get_family (transmission->target) == family &&
          transmission->error == NULL &&
          envelope_fill (&envelopes[n], &messages[n].msg_hdr, self, transmission, interfaces))
        n++;
    }

  send_envelopes (socket, messages, envelopes, n);
}

/**
 * gc_transmitter_send:
 * @self: a transmitter
 * @transmissions: (element-type GcTransmission): the messages
 * @error: `GC_ERROR_NOT_LOCAL`, `G_IO_ERROR`: the source address cannot be used
 *
 * Sends each message; one that fails says so in its own error and keeps no other from going.
 *
 * Returns: %FALSE if nothing was sent because the source address cannot be used
 */
gboolean
gc_transmitter_send (GcTransmitter  *self,
                     GPtrArray      *transmissions,
                     GError        **error)
{
  g_autoptr (GPtrArray) interfaces = gc_interface_list (error);

  if (interfaces == NULL)
    return FALSE;

  /* All the sockets that are needed come first: either all is tried or nothing. */
  for (guint i = 0; i < transmissions->len; i++)
    {
      GcTransmission *transmission = g_ptr_array_index (transmissions, i);

      if (check_family (self, transmission) &&
          !gc_transmitter_open (self, gc_endpoint_get_family (transmission->target), error))
        return FALSE;
    }

  gc_transmitter_send_family (self, transmissions, interfaces, G_SOCKET_FAMILY_IPV4);
  gc_transmitter_send_family (self, transmissions, interfaces, G_SOCKET_FAMILY_IPV6);

  return TRUE;
}

/**
 * gc_transmitter_dup_source:
 * @self: a transmitter
 * @family: IPv4 or IPv6
 *
 * Returns: (transfer full) (nullable): the address and port that it is bound to, the port alone
 *   where the system chooses the address for each message; %NULL if it has sent nothing of that
 *   family
 */
char *
gc_transmitter_dup_source (GcTransmitter *self,
                           GSocketFamily  family)
{
  GSocket *socket = *gc_transmitter_get_slot (self, family);
  g_autoptr (GSocketAddress) address = NULL;
  GInetSocketAddress *inet;

  if (socket == NULL || (address = g_socket_get_local_address (socket, NULL)) == NULL)
    return NULL;

  inet = G_INET_SOCKET_ADDRESS (address);
  if (g_inet_address_get_is_any (g_inet_socket_address_get_address (inet)))
    return g_strdup_printf (":%u", g_inet_socket_address_get_port (inet));

  return g_socket_connectable_to_string (G_SOCKET_CONNECTABLE (address));
}
