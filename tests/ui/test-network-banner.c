/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-network-banner.h"
#include "gc-test-ui.h"

#include <glib/gstdio.h>

#define COMMAND "flatpak override --user --share=network org.example.App"

static char *
write_info (const char *shared)
{
  g_autofree char *text =
    g_strdup_printf ("[Application]\nname=org.example.App\n[Context]\nshared=%s\n", shared);
  g_autoptr (GError) error = NULL;
  char *path;
  int fd = g_file_open_tmp (NULL, &path, &error);

  g_assert_no_error (error);
  close (fd);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  return path;
}

static GcNetworkBanner *
find_banner (GcTestUi *ui)
{
  GtkWidget *overlay = gc_test_find (ui->window, ADW_TYPE_TOAST_OVERLAY, NULL);

  return GC_NETWORK_BANNER (gtk_widget_get_prev_sibling (overlay));
}

static void
take_text (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  *(char **) user_data = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);
}

static void
test_cut_off (GcTestUi *ui)
{
  GcNetworkBanner *banner = find_banner (ui);
  g_autofree char *path = write_info ("ipc;");
  g_autofree char *text = NULL;

  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (banner)));
  g_object_set (banner, "info", path, NULL);
  gc_test_expect (banner,
                  "No network: this Flatpak may not use it, and nobody outside it hears or is "
                  "heard; allow it with “" COMMAND "”");

  gc_test_click (gc_test_find (banner, GTK_TYPE_BUTTON, "Copy Command"));
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (GTK_WIDGET (banner)), NULL,
                                 take_text, &text);
  gc_test_wait_until (text != NULL);
  g_assert_cmpstr (text, ==, COMMAND);

  /* With as little room as there can be. */
  gc_test_resize_window (GTK_WINDOW (ui->window), 360, 640);
  g_assert_nonnull (gc_test_look (banner, GTK_TYPE_BUTTON, "Copy Command"));
  g_unlink (path);
}

static void
test_not_cut_off (GcTestUi *ui)
{
  GcNetworkBanner *banner = find_banner (ui);
  g_autofree char *cut_off = write_info ("ipc;");
  g_autofree char *path = write_info ("network;ipc;");

  g_object_set (banner, "info", cut_off, NULL);
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (banner)));
  gc_test_property_notify (banner, "info", "%s", path, NULL);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (banner)));
  g_unlink (cut_off);
  g_unlink (path);
}

int
main (int   argc,
      char *argv[])
{
  gc_test_ui_init (&argc, &argv);

  gc_test_ui_add ("/ui/network-banner/cut-off", test_cut_off);
  gc_test_ui_add ("/ui/network-banner/not-cut-off", test_not_cut_off);

  return g_test_run ();
}
