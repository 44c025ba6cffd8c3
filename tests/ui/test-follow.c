/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-test-listener.h"
#include "gc-test-ui.h"

/* A list that fills the window several times. */
#define N_MESSAGES 200

static guint port;
static guint n_sent;
static GcGroupPage *page;

static void
send_more (guint n)
{
  g_autofree char *target = g_strdup_printf ("239.3.1.1%%lo:%u", port);

  for (guint end = n_sent + n; n_sent < end; n_sent++)
    {
      g_autofree char *text = g_strdup_printf ("message %u", n_sent);

      gc_test_send ("", target, text);
    }
}

/* Which message the row says it is; G_MAXUINT if there is none. */
static guint
read_number (int i)
{
  g_autoptr (GPtrArray) rows = gc_test_read_rows (page);
  const char *text = gc_test_row_text (rows, i);
  guint number;

  if (text == NULL || sscanf (text, "message %u", &number) != 1)
    return G_MAXUINT;

  return number;
}

/* The numbers in view, without a gap: what a person sees. */
static void
expect_in_view (guint first,
                guint last)
{
  g_autoptr (GPtrArray) rows = gc_test_read_rows (page);

  g_assert_cmpuint (rows->len, ==, last - first + 1);
  for (guint i = 0; i < rows->len; i++)
    g_assert_cmpuint (read_number (i), ==, first + i);
}

static gboolean
is_newest_in_view (void)
{
  return read_number (-1) == n_sent - 1;
}

static GcMessageLog *
get_log (void)
{
  return gc_group_get_log (gc_group_page_get_group (page));
}

static gboolean
is_following (void)
{
  gboolean following = gc_message_view_is_following (gc_group_page_get_view (page));

  g_assert_cmpint (gc_message_log_is_frozen (get_log ()), ==, !following);
  return following;
}

/* Waits for the messages that were sent to have come, visible or not. */
static void
wait_received (void)
{
  gc_test_wait_until (gc_group_get_n_messages (gc_group_page_get_group (page)) == n_sent);
}

static void
set_up (GcTestUi *ui)
{
  port = gc_test_find_port ();
  n_sent = 0;
  page = gc_test_ui_join (ui, "239.3.1.1%%lo:%u", port);
  send_more (N_MESSAGES);
  wait_received ();
  gc_test_wait_until (is_newest_in_view ());
}

static void
test_newest (GcTestUi *ui)
{
  set_up (ui);
  expect_in_view (read_number (0), N_MESSAGES - 1);
  g_assert_cmpuint (read_number (0), >, N_MESSAGES / 2);

  for (guint i = 0; i < 20; i++)
    {
      send_more (1);
      gc_test_wait_until (is_newest_in_view ());
      g_assert_true (is_following ());
    }

  g_assert_null (gc_test_look (page, GTK_TYPE_LABEL, "Newest"));
}

/* A list that is not full yet begins at the top and fills up without a jump. */
static void
test_filling (GcTestUi *ui)
{
  port = gc_test_find_port ();
  n_sent = 0;
  page = gc_test_ui_join (ui, "239.3.1.1%%lo:%u", port);

  while (n_sent < 60)
    {
      guint first;

      send_more (1);
      gc_test_wait_until (is_newest_in_view ());
      gc_test_ui_settle ();
      first = read_number (0);
      expect_in_view (first, n_sent - 1);
      g_assert_true (is_following ());
    }

  g_assert_cmpuint (read_number (0), >, 0);
}

/* Goes to the oldest and has five more come, which wait. */
static void
review_oldest (GcTestUi *ui)
{
  guint last;

  gc_test_press ("<Control>Home");
  gc_test_wait_until (read_number (0) == 0);
  g_assert_false (is_following ());
  gc_test_expect (page, "Newest");

  last = read_number (-1);
  send_more (5);
  wait_received ();
  gc_test_expect (page, "5 new");
  gc_test_ui_settle ();
  expect_in_view (0, last);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (get_log ())), ==, n_sent - 5);
}

static void
expect_following (GcTestUi *ui)
{
  gc_test_wait_until (is_newest_in_view ());
  g_assert_true (is_following ());
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (get_log ())), ==, n_sent);
  gc_test_wait_until (gc_test_look (page, GTK_TYPE_LABEL, "Newest") == NULL);

  send_more (1);
  gc_test_wait_until (is_newest_in_view ());
}

static void
test_oldest_and_click (GcTestUi *ui)
{
  set_up (ui);
  review_oldest (ui);
  gc_test_click (gc_test_find (page, GTK_TYPE_LABEL, "5 new"));
  expect_following (ui);
}

static void
test_oldest_and_key (GcTestUi *ui)
{
  set_up (ui);
  review_oldest (ui);
  gc_test_press ("<Control>End");
  expect_following (ui);
}

static void
test_wheel (GcTestUi *ui)
{
  guint first, last;

  set_up (ui);
  gc_test_scroll (gc_test_find (page, GTK_TYPE_LIST_VIEW, NULL), -5);
  gc_test_wait_until (!is_following ());
  gc_test_ui_settle ();
  first = read_number (0);
  last = read_number (-1);
  g_assert_cmpuint (last, <, N_MESSAGES - 1);

  send_more (7);
  wait_received ();
  gc_test_expect (page, "7 new");
  gc_test_ui_settle ();
  expect_in_view (first, last);

  gc_test_scroll (gc_test_find (page, GTK_TYPE_LIST_VIEW, NULL), 20);
  expect_following (ui);
}

