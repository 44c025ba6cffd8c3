/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-interface-monitor.h"

#include <errno.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <sys/socket.h>
#include <unistd.h>

/**
 * GcInterfaceMonitor:
 *
 * This computer's interfaces as a list that keeps up with them: the kernel says when a link
 * or an address changes (rtnetlink), and the list is read anew. Nothing is polled.
 *
 * An interface that changed is replaced by a new object. Belongs to the thread whose default
 * context it was made in.
 */
struct _GcInterfaceMonitor
{
  GObject    parent_instance;

  GPtrArray *interfaces;
  GSocket   *socket;            /* (nullable): the kernel would not tell */
  GSource   *source;            /* (nullable) (owned) */
};

static GType
gc_interface_monitor_get_item_type (GListModel *model)
{
  return GC_TYPE_INTERFACE;
}

static guint
gc_interface_monitor_get_n_items (GListModel *model)
{
  return GC_INTERFACE_MONITOR (model)->interfaces->len;
}

static gpointer
gc_interface_monitor_get_item (GListModel *model,
                               guint       position)
{
  GcInterfaceMonitor *self = GC_INTERFACE_MONITOR (model);

  return position < self->interfaces->len
           ? g_object_ref (g_ptr_array_index (self->interfaces, position))
           : NULL;
}

static void
list_model_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = gc_interface_monitor_get_item_type;
  iface->get_n_items = gc_interface_monitor_get_n_items;
  iface->get_item = gc_interface_monitor_get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (GcInterfaceMonitor, gc_interface_monitor, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_iface_init))

/* Only the part that differs is announced, and what is the same keeps its object. */
static void
gc_interface_monitor_update (GcInterfaceMonitor *self,
                             GPtrArray          *now)
{
  GPtrArray *before = self->interfaces;
  guint head = 0, tail = 0;
  guint n_before = before->len;

  while (head < MIN (before->len, now->len) &&
         gc_interface_equal (before->pdata[head], now->pdata[head]))
    head++;
  while (tail < MIN (before->len, now->len) - head &&
         gc_interface_equal (before->pdata[before->len - 1 - tail],
                             now->pdata[now->len - 1 - tail]))
    tail++;

  if (n_before - head - tail > 0)
    g_ptr_array_remove_range (before, head, n_before - head - tail);
  for (guint i = head; i < now->len - tail; i++)
    g_ptr_array_insert (before, i, g_object_ref (now->pdata[i]));

  if (n_before > head + tail || now->len > head + tail)
    g_list_model_items_changed (G_LIST_MODEL (self), head,
                                n_before - head - tail, now->len - head - tail);
}

static void
gc_interface_monitor_reload (GcInterfaceMonitor *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) now = gc_interface_list (&error);

  if (now == NULL)
    g_debug ("interfaces: %s", error->message);
  else
    gc_interface_monitor_update (self, now);
}

/* What the messages say is not looked at: a change is a reason to read everything, which
 * also covers those that were lost to a full buffer (ENOBUFS). */
static gboolean
gc_interface_monitor_receive_cb (GSocket      *socket,
                                 GIOCondition  condition,
                                 gpointer      user_data)
{
  GcInterfaceMonitor *self = user_data;
  char buffer[8192];

  while (recv (g_socket_get_fd (socket), buffer, sizeof buffer, MSG_DONTWAIT) >= 0 ||
         errno == ENOBUFS || errno == EINTR)
    ;

  gc_interface_monitor_reload (self);
  return G_SOURCE_CONTINUE;
}

static GSocket *
open_netlink (void)
{
  struct sockaddr_nl address = {
    .nl_family = AF_NETLINK,
    .nl_groups = RTMGRP_LINK | RTMGRP_IPV4_IFADDR | RTMGRP_IPV6_IFADDR,
  };
  int fd = socket (AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK, NETLINK_ROUTE);
  g_autoptr (GError) error = NULL;
  GSocket *result = NULL;

  if (fd >= 0 && bind (fd, (struct sockaddr *) &address, sizeof address) == 0)
    result = g_socket_new_from_fd (fd, &error);
  if (result == NULL)
    {
      g_debug ("interfaces: not told of changes: %s",
               error != NULL ? error->message : g_strerror (errno));
      if (fd >= 0)
        close (fd);
    }

  return result;
}

static void
gc_interface_monitor_dispose (GObject *object)
{
  GcInterfaceMonitor *self = GC_INTERFACE_MONITOR (object);

  if (self->source != NULL)
    g_source_destroy (self->source);
  g_clear_pointer (&self->source, g_source_unref);
  g_clear_object (&self->socket);

  G_OBJECT_CLASS (gc_interface_monitor_parent_class)->dispose (object);
}

static void
gc_interface_monitor_finalize (GObject *object)
{
  GcInterfaceMonitor *self = GC_INTERFACE_MONITOR (object);

  g_ptr_array_unref (self->interfaces);

  G_OBJECT_CLASS (gc_interface_monitor_parent_class)->finalize (object);
}

static void
gc_interface_monitor_class_init (GcInterfaceMonitorClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = gc_interface_monitor_dispose;
  object_class->finalize = gc_interface_monitor_finalize;
}

static void
gc_interface_monitor_init (GcInterfaceMonitor *self)
{
  g_autoptr (GMainContext) context = g_main_context_ref_thread_default ();

  self->interfaces = g_ptr_array_new_with_free_func (g_object_unref);

  /* Listen first, read then: a change in between is not missed. */
  self->socket = open_netlink ();
  if (self->socket != NULL)
    {
      self->source = g_socket_create_source (self->socket, G_IO_IN, NULL);
      g_source_set_static_name (self->source, "groupcast interfaces");
      g_source_set_callback (self->source, G_SOURCE_FUNC (gc_interface_monitor_receive_cb),
                             self, NULL);
      g_source_attach (self->source, context);
    }

  gc_interface_monitor_reload (self);
}

/**
 * gc_interface_monitor_new:
 *
 * Returns: (transfer full): the interfaces as they are and will be
 */
GcInterfaceMonitor *
gc_interface_monitor_new (void)
{
  return g_object_new (GC_TYPE_INTERFACE_MONITOR, NULL);
}

/**
 * gc_interface_monitor_get_interfaces:
 * @self: a monitor
 *
 * Returns: (transfer none) (element-type GcInterface): the interfaces as they are now
 */
GPtrArray *
gc_interface_monitor_get_interfaces (GcInterfaceMonitor *self)
{
  g_return_val_if_fail (GC_IS_INTERFACE_MONITOR (self), NULL);

  return self->interfaces;
}
