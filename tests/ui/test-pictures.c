/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-test-listener.h"
#include "gc-test-ui.h"

/* Whatever it shows, a window that is drawn has more colours than this. */
#define MIN_COLOURS 12

static guint
count_colours (GdkTexture *texture)
{
  gsize n_pixels = (gsize) gdk_texture_get_width (texture) * gdk_texture_get_height (texture);
  g_autofree guint32 *pixels = g_new (guint32, n_pixels);
  g_autoptr (GHashTable) colours = g_hash_table_new (NULL, NULL);

  gdk_texture_download (texture, (guchar *) pixels,
                        sizeof (guint32) * gdk_texture_get_width (texture));
  for (gsize i = 0; i < n_pixels; i++)
    g_hash_table_add (colours, GUINT_TO_POINTER (pixels[i]));

  return g_hash_table_size (colours);
}

/* Other versions of the icon theme have other icons. */
static void
assert_icons (GcTestUi *ui)
{
  GtkIconTheme *theme = gtk_icon_theme_get_for_display (gdk_display_get_default ());
  g_autoptr (GPtrArray) images = gc_test_find_all (ui->window, GTK_TYPE_IMAGE);

  g_assert_cmpuint (images->len, >, 0);
  for (guint i = 0; i < images->len; i++)
    {
      GtkImage *image = g_ptr_array_index (images, i);
      const char *name = gtk_image_get_icon_name (image);

      g_test_message ("icon %s", name != NULL ? name : "-");
      g_assert_true (name == NULL || gtk_icon_theme_has_icon (theme, name));
    }
}

/* For people to look at, in the build folder. */
static void
save_picture (GcTestUi   *ui,
              const char *name,
              int         width,
              int         height)
{
  g_autofree char *folder = g_test_build_filename (G_TEST_BUILT, "pictures", NULL);
  g_autofree char *path = g_strdup_printf ("%s/%s.png", folder, name);
  g_autoptr (GdkTexture) picture = NULL;
  g_autoptr (GdkTexture) saved = NULL;
  g_autoptr (GError) error = NULL;

  gc_test_resize_window (GTK_WINDOW (ui->window), width, height);
  assert_icons (ui);
  picture = gc_test_ui_take_picture (ui);
  g_assert_cmpint (g_mkdir_with_parents (folder, 0777), ==, 0);
  g_assert_true (gdk_texture_save_to_png (picture, path));

  saved = gdk_texture_new_from_filename (path, &error);
  g_assert_no_error (error);
  g_assert_cmpint (gdk_texture_get_width (saved), ==, width);
  g_assert_cmpint (gdk_texture_get_height (saved), ==, height);
  g_assert_cmpuint (count_colours (saved), >, MIN_COLOURS);
}

/* Three programs that say how they are, at their own pace. */
static const struct
{
  const char *source;
  const char *text;
} messages[] = {
  { "127.0.0.1:41822", "{\"sensor\": \"hall-1\", \"celsius\": 21.4, \"humidity\": 43}" },
  { "127.0.0.1:41822", "{\"sensor\": \"hall-2\", \"celsius\": 21.9, \"humidity\": 41}" },
  { "127.0.0.1:52010", "heartbeat 1041 camera-gate ok" },
  { "127.0.0.1:41822", "{\"sensor\": \"roof\", \"celsius\": 8.7, \"humidity\": 71}" },
  { "127.0.0.1:38614", "pump-3 pressure=2.41bar flow=11.8l/min state=running" },
  { "127.0.0.1:52010", "heartbeat 1042 camera-gate ok" },
  { "127.0.0.1:41822", "{\"sensor\": \"hall-1\", \"celsius\": 21.5, \"humidity\": 43}" },
  { "127.0.0.1:38614", "pump-3 pressure=2.38bar flow=11.7l/min state=running" },
  { "127.0.0.1:41822", "{\"sensor\": \"hall-2\", \"celsius\": 22.0, \"humidity\": 41}" },
  { "127.0.0.1:52010", "heartbeat 1043 camera-gate ok" },
  { "127.0.0.1:41822", "{\"sensor\": \"roof\", \"celsius\": 8.6, \"humidity\": 72}" },
  { "127.0.0.1:38614", "pump-3 pressure=2.40bar flow=11.8l/min state=running" },
};

