/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-test-command.h"
#include "gc-test-net.h"
#include "gc-test-peer.h"
#include "gc-test-utils.h"

#include <string.h>

/* The three scenarios, in a network in which there is only loopback and no route. A peer is a
 * script of a few lines; it takes its interface from a route, as scripts do, so where it
 * sends or joins it names one. */

static GcTestPeer *
spawn_peer_receiver (const char *group,
                     guint16     port)
{
  g_autofree char *text = g_strdup_printf ("%u", port);
  GcTestPeer *peer = gc_test_peer_spawn ("peer-receiver.py", group, text,
                                         "--interface", "lo", NULL);

  gc_test_peer_expect_line (peer, "ready");
  return peer;
}

/* That the next message it hears is of 127.0.0.1 and tells its own group. */
static void
expect_peer_message (GcTestPeer *peer,
                     const char *group,
                     guint16     port)
{
  g_autofree char *line = gc_test_peer_read_line (peer);
  g_autofree char *message = g_strdup_printf ("for %s:%u", group, port);
  g_autoptr (GString) hex = g_string_new (NULL);
  g_auto (GStrv) words = g_strsplit (line, " ", 2);

  for (const char *c = message; *c != '\0'; c++)
    g_string_append_printf (hex, "%02x", *c);
  g_assert_true (g_str_has_prefix (words[0], "127.0.0.1:"));
  g_assert_cmpstr (words[1], ==, hex->str);
}

static void
expect_messages (GcTestCommand *receiver,
                 const char    *messages)
{
  gc_test_command_wait (receiver, 0);
  g_assert_cmpstr (gc_test_command_get_errors (receiver), ==, "");
  gc_test_assert_messages (gc_test_command_get_output (receiver), messages);
}

static void
send_by_peer (const char *bind,
              const char *first,
              const char *second)
{
  g_autoptr (GcTestPeer) peer = gc_test_peer_spawn ("peer-sender.py", "--interface", "lo",
                                                    "--bind", bind, "--text", "hello",
                                                    first, second, NULL);
  g_autofree char *from = gc_test_peer_read_line (peer);

  g_assert_true (g_str_has_prefix (from, "from "));
  gc_test_peer_expect_line (peer, second != NULL ? "sent 2" : "sent 1");
}

static gboolean
skip (void)
{
  return gc_test_skip_without_network () || gc_test_skip_without_program ("python3");
}

/* One group, one port, many receivers. */
static void
test_many_receivers (void)
{
  guint16 port = gc_test_find_port ();
  guint16 source = gc_test_find_port ();
  g_autoptr (GcTestCommand) first = NULL;
  g_autoptr (GcTestCommand) second = NULL;
  g_autoptr (GcTestPeer) peer = NULL;
  g_autofree char *wanted = NULL;

  if (skip ())
    return;

  first = gc_test_command_spawn ("receive 224.0.0.1:%u --count 1 --timeout 9", port);
  second = gc_test_command_spawn ("receive 224.0.0.1:%u --count 1 --timeout 9", port);
  peer = spawn_peer_receiver ("224.0.0.1", port);
  gc_test_command_wait_listening (first, 1);
  gc_test_command_wait_listening (second, 1);

  wanted = g_strdup_printf ("224.0.0.1:%u: %u bytes sent by lo from 127.0.0.1:%u\n",
                            port, (guint) strlen ("for 224.0.0.1:") + (port > 9999 ? 5 : 4),
                            source);
  gc_test_command_run (0, wanted, "",
                       "send --from 127.0.0.1:%u --to 224.0.0.1:%u 'for {group}:{port}'",
                       source, port);

  gc_test_command_wait (first, 0);
  gc_test_command_wait (second, 0);
  g_assert_nonnull (strstr (gc_test_command_get_output (first), " for 224.0.0.1:"));
  g_assert_nonnull (strstr (gc_test_command_get_output (second), " for 224.0.0.1:"));
  expect_peer_message (peer, "224.0.0.1", port);
}

static void
test_many_receivers_of_peer (void)
{
  guint16 port = gc_test_find_port ();
  g_autofree char *bind = g_strdup_printf ("127.0.0.1:%u", gc_test_find_port ());
  g_autofree char *target = g_strdup_printf ("224.0.0.1:%u", port);
  g_autofree char *start = g_strdup_printf (" %s %s hello\n", bind, target);
  g_autoptr (GcTestCommand) first = NULL;
  g_autoptr (GcTestCommand) second = NULL;

  if (skip ())
    return;

  first = gc_test_command_spawn ("receive %s --count 1 --timeout 9", target);
  second = gc_test_command_spawn ("receive %s --count 1 --timeout 9", target);
  gc_test_command_wait_listening (first, 1);
  gc_test_command_wait_listening (second, 1);

  send_by_peer (bind, target, NULL);

  gc_test_command_wait (first, 0);
  gc_test_command_wait (second, 0);
  g_assert_true (g_str_has_suffix (gc_test_command_get_output (first), start));
  g_assert_true (g_str_has_suffix (gc_test_command_get_output (second), start));
}

