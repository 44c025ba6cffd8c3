/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-cli.h"
#include "gc-test-command.h"

#include <string.h>

static void
test_handles (void)
{
  static const struct
  {
    const char *word;
    gboolean    is_handled;
  } words[] = {
    { NULL, FALSE },
    { "receive", TRUE },
    { "send", TRUE },
    { "", FALSE },
    { "Receive", FALSE },
    { "--help", FALSE },
    { "224.0.0.1:5000", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      char *argv[] = { (char *) "groupcast", (char *) words[i].word, NULL };

      g_assert_cmpint (gc_cli_handles (words[i].word != NULL ? 2 : 1, argv), ==,
                       words[i].is_handled);
    }
}

static const struct
{
  const char *arguments;
  const char *sentence;
} wrong[] = {
  { "receive", "There is no group to receive" },
  { "receive ''", "There is no group to receive" },
  { "receive 224.0.0.1", "224.0.0.1 has no port: write 224.0.0.1:5000" },
  { "receive 224.0.0.1:", "The port is missing after the colon" },
  { "receive 224.0.0.1:70000", "70000 is not a port" },
  { "receive 10.0.0.1:5000", "10.0.0.1 is not a multicast group" },
  { "receive 224.0.0.1:5000 nonsense:1", "nonsense is not an address" },
  { "receive '224.0.0.1:5000, x:1'", "x is not an address" },
  { "receive 224.0.0.1:5000 --bogus", "--bogus" },
  { "receive 224.0.0.1:5000 --count", "--count" },
  { "receive 224.0.0.1:5000 --count 0", "--count takes a number from 1 to 4294967295, not “0”" },
  { "receive 224.0.0.1:5000 --count many", "not “many”" },
  { "receive 224.0.0.1:5000 --count -1", "not “-1”" },
  { "receive 224.0.0.1:5000 --timeout -1", "--timeout takes a number from 0 to 1000000," },
  { "receive 224.0.0.1:5000 --timeout 1s", "not “1s”" },
  { "receive 224.0.0.1:5000 --timeout ''", "not “”" },
  { "receive 224.0.0.1:5000 --timeout nan", "not “nan”" },
  { "receive 224.0.0.1:5000 --format xml", "“xml” is not a format: there are text, json" },
  { "send", "There is no message" },
  { "send hello", "There is no target" },
  { "send --to 224.0.0.1:5000", "There is no message" },
  { "send --to 224.0.0.1:5000 224.0.0.2:5000", "There is no message after the targets" },
  { "send --to '' hello", "There is no target" },
  { "send --to 224.0.0.1 hello", "224.0.0.1 has no port" },
  { "send --to 224.0.0.1:5000 hello world", "hello is not an address" },
  { "send --to 10.0.0.1:5000 hello", "10.0.0.1 is not a multicast group" },
  { "send --from nowhere --to 224.0.0.1:5000 hello", "nowhere is not an address" },
  { "send --from 224.0.0.1 --to 224.0.0.1:5000 hello", "it can be a target, not a source" },
  { "send --to 224.0.0.1:5000 --ttl 256 x", "--ttl takes a number from 0 to 255, not “256”" },
  { "send --to 224.0.0.1:5000 --ttl -1 x", "not “-1”" },
  { "send --to 224.0.0.1:5000 --count 0 x", "--count takes a number from 1" },
  { "send --to 224.0.0.1:5000 --interval soon x", "--interval takes a number from 0" },
  { "send --to 224.0.0.1:5000 --hex 0g", "“0g” is not a byte in hexadecimal" },
  { "send --to 224.0.0.1:5000 --hex 012", "“2” is not a byte in hexadecimal" },
  { "send --to 224.0.0.1:5000 --hex --file /dev/null", "exclude each other" },
  { "send --file /dev/null", "There is no target" },
  { "send --bogus --to 224.0.0.1:5000 x", "--bogus" },
};

static void
test_errors (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GcTestCommand) command = gc_test_command_spawn ("%s", wrong[i].arguments);
      const char *errors;

      gc_test_command_wait (command, 2);
      errors = gc_test_command_get_errors (command);
      g_assert_cmpstr (gc_test_command_get_output (command), ==, "");
      g_assert_true (g_str_has_prefix (errors, "groupcast: "));
      if (strstr (errors, wrong[i].sentence) == NULL)
        g_assert_cmpstr (errors, ==, wrong[i].sentence);
      g_assert_nonnull (strstr (errors, "--help"));
    }
}

static void
test_help (void)
{
  static const struct
  {
    const char *arguments;
    const char *usage;
  } helps[] = {
    { "receive --help", "groupcast receive [OPTION…] GROUP…\n" },
    { "receive -h --count 1", "groupcast receive [OPTION…] GROUP…\n" },
    { "send --help", "groupcast send [OPTION…] --to GROUP… MESSAGE\n" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (helps); i++)
    {
      g_autoptr (GcTestCommand) command = gc_test_command_spawn ("%s", helps[i].arguments);
      const char *output;

      gc_test_command_wait (command, 0);
      output = gc_test_command_get_output (command);
      g_assert_cmpstr (gc_test_command_get_errors (command), ==, "");
      g_assert_nonnull (strstr (output, helps[i].usage));
      g_assert_nonnull (strstr (output, "ADDRESS[%INTERFACE]:PORT"));
      g_assert_nonnull (strstr (output, "Exit status:"));
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/usage/handles", test_handles);
  g_test_add_func ("/usage/errors", test_errors);
  g_test_add_func ("/usage/help", test_help);

  return g_test_run ();
}
