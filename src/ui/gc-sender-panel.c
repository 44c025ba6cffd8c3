/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-closures.h"
#include "gc-send-job.h"
#include "gc-sender-panel.h"
#include "gc-source-row.h"
#include "gc-target-row.h"
#include "gc-transmitter.h"
#include "gc-widget.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include <string.h>

/**
 * GcSenderPanel:
 *
 * Where a message is composed, once, and sent to many: source address, targets and text.
 * What is wrong is said where it is wrong, and everything that was typed stays.
 */
struct _GcSenderPanel
{
  GtkWidget           parent_instance;

  GcTargetList       *targets;
  gboolean            is_sending;
  guint               last_port;

  GtkLabel           *add_label;
  AdwEntryRow        *add_row;
  GtkTextBuffer      *message_buffer;
  GtkLabel           *message_label;
  GtkTextView        *message_view;
  GtkLabel           *source_label;
  GcSourceRow        *source_row;
  GtkLabel           *status_label;
  GtkListBox         *target_box;
};

G_DEFINE_FINAL_TYPE (GcSenderPanel, gc_sender_panel, GTK_TYPE_WIDGET)

enum
{
  PROP_LAST_PORT = 1,
  PROP_TARGETS,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

/* Says something under a field, and marks the field if it is an error. */
static void
set_hint (GtkWidget  *field,
          GtkLabel   *label,
          const char *hint,
          gboolean    is_error)
{
  gc_widget_set_invalid (field, is_error);
  gc_widget_set_invalid (GTK_WIDGET (label), is_error);
  gtk_label_set_label (label, hint);
}

static void
gc_sender_panel_set_source_hint (GcSenderPanel *self,
                                 const GError  *error)
{
  set_hint (GTK_WIDGET (self->source_row), self->source_label,
            error != NULL ? error->message : "", error != NULL);
}

/* What is only unfinished is not called wrong before it is to be used. */
static void
gc_sender_panel_source_changed_cb (GcSenderPanel *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GcSourceAddress) source = gc_source_row_read (self->source_row, &error);

  if (source == NULL &&
      gc_typing_is_unfinished (gtk_editable_get_text (GTK_EDITABLE (self->source_row))))
    g_clear_error (&error);

  gc_sender_panel_set_source_hint (self, error);
}

static void
gc_sender_panel_remove_target_cb (GcSenderPanel *self,
                                  GcTargetRow   *row)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->add_row));
  gc_target_list_remove (self->targets, gc_target_row_get_target (row));
}

/* The rows of the targets come before the one to add more. */
static void
gc_sender_panel_targets_changed_cb (GcSenderPanel *self,
                                    guint          position,
                                    guint          removed,
                                    guint          added)
{
  for (guint i = 0; i < removed; i++)
    gtk_list_box_remove (self->target_box,
                         GTK_WIDGET (gtk_list_box_get_row_at_index (self->target_box, position)));

  for (guint i = position; i < position + added; i++)
    {
      g_autoptr (GcTarget) target = g_list_model_get_item (G_LIST_MODEL (self->targets), i);
      GtkWidget *row = gc_target_row_new (target);

      g_signal_connect_object (row, "remove-requested",
                               G_CALLBACK (gc_sender_panel_remove_target_cb), self,
                               G_CONNECT_SWAPPED);
      gtk_list_box_insert (self->target_box, row, i);
    }
}

static void
gc_sender_panel_set_add_hint (GcSenderPanel *self,
                              const char    *hint,
                              gboolean       is_error)
{
  set_hint (GTK_WIDGET (self->add_row), self->add_label, hint, is_error);
}

static void
gc_sender_panel_add_changed_cb (GcSenderPanel *self)
{
  gc_sender_panel_set_add_hint (self, "", FALSE);
}

