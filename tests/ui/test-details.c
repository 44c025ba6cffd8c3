/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-details-view.h"
#include "gc-test-listener.h"
#include "gc-test-ui.h"

#include <string.h>

static guint port;
static GcGroupPage *page;

static void
send_text (const char *source,
           const char *text)
{
  g_autofree char *target = g_strdup_printf ("239.3.3.1%%lo:%u", port);

  gc_test_send (source, target, text);
}

static void
set_up (GcTestUi *ui)
{
  port = gc_test_find_port ();
  page = gc_test_ui_join (ui, "239.3.3.1%%lo:%u", port);
  send_text ("127.0.0.1:41001", "first\nline");
  send_text ("127.0.0.1:41002", "{\"b\":[1,2.50]}");
  send_text ("127.0.0.1:41001", "third");
  gc_test_expect (page, "3 messages");
}

static char *
get_text (const char *name)
{
  GtkWidget *view = gc_test_find (page, GTK_TYPE_TEXT_VIEW, name);
  char *text;

  g_object_get (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), "text", &text, NULL);
  return text;
}

static gboolean
is_text (const char *wanted)
{
  g_autofree char *text = get_text ("Message as text");

  return strcmp (text, wanted) == 0;
}

static void
show (const char *view)
{
  gc_test_click (gc_test_find (gc_test_find (page, GTK_TYPE_STACK_SWITCHER, NULL), GTK_TYPE_LABEL,
                               view));
}

static void
copied_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  *(char **) user_data = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (object), result, NULL);
}

static char *
dup_clipboard (void)
{
  char *text = NULL;

  gdk_clipboard_read_text_async (gdk_display_get_clipboard (gdk_display_get_default ()), NULL,
                                 copied_cb, &text);
  gc_test_wait_until (text != NULL);
  return text;
}

/* Opened by Return and closed by F8. Alt with an arrow goes to the neighbours, whatever has the focus. */
static void
test_steps (GcTestUi *ui)
{
  set_up (ui);
  g_assert_null (gc_test_look (page, GC_TYPE_DETAILS_VIEW, NULL));
  gc_test_click_row (page, 1);
  gc_test_press ("Return");
  gc_test_find (page, GC_TYPE_DETAILS_VIEW, NULL);
  gc_test_wait_until (is_text ("{\n  \"b\": [\n    1,\n    2.50\n  ]\n}"));

  gc_test_press ("<Alt>Up");
  gc_test_wait_until (is_text ("first\nline"));
  gc_test_press ("<Alt>Up");
  gc_test_wait_until (is_text ("first\nline"));
  gc_test_press ("<Alt>Down");
  gc_test_press ("<Alt>Down");
  gc_test_wait_until (is_text ("third"));

  /* What comes does not change what one reads. */
  send_text ("127.0.0.1:41001", "fourth");
  gc_test_expect (page, "1 new");
  g_assert_true (is_text ("third"));

  gc_test_press ("F8");
  gc_test_wait_until (gc_test_look (page, GC_TYPE_DETAILS_VIEW, NULL) == NULL);
}

/* With nothing selected it says what to do; the newest is one key away. */
static void
test_none (GcTestUi *ui)
{
  set_up (ui);
  gc_test_press ("F8");
  gc_test_expect (page, "Pick a message to see all of it.");
  gc_test_press ("<Alt>Up");
  gc_test_wait_until (is_text ("third"));
  gc_test_press ("<Control>End");
  gc_test_expect (page, "Pick a message to see all of it.");
}

