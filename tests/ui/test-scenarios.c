/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-test-ui.h"

#include <string.h>

/* The three that always work, with the window at either end and at both; at the other end is
 * a program that has nothing but a socket. The ports are those of the scenarios; the network
 * is the test's own. */
typedef struct
{
  const char *source;
  const char *receivers[4];     /* each a program of its own */
  const char *targets;
} Scenario;

static const Scenario one_group = {
  .source = "127.0.0.1:3000",
  .receivers = { "224.0.0.1:5000", "224.0.0.1:5000", "224.0.0.1:5000" },
  .targets = "224.0.0.1:5000",
};

static const Scenario two_ports = {
  .source = "127.0.0.1:3000",
  .receivers = { "224.0.0.1:5000", "224.0.0.1:5001" },
  .targets = "224.0.0.1:5000 224.0.0.1:5001",
};

static const Scenario two_groups = {
  .source = ":3000",
  .receivers = { "224.0.0.1:5000", "224.0.0.2:5000" },
  .targets = "224.0.0.1:5000 224.0.0.2:5000",
};

static void
split_target (const char  *target,
              char       **group,
              char       **port)
{
  const char *colon = strchr (target, ':');

  *group = g_strndup (target, colon - target);
  *port = g_strdup (colon + 1);
}

static GcTestPeer *
start_receiver (const char *target)
{
  g_autofree char *group = NULL;
  g_autofree char *port = NULL;
  GcTestPeer *peer;

  split_target (target, &group, &port);
  peer = gc_test_peer_spawn ("peer-receiver.py", group, port, "--interface", "lo", NULL);
  gc_test_peer_expect_line (peer, "ready");
  return peer;
}

static char *
dup_message (const char *target)
{
  return g_strdup_printf ("This message is for %s receivers", target);
}

static void
expect_heard (GcTestPeer *peer,
              const char *target)
{
  g_autofree char *message = dup_message (target);
  g_autoptr (GString) line = g_string_new ("127.0.0.1:3000 ");

  for (const char *p = message; *p != '\0'; p++)
    g_string_append_printf (line, "%02x", (guint8) *p);

  gc_test_peer_expect_line (peer, line->str);
}

static gboolean
has_rows (GcGroupPage *page,
          guint        n)
{
  g_autoptr (GPtrArray) rows = gc_test_read_rows (page);

  return rows->len == n;
}

/* One row, and that it is the right one. */
static void
expect_shown (GcTestUi   *ui,
              const char *target)
{
  GcGroupPage *page = gc_test_ui_find_page (ui, "%s", target);
  g_autofree char *message = dup_message (target);
  g_autoptr (GPtrArray) rows = NULL;
  GcTestRow *row;

  gc_test_ui_select (ui, page);
  gc_test_expect (page, "1 message");
  gc_test_wait_until (has_rows (page, 1));

  rows = gc_test_read_rows (page);
  g_assert_cmpstr (gc_test_row_text (rows, 0), ==, message);
  row = g_ptr_array_index (rows, 0);
  g_assert_cmpstr (row->cells[GC_TEST_SOURCE], ==, "127.0.0.1:3000");
}

static void
join (GcTestUi   *ui,
      const char *targets)
{
  g_auto (GStrv) words = g_strsplit (targets, " ", -1);

  for (guint i = 0; words[i] != NULL; i++)
    {
      GcGroupPage *page = gc_test_ui_join (ui, "%s", words[i]);

      gc_test_expect (page, "Joined on lo");
    }
}

static void
compose_and_send (GcTestUi       *ui,
                  const Scenario *scenario)
{
  gc_test_ui_fill (ui, "Source address", "%s", scenario->source);
  gc_test_ui_fill (ui, "Add targets", "%s", scenario->targets);
  gc_test_press ("Return");
  gc_test_click (gc_test_find (ui->window, GTK_TYPE_BUTTON, "Send"));
  gc_test_expect (ui->window, strchr (scenario->targets, ' ') != NULL ? "Sent to 2 targets"
                                                                      : "Sent to 1 target");
}

