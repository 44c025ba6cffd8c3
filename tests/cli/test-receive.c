/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-test-command.h"
#include "gc-test-listener.h"
#include "gc-test-net.h"
#include "gc-test-utils.h"

#include <glib/gstdio.h>
#include <json-glib/json-glib.h>

#include <signal.h>
#include <string.h>

/* Sent from this process, one datagram for each word. */
static void
send_words (guint16     port,
            const char *words)
{
  g_autofree char *target = g_strdup_printf ("224.0.0.1:%u", port);
  g_auto (GStrv) list = g_strsplit (words, " ", -1);

  for (guint i = 0; list[i] != NULL; i++)
    gc_test_send ("127.0.0.1", target, list[i]);
}

static GcTestCommand *
spawn_receiver (guint16     port,
                const char *options)
{
  GcTestCommand *command = gc_test_command_spawn ("receive 224.0.0.1:%u %s", port, options);

  gc_test_command_wait_listening (command, 1);
  return command;
}

static void
test_listening (void)
{
  guint16 port = gc_test_find_port ();
  g_autofree char *wanted = g_strdup_printf ("Listening to 224.0.0.1%%lo:%u on lo", port);
  g_autoptr (GcTestCommand) command = NULL;
  g_autofree char *line = NULL;

  if (gc_test_skip_without_network ())
    return;

  command = gc_test_command_spawn ("receive 224.0.0.1:%u --interface lo --timeout 0", port);
  line = gc_test_command_read_error (command);
  g_assert_cmpstr (line, ==, wanted);
  gc_test_command_wait (command, 1);
}

/* Exactly so many, however many come. */
static void
test_count (void)
{
  guint16 port = gc_test_find_port ();
  g_autoptr (GcTestCommand) command = NULL;

  if (gc_test_skip_without_network ())
    return;

  command = spawn_receiver (port, "--count 3 --timeout 9");
  send_words (port, "one two three four five");
  gc_test_command_wait (command, 0);
  gc_test_assert_messages (gc_test_command_get_output (command), "one two three");
  g_assert_cmpstr (gc_test_command_get_errors (command), ==, "");
}

/* No bytes are a message too. */
static void
test_empty (void)
{
  guint16 port = gc_test_find_port ();
  g_autofree char *target = g_strdup_printf ("224.0.0.1:%u", port);
  g_autofree char *end = g_strdup_printf (" %s \n", target);
  g_autoptr (GcTestCommand) command = NULL;

  if (gc_test_skip_without_network ())
    return;

  command = spawn_receiver (port, "--count 1 --timeout 9");
  gc_test_send ("127.0.0.1", target, "");
  gc_test_command_wait (command, 0);
  g_assert_true (g_str_has_suffix (gc_test_command_get_output (command), end));
}

/* A line is there when its message is, not when there are many. */
static void
test_at_once (void)
{
  guint16 port = gc_test_find_port ();
  g_autoptr (GcTestCommand) command = NULL;

  if (gc_test_skip_without_network ())
    return;

  command = spawn_receiver (port, "--timeout 9 --count 9");
  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *line = NULL;

      send_words (port, "word");
      line = gc_test_command_read_line (command);
      gc_test_assert_messages (line, "word");
    }
}

static void
test_timeout (void)
{
  static const struct
  {
    const char *options;
    const char *words;
    int         status;
  } cases[] = {
    { "--timeout 0", NULL, 1 },
    { "--timeout 0.05", NULL, 1 },
    { "--timeout 0.05 --count 1", NULL, 1 },
    { "--timeout 1 --count 3", "one two", 1 },
    { "--timeout 1", "one two", 0 },
  };

  if (gc_test_skip_without_network ())
    return;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      guint16 port = gc_test_find_port ();
      g_autoptr (GcTestCommand) command = spawn_receiver (port, cases[i].options);

      if (cases[i].words != NULL)
        send_words (port, cases[i].words);
      gc_test_command_wait (command, cases[i].status);
      gc_test_assert_messages (gc_test_command_get_output (command),
                               cases[i].words != NULL ? cases[i].words : "");
    }
}

static void
test_signals (void)
{
  static const struct
  {
    const char *options;
    int         signal;
    int         status;
  } cases[] = {
    { "", SIGINT, 0 },
    { "", SIGTERM, 0 },
    { "--count 9", SIGINT, 1 },
    { "--timeout 9", SIGTERM, 0 },
  };

  if (gc_test_skip_without_network ())
    return;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      guint16 port = gc_test_find_port ();
      g_autoptr (GcTestCommand) command = spawn_receiver (port, cases[i].options);
      g_autofree char *line = NULL;

      send_words (port, "one");
      line = gc_test_command_read_line (command);
      gc_test_assert_messages (line, "one");
      gc_test_command_kill (command, cases[i].signal);
      gc_test_command_wait (command, cases[i].status);
      g_assert_cmpstr (gc_test_command_get_output (command), ==, "");
    }
}

