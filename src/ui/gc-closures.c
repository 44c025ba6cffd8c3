/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-closures.h"
#include "gc-group.h"

#include <glib/gi18n.h>

/* With the separators of thousands that the language has. */
static char *
format_count (guint64 n)
{
  return g_strdup_printf ("%'" G_GUINT64_FORMAT, n);
}

/**
 * gc_closure_time:
 * @unused: nothing
 * @time_ns: nanoseconds since the epoch
 *
 * Returns: the local time of day to the millisecond
 */
char *
gc_closure_time (gpointer unused,
                 gint64   time_ns)
{
  g_autoptr (GDateTime) time =
    g_date_time_new_from_unix_local (time_ns / G_GINT64_CONSTANT (1000000000));
  g_autofree char *seconds = NULL;

  if (time == NULL)
    return g_strdup ("");

  seconds = g_date_time_format (time, "%H:%M:%S");
  return g_strdup_printf ("%s.%03d", seconds,
                          (int) (time_ns / 1000000 % 1000));
}

/**
 * gc_closure_size:
 * @unused: nothing
 * @size: a number of bytes
 *
 * Returns: the number
 */
char *
gc_closure_size (gpointer unused,
                 guint    size)
{
  return g_strdup_printf ("%u", size);
}

/**
 * gc_closure_messages:
 * @unused: nothing
 * @n_messages: how many were received
 *
 * Returns: that, in words
 */
char *
gc_closure_messages (gpointer unused,
                     guint64  n_messages)
{
  g_autofree char *count = format_count (n_messages);

  /* Translators: %s is a number */
  return g_strdup_printf (ngettext ("%s message", "%s messages", n_messages), count);
}

/**
 * gc_closure_message_rate:
 * @unused: nothing
 * @message_rate: messages a second
 *
 * Returns: that, in short
 */
char *
gc_closure_message_rate (gpointer unused,
                         guint    message_rate)
{
  g_autofree char *count = format_count (message_rate);

  /* Translators: messages a second */
  return g_strdup_printf (_("%s/s"), count);
}

/* In the unit in which it has one to three digits before the point. */
static char *
format_bit_rate (guint64 bit_rate)
{
  static const char *const units[] = { "bit/s", "kbit/s", "Mbit/s", "Gbit/s", "Tbit/s" };
  double value = bit_rate;
  guint i;

  for (i = 0; value >= 999.5 && i + 1 < G_N_ELEMENTS (units); i++)
    value /= 1000;

  return g_strdup_printf (i == 0 || value >= 99.95 ? "%.0f\302\240%s" : "%.1f\302\240%s", value,
                          units[i]);
}

/**
 * gc_closure_rate:
 * @unused: nothing
 * @message_rate: messages a second
 * @bit_rate: bits a second
 *
 * Returns: both
 */
char *
gc_closure_rate (gpointer unused,
                 guint    message_rate,
                 guint64  bit_rate)
{
  g_autofree char *messages = format_count (message_rate);
  g_autofree char *bits = format_bit_rate (bit_rate);

  /* Translators: messages a second, then bits a second as "1.2 Mbit/s" */
  return g_strdup_printf (_("%1$s/s · %2$s"), messages, bits);
}

/**
 * gc_closure_peak:
 * @unused: nothing
 * @peak_rate: the most messages in a second
 *
 * Returns: that, in words
 */
char *
gc_closure_peak (gpointer unused,
                 guint    peak_rate)
{
  g_autofree char *count = format_count (peak_rate);

  return g_strdup_printf (ngettext ("%s message in a second", "%s messages in a second",
                                    peak_rate), count);
}

/**
 * gc_closure_bytes:
 * @unused: nothing
 * @n_bytes: a number of bytes
 *
 * Returns: that, as files have it
 */
char *
gc_closure_bytes (gpointer unused,
                  guint64  n_bytes)
{
  return g_format_size (n_bytes);
}

/**
 * gc_closure_moment:
 * @unused: nothing
 * @time_ns: nanoseconds since the epoch; 0: never
 *
 * Returns: the local date and time
 */
char *
gc_closure_moment (gpointer unused,
                   gint64   time_ns)
{
  g_autoptr (GDateTime) time =
    g_date_time_new_from_unix_local (time_ns / G_GINT64_CONSTANT (1000000000));

  if (time_ns == 0 || time == NULL)
    return g_strdup ("–");

  return g_date_time_format (time, "%F %T");
}

/**
 * gc_closure_last_seen:
 * @unused: nothing
 * @time_ns: nanoseconds since the epoch
 *
 * Returns: when that was, in words
 */
char *
gc_closure_last_seen (gpointer unused,
                      gint64   time_ns)
{
  g_autofree char *time = gc_closure_time (NULL, time_ns);

  /* Translators: %s is a time of day */
  return g_strdup_printf (_("last seen %s"), time);
}

/**
 * gc_closure_lost:
 * @unused: nothing
 * @n_kernel_lost: how many the kernel dropped
 * @n_backlog_lost: how many the program dropped
 * @n_truncated: how many were cut short
 *
 * Returns: how many were lost on this computer and where, empty if none
 */
