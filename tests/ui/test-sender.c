/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-test-ui.h"

#include "gc-target-row.h"

#include <string.h>

static GcTestPeer *
listen_to (const char *group,
           guint       port)
{
  g_autofree char *number = g_strdup_printf ("%u", port);
  GcTestPeer *peer = gc_test_peer_spawn ("peer-receiver.py", group, number,
                                         "--interface", "lo", NULL);

  gc_test_peer_expect_line (peer, "ready");
  return peer;
}

static char *
encode (const char *text)
{
  GString *hex = g_string_new (NULL);

  for (; *text != '\0'; text++)
    g_string_append_printf (hex, "%02x", (guint8) *text);

  return g_string_free (hex, FALSE);
}

static void
expect_heard (GcTestPeer *peer,
              guint       source_port,
              const char *format,
              ...) G_GNUC_PRINTF (3, 4);

static void
expect_heard (GcTestPeer *peer,
              guint       source_port,
              const char *format,
              ...)
{
  g_autofree char *text = NULL;
  g_autofree char *hex = NULL;
  g_autofree char *line = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);

  hex = encode (text);
  line = g_strdup_printf ("127.0.0.1:%u %s", source_port, hex);
  gc_test_peer_expect_line (peer, line);
}

static void
add_target (GcTestUi   *ui,
            const char *group,
            guint       port)
{
  gc_test_ui_fill (ui, "Add targets", "%s:%u", group, port);
  gc_test_press ("Return");
  g_assert_cmpstr (gc_test_ui_get_text (ui, "Add targets"), ==, "");
}

static GtkWidget *
find_target (GcTestUi   *ui,
             const char *group,
             guint       port)
{
  g_autofree char *name = g_strdup_printf ("%s:%u", group, port);

  return gc_test_find (ui->window, GC_TYPE_TARGET_ROW, name);
}

static guint
count_targets (GcTestUi *ui)
{
  g_autoptr (GPtrArray) rows = gc_test_find_all (ui->window, GC_TYPE_TARGET_ROW);

  g_assert_cmpuint (rows->len, ==,
                    g_list_model_get_n_items (G_LIST_MODEL (
                      gc_sender_panel_get_targets (gc_window_get_sender_panel (ui->window)))));
  return rows->len;
}

/* What is said under a field, and that the field is marked with it. */
static void
expect_error (GcTestUi   *ui,
              const char *name,
              const char *hint)
{
  GType type = g_str_equal (name, "Message") ? GTK_TYPE_TEXT_VIEW : GTK_TYPE_EDITABLE;

  gc_test_expect (ui->window, "%s", hint);
  g_assert_true (gc_test_has_error (gc_test_find (ui->window, type, name)));
}

static void
test_send (GcTestUi *ui)
{
  guint source = gc_test_find_port ();
  guint port = gc_test_find_port ();
  g_autoptr (GcTestPeer) first = listen_to ("239.6.1.1", port);
  g_autoptr (GcTestPeer) second = listen_to ("239.6.1.2", port);

  gc_test_ui_fill (ui, "Source address", "127.0.0.1:%u", source);
  gc_test_ui_fill (ui, "Add targets", "239.6.1.1%%lo:%u, 239.6.1.2%%lo:%u", port, port);
  gc_test_press ("Return");
  gc_test_ui_fill (ui, "Message", "Hello {group} on {port}, {you}!");
  gc_test_expect (ui->window, "31 bytes");
  gc_test_press ("<Control>Return");

  expect_heard (first, source, "Hello 239.6.1.1 on %u, {you}!", port);
  expect_heard (second, source, "Hello 239.6.1.2 on %u, {you}!", port);
  gc_test_expect (ui->window, "Sent to 2 targets");
  gc_test_expect (find_target (ui, "239.6.1.1%lo", port), "%u bytes sent by lo",
                  port > 9999 ? 32 : 31);
  gc_test_expect (find_target (ui, "239.6.1.2%lo", port), "%u bytes sent by lo",
                  port > 9999 ? 32 : 31);

  /* The row says what became of the last message. */
  gc_test_ui_fill (ui, "Message", "x");
  gc_test_press ("<Control>Return");
  expect_heard (first, source, "x");
  expect_heard (second, source, "x");
  gc_test_expect (find_target (ui, "239.6.1.1%lo", port), "1 byte sent by lo");
}

