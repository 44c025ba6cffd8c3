/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-address.h"
#include "gc-endpoint.h"
#include "gc-error.h"

#include <glib/gi18n-lib.h>

#include <net/if.h>
#include <string.h>

/**
 * GcEndpoint:
 *
 * A group as people write it: `[SOURCE@]ADDRESS[%INTERFACE][:PORT]`.
 *
 * Immutable and counted atomically, so it may be used from any thread.
 */
struct _GcEndpoint
{
  gatomicrefcount ref_count;

  GInetAddress *group;
  GInetAddress *source;         /* (nullable): any source */
  char         *interface;      /* (nullable): chosen by the route */
  guint16       port;
};

G_DEFINE_BOXED_TYPE (GcEndpoint, gc_endpoint, gc_endpoint_ref, gc_endpoint_unref)

/* The pieces of the text, before any of them is understood. */
typedef struct
{
  char *source;
  char *address;
  char *interface;
  char *port;
} Parts;

static void
parts_clear (Parts *parts)
{
  g_free (parts->source);
  g_free (parts->address);
  g_free (parts->interface);
  g_free (parts->port);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Parts, parts_clear)

static gboolean
parts_fail (GError     **error,
            const char  *text)
{
  g_set_error (error, GC_ERROR, GC_ERROR_SYNTAX,
               /* Translators: %s is what was typed; the two examples are literal */
               _("“%s” is not a group: write 239.255.0.1:5000 or [ff15::1]:5000"), text);
  return FALSE;
}

/* `[ff02::1%eth0]:5000`, also with the interface behind the bracket. */
static gboolean
parts_split_bracketed (Parts       *parts,
                       const char  *rest,
                       const char  *text,
                       GError     **error)
{
  const char *close = strchr (rest, ']');
  const char *zone, *tail;

  if (close == NULL)
    return parts_fail (error, text);

  zone = memchr (rest, '%', close - rest);
  parts->address = g_strndup (rest + 1, (zone != NULL ? zone : close) - rest - 1);
  if (zone != NULL)
    parts->interface = g_strndup (zone + 1, close - zone - 1);

  tail = close + 1;
  if (*tail == '%' && parts->interface == NULL)
    {
      gsize length = strcspn (tail + 1, ":");

      parts->interface = g_strndup (tail + 1, length);
      tail += 1 + length;
    }

  if (*tail == ':')
    parts->port = g_strdup (tail + 1);
  else if (*tail != '\0')
    return parts_fail (error, text);

  return TRUE;
}

/* `239.0.0.1%eth0:5000`; several colons can only be an IPv6 address without a port. */
static void
parts_split_plain (Parts      *parts,
                   const char *rest)
{
  const char *zone = strchr (rest, '%');
  const char *colon = strrchr (rest, ':');

  if (zone != NULL && colon != NULL && colon < zone)
    colon = NULL;
  if (zone == NULL && colon != NULL && strchr (rest, ':') != colon)
    colon = NULL;

  if (colon != NULL)
    parts->port = g_strdup (colon + 1);

  if (zone != NULL)
    {
      parts->address = g_strndup (rest, zone - rest);
      parts->interface = colon != NULL ? g_strndup (zone + 1, colon - zone - 1)
                                       : g_strdup (zone + 1);
    }
  else
    {
      parts->address = colon != NULL ? g_strndup (rest, colon - rest) : g_strdup (rest);
    }
}

static gboolean
parts_split (Parts       *parts,
             const char  *text,
             GError     **error)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text));
  const char *rest = stripped;
  const char *at;
  gsize length;

  if (g_ascii_strncasecmp (rest, "udp://", strlen ("udp://")) == 0)
    {
      rest += strlen ("udp://");

      /* A player's address ends like a URI and may have an empty source. */
      length = strcspn (rest, "/?");
      stripped[rest - stripped + length] = '\0';
      if (*rest == '@')
        rest++;
    }

  if ((at = strchr (rest, '@')) != NULL)
    {
      parts->source = g_strndup (rest, at - rest);
      rest = at + 1;
    }

  if (*rest == '[')
    return parts_split_bracketed (parts, rest, stripped, error);
  if (*rest == '\0')
    return parts_fail (error, stripped);

  parts_split_plain (parts, rest);
  return TRUE;
}