/* Both groups joined, messages from several sources, one sent to both. */
static GcGroupPage *
use (GcTestUi *ui)
{
  GcGroupPage *page = gc_test_ui_join (ui, "239.255.0.1:5000");
  GcGroupPage *other = gc_test_ui_join (ui, "239.255.0.2:5000");

  gc_test_press ("<Control>Page_Up");
  for (gsize i = 0; i < G_N_ELEMENTS (messages); i++)
    {
      gc_test_send (messages[i].source, "239.255.0.1%lo:5000", messages[i].text);

      /* Some frames apart, as the times of real ones are. */
      for (gsize j = 0; j < 1 + i % 3; j++)
        gc_test_ui_settle ();
    }

  gc_test_ui_fill (ui, "Source address", "127.0.0.1:3000");
  for (guint i = 1; i <= 2; i++)
    {
      gc_test_ui_fill (ui, "Add targets", "239.255.0.%u:5000", i);
      gc_test_press ("Return");
    }
  gc_test_click (gc_test_find (ui->window, GTK_TYPE_BUTTON, "Send"));
  gc_test_expect (ui->window, "Sent to 2 targets");
  gc_test_expect (page, "13 messages");
  gc_test_find (page, GTK_TYPE_INSCRIPTION, "This message is for 239.255.0.1:5000 receivers");
  gc_test_wait_until (adw_tab_page_get_needs_attention (gc_test_ui_get_tab (ui, other)));

  return page;
}

/* A popover is a surface of its own. */
static void
save_popover (GcTestUi   *ui,
              GtkWidget  *popover,
              const char *name)
{
  g_autofree char *folder = g_test_build_filename (G_TEST_BUILT, "pictures", NULL);
  g_autofree char *path = g_strdup_printf ("%s/%s.png", folder, name);
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (popover);
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) picture = NULL;
  int width = gtk_widget_get_width (popover);
  int height = gtk_widget_get_height (popover);

  gc_test_ui_settle ();
  gdk_paintable_snapshot (paintable, snapshot, width, height);
  node = gtk_snapshot_to_node (snapshot);
  picture = gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (ui->window)), node,
                                         &GRAPHENE_RECT_INIT (0, 0, width, height));
  g_assert_cmpint (g_mkdir_with_parents (folder, 0777), ==, 0);
  g_assert_true (gdk_texture_save_to_png (picture, path));
  g_assert_cmpuint (count_colours (picture), >, MIN_COLOURS);
}

/* For those who look for a program: with round corners and the shadow that a desktop gives it,
 * and no larger than where programs are shown has room for. */
#define SHADOW 44
#define RADIUS 12

static void
save_screenshot (GcTestUi   *ui,
                 const char *name,
                 int         width,
                 int         height)
{
  GtkWidget *window = GTK_WIDGET (ui->window);
  g_autofree char *path = g_test_build_filename (G_TEST_BUILT, "pictures", NULL);
  g_autofree char *file = g_strdup_printf ("%s/screenshot-%s.png", path, name);
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (window);
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) picture = NULL;
  GskRoundedRect outline;
  double frame;

  /* Where there is no shadow, the window has a frame instead, which is cut off here. */
  gc_test_resize_window (GTK_WINDOW (window), width, height);
  frame = (gdk_paintable_get_intrinsic_width (paintable) - width) / 2.;

  gsk_rounded_rect_init_from_rect (&outline, &GRAPHENE_RECT_INIT (0, 0, width, height), RADIUS);
  gtk_snapshot_append_outset_shadow (snapshot, &outline, &(GdkRGBA) { .alpha = 0.35 }, 0, 6, 0, 28);
  gtk_snapshot_push_rounded_clip (snapshot, &outline);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (-frame, -frame));
  gdk_paintable_snapshot (paintable, snapshot, width + 2 * frame, height + 2 * frame);
  gtk_snapshot_pop (snapshot);
  node = gtk_snapshot_to_node (snapshot);
  picture = gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (window)), node,
                                         &GRAPHENE_RECT_INIT (-SHADOW, -SHADOW,
                                                              width + 2 * SHADOW,
                                                              height + 2 * SHADOW));

  g_assert_cmpint (g_mkdir_with_parents (path, 0777), ==, 0);
  g_assert_true (gdk_texture_save_to_png (picture, file));
  g_assert_cmpuint (count_colours (picture), >, MIN_COLOURS);
}

static void
test_screenshots (GcTestUi *ui)
{
  GtkSettings *settings = gtk_settings_get_default ();
  g_autofree char *font = NULL;

  g_object_get (settings, "gtk-font-name", &font, NULL);
  g_object_set (settings, "gtk-font-name", "Cantarell 11", NULL);

  save_screenshot (ui, "start", 900, 600);
  use (ui);
  save_screenshot (ui, "window", 900, 600);
  save_screenshot (ui, "narrow", 360, 600);

  g_object_set (settings, "gtk-font-name", font, NULL);
}

static void
test_empty (GcTestUi *ui)
{
  save_picture (ui, "empty", 1100, 700);
}