static void
test_button (GcTestUi *ui)
{
  guint port = gc_test_find_port ();
  g_autoptr (GcTestPeer) peer = listen_to ("239.6.1.1", port);
  g_autofree char *line = NULL;
  g_autofree char *hex = NULL;
  g_autofree char *text = g_strdup_printf ("This message is for 239.6.1.1:%u receivers", port);

  gc_test_ui_fill (ui, "Add targets", "239.6.1.1%%lo:%u", port);
  gc_test_click (gc_test_find (ui->window, GTK_TYPE_BUTTON, "Add"));
  gc_test_click (gc_test_find (ui->window, GTK_TYPE_BUTTON, "Send"));

  hex = encode (text);
  line = gc_test_peer_read_line (peer);
  g_assert_true (g_str_has_prefix (line, "127.0.0.1:"));
  g_assert_true (g_str_has_suffix (line, hex));
  gc_test_expect (ui->window, "Sent to 1 target");
}

/* What is typed and not added yet is meant too. */
static void
test_not_added (GcTestUi *ui)
{
  guint source = gc_test_find_port ();
  guint port = gc_test_find_port ();
  g_autoptr (GcTestPeer) peer = listen_to ("239.6.1.1", port);

  gc_test_ui_fill (ui, "Source address", ":%u", source);
  gc_test_ui_fill (ui, "Message", "hello");
  gc_test_ui_fill (ui, "Add targets", "239.6.1.1%%lo:%u", port);
  gc_test_press ("<Control>Return");

  expect_heard (peer, source, "hello");
  g_assert_cmpuint (count_targets (ui), ==, 1);
  g_assert_cmpstr (gc_test_ui_get_text (ui, "Add targets"), ==, "");
}

static void
test_one_fails (GcTestUi *ui)
{
  guint source = gc_test_find_port ();
  guint port = gc_test_find_port ();
  g_autoptr (GcTestPeer) first = listen_to ("239.6.1.1", port);
  g_autoptr (GcTestPeer) third = listen_to ("239.6.1.3", port);

  gc_test_ui_fill (ui, "Source address", "127.0.0.1:%u", source);
  add_target (ui, "239.6.1.1%lo", port);
  add_target (ui, "239.6.1.2%nope0", port);
  add_target (ui, "239.6.1.3%lo", port);
  gc_test_ui_fill (ui, "Message", "to {group}");
  gc_test_press ("<Control>Return");

  expect_heard (first, source, "to 239.6.1.1");
  expect_heard (third, source, "to 239.6.1.3");
  gc_test_expect (ui->window, "Sent to 2 of 3 targets");
  gc_test_expect (find_target (ui, "239.6.1.2%nope0", port),
                  "There is no interface “nope0” here: this computer has lo");
  gc_test_expect (find_target (ui, "239.6.1.3%lo", port), "12 bytes sent by lo");
  g_assert_true (gtk_widget_has_css_class (find_target (ui, "239.6.1.2%nope0", port), "failed"));
  g_assert_false (gtk_widget_has_css_class (find_target (ui, "239.6.1.3%lo", port), "failed"));
}

static void
test_off (GcTestUi *ui)
{
  guint source = gc_test_find_port ();
  guint port = gc_test_find_port ();
  g_autoptr (GcTestPeer) first = listen_to ("239.6.1.1", port);
  g_autoptr (GcTestPeer) second = listen_to ("239.6.1.2", port);
  GtkWidget *check;

  gc_test_ui_fill (ui, "Source address", "127.0.0.1:%u", source);
  add_target (ui, "239.6.1.1%lo", port);
  add_target (ui, "239.6.1.2%lo", port);
  check = gc_test_find (find_target (ui, "239.6.1.1%lo", port), GTK_TYPE_CHECK_BUTTON, NULL);

  gc_test_click (check);
  gc_test_ui_fill (ui, "Message", "one");
  gc_test_press ("<Control>Return");
  expect_heard (second, source, "one");
  gc_test_expect (ui->window, "Sent to 1 target");

  /* The first thing that the first hears is the second message. */
  gc_test_click (check);
  gc_test_ui_fill (ui, "Message", "two");
  gc_test_press ("<Control>Return");
  expect_heard (first, source, "two");
  expect_heard (second, source, "two");
}