/* Two groups or two ports: @second_group may be the first. */
static void
check_two (const char *first_group,
           const char *second_group,
           const char *source)
{
  guint16 port = gc_test_find_port ();
  guint16 second_port = strcmp (first_group, second_group) == 0 ? gc_test_find_port () : port;
  g_autofree char *first_target = g_strdup_printf ("%s:%u", first_group, port);
  g_autofree char *second_target = g_strdup_printf ("%s:%u", second_group, second_port);
  g_autoptr (GcTestCommand) first = NULL;
  g_autoptr (GcTestCommand) second = NULL;
  g_autoptr (GcTestPeer) first_peer = NULL;
  g_autoptr (GcTestPeer) second_peer = NULL;

  first = gc_test_command_spawn ("receive %s --count 2 --timeout 9", first_target);
  second = gc_test_command_spawn ("receive %s --count 2 --timeout 9", second_target);
  first_peer = spawn_peer_receiver (first_group, port);
  second_peer = spawn_peer_receiver (second_group, second_port);
  gc_test_command_wait_listening (first, 1);
  gc_test_command_wait_listening (second, 1);

  gc_test_command_run (0, NULL, "", "send --from %s:%u --to %s %s 'for {group}:{port}'",
                       source, gc_test_find_port (), first_target, second_target);
  expect_peer_message (first_peer, first_group, port);
  expect_peer_message (second_peer, second_group, second_port);

  send_by_peer (":0", first_target, second_target);
  gc_test_command_wait (first, 0);
  gc_test_command_wait (second, 0);
  g_assert_nonnull (strstr (gc_test_command_get_output (first), first_target));
  g_assert_nonnull (strstr (gc_test_command_get_output (second), second_target));
  g_assert_nonnull (strstr (gc_test_command_get_output (first), " hello\n"));
  g_assert_nonnull (strstr (gc_test_command_get_output (second), " hello\n"));
}

/* One group, several ports. */
static void
test_several_ports (void)
{
  if (!skip ())
    check_two ("224.0.0.1", "224.0.0.1", "127.0.0.1");
}

/* Several groups, the system chooses the source. */
static void
test_several_groups (void)
{
  if (!skip ())
    check_two ("224.0.0.1", "224.0.0.2", "");
}

static void
test_one_process (void)
{
  guint16 port = gc_test_find_port ();
  g_autoptr (GcTestCommand) receiver = NULL;

  if (gc_test_skip_without_network ())
    return;

  receiver = gc_test_command_spawn ("receive 224.0.0.1:%u,224.0.0.2:%u 224.0.0.3:%u "
                                    "224.0.0.1:%u --count 3 --timeout 9",
                                    port, port, port, port);
  gc_test_command_wait_listening (receiver, 3);

  /* One after the other has come, for the order between groups is nobody's. */
  for (guint i = 1; i <= 3; i++)
    {
      g_autofree char *message = g_strdup_printf ("to-224.0.0.%u", i);
      g_autofree char *line = NULL;

      gc_test_command_run (0, NULL, "", "send --to 224.0.0.%u:%u 'to-{group}'", i, port);
      line = gc_test_command_read_line (receiver);
      g_assert_nonnull (line);
      gc_test_assert_messages (line, message);
    }

  expect_messages (receiver, "");
}

static void
test_ipv6 (void)
{
  guint16 port = gc_test_find_port ();
  g_autoptr (GcTestCommand) receiver = NULL;

  if (gc_test_skip_without_ipv6 () || gc_test_skip_without_program ("ip"))
    return;

  /* Unlike IPv4, the kernel sends no IPv6 by loopback without a route. */
  gc_test_add_routes ();

  receiver = gc_test_command_spawn ("receive '[ff15::1]:%u' --count 1 --timeout 9", port);
  gc_test_command_wait_listening (receiver, 1);
  gc_test_command_run (0, NULL, "", "send --from '[::1]' --to '[ff15::1]:%u' '{group}'", port);
  expect_messages (receiver, "ff15::1");

  gc_test_delete_routes ();
}

int
main (int    argc,
      char **argv)
{
  gc_test_enter_network ();
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/scenarios/many-receivers", test_many_receivers);
  g_test_add_func ("/scenarios/many-receivers-of-peer", test_many_receivers_of_peer);
  g_test_add_func ("/scenarios/several-ports", test_several_ports);
  g_test_add_func ("/scenarios/several-groups", test_several_groups);
  g_test_add_func ("/scenarios/one-process", test_one_process);
  g_test_add_func ("/scenarios/ipv6", test_ipv6);

  return g_test_run ();
}
