/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-test-ui.h"

#include "gc-join-entry.h"

#include <locale.h>
#include <string.h>

/* Both that a frame was drawn and that what it has set off is done. */
#define N_FRAMES 2

/* The window of the running test, if it is there. */
static GtkWindow *current;

static void
skip_all (const char *reason)
{
  g_print ("1..0 # SKIP %s\n", reason);
  exit (0);
}

/* Any warning ends a test. This one GTK 4.24 gives of itself, on X11 without a compositor. */
static GLogWriterOutput
write_log (GLogLevelFlags   log_level,
           const GLogField *fields,
           gsize            n_fields,
           gpointer         user_data)
{
  for (gsize i = 0; i < n_fields; i++)
    if (g_str_equal (fields[i].key, "MESSAGE") &&
        g_str_equal (fields[i].value, "gdk_frame_timings_submitted() called on submitted frame."))
      return G_LOG_WRITER_HANDLED;

  return g_log_writer_default (log_level, fields, n_fields, user_data);
}

/**
 * gc_test_ui_init:
 * @argc: of the program
 * @argv: of the program
 *
 * To be called first of all. Where the tests cannot be run it says so and ends the program.
 */
void
gc_test_ui_init (int    *argc,
                 char ***argv)
{
  static const char *programs[] = { "ip", "python3" };
  gboolean has_network = gc_test_enter_network ();

  setlocale (LC_ALL, "");
  g_log_set_writer_func (write_log, NULL, NULL);
  g_test_init (argc, argv, NULL);

  if (!has_network)
    skip_all ("a network namespace of its own is not permitted here");
  for (gsize i = 0; i < G_N_ELEMENTS (programs); i++)
    {
      g_autofree char *path = g_find_program_in_path (programs[i]);

      if (path == NULL)
        skip_all ("a program that the tests need is not installed");
    }
  if (!gtk_init_check ())
    skip_all ("no display");

  adw_init ();
  g_object_set (gtk_settings_get_default (),
                "gtk-cursor-blink", FALSE,
                "gtk-enable-animations", FALSE,
                NULL);
}

static void
count_frame_cb (GdkFrameClock *frame_clock,
                gpointer       user_data)
{
  (*(guint *) user_data)++;
}

/**
 * gc_test_ui_settle:
 *
 * Lets the program do what is to be done now, up to drawing it.
 */
void
gc_test_ui_settle (void)
{
  GdkFrameClock *frame_clock;
  gulong handler;
  guint n = 0;

  while (g_main_context_pending (NULL) && n++ < 1000)
    g_main_context_iteration (NULL, FALSE);

  if (current == NULL || !gtk_widget_get_mapped (GTK_WIDGET (current)))
    return;

  n = 0;
  frame_clock = g_object_ref (gtk_widget_get_frame_clock (GTK_WIDGET (current)));
  handler = g_signal_connect (frame_clock, "after-paint", G_CALLBACK (count_frame_cb), &n);
  for (guint i = 1; i <= N_FRAMES && current != NULL; i++)
    {
      gtk_widget_queue_draw (GTK_WIDGET (current));
      gc_test_wait_until (n >= i || current == NULL);
    }
  g_signal_handler_disconnect (frame_clock, handler);
  g_object_unref (frame_clock);
}

static void
gc_test_ui_forget_window (gpointer  user_data,
                          GObject  *where_the_window_was)
{
  GcTestUi *ui = user_data;

  ui->window = NULL;
  current = NULL;
}

static void
gc_test_ui_watch (GcTestUi *ui)
{
  GApplication *application = G_APPLICATION (ui->application);

  g_assert_false (g_application_get_is_remote (application));
  g_assert_nonnull (g_application_get_dbus_connection (application));

  ui->window = GC_WINDOW (gtk_application_get_active_window (GTK_APPLICATION (application)));
  g_object_weak_ref (G_OBJECT (ui->window), gc_test_ui_forget_window, ui);
  current = GTK_WINDOW (ui->window);

  gc_test_wait_until (gtk_widget_get_mapped (GTK_WIDGET (ui->window)));
  gc_test_ui_settle ();
  gc_test_focus_window (GTK_WINDOW (ui->window));
  gc_test_ui_settle ();
}

/**
 * gc_test_ui_reopen:
 * @ui: what the test was given
 *
 * Closes the window and opens a new one, as ending the program and starting it again.
 */
