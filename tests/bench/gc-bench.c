/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-bench.h"
#include "gc-socket.h"
#include "gc-test-net.h"

#include <arpa/inet.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

/* What is handed to the kernel at a time. */
#define BURST 64

/**
 * gc_bench_init:
 *
 * Goes to a network of its own, or ends the program where that is not permitted. To be called
 * first of all.
 */
void
gc_bench_init (void)
{
  if (!gc_test_enter_network ())
    {
      g_print ("skipped: a network namespace of its own is not permitted here\n");
      exit (77);
    }
}

static double
read_clock (clockid_t clock)
{
  struct timespec time;

  clock_gettime (clock, &time);
  return time.tv_sec + time.tv_nsec / 1e9;
}

/**
 * gc_bench_get_cpu:
 *
 * Returns: the seconds of processor that this thread has used, in the kernel too
 */
double
gc_bench_get_cpu (void)
{
  return read_clock (CLOCK_THREAD_CPUTIME_ID);
}

/**
 * gc_bench_get_time:
 *
 * Returns: seconds that pass for everybody
 */
double
gc_bench_get_time (void)
{
  return read_clock (CLOCK_MONOTONIC);
}

static int
compare (const void *a,
         const void *b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

static const char *
judge (double value,
       double bar)
{
  if (bar == 0)
    return "";

  return value <= bar ? ", reached" : ", missed";
}

/**
 * gc_bench_print_pair:
 * @pair: what was measured, in seconds
 * @what: what it is
 * @unit: a unit, in seconds
 * @unit_name: its name
 * @bar: the ratio to reach; 0: none
 *
 * Prints one line: both medians, the ratio of each run's and how far those spread.
 */
void
gc_bench_print_pair (const GcBenchPair *pair,
                     const char        *what,
                     double             unit,
                     const char        *unit_name,
                     double             bar)
{
  GcBenchPair sorted = *pair;
  double ratios[GC_BENCH_RUNS];
  double ratio;

  for (guint i = 0; i < GC_BENCH_RUNS; i++)
    ratios[i] = pair->ours[i] / pair->reference[i];

  qsort (ratios, GC_BENCH_RUNS, sizeof *ratios, compare);
  qsort (sorted.ours, GC_BENCH_RUNS, sizeof *sorted.ours, compare);
  qsort (sorted.reference, GC_BENCH_RUNS, sizeof *sorted.reference, compare);
  ratio = ratios[GC_BENCH_RUNS / 2];

  g_print ("%s: %.4g %s, reference %.4g; ratio %.3f (%.3f to %.3f, %d runs)",
           what, sorted.ours[GC_BENCH_RUNS / 2] / unit, unit_name,
           sorted.reference[GC_BENCH_RUNS / 2] / unit, ratio, ratios[0],
           ratios[GC_BENCH_RUNS - 1], GC_BENCH_RUNS);
  if (bar > 0)
    g_print ("; bar %.3g%s", bar, judge (ratio, bar));
  g_print ("\n");
}

/**
 * gc_bench_print_figure:
 * @what: what it is
 * @value: what was measured
 * @unit_name: in which unit
 * @bar: what it may be at the most; 0: no bar
 *
 * Prints one line.
 */
void
gc_bench_print_figure (const char *what,
                       double      value,
                       const char *unit_name,
                       double      bar)
{
  g_print ("%s: %.4g %s", what, value, unit_name);
  if (bar > 0)
    g_print ("; bar %.3g%s", bar, judge (value, bar));
  g_print ("\n");
}

/**
 * gc_bench_senders_open:
 * @self: (out caller-allocates): the senders
 * @n: how many, up to 64
 * @group: an IPv4 group
 * @port: a port
 */
void
gc_bench_senders_open (GcBenchSenders *self,
                       guint           n,
                       const char     *group,
                       guint16         port)
{
  struct ip_mreqn by_loopback = { .imr_address.s_addr = htonl (INADDR_LOOPBACK) };
  struct sockaddr_in source = {
    .sin_family = AF_INET, .sin_addr.s_addr = htonl (INADDR_LOOPBACK)
  };

  *self = (GcBenchSenders) {
    .n = n, .n_groups = 1, .target = { .sin_family = AF_INET, .sin_port = htons (port) }
  };
  g_assert_cmpuint (n, <=, G_N_ELEMENTS (self->fds));
  g_assert_cmpint (inet_pton (AF_INET, group, &self->target.sin_addr), ==, 1);

  for (guint i = 0; i < n; i++)
    {
      self->fds[i] = socket (AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
      g_assert_cmpint (self->fds[i], >=, 0);
      g_assert_cmpint (setsockopt (self->fds[i], IPPROTO_IP, IP_MULTICAST_IF, &by_loopback,
                                   sizeof by_loopback), ==, 0);
      g_assert_cmpint (bind (self->fds[i], (struct sockaddr *) &source, sizeof source), ==, 0);
    }
}

void
gc_bench_senders_close (GcBenchSenders *self)
{
  for (guint i = 0; i < self->n; i++)
    close (self->fds[i]);
}

static void
send_burst (GcBenchSenders *self,
            guint           n,
            gsize           size)
{
  static char payload[65536];
  struct iovec vector = { payload, size };
  struct mmsghdr messages[BURST] = { 0, };
  struct sockaddr_in targets[BURST];
  int fd = self->fds[self->next++ % self->n];
  guint n_sent = 0;

  for (guint i = 0; i < n; i++)
    {
      guint32 first = ntohl (self->target.sin_addr.s_addr);

      targets[i] = self->target;
      targets[i].sin_addr.s_addr = htonl (first + self->next_group++ % self->n_groups);
      messages[i].msg_hdr = (struct msghdr) {
        .msg_name = &targets[i], .msg_namelen = sizeof targets[i],
        .msg_iov = &vector, .msg_iovlen = 1,
      };
    }

  while (n_sent < n)
    {
      int sent = sendmmsg (fd, messages + n_sent, n - n_sent, 0);

      g_assert_true (sent > 0 || errno == ENOBUFS || errno == EINTR);
      n_sent += MAX (sent, 0);
    }
}

/**
 * gc_bench_senders_send:
 * @self: senders
 * @n_messages: how many messages
 * @size: the bytes of each
 *
 * Sends them as fast as it goes, a message of each sender in turn.
 */
void
gc_bench_senders_send (GcBenchSenders *self,
                       guint           n_messages,
                       gsize           size)
{
  guint burst = self->n > 1 ? 1 : BURST;

  for (guint i = 0; i < n_messages; i += burst)
    send_burst (self, MIN (burst, n_messages - i), size);
}

/**
 * gc_bench_senders_pace:
 * @self: senders
 * @rate: messages a second
 * @n_messages: how many in all
 * @size: the bytes of each
 *
 * Sends them at that rate: the clock decides how many are due.
 */
void
gc_bench_senders_pace (GcBenchSenders *self,
                       guint64         rate,
                       guint64         n_messages,
                       gsize           size)
{
  double start = gc_bench_get_time ();
  guint64 n_sent = 0;

  while (n_sent < n_messages)
    {
      guint64 due = MIN (n_messages, (gc_bench_get_time () - start) * rate);

      if (due == n_sent)
        g_usleep (200);
      for (; n_sent < due; n_sent += MIN (BURST, due - n_sent))
        send_burst (self, MIN (BURST, due - n_sent), size);
    }
}

/**
 * gc_bench_open_receiver:
 * @group: an IPv4 group
 * @port: a port
 *
 * Returns: (transfer full): the socket that the program would open for it, on loopback
 */
GSocket *
gc_bench_open_receiver (const char *group,
                        guint16     port)
{
  g_autofree char *text = g_strdup_printf ("%s%%lo:%u", group, port);
  g_autoptr (GcEndpoint) endpoint = gc_endpoint_parse (text, 0, NULL);
  g_autoptr (GPtrArray) interfaces = gc_interface_list (NULL);
  g_autoptr (GPtrArray) joined = NULL;
  g_autoptr (GError) error = NULL;
  GSocket *socket = gc_socket_new_receiver (endpoint, interfaces, &joined, &error);

  g_assert_no_error (error);
  return socket;
}
