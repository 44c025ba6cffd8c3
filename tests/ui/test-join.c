/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-test-ui.h"

#include "gc-join-entry.h"

/* One row as it is shown, but for the time. */
static void
expect_row (GcTestRow  *row,
            const char *source,
            const char *size,
            const char *text)
{
  g_assert_cmpuint (g_strv_length (row->cells), ==, 4);
  g_assert_true (g_regex_match_simple ("^[0-2]\\d:[0-5]\\d:[0-5]\\d\\.\\d{3}$",
                                       row->cells[GC_TEST_TIME], 0, 0));
  g_assert_cmpstr (row->cells[GC_TEST_SOURCE], ==, source);
  g_assert_cmpstr (row->cells[GC_TEST_SIZE], ==, size);
  g_assert_cmpstr (row->cells[GC_TEST_TEXT], ==, text);
}

static guint
count_rows (GcTestUi *ui)
{
  g_autoptr (GPtrArray) rows = gc_test_read_rows (ui->window);

  return rows->len;
}

/* What is in the entry, and what it says of it. */
static void
expect_entry (GcTestUi   *ui,
              const char *text,
              const char *hint,
              gboolean    is_error)
{
  GcJoinEntry *entry = gc_test_find (ui->window, GC_TYPE_JOIN_ENTRY, NULL);
  GtkWidget *field = gc_test_find (entry, GTK_TYPE_ENTRY, "Group to join");
  GtkWidget *popover = gc_test_look (entry, GTK_TYPE_POPOVER, NULL);

  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (field)), ==, text);
  g_assert_cmpstr (gc_join_entry_get_hint (entry), ==, hint);
  g_assert_cmpint (gc_test_has_error (field), ==, is_error);

  g_assert_cmpint (popover != NULL, ==, *hint != '\0');
  if (popover != NULL)
    g_assert_nonnull (gc_test_look (popover, GTK_TYPE_LABEL, hint));
}

static void
test_enter (GcTestUi *ui)
{
  guint port = gc_test_find_port ();
  g_autofree char *title = g_strdup_printf ("239.1.2.3%%lo:%u", port);
  g_autofree char *target = g_strdup_printf ("239.1.2.3:%u", port);
  GcGroupPage *page = gc_test_ui_join (ui, "%s", title);
  g_autoptr (GcTestPeer) peer = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  g_autofree char *from = NULL;

  g_assert_cmpuint (gc_test_ui_count_tabs (ui), ==, 1);
  g_assert_cmpstr (adw_tab_page_get_title (gc_test_ui_get_tab (ui, page)), ==, title);
  gc_test_expect (gc_test_find (ui->window, ADW_TYPE_TAB_BAR, NULL), "%s", title);
  gc_test_expect (page, "Joined on lo");
  gc_test_expect (page, "0 messages");
  g_assert_nonnull (gc_test_look (page, ADW_TYPE_STATUS_PAGE, "Nothing Received Yet"));
  g_assert_true (gc_test_is_member ("239.1.2.3", "lo"));
  expect_entry (ui, "", "", FALSE);

  peer = gc_test_peer_spawn ("peer-sender.py", "--bind", "127.0.0.1:0", "--interface", "lo",
                             "--text", "Grüße", target, NULL);
  from = gc_test_peer_read_line (peer);
  gc_test_wait_until (count_rows (ui) == 1);
  gc_test_peer_expect_line (peer, "sent 1");

  rows = gc_test_read_rows (page);
  g_assert_true (g_str_has_prefix (from, "from 127.0.0.1:"));
  expect_row (g_ptr_array_index (rows, 0), from + strlen ("from "), "7", "Grüße");
  gc_test_expect (page, "1 message");
  g_assert_null (gc_test_look (page, ADW_TYPE_STATUS_PAGE, NULL));
}

