/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-test-listener.h"
#include "gc-test-ui.h"

/* A list that fills the window several times; every tenth message is a "tick". */
#define N_MESSAGES 200

static guint port;
static guint n_sent;
static GcGroupPage *page;

static void
send_more (guint n)
{
  g_autofree char *target = g_strdup_printf ("239.3.2.1%%lo:%u", port);

  for (guint end = n_sent + n; n_sent < end; n_sent++)
    {
      g_autofree char *text =
        g_strdup_printf ("%s %u: Größe", n_sent % 10 == 0 ? "tick" : "tock", n_sent);

      gc_test_send (n_sent % 2 == 0 ? "127.0.0.1:41001" : "127.0.0.1:41002", target, text);
    }
  gc_test_wait_until (gc_group_get_n_messages (gc_group_page_get_group (page)) == n_sent);
}

static void
set_up (GcTestUi *ui)
{
  port = gc_test_find_port ();
  n_sent = 0;
  page = gc_test_ui_join (ui, "239.3.2.1%%lo:%u", port);
  send_more (N_MESSAGES);
  gc_test_expect (page, "%u messages", n_sent);
}

static GcMessageMatches *
get_matches (void)
{
  return gc_message_view_get_matches (gc_group_page_get_view (page));
}

static void
filter (GcTestUi   *ui,
        const char *text)
{
  gc_test_press ("<Control>f");
  if (g_str_is_ascii (text))
    gc_test_type ("%s", text);
  else
    gc_test_paste (text);
}

static gboolean
is_shown (int         i,
          const char *text)
{
  g_autoptr (GPtrArray) rows = gc_test_read_rows (page);

  return g_strcmp0 (gc_test_row_text (rows, i), text) == 0;
}

static gboolean
is_in_view (const char *text)
{
  g_autoptr (GPtrArray) rows = gc_test_read_rows (page);

  for (guint i = 0; i < rows->len; i++)
    if (g_strcmp0 (gc_test_row_text (rows, i), text) == 0)
      return TRUE;

  return FALSE;
}

/* What is counted is what is shown. */
static void
expect_matches (guint       n,
                const char *last)
{
  gc_test_expect (page, "%u of %u", n, n_sent);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (get_matches ())), ==, n);
  if (last != NULL)
    gc_test_wait_until (is_shown (-1, last));
}

static void
test_text (GcTestUi *ui)
{
  set_up (ui);
  g_assert_null (gc_test_look (page, GTK_TYPE_SEARCH_ENTRY, NULL));
  filter (ui, "TICK");
  expect_matches (20, "tick 190: Größe");
  g_assert_true (is_shown (0, "tick 0: Größe"));

  /* With each letter, on and back. */
  gc_test_type (" 19");
  expect_matches (1, "tick 190: Größe");
  gc_test_press ("BackSpace");
  expect_matches (11, "tick 190: Größe");

  filter (ui, "GRÖSSE");
  expect_matches (0, NULL);
  gc_test_expect (page, "No Matches");
  filter (ui, "GRÖßE");
  expect_matches (200, "tock 199: Größe");
  g_assert_null (gc_test_look (page, GTK_TYPE_LABEL, "No Matches"));
}

/* New messages come in if they match, and are received if they do not. */
static void
test_follow (GcTestUi *ui)
{
  set_up (ui);
  filter (ui, "tick");
  expect_matches (20, "tick 190: Größe");
  send_more (1);
  expect_matches (21, "tick 200: Größe");
  send_more (9);
  expect_matches (21, "tick 200: Größe");
  send_more (400);
  expect_matches (61, "tick 600: Größe");
  g_assert_true (gc_message_view_is_following (gc_group_page_get_view (page)));
}

static void
test_close (GcTestUi *ui)
{
  GtkWidget *button;

  set_up (ui);
  button = gc_test_find (ui->window, GTK_TYPE_TOGGLE_BUTTON, "Filter messages");
  g_assert_false (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (button)));
  filter (ui, "tick");
  expect_matches (20, "tick 190: Größe");
  g_assert_true (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (button)));

  gc_test_press ("Escape");
  gc_test_wait_until (is_shown (-1, "tock 199: Größe"));
  g_assert_null (gc_message_matches_get_filter (get_matches ()));
  gc_test_wait_until (gc_test_look (page, GTK_TYPE_SEARCH_ENTRY, NULL) == NULL);
  g_assert_false (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (button)));

  gc_test_click (button);
  gc_test_find (page, GTK_TYPE_SEARCH_ENTRY, NULL);
  gc_test_type ("tock 7");
  expect_matches (36, "tock 197: Größe");
}

