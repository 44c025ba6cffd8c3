/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-test-listener.h"
#include "gc-test-ui.h"

#include "gc-join-entry.h"

static void
send_text (guint       port,
           const char *target,
           const char *text)
{
  g_autofree char *where = g_strdup_printf ("%s:%u", target, port);

  gc_test_send ("", where, text);
}

/* What a tab holds, whether it is visible or not, with commas between. */
static char *
dup_texts (GcGroupPage *page)
{
  GListModel *log = G_LIST_MODEL (gc_group_get_log (gc_group_page_get_group (page)));
  g_autoptr (GString) texts = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (log); i++)
    {
      g_autoptr (GcMessage) message = g_list_model_get_item (log, i);
      g_autofree char *text = gc_message_dup_text (message);

      g_string_append_printf (texts, "%s%s", i > 0 ? "," : "", text);
    }

  return g_string_free (g_steal_pointer (&texts), FALSE);
}

static void
expect_texts (GcTestUi    *ui,
              GcGroupPage *page,
              const char  *texts)
{
  GcGroup *group = gc_group_page_get_group (page);
  g_auto (GStrv) wanted = g_strsplit (texts, ",", -1);
  g_autofree char *held = NULL;

  gc_test_wait_until (gc_group_get_n_messages (group) >= g_strv_length (wanted));
  held = dup_texts (page);
  g_assert_cmpstr (held, ==, texts);
}

static gboolean
is_last_row (GcGroupPage *page,
             const char  *text)
{
  g_autoptr (GPtrArray) rows = gc_test_read_rows (page);

  return g_strcmp0 (gc_test_row_text (rows, -1), text) == 0;
}

static void
test_close (GcTestUi *ui)
{
  guint port = gc_test_find_port ();

  GcGroupPage *page = gc_test_ui_join (ui, "239.2.1.1%%lo:%u", port);

  gc_test_ui_join (ui, "239.2.1.2%%lo:%u", port);
  gc_test_press ("<Control>w");
  g_assert_cmpuint (gc_test_ui_count_tabs (ui), ==, 1);
  gc_test_wait_until (!gc_test_is_member ("239.2.1.2", "lo"));
  g_assert_true (gc_test_is_member ("239.2.1.1", "lo"));
  g_assert_null (gc_test_ui_find_page (ui, "239.2.1.2%%lo:%u", port));

  /* The focus goes with the page that it was in. */
  send_text (port, "239.2.1.1%lo", "hello");
  gc_test_find (page, GTK_TYPE_INSCRIPTION, "hello");
  gc_test_click_row (page, 0);
  g_assert_true (gc_test_ui_has_focus (ui, page));
  gc_test_press ("<Control>w");
  g_assert_cmpuint (gc_test_ui_count_tabs (ui), ==, 0);
  gc_test_wait_until (!gc_test_is_member ("239.2.1.1", "lo") && !gc_test_is_bound (port));
  gc_test_find (ui->window, ADW_TYPE_STATUS_PAGE, "Join a Multicast Group");
  g_assert_true (gc_test_ui_has_focus (ui, gc_test_find (ui->window, GC_TYPE_JOIN_ENTRY, NULL)));

  gc_test_press ("<Control>w");
  gc_test_wait_until (ui->window == NULL);
}

/* With the messages that it had, in its place, and joined again. */
static void
test_undo_close (GcTestUi *ui)
{
  guint port = gc_test_find_port ();
  GcGroupPage *page = gc_test_ui_join (ui, "239.2.6.1%%lo:%u", port);
  AdwTabView *view = gc_group_tabs_get_tab_view (gc_window_get_group_tabs (ui->window));
  GtkWidget *undo;

  gc_test_ui_join (ui, "239.2.6.2%%lo:%u", port);
  send_text (port, "239.2.6.1%lo", "one");
  gc_test_ui_select (ui, page);
  gc_test_find (page, GTK_TYPE_INSCRIPTION, "one");
  gc_test_press ("<Control>w");
  gc_test_expect (ui->window, "Left 239.2.6.1%%lo:%u", port);
  gc_test_wait_until (!gc_test_is_member ("239.2.6.1", "lo"));
  send_text (port, "239.2.6.1%lo", "missed");

  undo = gc_test_find (ui->window, GTK_TYPE_BUTTON, "Undo");
  gc_test_click (undo);
  page = gc_test_ui_find_page (ui, "239.2.6.1%%lo:%u", port);
  g_assert_nonnull (page);
  g_assert_true (gc_test_ui_get_selected (ui) == page);
  g_assert_cmpint (adw_tab_view_get_page_position (view, gc_test_ui_get_tab (ui, page)), ==, 0);
  gc_test_wait_until (gc_test_is_member ("239.2.6.1", "lo"));
  gc_test_expect (page, "Joined on lo");
  send_text (port, "239.2.6.1%lo", "two");
  expect_texts (ui, page, "one,two");
  gc_test_wait_until (is_last_row (page, "two"));
}