void
gc_test_ui_reopen (GcTestUi *ui)
{
  gtk_window_destroy (GTK_WINDOW (ui->window));
  gc_test_wait_until (ui->window == NULL);

  g_application_activate (G_APPLICATION (ui->application));
  gc_test_ui_watch (ui);
}

static void
reset_settings (void)
{
  g_autoptr (GSettings) settings = g_settings_new (APPLICATION_ID);
  g_autoptr (GSettingsSchema) schema = NULL;
  g_auto (GStrv) keys = NULL;

  g_object_get (settings, "settings-schema", &schema, NULL);
  keys = g_settings_schema_list_keys (schema);
  for (guint i = 0; keys[i] != NULL; i++)
    g_settings_reset (settings, keys[i]);
}

/* The test that runs. */
typedef struct
{
  GcTestUi  *ui;
  void     (*function) (GcTestUi *ui);
} Run;

static gboolean
run_cb (gpointer user_data)
{
  Run *run = user_data;
  GcTestUi *ui = run->ui;

  g_application_hold (G_APPLICATION (ui->application));
  gc_test_ui_watch (ui);
  run->function (ui);

  /* Whatever the test did, the window leaves nothing behind. */
  if (ui->window != NULL)
    gtk_window_destroy (GTK_WINDOW (ui->window));
  gc_test_wait_until (ui->window == NULL);
  g_application_release (G_APPLICATION (ui->application));

  return G_SOURCE_REMOVE;
}

/* Within the main loop of the application, which has opened its window by then. */
static void
run_test (gconstpointer data)
{
  g_autofree char *program = g_strdup ("groupcast");
  char *arguments[] = { program, NULL };
  GcTestUi ui = { .application = gc_application_new () };
  Run run = { .ui = &ui, .function = (gpointer) data };

  reset_settings ();
  g_idle_add (run_cb, &run);
  g_assert_cmpint (g_application_run (G_APPLICATION (ui.application), 1, arguments), ==, 0);

  g_assert_finalize_object (ui.application);
}

/**
 * gc_test_ui_add:
 * @path: the name of a test
 * @function: the test
 *
 * Adds a test that begins when the program has started.
 */
void
gc_test_ui_add (const char  *path,
                void       (*function) (GcTestUi *ui))
{
  g_test_add_data_func (path, function, run_test);
}

/**
 * gc_test_ui_find_page:
 * @ui: what the test was given
 * @format: a group
 * @...: arguments of @format
 *
 * Returns: (transfer none) (nullable): its page
 */
GcGroupPage *
gc_test_ui_find_page (GcTestUi   *ui,
                      const char *format,
                      ...)
{
  g_autofree char *text = NULL;
  g_autoptr (GcEndpoint) endpoint = NULL;
  g_autoptr (GError) error = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);

  endpoint = gc_endpoint_parse (text, 0, &error);
  g_assert_no_error (error);
  return gc_group_tabs_find (gc_window_get_group_tabs (ui->window), endpoint);
}

/**
 * gc_test_ui_join:
 * @ui: what the test was given
 * @format: a group
 * @...: arguments of @format
 *
 * Types the group and waits until it is joined.
 *
 * Returns: (transfer none): its page
 */
GcGroupPage *
gc_test_ui_join (GcTestUi   *ui,
                 const char *format,
                 ...)
{
  g_autofree char *text = NULL;
  GcGroupPage *page;
  GcGroup *group;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);

  gc_test_press ("<Control>l");
  gc_test_type ("%s", text);
  gc_test_press ("Return");

  page = gc_test_ui_find_page (ui, "%s", text);
  g_assert_nonnull (page);
  group = gc_group_page_get_group (page);
  gc_test_wait_until (gc_group_get_state (group) != GC_RECEIVER_JOINING);
  g_assert_cmpstr (gc_group_get_error_message (group), ==, NULL);

  /* The page is drawn, so that what comes next is not held back by that. */
  gc_test_ui_settle ();
  return page;
}

static AdwTabView *
get_tab_view (GcTestUi *ui)
{
  return gc_group_tabs_get_tab_view (gc_window_get_group_tabs (ui->window));
}

guint
gc_test_ui_count_tabs (GcTestUi *ui)
{
  return adw_tab_view_get_n_pages (get_tab_view (ui));
}

/**
 * gc_test_ui_get_selected:
 * @ui: what the test was given
 *
 * Returns: (transfer none) (nullable): the page that is visible
 */
