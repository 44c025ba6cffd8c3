/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gc-batch.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define GC_TYPE_MESSAGE (gc_message_get_type ())

G_DECLARE_FINAL_TYPE (GcMessage, gc_message, GC, MESSAGE, GObject)

GcMessage      *gc_message_new         (GcBatch    *batch,
                                        guint       index,
                                        guint64     serial) G_GNUC_WARN_UNUSED_RESULT;

void            gc_message_point       (GcMessage  *self,
                                        GcBatch    *batch,
                                        guint       index,
                                        guint64     serial);

guint64         gc_message_get_serial  (GcMessage  *self);
const GcRecord *gc_message_get_record  (GcMessage  *self);
const guint8   *gc_message_get_payload (GcMessage  *self,
                                        gsize      *size);
char           *gc_message_dup_source  (GcMessage  *self) G_GNUC_WARN_UNUSED_RESULT;
char           *gc_message_dup_text    (GcMessage  *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
