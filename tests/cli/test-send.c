/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-test-command.h"
#include "gc-test-listener.h"
#include "gc-test-net.h"
#include "gc-test-utils.h"

#include <glib/gstdio.h>

#include <string.h>

/* A port on which there is a listener of this process. */
static GcTestListener *
new_listener (guint16 *port)
{
  *port = gc_test_find_port ();
  return gc_test_listener_new ("224.0.0.1:%u", *port);
}

static void
test_text (void)
{
  g_autoptr (GcTestListener) listener = NULL;
  guint16 port;
  guint16 source = gc_test_find_port ();
  g_autofree char *wanted = NULL;
  const GcRecord *record;

  if (gc_test_skip_without_network ())
    return;

  listener = new_listener (&port);
  wanted = g_strdup_printf ("224.0.0.1:%u: 9 bytes sent by lo from 127.0.0.1:%u\n", port, source);
  gc_test_command_run (0, wanted, "", "send --from 127.0.0.1:%u --to 224.0.0.1:%u {group}",
                       source, port);
  gc_test_listener_expect (listener, "224.0.0.1");

  record = gc_test_listener_get_record (listener, 0);
  g_assert_cmpuint (record->source_port, ==, source);
  g_assert_cmpuint (record->ttl, ==, 1);
}

/* Each list of arguments ends in the message; they are sent one after the other. */
static void
test_messages (void)
{
  static const struct
  {
    const char *arguments;
    const char *text;
    gsize       size;
  } messages[] = {
    { "hello", "hello", 5 },
    { "-- --hello", "--hello", 7 },
    { "--from '' hello", "hello", 5 },
    { "--from :0 '{port'", "{port", 5 },
    { "'{nothing}'", "{nothing}", 9 },
    { "''", "", 0 },
    { "--hex '00 ff:7B'", "\x00\xff\x7b", 3 },
    { "--hex ''", "", 0 },
  };
  g_autoptr (GcTestListener) listener = NULL;
  guint16 port;

  if (gc_test_skip_without_network ())
    return;

  listener = new_listener (&port);
  for (guint i = 0; i < G_N_ELEMENTS (messages); i++)
    {
      g_autoptr (GBytes) payload = NULL;
      gsize size;
      const void *bytes;

      gc_test_command_run (0, NULL, "", "send --to 224.0.0.1:%u %s", port, messages[i].arguments);
      gc_test_listener_wait (listener, i + 1);
      payload = gc_test_listener_dup_payload (listener, i);
      bytes = g_bytes_get_data (payload, &size);
      g_assert_cmpmem (bytes, size, messages[i].text, messages[i].size);
    }
}

static void
test_file (void)
{
  static const char contents[] = "{group}\0\xff";
  g_autofree char *folder = g_dir_make_tmp (NULL, NULL);
  g_autofree char *path = g_build_filename (folder, "a message", NULL);
  g_autoptr (GcTestListener) listener = NULL;
  g_autoptr (GBytes) payload = NULL;
  guint16 port;

  if (!gc_test_skip_without_network ())
    {
      gsize size;
      const void *bytes;

      listener = new_listener (&port);
      g_assert_true (g_file_set_contents (path, contents, sizeof contents, NULL));
      gc_test_command_run (0, NULL, "", "send --file '%s' --to 224.0.0.1:%u", path, port);
      gc_test_listener_wait (listener, 1);
      payload = gc_test_listener_dup_payload (listener, 0);
      bytes = g_bytes_get_data (payload, &size);
      g_assert_cmpmem (bytes, size, contents, sizeof contents);
      g_unlink (path);
    }

  g_rmdir (folder);
}

static void
test_file_errors (void)
{
  guint16 port = gc_test_find_port ();
  g_autofree char *folder = g_dir_make_tmp (NULL, NULL);
  g_autofree char *path = g_build_filename (folder, "too large", NULL);
  g_autofree char *large = g_strnfill (65508, 'x');
  g_autofree char *missing = g_strdup_printf ("groupcast: Failed to open file “%s”: "
                                              "No such file or directory\n", path);
  g_autofree char *too_large = g_strdup_printf ("groupcast: 224.0.0.1:%u: 65508 bytes do not "
                                                "fit: a datagram holds 65507\n", port);

  if (!gc_test_skip_without_network ())
    {
      gc_test_command_run (1, "", missing, "send --file '%s' --to 224.0.0.1:%u", path, port);

      g_assert_true (g_file_set_contents (path, large, -1, NULL));
      gc_test_command_run (1, "", too_large, "send --file '%s' --to 224.0.0.1:%u", path, port);
      g_unlink (path);
    }

  g_rmdir (folder);
}

