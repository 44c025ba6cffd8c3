/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-test-driver.h"

static void
test_random (void)
{
  g_auto (GcTestDriver) driver = { { NULL, }, };
  guint n_steps = gc_test_driver_get_n_steps ();

  gc_test_driver_init (&driver);
  for (guint i = 0; i < n_steps; i++)
    {
      gc_test_driver_step (&driver);
      gc_test_driver_check (&driver);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model/message-log/random", test_random);

  return g_test_run ();
}