static void
test_remove (GcTestUi *ui)
{
  guint source = gc_test_find_port ();
  guint port = gc_test_find_port ();
  g_autoptr (GcTestPeer) first = listen_to ("239.6.1.1", port);
  g_autoptr (GcTestPeer) second = listen_to ("239.6.1.2", port);
  g_autofree char *name = g_strdup_printf ("Remove 239.6.1.1%%lo:%u", port);

  gc_test_ui_fill (ui, "Source address", "127.0.0.1:%u", source);
  add_target (ui, "239.6.1.1%lo", port);
  add_target (ui, "239.6.1.2%lo", port);
  gc_test_click (gc_test_find (ui->window, GTK_TYPE_BUTTON, name));
  g_assert_cmpuint (count_targets (ui), ==, 1);

  gc_test_ui_fill (ui, "Message", "one");
  gc_test_press ("<Control>Return");
  expect_heard (second, source, "one");
  gc_test_expect (ui->window, "Sent to 1 target");

  add_target (ui, "239.6.1.1%lo", port);
  gc_test_ui_fill (ui, "Message", "two");
  gc_test_press ("<Control>Return");
  expect_heard (first, source, "two");
}

/* With the keyboard alone. */
static void
test_delete (GcTestUi *ui)
{
  GtkWidget *second;

  add_target (ui, "239.6.1.1%lo", 5000);
  add_target (ui, "239.6.1.2%lo", 5000);
  second = find_target (ui, "239.6.1.2%lo", 5000);

  gc_test_ui_fill (ui, "Add targets", "239.6.1.3");
  gc_test_press ("<Shift>Tab");
  g_assert_true (gc_test_ui_has_focus (ui, second));
  gc_test_press ("Delete");
  g_assert_cmpuint (count_targets (ui), ==, 1);
  find_target (ui, "239.6.1.1%lo", 5000);
  g_assert_cmpstr (gc_test_ui_get_text (ui, "Add targets"), ==, "239.6.1.3");
}

static const struct
{
  const char *text;
  const char *hint;
} bad_sources[] = {
  { "192.0.2.7:3000", "192.0.2.7 is not an address of this computer" },
  { "[2001:db8::7]:3000", "2001:db8::7 is not an address of this computer" },
  { "x", "x is not an address" },
  { "127.0.0.1:70000", "70000 is not a port: ports run from 1 to 65535" },
  { "239.0.0.1:3000", "239.0.0.1 is a multicast group: it can be a target, not a source" },
};

/* Nothing goes out from a source that is wrong, and nothing that was typed is lost. */
static void
test_bad_source (GcTestUi *ui)
{
  guint source = gc_test_find_port ();
  guint port = gc_test_find_port ();
  g_autoptr (GcTestPeer) peer = listen_to ("239.6.1.1", port);
  GtkWidget *row = gc_test_find (ui->window, GTK_TYPE_EDITABLE, "Source address");

  add_target (ui, "239.6.1.1%lo", port);
  for (gsize i = 0; i < G_N_ELEMENTS (bad_sources); i++)
    {
      gc_test_ui_fill (ui, "Source address", "%s", bad_sources[i].text);
      expect_error (ui, "Source address", bad_sources[i].hint);

      gc_test_ui_fill (ui, "Message", "message %" G_GSIZE_FORMAT, i);
      gc_test_press ("<Control>Return");
      expect_error (ui, "Source address", bad_sources[i].hint);
      g_assert_true (gc_test_ui_has_focus (ui, row));
      g_assert_cmpstr (gc_test_ui_get_text (ui, "Source address"), ==, bad_sources[i].text);
      g_assert_cmpuint (count_targets (ui), ==, 1);
    }

  gc_test_ui_fill (ui, "Source address", "127.0.0.1:%u", source);
  g_assert_false (gc_test_has_error (row));
  g_assert_null (gc_test_look (ui->window, GTK_TYPE_LABEL, bad_sources[4].hint));
  gc_test_press ("<Control>Return");
  expect_heard (peer, source, "message %" G_GSIZE_FORMAT, G_N_ELEMENTS (bad_sources) - 1);
}