/* A pipe that nobody reads fills up; the program still ends when it is told to. */
static void
test_signal_while_blocked (void)
{
  guint16 port = gc_test_find_port ();
  g_autofree char *target = g_strdup_printf ("224.0.0.1:%u", port);
  g_autoptr (GBytes) payload = g_bytes_new_take (g_strnfill (60000, 'x'), 60000);
  g_autoptr (GcTestCommand) command = NULL;
  g_autofree char *complaint = NULL;
  g_autofree char *end = NULL;

  if (gc_test_skip_without_network ())
    return;

  command = spawn_receiver (port, "");
  for (guint i = 0; i < 2; i++)
    gc_test_send_bytes ("127.0.0.1", target, payload);

  /* Some of the second line is in the pipe, but there is no room for all of it. */
  gc_test_wait_until (gc_test_command_get_n_readable (command) > 61000);
  gc_test_command_kill (command, SIGTERM);

  complaint = gc_test_command_read_error (command);
  g_assert_cmpstr (complaint, ==,
                   "groupcast: Cannot write to standard output: Operation canceled");
  end = gc_test_command_read_error (command);
  g_assert_cmpstr (end, ==, NULL);
  gc_test_command_wait (command, 1);
}

static void
test_json (void)
{
  static const char *const payloads[] = { "plain", "q\"uote\n", "é\x1f" };
  guint16 port = gc_test_find_port ();
  g_autoptr (GcTestCommand) command = NULL;

  if (gc_test_skip_without_network ())
    return;

  command = spawn_receiver (port, "--format json --timeout 9 --count 3");
  for (guint i = 0; i < G_N_ELEMENTS (payloads); i++)
    {
      g_autofree char *target = g_strdup_printf ("224.0.0.1:%u", port);
      g_autofree char *line = NULL;
      g_autoptr (JsonNode) node = NULL;
      g_autoptr (GError) error = NULL;
      JsonObject *object;

      gc_test_send ("127.0.0.1:0", target, payloads[i]);
      line = gc_test_command_read_line (command);
      node = json_from_string (line, &error);
      g_assert_no_error (error);
      object = json_node_get_object (node);
      g_assert_cmpstr (json_object_get_string_member (object, "source"), ==, "127.0.0.1");
      g_assert_cmpstr (json_object_get_string_member (object, "group"), ==, "224.0.0.1");
      g_assert_cmpint (json_object_get_int_member (object, "port"), ==, port);
      g_assert_cmpstr (json_object_get_string_member (object, "interface"), ==, "lo");
      g_assert_cmpint (json_object_get_int_member (object, "ttl"), ==, 1);
      g_assert_cmpstr (json_object_get_string_member (object, "text"), ==, payloads[i]);
    }
  gc_test_command_wait (command, 0);
}

static void
test_csv (void)
{
  guint16 port = gc_test_find_port ();
  g_autoptr (GcTestCommand) command = NULL;
  g_autofree char *header = NULL;
  g_autofree char *row = NULL;

  if (gc_test_skip_without_network ())
    return;

  command = spawn_receiver (port, "--format csv --timeout 9 --count 1");
  header = gc_test_command_read_line (command);
  g_assert_cmpstr (header, ==, "time,source,group,interface,ttl,size,encoding,message");
  send_words (port, "=1+1");
  row = gc_test_command_read_line (command);
  g_assert_true (g_str_has_suffix (row, ",\"lo\",1,4,text,\"'=1+1\""));
  gc_test_command_wait (command, 0);
}

static void
test_hex (void)
{
  guint16 port = gc_test_find_port ();
  g_autoptr (GcTestCommand) command = NULL;

  if (gc_test_skip_without_network ())
    return;

  command = spawn_receiver (port, "--format hex --timeout 9 --count 1");
  send_words (port, "abc");
  gc_test_command_wait (command, 0);
  gc_test_assert_messages (gc_test_command_get_output (command), "61 62 63");
}

static void
test_output (void)
{
  guint16 port = gc_test_find_port ();
  g_autofree char *folder = g_dir_make_tmp (NULL, NULL);
  g_autofree char *path = g_build_filename (folder, "log of messages.txt", NULL);
  g_autofree char *options = g_strdup_printf ("--output '%s' --timeout 9 --count 2", path);
  g_autofree char *contents = NULL;
  g_autoptr (GcTestCommand) command = NULL;

  if (!gc_test_skip_without_network ())
    {
      g_assert_true (g_file_set_contents (path, "what was there before", -1, NULL));
      command = spawn_receiver (port, options);
      send_words (port, "one two");
      gc_test_command_wait (command, 0);
      g_assert_cmpstr (gc_test_command_get_output (command), ==, "");

      g_assert_true (g_file_get_contents (path, &contents, NULL, NULL));
      gc_test_assert_messages (contents, "one two");
      g_unlink (path);
    }

  g_rmdir (folder);
}

