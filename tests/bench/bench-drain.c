/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-bench.h"
#include "gc-inbox.h"
#include "gc-test-utils.h"

#include <string.h>
#include <sys/socket.h>

/* What a datagram costs from the socket into the inbox, beside a bare recvmmsg() of the same socket,
 * with the same control messages, that throws everything away. The datagrams are in the socket before
 * the clock starts. */

#define GROUP    "239.9.1.1"
#define N_ROUNDS 20

/* As many as the buffer holds of the largest. */
#define N_QUEUED 1500

typedef struct
{
  struct mmsghdr          messages[GC_DRAIN_MAX];
  struct iovec            vectors[GC_DRAIN_MAX];
  struct sockaddr_storage sources[GC_DRAIN_MAX];
  guint8                  controls[GC_DRAIN_MAX][256];
  guint8                 *payload;
} Bare;

#define SLOT 65600

static Bare *
bare_new (void)
{
  Bare *self = g_new0 (Bare, 1);

  self->payload = g_malloc (GC_DRAIN_MAX * SLOT);
  for (guint i = 0; i < GC_DRAIN_MAX; i++)
    self->vectors[i] = (struct iovec) { self->payload + i * SLOT, SLOT };
  return self;
}

static int
bare_receive (Bare *self,
              int   fd)
{
  for (guint i = 0; i < GC_DRAIN_MAX; i++)
    self->messages[i].msg_hdr = (struct msghdr) {
      .msg_name = &self->sources[i], .msg_namelen = sizeof self->sources[i],
      .msg_iov = &self->vectors[i], .msg_iovlen = 1,
      .msg_control = self->controls[i], .msg_controllen = sizeof self->controls[i],
    };

  return recvmmsg (fd, self->messages, GC_DRAIN_MAX, MSG_DONTWAIT, NULL);
}

typedef struct
{
  GSocket        *socket;
  GcBenchSenders  senders;
  GcDrain        *drain;
  GcInbox        *inbox;
  Bare           *bare;
} Bench;

static double
drain_bare (Bench *bench,
            gsize  size)
{
  double start;
  int n;
  guint sum = 0;

  gc_bench_senders_send (&bench->senders, N_QUEUED, size);
  start = gc_bench_get_cpu ();
  while ((n = bare_receive (bench->bare, g_socket_get_fd (bench->socket))) > 0)
    sum += n;
  g_assert_cmpuint (sum, ==, N_QUEUED);
  return gc_bench_get_cpu () - start;
}

static double
drain_ours (Bench *bench,
            gsize  size)
{
  double start, end;
  guint64 n_kernel_lost, n_backlog_lost;
  g_autoptr (GPtrArray) batches = NULL;
  guint sum = 0;

  gc_bench_senders_send (&bench->senders, N_QUEUED, size);
  start = gc_bench_get_cpu ();
  while (gc_inbox_receive (bench->inbox, bench->drain, g_socket_get_fd (bench->socket)) > 0)
    ;
  end = gc_bench_get_cpu ();

  batches = gc_inbox_steal (bench->inbox, &n_kernel_lost, &n_backlog_lost);
  for (guint i = 0; i < batches->len; i++)
    sum += ((GcBatch *) g_ptr_array_index (batches, i))->n_records;
  g_assert_cmpuint (sum, ==, N_QUEUED);
  return end - start;
}

static void
measure (gsize size,
         guint n_senders)
{
  g_autoptr (GInetAddress) group = g_inet_address_new_from_string (GROUP);
  g_autofree char *what = g_strdup_printf ("drain, %" G_GSIZE_FORMAT " bytes, %u senders", size,
                                           n_senders);
  guint16 port = gc_test_find_port ();
  GcBenchPair pair = { 0, };
  Bench bench = {
    .socket = gc_bench_open_receiver (GROUP, port),
    .drain = gc_drain_new (),
    .inbox = gc_inbox_new (group, 64 * 1024 * 1024),
    .bare = bare_new (),
  };

  gc_bench_senders_open (&bench.senders, n_senders, GROUP, port);
  drain_bare (&bench, size);
  drain_ours (&bench, size);
  for (guint run = 0; run < GC_BENCH_RUNS; run++)
    for (guint round = 0; round < N_ROUNDS; round++)
      {
        pair.reference[run] += drain_bare (&bench, size);
        pair.ours[run] += drain_ours (&bench, size);
      }

  gc_bench_print_pair (&pair, what, N_ROUNDS * N_QUEUED / 1e9, "ns a datagram", 1.15);

  gc_bench_senders_close (&bench.senders);
  g_free (bench.bare->payload);
  g_free (bench.bare);
  gc_inbox_unref (bench.inbox);
  gc_drain_free (bench.drain);
  g_object_unref (bench.socket);
}

int
main (int   argc,
      char *argv[])
{
  gc_bench_init ();

  measure (64, 1);
  measure (64, 16);
  measure (1400, 1);
  measure (1400, 16);
  return 0;
}
