/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-test-ui.h"

#include "gc-join-entry.h"
#include "gc-welcome-page.h"

/* By the name a screen reader says, and of the kind it is. */
static void
test_names (GcTestUi *ui)
{
  guint port = gc_test_find_port ();
  GcGroupPage *page;

  gc_test_find (ui->window, GTK_TYPE_ENTRY, "Group to join");
  gc_test_find (ui->window, GTK_TYPE_BUTTON, "Join");
  gc_test_find (ui->window, GTK_TYPE_BUTTON, "Try It on This Computer");
  gc_test_find (ui->window, ADW_TYPE_ENTRY_ROW, "Source address");
  gc_test_find (ui->window, ADW_TYPE_ENTRY_ROW, "Add targets");
  gc_test_find (ui->window, GTK_TYPE_LIST_BOX, "Targets");
  gc_test_find (ui->window, GTK_TYPE_TEXT_VIEW, "Message");
  gc_test_find (ui->window, GTK_TYPE_BUTTON, "Send");

  page = gc_test_ui_join (ui, "239.8.1.1%%lo:%u", port);
  gc_test_ui_fill (ui, "Add targets", "239.8.1.1%%lo:%u 239.8.1.2%%lo:%u", port, port);
  gc_test_press ("<Control>Return");
  gc_test_find (page, GTK_TYPE_COLUMN_VIEW, "Messages");

  gc_test_press ("<Control>l");
  gc_test_type ("239.8.1.1%%nope0:%u", port);
  gc_test_press ("Return");
  gc_test_find (ui->window, GTK_TYPE_BUTTON, "Retry");
}

static gboolean
is_of_type (GtkWidget  *widget,
            const char *name)
{
  return g_str_equal (G_OBJECT_TYPE_NAME (widget), name);
}

/* The buttons of the toolkit's own widgets are its own concern. */
static gboolean
is_toolkits (GtkWidget *button)
{
  for (GtkWidget *p = gtk_widget_get_parent (button); p != NULL; p = gtk_widget_get_parent (p))
    if (GTK_IS_MENU_BUTTON (p) || is_of_type (p, "AdwTab") || is_of_type (p, "AdwTabBox") ||
        ADW_IS_TAB_BAR (p) || GTK_IS_WINDOW_CONTROLS (p))
      return TRUE;

  /* That which applies, of an entry row that has none. */
  return gtk_widget_get_ancestor (button, ADW_TYPE_ENTRY_ROW) != NULL &&
         gtk_widget_has_css_class (button, "apply-button");
}

static gboolean
says_something (GtkWidget *button)
{
  g_autoptr (GPtrArray) labels = gc_test_find_all (button, GTK_TYPE_LABEL);

  for (guint i = 0; i < labels->len; i++)
    if (*gtk_label_get_text (g_ptr_array_index (labels, i)) != '\0')
      return TRUE;

  return gtk_test_accessible_has_property (GTK_ACCESSIBLE (button),
                                           GTK_ACCESSIBLE_PROPERTY_LABEL);
}

static guint
expect_named_buttons (gpointer root,
                      GType    type)
{
  g_autoptr (GPtrArray) buttons = gc_test_find_all (root, type);
  guint n = 0;

  for (guint i = 0; i < buttons->len; i++)
    {
      GtkWidget *button = g_ptr_array_index (buttons, i);

      if (is_toolkits (button))
        continue;
      n++;
      if (!says_something (button))
        g_error ("a %s with the tooltip “%s” has no name", G_OBJECT_TYPE_NAME (button),
                 gtk_widget_get_tooltip_text (button));
    }

  return n;
}

static void
test_buttons (GcTestUi *ui)
{
  guint port = gc_test_find_port ();
  guint n;

  gc_test_ui_fill (ui, "Add targets", "239.8.1.1%%lo:%u 239.8.1.2%%lo:%u", port, port);
  gc_test_press ("<Control>Return");
  gc_test_expect (ui->window, "Sent to 2 targets");
  n = expect_named_buttons (ui->window, GTK_TYPE_BUTTON);
  g_assert_cmpuint (n, >=, 8);
  n = expect_named_buttons (ui->window, GTK_TYPE_MENU_BUTTON);
  g_assert_cmpuint (n, ==, 2);
  n = expect_named_buttons (ui->window, GTK_TYPE_CHECK_BUTTON);
  g_assert_cmpuint (n, ==, 2);

  gc_test_ui_join (ui, "239.8.1.1%%lo:%u", port);
  expect_named_buttons (ui->window, GTK_TYPE_BUTTON);
}