static GInetAddress *
parse_group (const char  *text,
             GError     **error)
{
  g_autoptr (GInetAddress) group = gc_address_parse (text, error);

  if (group == NULL)
    return NULL;

  if (!g_inet_address_get_is_multicast (group))
    {
      if (g_inet_address_get_family (group) == G_SOCKET_FAMILY_IPV6)
        g_set_error (error, GC_ERROR, GC_ERROR_NOT_MULTICAST,
                     _("%s is not a multicast group: those begin with ff"), text);
      else
        g_set_error (error, GC_ERROR, GC_ERROR_NOT_MULTICAST,
                     _("%s is not a multicast group: those run from 224.0.0.0 to 239.255.255.255"),
                     text);
      return NULL;
    }

  return g_steal_pointer (&group);
}

static GInetAddress *
parse_source (const char    *text,
              GInetAddress  *group,
              GError       **error)
{
  g_autofree char *bare = g_strdup (text);
  g_autoptr (GInetAddress) source = NULL;
  gsize length = strlen (bare);

  if (length >= 2 && bare[0] == '[' && bare[length - 1] == ']')
    {
      bare[length - 1] = '\0';
      memmove (bare, bare + 1, length - 1);
    }

  if ((source = gc_address_parse (bare, error)) == NULL)
    return NULL;

  if (g_inet_address_get_is_multicast (source))
    {
      g_set_error (error, GC_ERROR, GC_ERROR_ADDRESS,
                   _("%s cannot be a source: it is a multicast group"), bare);
      return NULL;
    }

  if (g_inet_address_get_family (source) != g_inet_address_get_family (group))
    {
      g_set_error (error, GC_ERROR, GC_ERROR_ADDRESS,
                   _("%s cannot be a source of this group: one is IPv4, the other IPv6"), bare);
      return NULL;
    }

  return g_steal_pointer (&source);
}

static gboolean
check_interface (const char  *name,
                 GError     **error)
{
  gsize length = strlen (name);

  if (length > 0 && length < IFNAMSIZ && strpbrk (name, "/%@[] \t\r\n\v\f") == NULL)
    return TRUE;

  g_set_error (error, GC_ERROR, GC_ERROR_NO_INTERFACE,
               _("“%s” is not the name of an interface"), name);
  return FALSE;
}

/**
 * gc_endpoint_parse:
 * @text: `[SOURCE@]ADDRESS[%INTERFACE][:PORT]`, IPv6 in brackets, or a `udp://` address
 * @default_port: the port where @text has none, 0 if it must have one
 * @error: `GC_ERROR`, in a sentence that names the mistake
 *
 * Reads a group. Names are not looked up and interfaces not checked for being there:
 * this only reads.
 *
 * Returns: (transfer full) (nullable): the group
 */
GcEndpoint *
gc_endpoint_parse (const char  *text,
                   guint16      default_port,
                   GError     **error)
{
  g_auto (Parts) parts = { NULL, };
  g_autoptr (GcEndpoint) self = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  if (!parts_split (&parts, text, error))
    return NULL;

  self = g_new0 (GcEndpoint, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->port = default_port;

  if ((self->group = parse_group (parts.address, error)) == NULL)
    return NULL;
  if (parts.source != NULL &&
      (self->source = parse_source (parts.source, self->group, error)) == NULL)
    return NULL;
  if (parts.interface != NULL && !check_interface (parts.interface, error))
    return NULL;
  if (parts.port != NULL && !gc_port_parse (parts.port, 1, &self->port, error))
    return NULL;

  if (self->port == 0)
    {
      g_set_error (error, GC_ERROR, GC_ERROR_PORT,
                   /* Translators: both %s are the group, the second in an example */
                   strchr (parts.address, ':') != NULL ? _("%s has no port: write [%s]:5000")
                                                       : _("%s has no port: write %s:5000"),
                   parts.address, parts.address);
      return NULL;
    }

  self->interface = g_steal_pointer (&parts.interface);
  return g_steal_pointer (&self);
}

/**
 * gc_endpoint_split:
 * @text: any number of groups, apart by white space, commas or semicolons, perhaps quoted
 *
 * Returns: (transfer full): each of them, unread
 */
GStrv
gc_endpoint_split (const char *text)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new_null_terminated (8, g_free, TRUE);
  const char *separators = " \t\r\n,;\"'";

  g_return_val_if_fail (text != NULL, NULL);

  for (text += strspn (text, separators); *text != '\0'; text += strspn (text, separators))
    {
      gsize length = strcspn (text, separators);

      g_ptr_array_add (words, g_strndup (text, length));
      text += length;
    }

  return (GStrv) g_ptr_array_steal (words, NULL);
}

