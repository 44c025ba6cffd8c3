/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-test-utils.h"

#include <gobject/gvaluecollector.h>

/* Long enough for a loaded machine; only a test that fails waits for it. */
#define PATIENCE_USEC (10 * G_TIME_SPAN_SECOND)

/* What no event tells of (a file in /proc) is looked at again after this long. */
#define STEP_MSEC 5

static gboolean
step_cb (gpointer user_data)
{
  return G_SOURCE_REMOVE;
}

/**
 * gc_test_wait_step:
 * @start: when the wait began, in monotonic time
 * @file: where
 * @line: where
 * @function: where
 * @condition: what for, in words
 *
 * Runs the default main context once. For gc_test_wait_until().
 */
void
gc_test_wait_step (gint64      start,
                   const char *file,
                   int         line,
                   const char *function,
                   const char *condition)
{
  g_autoptr (GSource) step = g_timeout_source_new (STEP_MSEC);

  if (g_get_monotonic_time () - start > PATIENCE_USEC)
    {
      g_autofree char *message = g_strdup_printf ("waited in vain for: %s", condition);

      g_assertion_message (G_LOG_DOMAIN, file, line, function, message);
    }

  g_source_set_callback (step, step_cb, NULL, NULL);
  g_source_attach (step, NULL);
  g_main_context_iteration (NULL, TRUE);
  g_source_destroy (step);
}

/**
 * gc_test_wait:
 * @condition: tells whether the wait is over
 * @data: for @condition
 *
 * Like gc_test_wait_until(), with a function.
 */
void
gc_test_wait (gboolean (*condition) (gpointer data),
              gpointer   data)
{
  gc_test_wait_until (condition (data));
}

static guint16
find_any_port (void)
{
  g_autoptr (GSocket) socket = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_DATAGRAM,
                                             G_SOCKET_PROTOCOL_UDP, NULL);
  g_autoptr (GInetAddress) any = g_inet_address_new_any (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) wanted = g_inet_socket_address_new (any, 0);
  g_autoptr (GSocketAddress) address = NULL;

  g_assert_true (g_socket_bind (socket, wanted, FALSE, NULL));
  address = g_socket_get_local_address (socket, NULL);
  return g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (address));
}

/**
 * gc_test_find_port:
 *
 * Returns: a UDP port that nobody is bound to, another one each time
 */
guint16
gc_test_find_port (void)
{
  static guint8 is_given[G_MAXUINT16 + 1];
  guint16 port;

  do
    port = find_any_port ();
  while (is_given[port]);

  is_given[port] = TRUE;
  return port;
}

static void
count_cb (GObject    *object,
          GParamSpec *pspec,
          gpointer    user_data)
{
  (*(guint *) user_data)++;
}

static void
collect_value (GValue     *value,
               GParamSpec *pspec,
               va_list    *args)
{
  g_autofree char *error = NULL;

  G_VALUE_COLLECT_INIT (value, G_PARAM_SPEC_VALUE_TYPE (pspec), *args, 0, &error);
  g_assert_cmpstr (error, ==, NULL);
}

static void
assert_value (GObject      *object,
              GParamSpec   *pspec,
              const GValue *wanted)
{
  g_auto (GValue) value = G_VALUE_INIT;

  g_value_init (&value, G_PARAM_SPEC_VALUE_TYPE (pspec));
  g_object_get_property (object, pspec->name, &value);
  g_assert_cmpint (g_param_values_cmp (pspec, &value, wanted), ==, 0);
}

/**
 * gc_test_property_notify:
 * @object: an object
 * @property: the name of a property that can be written
 * @...: two values of its type, neither of which it has now
 *
 * Asserts that setting the property notifies when it changes, once, and only then, and that
 * it then reads as it was set.
 */
void
gc_test_property_notify (gpointer    object,
                         const char *property,
                         ...)
{
  GParamSpec *pspec = g_object_class_find_property (G_OBJECT_GET_CLASS (object), property);
  g_autofree char *signal = g_strdup_printf ("notify::%s", property);
  g_auto (GValue) first = G_VALUE_INIT;
  g_auto (GValue) second = G_VALUE_INIT;
  gulong handler;
  guint n = 0;
  va_list args;

  g_assert_nonnull (pspec);
  va_start (args, property);
  collect_value (&first, pspec, &args);
  collect_value (&second, pspec, &args);
  va_end (args);

  handler = g_signal_connect (object, signal, G_CALLBACK (count_cb), &n);

  g_object_set_property (object, property, &first);
  g_assert_cmpuint (n, ==, 1);
  assert_value (object, pspec, &first);

  g_object_set_property (object, property, &first);
  g_assert_cmpuint (n, ==, 1);

  g_object_set_property (object, property, &second);
  g_assert_cmpuint (n, ==, 2);
  assert_value (object, pspec, &second);

  g_signal_handler_disconnect (object, handler);
}

/* So many items of a model are compared one by one; of a longer one, that many of them. */
#define N_SAMPLES 2000

/**
 * GcTestListModelValidator:
 *
 * Follows a list model and asserts at every change that it does what it says: the numbers
 * fit, and whatever is outside the changed range is still the very same object. While a
 * validator holds an item a model may not replace it by another.
 */
struct _GcTestListModelValidator
{
  GListModel *model;
  GPtrArray  *items;            /* NULL where it has not been fetched */
  guint       n_samples;
  guint       n_changes;
};

static void
item_free (gpointer item)
{
  g_clear_object ((GObject **) &item);
}

