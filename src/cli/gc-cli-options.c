/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-cli-options.h"
#include "gc-endpoint.h"
#include "gc-error.h"
#include "gc-sandbox.h"

#include <glib/gi18n-lib.h>

/* Longer than anybody waits, short enough for every unit in use. */
#define LONGEST_USEC (1000000 * G_TIME_SPAN_SECOND)

static void
print_help (const GcCliHelp *help,
            GOptionContext  *context)
{
  g_autofree char *text = NULL;
  g_autofree char *program = g_strconcat ("groupcast ", help->command, NULL);

  /* GOptionContext takes it for the usage line. */
  g_set_prgname (program);
  text = g_option_context_get_help (context, TRUE, NULL);
  g_print ("%s", text);
}

/**
 * gc_cli_parse_options:
 * @help: about the command
 * @entries: its options
 * @argc: number of arguments
 * @argv: the command and its arguments
 * @status: (out): the exit status, if that was all
 *
 * Reads the options of a command. An option that makes no sense is complained of, and
 * `--help` answered.
 *
 * Returns: %FALSE if the command is to exit with @status
 */
gboolean
gc_cli_parse_options (const GcCliHelp     *help,
                      const GOptionEntry  *entries,
                      int                  argc,
                      char               **argv,
                      int                 *status)
{
  gboolean wants_help = FALSE;
  const GOptionEntry common[] = {
    { "help", 'h', 0, G_OPTION_ARG_NONE, &wants_help, N_("Show this help"), NULL },
    G_OPTION_ENTRY_NULL
  };
  g_autoptr (GOptionContext) context = g_option_context_new (help->arguments);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) arguments = NULL;
  g_autoptr (GError) error = NULL;

  for (int i = 0; i < argc; i++)
    g_strv_builder_add (builder, argv[i]);
  arguments = g_strv_builder_end (builder);

  /* Its own --help would end the program from within. */
  g_option_context_set_help_enabled (context, FALSE);
  g_option_context_set_summary (context, _(help->summary));
  g_option_context_set_description (context, _(help->description));
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  g_option_context_add_main_entries (context, common, GETTEXT_PACKAGE);

  if (!g_option_context_parse_strv (context, &arguments, &error))
    {
      *status = gc_cli_usage_error (help, error);
      return FALSE;
    }

  if (wants_help)
    {
      print_help (help, context);
      *status = GC_EXIT_DONE;
      return FALSE;
    }

  return TRUE;
}

static gboolean
fail_range (GError     **error,
            const char  *option,
            double       lowest,
            double       highest,
            const char  *text)
{
  g_set_error (error, GC_ERROR, GC_ERROR_SYNTAX,
               _("%s takes a number from %.0f to %.0f, not “%s”"), option, lowest, highest, text);
  return FALSE;
}

/**
 * gc_cli_parse_count:
 * @option: the name of an option
 * @text: (nullable): its value, %NULL if it was not given
 * @lowest: the least that makes sense
 * @highest: the most
 * @count: (inout): the number, as it was where @text is %NULL
 * @error: `GC_ERROR_SYNTAX`
 *
 * Reads the value of an option that takes a whole number.
 */
gboolean
gc_cli_parse_count (const char  *option,
                    const char  *text,
                    guint64      lowest,
                    guint64      highest,
                    guint64     *count,
                    GError     **error)
{
  if (text == NULL || g_ascii_string_to_unsigned (text, 10, lowest, highest, count, NULL))
    return TRUE;

  return fail_range (error, option, lowest, highest, text);
}

/**
 * gc_cli_parse_duration:
 * @option: the name of an option
 * @text: (nullable): its value, %NULL if it was not given
 * @unit_usec: the unit of it, in microseconds
 * @usec: (inout): the duration, as it was where @text is %NULL
 * @error: `GC_ERROR_SYNTAX`
 *
 * Reads the value of an option that takes a time, which may be fractional.
 */
gboolean
gc_cli_parse_duration (const char  *option,
                       const char  *text,
                       double       unit_usec,
                       gint64      *usec,
                       GError     **error)
{
  double value;
  char *end;

  if (text == NULL)
    return TRUE;

  value = g_ascii_strtod (text, &end) * unit_usec;
  if (end == text || *end != '\0' || !(value >= 0 && value <= LONGEST_USEC))
    return fail_range (error, option, 0, LONGEST_USEC / unit_usec, text);

  *usec = value;
  return TRUE;
}

static gboolean
has_endpoint (GPtrArray  *endpoints,
              GcEndpoint *endpoint)
{
  for (guint i = 0; i < endpoints->len; i++)
    if (gc_endpoint_equal (g_ptr_array_index (endpoints, i), endpoint))
      return TRUE;

  return FALSE;
}

/**
 * gc_cli_parse_endpoints:
 * @endpoints: (element-type GcEndpoint): the groups so far
 * @texts: (nullable): arguments that hold one group or several each
 * @interface: (nullable): the interface of those that name none
 * @error: `GC_ERROR`
 *
 * Reads groups and adds those that are new to @endpoints.
 */
gboolean
gc_cli_parse_endpoints (GPtrArray   *endpoints,
                        char       **texts,
                        const char  *interface,
                        GError     **error)
{
  for (guint i = 0; texts != NULL && texts[i] != NULL; i++)
    {
      g_auto (GStrv) words = gc_endpoint_split (texts[i]);

      for (guint j = 0; words[j] != NULL; j++)
        {
          g_autoptr (GcEndpoint) endpoint = gc_endpoint_parse (words[j], 0, error);
          g_autoptr (GcEndpoint) placed = NULL;

          if (endpoint == NULL)
            return FALSE;

          placed = gc_endpoint_on_interface (endpoint, interface);
          if (!has_endpoint (endpoints, placed))
            g_ptr_array_add (endpoints, g_steal_pointer (&placed));
        }
    }

  return TRUE;
}

/**
 * gc_cli_check_network:
 *
 * Says on stderr if this program may not use the network. What it does then is heard by nobody
 * outside its sandbox, and goes on for those inside.
 */
void
gc_cli_check_network (void)
{
  g_autoptr (GError) error = NULL;

  if (!gc_sandbox_check_network (GC_SANDBOX_INFO, &error))
    gc_cli_complain (NULL, error);
}

/**
 * gc_cli_complain:
 * @subject: (nullable): what it is about
 * @error: what went wrong
 *
 * Says on stderr what went wrong.
 */
void
gc_cli_complain (const char   *subject,
                 const GError *error)
{
  if (subject != NULL)
    g_printerr ("groupcast: %s: %s\n", subject, error->message);
  else
    g_printerr ("groupcast: %s\n", error->message);
}

/**
 * gc_cli_usage_error:
 * @help: about the command
 * @error: what makes no sense
 *
 * Says so on stderr, and where to read more.
 *
 * Returns: the exit status
 */
int
gc_cli_usage_error (const GcCliHelp *help,
                    const GError    *error)
{
  gc_cli_complain (NULL, error);
  g_printerr (_("Try “groupcast %s --help”"), help->command);
  g_printerr ("\n");
  return GC_EXIT_USAGE;
}