char *
gc_closure_lost (gpointer unused,
                 guint64  n_kernel_lost,
                 guint64  n_backlog_lost,
                 guint64  n_truncated)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new_null_terminated (4, g_free, TRUE);
  g_autofree char *kernel = format_count (n_kernel_lost);
  g_autofree char *backlog = format_count (n_backlog_lost);
  g_autofree char *truncated = format_count (n_truncated);

  /* Translators: here and in the next two, %s is a number of messages */
  if (n_kernel_lost > 0)
    g_ptr_array_add (texts, g_strdup_printf (ngettext ("%s lost in the kernel",
                                                       "%s lost in the kernel", n_kernel_lost),
                                             kernel));
  if (n_backlog_lost > 0)
    g_ptr_array_add (texts, g_strdup_printf (ngettext ("%s lost in Groupcast",
                                                       "%s lost in Groupcast", n_backlog_lost),
                                             backlog));
  if (n_truncated > 0)
    g_ptr_array_add (texts, g_strdup_printf (ngettext ("%s cut short", "%s cut short", n_truncated),
                                             truncated));

  return g_strjoinv (", ", (char **) texts->pdata);
}

/**
 * gc_closure_kept:
 * @unused: nothing
 * @n_kept: how many messages the log holds
 * @n_evicted: how many it has dropped to stay within its limits
 *
 * Returns: how many are kept, empty if that is all of them
 */
char *
gc_closure_kept (gpointer unused,
                 guint    n_kept,
                 guint64  n_evicted)
{
  g_autofree char *count = format_count (n_kept);

  if (n_evicted == 0)
    return g_strdup ("");

  /* Translators: %s is a number of messages */
  return g_strdup_printf (ngettext ("the last %s kept", "the last %s kept", n_kept), count);
}

/**
 * gc_closure_evicted:
 * @unused: nothing
 * @n_evicted: how many messages the log has dropped to stay within its limits
 *
 * Returns: that, in words
 */
char *
gc_closure_evicted (gpointer unused,
                    guint64  n_evicted)
{
  g_autofree char *count = format_count (n_evicted);

  /* Translators: %s is a number of messages */
  return g_strdup_printf (ngettext ("%s older message was dropped from the list, which has a limit "
                                    "(see Preferences)",
                                    "%s older messages were dropped from the list, which has a limit "
                                    "(see Preferences)", n_evicted),
                          count);
}

/**
 * gc_closure_matches:
 * @unused: nothing
 * @filter: (nullable): a filter, if there is one
 * @n_matches: how many messages match
 * @n_all: how many there are
 * @searching: whether there may be more
 *
 * Returns: how many are shown, in short; empty without a filter
 */
char *
gc_closure_matches (gpointer unused,
                    gpointer filter,
                    guint    n_matches,
                    guint    n_all,
                    gboolean searching)
{
  g_autofree char *matches = format_count (n_matches);
  g_autofree char *all = format_count (n_all);

  if (filter == NULL)
    return g_strdup ("");

  /* Translators: how many messages match, and of how many; the first while it still searches */
  return g_strdup_printf (searching ? _("%s of %s…") : _("%s of %s"), matches, all);
}

/**
 * gc_closure_state:
 * @unused: nothing
 * @state: how far joining is
 * @interface_names: (nullable): where it is joined
 *
 * Returns: the state of a group, in words
 */
char *
gc_closure_state (gpointer         unused,
                  GcReceiverState  state,
                  const char      *interface_names)
{
  switch (state)
    {
    case GC_RECEIVER_JOINING:
      return g_strdup (_("Joining…"));
    case GC_RECEIVER_JOINED:
      /* Translators: %s is names of network interfaces */
      return g_strdup_printf (_("Joined on %s"), interface_names);
    case GC_RECEIVER_FAILED:
      return g_strdup (_("Not joined"));
    case GC_RECEIVER_LEFT:
    default:
      return g_strdup (_("Left"));
    }
}

/**
 * gc_closure_buffer:
 * @unused: nothing
 * @receive_buffer: what the kernel holds at the most, in bytes; 0: nothing
 *
 * Returns: (nullable): that, in words, and what to do where it is less than was asked for
 */
char *
gc_closure_buffer (gpointer unused,
                   int      receive_buffer)
{
  g_autofree char *granted = g_format_size_full (receive_buffer, G_FORMAT_SIZE_IEC_UNITS);
  g_autofree char *wanted = g_format_size_full (GC_GROUP_WANTED_BUFFER,
                                                G_FORMAT_SIZE_IEC_UNITS);

  if (receive_buffer <= 0)
    return NULL;

  if (receive_buffer >= GC_GROUP_WANTED_BUFFER)
    return g_strdup_printf (_("The kernel holds up to %s until they are received"), granted);

  /* Translators: two sizes, then a command */
  return g_strdup_printf (_("The kernel holds up to %1$s until they are received, and not %2$s; "
                            "so that fast messages are not lost, raise it with “%3$s”"),
                          granted, wanted,
                          "sudo sysctl net.core.rmem_max=8388608");
}