static void
test_select (GcTestUi *ui)
{
  guint first, last;

  set_up (ui);
  gc_test_ui_settle ();
  first = read_number (0);
  last = read_number (-1);
  gc_test_click_row (page, (last - first) / 2);
  gc_test_wait_until (!is_following ());

  send_more (3);
  wait_received ();
  gc_test_expect (page, "3 new");
  gc_test_ui_settle ();
  expect_in_view (first, last);

  gc_test_press ("<Control>End");
  expect_following (ui);
}

/* The keyboard alone leads to any message and back. */
static void
test_keys (GcTestUi *ui)
{
  set_up (ui);
  gc_test_click_row (page, 0);
  gc_test_wait_until (!is_following ());

  gc_test_press ("Home");
  gc_test_wait_until (read_number (0) == 0);
  gc_test_press ("Page_Down");
  gc_test_press ("Page_Down");
  gc_test_wait_until (read_number (0) != G_MAXUINT && read_number (0) > 0);
  gc_test_press ("End");
  gc_test_wait_until (read_number (-1) == N_MESSAGES - 1);
}

/* They belong to the text while one is being edited. */
static void
test_keys_in_text (GcTestUi *ui)
{
  set_up (ui);
  gc_test_press ("<Control>l");
  gc_test_type ("39.0.0.1");
  gc_test_press ("<Control>Home");
  g_assert_true (is_following ());
  gc_test_type ("2");
  gc_test_press ("<Control>End");
  gc_test_type (":5000");
  g_assert_cmpstr (gc_test_ui_get_text (ui, "Group to join"), ==, "239.0.0.1:5000");
}

/* The window's height is not where the reader is. */
static void
test_resize (GcTestUi *ui)
{
  const int heights[] = { 400, 700, 320, 640 };

  set_up (ui);
  for (gsize i = 0; i < G_N_ELEMENTS (heights); i++)
    {
      gc_test_resize_window (GTK_WINDOW (ui->window), 1100, heights[i]);
      gc_test_ui_settle ();
      gc_test_wait_until (is_newest_in_view ());
      g_assert_true (is_following ());
    }
}

/* While it is frozen, the other tabs follow. */
static void
test_one_of_two (GcTestUi *ui)
{
  GcGroupPage *frozen;

  set_up (ui);
  frozen = page;
  review_oldest (ui);

  set_up (ui);
  g_assert_true (page != frozen);
  g_assert_true (is_following ());
  gc_test_press ("<Control>Page_Up");
  page = frozen;
  g_assert_false (is_following ());
  gc_test_expect (page, "5 new");
}

static gboolean
is_held (void)
{
  return gc_message_log_is_frozen (get_log ());
}

/* What comes is counted and waits, also if the reader is at the end, until they say so. */
static void
test_pause (GcTestUi *ui)
{
  guint first;

  set_up (ui);
  gc_test_ui_settle ();
  first = read_number (0);
  gc_test_press ("<Control>e");
  gc_test_expect (page, "Paused");
  g_assert_true (is_held ());
  send_more (7);
  gc_test_expect (page, "Paused, 7 waiting");
  gc_test_expect (page, "%u messages", n_sent);
  gc_test_ui_settle ();
  expect_in_view (first, N_MESSAGES - 1);

  gc_test_scroll (gc_test_find (page, GTK_TYPE_LIST_VIEW, NULL), -10);
  gc_test_wait_until (read_number (-1) < N_MESSAGES - 1);
  gc_test_scroll (gc_test_find (page, GTK_TYPE_LIST_VIEW, NULL), 30);
  gc_test_wait_until (read_number (-1) == N_MESSAGES - 1);
  gc_test_ui_settle ();
  g_assert_true (is_held ());
  g_assert_cmpuint (read_number (-1), ==, N_MESSAGES - 1);

  gc_test_press ("<Control>e");
  expect_following (ui);
}

/* The button goes on as well; another tab is not paused. */
static void
test_pause_one (GcTestUi *ui)
{
  GcGroupPage *paused;

  set_up (ui);
  paused = page;
  gc_test_press ("<Control>e");
  set_up (ui);
  g_assert_true (is_following ());
  gc_test_ui_select (ui, paused);
  page = paused;
  g_assert_true (is_held ());
  gc_test_click (gc_test_find (page, GTK_TYPE_LABEL, "Paused"));
  gc_test_wait_until (is_following ());
  g_assert_false (gc_message_view_is_paused (gc_group_page_get_view (page)));

  gc_test_press ("<Control>e");
  g_assert_true (is_held ());
  gc_test_press ("<Control>End");
  g_assert_true (is_following ());
}

int
main (int   argc,
      char *argv[])
{
  gc_test_ui_init (&argc, &argv);

  gc_test_ui_add ("/ui/follow/newest", test_newest);
  gc_test_ui_add ("/ui/follow/filling", test_filling);
  gc_test_ui_add ("/ui/follow/oldest-and-click", test_oldest_and_click);
  gc_test_ui_add ("/ui/follow/oldest-and-key", test_oldest_and_key);
  gc_test_ui_add ("/ui/follow/wheel", test_wheel);
  gc_test_ui_add ("/ui/follow/select", test_select);
  gc_test_ui_add ("/ui/follow/keys", test_keys);
  gc_test_ui_add ("/ui/follow/keys-in-text", test_keys_in_text);
  gc_test_ui_add ("/ui/follow/pause", test_pause);
  gc_test_ui_add ("/ui/follow/pause-one", test_pause_one);
  gc_test_ui_add ("/ui/follow/resize", test_resize);
  gc_test_ui_add ("/ui/follow/one-of-two", test_one_of_two);

  return g_test_run ();
}
