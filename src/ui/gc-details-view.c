/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-closures.h"
#include "gc-details-view.h"
#include "gc-group.h"
#include "gc-hex-dump.h"
#include "gc-json-indent.h"
#include "gc-text.h"
#include "gc-widget.h"

#include <glib/gi18n.h>

#include <net/if.h>
#include <string.h>

/**
 * GcDetailsView:
 *
 * All of one message: as text, byte by byte, and what is known of how it came.
 */
struct _GcDetailsView
{
  GtkWidget    parent_instance;

  GcGroup     *group;           /* (nullable) */
  GcMessage   *message;         /* (nullable) */
  guint        mark_id;

  GtkLabel    *destination_label;
  GtkLabel    *gap_label;
  GtkLabel    *interface_label;
  GtkLabel    *size_label;
  GtkLabel    *source_label;
  GtkLabel    *time_label;
  GtkLabel    *ttl_label;
  GtkStack    *content;
  GtkStack    *views;
  GtkTextView *hex_view;
  GtkTextView *text_view;
};

G_DEFINE_FINAL_TYPE (GcDetailsView, gc_details_view, GTK_TYPE_WIDGET)

enum
{
  PROP_GROUP = 1,
  PROP_MESSAGE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static const guint8 *
gc_details_view_get_payload (GcDetailsView *self,
                             gsize         *size)
{
  return gc_message_get_payload (self->message, size);
}

static void
gc_details_view_show_text (GcDetailsView *self)
{
  g_autofree char *text = NULL;
  const guint8 *payload;
  gsize size;

  payload = gc_details_view_get_payload (self, &size);
  text = gc_json_indent (payload, size);
  if (text == NULL)
    text = gc_text_to_lines (payload, size);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->text_view), text, -1);
}

static void
gc_details_view_show_hex (GcDetailsView *self)
{
  g_autofree char *text = NULL;
  const guint8 *payload;
  gsize size;

  payload = gc_details_view_get_payload (self, &size);
  text = gc_hex_dump_print (payload, size);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->hex_view), text, -1);
}

static char *
dup_destination (GcDetailsView  *self,
                 const GcRecord *record)
{
  char address[GC_RECORD_ADDRESS_SIZE];
  gboolean is_ipv6 = gc_record_get_family (record) == G_SOCKET_FAMILY_IPV6;

  gc_record_print_destination (record, address);
  return g_strdup_printf (is_ipv6 ? "[%s]:%u" : "%s:%u", address,
                          gc_endpoint_get_port (gc_group_get_endpoint (self->group)));
}

static char *
dup_interface (const GcRecord *record)
{
  char name[IF_NAMESIZE];

  if (record->ifindex != 0 && if_indextoname (record->ifindex, name) != NULL)
    return g_strdup (name);

  /* Gone, or never told. */
  return record->ifindex != 0 ? g_strdup_printf ("%u", record->ifindex) : g_strdup (_("unknown"));
}

static char *
dup_time (const GcRecord *record)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (record->time_ns / 1000000000);
  g_autofree char *seconds = time != NULL ? g_date_time_format (time, "%F %T") : NULL;

  return g_strdup_printf ("%s.%06d", seconds != NULL ? seconds : "",
                          (int) (record->time_ns / 1000 % 1000000));
}

static char *
dup_gap (GcDetailsView  *self,
         const GcRecord *record)
{
  gint64 before;

  if (!gc_message_log_find_previous (gc_group_get_log (self->group),
                                     gc_message_get_serial (self->message), &before))
    return g_strdup (_("none in the list"));

  /* Translators: %s is a number of seconds */
  return g_strdup_printf (_("%.6f s before"), (record->time_ns - before) / 1e9);
}

static void
take_label (GtkLabel *label,
            char     *text)
{
  gtk_label_set_label (label, text);
  g_free (text);
}

static void
gc_details_view_show_info (GcDetailsView *self)
{
  const GcRecord *record = gc_message_get_record (self->message);

  take_label (self->time_label, dup_time (record));
  take_label (self->source_label, gc_message_dup_source (self->message));
  take_label (self->destination_label, dup_destination (self, record));
  take_label (self->interface_label, dup_interface (record));
  take_label (self->ttl_label, g_strdup_printf ("%u", record->ttl));
  take_label (self->size_label, gc_closure_bytes (NULL, record->size));
  take_label (self->gap_label, dup_gap (self, record));
}

/* Not while nobody sees it: a list may be stepped through with all this closed. */
static void
gc_details_view_show (GcDetailsView *self)
{
  if (self->message == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;

  gc_details_view_show_text (self);
  gc_details_view_show_hex (self);
  gc_details_view_show_info (self);
}

static void
gc_details_view_set_message (GcDetailsView *self,
                             GcMessage     *message)
{
  if (!g_set_object (&self->message, message))
    return;

  gtk_stack_set_visible_child_name (self->content, message != NULL ? "message" : "none");
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "details.copy", message != NULL);
  gc_details_view_show (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MESSAGE]);
}

static void
gc_details_view_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (gc_details_view_parent_class)->map (widget);

  gc_details_view_show (GC_DETAILS_VIEW (widget));
}

static void
mark (GtkTextBuffer *buffer,
      guint          offset,
      guint          length)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_iter_at_offset (buffer, &start, offset);
  gtk_text_buffer_get_iter_at_offset (buffer, &end, offset + length);
  gtk_text_buffer_apply_tag_by_name (buffer, "selected", &start, &end);
}

