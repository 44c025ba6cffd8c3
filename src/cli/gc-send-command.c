/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-cli-options.h"
#include "gc-error.h"
#include "gc-payload.h"
#include "gc-send-command.h"
#include "gc-transmitter.h"

#include <glib/gi18n-lib.h>

#include <poll.h>

static const GcCliHelp help = {
  .command = "send",
  .arguments = N_("--to GROUP… MESSAGE"),
  .summary = N_("Sends a message to multicast groups.\n"
                "\n"
                "GROUP is ADDRESS[%INTERFACE]:PORT, an IPv6 address in brackets. Without an\n"
                "interface it is the one that the source address belongs to, or else the one\n"
                "where the route leads. In MESSAGE, {group} and {port} stand for each target's."),
  .description = N_("Examples:\n"
                    "  groupcast send --to 224.0.0.1:5000 'hello'\n"
                    "  groupcast send --from :3000 --to 224.0.0.1:5000 224.0.0.2:5000 'to {port}'\n"
                    "  groupcast send --to '[ff15::1%eth0]:5000' --hex '01 02 ff' --count 10\n"
                    "\n"
                    "Exit status:\n"
                    "  0  every target was sent to\n"
                    "  1  some were not, or the source address cannot be used\n"
                    "  2  the arguments make no sense"),
};

typedef struct
{
  char     *from;
  char    **to;
  char     *interface;
  char     *ttl;
  char     *count;
  char     *interval;
  gboolean  is_hex;
  char     *file;
  char    **rest;
} Options;

