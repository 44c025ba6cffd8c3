/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-test-input.h"
#include "gc-test-ui.h"
#include "gc-test-utils.h"

#include <gdk/x11/gdkx.h>

#include <X11/XKBlib.h>
#include <X11/Xlib.h>
#include <X11/extensions/XTest.h>

static Display *
get_display (void)
{
  return gdk_x11_display_get_xdisplay (gdk_display_get_default ());
}

static Window
get_window (gpointer native)
{
  return gdk_x11_surface_get_xid (gtk_native_get_surface (GTK_NATIVE (native)));
}

/* Once the server has answered, all that it makes of what was done is here to be read. */
static void
settle (void)
{
  XSync (get_display (), False);
  gc_test_ui_settle ();
}

static void
put_key (KeySym   keysym,
         gboolean is_down)
{
  KeyCode code = XKeysymToKeycode (get_display (), keysym);

  g_assert_cmpuint (code, !=, 0);
  XTestFakeKeyEvent (get_display (), code, is_down, CurrentTime);
}

static void
put_modifiers (GdkModifierType modifiers,
               gboolean        is_down)
{
  if ((modifiers & GDK_CONTROL_MASK) != 0)
    put_key (XK_Control_L, is_down);
  if ((modifiers & GDK_ALT_MASK) != 0)
    put_key (XK_Alt_L, is_down);
  if ((modifiers & GDK_SHIFT_MASK) != 0)
    put_key (XK_Shift_L, is_down);
}

/* With Shift where the layout wants it. */
static void
put_keyval (guint           keyval,
            GdkModifierType modifiers)
{
  KeyCode code = XKeysymToKeycode (get_display (), keyval);

  if (XkbKeycodeToKeysym (get_display (), code, 0, 0) != keyval)
    {
      g_assert_cmpuint (XkbKeycodeToKeysym (get_display (), code, 0, 1), ==, keyval);
      modifiers |= GDK_SHIFT_MASK;
    }

  put_modifiers (modifiers, TRUE);
  put_key (keyval, TRUE);
  put_key (keyval, FALSE);
  put_modifiers (modifiers, FALSE);
}

/**
 * gc_test_press:
 * @accelerator: a key as GTK writes it, such as `<Control>l`
 */
void
gc_test_press (const char *accelerator)
{
  GdkModifierType modifiers;
  guint keyval;

  g_assert_true (gtk_accelerator_parse (accelerator, &keyval, &modifiers));
  put_keyval (keyval, modifiers);
  settle ();
}

/**
 * gc_test_type:
 * @format: text of which each character is on the keyboard
 * @...: arguments of @format
 */
void
gc_test_type (const char *format,
              ...)
{
  g_autofree char *text = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    put_keyval (gdk_unicode_to_keyval (g_utf8_get_char (p)), 0);
  settle ();
}

/**
 * gc_test_paste:
 * @text: any text
 *
 * Copies the text, as if in another program, and pastes it where the focus is.
 */
void
gc_test_paste (const char *text)
{
  gdk_clipboard_set_text (gdk_display_get_clipboard (gdk_display_get_default ()), text);
  gc_test_press ("<Control>v");
}

/* That nothing else would get the click is asserted. */
static void
move_to (GtkWidget *widget)
{
  GtkNative *native = gtk_widget_get_native (widget);
  GtkWidget *picked;
  graphene_rect_t bounds;
  graphene_point_t middle;
  double x, y;
  int root_x, root_y;
  Window child;

  g_assert_true (gtk_widget_get_mapped (widget));
  g_assert_true (gtk_widget_compute_bounds (widget, GTK_WIDGET (native), &bounds));
  graphene_rect_get_center (&bounds, &middle);

  picked = gtk_widget_pick (GTK_WIDGET (native), middle.x, middle.y, GTK_PICK_DEFAULT);
  if (picked == NULL || (picked != widget && !gtk_widget_is_ancestor (picked, widget)))
    g_error ("%s is not where it was to be clicked, but %s", G_OBJECT_TYPE_NAME (widget),
             picked != NULL ? G_OBJECT_TYPE_NAME (picked) : "nothing");

  gtk_native_get_surface_transform (native, &x, &y);
  XTranslateCoordinates (get_display (), get_window (native),
                         DefaultRootWindow (get_display ()),
                         middle.x + x, middle.y + y, &root_x, &root_y, &child);
  XTestFakeMotionEvent (get_display (), -1, root_x, root_y, CurrentTime);
}

static void
put_button (guint button)
{
  XTestFakeButtonEvent (get_display (), button, True, CurrentTime);
  XTestFakeButtonEvent (get_display (), button, False, CurrentTime);
}

/**
 * gc_test_click:
 * @widget: something visible
 *
 * Clicks on its middle.
 */
void
gc_test_click (gpointer widget)
{
  /* What has just changed may not have its place yet. */
  gc_test_ui_settle ();
  move_to (GTK_WIDGET (widget));
  put_button (1);
  settle ();
}

/**
 * gc_test_click_row:
 * @root: where to look
 * @i: which of the messages that gc_test_read_rows() finds
 *
 * Clicks on a message. A list that finds its place makes other widgets for its rows, so the
 * row is looked for when that is done.
 */
void
gc_test_click_row (gpointer root,
                   guint    i)
{
  g_autoptr (GPtrArray) rows = NULL;

  gc_test_ui_settle ();
  rows = gc_test_read_rows (root);
  g_assert_cmpuint (i, <, rows->len);
  move_to (((GcTestRow *) g_ptr_array_index (rows, i))->widget);
  put_button (1);
  settle ();
}

/**
 * gc_test_scroll:
 * @widget: something visible
 * @n_steps: how far to turn the wheel over its middle, up if negative
 */
void
gc_test_scroll (gpointer widget,
                int      n_steps)
{
  gc_test_ui_settle ();
  move_to (GTK_WIDGET (widget));
  for (int i = 0; i < ABS (n_steps); i++)
    put_button (n_steps < 0 ? 4 : 5);
  settle ();
}

static gboolean
is_active (gpointer window)
{
  return gtk_window_is_active (window);
}

/**
 * gc_test_focus_window:
 * @window: a mapped window
 *
 * Gives it the keyboard, as a window manager does; there is none.
 */
void
gc_test_focus_window (GtkWindow *window)
{
  XSetInputFocus (get_display (), get_window (window), RevertToParent, CurrentTime);
  XSync (get_display (), False);
  gc_test_wait (is_active, window);
}

/**
 * gc_test_resize_window:
 * @window: a mapped window
 * @width: its new width, without the shadow
 * @height: its new height, without the shadow
 *
 * Resizes it, as a window manager does.
 */
void
gc_test_resize_window (GtkWindow *window,
                       int        width,
                       int        height)
{
  GdkSurface *surface = gtk_native_get_surface (GTK_NATIVE (window));
  GtkWidget *widget = GTK_WIDGET (window);
  int extra_width = gdk_surface_get_width (surface) - gtk_widget_get_width (widget);
  int extra_height = gdk_surface_get_height (surface) - gtk_widget_get_height (widget);

  XResizeWindow (get_display (), get_window (window), width + extra_width, height + extra_height);
  XSync (get_display (), False);
  gc_test_wait_until (gtk_widget_get_width (widget) == width &&
                      gtk_widget_get_height (widget) == height);
  settle ();
}