static void
test_terms (GcTestUi *ui)
{
  set_up (ui);
  filter (ui, "/t[io]ck 1[5-9]?:/");
  expect_matches (6, "tock 19: Größe");
  filter (ui, "hex:74 69:63 6B");
  expect_matches (20, "tick 190: Größe");
  filter (ui, "from:127.0.0.1:41002");
  expect_matches (100, "tock 199: Größe");
  filter (ui, "from::41003");
  expect_matches (0, NULL);

  /* all of them */
  filter (ui, "from::41001 tick 0 /1\\d0/");
  expect_matches (10, "tick 190: Größe");
  filter (ui, "\"k 1: g\"");
  expect_matches (1, "tock 1: Größe");
}

/* What is not a whole filter says what is missing, and the list stays as it was. */
static void
test_error (GcTestUi *ui)
{
  GtkWidget *entry;

  set_up (ui);
  filter (ui, "tick");
  expect_matches (20, "tick 190: Größe");
  entry = gc_test_find (page, GTK_TYPE_SEARCH_ENTRY, NULL);
  g_assert_false (gc_test_has_error (entry));

  gc_test_type (" /k (1|2");
  gc_test_expect (page, "What begins at character 6 has no second /");
  g_assert_true (gc_test_has_error (entry));
  expect_matches (20, "tick 190: Größe");
  gc_test_type ("/");
  gc_test_expect (page, "At character 13: missing closing parenthesis");
  g_assert_true (gc_test_has_error (entry));
  expect_matches (20, "tick 190: Größe");
  gc_test_press ("BackSpace");
  gc_test_type (")/");
  g_assert_false (gc_test_has_error (entry));
  expect_matches (12, "tick 190: Größe");

  filter (ui, "hex:4");
  g_assert_true (gc_test_has_error (entry));
  gc_test_type ("7");
  g_assert_false (gc_test_has_error (entry));
}

/* An expression that is too much for a message is said to be. */
static void
test_given_up (GcTestUi *ui)
{
  g_autofree char *target = NULL;

  set_up (ui);
  target = g_strdup_printf ("239.3.2.1%%lo:%u", port);
  gc_test_send ("", target, "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx");
  n_sent++;
  gc_test_expect (page, "%u messages", n_sent);
  filter (ui, "/(x+x+)+[yz]/");
  gc_test_expect (page, "1 message: it would take too long to tell whether this matches");
  expect_matches (0, NULL);
  filter (ui, "/x{56}/");
  expect_matches (1, NULL);
}

/* One finds a message, and what was around it. */
static void
test_context (GcTestUi *ui)
{
  GcMessageView *view;

  set_up (ui);
  view = gc_group_page_get_view (page);
  filter (ui, "tick");
  expect_matches (20, "tick 190: Größe");
  gc_test_click_row (page, 5);
  gc_test_wait_until (!gc_message_view_is_following (view));
  send_more (30);
  gc_test_expect (page, "30 new");

  gc_test_press ("<Control>f");
  gc_test_press ("Escape");
  gc_test_wait_until (gc_message_matches_get_filter (get_matches ()) == NULL);
  gc_test_ui_settle ();
  g_assert_false (gc_message_view_is_following (view));
  gc_test_expect (page, "30 new");
  g_assert_true (is_in_view ("tick 50: Größe"));
  g_assert_true (is_in_view ("tock 51: Größe"));

  gc_test_press ("<Control>End");
  gc_test_wait_until (is_shown (-1, "tock 229: Größe"));
}

/* Each tab has its own. */
static void
test_tabs (GcTestUi *ui)
{
  GcGroupPage *first;
  GtkWidget *button;

  button = gc_test_find (ui->window, GTK_TYPE_TOGGLE_BUTTON, "Filter messages");
  g_assert_false (gtk_widget_is_sensitive (button));
  set_up (ui);
  g_assert_true (gtk_widget_is_sensitive (button));
  first = page;
  filter (ui, "tick");
  expect_matches (20, "tick 190: Größe");

  set_up (ui);
  g_assert_false (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (button)));
  g_assert_true (is_shown (-1, "tock 199: Größe"));
  gc_test_ui_select (ui, first);
  g_assert_true (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (button)));
  page = first;
  expect_matches (20, "tick 190: Größe");

  gc_test_press ("<Control>w");
  gc_test_press ("<Control>w");
  gc_test_wait_until (!gtk_widget_is_sensitive (button));
  g_assert_false (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (button)));
}

int
main (int   argc,
      char *argv[])
{
  gc_test_ui_init (&argc, &argv);

  gc_test_ui_add ("/ui/filter/text", test_text);
  gc_test_ui_add ("/ui/filter/follow", test_follow);
  gc_test_ui_add ("/ui/filter/close", test_close);
  gc_test_ui_add ("/ui/filter/terms", test_terms);
  gc_test_ui_add ("/ui/filter/error", test_error);
  gc_test_ui_add ("/ui/filter/given-up", test_given_up);
  gc_test_ui_add ("/ui/filter/context", test_context);
  gc_test_ui_add ("/ui/filter/tabs", test_tabs);

  return g_test_run ();
}
