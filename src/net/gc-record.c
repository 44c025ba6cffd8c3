/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-record.h"

#include <arpa/inet.h>
#include <string.h>

G_STATIC_ASSERT (sizeof (GcRecord) == 56);
G_STATIC_ASSERT (GC_RECORD_ADDRESS_SIZE >= INET6_ADDRSTRLEN + 8);

/**
 * gc_record_get_family:
 * @self: a record
 *
 * Returns: IPv4 or IPv6
 */
GSocketFamily
gc_record_get_family (const GcRecord *self)
{
  return (self->flags & GC_RECORD_IPV6) != 0 ? G_SOCKET_FAMILY_IPV6 : G_SOCKET_FAMILY_IPV4;
}

/**
 * gc_record_print_source:
 * @self: a record
 * @buffer: (out caller-allocates): room for the text
 *
 * Prints the sender as `192.0.2.1:3000` or `[2001:db8::1]:3000`. Allocates nothing, for it is
 * done for each message that is written out.
 */
void
gc_record_print_source (const GcRecord *self,
                        char            buffer[GC_RECORD_ADDRESS_SIZE])
{
  gboolean is_ipv6 = gc_record_get_family (self) == G_SOCKET_FAMILY_IPV6;
  char *end = buffer;

  if (is_ipv6)
    *end++ = '[';
  inet_ntop (gc_record_get_family (self), self->source, end, INET6_ADDRSTRLEN);
  end += strlen (end);
  g_snprintf (end, GC_RECORD_ADDRESS_SIZE - (end - buffer), "%s:%u",
              is_ipv6 ? "]" : "", self->source_port);
}

/**
 * gc_record_print_destination:
 * @self: a record
 * @buffer: (out caller-allocates): room for the text
 *
 * Prints the address it was sent to, without a port: that is the receiver's.
 */
void
gc_record_print_destination (const GcRecord *self,
                             char            buffer[GC_RECORD_ADDRESS_SIZE])
{
  inet_ntop (gc_record_get_family (self), self->destination, buffer, INET6_ADDRSTRLEN);
}
