/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-network-banner.h"
#include "gc-sandbox.h"
#include "gc-widget.h"

/**
 * GcNetworkBanner:
 *
 * Says that this program may not use the network, and what to do; hidden where it may.
 */
struct _GcNetworkBanner
{
  GtkWidget  parent_instance;

  char      *info;              /* (nullable) */

  GtkLabel  *label;
};

G_DEFINE_FINAL_TYPE (GcNetworkBanner, gc_network_banner, GTK_TYPE_WIDGET)

enum
{
  PROP_INFO = 1,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
gc_network_banner_set_info (GcNetworkBanner *self,
                            const char      *info)
{
  g_autoptr (GError) error = NULL;
  gboolean has_network;

  if (g_strcmp0 (self->info, info) == 0)
    return;

  g_free (self->info);
  self->info = g_strdup (info);

  has_network = info == NULL || gc_sandbox_check_network (info, &error);
  gtk_label_set_label (self->label, error != NULL ? error->message : "");
  gtk_widget_set_visible (GTK_WIDGET (self), !has_network);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_INFO]);
}

static void
gc_network_banner_copy_command_action (GtkWidget  *widget,
                                       const char *action_name,
                                       GVariant   *parameter)
{
  GcNetworkBanner *self = GC_NETWORK_BANNER (widget);
  g_autofree char *command = self->info != NULL ? gc_sandbox_dup_remedy (self->info) : NULL;

  if (command != NULL)
    gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), command);
}

static void
gc_network_banner_dispose (GObject *object)
{
  gc_widget_dispose_template (GTK_WIDGET (object), GC_TYPE_NETWORK_BANNER);

  G_OBJECT_CLASS (gc_network_banner_parent_class)->dispose (object);
}

static void
gc_network_banner_finalize (GObject *object)
{
  GcNetworkBanner *self = GC_NETWORK_BANNER (object);

  g_free (self->info);

  G_OBJECT_CLASS (gc_network_banner_parent_class)->finalize (object);
}

static void
gc_network_banner_get_property (GObject    *object,
                                guint       prop_id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  GcNetworkBanner *self = GC_NETWORK_BANNER (object);

  switch (prop_id)
    {
    case PROP_INFO:
      g_value_set_string (value, self->info);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
gc_network_banner_set_property (GObject      *object,
                                guint         prop_id,
                                const GValue *value,
                                GParamSpec   *pspec)
{
  GcNetworkBanner *self = GC_NETWORK_BANNER (object);

  switch (prop_id)
    {
    case PROP_INFO:
      gc_network_banner_set_info (self, g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
gc_network_banner_class_init (GcNetworkBannerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = gc_network_banner_dispose;
  object_class->finalize = gc_network_banner_finalize;
  object_class->get_property = gc_network_banner_get_property;
  object_class->set_property = gc_network_banner_set_property;

  /* The file that tells what a sandbox may do. */
  properties[PROP_INFO] =
    g_param_spec_string ("info", NULL, NULL, NULL,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               RESOURCE_PATH "/ui/gc-network-banner.ui");
  gtk_widget_class_bind_template_child (widget_class, GcNetworkBanner, label);
  gtk_widget_class_install_action (widget_class, "banner.copy-command", NULL,
                                   gc_network_banner_copy_command_action);
}

static void
gc_network_banner_init (GcNetworkBanner *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
