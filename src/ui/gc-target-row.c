/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-closures.h"
#include "gc-target-row.h"

#include <glib/gi18n.h>

/**
 * GcTargetRow:
 *
 * A target in the sender panel: whether it is wanted, what became of the last message, and a
 * button to remove it, which emits `remove-requested`.
 */
struct _GcTargetRow
{
  AdwActionRow    parent_instance;

  GcTarget       *target;

  GtkCheckButton *enabled_check;
  GtkWidget      *remove_button;
};

G_DEFINE_FINAL_TYPE (GcTargetRow, gc_target_row, ADW_TYPE_ACTION_ROW)

enum
{
  PROP_TARGET = 1,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

enum
{
  REMOVE_REQUESTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* Title and subtitle are not bound in the .ui file: GTK 4.8 complains when an object goes that
 * has an expression on itself. */
static void
gc_target_row_target_cb (GcTargetRow *self)
{
  GcTargetResult result = gc_target_get_result (self->target);
  g_autofree char *text = gc_closure_result (NULL, result, gc_target_get_size (self->target),
                                             gc_target_get_interface_name (self->target),
                                             gc_target_get_error_message (self->target));

  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), text);
  if (result == GC_TARGET_FAILED)
    gtk_widget_add_css_class (GTK_WIDGET (self), "failed");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "failed");
}

static void
gc_target_row_remove_action (GtkWidget  *widget,
                             const char *action_name,
                             GVariant   *parameter)
{
  g_signal_emit (widget, signals[REMOVE_REQUESTED], 0);
}

/* Which target a button is of is not said by its icon. */
static void
gc_target_row_label_controls (GcTargetRow *self)
{
  g_autofree char *name = gc_endpoint_to_string (gc_target_get_endpoint (self->target));
  /* Translators: %s is a target, as 239.255.0.1:5000 */
  g_autofree char *check = g_strdup_printf (_("Send to %s"), name);
  /* Translators: %s is a target, as 239.255.0.1:5000 */
  g_autofree char *remove = g_strdup_printf (_("Remove %s"), name);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self->enabled_check),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, check, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->remove_button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, remove, -1);
}

static void
gc_target_row_set_target (GcTargetRow *self,
                          GcTarget    *target)
{
  self->target = g_object_ref (target);
  g_object_bind_property (target, "enabled", self->enabled_check, "active",
                          G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);
  g_object_bind_property (target, "name", self, "title", G_BINDING_SYNC_CREATE);
  g_signal_connect_object (target, "notify",
                           G_CALLBACK (gc_target_row_target_cb), self, G_CONNECT_SWAPPED);
  gc_target_row_target_cb (self);
  gc_target_row_label_controls (self);
}

static void
gc_target_row_dispose (GObject *object)
{
  GcTargetRow *self = GC_TARGET_ROW (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), GC_TYPE_TARGET_ROW);
  g_clear_object (&self->target);

  G_OBJECT_CLASS (gc_target_row_parent_class)->dispose (object);
}

static void
gc_target_row_get_property (GObject    *object,
                            guint       prop_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  GcTargetRow *self = GC_TARGET_ROW (object);

  switch (prop_id)
    {
    case PROP_TARGET:
      g_value_set_object (value, self->target);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
gc_target_row_set_property (GObject      *object,
                            guint         prop_id,
                            const GValue *value,
                            GParamSpec   *pspec)
{
  GcTargetRow *self = GC_TARGET_ROW (object);

  switch (prop_id)
    {
    case PROP_TARGET:
      gc_target_row_set_target (self, g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
gc_target_row_class_init (GcTargetRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = gc_target_row_dispose;
  object_class->get_property = gc_target_row_get_property;
  object_class->set_property = gc_target_row_set_property;

  properties[PROP_TARGET] =
    g_param_spec_object ("target", NULL, NULL, GC_TYPE_TARGET,
                         G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[REMOVE_REQUESTED] =
    g_signal_new ("remove-requested", GC_TYPE_TARGET_ROW, G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               RESOURCE_PATH "/ui/gc-target-row.ui");
  gtk_widget_class_bind_template_child (widget_class, GcTargetRow, enabled_check);
  gtk_widget_class_bind_template_child (widget_class, GcTargetRow, remove_button);
  gc_closures_bind (widget_class);

  gtk_widget_class_install_action (widget_class, "target.remove", NULL,
                                   gc_target_row_remove_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Delete, 0, "target.remove", NULL);

  g_type_ensure (GC_TYPE_TARGET);
}

static void
gc_target_row_init (GcTargetRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * gc_target_row_new:
 * @target: a target
 *
 * Returns: (transfer floating): a row for it
 */
GtkWidget *
gc_target_row_new (GcTarget *target)
{
  g_return_val_if_fail (GC_IS_TARGET (target), NULL);

  return g_object_new (GC_TYPE_TARGET_ROW, "target", target, NULL);
}

/**
 * gc_target_row_get_target:
 * @self: a row
 *
 * Returns: (transfer none): its target
 */
GcTarget *
gc_target_row_get_target (GcTargetRow *self)
{
  g_return_val_if_fail (GC_IS_TARGET_ROW (self), NULL);

  return self->target;
}
