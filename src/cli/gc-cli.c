/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-cli.h"
#include "gc-receive-command.h"
#include "gc-send-command.h"

#include <string.h>

typedef struct
{
  const char *name;
  int       (*run) (int    argc,
                    char **argv);
} Command;

static const Command commands[] = {
  { "receive", gc_receive_command_run },
  { "send", gc_send_command_run },
};

static const Command *
find_command (int    argc,
              char **argv)
{
  for (guint i = 0; argc > 1 && i < G_N_ELEMENTS (commands); i++)
    if (strcmp (argv[1], commands[i].name) == 0)
      return &commands[i];

  return NULL;
}

/**
 * gc_cli_handles:
 * @argc: number of arguments
 * @argv: the program's arguments
 *
 * Returns: whether they are a command for gc_cli_run(), which needs no display
 */
gboolean
gc_cli_handles (int    argc,
                char **argv)
{
  return find_command (argc, argv) != NULL;
}

/**
 * gc_cli_run:
 * @argc: number of arguments
 * @argv: the program's arguments, which gc_cli_handles() has accepted
 *
 * Runs a command to its end. The locale has been set.
 *
 * Returns: the exit status
 */
int
gc_cli_run (int    argc,
            char **argv)
{
  const Command *command = find_command (argc, argv);

  g_return_val_if_fail (command != NULL, 2);

  return command->run (argc - 1, argv + 1);
}