/**
 * gc_endpoint_parse_all:
 * @text: any number of groups, as gc_endpoint_split() takes them apart
 * @default_port: the port of those that have none, 0 if they must have one
 * @rest: (out) (transfer full): the pieces that are not valid, with spaces between them
 * @error: `GC_ERROR`: what is wrong with the first of them
 *
 * Reads what can be read. Any thread.
 *
 * Returns: (transfer full) (element-type GcEndpoint): the groups that are valid; @error is set
 *   if they are not all
 */
GPtrArray *
gc_endpoint_parse_all (const char  *text,
                       guint16      default_port,
                       char       **rest,
                       GError     **error)
{
  g_auto (GStrv) words = gc_endpoint_split (text);
  g_autoptr (GPtrArray) endpoints =
    g_ptr_array_new_with_free_func ((GDestroyNotify) gc_endpoint_unref);
  g_autoptr (GString) invalid = g_string_new (NULL);
  g_autoptr (GError) first = NULL;

  for (guint i = 0; words[i] != NULL; i++)
    {
      GcEndpoint *endpoint = gc_endpoint_parse (words[i], default_port,
                                                first == NULL ? &first : NULL);

      if (endpoint != NULL)
        g_ptr_array_add (endpoints, endpoint);
      else
        g_string_append_printf (invalid, "%s%s", invalid->len > 0 ? " " : "", words[i]);
    }

  if (first != NULL)
    g_propagate_error (error, g_steal_pointer (&first));

  *rest = g_string_free (g_steal_pointer (&invalid), FALSE);
  return g_steal_pointer (&endpoints);
}

/**
 * gc_endpoint_ref:
 * @self: a group
 *
 * Returns: (transfer full): the same group, held once more
 */
