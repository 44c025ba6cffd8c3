/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-interface-monitor.h"
#include "gc-source-row.h"

#include <glib/gi18n.h>

#include <string.h>

/**
 * GcSourceRow:
 *
 * Where the source address is typed, or chosen from this computer's addresses, which are kept
 * up to date.
 *
 * `addresses-changed` is emitted when the computer's addresses have changed, and with them
 * perhaps what is to be said of the one that was typed.
 */
struct _GcSourceRow
{
  AdwEntryRow         parent_instance;

  GcInterfaceMonitor *interfaces;

  GtkMenuButton      *menu_button;
};

G_DEFINE_FINAL_TYPE (GcSourceRow, gc_source_row, ADW_TYPE_ENTRY_ROW)

enum
{
  ADDRESSES_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
append_address (GMenu        *menu,
                GcInterface  *interface,
                GInetAddress *address)
{
  g_autofree char *text = g_inet_address_to_string (address);
  /* Translators: an address, and the network interface that it belongs to */
  g_autofree char *label = g_strdup_printf (_("%s on %s"), text,
                                            gc_interface_get_name (interface));
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, "source.set-address", "s", text);
  g_menu_append_item (menu, item);
}

/* Link-local addresses are left out: they need more than themselves to send from. */
static void
gc_source_row_interfaces_changed_cb (GcSourceRow *self)
{
  GPtrArray *interfaces = gc_interface_monitor_get_interfaces (self->interfaces);
  g_autoptr (GMenu) menu = g_menu_new ();

  g_menu_append (menu, _("The system chooses"), "source.set-address::");

  for (guint i = 0; i < interfaces->len; i++)
    {
      GcInterface *interface = g_ptr_array_index (interfaces, i);
      GPtrArray *addresses = gc_interface_get_addresses (interface);

      for (guint j = 0; j < addresses->len; j++)
        if (!g_inet_address_get_is_link_local (g_ptr_array_index (addresses, j)))
          append_address (menu, interface, g_ptr_array_index (addresses, j));
    }

  gtk_menu_button_set_menu_model (self->menu_button, G_MENU_MODEL (menu));
  g_signal_emit (self, signals[ADDRESSES_CHANGED], 0);
}

/* A port that was typed stays. */
static void
gc_source_row_set_address_action (GtkWidget  *widget,
                                  const char *action_name,
                                  GVariant   *parameter)
{
  const char *address = g_variant_get_string (parameter, NULL);
  const char *before = gtk_editable_get_text (GTK_EDITABLE (widget));
  g_autoptr (GcSourceAddress) source = gc_source_address_parse (before, NULL);
  guint port = source != NULL ? gc_source_address_get_port (source) : 0;
  gboolean is_ipv6 = strchr (address, ':') != NULL;
  g_autofree char *after = NULL;

  if (port != 0)
    after = g_strdup_printf (is_ipv6 ? "[%s]:%u" : "%s:%u", address, port);

  gtk_editable_set_text (GTK_EDITABLE (widget), after != NULL ? after : address);
}

static void
gc_source_row_dispose (GObject *object)
{
  GcSourceRow *self = GC_SOURCE_ROW (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), GC_TYPE_SOURCE_ROW);
  g_clear_object (&self->interfaces);

  G_OBJECT_CLASS (gc_source_row_parent_class)->dispose (object);
}

static void
gc_source_row_class_init (GcSourceRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = gc_source_row_dispose;

  signals[ADDRESSES_CHANGED] =
    g_signal_new ("addresses-changed", GC_TYPE_SOURCE_ROW, G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               RESOURCE_PATH "/ui/gc-source-row.ui");
  gtk_widget_class_bind_template_child (widget_class, GcSourceRow, menu_button);

  gtk_widget_class_install_action (widget_class, "source.set-address", "s",
                                   gc_source_row_set_address_action);
}

static void
gc_source_row_init (GcSourceRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->interfaces = gc_interface_monitor_new ();
  g_signal_connect_object (self->interfaces, "items-changed",
                           G_CALLBACK (gc_source_row_interfaces_changed_cb), self,
                           G_CONNECT_SWAPPED);
  gc_source_row_interfaces_changed_cb (self);
}

/**
 * gc_source_row_read:
 * @self: a row
 * @error: `GC_ERROR`
 *
 * Returns: (transfer full) (nullable): the source address that was typed, %NULL if it is none,
 *   or not this computer's
 */
GcSourceAddress *
gc_source_row_read (GcSourceRow  *self,
                    GError      **error)
{
  g_autoptr (GcSourceAddress) source = NULL;
  GInetAddress *inet;

  g_return_val_if_fail (GC_IS_SOURCE_ROW (self), NULL);

  source = gc_source_address_parse (gtk_editable_get_text (GTK_EDITABLE (self)), error);
  if (source == NULL || (inet = gc_source_address_get_address (source)) == NULL)
    return g_steal_pointer (&source);

  if (gc_interface_find_by_address (gc_interface_monitor_get_interfaces (self->interfaces),
                                    inet) == NULL)
    {
      gc_source_address_set_not_local (source, error);
      return NULL;
    }

  return g_steal_pointer (&source);
}
