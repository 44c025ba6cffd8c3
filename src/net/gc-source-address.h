/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define GC_TYPE_SOURCE_ADDRESS (gc_source_address_get_type ())

typedef struct _GcSourceAddress GcSourceAddress;

GType            gc_source_address_get_type      (void);

GcSourceAddress *gc_source_address_parse         (const char             *text,
                                                  GError                **error)
                                                  G_GNUC_WARN_UNUSED_RESULT;
GcSourceAddress *gc_source_address_copy          (const GcSourceAddress  *self)
                                                  G_GNUC_WARN_UNUSED_RESULT;
void             gc_source_address_free          (GcSourceAddress        *self);

GInetAddress    *gc_source_address_get_address   (const GcSourceAddress  *self);
guint16          gc_source_address_get_port      (const GcSourceAddress  *self);
char            *gc_source_address_to_string     (const GcSourceAddress  *self)
                                                  G_GNUC_WARN_UNUSED_RESULT;
void             gc_source_address_set_not_local (const GcSourceAddress  *self,
                                                  GError                **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GcSourceAddress, gc_source_address_free)

G_END_DECLS
