/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-bench.h"
#include "gc-inbox.h"
#include "gc-test-utils.h"

/* What a datagram costs, sent and received, where 200 groups are joined on its port, beside 10. */

#define N_MESSAGES 1000
#define N_ROUNDS   20
#define SIZE       64

static GPtrArray *
open_groups (guint   n,
             guint16 port)
{
  GPtrArray *sockets = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *group = g_strdup_printf ("239.9.3.%u", i + 1);

      g_ptr_array_add (sockets, gc_bench_open_receiver (group, port));
    }

  return sockets;
}

static double
measure (GPtrArray *sockets,
         guint16    port,
         GcDrain   *drain)
{
  g_autoptr (GInetAddress) group = g_inet_address_new_from_string ("239.9.3.1");
  g_autoptr (GcInbox) inbox = gc_inbox_new (group, 64 * 1024 * 1024);
  int fd = g_socket_get_fd (sockets->pdata[0]);
  GcBenchSenders senders;
  double start;
  guint n = 0;
  int got;

  gc_bench_senders_open (&senders, 1, "239.9.3.1", port);
  start = gc_bench_get_cpu ();
  gc_bench_senders_send (&senders, N_MESSAGES, SIZE);
  while ((got = gc_inbox_receive (inbox, drain, fd)) > 0)
    n += got;
  start = gc_bench_get_cpu () - start;

  g_assert_cmpuint (n, ==, N_MESSAGES);
  gc_bench_senders_close (&senders);
  return start;
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (GcDrain) drain = gc_drain_new ();
  GcBenchPair pair = { 0, };
  guint16 many_port, few_port;
  g_autoptr (GPtrArray) many = NULL;
  g_autoptr (GPtrArray) few = NULL;

  gc_bench_init ();
  many_port = gc_test_find_port ();
  many = open_groups (200, many_port);
  few_port = gc_test_find_port ();
  few = open_groups (10, few_port);

  for (guint run = 0; run < GC_BENCH_RUNS; run++)
    for (guint round = 0; round < N_ROUNDS; round++)
      {
        pair.ours[run] += measure (many, many_port, drain);
        pair.reference[run] += measure (few, few_port, drain);
      }

  gc_bench_print_pair (&pair, "groups, 200 on a port beside 10", N_ROUNDS * N_MESSAGES / 1e9,
                       "ns a datagram", 2);
  return 0;
}
