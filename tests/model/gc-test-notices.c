/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-test-notices.h"

#include <string.h>

/**
 * GcTestNotices:
 *
 * The properties of an object that were notified since somebody last looked.
 */
struct _GcTestNotices
{
  GObject   *object;            /* (nullable): until it is gone */
  GPtrArray *names;
  gulong     handler;
};

static void
notify_cb (GObject    *object,
           GParamSpec *pspec,
           gpointer    user_data)
{
  GcTestNotices *self = user_data;

  g_ptr_array_add (self->names, (gpointer) pspec->name);
}

/**
 * gc_test_notices_new:
 * @object: an object; not held, so that a test may ask for its end
 *
 * Returns: (transfer full): nothing noticed yet
 */
GcTestNotices *
gc_test_notices_new (gpointer object)
{
  GcTestNotices *self = g_new0 (GcTestNotices, 1);

  self->names = g_ptr_array_new ();
  self->handler = g_signal_connect (object, "notify", G_CALLBACK (notify_cb), self);
  g_set_weak_pointer (&self->object, object);
  return self;
}

void
gc_test_notices_free (GcTestNotices *self)
{
  if (self->object != NULL)
    g_signal_handler_disconnect (self->object, self->handler);
  g_clear_weak_pointer (&self->object);
  g_ptr_array_unref (self->names);
  g_free (self);
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/**
 * gc_test_notices_expect:
 * @self: notices
 * @names: names of properties in alphabetical order, with spaces between them
 *
 * Asserts that just these were notified, each as often as it is named, and begins anew.
 */
void
gc_test_notices_expect (GcTestNotices *self,
                        const char    *names)
{
  g_autoptr (GString) noticed = g_string_new (NULL);

  g_ptr_array_sort (self->names, compare_names);
  for (guint i = 0; i < self->names->len; i++)
    g_string_append_printf (noticed, "%s%s", i > 0 ? " " : "",
                            (const char *) g_ptr_array_index (self->names, i));

  g_assert_cmpstr (noticed->str, ==, names);
  g_ptr_array_set_size (self->names, 0);
}
