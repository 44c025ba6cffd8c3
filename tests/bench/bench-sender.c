/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-bench.h"

#include <stdlib.h>

/* Usage: bench-sender GROUP PORT RATE N SIZE [SENDERS [GROUPS]]
 * Sends on loopback, paced, in a process of its own so that its cost is not counted: by one or more
 * senders in turn, to one or more groups in turn, from GROUP on. */
int
main (int   argc,
      char *argv[])
{
  GcBenchSenders senders;

  g_assert_cmpint (argc, >=, 6);
  gc_bench_senders_open (&senders, argc > 6 ? atoi (argv[6]) : 1, argv[1], atoi (argv[2]));
  if (argc > 7)
    senders.n_groups = atoi (argv[7]);
  gc_bench_senders_pace (&senders, g_ascii_strtoull (argv[3], NULL, 10),
                         g_ascii_strtoull (argv[4], NULL, 10), atoi (argv[5]));
  gc_bench_senders_close (&senders);
  return 0;
}