/**
 * gc_closure_state_icon:
 * @unused: nothing
 * @state: how far joining is
 *
 * Returns: the name of an icon
 */
char *
gc_closure_state_icon (gpointer        unused,
                       GcReceiverState state)
{
  switch (state)
    {
    case GC_RECEIVER_JOINING:
      return g_strdup ("content-loading-symbolic");
    case GC_RECEIVER_JOINED:
      return g_strdup ("object-select-symbolic");
    case GC_RECEIVER_FAILED:
      return g_strdup ("dialog-error-symbolic");
    case GC_RECEIVER_LEFT:
    default:
      return g_strdup ("network-offline-symbolic");
    }
}

/**
 * gc_closure_newer:
 * @unused: nothing
 * @paused: whether the reader has asked for that
 * @n_waiting: how many have come since the reader left the end
 *
 * Returns: what the button says that leads back to the end
 */
char *
gc_closure_newer (gpointer unused,
                  gboolean paused,
                  guint    n_waiting)
{
  g_autofree char *count = format_count (n_waiting);

  if (paused && n_waiting == 0)
    return g_strdup (_("Paused"));

  /* Translators: %s is a number of messages */
  if (paused)
    return g_strdup_printf (ngettext ("Paused, %s waiting", "Paused, %s waiting", n_waiting), count);

  if (n_waiting == 0)
    return g_strdup (_("Newest"));

  /* Translators: %s is a number of messages */
  return g_strdup_printf (ngettext ("%s new", "%s new", n_waiting), count);
}

/**
 * gc_closure_result:
 * @unused: nothing
 * @result: what became of the last message
 * @size: its bytes
 * @interface_name: (nullable): by which interface it left
 * @error_message: (nullable): why it did not
 *
 * Returns: the result of a target, in words; empty before the first message
 */
char *
gc_closure_result (gpointer        unused,
                   GcTargetResult  result,
                   guint64         size,
                   const char     *interface_name,
                   const char     *error_message)
{
  g_autofree char *count = format_count (size);

  switch (result)
    {
    case GC_TARGET_SENT:
      /* Translators: a number, and the name of a network interface */
      return g_strdup_printf (ngettext ("%1$s byte sent by %2$s", "%1$s bytes sent by %2$s", size),
                              count, interface_name);
    case GC_TARGET_FAILED:
      return g_strdup (error_message);
    case GC_TARGET_NONE:
    default:
      return g_strdup ("");
    }
}

/**
 * gc_closure_result_icon:
 * @unused: nothing
 * @result: what became of the last message
 *
 * Returns: (nullable): the name of an icon
 */
char *
gc_closure_result_icon (gpointer       unused,
                        GcTargetResult result)
{
  switch (result)
    {
    case GC_TARGET_SENT:
      return g_strdup ("object-select-symbolic");
    case GC_TARGET_FAILED:
      return g_strdup ("dialog-error-symbolic");
    case GC_TARGET_NONE:
    default:
      return NULL;
    }
}

static gboolean
gc_closure_is_set (gpointer    unused,
                 const char *text)
{
  return text != NULL && *text != '\0';
}

static gboolean
gc_closure_is_positive (gpointer unused,
                        guint64  n)
{
  return n > 0;
}

/**
 * gc_closures_bind:
 * @widget_class: a class with a template
 *
 * Makes all closures known to a template and to the cells that it loads.
 */
void
gc_closures_bind (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_callback (widget_class, gc_closure_evicted);
  gtk_widget_class_bind_template_callback (widget_class, gc_closure_kept);
  gtk_widget_class_bind_template_callback (widget_class, gc_closure_lost);
  gtk_widget_class_bind_template_callback (widget_class, gc_closure_matches);
  gtk_widget_class_bind_template_callback (widget_class, gc_closure_messages);
  gtk_widget_class_bind_template_callback (widget_class, gc_closure_message_rate);
  gtk_widget_class_bind_template_callback (widget_class, gc_closure_rate);
  gtk_widget_class_bind_template_callback (widget_class, gc_closure_peak);
  gtk_widget_class_bind_template_callback (widget_class, gc_closure_bytes);
  gtk_widget_class_bind_template_callback (widget_class, gc_closure_moment);
  gtk_widget_class_bind_template_callback (widget_class, gc_closure_last_seen);
  gtk_widget_class_bind_template_callback (widget_class, gc_closure_newer);
  gtk_widget_class_bind_template_callback (widget_class, gc_closure_result);
  gtk_widget_class_bind_template_callback (widget_class, gc_closure_result_icon);
  gtk_widget_class_bind_template_callback (widget_class, gc_closure_size);
  gtk_widget_class_bind_template_callback (widget_class, gc_closure_buffer);
  gtk_widget_class_bind_template_callback (widget_class, gc_closure_state);
  gtk_widget_class_bind_template_callback (widget_class, gc_closure_state_icon);
  gtk_widget_class_bind_template_callback (widget_class, gc_closure_time);
  gtk_widget_class_bind_template_callback (widget_class, gc_closure_is_positive);
  gtk_widget_class_bind_template_callback (widget_class, gc_closure_is_set);
}
