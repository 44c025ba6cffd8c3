/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gc-message-log.h"

G_BEGIN_DECLS

#define GC_BENCH_LOG_SIZE 64

void gc_bench_log_print (guint         n,
                         char          payload[GC_BENCH_LOG_SIZE]);
void gc_bench_log_fill  (GcMessageLog *log,
                         guint         n_messages);

G_END_DECLS
