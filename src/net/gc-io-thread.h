/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gc-drain.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define GC_TYPE_IO_THREAD (gc_io_thread_get_type ())

G_DECLARE_FINAL_TYPE (GcIoThread, gc_io_thread, GC, IO_THREAD, GObject)

GcIoThread   *gc_io_thread_dup_default (void) G_GNUC_WARN_UNUSED_RESULT;

GMainContext *gc_io_thread_get_context (GcIoThread  *self);
GcDrain      *gc_io_thread_get_drain   (GcIoThread  *self);
void          gc_io_thread_call        (GcIoThread  *self,
                                        void       (*work) (gpointer data),
                                        void       (*done) (gpointer data),
                                        gpointer     data);

G_END_DECLS
