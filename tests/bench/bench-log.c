/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-bench.h"
#include "gc-bench-log.h"

#include <stdio.h>
#include <unistd.h>

/* What a million messages of 64 bytes take in a log, over their payload, published as a window does
 * that gets 100 000 a second. */

#define N_MESSAGES 1000000
#define N_BEFORE   8000

static gsize
get_resident_bytes (void)
{
  g_autofree char *text = NULL;
  unsigned long total, resident;

  g_assert_true (g_file_get_contents ("/proc/self/statm", &text, NULL, NULL));
  g_assert_cmpint (sscanf (text, "%lu %lu", &total, &resident), ==, 2);
  return (gsize) resident * sysconf (_SC_PAGESIZE);
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (GcMessageLog) log = gc_message_log_new ();
  gsize before;

  gc_bench_log_fill (log, N_BEFORE);
  before = get_resident_bytes ();
  gc_bench_log_fill (log, N_MESSAGES);

  gc_bench_print_figure ("log, memory of a message of 64 bytes over its payload",
                         (double) (get_resident_bytes () - before) / N_MESSAGES - GC_BENCH_LOG_SIZE,
                         "bytes", 72);
  return 0;
}