/* Closed one after the other, they come back together, each in its place. */
static void
test_undo_close_all (GcTestUi *ui)
{
  guint port = gc_test_find_port ();
  AdwTabView *view = gc_group_tabs_get_tab_view (gc_window_get_group_tabs (ui->window));

  for (guint i = 1; i <= 3; i++)
    gc_test_ui_join (ui, "239.2.6.%u%%lo:%u", i, port);
  for (guint i = 1; i <= 3; i++)
    gc_test_press ("<Control>w");
  gc_test_expect (ui->window, "Left 3 groups");
  g_assert_cmpuint (gc_test_ui_count_tabs (ui), ==, 0);

  gc_test_click (gc_test_find (ui->window, GTK_TYPE_BUTTON, "Undo"));
  for (guint i = 1; i <= 3; i++)
    {
      GcGroupPage *page = gc_test_ui_find_page (ui, "239.2.6.%u%%lo:%u", i, port);

      g_assert_nonnull (page);
      g_assert_cmpint (adw_tab_view_get_page_position (view, gc_test_ui_get_tab (ui, page)), ==,
                       (int) i - 1);
    }
}

/* It has been opened again meanwhile: there is one of each. */
static void
test_undo_close_twice (GcTestUi *ui)
{
  guint port = gc_test_find_port ();

  gc_test_ui_join (ui, "239.2.6.1%%lo:%u", port);
  gc_test_press ("<Control>w");
  gc_test_expect (ui->window, "Left 239.2.6.1%%lo:%u", port);
  gc_test_ui_join (ui, "239.2.6.1%%lo:%u", port);
  gc_test_click (gc_test_find (ui->window, GTK_TYPE_BUTTON, "Undo"));
  g_assert_cmpuint (gc_test_ui_count_tabs (ui), ==, 1);
}

/* With the cross that each tab has. */
static void
test_close_button (GcTestUi *ui)
{
  guint port = gc_test_find_port ();
  GtkWidget *bar;
  g_autoptr (GPtrArray) buttons = NULL;

  gc_test_ui_join (ui, "239.2.1.1%%lo:%u", port);
  bar = gc_test_find (ui->window, ADW_TYPE_TAB_BAR, NULL);
  buttons = gc_test_find_all (bar, GTK_TYPE_BUTTON);
  for (guint i = 0; i < buttons->len; i++)
    if (gtk_widget_has_css_class (g_ptr_array_index (buttons, i), "tab-close-button"))
      gc_test_click (g_ptr_array_index (buttons, i));

  g_assert_cmpuint (gc_test_ui_count_tabs (ui), ==, 0);
  gc_test_wait_until (!gc_test_is_member ("239.2.1.1", "lo"));
}

/* A page that is closed while messages come in does not come back to life. */
static void
test_close_receiving (GcTestUi *ui)
{
  guint port = gc_test_find_port ();
  GcGroupPage *page = gc_test_ui_join (ui, "239.2.1.1%%lo:%u", port);

  g_object_add_weak_pointer (G_OBJECT (page), (gpointer *) &page);
  for (guint i = 0; i < 50; i++)
    send_text (port, "239.2.1.1%lo", "late");
  gc_test_press ("<Control>w");
  for (guint i = 0; i < 50; i++)
    send_text (port, "239.2.1.1%lo", "later");

  gc_test_wait_until (page == NULL && !gc_test_is_member ("239.2.1.1", "lo"));
  g_assert_cmpuint (gc_test_ui_count_tabs (ui), ==, 0);
}

