/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-cli-options.h"
#include "gc-error.h"
#include "gc-format.h"
#include "gc-output.h"
#include "gc-receive-command.h"
#include "gc-receiver.h"

#include <glib-unix.h>
#include <glib/gi18n-lib.h>

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <sys/signalfd.h>
#include <unistd.h>

/* What is put together before it is written, when a lot has come at a time. */
#define FLUSH_BYTES (256 * 1024)

static const GcCliHelp help = {
  .command = "receive",
  .arguments = N_("GROUP…"),
  .summary = N_("Joins multicast groups and prints a line for each message that comes.\n"
                "\n"
                "GROUP is [SOURCE@]ADDRESS[%INTERFACE]:PORT, an IPv6 address in brackets. Without\n"
                "an interface a group is joined where the route leads and on loopback; * stands\n"
                "for all interfaces. With a source only its messages are received."),
  .description = N_("Examples:\n"
                    "  groupcast receive 224.0.0.1:5000\n"
                    "  groupcast receive 239.1.2.3%eth0:5000 '[ff15::1]:5000' --count 10\n"
                    "  groupcast receive 192.0.2.7@232.1.1.1:5000 --format json --output log.json\n"
                    "\n"
                    "Exit status:\n"
                    "  0  all --count messages came; without --count, some did before --timeout,\n"
                    "     or it was ended by SIGINT or SIGTERM\n"
                    "  1  they did not, no group could be joined, or the output cannot be written\n"
                    "  2  the arguments make no sense"),
};

typedef struct
{
  char   **groups;
  char    *count;
  char    *timeout;
  char    *format;
  char    *interface;
  char    *output;
} Options;

static void
options_clear (Options *options)
{
  g_strfreev (options->groups);
  g_free (options->count);
  g_free (options->timeout);
  g_free (options->format);
  g_free (options->interface);
  g_free (options->output);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

/* A run of the command. */
typedef struct
{
  GPtrArray *endpoints;         /* of GcEndpoint */
  GPtrArray *receivers;         /* of GcReceiver */
  GcOutput  *output;            /* (nullable) */
  GMainLoop *loop;
  int        signal_fd;

  GcFormat   format;
  guint64    count;             /* G_MAXUINT64: no end */
  gint64     timeout_usec;      /* -1: none */

  guint      n_joining;
  guint      n_joined;
  guint64    n_received;
  gboolean   is_timed_out;
  gboolean   is_reader_gone;
  gboolean   has_failed;
} Receive;

static void
receive_clear (Receive *self)
{
  g_clear_pointer (&self->receivers, g_ptr_array_unref);
  g_clear_pointer (&self->endpoints, g_ptr_array_unref);
  g_clear_pointer (&self->output, gc_output_free);
  g_clear_pointer (&self->loop, g_main_loop_unref);
  if (self->signal_fd >= 0)
    close (self->signal_fd);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Receive, receive_clear)

/* Takes what gc_output_flush() and gc_output_close() return. Whoever ends a pipeline has seen
 * enough; that is no failure. */
static void
receive_check_output (Receive *self,
                      gboolean is_written,
                      GError  *error)
{
  if (is_written)
    return;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_BROKEN_PIPE))
    {
      self->is_reader_gone = TRUE;
    }
  else
    {
      gc_cli_complain (NULL, error);
      self->has_failed = TRUE;
    }

  g_main_loop_quit (self->loop);
}

static void
receive_flush (Receive *self)
{
  g_autoptr (GError) error = NULL;
  gboolean is_written = gc_output_flush (self->output, &error);

  receive_check_output (self, is_written, error);
}

static gboolean
receive_is_over (Receive *self)
{
  return self->n_received >= self->count || self->has_failed || self->is_reader_gone;
}

static const char *
find_interface_name (GcReceiver *receiver,
                     guint       ifindex)
{
  GcInterface *interface = gc_interface_find_by_index (gc_receiver_get_interfaces (receiver),
                                                       ifindex);

  return interface != NULL ? gc_interface_get_name (interface) : NULL;
}

static void
receive_append_batch (Receive    *self,
                      GcReceiver *receiver,
                      GcBatch    *batch)
{
  GString *buffer = gc_output_get_buffer (self->output);
  guint16 port = gc_endpoint_get_port (gc_receiver_get_endpoint (receiver));

  for (guint i = 0; i < batch->n_records && !receive_is_over (self); i++)
    {
      const GcRecord *record = &batch->records[i];

      gc_format_append_record (self->format, buffer, record, gc_batch_get_payload (batch, i),
                               port, find_interface_name (receiver, record->ifindex));
      self->n_received++;

      if (buffer->len >= FLUSH_BYTES)
        receive_flush (self);
    }
}