GcEndpoint *
gc_endpoint_ref (GcEndpoint *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * gc_endpoint_unref:
 * @self: (transfer full): a group
 *
 * Lets go of it; the last to do so frees it.
 */
void
gc_endpoint_unref (GcEndpoint *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_clear_object (&self->group);
  g_clear_object (&self->source);
  g_free (self->interface);
  g_free (self);
}

/**
 * gc_endpoint_get_group:
 * @self: a group
 *
 * Returns: (transfer none): its multicast address
 */
GInetAddress *
gc_endpoint_get_group (const GcEndpoint *self)
{
  return self->group;
}

/**
 * gc_endpoint_get_source:
 * @self: a group
 *
 * Returns: (transfer none) (nullable): the only source wanted (RFC 4607), %NULL for any
 */
GInetAddress *
gc_endpoint_get_source (const GcEndpoint *self)
{
  return self->source;
}

/**
 * gc_endpoint_get_interface:
 * @self: a group
 *
 * Returns: (nullable): the interface named, `GC_ENDPOINT_ALL_INTERFACES`, or %NULL where
 *   the route is to choose
 */
const char *
gc_endpoint_get_interface (const GcEndpoint *self)
{
  return self->interface;
}

/**
 * gc_endpoint_get_port:
 * @self: a group
 *
 * Returns: its UDP port, never 0
 */
guint16
gc_endpoint_get_port (const GcEndpoint *self)
{
  return self->port;
}

/**
 * gc_endpoint_get_family:
 * @self: a group
 *
 * Returns: IPv4 or IPv6
 */
GSocketFamily
gc_endpoint_get_family (const GcEndpoint *self)
{
  return g_inet_address_get_family (self->group);
}

/**
 * gc_endpoint_needs_scope:
 * @self: a group
 *
 * Whether the group is an IPv6 one of interface-local or link-local scope (RFC 4291, 2.7),
 * which means something only together with an interface: the kernel refuses to bind to it
 * without one.
 */
gboolean
gc_endpoint_needs_scope (const GcEndpoint *self)
{
  const guint8 *bytes = g_inet_address_to_bytes (self->group);

  return gc_endpoint_get_family (self) == G_SOCKET_FAMILY_IPV6 && (bytes[1] & 0x0f) <= 2;
}

static GcEndpoint *
gc_endpoint_new (GInetAddress *group,
                 GInetAddress *source,
                 const char   *interface,
                 guint16       port)
{
  GcEndpoint *self = g_new0 (GcEndpoint, 1);

  g_atomic_ref_count_init (&self->ref_count);
  g_set_object (&self->group, group);
  g_set_object (&self->source, source);
  self->interface = g_strdup (interface);
  self->port = port;
  return self;
}

/**
 * gc_endpoint_on_interface:
 * @self: a group
 * @interface: (nullable): the name of an interface
 *
 * Returns: (transfer full): the same group on @interface, if it names none itself
 */
GcEndpoint *
gc_endpoint_on_interface (GcEndpoint *self,
                          const char *interface)
{
  if (interface == NULL || self->interface != NULL)
    return gc_endpoint_ref (self);

  return gc_endpoint_new (self->group, self->source, interface, self->port);
}

/**
 * gc_endpoint_to_target:
 * @self: a group that is received
 *
 * Returns: (transfer full): the same group to send to: without a source, and by one interface
 *   at the most
 */
GcEndpoint *
gc_endpoint_to_target (GcEndpoint *self)
{
  gboolean is_all = g_strcmp0 (self->interface, GC_ENDPOINT_ALL_INTERFACES) == 0;

  return gc_endpoint_new (self->group, NULL, is_all ? NULL : self->interface, self->port);
}

static gboolean
address_equal (GInetAddress *a,
               GInetAddress *b)
{
  return a == b || (a != NULL && b != NULL && g_inet_address_equal (a, b));
}

/**
 * gc_endpoint_equal:
 * @self: a group
 * @other: another
 *
 * Returns: whether both are the same group, source, interface and port
 */
gboolean
gc_endpoint_equal (const GcEndpoint *self,
                   const GcEndpoint *other)
{
  return address_equal (self->group, other->group) &&
         address_equal (self->source, other->source) &&
         g_strcmp0 (self->interface, other->interface) == 0 &&
         self->port == other->port;
}

static void
append_address (GString      *string,
                GInetAddress *address,
                const char   *interface)
{
  g_autofree char *text = g_inet_address_to_string (address);
  gboolean is_ipv6 = g_inet_address_get_family (address) == G_SOCKET_FAMILY_IPV6;

  g_string_append_printf (string, "%s%s%s%s%s",
                          is_ipv6 ? "[" : "",
                          text,
                          interface != NULL ? "%" : "",
                          interface != NULL ? interface : "",
                          is_ipv6 ? "]" : "");
}

/**
 * gc_endpoint_to_string:
 * @self: a group
 *
 * Returns: (transfer full): the group as gc_endpoint_parse() reads it
 */
char *
gc_endpoint_to_string (const GcEndpoint *self)
{
  g_autoptr (GString) string = g_string_new (NULL);

  if (self->source != NULL)
    {
      append_address (string, self->source, NULL);
      g_string_append_c (string, '@');
    }
  append_address (string, self->group, self->interface);
  g_string_append_printf (string, ":%u", self->port);

  return g_string_free (g_steal_pointer (&string), FALSE);
}

/**
 * gc_endpoint_dup_group_port:
 * @self: a group
 *
 * Returns: (transfer full): address and port alone
 */
char *
gc_endpoint_dup_group_port (const GcEndpoint *self)
{
  g_autoptr (GString) string = g_string_new (NULL);

  append_address (string, self->group, NULL);
  g_string_append_printf (string, ":%u", self->port);

  return g_string_free (g_steal_pointer (&string), FALSE);
}
