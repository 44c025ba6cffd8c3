/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-test-listener.h"
#include "gc-test-ui.h"

#include <string.h>

#define BYTES(string) string, sizeof string - 1

/* What anybody may send, and the one line that is shown of it. */
static const struct
{
  const char *bytes;
  gsize       size;
  const char *text;
} hostile[] = {
  { BYTES (""), "" },
  { BYTES ("x"), "x" },
  { BYTES ("\xff\xfe\x80"), "ff fe 80" },
  { BYTES ("\xc3"), "c3" },
  { BYTES ("\0"), "␀" },
  { BYTES ("a\0b"), "a␀b" },
  { BYTES ("\x1b[31mred\r\n\t\x7f"), "␛[31mred␍↵␉␡" },
  { BYTES ("one\ntwo\nthree\n"), "one↵two↵three↵" },
  { BYTES ("one\u2028two\u2029three"), "one↵two↵three" },
  { BYTES ("abc\u202edef"), "abc‹U+202E›def" },
  { BYTES ("a\u200bb\u2066c\ufeffd"), "a‹U+200B›b‹U+2066›c‹U+FEFF›d" },
  { BYTES ("\xc2\x85\xc2\x9b" "31m"), "‹U+0085›‹U+009B›31m" },
  { BYTES ("<b>x</b>&"), "<b>x</b>&" },
  { BYTES ("<span size='99999'>&amp;</span>"), "<span size='99999'>&amp;</span>" },
  { BYTES ("%s%n_%d"), "%s%n_%d" },
  { BYTES ("שלום"), "שלום" },
  { BYTES ("Z\u0300\u0301\u0302\u0303\u0304\u0305\u0306\u0307\u0308\u0309\u030a\u030b"),
    "Z\u0300\u0301\u0302\u0303\u0304\u0305\u0306\u0307\u0308\u0309\u030a\u030b" },
};

static void
send_bytes (guint       port,
            const void *bytes,
            gsize       size)
{
  g_autofree char *target = g_strdup_printf ("239.4.1.1%%lo:%u", port);
  g_autoptr (GBytes) payload = g_bytes_new (bytes, size);

  gc_test_send_bytes ("", target, payload);
}

static gboolean
has_rows (GcGroupPage *page,
          guint        n)
{
  g_autoptr (GPtrArray) rows = gc_test_read_rows (page);

  return rows->len == n;
}

static void
test_hostile (GcTestUi *ui)
{
  guint port = gc_test_find_port ();
  GcGroupPage *page = gc_test_ui_join (ui, "239.4.1.1%%lo:%u", port);
  g_autoptr (GPtrArray) rows = NULL;
  int height;

  for (gsize i = 0; i < G_N_ELEMENTS (hostile); i++)
    send_bytes (port, hostile[i].bytes, hostile[i].size);
  gc_test_wait_until (has_rows (page, G_N_ELEMENTS (hostile)));

  rows = gc_test_read_rows (page);
  height = ((GcTestRow *) g_ptr_array_index (rows, 1))->height;
  for (gsize i = 0; i < G_N_ELEMENTS (hostile); i++)
    {
      GcTestRow *row = g_ptr_array_index (rows, i);
      g_autofree char *size = g_strdup_printf ("%" G_GSIZE_FORMAT, hostile[i].size);

      g_assert_cmpstr (row->cells[GC_TEST_TEXT], ==, hostile[i].text);
      g_assert_cmpstr (row->cells[GC_TEST_SIZE], ==, size);
      g_assert_cmpint (row->height, ==, height);
    }
}

static void
test_largest (GcTestUi *ui)
{
  guint port = gc_test_find_port ();
  GcGroupPage *page = gc_test_ui_join (ui, "239.4.1.1%%lo:%u", port);
  g_autofree char *payload = g_strnfill (65507, 'a');
  g_autofree char *shown = g_strdup_printf ("%.1024s …", payload);
  GListModel *log = G_LIST_MODEL (gc_group_get_log (gc_group_page_get_group (page)));
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GcMessage) message = NULL;
  const guint8 *bytes;
  gsize size;

  send_bytes (port, "x", 1);
  send_bytes (port, payload, 65507);
  gc_test_wait_until (has_rows (page, 2));

  rows = gc_test_read_rows (page);
  g_assert_cmpstr (gc_test_row_text (rows, 1), ==, shown);
  g_assert_cmpstr (((GcTestRow *) g_ptr_array_index (rows, 1))->cells[GC_TEST_SIZE], ==, "65507");
  g_assert_cmpint (((GcTestRow *) g_ptr_array_index (rows, 0))->height, ==,
                   ((GcTestRow *) g_ptr_array_index (rows, 1))->height);

  message = g_list_model_get_item (log, 1);
  bytes = gc_message_get_payload (message, &size);
  g_assert_cmpmem (bytes, size, payload, 65507);
}

/* As narrow as the window can be, the table shows what matters most and never scrolls
 * sideways. */