static void
receive_take (Receive    *self,
              GcReceiver *receiver)
{
  g_autoptr (GPtrArray) batches = NULL;

  /* What comes before it is known that the join is done waits until then. */
  if (gc_receiver_get_state (receiver) != GC_RECEIVER_JOINED)
    return;

  batches = gc_receiver_steal_batches (receiver);
  for (guint i = 0; i < batches->len; i++)
    receive_append_batch (self, receiver, g_ptr_array_index (batches, i));

  receive_flush (self);
  if (receive_is_over (self))
    g_main_loop_quit (self->loop);
}

static void
received_cb (GcReceiver *receiver,
             gpointer    user_data)
{
  receive_take (user_data, receiver);
}

static gboolean
timeout_cb (gpointer user_data)
{
  Receive *self = user_data;

  self->is_timed_out = TRUE;
  g_main_loop_quit (self->loop);
  return G_SOURCE_REMOVE;
}

/* The signal stays in its descriptor, for the output to see it too. */
static gboolean
signal_cb (int          fd,
           GIOCondition condition,
           gpointer     user_data)
{
  Receive *self = user_data;

  g_main_loop_quit (self->loop);
  return G_SOURCE_REMOVE;
}

static void
receive_start_timeout (Receive *self)
{
  g_autoptr (GSource) source = g_timeout_source_new (0);

  if (self->timeout_usec < 0)
    return;

  g_source_set_ready_time (source, g_get_monotonic_time () + self->timeout_usec);
  g_source_set_static_name (source, "groupcast receive timeout");
  g_source_set_callback (source, timeout_cb, self, NULL);
  g_source_attach (source, NULL);
}

static void
state_cb (GcReceiver *receiver,
          GParamSpec *pspec,
          gpointer    user_data)
{
  Receive *self = user_data;
  g_autofree char *group = gc_endpoint_to_string (gc_receiver_get_endpoint (receiver));
  GcReceiverState state = gc_receiver_get_state (receiver);

  if (state == GC_RECEIVER_JOINED)
    {
      g_autofree char *names = gc_interface_join_names (gc_receiver_get_interfaces (receiver));

      /* Not translated: scripts wait for this line. */
      g_printerr ("Listening to %s on %s\n", group, names);
      self->n_joined++;
    }
  else if (state == GC_RECEIVER_FAILED)
    {
      gc_cli_complain (group, gc_receiver_get_error (receiver));
    }
  else
    {
      return;
    }

  if (--self->n_joining == 0 && self->n_joined > 0)
    receive_start_timeout (self);
  else if (self->n_joining == 0)
    g_main_loop_quit (self->loop);

  receive_take (self, receiver);
}

/* Before any thread is started, which would take the signals instead. */
static gboolean
receive_catch_signals (Receive  *self,
                       GError  **error)
{
  sigset_t signals;

  signal (SIGPIPE, SIG_IGN);
  sigemptyset (&signals);
  sigaddset (&signals, SIGINT);
  sigaddset (&signals, SIGTERM);
  pthread_sigmask (SIG_BLOCK, &signals, NULL);

  self->signal_fd = signalfd (-1, &signals, SFD_CLOEXEC | SFD_NONBLOCK);
  if (self->signal_fd < 0)
    {
      gc_error_set_errno (error, errno, _("Cannot wait for signals"));
      return FALSE;
    }

  g_unix_fd_add (self->signal_fd, G_IO_IN, signal_cb, self);
  return TRUE;
}

static void
receive_join (Receive *self)
{
  self->receivers = g_ptr_array_new_with_free_func (g_object_unref);
  self->n_joining = self->endpoints->len;

  for (guint i = 0; i < self->endpoints->len; i++)
    {
      GcReceiver *receiver = gc_receiver_new (g_ptr_array_index (self->endpoints, i));

      g_ptr_array_add (self->receivers, receiver);
      g_signal_connect (receiver, "notify::state", G_CALLBACK (state_cb), self);
      g_signal_connect (receiver, "received", G_CALLBACK (received_cb), self);
      gc_receiver_join (receiver);
    }
}