static void
test_source_in_use (GcTestUi *ui)
{
  guint source = gc_test_find_port ();
  guint port = gc_test_find_port ();
  g_autofree char *hint = g_strdup_printf ("Port %u is in use by another program: "
                                           "choose another, or none", source);
  g_autoptr (GcTestPeer) peer = listen_to ("239.6.1.1", port);
  g_autoptr (GSocket) owner = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_DATAGRAM,
                                            G_SOCKET_PROTOCOL_UDP, NULL);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new_from_string ("127.0.0.1", source);

  g_assert_true (g_socket_bind (owner, address, FALSE, NULL));
  gc_test_ui_fill (ui, "Source address", "127.0.0.1:%u", source);
  add_target (ui, "239.6.1.1%lo", port);
  gc_test_ui_fill (ui, "Message", "hello");
  gc_test_press ("<Control>Return");

  expect_error (ui, "Source address", hint);
  gc_test_expect (ui->window, "Not sent");
  g_assert_cmpstr (gc_test_ui_get_text (ui, "Message"), ==, "hello");

  g_assert_true (g_socket_close (owner, NULL));
  gc_test_press ("<Control>Return");
  expect_heard (peer, source, "hello");
  gc_test_expect (ui->window, "Sent to 1 target");
  g_assert_null (gc_test_look (ui->window, GTK_TYPE_LABEL, hint));
}

/* Lines of 63 bytes and a newline, and what is left over. */
static char *
make_text (gsize size)
{
  char *text = g_strnfill (size, 'm');

  for (gsize i = 63; i < size; i += 64)
    text[i] = '\n';
  return text;
}

static void
paste_message (GcTestUi   *ui,
               const char *text)
{
  gc_test_click (gc_test_find (ui->window, GTK_TYPE_TEXT_VIEW, "Message"));
  gc_test_press ("<Control>a");
  gc_test_paste (text);
  gc_test_wait_until (g_strcmp0 (gc_test_ui_get_text (ui, "Message"), text) == 0);
}

static void
test_too_big (GcTestUi *ui)
{
  const char *hint = "65508 bytes do not fit: a datagram holds 65507";
  guint source = gc_test_find_port ();
  guint port = gc_test_find_port ();
  g_autoptr (GcTestPeer) peer = listen_to ("239.6.1.1", port);
  g_autofree char *fits = make_text (65507);
  g_autofree char *too_big = make_text (65508);

  gc_test_ui_fill (ui, "Source address", "127.0.0.1:%u", source);
  add_target (ui, "239.6.1.1%lo", port);
  paste_message (ui, too_big);
  expect_error (ui, "Message", hint);

  gc_test_press ("<Control>Return");
  gc_test_expect (find_target (ui, "239.6.1.1%lo", port), "%s", hint);
  gc_test_expect (ui->window, "Not sent");
  g_assert_cmpstr (gc_test_ui_get_text (ui, "Message"), ==, too_big);

  paste_message (ui, fits);
  gc_test_expect (ui->window, "65507 bytes");
  g_assert_false (gc_test_has_error (gc_test_find (ui->window, GTK_TYPE_TEXT_VIEW, "Message")));
  gc_test_press ("<Control>Return");
  expect_heard (peer, source, "%s", fits);
}