static void
test_hex (GcTestUi *ui)
{
  GtkTextBuffer *buffer;
  GtkTextIter start, end;
  GtkTextTag *tag;
  g_autofree char *text = NULL;

  set_up (ui);
  gc_test_press ("F8");
  gc_test_click_row (page, 2);
  show ("Hex");
  text = get_text ("Message in hexadecimal");
  g_assert_cmpstr (text, ==, "0000  74 68 69 72 64                                    third");

  /* "hi" in the digits is "hi" in the signs. */
  buffer = gtk_text_view_get_buffer (gc_test_find (page, GTK_TYPE_TEXT_VIEW,
                                                   "Message in hexadecimal"));
  tag = gtk_text_tag_table_lookup (gtk_text_buffer_get_tag_table (buffer), "selected");
  gtk_text_buffer_get_iter_at_offset (buffer, &start, 9);
  gtk_text_buffer_get_iter_at_offset (buffer, &end, 14);
  gtk_text_buffer_select_range (buffer, &start, &end);
  gtk_text_buffer_get_iter_at_offset (buffer, &start, strstr (text, "third") - text + 1);
  gc_test_wait_until (gtk_text_iter_starts_tag (&start, tag));
  gtk_text_buffer_get_iter_at_offset (buffer, &end, strstr (text, "third") - text + 3);
  g_assert_true (gtk_text_iter_ends_tag (&end, tag));

  gtk_text_buffer_get_iter_at_offset (buffer, &start, 0);
  gtk_text_buffer_select_range (buffer, &start, &start);
  gtk_text_buffer_get_iter_at_offset (buffer, &start, strstr (text, "third") - text + 1);
  gc_test_wait_until (!gtk_text_iter_has_tag (&start, tag));
}

static void
test_info (GcTestUi *ui)
{
  set_up (ui);
  gc_test_press ("F8");
  gc_test_click_row (page, 2);
  show ("Info");
  gc_test_expect (page, "127.0.0.1:41001");
  gc_test_expect (page, "239.3.3.1:%u", port);
  gc_test_expect (page, "lo");
  gc_test_expect (page, "1");
  gc_test_expect (page, "5 bytes");
  g_assert_null (gc_test_look (page, GTK_TYPE_LABEL, "none in the list"));

  gc_test_press ("<Alt>Up");
  gc_test_expect (page, "127.0.0.1:41002");
  gc_test_expect (page, "none in the list");
}

/* What is shown is what is copied. */
static void
test_copy (GcTestUi *ui)
{
  g_autofree char *text = NULL;
  g_autofree char *hex = NULL;
  g_autofree char *info = NULL;
  GtkWidget *button;

  set_up (ui);
  gc_test_press ("F8");
  gc_test_find (page, GC_TYPE_DETAILS_VIEW, NULL);
  button = gc_test_find (page, GTK_TYPE_BUTTON, "Copy what is shown");
  g_assert_false (gtk_widget_is_sensitive (button));
  gc_test_click_row (page, 0);
  gc_test_click (button);
  text = dup_clipboard ();
  g_assert_cmpstr (text, ==, "first\nline");

  show ("Hex");
  gc_test_click (button);
  hex = dup_clipboard ();
  g_assert_true (g_str_has_prefix (hex, "0000  66 69 72 73 74 0a"));

  show ("Info");
  gc_test_click (button);
  info = dup_clipboard ();
  g_assert_nonnull (strstr (info, "\nSource: 127.0.0.1:41001\nDestination: 239.3.3.1:"));
}

/* In the list: the message itself, or its bytes, as one cannot read them otherwise. */
static void
test_copy_row (GcTestUi *ui)
{
  g_autofree char *target = NULL;
  g_autofree char *text = NULL;
  g_autofree char *hex = NULL;
  g_autofree char *other = NULL;
  g_autoptr (GBytes) bytes = g_bytes_new_static ("\xff\x01", 2);

  set_up (ui);
  gc_test_click_row (page, 0);
  gc_test_press ("<Control>c");
  text = dup_clipboard ();
  g_assert_cmpstr (text, ==, "first\nline");
  gc_test_press ("<Control><Shift>c");
  hex = dup_clipboard ();
  g_assert_cmpstr (hex, ==, "66 69 72 73 74 0a 6c 69 6e 65");

  target = g_strdup_printf ("239.3.3.1%%lo:%u", port);
  gc_test_send_bytes ("", target, bytes);
  gc_test_press ("<Control>End");
  gc_test_expect (page, "4 messages");
  gc_test_click_row (page, 3);
  gc_test_press ("<Control>c");
  other = dup_clipboard ();
  g_assert_cmpstr (other, ==, "ff 01");
}

int
main (int   argc,
      char *argv[])
{
  gc_test_ui_init (&argc, &argv);

  gc_test_ui_add ("/ui/details/steps", test_steps);
  gc_test_ui_add ("/ui/details/none", test_none);
  gc_test_ui_add ("/ui/details/hex", test_hex);
  gc_test_ui_add ("/ui/details/info", test_info);
  gc_test_ui_add ("/ui/details/copy", test_copy);
  gc_test_ui_add ("/ui/details/copy-row", test_copy_row);

  return g_test_run ();
}
