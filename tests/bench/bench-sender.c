/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-bench.h"

#include <stdlib.h>

/* Usage: bench-sender GROUP PORT RATE N SIZE
 * Sends to a group on loopback, paced, in a process of its own so that its cost is not counted. */
int
main (int   argc,
      char *argv[])
{
  GcBenchSenders senders;

  g_assert_cmpint (argc, ==, 6);
  gc_bench_senders_open (&senders, 1, argv[1], atoi (argv[2]));
  gc_bench_senders_pace (&senders, g_ascii_strtoull (argv[3], NULL, 10),
                         g_ascii_strtoull (argv[4], NULL, 10), atoi (argv[5]));
  gc_bench_senders_close (&senders);
  return 0;
}
