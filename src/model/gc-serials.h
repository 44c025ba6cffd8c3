/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _GcSerials GcSerials;

GcSerials *gc_serials_new         (void) G_GNUC_WARN_UNUSED_RESULT;
void       gc_serials_free        (GcSerials       *self);

guint      gc_serials_get_length  (const GcSerials *self);
guint64    gc_serials_get         (const GcSerials *self,
                                   guint            position);
guint      gc_serials_find        (const GcSerials *self,
                                   guint64          serial);

void       gc_serials_append      (GcSerials       *self,
                                   guint64          serial);
void       gc_serials_prepend     (GcSerials       *self,
                                   guint64          serial);
guint      gc_serials_drop_before (GcSerials       *self,
                                   guint64          serial);
void       gc_serials_clear       (GcSerials       *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GcSerials, gc_serials_free)

G_END_DECLS