/* However the targets are given, each is sent to once. */
static void
test_targets (void)
{
  static const char *const forms[] = {
    "--to 224.0.0.1:%u --to 224.0.0.2:%u x",
    "--to 224.0.0.1:%u 224.0.0.2:%u x",
    "--to '224.0.0.1:%u, 224.0.0.2:%u' x",
    "--to 224.0.0.1:%u x --to 224.0.0.2:%u",
    "--to '224.0.0.1:%u 224.0.0.1:%u' x --to 224.0.0.2:%u",
  };
  g_autoptr (GcTestListener) first = NULL;
  g_autoptr (GcTestListener) second = NULL;
  guint16 port;

  if (gc_test_skip_without_network ())
    return;

  first = new_listener (&port);
  second = gc_test_listener_new ("224.0.0.2:%u", port);
  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      g_autoptr (GString) arguments = g_string_new (forms[i]);
      g_autofree char *text = g_strdup_printf ("%u", port);

      g_string_replace (arguments, "%u", text, 0);
      gc_test_command_run (0, NULL, "", "send %s", arguments->str);
      gc_test_listener_wait (first, i + 1);
      gc_test_listener_wait (second, i + 1);
    }
}

static void
test_failing_target (void)
{
  g_autoptr (GcTestListener) listener = NULL;
  g_autofree char *wanted = NULL;
  guint16 port;

  if (gc_test_skip_without_network ())
    return;

  listener = new_listener (&port);
  wanted = g_strdup_printf ("groupcast: 224.0.0.2%%nowhere:%u: There is no interface “nowhere” "
                            "here: this computer has lo\n", port);
  gc_test_command_run (1, NULL, wanted, "send --to 224.0.0.2%%nowhere:%u 224.0.0.1:%u hello",
                       port, port);
  gc_test_listener_expect (listener, "hello");
}

static void
test_source_errors (void)
{
  guint16 port = gc_test_find_port ();

  if (gc_test_skip_without_network ())
    return;

  gc_test_command_run (1, "", "groupcast: 192.0.2.9 is not an address of this computer\n",
                       "send --from 192.0.2.9 --to 224.0.0.1:%u hello", port);
}

static void
test_options (void)
{
  g_autoptr (GcTestListener) listener = NULL;
  g_autofree char *wanted = NULL;
  guint16 port;

  if (gc_test_skip_without_network ())
    return;

  listener = new_listener (&port);
  gc_test_command_run (0, NULL, "", "send --ttl 42 --to 224.0.0.1:%u --interface lo x", port);
  gc_test_listener_wait (listener, 1);
  g_assert_cmpuint (gc_test_listener_get_record (listener, 0)->ttl, ==, 42);

  wanted = g_strdup_printf ("groupcast: 224.0.0.1%%nowhere:%u: There is no interface “nowhere” "
                            "here: this computer has lo\n", port);
  gc_test_command_run (1, "", wanted, "send --to 224.0.0.1:%u --interface nowhere x", port);
}

/* The schedule is kept on the average: none is early, and none makes the next ones late. */
static void
test_count (void)
{
  g_autoptr (GcTestListener) listener = NULL;
  gint64 first, last;
  guint16 port;

  if (gc_test_skip_without_network ())
    return;

  listener = new_listener (&port);
  gc_test_command_run (0, NULL, "", "send --to 224.0.0.1:%u --count 5 --interval 40 x", port);
  gc_test_listener_expect (listener, "x x x x x");

  first = gc_test_listener_get_record (listener, 0)->time_ns;
  last = gc_test_listener_get_record (listener, 4)->time_ns;
  g_assert_cmpint (last - first, >, 100 * 1000000);
  for (guint i = 1; i < 5; i++)
    g_assert_cmpuint (gc_test_listener_get_record (listener, i)->source_port, ==,
                      gc_test_listener_get_record (listener, 0)->source_port);

  gc_test_command_run (0, NULL, "", "send --to 224.0.0.1:%u --count 50 --interval 0 x", port);
  gc_test_listener_wait (listener, 55);
}

int
main (int    argc,
      char **argv)
{
  gc_test_enter_network ();
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/send/text", test_text);
  g_test_add_func ("/send/messages", test_messages);
  g_test_add_func ("/send/file", test_file);
  g_test_add_func ("/send/file-errors", test_file_errors);
  g_test_add_func ("/send/targets", test_targets);
  g_test_add_func ("/send/failing-target", test_failing_target);
  g_test_add_func ("/send/source-errors", test_source_errors);
  g_test_add_func ("/send/options", test_options);
  g_test_add_func ("/send/count", test_count);

  return g_test_run ();
}
