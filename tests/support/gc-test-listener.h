/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gc-receiver.h"
#include "gc-transmitter.h"

G_BEGIN_DECLS

typedef struct _GcTestListener GcTestListener;

GcTestListener *gc_test_listener_new          (const char      *format,
                                               ...) G_GNUC_PRINTF (1, 2) G_GNUC_WARN_UNUSED_RESULT;
void            gc_test_listener_free         (GcTestListener  *self);

GcReceiver     *gc_test_listener_get_receiver (GcTestListener  *self);
guint           gc_test_listener_count        (GcTestListener  *self);
void            gc_test_listener_wait         (GcTestListener  *self,
                                               guint            n);
const GcRecord *gc_test_listener_get_record   (GcTestListener  *self,
                                               guint            i);
char           *gc_test_listener_dup_text     (GcTestListener  *self,
                                               guint            i) G_GNUC_WARN_UNUSED_RESULT;
GBytes         *gc_test_listener_dup_payload  (GcTestListener  *self,
                                               guint            i) G_GNUC_WARN_UNUSED_RESULT;
void            gc_test_listener_expect       (GcTestListener  *self,
                                               const char      *texts);

void            gc_test_send                  (const char      *source,
                                               const char      *target,
                                               const char      *text);
void            gc_test_send_bytes            (const char      *source,
                                               const char      *target,
                                               GBytes          *payload);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GcTestListener, gc_test_listener_free)

G_END_DECLS
