/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-address.h"
#include "gc-error.h"
#include "gc-source-address.h"

#include <glib/gi18n-lib.h>

#include <string.h>

/**
 * GcSourceAddress:
 *
 * Where a sender sends from, as people write it: `127.0.0.1:3000`, `[::1]:3000`, an address
 * alone, `:3000`, or nothing. What is left out the system chooses. Immutable, so it may be
 * used from any thread.
 */
struct _GcSourceAddress
{
  GInetAddress *address;        /* (nullable): the system chooses */
  guint16       port;           /* 0: the system chooses */
};

G_DEFINE_BOXED_TYPE (GcSourceAddress, gc_source_address,
                     gc_source_address_copy, gc_source_address_free)

/* Takes the text apart at the colon that is not part of an IPv6 address. */
static void
split (const char  *text,
       char       **address,
       char       **port)
{
  const char *close = strchr (text, ']');
  const char *colon = strrchr (text, ':');

  if (text[0] == '[' && close != NULL && (close[1] == ':' || close[1] == '\0'))
    {
      *address = g_strndup (text + 1, close - text - 1);
      *port = close[1] == ':' ? g_strdup (close + 2) : NULL;
    }
  else if (colon != NULL && strchr (text, ':') == colon)
    {
      *address = g_strndup (text, colon - text);
      *port = g_strdup (colon + 1);
    }
  else
    {
      *address = g_strdup (text);
      *port = NULL;
    }
}

/**
 * gc_source_address_parse:
 * @text: `[ADDRESS][:PORT]`, IPv6 in brackets, or nothing
 * @error: `GC_ERROR`, in a sentence that names the mistake
 *
 * Reads a source address. Whether it is this computer's shows when it is used.
 *
 * Returns: (transfer full) (nullable): the source address
 */
GcSourceAddress *
gc_source_address_parse (const char  *text,
                         GError     **error)
{
  g_autoptr (GcSourceAddress) self = g_new0 (GcSourceAddress, 1);
  g_autofree char *stripped = g_strstrip (g_strdup (text));
  g_autofree char *address = NULL;
  g_autofree char *port = NULL;

  split (stripped, &address, &port);

  if (*address != '\0')
    {
      if ((self->address = gc_address_parse (address, error)) == NULL)
        return NULL;
      if (g_inet_address_get_is_multicast (self->address))
        {
          g_set_error (error, GC_ERROR, GC_ERROR_ADDRESS,
                       _("%s is a multicast group: it can be a target, not a source"), address);
          return NULL;
        }
      if (g_inet_address_get_is_any (self->address))
        g_clear_object (&self->address);
    }

  if (port != NULL && !gc_port_parse (port, 0, &self->port, error))
    return NULL;

  return g_steal_pointer (&self);
}

/**
 * gc_source_address_copy:
 * @self: a source address
 *
 * Returns: (transfer full): a copy
 */
GcSourceAddress *
gc_source_address_copy (const GcSourceAddress *self)
{
  GcSourceAddress *copy = g_new0 (GcSourceAddress, 1);

  g_set_object (&copy->address, self->address);
  copy->port = self->port;
  return copy;
}

/**
 * gc_source_address_free:
 * @self: (transfer full): a source address
 */
void
gc_source_address_free (GcSourceAddress *self)
{
  g_clear_object (&self->address);
  g_free (self);
}

/**
 * gc_source_address_get_address:
 * @self: a source address
 *
 * Returns: (transfer none) (nullable): the address, %NULL where the system chooses
 */
GInetAddress *
gc_source_address_get_address (const GcSourceAddress *self)
{
  return self->address;
}

/**
 * gc_source_address_get_port:
 * @self: a source address
 *
 * Returns: the UDP port, 0 where the system chooses
 */
guint16
gc_source_address_get_port (const GcSourceAddress *self)
{
  return self->port;
}

/**
 * gc_source_address_to_string:
 * @self: a source address
 *
 * Returns: (transfer full): the address as gc_source_address_parse() reads it
 */
char *
gc_source_address_to_string (const GcSourceAddress *self)
{
  g_autofree char *address = NULL;

  if (self->address == NULL)
    return self->port != 0 ? g_strdup_printf (":%u", self->port) : g_strdup ("");

  address = g_inet_address_to_string (self->address);
  if (g_inet_address_get_family (self->address) == G_SOCKET_FAMILY_IPV6)
    return self->port != 0 ? g_strdup_printf ("[%s]:%u", address, self->port)
                           : g_strdup_printf ("[%s]", address);

  return self->port != 0 ? g_strdup_printf ("%s:%u", address, self->port)
                         : g_steal_pointer (&address);
}

/**
 * gc_source_address_set_not_local:
 * @self: a source address with an address
 * @error: (out): `GC_ERROR_NOT_LOCAL`
 *
 * Says that the address is not one of this computer's.
 */
void
gc_source_address_set_not_local (const GcSourceAddress  *self,
                                 GError                **error)
{
  g_autofree char *address = g_inet_address_to_string (self->address);

  g_set_error (error, GC_ERROR, GC_ERROR_NOT_LOCAL,
               _("%s is not an address of this computer"), address);
}