/* “2 added, 1 was there already, and what is wrong with the first that stays”. */
static char *
describe_added (guint         n_added,
                guint         n_duplicates,
                const GError *error)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_null_terminated (4, g_free, TRUE);

  if (n_added > 1 || (n_added > 0 && (n_duplicates > 0 || error != NULL)))
    g_ptr_array_add (parts, g_strdup_printf (ngettext ("%u added", "%u added", n_added),
                                             n_added));
  if (n_duplicates > 0)
    g_ptr_array_add (parts, g_strdup_printf (ngettext ("%u was there already",
                                                       "%u were there already",
                                                       n_duplicates),
                                             n_duplicates));
  if (error != NULL)
    g_ptr_array_add (parts, g_strdup (error->message));

  return g_strjoinv (" · ", (char **) parts->pdata);
}

/* What is valid becomes a target; what is not stays in the entry, with the reason under it. */
static void
gc_sender_panel_add_targets (GcSenderPanel *self)
{
  GtkEditable *editable = GTK_EDITABLE (self->add_row);
  g_autofree char *rest = NULL;
  g_autofree char *hint = NULL;
  g_autoptr (GError) error = NULL;
  guint n_added, n_duplicates;

  rest = gc_target_list_add_text (self->targets, gtk_editable_get_text (editable),
                                  self->last_port, &n_added, &n_duplicates, &error);
  hint = describe_added (n_added, n_duplicates, error);

  gtk_editable_set_text (editable, rest);
  gtk_editable_set_position (editable, -1);
  gc_sender_panel_set_add_hint (self, hint, error != NULL);
}

static void
gc_sender_panel_add_activated_cb (GcSenderPanel *self)
{
  gc_sender_panel_add_targets (self);
}

static void
gc_sender_panel_add_targets_action (GtkWidget  *widget,
                                    const char *action_name,
                                    GVariant   *parameter)
{
  GcSenderPanel *self = GC_SENDER_PANEL (widget);

  gc_sender_panel_add_targets (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->add_row));
}

static char *
gc_sender_panel_dup_message (GcSenderPanel *self)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (self->message_buffer, &start, &end);
  return gtk_text_buffer_get_text (self->message_buffer, &start, &end, TRUE);
}

/* The size as typed; placeholders may make it a little different for each target, and then
 * the target says so if it does not fit. */
static void
gc_sender_panel_message_changed_cb (GcSenderPanel *self)
{
  g_autofree char *message = gc_sender_panel_dup_message (self);
  gsize size = strlen (message);
  g_autofree char *hint = NULL;
  gboolean is_too_big = size > GC_PAYLOAD_MAX_IPV4;

  if (is_too_big)
    hint = g_strdup_printf (_("%zu bytes do not fit: a datagram holds %zu"),
                            size, (gsize) GC_PAYLOAD_MAX_IPV4);
  else
    hint = g_strdup_printf (ngettext ("%zu byte", "%zu bytes", size), size);

  set_hint (GTK_WIDGET (self->message_view), self->message_label, hint, is_too_big);
}

static void
gc_sender_panel_set_status (GcSenderPanel *self,
                            const char    *status,
                            gboolean       is_error)
{
  gtk_label_set_label (self->status_label, status);
  if (is_error)
    gtk_widget_add_css_class (GTK_WIDGET (self->status_label), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->status_label), "error");
}

static void
gc_sender_panel_set_sending (GcSenderPanel *self,
                             gboolean       is_sending)
{
  self->is_sending = is_sending;
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "sender.send", !is_sending);
}

static char *
describe_sent (GcSendJob *job)
{
  guint n_sent = gc_send_job_get_n_sent (job);
  guint n = n_sent + gc_send_job_get_n_failed (job);

  if (n_sent == 0)
    return g_strdup (_("Not sent"));
  if (n_sent < n)
    return g_strdup_printf (_("Sent to %u of %u targets"), n_sent, n);

  return g_strdup_printf (ngettext ("Sent to %u target", "Sent to %u targets", n), n);
}

static void
gc_sender_panel_sent_cb (GObject      *source_object,
                         GAsyncResult *result,
                         gpointer      user_data)
{
  g_autoptr (GcSenderPanel) self = user_data;
  GcSendJob *job = GC_SEND_JOB (source_object);
  g_autoptr (GError) error = NULL;
  g_autofree char *status = NULL;

  if (gc_send_job_run_finish (job, result, &error))
    {
      status = describe_sent (job);
      gc_sender_panel_set_status (self, status, gc_send_job_get_n_failed (job) > 0);
    }
  else
    {
      gc_sender_panel_set_status (self, _("Not sent"), TRUE);
      gc_sender_panel_set_source_hint (self, error);
      gtk_widget_grab_focus (GTK_WIDGET (self->source_row));
    }

  gc_sender_panel_set_sending (self, FALSE);
}