static void
gc_test_list_model_validator_visit (GcTestListModelValidator *self,
                                    guint                     position)
{
  g_autoptr (GObject) item = g_list_model_get_item (self->model, position);
  gpointer *known = &self->items->pdata[position];

  g_assert_nonnull (item);
  g_assert_true (g_type_is_a (G_OBJECT_TYPE (item), g_list_model_get_item_type (self->model)));

  if (*known == NULL)
    *known = g_steal_pointer (&item);
  else
    g_assert_true (*known == item);
}

/* Between @start and @end; of a long range some positions, other ones each time. */
static void
gc_test_list_model_validator_visit_range (GcTestListModelValidator *self,
                                          guint                     start,
                                          guint                     end)
{
  if (end - start <= self->n_samples)
    {
      for (guint i = start; i < end; i++)
        gc_test_list_model_validator_visit (self, i);
    }
  else
    {
      gc_test_list_model_validator_visit (self, start);
      gc_test_list_model_validator_visit (self, end - 1);
      for (guint i = 0; i < self->n_samples; i++)
        gc_test_list_model_validator_visit (self, g_test_rand_int_range (start, end));
    }
}

/* NULLs @added items in the place of @removed ones. */
static void
gc_test_list_model_validator_splice (GcTestListModelValidator *self,
                                     guint                     position,
                                     guint                     removed,
                                     guint                     added)
{
  guint tail = self->items->len - position - removed;

  for (guint i = 0; i < removed; i++)
    g_clear_object ((GObject **) &self->items->pdata[position + i]);

  if (added > removed)
    g_ptr_array_set_size (self->items, self->items->len + added - removed);
  memmove (self->items->pdata + position + added, self->items->pdata + position + removed,
           tail * sizeof (gpointer));
  for (guint i = 0; i < added; i++)
    self->items->pdata[position + i] = NULL;

  /* What is cut off has moved: not to be freed. */
  if (removed > added)
    {
      for (guint i = position + added + tail; i < self->items->len; i++)
        self->items->pdata[i] = NULL;
      g_ptr_array_set_size (self->items, position + added + tail);
    }
}

static void
items_changed_cb (GListModel *model,
                  guint       position,
                  guint       removed,
                  guint       added,
                  gpointer    user_data)
{
  GcTestListModelValidator *self = user_data;
  guint before = self->items->len;

  self->n_changes++;

  g_assert_cmpuint (removed + added, >, 0);
  g_assert_cmpuint (position, <=, before);
  g_assert_cmpuint (removed, <=, before - position);
  g_assert_cmpuint (g_list_model_get_n_items (model), ==, before - removed + added);

  gc_test_list_model_validator_splice (self, position, removed, added);
  gc_test_list_model_validator_check (self);

  /* An error at the edges of the range is the likely one. */
  gc_test_list_model_validator_visit_range (self, position - MIN (position, 2),
                                            MIN (self->items->len, position + 2));
  gc_test_list_model_validator_visit_range (self, position + added - MIN (position + added, 2),
                                            MIN (self->items->len, position + added + 2));
}

/**
 * gc_test_list_model_validator_new:
 * @model: a model
 *
 * Returns: (transfer full): a validator that watches @model until it is freed
 */
GcTestListModelValidator *
gc_test_list_model_validator_new (GListModel *model)
{
  GcTestListModelValidator *self = g_new0 (GcTestListModelValidator, 1);

  self->model = g_object_ref (model);
  self->items = g_ptr_array_new_with_free_func (item_free);
  self->n_samples = N_SAMPLES;
  g_ptr_array_set_size (self->items, g_list_model_get_n_items (model));
  gc_test_list_model_validator_check (self);

  g_signal_connect (model, "items-changed", G_CALLBACK (items_changed_cb), self);
  return self;
}

void
gc_test_list_model_validator_free (GcTestListModelValidator *self)
{
  g_signal_handlers_disconnect_by_func (self->model, items_changed_cb, self);
  g_ptr_array_unref (self->items);
  g_object_unref (self->model);
  g_free (self);
}

/**
 * gc_test_list_model_validator_set_n_samples:
 * @self: a validator
 * @n_samples: up to how many items it compares all, and beyond, how many it picks
 */
void
gc_test_list_model_validator_set_n_samples (GcTestListModelValidator *self,
                                            guint                     n_samples)
{
  self->n_samples = n_samples;
}

/**
 * gc_test_list_model_validator_check:
 * @self: a validator
 *
 * Asserts that the model is now as it has said.
 */
void
gc_test_list_model_validator_check (GcTestListModelValidator *self)
{
  g_autoptr (GObject) beyond = NULL;
  guint n = g_list_model_get_n_items (self->model);

  g_assert_cmpuint (n, ==, self->items->len);

  beyond = g_list_model_get_item (self->model, n);
  g_assert_null (beyond);

  if (g_object_class_find_property (G_OBJECT_GET_CLASS (self->model), "n-items") != NULL)
    {
      guint n_items;

      g_object_get (self->model, "n-items", &n_items, NULL);
      g_assert_cmpuint (n_items, ==, n);
    }

  gc_test_list_model_validator_visit_range (self, 0, n);
}

/**
 * gc_test_list_model_validator_get_n_changes:
 * @self: a validator
 *
 * Returns: how many times the model has said that it changed
 */
guint
gc_test_list_model_validator_get_n_changes (GcTestListModelValidator *self)
{
  return self->n_changes;
}
