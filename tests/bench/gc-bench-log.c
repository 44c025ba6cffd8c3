/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-bench-log.h"

#include <string.h>

/* A log of messages that were never sent. */

/* What a window publishes at a time that gets some 100 000 messages a second. */
#define N_PUBLISHED 8000

/**
 * gc_bench_log_print:
 * @n: which message
 * @payload: (out caller-allocates): what it says
 */
void
gc_bench_log_print (guint n,
                    char  payload[GC_BENCH_LOG_SIZE])
{
  char text[GC_BENCH_LOG_SIZE + 1];

  g_snprintf (text, sizeof text, "message %06u from sensor %u: temperature 21.5, status is ok, well   ",
              n, n % 16);
  memcpy (payload, text, GC_BENCH_LOG_SIZE);
}

static void
publish (GcMessageLog *log,
         guint         first,
         guint         n)
{
  g_autoptr (GPtrArray) batches =
    g_ptr_array_new_with_free_func ((GDestroyNotify) gc_batch_unref);
  GcRecord record = { .size = GC_BENCH_LOG_SIZE };
  char payload[GC_BENCH_LOG_SIZE];

  for (guint i = 0; i < n; i++)
    {
      GcBatch *batch = batches->len > 0 ? batches->pdata[batches->len - 1] : NULL;

      if (batch == NULL || gc_batch_get_room (batch) < sizeof record + sizeof payload)
        g_ptr_array_add (batches, batch = gc_batch_new ());
      gc_bench_log_print (first + i, payload);
      gc_batch_append (batch, &record, payload);
    }

  gc_message_log_append (log, batches);
}

/**
 * gc_bench_log_fill:
 * @log: a log, of which the limits are taken away
 * @n_messages: how many to add
 *
 * Adds messages as a window does that receives fast.
 */
void
gc_bench_log_fill (GcMessageLog *log,
                   guint         n_messages)
{
  gc_message_log_set_max_messages (log, G_MAXINT);
  gc_message_log_set_max_bytes (log, G_MAXUINT64);
  for (guint i = 0; i < n_messages; i += N_PUBLISHED)
    publish (log, i, MIN (N_PUBLISHED, n_messages - i));
}