static void
test_no_target (GcTestUi *ui)
{
  guint port = gc_test_find_port ();
  GtkWidget *row = gc_test_find (ui->window, GTK_TYPE_EDITABLE, "Add targets");

  gc_test_ui_fill (ui, "Message", "hello");
  gc_test_press ("<Control>Return");
  expect_error (ui, "Add targets", "Add a target to send to, as 239.255.0.1:5000");
  g_assert_true (gc_test_ui_has_focus (ui, row));
  g_assert_cmpstr (gc_test_ui_get_text (ui, "Message"), ==, "hello");

  gc_test_type ("239.6.1.1%%lo:%u", port);
  g_assert_false (gc_test_has_error (row));
  gc_test_press ("Return");
  gc_test_click (gc_test_find (find_target (ui, "239.6.1.1%lo", port),
                               GTK_TYPE_CHECK_BUTTON, NULL));
  gc_test_press ("<Control>Return");
  expect_error (ui, "Add targets", "Switch a target on to send to it");
  g_assert_cmpstr (gc_sender_panel_get_status (gc_window_get_sender_panel (ui->window)), ==, "");
}

static void
choose_address (GcTestUi   *ui,
                const char *label)
{
  gc_test_click (gc_test_find (ui->window, GTK_TYPE_MENU_BUTTON, "Addresses of this computer"));
  gc_test_click (gc_test_find (ui->window, GTK_TYPE_LABEL, label));
}

/* Nothing goes out that is not seen: the panel comes first. */
static void
test_hidden (GcTestUi *ui)
{
  guint source = gc_test_find_port ();
  guint port = gc_test_find_port ();
  g_autoptr (GcTestPeer) peer = listen_to ("239.6.1.1", port);

  gc_test_ui_fill (ui, "Source address", "127.0.0.1:%u", source);
  add_target (ui, "239.6.1.1%lo", port);
  gc_test_ui_fill (ui, "Message", "one");
  gc_test_press ("F9");
  gc_test_wait_until (gc_test_look (ui->window, GC_TYPE_SENDER_PANEL, NULL) == NULL);

  gc_test_press ("<Control>Return");
  g_assert_true (gc_test_ui_has_focus (ui, gc_test_find (ui->window, GTK_TYPE_TEXT_VIEW,
                                                         "Message")));
  gc_test_press ("<Control>a");
  gc_test_type ("two");
  gc_test_press ("<Control>Return");
  expect_heard (peer, source, "two");
}

/* What is only unfinished is not called wrong before it is to be used. */
static void
test_unfinished_source (GcTestUi *ui)
{
  static const char *texts[] = { "1", "127.", "127.0.0", "127.0.0.1:", "[", "[::" };
  guint port = gc_test_find_port ();
  GtkWidget *row = gc_test_find (ui->window, GTK_TYPE_EDITABLE, "Source address");

  add_target (ui, "239.6.1.1%lo", port);
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      gc_test_ui_fill (ui, "Source address", "%s", texts[i]);
      g_assert_false (gc_test_has_error (row));
      gc_test_press ("<Control>Return");
      g_assert_true (gc_test_has_error (row));
    }
}

static void
test_address_menu (GcTestUi *ui)
{
  choose_address (ui, "127.0.0.1 on lo");
  g_assert_cmpstr (gc_test_ui_get_text (ui, "Source address"), ==, "127.0.0.1");

  gc_test_ui_fill (ui, "Source address", ":3000");
  choose_address (ui, "127.0.0.1 on lo");
  g_assert_cmpstr (gc_test_ui_get_text (ui, "Source address"), ==, "127.0.0.1:3000");

  choose_address (ui, "The system chooses");
  g_assert_cmpstr (gc_test_ui_get_text (ui, "Source address"), ==, ":3000");

  if (!gc_test_add_veth_pair ())
    return;
  gc_test_ui_fill (ui, "Source address", GC_TEST_VETH_ADDRESS ":3000");
  gc_test_wait_until (!gc_test_has_error (gc_test_find (ui->window, GTK_TYPE_EDITABLE,
                                                        "Source address")));
  choose_address (ui, "127.0.0.1 on lo");
  choose_address (ui, GC_TEST_VETH_ADDRESS " on " GC_TEST_VETH);
  g_assert_cmpstr (gc_test_ui_get_text (ui, "Source address"), ==, GC_TEST_VETH_ADDRESS ":3000");

  gc_test_delete_interface (GC_TEST_VETH);
  gc_test_wait_until (gc_test_has_error (gc_test_find (ui->window, GTK_TYPE_EDITABLE,
                                                       "Source address")));
  gc_test_expect (ui->window, GC_TEST_VETH_ADDRESS " is not an address of this computer");
}