static void
test_columns (GcTestUi *ui)
{
  guint port = gc_test_find_port ();
  GcGroupPage *page = gc_test_ui_join (ui, "239.4.1.1%%lo:%u", port);
  GtkWidget *table;

  send_bytes (port, "text", 4);
  gc_test_wait_until (has_rows (page, 1));
  table = gc_test_find (page, GTK_TYPE_COLUMN_VIEW, "Messages");
  g_assert_nonnull (gc_test_look (table, GTK_TYPE_LABEL, "Size"));
  g_assert_nonnull (gc_test_look (table, GTK_TYPE_LABEL, "Source"));

  gc_test_press ("F9");
  gc_test_resize_window (GTK_WINDOW (ui->window), 360, 640);
  gc_test_wait_until (gc_test_look (table, GTK_TYPE_LABEL, "Size") == NULL &&
                      gc_test_look (table, GTK_TYPE_LABEL, "Source") == NULL);
  g_assert_nonnull (gc_test_look (table, GTK_TYPE_LABEL, "Time"));
  g_assert_nonnull (gc_test_look (table, GTK_TYPE_LABEL, "Message"));
  g_assert_nonnull (gc_test_look (table, GTK_TYPE_INSCRIPTION, "text"));
  g_assert_cmpint (gtk_widget_get_width (table), <=, 360);

  gc_test_resize_window (GTK_WINDOW (ui->window), 1100, 700);
  gc_test_find (table, GTK_TYPE_LABEL, "Size");
  gc_test_find (table, GTK_TYPE_LABEL, "Source");
}

/* Cleared, and back by a click, with what has come in between. */
static void
test_clear (GcTestUi *ui)
{
  guint port = gc_test_find_port ();
  GcGroupPage *page = gc_test_ui_join (ui, "239.4.1.1%%lo:%u", port);
  GListModel *log = G_LIST_MODEL (gc_group_get_log (gc_group_page_get_group (page)));

  send_bytes (port, "one", 3);
  send_bytes (port, "two", 3);
  gc_test_wait_until (has_rows (page, 2));
  gc_test_press ("<Control>k");
  gc_test_expect (ui->window, "2 messages cleared");
  gc_test_wait_until (has_rows (page, 0));
  g_assert_cmpuint (g_list_model_get_n_items (log), ==, 0);

  send_bytes (port, "three", 5);
  gc_test_wait_until (has_rows (page, 1));
  gc_test_click (gc_test_find (ui->window, GTK_TYPE_BUTTON, "Undo"));
  gc_test_wait_until (has_rows (page, 3));
  gc_test_find (page, GTK_TYPE_INSCRIPTION, "one");
  gc_test_find (page, GTK_TYPE_INSCRIPTION, "three");
}

/* So much has come since that some of what came just after is gone already. */
static void
test_clear_too_late (GcTestUi *ui)
{
  guint port = gc_test_find_port ();
  GcGroupPage *page = gc_test_ui_join (ui, "239.4.1.1%%lo:%u", port);
  GcGroup *group = gc_group_page_get_group (page);

  gc_message_log_set_max_messages (gc_group_get_log (group), 10);
  send_bytes (port, "one", 3);
  gc_test_wait_until (has_rows (page, 1));
  gc_test_press ("<Control>k");
  gc_test_expect (ui->window, "1 message cleared");
  for (guint n = 2; n <= 21; n++)
    {
      send_bytes (port, "another", 7);
      gc_test_wait_until (gc_group_get_n_messages (group) == n);
    }

  gc_test_click (gc_test_find (ui->window, GTK_TYPE_BUTTON, "Undo"));
  gc_test_expect (ui->window, "So much has come since that they cannot be brought back");
  g_assert_null (gc_test_look (page, GTK_TYPE_INSCRIPTION, "one"));
  gc_test_find (page, GTK_TYPE_INSCRIPTION, "another");
}

/* What can be undone does not hold up who is done. */
static void
test_clear_and_close (GcTestUi *ui)
{
  guint port = gc_test_find_port ();
  GcGroupPage *page = gc_test_ui_join (ui, "239.4.1.1%%lo:%u", port);
  gint64 start;

  send_bytes (port, "one", 3);
  gc_test_wait_until (has_rows (page, 1));
  gc_test_press ("<Control>k");
  gc_test_find (ui->window, GTK_TYPE_BUTTON, "Undo");

  start = g_get_monotonic_time ();
  gtk_window_close (GTK_WINDOW (ui->window));
  gc_test_wait_until (ui->window == NULL);
  g_assert_cmpint (g_get_monotonic_time () - start, <, 3 * G_TIME_SPAN_SECOND);
}

int
main (int   argc,
      char *argv[])
{
  gc_test_ui_init (&argc, &argv);

  gc_test_ui_add ("/ui/messages/hostile", test_hostile);
  gc_test_ui_add ("/ui/messages/largest", test_largest);
  gc_test_ui_add ("/ui/messages/columns", test_columns);
  gc_test_ui_add ("/ui/messages/clear", test_clear);
  gc_test_ui_add ("/ui/messages/clear-too-late", test_clear_too_late);
  gc_test_ui_add ("/ui/messages/clear-and-close", test_clear_and_close);

  return g_test_run ();
}
