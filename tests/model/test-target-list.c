/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-error.h"
#include "gc-target-list.h"
#include "gc-test-notices.h"
#include "gc-test-utils.h"

static gboolean
add (GcTargetList *list,
     const char   *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GcEndpoint) endpoint = gc_endpoint_parse (text, 0, &error);

  g_assert_no_error (error);
  return gc_target_list_add (list, endpoint);
}

static GcTarget *
find (GcTargetList *list,
      const char   *text)
{
  g_autoptr (GcEndpoint) endpoint = gc_endpoint_parse (text, 0, NULL);

  return gc_target_list_find (list, endpoint);
}

/* The targets in order, with spaces between them. */
static void
assert_targets (GcTargetList *list,
                const char   *names)
{
  g_autoptr (GString) has = g_string_new (NULL);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (list));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GcTarget) target = g_list_model_get_item (G_LIST_MODEL (list), i);
      g_autofree char *name = gc_endpoint_to_string (gc_target_get_endpoint (target));

      g_string_append_printf (has, "%s%s", i > 0 ? " " : "", name);
    }

  g_assert_cmpstr (has->str, ==, names);
}

static guint
get_n_enabled (GcTargetList *list)
{
  g_autoptr (GPtrArray) enabled = gc_target_list_dup_enabled (list);
  guint n;

  g_object_get (list, "n-enabled", &n, NULL);
  g_assert_cmpuint (enabled->len, ==, n);
  return n;
}

static void
test_add (void)
{
  g_autoptr (GcTargetList) list = gc_target_list_new ();
  g_autoptr (GcTestListModelValidator) validator =
    gc_test_list_model_validator_new (G_LIST_MODEL (list));
  g_autoptr (GcTestNotices) notices = gc_test_notices_new (list);

  g_assert_true (g_list_model_get_item_type (G_LIST_MODEL (list)) == GC_TYPE_TARGET);
  assert_targets (list, "");

  g_assert_true (add (list, "239.0.0.1:5000"));
  gc_test_notices_expect (notices, "n-enabled n-items");
  g_assert_true (add (list, "239.0.0.2:5000"));
  gc_test_notices_expect (notices, "n-enabled n-items");
  assert_targets (list, "239.0.0.1:5000 239.0.0.2:5000");
  g_assert_cmpuint (get_n_enabled (list), ==, 2);
  g_assert_cmpuint (gc_test_list_model_validator_get_n_changes (validator), ==, 2);
}

static void
test_add_duplicate (void)
{
  g_autoptr (GcTargetList) list = gc_target_list_new ();
  g_autoptr (GcTestListModelValidator) validator = NULL;
  g_autoptr (GcTestNotices) notices = NULL;

  add (list, "239.0.0.1:5000");
  add (list, "[ff15::1]:5000");
  validator = gc_test_list_model_validator_new (G_LIST_MODEL (list));
  notices = gc_test_notices_new (list);

  g_assert_false (add (list, "239.0.0.1:5000"));
  g_assert_false (add (list, "[ff15:0::1]:5000"));
  gc_test_notices_expect (notices, "");
  g_assert_cmpuint (gc_test_list_model_validator_get_n_changes (validator), ==, 0);

  /* Another port, interface or source is another target. */
  g_assert_true (add (list, "239.0.0.1:5001"));
  g_assert_true (add (list, "239.0.0.1%lo:5000"));
  g_assert_true (add (list, "10.0.0.1@239.0.0.1:5000"));
  assert_targets (list, "239.0.0.1:5000 [ff15::1]:5000 239.0.0.1:5001 239.0.0.1%lo:5000 "
                        "10.0.0.1@239.0.0.1:5000");
}

static void
test_find (void)
{
  g_autoptr (GcTargetList) list = gc_target_list_new ();
  g_autoptr (GcTarget) second = NULL;

  g_assert_null (find (list, "239.0.0.1:5000"));
  add (list, "239.0.0.1:5000");
  add (list, "239.0.0.2:5000");
  second = g_list_model_get_item (G_LIST_MODEL (list), 1);

  g_assert_true (find (list, "239.0.0.2:5000") == second);
  g_assert_null (find (list, "239.0.0.2:5001"));
}

typedef struct
{
  const char *text;
  const char *targets;
  const char *rest;
  guint       n_added;
  guint       n_duplicates;
  GcError     code;
  const char *sentence;         /* (nullable): none is bad */
} Mix;

#define NOT_MULTICAST(text) \
  text " is not a multicast group: those run from 224.0.0.0 to 239.255.255.255"

