/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-serials.h"

static void
assert_serials (const GcSerials *serials,
                const guint64   *wanted,
                guint            n)
{
  g_assert_cmpuint (gc_serials_get_length (serials), ==, n);
  for (guint i = 0; i < n; i++)
    g_assert_cmpuint (gc_serials_get (serials, i), ==, wanted[i]);
}

static void
test_empty (void)
{
  g_autoptr (GcSerials) serials = gc_serials_new ();

  assert_serials (serials, NULL, 0);
  g_assert_cmpuint (gc_serials_find (serials, 0), ==, 0);
  g_assert_cmpuint (gc_serials_find (serials, G_MAXUINT64), ==, 0);
  g_assert_cmpuint (gc_serials_drop_before (serials, G_MAXUINT64), ==, 0);
  gc_serials_clear (serials);
  assert_serials (serials, NULL, 0);
}

static void
test_both_ends (void)
{
  g_autoptr (GcSerials) serials = gc_serials_new ();
  const guint64 wanted[] = { 0, 3, 7, 8, 20, G_MAXUINT64 };

  gc_serials_append (serials, 8);
  gc_serials_prepend (serials, 7);
  gc_serials_append (serials, 20);
  gc_serials_prepend (serials, 3);
  gc_serials_prepend (serials, 0);
  gc_serials_append (serials, G_MAXUINT64);
  assert_serials (serials, wanted, G_N_ELEMENTS (wanted));
}

static void
test_find (void)
{
  g_autoptr (GcSerials) serials = gc_serials_new ();

  gc_serials_append (serials, 10);
  gc_serials_append (serials, 12);
  gc_serials_prepend (serials, 5);
  gc_serials_prepend (serials, 4);

  g_assert_cmpuint (gc_serials_find (serials, 0), ==, 0);
  g_assert_cmpuint (gc_serials_find (serials, 4), ==, 0);
  g_assert_cmpuint (gc_serials_find (serials, 5), ==, 1);
  g_assert_cmpuint (gc_serials_find (serials, 6), ==, 2);
  g_assert_cmpuint (gc_serials_find (serials, 10), ==, 2);
  g_assert_cmpuint (gc_serials_find (serials, 11), ==, 3);
  g_assert_cmpuint (gc_serials_find (serials, 12), ==, 3);
  g_assert_cmpuint (gc_serials_find (serials, 13), ==, 4);
  g_assert_cmpuint (gc_serials_find (serials, G_MAXUINT64), ==, 4);
}

static void
test_drop (void)
{
  g_autoptr (GcSerials) serials = gc_serials_new ();
  const guint64 wanted[] = { 4, 5, 10, 12, 14, 16 };

  gc_serials_append (serials, 10);
  gc_serials_append (serials, 12);
  gc_serials_append (serials, 14);
  gc_serials_append (serials, 16);
  gc_serials_prepend (serials, 5);
  gc_serials_prepend (serials, 4);

  g_assert_cmpuint (gc_serials_drop_before (serials, 4), ==, 0);
  assert_serials (serials, wanted, 6);
  g_assert_cmpuint (gc_serials_drop_before (serials, 5), ==, 1);
  assert_serials (serials, wanted + 1, 5);
  g_assert_cmpuint (gc_serials_drop_before (serials, 11), ==, 2);
  assert_serials (serials, wanted + 3, 3);
  g_assert_cmpuint (gc_serials_drop_before (serials, 12), ==, 0);
  g_assert_cmpuint (gc_serials_drop_before (serials, 16), ==, 2);
  assert_serials (serials, wanted + 5, 1);

  gc_serials_prepend (serials, 14);
  assert_serials (serials, wanted + 4, 2);
  g_assert_cmpuint (gc_serials_drop_before (serials, 17), ==, 2);
  assert_serials (serials, NULL, 0);
}

/* What comes next may be below what was dropped. */
static void
test_clear (void)
{
  g_autoptr (GcSerials) serials = gc_serials_new ();
  const guint64 wanted[] = { 1, 2 };

  for (guint64 i = 100; i < 110; i++)
    gc_serials_append (serials, i);
  for (guint64 i = 99; i > 90; i--)
    gc_serials_prepend (serials, i);
  gc_serials_drop_before (serials, 103);
  gc_serials_clear (serials);
  assert_serials (serials, NULL, 0);

  gc_serials_append (serials, 2);
  gc_serials_prepend (serials, 1);
  assert_serials (serials, wanted, G_N_ELEMENTS (wanted));
}

/* A plain array, ascending. */
static void
check_random (const GcSerials *serials,
              const GArray    *plain,
              guint64          serial)
{
  const guint64 *numbers = (const guint64 *) plain->data;
  guint position = 0;

  assert_serials (serials, numbers, plain->len);
  while (position < plain->len && numbers[position] < serial)
    position++;
  g_assert_cmpuint (gc_serials_find (serials, serial), ==, position);
}

static void
step_random (GcSerials *serials,
             GArray    *plain,
             guint64   *low,
             guint64   *high)
{
  guint dice = g_test_rand_int_range (0, 1000);
  guint64 serial;

  if (dice < 600)
    {
      *high += g_test_rand_int_range (1, 4);
      gc_serials_append (serials, *high);
      g_array_append_val (plain, *high);
    }
  else if (dice < 960)
    {
      *low -= g_test_rand_int_range (1, 4);
      gc_serials_prepend (serials, *low);
      g_array_prepend_val (plain, *low);
    }
  else if (dice < 999)
    {
      guint n = 0;

      serial = *low + g_test_rand_int_range (0, MIN (*high - *low + 2, 50));
      while (n < plain->len && g_array_index (plain, guint64, n) < serial)
        n++;
      if (n > 0)
        g_array_remove_range (plain, 0, n);
      g_assert_cmpuint (gc_serials_drop_before (serials, serial), ==, n);
      *low = MAX (*low, serial);
      *high = MAX (*high, *low);
    }
  else
    {
      gc_serials_clear (serials);
      g_array_set_size (plain, 0);
    }
}

static void
test_random (void)
{
  g_autoptr (GcSerials) serials = gc_serials_new ();
  g_autoptr (GArray) plain = g_array_new (FALSE, FALSE, sizeof (guint64));
  guint64 low = G_MAXUINT32, high = G_MAXUINT32;

  for (guint i = 0; i < 20000; i++)
    {
      step_random (serials, plain, &low, &high);
      check_random (serials, plain, low + g_test_rand_int_range (-2, 50));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model/serials/empty", test_empty);
  g_test_add_func ("/model/serials/both-ends", test_both_ends);
  g_test_add_func ("/model/serials/find", test_find);
  g_test_add_func ("/model/serials/drop", test_drop);
  g_test_add_func ("/model/serials/clear", test_clear);
  g_test_add_func ("/model/serials/random", test_random);

  return g_test_run ();
}