static void
test_in_use (GcTestUi *ui)
{
  GcGroupPage *page = use (ui);

  save_picture (ui, "in-use", 1100, 700);

  gc_test_press ("<Control>Home");
  gc_test_send ("127.0.0.1:52010", "239.255.0.1%lo:5000", "heartbeat 1044 camera-gate ok");
  gc_test_expect (page, "1 new");
  save_picture (ui, "review", 1100, 700);
}

static void
test_details (GcTestUi *ui)
{
  static const char *const views[] = { "Text", "Hex", "Info" };
  GcGroupPage *page = use (ui);
  GtkWidget *switcher;

  gc_test_press ("F8");
  gc_test_click_row (page, 3);
  switcher = gc_test_find (page, GTK_TYPE_STACK_SWITCHER, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (views); i++)
    {
      g_autofree char *name = g_strdup_printf ("details-%s", views[i]);

      gc_test_click (gc_test_find (switcher, GTK_TYPE_LABEL, views[i]));
      save_picture (ui, name, 1100, 700);
    }
  save_picture (ui, "details-narrow", 360, 640);
}

static void
test_filter (GcTestUi *ui)
{
  GcGroupPage *page = use (ui);

  gc_test_press ("<Control>f");
  gc_test_type ("heartbeat");
  gc_test_expect (page, "3 of 13");
  save_picture (ui, "filter", 1100, 700);
  gc_test_type (" x");
  gc_test_find (page, ADW_TYPE_STATUS_PAGE, "No Matches");
  save_picture (ui, "filter-none", 700, 600);

  gc_test_press ("<Control>f");
  gc_test_type ("/(heartbeat|pump/");
  gc_test_expect (page, "At character 17: missing closing parenthesis");
  save_picture (ui, "filter-error", 700, 600);
  save_picture (ui, "filter-narrow", 360, 640);
}

static void
test_statistics (GcTestUi *ui)
{
  GcGroupPage *page = use (ui);
  GtkWidget *button = gc_test_find (page, GTK_TYPE_MENU_BUTTON, "Rates and senders");

  gc_test_click (button);
  gc_test_expect (button, "127.0.0.1:38614");
  save_popover (ui, gc_test_find (button, GTK_TYPE_POPOVER, NULL), "statistics");
  gc_test_press ("Escape");
}

static void
test_sizes (GcTestUi *ui)
{
  use (ui);
  save_picture (ui, "medium", 700, 600);
  save_picture (ui, "narrow", 360, 640);
  gc_test_press ("F9");
  save_picture (ui, "narrow-sender", 360, 640);
}

static void
test_dark (GcTestUi *ui)
{
  AdwStyleManager *style = adw_style_manager_get_default ();

  use (ui);
  adw_style_manager_set_color_scheme (style, ADW_COLOR_SCHEME_FORCE_DARK);
  save_picture (ui, "dark", 1100, 700);
  adw_style_manager_set_color_scheme (style, ADW_COLOR_SCHEME_DEFAULT);
}

static void
test_errors (GcTestUi *ui)
{
  gc_test_press ("<Control>l");
  gc_test_type ("239.255.0.1%%eth9:5000");
  gc_test_press ("Return");
  gc_test_find (ui->window, ADW_TYPE_STATUS_PAGE, "Not Joined");

  gc_test_ui_fill (ui, "Add targets", "239.255.0.1:5000 239.255.0.2%%eth9:5000");
  gc_test_press ("Return");
  gc_test_press ("<Control>Return");
  gc_test_expect (ui->window, "Sent to 1 of 2 targets");
  gc_test_ui_fill (ui, "Add targets", "10.0.0.1");
  gc_test_press ("Return");
  gc_test_ui_fill (ui, "Source address", "192.0.2.7:3000");
  save_picture (ui, "errors", 1100, 700);
}

int
main (int   argc,
      char *argv[])
{
  gc_test_ui_init (&argc, &argv);

  gc_test_ui_add ("/ui/pictures/screenshots", test_screenshots);
  gc_test_ui_add ("/ui/pictures/empty", test_empty);
  gc_test_ui_add ("/ui/pictures/in-use", test_in_use);
  gc_test_ui_add ("/ui/pictures/details", test_details);
  gc_test_ui_add ("/ui/pictures/filter", test_filter);
  gc_test_ui_add ("/ui/pictures/statistics", test_statistics);
  gc_test_ui_add ("/ui/pictures/sizes", test_sizes);
  gc_test_ui_add ("/ui/pictures/dark", test_dark);
  gc_test_ui_add ("/ui/pictures/errors", test_errors);

  return g_test_run ();
}