static void
gc_sender_panel_send_action (GtkWidget  *widget,
                             const char *action_name,
                             GVariant   *parameter)
{
  gc_sender_panel_send (GC_SENDER_PANEL (widget));
}

static gboolean
gc_sender_panel_grab_focus (GtkWidget *widget)
{
  GcSenderPanel *self = GC_SENDER_PANEL (widget);

  return gtk_widget_grab_focus (GTK_WIDGET (self->message_view));
}

static void
gc_sender_panel_dispose (GObject *object)
{
  GcSenderPanel *self = GC_SENDER_PANEL (object);

  gc_widget_dispose_template (GTK_WIDGET (self), GC_TYPE_SENDER_PANEL);
  g_clear_object (&self->targets);

  G_OBJECT_CLASS (gc_sender_panel_parent_class)->dispose (object);
}

static void
gc_sender_panel_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  GcSenderPanel *self = GC_SENDER_PANEL (object);

  switch (prop_id)
    {
    case PROP_LAST_PORT:
      g_value_set_uint (value, self->last_port);
      break;
    case PROP_TARGETS:
      g_value_set_object (value, self->targets);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
gc_sender_panel_set_property (GObject      *object,
                              guint         prop_id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  GcSenderPanel *self = GC_SENDER_PANEL (object);

  switch (prop_id)
    {
    case PROP_LAST_PORT:
      gc_sender_panel_set_last_port (self, g_value_get_uint (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
gc_sender_panel_class_init_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               RESOURCE_PATH "/ui/gc-sender-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, GcSenderPanel, add_label);
  gtk_widget_class_bind_template_child (widget_class, GcSenderPanel, add_row);
  gtk_widget_class_bind_template_child (widget_class, GcSenderPanel, message_buffer);
  gtk_widget_class_bind_template_child (widget_class, GcSenderPanel, message_label);
  gtk_widget_class_bind_template_child (widget_class, GcSenderPanel, message_view);
  gtk_widget_class_bind_template_child (widget_class, GcSenderPanel, source_label);
  gtk_widget_class_bind_template_child (widget_class, GcSenderPanel, source_row);
  gtk_widget_class_bind_template_child (widget_class, GcSenderPanel, status_label);
  gtk_widget_class_bind_template_child (widget_class, GcSenderPanel, target_box);
  gtk_widget_class_bind_template_callback (widget_class, gc_sender_panel_add_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, gc_sender_panel_add_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, gc_sender_panel_message_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, gc_sender_panel_source_changed_cb);
  gc_closures_bind (widget_class);
}

static void
gc_sender_panel_class_init (GcSenderPanelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = gc_sender_panel_dispose;
  object_class->get_property = gc_sender_panel_get_property;
  object_class->set_property = gc_sender_panel_set_property;
  widget_class->grab_focus = gc_sender_panel_grab_focus;

  properties[PROP_LAST_PORT] =
    g_param_spec_uint ("last-port", NULL, NULL, 1, G_MAXUINT16, 5000,
                       G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_TARGETS] =
    g_param_spec_object ("targets", NULL, NULL, GC_TYPE_TARGET_LIST,
                         G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gc_sender_panel_class_init_template (widget_class);

  gtk_widget_class_install_action (widget_class, "sender.add-targets", NULL,
                                   gc_sender_panel_add_targets_action);
  gtk_widget_class_install_action (widget_class, "sender.send", NULL,
                                   gc_sender_panel_send_action);

  g_type_ensure (GC_TYPE_SOURCE_ROW);
}

static void
gc_sender_panel_init (GcSenderPanel *self)
{
  self->last_port = 5000;
  self->targets = gc_target_list_new ();

  gtk_widget_init_template (GTK_WIDGET (self));

  g_signal_connect_object (self->targets, "items-changed",
                           G_CALLBACK (gc_sender_panel_targets_changed_cb), self,
                           G_CONNECT_SWAPPED);
  gc_sender_panel_message_changed_cb (self);
}

/**
 * gc_sender_panel_get_targets:
 * @self: a panel
 *
 * Returns: (transfer none): its targets
 */
GcTargetList *
gc_sender_panel_get_targets (GcSenderPanel *self)
{
  g_return_val_if_fail (GC_IS_SENDER_PANEL (self), NULL);

  return self->targets;
}

/**
 * gc_sender_panel_get_last_port:
 * @self: a panel
 *
 * Returns: the port of targets that are typed without one
 */
guint
gc_sender_panel_get_last_port (GcSenderPanel *self)
{
  g_return_val_if_fail (GC_IS_SENDER_PANEL (self), 0);

  return self->last_port;
}

/**
 * gc_sender_panel_set_last_port:
 * @self: a panel
 * @last_port: the port of targets that are typed without one
 */
void
gc_sender_panel_set_last_port (GcSenderPanel *self,
                               guint          last_port)
{
  g_return_if_fail (GC_IS_SENDER_PANEL (self));
  g_return_if_fail (last_port >= 1 && last_port <= G_MAXUINT16);

  if (self->last_port == last_port)
    return;

  self->last_port = last_port;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LAST_PORT]);
}

/**
 * gc_sender_panel_get_status:
 * @self: a panel
 *
 * Returns: what it says of the last message
 */
const char *
gc_sender_panel_get_status (GcSenderPanel *self)
{
  g_return_val_if_fail (GC_IS_SENDER_PANEL (self), NULL);

  return gtk_label_get_label (self->status_label);
}

static void
gc_sender_panel_ask_for_target (GcSenderPanel *self)
{
  if (g_list_model_get_n_items (G_LIST_MODEL (self->targets)) > 0)
    gc_sender_panel_set_add_hint (self, _("Switch a target on to send to it"), TRUE);
  else if (*gtk_editable_get_text (GTK_EDITABLE (self->add_row)) == '\0')
    gc_sender_panel_set_add_hint (self, _("Add a target to send to, as 239.255.0.1:5000"), TRUE);

  gtk_widget_grab_focus (GTK_WIDGET (self->add_row));
}

/**
 * gc_sender_panel_send:
 * @self: a panel
 *
 * Sends the message to each target that is on. Targets that are typed and not added yet are
 * added first.
 */
void
gc_sender_panel_send (GcSenderPanel *self)
{
  g_autoptr (GPtrArray) enabled = NULL;

  g_return_if_fail (GC_IS_SENDER_PANEL (self));

  if (*gtk_editable_get_text (GTK_EDITABLE (self->add_row)) != '\0')
    gc_sender_panel_add_targets (self);

  enabled = gc_target_list_dup_enabled (self->targets);
  if (enabled->len > 0)
    gc_sender_panel_send_to (self, enabled);
  else
    gc_sender_panel_ask_for_target (self);
}

/**
 * gc_sender_panel_send_to:
 * @self: a panel
 * @targets: (element-type GcTarget): some of its targets
 *
 * Sends the message to these targets. Does nothing while a message is being sent.
 */
void
gc_sender_panel_send_to (GcSenderPanel *self,
                         GPtrArray     *targets)
{
  g_autofree char *message = NULL;
  g_autoptr (GcSourceAddress) source = NULL;
  g_autoptr (GcSendJob) job = NULL;
  g_autoptr (GError) error = NULL;

  g_return_if_fail (GC_IS_SENDER_PANEL (self));

  if (self->is_sending)
    return;

  source = gc_source_row_read (self->source_row, &error);
  gc_sender_panel_set_source_hint (self, error);
  if (source == NULL)
    {
      gtk_widget_grab_focus (GTK_WIDGET (self->source_row));
      return;
    }

  message = gc_sender_panel_dup_message (self);
  job = gc_send_job_new (source, targets, message);
  gc_sender_panel_set_sending (self, TRUE);
  gc_send_job_run_async (job, NULL, gc_sender_panel_sent_cb, g_object_ref (self));
}