static const Mix mixes[] = {
  { "", "", "", 0, 0, 0, NULL },
  { " ,;\n", "", "", 0, 0, 0, NULL },
  { "239.0.0.1:6000", "239.0.0.1:6000", "", 1, 0, 0, NULL },
  { "239.0.0.1", "239.0.0.1:5000", "", 1, 0, 0, NULL },
  { "239.0.0.2, [ff15::1];\n239.0.0.1:6000\t",
    "239.0.0.2:5000 [ff15::1]:5000 239.0.0.1:6000", "", 3, 0, 0, NULL },
  { "239.0.0.1 239.0.0.1:5000 239.0.0.1", "239.0.0.1:5000", "", 1, 2, 0, NULL },

  { "10.0.0.1", "", "10.0.0.1", 0, 0,
    GC_ERROR_NOT_MULTICAST, NOT_MULTICAST ("10.0.0.1") },
  { "239.0.0.1 x 239.0.0.2", "239.0.0.1:5000 239.0.0.2:5000", "x", 2, 0,
    GC_ERROR_ADDRESS, "x is not an address" },
  { "239.0.0.1:0,10.0.0.1; 239.0.0.2\n239.0.0.2 x", "239.0.0.2:5000", "239.0.0.1:0 10.0.0.1 x",
    1, 1, GC_ERROR_PORT, "0 is not a port: ports run from 1 to 65535" },
};

static void
check_mix (const Mix *mix)
{
  GcTargetList *list = gc_target_list_new ();
  GcTestListModelValidator *validator = gc_test_list_model_validator_new (G_LIST_MODEL (list));
  g_autoptr (GError) error = NULL;
  guint n_added = 99, n_duplicates = 99;
  g_autofree char *rest = gc_target_list_add_text (list, mix->text, 5000, &n_added,
                                                   &n_duplicates, &error);

  g_assert_cmpstr (rest, ==, mix->rest);
  g_assert_cmpuint (n_added, ==, mix->n_added);
  g_assert_cmpuint (n_duplicates, ==, mix->n_duplicates);
  assert_targets (list, mix->targets);

  if (mix->sentence != NULL)
    {
      g_assert_error (error, GC_ERROR, (int) mix->code);
      g_assert_cmpstr (error->message, ==, mix->sentence);
    }
  g_assert_true ((error != NULL) == (mix->sentence != NULL));

  gc_test_list_model_validator_free (validator);
  g_assert_finalize_object (list);
}

static void
test_add_text (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (mixes); i++)
    {
      g_test_message ("“%s”", mixes[i].text);
      check_mix (&mixes[i]);
    }
}

/* What comes back is put right and added again; nobody has to look at the error. */
static void
test_add_text_again (void)
{
  g_autoptr (GcTargetList) list = gc_target_list_new ();
  g_autofree char *rest = NULL;
  g_autofree char *rest_again = NULL;
  guint n_added, n_duplicates;

  add (list, "239.0.0.1:5000");
  rest = gc_target_list_add_text (list, "239.0.0.1 239.0.0.2 nonsense 239.0.0.3:", 5000,
                                  &n_added, &n_duplicates, NULL);
  g_assert_cmpstr (rest, ==, "nonsense 239.0.0.3:");
  g_assert_cmpuint (n_added, ==, 1);
  g_assert_cmpuint (n_duplicates, ==, 1);

  rest_again = gc_target_list_add_text (list, rest, 5000, &n_added, &n_duplicates, NULL);
  g_assert_cmpstr (rest_again, ==, rest);
  g_assert_cmpuint (n_added + n_duplicates, ==, 0);
}

static void
test_enabled (void)
{
  g_autoptr (GcTargetList) list = gc_target_list_new ();
  g_autoptr (GcTestListModelValidator) validator =
    gc_test_list_model_validator_new (G_LIST_MODEL (list));
  g_autoptr (GPtrArray) enabled = NULL;
  g_autoptr (GcTestNotices) notices = NULL;

  add (list, "239.0.0.1:5000");
  add (list, "239.0.0.2:5000");
  add (list, "239.0.0.3:5000");
  notices = gc_test_notices_new (list);

  gc_target_set_enabled (find (list, "239.0.0.2:5000"), FALSE);
  gc_test_notices_expect (notices, "n-enabled");
  g_assert_cmpuint (get_n_enabled (list), ==, 2);
  gc_target_set_enabled (find (list, "239.0.0.2:5000"), FALSE);
  gc_test_notices_expect (notices, "");

  enabled = gc_target_list_dup_enabled (list);
  g_assert_cmpuint (enabled->len, ==, 2);
  g_assert_true (enabled->pdata[0] == find (list, "239.0.0.1:5000"));
  g_assert_true (enabled->pdata[1] == find (list, "239.0.0.3:5000"));

  gc_target_set_enabled (find (list, "239.0.0.2:5000"), TRUE);
  gc_test_notices_expect (notices, "n-enabled");
  g_assert_cmpuint (get_n_enabled (list), ==, 3);
  g_assert_cmpuint (enabled->len, ==, 2);
  g_assert_cmpuint (gc_test_list_model_validator_get_n_changes (validator), ==, 3);
}

