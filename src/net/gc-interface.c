/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-error.h"
#include "gc-interface.h"

#include <glib/gi18n-lib.h>

#include <errno.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <netinet/in.h>
#include <string.h>

/**
 * GcInterface:
 *
 * One of this computer's network interfaces as it was when it was listed. Immutable once it
 * is out of gc_interface_list(), so it may be used from any thread.
 */
struct _GcInterface
{
  GObject    parent_instance;

  char      *name;
  guint      index;
  guint      flags;             /* IFF_… */
  GPtrArray *addresses;         /* of GInetAddress */
};

G_DEFINE_FINAL_TYPE (GcInterface, gc_interface, G_TYPE_OBJECT)

static void
gc_interface_finalize (GObject *object)
{
  GcInterface *self = GC_INTERFACE (object);

  g_free (self->name);
  g_ptr_array_unref (self->addresses);

  G_OBJECT_CLASS (gc_interface_parent_class)->finalize (object);
}

static void
gc_interface_class_init (GcInterfaceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = gc_interface_finalize;
}

static void
gc_interface_init (GcInterface *self)
{
  self->addresses = g_ptr_array_new_with_free_func (g_object_unref);
}

static GcInterface *
gc_interface_take_entry (GPtrArray            *interfaces,
                         const struct ifaddrs *entry)
{
  /* An address with a label, as eth0:1, is one more address of the interface before the colon. */
  g_autofree char *name = g_strndup (entry->ifa_name, strcspn (entry->ifa_name, ":"));
  GcInterface *self = gc_interface_find_by_name (interfaces, name);
  guint index;

  /* An index of 0: it went away while we looked. */
  if (self == NULL && (index = if_nametoindex (name)) != 0)
    {
      self = g_object_new (GC_TYPE_INTERFACE, NULL);
      self->name = g_steal_pointer (&name);
      self->index = index;
      self->flags = entry->ifa_flags;
      g_ptr_array_add (interfaces, self);
    }

  return self;
}

static void
gc_interface_take_address (GcInterface           *self,
                           const struct sockaddr *native)
{
  g_autoptr (GSocketAddress) address = NULL;

  if (native == NULL || (native->sa_family != AF_INET && native->sa_family != AF_INET6))
    return;

  address = g_socket_address_new_from_native ((gpointer) native,
                                              native->sa_family == AF_INET
                                                ? sizeof (struct sockaddr_in)
                                                : sizeof (struct sockaddr_in6));
  g_ptr_array_add (self->addresses,
                   g_object_ref (g_inet_socket_address_get_address
                                   (G_INET_SOCKET_ADDRESS (address))));
}

static int
compare_by_index (gconstpointer a,
                  gconstpointer b)
{
  const GcInterface *first = *(GcInterface *const *) a;
  const GcInterface *second = *(GcInterface *const *) b;

  return first->index < second->index ? -1 : first->index > second->index;
}

/**
 * gc_interface_list:
 * @error: `G_IO_ERROR`
 *
 * Lists this computer's interfaces, also those that are down or have no address. Any thread.
 *
 * Returns: (transfer full) (element-type GcInterface) (nullable): the interfaces by index
 */
GPtrArray *
gc_interface_list (GError **error)
{
  g_autoptr (GPtrArray) interfaces = g_ptr_array_new_with_free_func (g_object_unref);
  struct ifaddrs *entries = NULL;

  if (getifaddrs (&entries) != 0)
    {
      gc_error_set_errno (error, errno, _("Cannot list the network interfaces"));
      return NULL;
    }

  for (const struct ifaddrs *entry = entries; entry != NULL; entry = entry->ifa_next)
    {
      GcInterface *self = gc_interface_take_entry (interfaces, entry);

      if (self != NULL)
        gc_interface_take_address (self, entry->ifa_addr);
    }

  freeifaddrs (entries);
  g_ptr_array_sort (interfaces, compare_by_index);
  return g_steal_pointer (&interfaces);
}

/**
 * gc_interface_find_by_name:
 * @interfaces: (element-type GcInterface): a list
 * @name: a name
 *
 * Returns: (transfer none) (nullable): the interface of that name
 */
GcInterface *
gc_interface_find_by_name (GPtrArray  *interfaces,
                           const char *name)
{
  for (guint i = 0; i < interfaces->len; i++)
    {
      GcInterface *self = g_ptr_array_index (interfaces, i);

      if (strcmp (self->name, name) == 0)
        return self;
    }

  return NULL;
}

/**
 * gc_interface_find_by_index:
 * @interfaces: (element-type GcInterface): a list
 * @index: a kernel's interface index
 *
 * Returns: (transfer none) (nullable): the interface of that index
 */