static void
test_button (GcTestUi *ui)
{
  guint port = gc_test_find_port ();
  GtkWidget *button = gc_test_find (ui->window, GTK_TYPE_BUTTON, "Join");

  g_assert_false (gtk_widget_is_sensitive (button));
  gc_test_ui_fill (ui, "Group to join", "239.1.2.3%%lo:%u", port);
  g_assert_true (gtk_widget_is_sensitive (button));

  gc_test_click (button);
  gc_test_expect (ui->window, "239.1.2.3%%lo:%u", port);
  gc_test_expect (ui->window, "Joined on lo");
  g_assert_true (gc_test_is_member ("239.1.2.3", "lo"));
  g_assert_false (gtk_widget_is_sensitive (button));
}

/* The button of the welcome page leads to the entry, and the keyboard is there anyway. */
static void
test_focus (GcTestUi *ui)
{
  GtkWidget *entry = gc_test_find (ui->window, GC_TYPE_JOIN_ENTRY, NULL);

  g_assert_true (gc_test_ui_has_focus (ui, entry));
  gc_test_click (gc_test_find (ui->window, GTK_TYPE_TEXT_VIEW, "Message"));
  g_assert_false (gc_test_ui_has_focus (ui, entry));
  gc_test_click (gc_test_find (ui->window, GTK_TYPE_BUTTON, "Join a Group…"));
  g_assert_true (gc_test_ui_has_focus (ui, entry));

  gc_test_click (gc_test_find (ui->window, GTK_TYPE_TEXT_VIEW, "Message"));
  gc_test_press ("<Control>t");
  g_assert_true (gc_test_ui_has_focus (ui, entry));
}

static void
test_last_port (GcTestUi *ui)
{
  guint port = gc_test_find_port ();
  g_autofree char *hint = g_strdup_printf ("Joins 239.1.2.4:%u: without a port, the last one used",
                                           port);

  gc_test_ui_join (ui, "239.1.2.3%%lo:%u", port);
  gc_test_press ("<Control>l");
  gc_test_type ("239.1.2.4");
  expect_entry (ui, "239.1.2.4", hint, FALSE);
  gc_test_press ("Return");

  g_assert_nonnull (gc_test_ui_find_page (ui, "239.1.2.4:%u", port));
  gc_test_expect (gc_test_ui_get_selected (ui), "Joined on lo");
  g_assert_true (gc_test_is_member ("239.1.2.4", "lo"));
}

static void
expect_three (GcTestUi *ui,
              guint     port)
{
  g_assert_cmpuint (gc_test_ui_count_tabs (ui), ==, 3);
  for (guint i = 1; i <= 3; i++)
    {
      g_autofree char *group = g_strdup_printf ("239.1.3.%u", i);
      GcGroupPage *page = gc_test_ui_find_page (ui, "%s%%lo:%u", group, port);

      g_assert_nonnull (page);
      gc_test_wait_until (gc_test_is_member (group, "lo"));
      g_assert_cmpuint (gc_test_count_members (group), ==, 1);
    }
}

static void
test_several (GcTestUi *ui)
{
  guint port = gc_test_find_port ();
  g_autofree char *text = g_strdup_printf ("239.1.3.1%%lo:%u 239.1.3.2%%lo:%u, 239.1.3.3%%lo:%u",
                                           port, port, port);

  gc_test_press ("<Control>l");
  gc_test_type ("%s", text);
  expect_entry (ui, text, "Joins 3 groups", FALSE);
  gc_test_press ("Return");
  expect_three (ui, port);
  expect_entry (ui, "", "", FALSE);
}

static void
test_pasted (GcTestUi *ui)
{
  guint port = gc_test_find_port ();
  g_autofree char *lines = g_strdup_printf ("239.1.3.1%%lo:%u\n239.1.3.2%%lo:%u;\r\n"
                                            "\t\"239.1.3.3%%lo:%u\"\n",
                                            port, port, port);
  GcJoinEntry *entry = gc_test_find (ui->window, GC_TYPE_JOIN_ENTRY, NULL);

  gc_test_press ("<Control>l");
  gc_test_paste (lines);
  gc_test_wait_until (g_strcmp0 (gc_join_entry_get_hint (entry), "Joins 3 groups") == 0);
  gc_test_press ("Return");
  expect_three (ui, port);
  expect_entry (ui, "", "", FALSE);
}