static void
test_remove (void)
{
  g_autoptr (GcTargetList) list = gc_target_list_new ();
  GcTestListModelValidator *validator = gc_test_list_model_validator_new (G_LIST_MODEL (list));
  g_autoptr (GcTestNotices) notices = NULL;
  GcTarget *target;

  add (list, "239.0.0.1:5000");
  add (list, "239.0.0.2:5000");
  add (list, "239.0.0.3:5000");
  notices = gc_test_notices_new (list);

  target = g_object_ref (find (list, "239.0.0.2:5000"));
  gc_target_list_remove (list, target);
  gc_test_notices_expect (notices, "n-enabled n-items");
  assert_targets (list, "239.0.0.1:5000 239.0.0.3:5000");
  g_assert_cmpuint (get_n_enabled (list), ==, 2);
  g_assert_null (find (list, "239.0.0.2:5000"));

  /* It is none of the list's any more. */
  gc_target_set_enabled (target, FALSE);
  gc_target_list_remove (list, target);
  gc_test_notices_expect (notices, "");
  g_assert_cmpuint (gc_test_list_model_validator_get_n_changes (validator), ==, 4);
  gc_test_list_model_validator_free (validator);
  g_assert_finalize_object (target);

  /* The only reference is the list's. */
  gc_target_list_remove (list, find (list, "239.0.0.3:5000"));
  gc_target_list_remove (list, find (list, "239.0.0.1:5000"));
  assert_targets (list, "");
  g_assert_cmpuint (get_n_enabled (list), ==, 0);

  g_assert_true (add (list, "239.0.0.2:5000"));
  assert_targets (list, "239.0.0.2:5000");
}

static void
test_random (void)
{
  g_autoptr (GcTargetList) list = gc_target_list_new ();
  g_autoptr (GcTestListModelValidator) validator =
    gc_test_list_model_validator_new (G_LIST_MODEL (list));

  for (guint i = 0; i < 2000; i++)
    {
      guint n = g_list_model_get_n_items (G_LIST_MODEL (list));
      g_autofree char *text =
        g_strdup_printf ("239.0.0.%d:5000", g_test_rand_int_range (0, 30));
      GcTarget *target = find (list, text);

      if (g_test_rand_int_range (0, 2) == 0)
        {
          g_assert_true (add (list, text) == (target == NULL));
          n += target == NULL ? 1 : 0;
        }
      else if (target != NULL)
        {
          gc_target_list_remove (list, target);
          n--;
        }

      gc_test_list_model_validator_check (validator);
      g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, n);
    }
}

static void
test_finalize (void)
{
  GcTargetList *list = gc_target_list_new ();
  GcTarget *kept;
  gpointer dropped;

  add (list, "239.0.0.1:5000");
  add (list, "239.0.0.2:5000");
  kept = g_list_model_get_item (G_LIST_MODEL (list), 0);
  dropped = find (list, "239.0.0.2:5000");
  g_object_add_weak_pointer (dropped, &dropped);

  g_assert_finalize_object (list);
  g_assert_null (dropped);

  gc_target_set_enabled (kept, FALSE);
  g_assert_finalize_object (kept);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model/target-list/add", test_add);
  g_test_add_func ("/model/target-list/add-duplicate", test_add_duplicate);
  g_test_add_func ("/model/target-list/find", test_find);
  g_test_add_func ("/model/target-list/add-text", test_add_text);
  g_test_add_func ("/model/target-list/add-text-again", test_add_text_again);
  g_test_add_func ("/model/target-list/enabled", test_enabled);
  g_test_add_func ("/model/target-list/remove", test_remove);
  g_test_add_func ("/model/target-list/random", test_random);
  g_test_add_func ("/model/target-list/finalize", test_finalize);

  return g_test_run ();
}