static void
test_add_mix (GcTestUi *ui)
{
  guint port = gc_test_find_port ();
  GtkWidget *row = gc_test_find (ui->window, GTK_TYPE_EDITABLE, "Add targets");

  gc_test_ui_fill (ui, "Add targets",
                   "239.6.1.1:%u 10.0.0.1 239.6.1.1:%u, 239.6.1.2:%u 239.6.1",
                   port, port, port);
  gc_test_press ("Return");
  expect_error (ui, "Add targets",
                "2 added · 1 was there already · 10.0.0.1 is not a multicast group: "
                "those run from 224.0.0.0 to 239.255.255.255");
  g_assert_cmpstr (gc_test_ui_get_text (ui, "Add targets"), ==, "10.0.0.1 239.6.1");
  g_assert_cmpuint (count_targets (ui), ==, 2);
  g_assert_true (gc_test_ui_has_focus (ui, row));

  gc_test_ui_fill (ui, "Add targets", "239.6.1.1:%u 239.6.1.2:%u", port, port);
  gc_test_press ("Return");
  gc_test_expect (ui->window, "2 were there already");
  g_assert_false (gc_test_has_error (row));
  g_assert_cmpstr (gc_test_ui_get_text (ui, "Add targets"), ==, "");
  g_assert_cmpuint (count_targets (ui), ==, 2);

  /* Without a port: that of the group joined last. */
  gc_test_ui_join (ui, "239.6.1.9%%lo:%u", port);
  gc_test_ui_fill (ui, "Add targets", "239.6.1.3 239.6.1.4");
  gc_test_press ("Return");
  gc_test_expect (ui->window, "2 added");
  find_target (ui, "239.6.1.3", port);
  find_target (ui, "239.6.1.4", port);
}

static void
test_try (GcTestUi *ui)
{
  gc_test_click (gc_test_find (ui->window, GTK_TYPE_BUTTON, "Try It on This Computer"));
  g_assert_cmpuint (gc_test_ui_count_tabs (ui), ==, 2);
  gc_test_expect (ui->window, "Sent to 2 targets");

  for (guint i = 1; i <= 2; i++)
    {
      g_autofree char *name = g_strdup_printf ("239.255.77.%u%%lo", i);
      g_autofree char *text =
        g_strdup_printf ("This message is for 239.255.77.%u:5000 receivers", i);
      GcGroupPage *page = gc_test_ui_find_page (ui, "%s:5000", name);

      gc_test_ui_select (ui, page);
      gc_test_find (page, GTK_TYPE_INSCRIPTION, text);
      gc_test_expect (page, "1 message");
      gc_test_expect (find_target (ui, name, 5000), "47 bytes sent by lo");
    }
}

int
main (int   argc,
      char *argv[])
{
  gc_test_ui_init (&argc, &argv);

  gc_test_ui_add ("/ui/sender/send", test_send);
  gc_test_ui_add ("/ui/sender/button", test_button);
  gc_test_ui_add ("/ui/sender/not-added", test_not_added);
  gc_test_ui_add ("/ui/sender/one-fails", test_one_fails);
  gc_test_ui_add ("/ui/sender/off", test_off);
  gc_test_ui_add ("/ui/sender/remove", test_remove);
  gc_test_ui_add ("/ui/sender/delete", test_delete);
  gc_test_ui_add ("/ui/sender/bad-source", test_bad_source);
  gc_test_ui_add ("/ui/sender/source-in-use", test_source_in_use);
  gc_test_ui_add ("/ui/sender/too-big", test_too_big);
  gc_test_ui_add ("/ui/sender/no-target", test_no_target);
  gc_test_ui_add ("/ui/sender/hidden", test_hidden);
  gc_test_ui_add ("/ui/sender/unfinished-source", test_unfinished_source);
  gc_test_ui_add ("/ui/sender/address-menu", test_address_menu);
  gc_test_ui_add ("/ui/sender/add-mix", test_add_mix);
  gc_test_ui_add ("/ui/sender/try", test_try);

  return g_test_run ();
}