GcInterface *
gc_interface_find_by_index (GPtrArray *interfaces,
                            guint      index)
{
  for (guint i = 0; i < interfaces->len; i++)
    {
      GcInterface *self = g_ptr_array_index (interfaces, i);

      if (self->index == index)
        return self;
    }

  return NULL;
}

/**
 * gc_interface_find_by_address:
 * @interfaces: (element-type GcInterface): a list
 * @address: an address
 *
 * Finds the interface that an address belongs to. All of 127.0.0.0/8 belongs to the loopback
 * interface (RFC 1122, 3.2.1.3), whatever it lists.
 *
 * Returns: (transfer none) (nullable): the interface
 */
GcInterface *
gc_interface_find_by_address (GPtrArray    *interfaces,
                              GInetAddress *address)
{
  for (guint i = 0; i < interfaces->len; i++)
    {
      GcInterface *self = g_ptr_array_index (interfaces, i);

      if (gc_interface_is_loopback (self) && g_inet_address_get_is_loopback (address))
        return self;

      for (guint j = 0; j < self->addresses->len; j++)
        if (g_inet_address_equal (g_ptr_array_index (self->addresses, j), address))
          return self;
    }

  return NULL;
}

/**
 * gc_interface_join_names:
 * @interfaces: (element-type GcInterface): a list
 *
 * Returns: (transfer full): their names, with commas between them
 */
char *
gc_interface_join_names (GPtrArray *interfaces)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < interfaces->len; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? ", " : "",
                            gc_interface_get_name (g_ptr_array_index (interfaces, i)));

  return g_string_free (g_steal_pointer (&names), FALSE);
}

/**
 * gc_interface_get_name:
 * @self: an interface
 *
 * Returns: its name, such as `eth0`
 */
const char *
gc_interface_get_name (GcInterface *self)
{
  return self->name;
}

/**
 * gc_interface_get_index:
 * @self: an interface
 *
 * Returns: the kernel's index of it, never 0
 */
guint
gc_interface_get_index (GcInterface *self)
{
  return self->index;
}

/**
 * gc_interface_is_up:
 * @self: an interface
 *
 * Returns: whether it is switched on
 */
gboolean
gc_interface_is_up (GcInterface *self)
{
  return (self->flags & IFF_UP) != 0;
}

/**
 * gc_interface_has_carrier:
 * @self: an interface
 *
 * Returns: whether it is switched on and connected
 */
gboolean
gc_interface_has_carrier (GcInterface *self)
{
  return gc_interface_is_up (self) && (self->flags & IFF_RUNNING) != 0;
}

/**
 * gc_interface_is_loopback:
 * @self: an interface
 *
 * Returns: whether it leads to this computer only
 */
gboolean
gc_interface_is_loopback (GcInterface *self)
{
  return (self->flags & IFF_LOOPBACK) != 0;
}

/**
 * gc_interface_is_multicast:
 * @self: an interface
 *
 * Whether it carries multicast. The loopback interface does on Linux, though it does not
 * say so in its flags.
 */
gboolean
gc_interface_is_multicast (GcInterface *self)
{
  return gc_interface_is_loopback (self) || (self->flags & IFF_MULTICAST) != 0;
}

/**
 * gc_interface_get_addresses:
 * @self: an interface
 *
 * Returns: (transfer none) (element-type GInetAddress): its addresses, IPv4 and IPv6
 */
GPtrArray *
gc_interface_get_addresses (GcInterface *self)
{
  return self->addresses;
}

/**
 * gc_interface_get_address:
 * @self: an interface
 * @family: IPv4 or IPv6
 *
 * Returns: (transfer none) (nullable): its first address of that family
 */
GInetAddress *
gc_interface_get_address (GcInterface   *self,
                          GSocketFamily  family)
{
  for (guint i = 0; i < self->addresses->len; i++)
    {
      GInetAddress *address = g_ptr_array_index (self->addresses, i);

      if (g_inet_address_get_family (address) == family)
        return address;
    }

  return NULL;
}

/**
 * gc_interface_equal:
 * @self: an interface
 * @other: another, perhaps listed at another time
 *
 * Returns: whether both say the same in every respect
 */
gboolean
gc_interface_equal (GcInterface *self,
                    GcInterface *other)
{
  if (self->index != other->index || self->flags != other->flags ||
      self->addresses->len != other->addresses->len || strcmp (self->name, other->name) != 0)
    return FALSE;

  for (guint i = 0; i < self->addresses->len; i++)
    if (!g_inet_address_equal (g_ptr_array_index (self->addresses, i),
                               g_ptr_array_index (other->addresses, i)))
      return FALSE;

  return TRUE;
}
