/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gc-test-log.h"

G_BEGIN_DECLS

/* The stamps of messages in order, of which those before @first have gone. A place in @stamps is a
 * serial number, counted from @base. */
typedef struct
{
  GArray  *stamps;
  guint    first;
  guint64  base;
  gsize    bytes;
} GcTestQueue;

/**
 * GcTestDriver:
 *
 * A log to which all that can be done to it is done at random, and what should be in it.
 */
typedef struct
{
  GcTestLog    watched;
  GcTestQueue  shown;
  GcTestQueue  waiting;
  guint64      n_evicted;
  GPtrArray   *cleared;         /* what was taken out of it and may come back */
  GArray      *held;            /* rows */
  guint32      next_stamp;
} GcTestDriver;

void    gc_test_driver_init             (GcTestDriver       *self);
void    gc_test_driver_clear            (GcTestDriver       *self);

guint   gc_test_driver_get_n_steps      (void);
guint64 gc_test_driver_get_first_serial (const GcTestDriver *self);
guint   gc_test_driver_get_length       (const GcTestDriver *self);
guint32 gc_test_driver_get_stamp        (const GcTestDriver *self,
                                         guint64             serial);

void    gc_test_driver_hold             (GcTestDriver       *self,
                                         GListModel         *model);
void    gc_test_driver_step             (GcTestDriver       *self);
void    gc_test_driver_check            (GcTestDriver       *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (GcTestDriver, gc_test_driver_clear)

G_END_DECLS