static void
test_attention (GcTestUi *ui)
{
  guint port = gc_test_find_port ();
  GcGroupPage *behind = gc_test_ui_join (ui, "239.2.2.1%%lo:%u", port);
  GcGroupPage *front = gc_test_ui_join (ui, "239.2.2.2%%lo:%u", port);

  g_assert_true (gc_test_ui_get_selected (ui) == front);
  send_text (port, "239.2.2.2%lo", "seen");
  expect_texts (ui, front, "seen");
  g_assert_false (adw_tab_page_get_needs_attention (gc_test_ui_get_tab (ui, front)));
  g_assert_false (adw_tab_page_get_needs_attention (gc_test_ui_get_tab (ui, behind)));

  send_text (port, "239.2.2.1%lo", "unseen");
  gc_test_wait_until (adw_tab_page_get_needs_attention (gc_test_ui_get_tab (ui, behind)));
  g_assert_false (adw_tab_page_get_needs_attention (gc_test_ui_get_tab (ui, front)));

  gc_test_press ("<Control>Page_Up");
  g_assert_true (gc_test_ui_get_selected (ui) == behind);
  g_assert_false (adw_tab_page_get_needs_attention (gc_test_ui_get_tab (ui, behind)));
  gc_test_find (behind, GTK_TYPE_INSCRIPTION, "unseen");
}

/* What came into a tab behind is in its list, up to the newest, when it is selected. */
static void
test_background (GcTestUi *ui)
{
  guint port = gc_test_find_port ();
  GcGroupPage *behind = gc_test_ui_join (ui, "239.2.2.1%%lo:%u", port);

  gc_test_ui_join (ui, "239.2.2.2%%lo:%u", port);
  for (guint i = 0; i < 300; i++)
    {
      g_autofree char *text = g_strdup_printf ("message %u", i);

      send_text (port, "239.2.2.1%lo", text);
    }
  gc_test_wait_until (gc_group_get_n_messages (gc_group_page_get_group (behind)) == 300);

  gc_test_ui_select (ui, behind);
  gc_test_find (behind, GTK_TYPE_INSCRIPTION, "message 299");
  gc_test_expect (behind, "300 messages");
  gc_test_wait_until (is_last_row (behind, "message 299"));
}

static void
test_same_group (GcTestUi *ui)
{
  guint first_port = gc_test_find_port ();
  guint second_port = gc_test_find_port ();
  GcGroupPage *first = gc_test_ui_join (ui, "239.2.3.1%%lo:%u", first_port);
  GcGroupPage *second = gc_test_ui_join (ui, "239.2.3.1%%lo:%u", second_port);

  for (guint i = 0; i < 3; i++)
    {
      send_text (first_port, "239.2.3.1%lo", "one");
      send_text (second_port, "239.2.3.1%lo", "two");
    }

  expect_texts (ui, first, "one,one,one");
  expect_texts (ui, second, "two,two,two");
}

static void
test_same_port (GcTestUi *ui)
{
  guint port = gc_test_find_port ();
  GcGroupPage *first = gc_test_ui_join (ui, "239.2.3.1%%lo:%u", port);
  GcGroupPage *second = gc_test_ui_join (ui, "239.2.3.2%%lo:%u", port);

  for (guint i = 0; i < 3; i++)
    {
      send_text (port, "239.2.3.1%lo", "one");
      send_text (port, "239.2.3.2%lo", "two");
      send_text (port, "239.2.3.3%lo", "nobody’s");
    }

  expect_texts (ui, first, "one,one,one");
  expect_texts (ui, second, "two,two,two");
}