/* The bytes that are selected are marked in both columns. */
static gboolean
gc_details_view_mark_cb (gpointer user_data)
{
  GcDetailsView *self = user_data;
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->hex_view);
  GtkTextIter start, end;
  gsize size = 0;
  guint first, last;

  self->mark_id = 0;
  gtk_text_buffer_get_bounds (buffer, &start, &end);
  gtk_text_buffer_remove_tag_by_name (buffer, "selected", &start, &end);
  if (self->message == NULL || !gtk_text_buffer_get_selection_bounds (buffer, &start, &end))
    return G_SOURCE_REMOVE;

  gc_details_view_get_payload (self, &size);
  if (!gc_hex_dump_find_byte (gtk_text_iter_get_offset (&start), size, &first))
    return G_SOURCE_REMOVE;

  gc_hex_dump_find_byte (gtk_text_iter_get_offset (&end) - 1, size, &last);
  for (guint i = first; i <= last && i < size; i++)
    {
      mark (buffer, gc_hex_dump_find_digits (i), 2);
      mark (buffer, gc_hex_dump_find_sign (i), 1);
    }

  return G_SOURCE_REMOVE;
}

/* A selection moves both its ends. */
static void
gc_details_view_mark_set_cb (GcDetailsView *self)
{
  if (self->mark_id == 0)
    self->mark_id = g_idle_add (gc_details_view_mark_cb, self);
}

static char *
gc_details_view_dup_info (GcDetailsView *self)
{
  /* Translators: what is copied of a message */
  return g_strdup_printf (_("Time: %s\nSource: %s\nDestination: %s\nInterface: %s\nTTL: %s\n"
                            "Size: %s\nPrevious of the same sender: %s\n"),
                          gtk_label_get_label (self->time_label),
                          gtk_label_get_label (self->source_label),
                          gtk_label_get_label (self->destination_label),
                          gtk_label_get_label (self->interface_label),
                          gtk_label_get_label (self->ttl_label),
                          gtk_label_get_label (self->size_label),
                          gtk_label_get_label (self->gap_label));
}

static char *
dup_all_text (GtkTextView *view)
{
  char *text;

  g_object_get (gtk_text_view_get_buffer (view), "text", &text, NULL);
  return text;
}

static void
gc_details_view_copy_action (GtkWidget  *widget,
                             const char *action_name,
                             GVariant   *parameter)
{
  GcDetailsView *self = GC_DETAILS_VIEW (widget);
  const char *view = gtk_stack_get_visible_child_name (self->views);
  g_autofree char *text = NULL;

  if (strcmp (view, "text") == 0)
    text = dup_all_text (self->text_view);
  else if (strcmp (view, "hex") == 0)
    text = dup_all_text (self->hex_view);
  else
    text = gc_details_view_dup_info (self);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text);
}

static void
gc_details_view_dispose (GObject *object)
{
  GcDetailsView *self = GC_DETAILS_VIEW (object);

  g_clear_handle_id (&self->mark_id, g_source_remove);
  gc_widget_dispose_template (GTK_WIDGET (self), GC_TYPE_DETAILS_VIEW);
  g_clear_object (&self->message);
  g_clear_object (&self->group);

  G_OBJECT_CLASS (gc_details_view_parent_class)->dispose (object);
}

static void
gc_details_view_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  GcDetailsView *self = GC_DETAILS_VIEW (object);

  switch (prop_id)
    {
    case PROP_GROUP:
      g_value_set_object (value, self->group);
      break;
    case PROP_MESSAGE:
      g_value_set_object (value, self->message);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
gc_details_view_set_property (GObject      *object,
                              guint         prop_id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  GcDetailsView *self = GC_DETAILS_VIEW (object);

  switch (prop_id)
    {
    case PROP_GROUP:
      if (g_set_object (&self->group, g_value_get_object (value)))
        g_object_notify_by_pspec (object, pspec);
      break;
    case PROP_MESSAGE:
      gc_details_view_set_message (self, g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
gc_details_view_class_init (GcDetailsViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = gc_details_view_dispose;
  object_class->get_property = gc_details_view_get_property;
  object_class->set_property = gc_details_view_set_property;
  widget_class->map = gc_details_view_map;

  properties[PROP_GROUP] =
    g_param_spec_object ("group", NULL, NULL, GC_TYPE_GROUP, flags);
  properties[PROP_MESSAGE] =
    g_param_spec_object ("message", NULL, NULL, GC_TYPE_MESSAGE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               RESOURCE_PATH "/ui/gc-details-view.ui");
  gtk_widget_class_bind_template_child (widget_class, GcDetailsView, content);
  gtk_widget_class_bind_template_child (widget_class, GcDetailsView, destination_label);
  gtk_widget_class_bind_template_child (widget_class, GcDetailsView, gap_label);
  gtk_widget_class_bind_template_child (widget_class, GcDetailsView, hex_view);
  gtk_widget_class_bind_template_child (widget_class, GcDetailsView, interface_label);
  gtk_widget_class_bind_template_child (widget_class, GcDetailsView, size_label);
  gtk_widget_class_bind_template_child (widget_class, GcDetailsView, source_label);
  gtk_widget_class_bind_template_child (widget_class, GcDetailsView, text_view);
  gtk_widget_class_bind_template_child (widget_class, GcDetailsView, time_label);
  gtk_widget_class_bind_template_child (widget_class, GcDetailsView, ttl_label);
  gtk_widget_class_bind_template_child (widget_class, GcDetailsView, views);
  gtk_widget_class_bind_template_callback (widget_class, gc_details_view_mark_set_cb);

  gtk_widget_class_install_action (widget_class, "details.copy", NULL,
                                   gc_details_view_copy_action);
}

static void
gc_details_view_init (GcDetailsView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "details.copy", FALSE);
}
