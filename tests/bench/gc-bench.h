/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include <netinet/in.h>

G_BEGIN_DECLS

/* What is compared is done so often, in turns, so that what else the machine does hits both. */
#define GC_BENCH_RUNS 7

/**
 * GcBenchPair:
 *
 * The same work done by this program and by a reference, once each run.
 */
typedef struct
{
  double ours[GC_BENCH_RUNS];
  double reference[GC_BENCH_RUNS];
} GcBenchPair;

/**
 * GcBenchSenders:
 *
 * Sockets that send on the loopback interface in turn, as many senders do, to one group or to
 * several that follow each other.
 */
typedef struct
{
  int                fds[64];
  guint              n;
  guint              next;
  struct sockaddr_in target;
  guint              n_groups;
  guint              next_group;
} GcBenchSenders;

void    gc_bench_init          (void);

double  gc_bench_get_cpu       (void);
double  gc_bench_get_time      (void);

void    gc_bench_print_pair    (const GcBenchPair  *pair,
                                const char         *what,
                                double              unit,
                                const char         *unit_name,
                                double              bar);
void    gc_bench_print_figure  (const char         *what,
                                double              value,
                                const char         *unit_name,
                                double              bar);

void    gc_bench_senders_open  (GcBenchSenders     *self,
                                guint               n,
                                const char         *group,
                                guint16             port);
void    gc_bench_senders_close (GcBenchSenders     *self);
void    gc_bench_senders_send  (GcBenchSenders     *self,
                                guint               n_messages,
                                gsize               size);
void    gc_bench_senders_pace  (GcBenchSenders     *self,
                                guint64             rate,
                                guint64             n_messages,
                                gsize               size);

GSocket *gc_bench_open_receiver (const char        *group,
                                 guint16            port) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