static void
test_tooltips (GcTestUi *ui)
{
  GtkWidget *bar = gc_test_find (ui->window, ADW_TYPE_HEADER_BAR, NULL);
  GType types[] = { GTK_TYPE_BUTTON, GTK_TYPE_MENU_BUTTON };
  guint n = 0;

  for (gsize t = 0; t < G_N_ELEMENTS (types); t++)
    {
      g_autoptr (GPtrArray) buttons = gc_test_find_all (bar, types[t]);

      for (guint i = 0; i < buttons->len; i++)
        if (!is_toolkits (g_ptr_array_index (buttons, i)))
          {
            n++;
            g_assert_nonnull (gtk_widget_get_tooltip_text (g_ptr_array_index (buttons, i)));
          }
    }

  g_assert_cmpuint (n, ==, 4);
}

/* Titles of the groups that the welcome page offers. */
static char *
dup_offered (GcTestUi *ui)
{
  GtkWidget *page = gc_test_look (ui->window, GC_TYPE_WELCOME_PAGE, NULL);
  g_autoptr (GPtrArray) rows = gc_test_find_all (page, ADW_TYPE_ACTION_ROW);
  g_autoptr (GString) titles = g_string_new (NULL);

  for (guint i = 0; i < rows->len; i++)
    g_string_append_printf (titles, "%s%s", i > 0 ? " " : "",
                            adw_preferences_row_get_title (g_ptr_array_index (rows, i)));

  return g_string_free (g_steal_pointer (&titles), FALSE);
}

static void
expect_offered (GcTestUi   *ui,
                const char *wanted)
{
  g_autofree char *offered = dup_offered (ui);

  g_assert_cmpstr (offered, ==, wanted);
}

static void
close_tabs (GcTestUi *ui)
{
  while (gc_test_ui_count_tabs (ui) > 0)
    gc_test_press ("<Control>w");
  gc_test_find (ui->window, GC_TYPE_WELCOME_PAGE, NULL);
}

/* One tells of all tabs that were closed, and may cover what is to be clicked. */
static void
dismiss_toast (GcTestUi *ui)
{
  GtkWidget *toast = gc_test_find (ui->window, g_type_from_name ("AdwToastWidget"), NULL);
  g_autoptr (GPtrArray) buttons = gc_test_find_all (toast, GTK_TYPE_BUTTON);

  gc_test_expect (toast, "Left 4 groups");
  gc_test_click (buttons->pdata[buttons->len - 1]);
  gc_test_wait_until (gc_test_look (ui->window, g_type_from_name ("AdwToastWidget"), NULL) == NULL);
}

static void
test_recent (GcTestUi *ui)
{
  g_autoptr (GSettings) settings = g_settings_new (APPLICATION_ID);
  g_auto (GStrv) recent = NULL;
  g_autofree char *joined = NULL;

  g_assert_null (gc_test_look (ui->window, GTK_TYPE_LABEL, "Joined Last"));
  for (guint i = 1; i <= 4; i++)
    gc_test_ui_join (ui, "239.8.2.%u%%lo:500%u", i, i);
  close_tabs (ui);
  gc_test_expect (ui->window, "Joined Last");
  expect_offered (ui, "239.8.2.4%lo:5004 239.8.2.3%lo:5003 239.8.2.2%lo:5002");

  dismiss_toast (ui);
  gc_test_click (gc_test_find (ui->window, ADW_TYPE_ACTION_ROW, "239.8.2.3%lo:5003"));
  gc_test_expect (gc_test_ui_find_page (ui, "239.8.2.3%%lo:5003"), "Joined on lo");
  g_assert_cmpuint (g_settings_get_uint (settings, "last-port"), ==, 5003);
  close_tabs (ui);
  expect_offered (ui, "239.8.2.3%lo:5003 239.8.2.4%lo:5004 239.8.2.2%lo:5002");

  recent = g_settings_get_strv (settings, "recent-groups");
  joined = g_strjoinv (" ", recent);
  g_assert_cmpstr (joined, ==,
                   "239.8.2.3%lo:5003 239.8.2.4%lo:5004 239.8.2.2%lo:5002 239.8.2.1%lo:5001");
}

