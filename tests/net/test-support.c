/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-test-utils.h"

/* What the other tests rely on to fail has to fail. */

/* A list that says of its changes what it is told to say. */
#define LIAR_TYPE (liar_get_type ())

G_DECLARE_FINAL_TYPE (Liar, liar, TEST, LIAR, GObject)

struct _Liar
{
  GObject    parent_instance;
  GPtrArray *items;
};

static GType
liar_get_item_type (GListModel *model)
{
  return G_TYPE_OBJECT;
}

static guint
liar_get_n_items (GListModel *model)
{
  return TEST_LIAR (model)->items->len;
}

static gpointer
liar_get_item (GListModel *model,
               guint       position)
{
  Liar *self = TEST_LIAR (model);

  return position < self->items->len ? g_object_ref (self->items->pdata[position]) : NULL;
}

static void
liar_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = liar_get_item_type;
  iface->get_n_items = liar_get_n_items;
  iface->get_item = liar_get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (Liar, liar, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, liar_list_model_init))

static void
liar_finalize (GObject *object)
{
  g_ptr_array_unref (TEST_LIAR (object)->items);
  G_OBJECT_CLASS (liar_parent_class)->finalize (object);
}

static void
liar_class_init (LiarClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = liar_finalize;
}

static void
liar_init (Liar *self)
{
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
}

static void
liar_add (Liar  *self,
          guint  position,
          guint  n)
{
  for (guint i = 0; i < n; i++)
    g_ptr_array_insert (self->items, position + i, g_object_new (G_TYPE_OBJECT, NULL));
}

/* Replaces one item of five and says that it is the one at @position, @removed and @added. */
static void
replace_one (guint position,
             guint removed,
             guint added)
{
  g_autoptr (Liar) liar = g_object_new (LIAR_TYPE, NULL);
  g_autoptr (GcTestListModelValidator) validator = NULL;

  liar_add (liar, 0, 5);
  validator = gc_test_list_model_validator_new (G_LIST_MODEL (liar));
  g_ptr_array_remove_index (liar->items, 2);
  liar_add (liar, 2, 1);
  g_list_model_items_changed (G_LIST_MODEL (liar), position, removed, added);
}

static void
test_validator_truth (void)
{
  replace_one (2, 1, 1);
  replace_one (1, 3, 3);
  replace_one (0, 5, 5);
}

static void
test_validator_lies (void)
{
  static const char *const lies[] = {
    "position", "count", "bounds", "nothing", "silence", "large",
  };

  for (guint i = 0; i < G_N_ELEMENTS (lies); i++)
    {
      g_autofree char *path =
        g_strconcat ("/net/support/validator-lies/subprocess/", lies[i], NULL);

      g_test_trap_subprocess (path, 0, G_TEST_SUBPROCESS_DEFAULT);
      g_test_trap_assert_failed ();
      g_test_trap_assert_stderr ("*ERROR:*gc-test-utils.c:*");
    }
}

static void
test_lie_position (void)
{
  replace_one (3, 1, 1);
}

static void
test_lie_count (void)
{
  replace_one (2, 1, 2);
}

static void
test_lie_bounds (void)
{
  replace_one (4, 2, 2);
}

static void
test_lie_nothing (void)
{
  replace_one (2, 0, 0);
}

static void
test_lie_silence (void)
{
  g_autoptr (Liar) liar = g_object_new (LIAR_TYPE, NULL);
  g_autoptr (GcTestListModelValidator) validator =
    gc_test_list_model_validator_new (G_LIST_MODEL (liar));

  liar_add (liar, 0, 1);
  gc_test_list_model_validator_check (validator);
}

/* Of a long list the edges of a change are looked at, whatever else is. */
static void
test_lie_large (void)
{
  g_autoptr (Liar) liar = g_object_new (LIAR_TYPE, NULL);
  g_autoptr (GcTestListModelValidator) validator = NULL;

  liar_add (liar, 0, 100000);
  validator = gc_test_list_model_validator_new (G_LIST_MODEL (liar));
  liar_add (liar, 100000, 5);
  g_list_model_items_changed (G_LIST_MODEL (liar), 99999, 0, 4);
}

static void
test_validator_large (void)
{
  g_autoptr (Liar) liar = g_object_new (LIAR_TYPE, NULL);
  g_autoptr (GcTestListModelValidator) validator = NULL;

  liar_add (liar, 0, 200000);
  validator = gc_test_list_model_validator_new (G_LIST_MODEL (liar));
  gc_test_list_model_validator_set_n_samples (validator, 100);
  for (guint i = 0; i < 100; i++)
    {
      liar_add (liar, liar->items->len, 50);
      g_list_model_items_changed (G_LIST_MODEL (liar), liar->items->len - 50, 0, 50);
      g_ptr_array_remove_range (liar->items, 0, 1000);
      g_list_model_items_changed (G_LIST_MODEL (liar), 0, 1000, 0);
    }
  g_assert_cmpuint (gc_test_list_model_validator_get_n_changes (validator), ==, 200);
}

static gboolean
set_true_cb (gpointer data)
{
  *(gboolean *) data = TRUE;
  return G_SOURCE_REMOVE;
}

static gboolean
is_true (gpointer data)
{
  return *(gboolean *) data;
}

static void
test_wait (void)
{
  gboolean is_done = FALSE;

  g_idle_add (set_true_cb, &is_done);
  gc_test_wait_until (is_done);
  is_done = FALSE;
  g_idle_add (set_true_cb, &is_done);
  gc_test_wait (is_true, &is_done);
}

static void
test_port (void)
{
  g_autoptr (GHashTable) ports = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < 1000; i++)
    g_assert_true (g_hash_table_add (ports, GUINT_TO_POINTER (gc_test_find_port ())));
}

static void
test_property_notify (void)
{
  GBindingGroup *group = g_binding_group_new ();
  g_autoptr (GObject) first = g_object_new (G_TYPE_OBJECT, NULL);
  g_autoptr (GObject) second = g_object_new (G_TYPE_OBJECT, NULL);

  gc_test_property_notify (group, "source", first, second);
  g_object_unref (group);
}

/* That of an action notifies whatever it is set to. */
static void
test_property_noise (void)
{
  if (g_test_subprocess ())
    {
      g_autoptr (GSimpleAction) action = g_simple_action_new ("name", NULL);

      gc_test_property_notify (action, "enabled", FALSE, TRUE);
      return;
    }

  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_failed ();
  g_test_trap_assert_stderr ("*ERROR:*gc-test-utils.c:*");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/net/support/validator-truth", test_validator_truth);
  g_test_add_func ("/net/support/validator-lies", test_validator_lies);
  g_test_add_func ("/net/support/validator-lies/subprocess/position", test_lie_position);
  g_test_add_func ("/net/support/validator-lies/subprocess/count", test_lie_count);
  g_test_add_func ("/net/support/validator-lies/subprocess/bounds", test_lie_bounds);
  g_test_add_func ("/net/support/validator-lies/subprocess/nothing", test_lie_nothing);
  g_test_add_func ("/net/support/validator-lies/subprocess/silence", test_lie_silence);
  g_test_add_func ("/net/support/validator-lies/subprocess/large", test_lie_large);
  g_test_add_func ("/net/support/validator-large", test_validator_large);
  g_test_add_func ("/net/support/wait", test_wait);
  g_test_add_func ("/net/support/port", test_port);
  g_test_add_func ("/net/support/property-notify", test_property_notify);
  g_test_add_func ("/net/support/property-noise", test_property_noise);

  return g_test_run ();
}