static void
test_output_errors (void)
{
  guint16 port = gc_test_find_port ();
  g_autoptr (GcTestCommand) command = NULL;

  if (gc_test_skip_without_network ())
    return;

  gc_test_command_run (1, "",
                       "groupcast: Cannot write to /nowhere/at/all: No such file or directory\n",
                       "receive 224.0.0.1:%u --output /nowhere/at/all", port);

  command = spawn_receiver (port, "--output /dev/full --timeout 9");
  send_words (port, "one");
  gc_test_command_wait (command, 1);
  g_assert_cmpstr (gc_test_command_get_errors (command), ==,
                   "groupcast: Cannot write to /dev/full: No space left on device\n");
}

/* As when "head" ends a pipeline: quiet. */
static void
test_broken_pipe (void)
{
  guint16 port = gc_test_find_port ();
  g_autoptr (GcTestCommand) command = NULL;
  g_autofree char *line = NULL;

  if (gc_test_skip_without_network ())
    return;

  command = spawn_receiver (port, "--timeout 9");
  send_words (port, "one");
  line = gc_test_command_read_line (command);
  gc_test_command_close_output (command);
  send_words (port, "two");

  gc_test_command_wait (command, 0);
  g_assert_cmpstr (gc_test_command_get_errors (command), ==, "");
}

/* One group cannot be joined: the other is received. */
static void
test_failing_group (void)
{
  guint16 port = gc_test_find_port ();
  g_autofree char *wanted = g_strdup_printf ("groupcast: 224.0.0.2%%nowhere:%u: There is no "
                                             "interface “nowhere” here: this computer has lo",
                                             port);
  g_autoptr (GcTestCommand) command = NULL;
  g_autofree char *listening = NULL;
  g_autofree char *complaint = NULL;

  if (gc_test_skip_without_network ())
    return;

  command = gc_test_command_spawn ("receive 224.0.0.1:%u 224.0.0.2%%nowhere:%u "
                                   "--count 1 --timeout 9", port, port);
  listening = gc_test_command_read_error (command);
  complaint = gc_test_command_read_error (command);
  g_assert_true (g_str_has_prefix (listening, "Listening to 224.0.0.1:"));
  g_assert_cmpstr (complaint, ==, wanted);

  send_words (port, "one");
  gc_test_command_wait (command, 0);
  gc_test_assert_messages (gc_test_command_get_output (command), "one");
}

static void
test_no_group (void)
{
  guint16 port = gc_test_find_port ();
  g_autofree char *wanted = g_strdup_printf ("groupcast: 224.0.0.1%%nowhere:%u: There is no "
                                             "interface “nowhere” here: this computer has lo\n",
                                             port);

  if (gc_test_skip_without_network ())
    return;

  gc_test_command_run (1, "", wanted, "receive 224.0.0.1:%u --interface nowhere", port);
}

/* Source-specific: others are not heard. */
static void
test_source (void)
{
  guint16 port = gc_test_find_port ();
  g_autofree char *target = g_strdup_printf ("232.0.0.1:%u", port);
  g_autoptr (GcTestCommand) command = NULL;

  if (gc_test_skip_without_network ())
    return;

  command = gc_test_command_spawn ("receive 127.0.0.2@%s --count 1 --timeout 9", target);
  gc_test_command_wait_listening (command, 1);
  gc_test_send ("127.0.0.1", target, "other");
  gc_test_send ("127.0.0.2", target, "wanted");
  gc_test_command_wait (command, 0);
  gc_test_assert_messages (gc_test_command_get_output (command), "wanted");
}

int
main (int    argc,
      char **argv)
{
  gc_test_enter_network ();
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/receive/listening", test_listening);
  g_test_add_func ("/receive/count", test_count);
  g_test_add_func ("/receive/empty", test_empty);
  g_test_add_func ("/receive/at-once", test_at_once);
  g_test_add_func ("/receive/timeout", test_timeout);
  g_test_add_func ("/receive/signals", test_signals);
  g_test_add_func ("/receive/signal-while-blocked", test_signal_while_blocked);
  g_test_add_func ("/receive/json", test_json);
  g_test_add_func ("/receive/csv", test_csv);
  g_test_add_func ("/receive/hex", test_hex);
  g_test_add_func ("/receive/output", test_output);
  g_test_add_func ("/receive/output-errors", test_output_errors);
  g_test_add_func ("/receive/broken-pipe", test_broken_pipe);
  g_test_add_func ("/receive/failing-group", test_failing_group);
  g_test_add_func ("/receive/no-group", test_no_group);
  g_test_add_func ("/receive/source", test_source);

  return g_test_run ();
}