static void
options_clear (Options *options)
{
  g_free (options->from);
  g_strfreev (options->to);
  g_free (options->interface);
  g_free (options->ttl);
  g_free (options->count);
  g_free (options->interval);
  g_free (options->file);
  g_strfreev (options->rest);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

/* A run of the command. */
typedef struct
{
  GcSourceAddress *source;
  GPtrArray       *targets;     /* of GcEndpoint */
  char            *text;        /* (nullable): a payload for each is made of it */
  GBytes          *payload;     /* (nullable): the same for all */

  guint64          ttl;
  guint64          count;
  gint64           interval_usec;
  gboolean         has_failed;
} Send;

static void
send_clear (Send *self)
{
  g_clear_pointer (&self->source, gc_source_address_free);
  g_clear_pointer (&self->targets, g_ptr_array_unref);
  g_clear_pointer (&self->text, g_free);
  g_clear_pointer (&self->payload, g_bytes_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Send, send_clear)

static GPtrArray *
send_make_transmissions (Send *self)
{
  g_autoptr (GPtrArray) transmissions =
    g_ptr_array_new_with_free_func ((GDestroyNotify) gc_transmission_free);

  for (guint i = 0; i < self->targets->len; i++)
    {
      GcEndpoint *target = g_ptr_array_index (self->targets, i);
      g_autoptr (GBytes) payload = self->payload != NULL
                                     ? g_bytes_ref (self->payload)
                                     : gc_payload_from_text (self->text, target);

      g_ptr_array_add (transmissions, gc_transmission_new (target, payload));
    }

  return g_steal_pointer (&transmissions);
}

/* Not translated, so that scripts can read it. */
static void
send_report (Send                 *self,
             GcTransmitter        *transmitter,
             const GcTransmission *transmission)
{
  g_autofree char *target = gc_endpoint_to_string (transmission->target);
  g_autofree char *source = NULL;
  gsize size = g_bytes_get_size (transmission->payload);

  if (transmission->error != NULL)
    {
      gc_cli_complain (target, transmission->error);
      self->has_failed = TRUE;
      return;
    }

  source = gc_transmitter_dup_source (transmitter, gc_endpoint_get_family (transmission->target));
  g_print ("%s: %" G_GSIZE_FORMAT " byte%s sent by %s from %s\n",
           target, size, size == 1 ? "" : "s", transmission->interface, source);
}

static gboolean
send_round (Send           *self,
            GcTransmitter  *transmitter,
            GError        **error)
{
  g_autoptr (GPtrArray) transmissions = send_make_transmissions (self);

  if (!gc_transmitter_send (transmitter, transmissions, error))
    return FALSE;

  for (guint i = 0; i < transmissions->len; i++)
    send_report (self, transmitter, g_ptr_array_index (transmissions, i));

  return TRUE;
}

static void
wait_until (gint64 when)
{
  gint64 left;

  while ((left = when - g_get_monotonic_time ()) > 0)
    {
      struct timespec time = { .tv_sec = left / G_TIME_SPAN_SECOND,
                               .tv_nsec = left % G_TIME_SPAN_SECOND * 1000 };

      ppoll (NULL, 0, &time, NULL);
    }
}

static int
send_run (Send *self)
{
  g_autoptr (GcTransmitter) transmitter = gc_transmitter_new (self->source, self->ttl);
  gint64 start = g_get_monotonic_time ();
  g_autoptr (GError) error = NULL;

  for (guint64 i = 0; i < self->count; i++)
    {
      wait_until (start + (gint64) i * self->interval_usec);

      if (!send_round (self, transmitter, &error))
        {
          gc_cli_complain (NULL, error);
          return GC_EXIT_FAILED;
        }
    }

  return self->has_failed ? GC_EXIT_FAILED : GC_EXIT_DONE;
}

static gboolean
fail_usage (GError     **error,
            const char  *message)
{
  g_set_error_literal (error, GC_ERROR, GC_ERROR_SYNTAX, message);
  return FALSE;
}

/* The last of what is no option is the message, unless that comes from a file; what is before
 * it are targets, so that a shell can expand several behind one --to. */
static gboolean
send_take_message (Send      *self,
                   Options   *options,
                   GError   **error)
{
  guint n = options->rest != NULL ? g_strv_length (options->rest) : 0;
  g_autoptr (GcEndpoint) last = NULL;

  if (options->file != NULL)
    return !options->is_hex ||
           fail_usage (error, _("--hex and --file exclude each other"));

  if (n == 0)
    return fail_usage (error, _("There is no message"));

  /* A message that was forgotten would else be the last target. */
  last = gc_endpoint_parse (options->rest[n - 1], 0, NULL);
  if (last != NULL && !options->is_hex)
    return fail_usage (error, _("There is no message after the targets"));

  self->text = g_steal_pointer (&options->rest[n - 1]);
  if (!options->is_hex)
    return TRUE;

  self->payload = gc_payload_from_hex (self->text, error);
  return self->payload != NULL;
}

static gboolean
send_set_targets (Send           *self,
                  const Options  *options,
                  GError        **error)
{
  self->targets = g_ptr_array_new_with_free_func ((GDestroyNotify) gc_endpoint_unref);

  if (!gc_cli_parse_endpoints (self->targets, options->to, options->interface, error) ||
      !gc_cli_parse_endpoints (self->targets, options->rest, options->interface, error))
    return FALSE;

  return self->targets->len > 0 ||
         fail_usage (error, _("There is no target: write --to 239.255.0.1:5000"));
}

static gboolean
send_set_options (Send      *self,
                  Options   *options,
                  GError   **error)
{
  self->ttl = GC_TTL_DEFAULT;
  self->count = 1;
  self->interval_usec = G_TIME_SPAN_SECOND;
  self->source = gc_source_address_parse (options->from != NULL ? options->from : "", error);

  return self->source != NULL &&
         send_take_message (self, options, error) &&
         send_set_targets (self, options, error) &&
         gc_cli_parse_count ("--ttl", options->ttl, 0, 255, &self->ttl, error) &&
         gc_cli_parse_count ("--count", options->count, 1, G_MAXUINT32, &self->count, error) &&
         gc_cli_parse_duration ("--interval", options->interval, G_TIME_SPAN_MILLISECOND,
                                &self->interval_usec, error);
}

static gboolean
send_load_file (Send        *self,
                const char  *path,
                GError     **error)
{
  char *contents;
  gsize size;

  if (!g_file_get_contents (path, &contents, &size, error))
    return FALSE;

  self->payload = g_bytes_new_take (contents, size);
  return TRUE;
}

/**
 * gc_send_command_run:
 * @argc: number of arguments
 * @argv: `send` and its arguments
 *
 * Sends a message to groups, as often as is wanted.
 *
 * Returns: the exit status
 */
int
gc_send_command_run (int    argc,
                     char **argv)
{
  g_auto (Options) options = { NULL, };
  g_auto (Send) send = { NULL, };
  g_autoptr (GError) error = NULL;
  int status;
  const GOptionEntry entries[] = {
    { "from", 0, 0, G_OPTION_ARG_STRING, &options.from,
      N_("Send from [ADDRESS][:PORT]; what is left out the system chooses"), N_("ADDRESS") },
    { "to", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options.to,
      N_("Send to this group; more may follow"), N_("GROUP") },
    { "interface", 'i', 0, G_OPTION_ARG_STRING, &options.interface,
      N_("Send by this interface where the target names none"), N_("NAME") },
    { "ttl", 0, 0, G_OPTION_ARG_STRING, &options.ttl,
      N_("Routers to cross at most, 0 to 255 (1 if left out)"), N_("N") },
    { "count", 'n', 0, G_OPTION_ARG_STRING, &options.count,
      N_("Send so many times"), N_("N") },
    { "interval", 0, 0, G_OPTION_ARG_STRING, &options.interval,
      N_("Time from one to the next (1000 if left out)"), N_("MS") },
    { "hex", 0, 0, G_OPTION_ARG_NONE, &options.is_hex,
      N_("MESSAGE is bytes in hexadecimal"), NULL },
    { "file", 0, 0, G_OPTION_ARG_FILENAME, &options.file,
      N_("The message is what this file holds"), N_("PATH") },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options.rest, NULL, NULL },
    G_OPTION_ENTRY_NULL
  };

  if (!gc_cli_parse_options (&help, entries, argc, argv, &status))
    return status;

  if (!send_set_options (&send, &options, &error))
    return gc_cli_usage_error (&help, error);

  if (options.file != NULL && !send_load_file (&send, options.file, &error))
    {
      gc_cli_complain (NULL, error);
      return GC_EXIT_FAILED;
    }

  gc_cli_check_network ();
  return send_run (&send);
}
