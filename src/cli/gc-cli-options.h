/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * GcExit:
 * @GC_EXIT_DONE: all that was asked for
 * @GC_EXIT_FAILED: not all of it
 * @GC_EXIT_USAGE: the arguments make no sense
 *
 * What the commands exit with.
 */
typedef enum
{
  GC_EXIT_DONE,
  GC_EXIT_FAILED,
  GC_EXIT_USAGE,
} GcExit;

/**
 * GcCliHelp:
 * @command: the word behind the name of the program
 * @arguments: what follows the options
 * @summary: what it does
 * @description: examples and exit codes
 *
 * What `--help` says of a command. The texts are not translated yet.
 */
typedef struct
{
  const char *command;
  const char *arguments;
  const char *summary;
  const char *description;
} GcCliHelp;

gboolean   gc_cli_parse_options   (const GcCliHelp     *help,
                                   const GOptionEntry  *entries,
                                   int                  argc,
                                   char               **argv,
                                   int                 *status);
gboolean   gc_cli_parse_count     (const char          *option,
                                   const char          *text,
                                   guint64              lowest,
                                   guint64              highest,
                                   guint64             *count,
                                   GError             **error);
gboolean   gc_cli_parse_duration  (const char          *option,
                                   const char          *text,
                                   double               unit_usec,
                                   gint64              *usec,
                                   GError             **error);
gboolean   gc_cli_parse_endpoints (GPtrArray           *endpoints,
                                   char               **texts,
                                   const char          *interface,
                                   GError             **error);

void       gc_cli_check_network   (void);
void       gc_cli_complain        (const char          *subject,
                                   const GError        *error);
int        gc_cli_usage_error     (const GcCliHelp     *help,
                                   const GError        *error);

G_END_DECLS