/* What a new window is to know of the last one. */
static void
test_remembered (GcTestUi *ui)
{
  GcJoinEntry *entry;

  gc_test_ui_join (ui, "239.8.2.1%%lo:5017");
  gc_test_press ("F9");
  gc_test_resize_window (GTK_WINDOW (ui->window), 820, 610);
  gc_test_ui_reopen (ui);

  expect_offered (ui, "239.8.2.1%lo:5017");
  g_assert_null (gc_test_look (ui->window, GC_TYPE_SENDER_PANEL, NULL));
  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (ui->window)), ==, 820);
  g_assert_cmpint (gtk_widget_get_height (GTK_WIDGET (ui->window)), ==, 610);

  gc_test_type ("239.8.2.2");
  entry = gc_test_find (ui->window, GC_TYPE_JOIN_ENTRY, NULL);
  g_assert_cmpstr (gc_join_entry_get_hint (entry), ==,
                   "Joins 239.8.2.2:5017: without a port, the last one used");
}

static void
test_narrow (GcTestUi *ui)
{
  GtkWidget *bar = gc_test_find (ui->window, ADW_TYPE_HEADER_BAR, NULL);
  GtkWidget *entry = gc_test_find (ui->window, GC_TYPE_JOIN_ENTRY, NULL);

  gc_test_press ("F9");
  gc_test_press ("<Control>l");
  gc_test_type ("239.8");
  g_assert_true (gtk_widget_is_ancestor (entry, bar));

  gc_test_resize_window (GTK_WINDOW (ui->window), 360, 640);
  gc_test_wait_until (!gtk_widget_is_ancestor (entry, bar) && gtk_widget_get_mapped (entry));
  gc_test_ui_settle ();
  g_assert_cmpstr (gc_test_ui_get_text (ui, "Group to join"), ==, "239.8");
  g_assert_true (gc_test_ui_has_focus (ui, entry));
  g_assert_nonnull (gc_test_look (bar, GTK_TYPE_LABEL, "Groupcast"));

  /* The next letter goes on where the last one was. */
  gc_test_type (".3.1%%lo:5000");
  gc_test_resize_window (GTK_WINDOW (ui->window), 900, 640);
  gc_test_wait_until (gtk_widget_is_ancestor (entry, bar) && gtk_widget_get_mapped (entry));
  gc_test_ui_settle ();
  g_assert_cmpstr (gc_test_ui_get_text (ui, "Group to join"), ==, "239.8.3.1%lo:5000");
  g_assert_true (gc_test_ui_has_focus (ui, entry));

  gc_test_press ("Return");
  gc_test_expect (ui->window, "Joined on lo");
}

/* Neither opening nor closing the window hides what was shown. */
static void
test_panel_stays (GcTestUi *ui)
{
  g_autoptr (GSettings) settings = g_settings_new (APPLICATION_ID);

  for (guint i = 0; i < 3; i++)
    {
      gc_test_find (ui->window, GC_TYPE_SENDER_PANEL, NULL);
      g_assert_true (g_settings_get_boolean (settings, "sender-panel-visible"));
      gc_test_ui_reopen (ui);
    }
}

/* As narrow as it can be, it still can do all: join, see, send. */
static void
test_narrow_use (GcTestUi *ui)
{
  guint port = gc_test_find_port ();
  g_autofree char *text = g_strdup_printf ("This message is for 239.8.3.1:%u receivers", port);
  GcGroupPage *page;

  gc_test_press ("F9");
  gc_test_resize_window (GTK_WINDOW (ui->window), 360, 640);
  page = gc_test_ui_join (ui, "239.8.3.1%%lo:%u", port);

  gc_test_press ("F9");
  gc_test_find (ui->window, GC_TYPE_SENDER_PANEL, NULL);
  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (ui->window)), ==, 360);
  gc_test_ui_fill (ui, "Add targets", "239.8.3.1%%lo:%u", port);
  gc_test_press ("<Control>Return");
  gc_test_expect (ui->window, "Sent to 1 target");
  gc_test_press ("F9");
  gc_test_find (page, GTK_TYPE_INSCRIPTION, text);
}