static void
test_twice (GcTestUi *ui)
{
  guint port = gc_test_find_port ();
  GcGroupPage *first = gc_test_ui_join (ui, "239.1.4.1%%lo:%u", port);
  GcGroupPage *second = gc_test_ui_join (ui, "239.1.4.2%%lo:%u", port);

  g_assert_true (gc_test_ui_get_selected (ui) == second);
  g_assert_true (gc_test_ui_join (ui, "239.1.4.1%%lo:%u", port) == first);
  g_assert_true (gc_test_ui_get_selected (ui) == first);
  g_assert_cmpuint (gc_test_ui_count_tabs (ui), ==, 2);
  g_assert_cmpuint (gc_test_count_members ("239.1.4.1"), ==, 1);
}

static const struct
{
  const char *text;
  const char *hint;
  gboolean    is_error;
} typed[] = {
  { "239.0.0.300", "239.0.0.300 is not an address", TRUE },
  { "10.0.0.1", "10.0.0.1 is not a multicast group: those run from 224.0.0.0 to 239.255.255.255",
    TRUE },
  { "10.0.0.1:5000",
    "10.0.0.1 is not a multicast group: those run from 224.0.0.0 to 239.255.255.255", TRUE },
  { "[fe80::1]:5000", "fe80::1 is not a multicast group: those begin with ff", TRUE },
  { "239.0.0.1:0", "0 is not a port: ports run from 1 to 65535", TRUE },
  { "239.0.0.1:70000", "70000 is not a port: ports run from 1 to 65535", TRUE },
  { "239.0.0.1:5a", "5a is not a port: ports run from 1 to 65535", TRUE },
  { "hello", "hello is not an address", TRUE },
  { "[ff02::1]x", "“[ff02::1]x” is not a group: write 239.255.0.1:5000 or [ff15::1]:5000", TRUE },
  { "239.0.0.1.1", "239.0.0.1.1 is not an address", TRUE },
  { "239..1", "239..1 is not an address", TRUE },
  { "239.0.0.1%averyveryverylongname:5000",
    "“averyveryverylongname” is not the name of an interface", TRUE },
  { "239.1.1.1@239.0.0.1:5000", "239.1.1.1 cannot be a source: it is a multicast group", TRUE },
  { "::1@239.0.0.1:5000",
    "::1 cannot be a source of this group: one is IPv4, the other IPv6", TRUE },
  { "10.0.0.1 239.0.0.1:5000",
    "10.0.0.1 is not a multicast group: those run from 224.0.0.0 to 239.255.255.255", TRUE },

  { "2", "", FALSE },
  { "239", "", FALSE },
  { "239.", "", FALSE },
  { "239.0.0", "", FALSE },
  { "239.0.0.", "", FALSE },
  { "239.0.0.1:", "", FALSE },
  { "239.0.0.1%", "", FALSE },
  { "192.0.2.1@", "", FALSE },
  { "192.0.2.1@232", "", FALSE },
  { "f", "", FALSE },
  { "ff15:", "", FALSE },
  { "[", "", FALSE },
  { "[ff02::1", "", FALSE },
  { "udp://", "", FALSE },
  { "239.0.0.1:5000 239.0", "", FALSE },
  { " ", "", FALSE },

  { "239.0.0.1:5000", "Joins 239.0.0.1:5000", FALSE },
  { "239.0.0.1", "Joins 239.0.0.1:5000: without a port, the last one used", FALSE },
  { "239.0.0.1%lo:5000", "Joins 239.0.0.1:5000 on lo", FALSE },
  { "[ff15::1]:5000", "Joins [ff15::1]:5000", FALSE },
  { "239.0.0.1:5000 239.0.0.2:5000", "Joins 2 groups", FALSE },
};

