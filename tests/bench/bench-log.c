/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-bench.h"
#include "gc-message-log.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* What a million messages of 64 bytes take in a log, over their payload, published as a window does
 * that gets 100 000 a second. */

#define N_MESSAGES  1000000
#define N_PUBLISHED 8000
#define SIZE        64

static gsize
get_resident_bytes (void)
{
  g_autofree char *text = NULL;
  unsigned long total, resident;

  g_assert_true (g_file_get_contents ("/proc/self/statm", &text, NULL, NULL));
  g_assert_cmpint (sscanf (text, "%lu %lu", &total, &resident), ==, 2);
  return (gsize) resident * sysconf (_SC_PAGESIZE);
}

static void
publish (GcMessageLog *log,
         guint         n)
{
  g_autoptr (GPtrArray) batches =
    g_ptr_array_new_with_free_func ((GDestroyNotify) gc_batch_unref);
  GcRecord record = { .size = SIZE };
  char payload[SIZE];

  memset (payload, 'x', sizeof payload);
  for (guint i = 0; i < n; i++)
    {
      GcBatch *batch = batches->len > 0 ? batches->pdata[batches->len - 1] : NULL;

      if (batch == NULL || gc_batch_get_room (batch) < sizeof record + SIZE)
        g_ptr_array_add (batches, batch = gc_batch_new ());
      gc_batch_append (batch, &record, payload);
    }

  gc_message_log_append (log, batches);
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (GcMessageLog) log = gc_message_log_new ();
  gsize before;

  gc_message_log_set_max_messages (log, 2 * N_MESSAGES);
  gc_message_log_set_max_bytes (log, G_MAXUINT32);
  publish (log, N_PUBLISHED);

  before = get_resident_bytes ();
  for (guint i = 0; i < N_MESSAGES / N_PUBLISHED; i++)
    publish (log, N_PUBLISHED);

  gc_bench_print_figure ("log, memory of a message of 64 bytes over its payload",
                         (double) (get_resident_bytes () - before) / N_MESSAGES - SIZE,
                         "bytes", 72);
  return 0;
}