static GPtrArray *
start_receivers (const Scenario *scenario)
{
  GPtrArray *peers = g_ptr_array_new_with_free_func ((GDestroyNotify) gc_test_peer_free);

  for (guint i = 0; scenario->receivers[i] != NULL; i++)
    g_ptr_array_add (peers, start_receiver (scenario->receivers[i]));

  return peers;
}

static void
expect_all_heard (GPtrArray      *peers,
                  const Scenario *scenario)
{
  for (guint i = 0; i < peers->len; i++)
    expect_heard (g_ptr_array_index (peers, i), scenario->receivers[i]);
}

/* The other program knows no interface, so it needs the route that the window does not. */
static void
check_receiving (GcTestUi       *ui,
                 const Scenario *scenario)
{
  g_auto (GStrv) targets = g_strsplit (scenario->targets, " ", -1);
  g_autoptr (GPtrArray) others = start_receivers (scenario);

  join (ui, scenario->targets);
  gc_test_add_routes ();
  for (guint i = 0; targets[i] != NULL; i++)
    {
      g_autofree char *message = dup_message (targets[i]);
      g_autoptr (GcTestPeer) sender =
        gc_test_peer_spawn ("peer-sender.py", "--bind", scenario->source, "--text", message,
                            targets[i], NULL);
      g_autofree char *from = gc_test_peer_read_line (sender);

      g_assert_nonnull (from);
      gc_test_peer_expect_line (sender, "sent 1");
      gc_test_peer_expect_end (sender);
    }

  for (guint i = 0; targets[i] != NULL; i++)
    expect_shown (ui, targets[i]);
  expect_all_heard (others, scenario);
  gc_test_delete_routes ();
}

static void
check_sending (GcTestUi       *ui,
               const Scenario *scenario)
{
  g_autoptr (GPtrArray) peers = start_receivers (scenario);

  compose_and_send (ui, scenario);
  expect_all_heard (peers, scenario);
}

static void
check_both (GcTestUi       *ui,
            const Scenario *scenario)
{
  g_auto (GStrv) targets = g_strsplit (scenario->targets, " ", -1);
  g_autoptr (GPtrArray) others = start_receivers (scenario);

  join (ui, scenario->targets);
  compose_and_send (ui, scenario);
  for (guint i = 0; targets[i] != NULL; i++)
    expect_shown (ui, targets[i]);
  expect_all_heard (others, scenario);
}

#define DEFINE_TESTS(scenario)                    \
  static void                                     \
  test_ ## scenario ## _receive (GcTestUi *ui)    \
  {                                               \
    check_receiving (ui, &scenario);              \
  }                                               \
                                                  \
  static void                                     \
  test_ ## scenario ## _send (GcTestUi *ui)       \
  {                                               \
    check_sending (ui, &scenario);                \
  }                                               \
                                                  \
  static void                                     \
  test_ ## scenario ## _both (GcTestUi *ui)       \
  {                                               \
    check_both (ui, &scenario);                   \
  }

DEFINE_TESTS (one_group)
DEFINE_TESTS (two_ports)
DEFINE_TESTS (two_groups)

int
main (int   argc,
      char *argv[])
{
  gc_test_ui_init (&argc, &argv);

  gc_test_ui_add ("/ui/scenarios/one-group/receive", test_one_group_receive);
  gc_test_ui_add ("/ui/scenarios/one-group/send", test_one_group_send);
  gc_test_ui_add ("/ui/scenarios/one-group/both", test_one_group_both);
  gc_test_ui_add ("/ui/scenarios/two-ports/receive", test_two_ports_receive);
  gc_test_ui_add ("/ui/scenarios/two-ports/send", test_two_ports_send);
  gc_test_ui_add ("/ui/scenarios/two-ports/both", test_two_ports_both);
  gc_test_ui_add ("/ui/scenarios/two-groups/receive", test_two_groups_receive);
  gc_test_ui_add ("/ui/scenarios/two-groups/send", test_two_groups_send);
  gc_test_ui_add ("/ui/scenarios/two-groups/both", test_two_groups_both);

  return g_test_run ();
}
