/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The interface name that stands for every interface that is up. */
#define GC_ENDPOINT_ALL_INTERFACES "*"

#define GC_TYPE_ENDPOINT (gc_endpoint_get_type ())

typedef struct _GcEndpoint GcEndpoint;

GType           gc_endpoint_get_type       (void);

GcEndpoint     *gc_endpoint_parse          (const char        *text,
                                            guint16            default_port,
                                            GError           **error) G_GNUC_WARN_UNUSED_RESULT;
GStrv           gc_endpoint_split          (const char        *text) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray      *gc_endpoint_parse_all      (const char        *text,
                                            guint16            default_port,
                                            char             **rest,
                                            GError           **error) G_GNUC_WARN_UNUSED_RESULT;
GcEndpoint     *gc_endpoint_ref            (GcEndpoint        *self);
void            gc_endpoint_unref          (GcEndpoint        *self);

GInetAddress   *gc_endpoint_get_group      (const GcEndpoint  *self);
GInetAddress   *gc_endpoint_get_source     (const GcEndpoint  *self);
const char     *gc_endpoint_get_interface  (const GcEndpoint  *self);
guint16         gc_endpoint_get_port       (const GcEndpoint  *self);
GSocketFamily   gc_endpoint_get_family     (const GcEndpoint  *self);
gboolean        gc_endpoint_needs_scope    (const GcEndpoint  *self);

GcEndpoint     *gc_endpoint_on_interface   (GcEndpoint        *self,
                                            const char        *interface) G_GNUC_WARN_UNUSED_RESULT;
GcEndpoint     *gc_endpoint_to_target      (GcEndpoint        *self) G_GNUC_WARN_UNUSED_RESULT;
gboolean        gc_endpoint_equal          (const GcEndpoint  *self,
                                            const GcEndpoint  *other);
char           *gc_endpoint_to_string      (const GcEndpoint  *self) G_GNUC_WARN_UNUSED_RESULT;
char           *gc_endpoint_dup_group_port (const GcEndpoint  *self) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GcEndpoint, gc_endpoint_unref)

G_END_DECLS