GcGroupPage *
gc_test_ui_get_selected (GcTestUi *ui)
{
  return gc_group_tabs_get_selected (gc_window_get_group_tabs (ui->window));
}

AdwTabPage *
gc_test_ui_get_tab (GcTestUi    *ui,
                    GcGroupPage *page)
{
  return adw_tab_view_get_page (get_tab_view (ui), GTK_WIDGET (page));
}

/**
 * gc_test_ui_select:
 * @ui: what the test was given
 * @page: one of its pages
 *
 * Clicks on the tab of the page.
 */
void
gc_test_ui_select (GcTestUi    *ui,
                   GcGroupPage *page)
{
  const char *title = adw_tab_page_get_title (gc_test_ui_get_tab (ui, page));
  GtkWidget *bar = gc_test_find (ui->window, ADW_TYPE_TAB_BAR, NULL);

  gc_test_click (gc_test_find (bar, GTK_TYPE_LABEL, title));
  g_assert_true (gc_test_ui_get_selected (ui) == page);
}

gboolean
gc_test_ui_has_focus (GcTestUi *ui,
                      gpointer  widget)
{
  return gc_test_is_within (gtk_window_get_focus (GTK_WINDOW (ui->window)), widget);
}

static GtkWidget *
find_field (GcTestUi   *ui,
            const char *name)
{
  if (g_str_equal (name, "Message"))
    return gc_test_find (ui->window, GTK_TYPE_TEXT_VIEW, name);

  return gc_test_find (ui->window, GTK_TYPE_EDITABLE, name);
}

/**
 * gc_test_ui_fill:
 * @ui: what the test was given
 * @name: the name of something to type in
 * @format: a text
 * @...: arguments of @format
 *
 * Clicks into it and types over what it holds.
 */
void
gc_test_ui_fill (GcTestUi   *ui,
                 const char *name,
                 const char *format,
                 ...)
{
  GtkWidget *field = find_field (ui, name);
  g_autofree char *text = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);

  gc_test_click (field);
  g_assert_true (gc_test_ui_has_focus (ui, field));
  gc_test_press ("<Control>a");
  if (*text == '\0')
    gc_test_press ("BackSpace");
  else
    gc_test_type ("%s", text);
  g_assert_cmpstr (gc_test_ui_get_text (ui, name), ==, text);
}

/**
 * gc_test_ui_get_text:
 * @ui: what the test was given
 * @name: the name of something to type in
 *
 * Returns: (transfer none): what is typed there, valid until it is asked for again
 */
const char *
gc_test_ui_get_text (GcTestUi   *ui,
                     const char *name)
{
  static char *text;
  GtkWidget *field = find_field (ui, name);

  g_clear_pointer (&text, g_free);
  if (GTK_IS_EDITABLE (field))
    text = g_strdup (gtk_editable_get_text (GTK_EDITABLE (field)));
  else
    g_object_get (gtk_text_view_get_buffer (GTK_TEXT_VIEW (field)), "text", &text, NULL);

  return text;
}

/**
 * gc_test_count_members:
 * @group: an IPv4 group
 *
 * Returns: how many sockets of the network of the test have joined it, on all interfaces
 */
guint
gc_test_count_members (const char *group)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (group);
  g_autofree char *table = NULL;
  g_auto (GStrv) lines = NULL;
  guint32 native;
  guint n = 0;

  memcpy (&native, g_inet_address_to_bytes (address), sizeof native);
  g_assert_true (g_file_get_contents ("/proc/net/igmp", &table, NULL, NULL));
  lines = g_strsplit (table, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      guint entry, n_users;

      if (g_str_has_prefix (lines[i], "\t\t\t\t") &&
          sscanf (lines[i], " %X %u", &entry, &n_users) == 2 &&
          entry == native)
        n += n_users;
    }

  return n;
}

/**
 * gc_test_ui_take_picture:
 * @ui: what the test was given
 *
 * Returns: (transfer full): what the window shows
 */
GdkTexture *
gc_test_ui_take_picture (GcTestUi *ui)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (GTK_WIDGET (ui->window));
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;
  int width = gtk_widget_get_width (GTK_WIDGET (ui->window));
  int height = gtk_widget_get_height (GTK_WIDGET (ui->window));

  gdk_paintable_snapshot (paintable, snapshot, width, height);
  node = gtk_snapshot_to_node (snapshot);
  g_assert_nonnull (node);

  return gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (ui->window)), node,
                                      &GRAPHENE_RECT_INIT (0, 0, width, height));
}