static void
test_typing (GcTestUi *ui)
{
  for (gsize i = 0; i < G_N_ELEMENTS (typed); i++)
    {
      gc_test_press ("<Control>l");
      gc_test_type ("%s", typed[i].text);
      expect_entry (ui, typed[i].text, typed[i].hint, typed[i].is_error);
    }

  g_assert_cmpuint (gc_test_ui_count_tabs (ui), ==, 0);
}

/* What is only unfinished becomes an error with Enter, and one no more with the next key. */
static void
test_enter_unfinished (GcTestUi *ui)
{
  gc_test_press ("<Control>l");
  gc_test_type ("239.0.0");
  expect_entry (ui, "239.0.0", "", FALSE);
  gc_test_press ("Return");
  expect_entry (ui, "239.0.0", "239.0.0 is not an address", TRUE);
  g_assert_cmpuint (gc_test_ui_count_tabs (ui), ==, 0);

  gc_test_type (".");
  expect_entry (ui, "239.0.0.", "", FALSE);
  gc_test_type ("1:5000");
  expect_entry (ui, "239.0.0.1:5000", "Joins 239.0.0.1:5000", FALSE);
}

static void
test_escape (GcTestUi *ui)
{
  GcJoinEntry *entry = gc_test_find (ui->window, GC_TYPE_JOIN_ENTRY, NULL);

  gc_test_press ("<Control>l");
  gc_test_type ("10.0.0.1");
  g_assert_nonnull (gc_test_look (entry, GTK_TYPE_POPOVER, NULL));

  gc_test_press ("Escape");
  g_assert_null (gc_test_look (entry, GTK_TYPE_POPOVER, NULL));
  g_assert_cmpstr (gc_test_ui_get_text (ui, "Group to join"), ==, "10.0.0.1");
  g_assert_true (gc_test_ui_has_focus (ui, entry));

  gc_test_type ("2");
  g_assert_nonnull (gc_test_look (entry, GTK_TYPE_POPOVER, NULL));
  gc_test_click (gc_test_find (ui->window, GTK_TYPE_TEXT_VIEW, "Message"));
  g_assert_null (gc_test_look (entry, GTK_TYPE_POPOVER, NULL));
  g_assert_cmpstr (gc_test_ui_get_text (ui, "Group to join"), ==, "10.0.0.12");
}

static void
test_some_bad (GcTestUi *ui)
{
  guint port = gc_test_find_port ();

  gc_test_press ("<Control>l");
  gc_test_type ("239.1.5.1%%lo:%u 10.0.0.1 239.1.5.2%%lo:%u, 239.0.0.300", port, port);
  gc_test_press ("Return");

  g_assert_cmpuint (gc_test_ui_count_tabs (ui), ==, 2);
  gc_test_wait_until (gc_test_is_member ("239.1.5.1", "lo") &&
                      gc_test_is_member ("239.1.5.2", "lo"));
  expect_entry (ui, "10.0.0.1 239.0.0.300", typed[1].hint, TRUE);
}

int
main (int   argc,
      char *argv[])
{
  gc_test_ui_init (&argc, &argv);

  gc_test_ui_add ("/ui/join/enter", test_enter);
  gc_test_ui_add ("/ui/join/button", test_button);
  gc_test_ui_add ("/ui/join/focus", test_focus);
  gc_test_ui_add ("/ui/join/last-port", test_last_port);
  gc_test_ui_add ("/ui/join/several", test_several);
  gc_test_ui_add ("/ui/join/pasted", test_pasted);
  gc_test_ui_add ("/ui/join/twice", test_twice);
  gc_test_ui_add ("/ui/join/typing", test_typing);
  gc_test_ui_add ("/ui/join/enter-unfinished", test_enter_unfinished);
  gc_test_ui_add ("/ui/join/escape", test_escape);
  gc_test_ui_add ("/ui/join/some-bad", test_some_bad);

  return g_test_run ();
}