static void
test_same_group_and_port (GcTestUi *ui)
{
  guint port = gc_test_find_port ();
  GcGroupPage *first, *second;

  if (!gc_test_add_veth_pair ())
    return;

  first = gc_test_ui_join (ui, "239.2.3.1%%lo:%u", port);
  second = gc_test_ui_join (ui, "239.2.3.1%%%s:%u", GC_TEST_VETH, port);
  gc_test_expect (second, "Joined on %s", GC_TEST_VETH);

  for (guint i = 0; i < 3; i++)
    {
      send_text (port, "239.2.3.1%lo", "by lo");
      send_text (port, "239.2.3.1%" GC_TEST_VETH, "by veth");
    }

  expect_texts (ui, first, "by lo,by lo,by lo");
  expect_texts (ui, second, "by veth,by veth,by veth");
  gc_test_delete_interface (GC_TEST_VETH);
}

static void
test_failed (GcTestUi *ui)
{
  guint port = gc_test_find_port ();
  GcGroupPage *page;
  AdwTabPage *tab;

  gc_test_press ("<Control>l");
  gc_test_type ("239.2.4.1%%nope0:%u", port);
  gc_test_press ("Return");
  page = gc_test_ui_find_page (ui, "239.2.4.1%%nope0:%u", port);
  tab = gc_test_ui_get_tab (ui, page);

  gc_test_find (page, ADW_TYPE_STATUS_PAGE, "Not Joined");
  gc_test_expect (page, "There is no interface “nope0” here: this computer has lo");
  gc_test_expect (page, "Not joined");
  g_assert_nonnull (adw_tab_page_get_icon (tab));
  g_assert_false (adw_tab_page_get_loading (tab));

  gc_test_click (gc_test_find (page, GTK_TYPE_BUTTON, "Retry"));
  gc_test_find (page, ADW_TYPE_STATUS_PAGE, "Not Joined");

  gc_test_ip ("link add nope0 type veth peer name nope1");
  gc_test_ip ("address add 10.71.0.1/24 dev nope0");
  gc_test_ip ("link set nope1 up");
  gc_test_ip ("link set nope0 up");
  gc_test_click (gc_test_find (page, GTK_TYPE_BUTTON, "Retry"));

  gc_test_expect (page, "Joined on nope0");
  gc_test_find (page, ADW_TYPE_STATUS_PAGE, "Nothing Received Yet");
  g_assert_null (adw_tab_page_get_icon (tab));
  g_assert_true (gc_test_is_member ("239.2.4.1", "nope0"));
  gc_test_delete_interface ("nope0");
}

/* The button of a silent tab leads to a message for its group. */
static void
test_send_to_group (GcTestUi *ui)
{
  guint port = gc_test_find_port ();
  GcGroupPage *page = gc_test_ui_join (ui, "239.2.5.1%%lo:%u", port);
  g_autofree char *text = g_strdup_printf ("This message is for 239.2.5.1:%u receivers", port);

  gc_test_press ("F9");
  gc_test_click (gc_test_find (page, GTK_TYPE_BUTTON, "Send to This Group"));
  g_assert_true (gc_test_ui_has_focus (ui, gc_test_find (ui->window, GTK_TYPE_TEXT_VIEW,
                                                         "Message")));
  gc_test_press ("<Control>Return");
  expect_texts (ui, page, text);
}

int
main (int   argc,
      char *argv[])
{
  gc_test_ui_init (&argc, &argv);

  gc_test_ui_add ("/ui/tabs/close", test_close);
  gc_test_ui_add ("/ui/tabs/undo-close", test_undo_close);
  gc_test_ui_add ("/ui/tabs/undo-close-all", test_undo_close_all);
  gc_test_ui_add ("/ui/tabs/undo-close-twice", test_undo_close_twice);
  gc_test_ui_add ("/ui/tabs/close-button", test_close_button);
  gc_test_ui_add ("/ui/tabs/close-receiving", test_close_receiving);
  gc_test_ui_add ("/ui/tabs/attention", test_attention);
  gc_test_ui_add ("/ui/tabs/background", test_background);
  gc_test_ui_add ("/ui/tabs/same-group", test_same_group);
  gc_test_ui_add ("/ui/tabs/same-port", test_same_port);
  gc_test_ui_add ("/ui/tabs/same-group-and-port", test_same_group_and_port);
  gc_test_ui_add ("/ui/tabs/failed", test_failed);
  gc_test_ui_add ("/ui/tabs/send-to-group", test_send_to_group);

  return g_test_run ();
}