static void
receive_leave (Receive *self)
{
  guint64 n_kernel_lost = 0;
  guint64 n_backlog_lost = 0;

  for (guint i = 0; i < self->receivers->len; i++)
    {
      GcReceiver *receiver = g_ptr_array_index (self->receivers, i);

      if (!receive_is_over (self))
        receive_take (self, receiver);

      g_signal_handlers_disconnect_by_data (receiver, self);
      n_kernel_lost += gc_receiver_get_n_kernel_lost (receiver);
      n_backlog_lost += gc_receiver_get_n_backlog_lost (receiver);
      gc_receiver_leave (receiver);
    }

  /* Not translated: scripts read it. */
  if (n_kernel_lost > 0 || n_backlog_lost > 0)
    g_printerr ("Lost %" G_GUINT64_FORMAT " in the kernel's buffer, "
                "%" G_GUINT64_FORMAT " in this program\n", n_kernel_lost, n_backlog_lost);
}

static void
receive_close (Receive *self)
{
  g_autoptr (GError) error = NULL;
  gboolean is_written;

  if (self->has_failed || self->is_reader_gone)
    return;

  is_written = gc_output_close (self->output, &error);
  receive_check_output (self, is_written, error);
}

static int
receive_get_status (Receive *self)
{
  if (self->has_failed || self->n_joined == 0)
    return GC_EXIT_FAILED;
  if (self->is_reader_gone)
    return GC_EXIT_DONE;
  if (self->count != G_MAXUINT64)
    return self->n_received >= self->count ? GC_EXIT_DONE : GC_EXIT_FAILED;

  return self->is_timed_out && self->n_received == 0 ? GC_EXIT_FAILED : GC_EXIT_DONE;
}

static int
receive_run (Receive    *self,
             const char *path)
{
  g_autoptr (GError) error = NULL;

  self->loop = g_main_loop_new (NULL, FALSE);
  if (!receive_catch_signals (self, &error) ||
      (self->output = gc_output_new (path, self->signal_fd, &error)) == NULL)
    {
      gc_cli_complain (NULL, error);
      return GC_EXIT_FAILED;
    }

  gc_format_append_header (self->format, gc_output_get_buffer (self->output));
  receive_join (self);
  g_main_loop_run (self->loop);
  receive_leave (self);
  receive_close (self);

  return receive_get_status (self);
}

static gboolean
receive_set_options (Receive        *self,
                     const Options  *options,
                     GError        **error)
{
  self->signal_fd = -1;
  self->count = G_MAXUINT64;
  self->timeout_usec = -1;
  self->endpoints = g_ptr_array_new_with_free_func ((GDestroyNotify) gc_endpoint_unref);

  if (!gc_cli_parse_endpoints (self->endpoints, options->groups, options->interface, error) ||
      !gc_cli_parse_count ("--count", options->count, 1, G_MAXUINT32, &self->count, error) ||
      !gc_cli_parse_duration ("--timeout", options->timeout, G_TIME_SPAN_SECOND,
                              &self->timeout_usec, error) ||
      (options->format != NULL && !gc_format_parse (options->format, &self->format, error)))
    return FALSE;

  if (self->endpoints->len == 0)
    {
      g_set_error_literal (error, GC_ERROR, GC_ERROR_SYNTAX,
                           _("There is no group to receive: write 239.255.0.1:5000"));
      return FALSE;
    }

  return TRUE;
}

/**
 * gc_receive_command_run:
 * @argc: number of arguments
 * @argv: `receive` and its arguments
 *
 * Joins groups and writes out what comes, until there is enough of it, it has taken too long,
 * or SIGINT or SIGTERM. To be called once, from a program that has no other thread yet.
 *
 * Returns: the exit status
 */
int
gc_receive_command_run (int    argc,
                        char **argv)
{
  g_auto (Options) options = { NULL, };
  g_auto (Receive) receive = { .signal_fd = -1 };
  g_autoptr (GError) error = NULL;
  int status;
  const GOptionEntry entries[] = {
    { "count", 'n', 0, G_OPTION_ARG_STRING, &options.count,
      N_("Stop after N messages in all"), N_("N") },
    { "timeout", 't', 0, G_OPTION_ARG_STRING, &options.timeout,
      N_("Stop after so long, from when all groups are joined"), N_("SECONDS") },
    { "format", 'f', 0, G_OPTION_ARG_STRING, &options.format,
      N_("text (the default), json, csv or hex"), N_("FORMAT") },
    { "interface", 'i', 0, G_OPTION_ARG_STRING, &options.interface,
      N_("Join groups that name no interface on this one"), N_("NAME") },
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &options.output,
      N_("Write to this file instead of standard output"), N_("FILE") },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options.groups, NULL, NULL },
    G_OPTION_ENTRY_NULL
  };

  if (!gc_cli_parse_options (&help, entries, argc, argv, &status))
    return status;

  if (!receive_set_options (&receive, &options, &error))
    return gc_cli_usage_error (&help, error);

  gc_cli_check_network ();
  return receive_run (&receive, options.output);
}