static void
test_lifetimes (GcTestUi *ui)
{
  guint port = gc_test_find_port ();
  GcGroupPage *page = gc_test_ui_join (ui, "239.8.4.1%%lo:%u", port);
  GcGroup *group = gc_group_page_get_group (page);
  GcSenderPanel *panel = gc_window_get_sender_panel (ui->window);
  GcTargetList *targets = gc_sender_panel_get_targets (panel);
  GcTarget *target;

  g_object_add_weak_pointer (G_OBJECT (page), (gpointer *) &page);
  g_object_add_weak_pointer (G_OBJECT (group), (gpointer *) &group);
  gc_test_ui_fill (ui, "Add targets", "239.8.4.1%%lo:%u", port);
  gc_test_press ("<Control>Return");
  gc_test_expect (page, "1 message");
  gc_test_press ("<Control>w");
  gc_test_wait_until (page == NULL && group == NULL);

  page = gc_test_ui_join (ui, "239.8.4.1%%lo:%u", port);
  group = gc_group_page_get_group (page);
  target = g_list_model_get_item (G_LIST_MODEL (targets), 0);
  g_object_add_weak_pointer (G_OBJECT (target), (gpointer *) &target);
  g_object_unref (target);
  g_object_add_weak_pointer (G_OBJECT (page), (gpointer *) &page);
  g_object_add_weak_pointer (G_OBJECT (group), (gpointer *) &group);
  g_object_add_weak_pointer (G_OBJECT (panel), (gpointer *) &panel);
  g_object_add_weak_pointer (G_OBJECT (targets), (gpointer *) &targets);

  gc_test_press ("<Control>Return");
  gtk_window_destroy (GTK_WINDOW (ui->window));
  gc_test_wait_until (ui->window == NULL && page == NULL && group == NULL && panel == NULL &&
                      targets == NULL && target == NULL);
  gc_test_wait_until (!gc_test_is_bound (port));
}

/* The window goes while a thread sends for it. Whether that has begun is a race, so that both
 * ways of it are tried. */
static void
test_closed_sending (GcTestUi *ui)
{
  for (guint i = 0; i < 10; i++)
    {
      gc_test_ui_fill (ui, "Add targets", "239.8.4.1%%lo:5000");
      gtk_widget_activate_action (GTK_WIDGET (ui->window), "win.send", NULL);
      if (i % 2 == 1)
        g_thread_yield ();
      gc_test_ui_reopen (ui);
    }
}

static void
test_closed_joining (GcTestUi *ui)
{
  for (guint i = 0; i < 10; i++)
    {
      gtk_widget_activate_action (GTK_WIDGET (ui->window), "win.try", NULL);
      if (i % 2 == 1)
        g_thread_yield ();
      gc_test_ui_reopen (ui);
      gc_test_wait_until (!gc_test_is_member ("239.255.77.1", "lo") &&
                          !gc_test_is_member ("239.255.77.2", "lo"));
    }
}

int
main (int   argc,
      char *argv[])
{
  gc_test_ui_init (&argc, &argv);

  gc_test_ui_add ("/ui/window/names", test_names);
  gc_test_ui_add ("/ui/window/buttons", test_buttons);
  gc_test_ui_add ("/ui/window/tooltips", test_tooltips);
  gc_test_ui_add ("/ui/window/recent", test_recent);
  gc_test_ui_add ("/ui/window/remembered", test_remembered);
  gc_test_ui_add ("/ui/window/panel-stays", test_panel_stays);
  gc_test_ui_add ("/ui/window/narrow", test_narrow);
  gc_test_ui_add ("/ui/window/narrow-use", test_narrow_use);
  gc_test_ui_add ("/ui/window/lifetimes", test_lifetimes);
  gc_test_ui_add ("/ui/window/closed-sending", test_closed_sending);
  gc_test_ui_add ("/ui/window/closed-joining", test_closed_joining);

  return g_test_run ();
}
