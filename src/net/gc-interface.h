/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define GC_TYPE_INTERFACE (gc_interface_get_type ())

G_DECLARE_FINAL_TYPE (GcInterface, gc_interface, GC, INTERFACE, GObject)

GPtrArray    *gc_interface_list            (GError         **error) G_GNUC_WARN_UNUSED_RESULT;
GcInterface  *gc_interface_find_by_name    (GPtrArray       *interfaces,
                                            const char      *name);
GcInterface  *gc_interface_find_by_index   (GPtrArray       *interfaces,
                                            guint            index);
GcInterface  *gc_interface_find_by_address (GPtrArray       *interfaces,
                                            GInetAddress    *address);
char         *gc_interface_join_names      (GPtrArray       *interfaces) G_GNUC_WARN_UNUSED_RESULT;

const char   *gc_interface_get_name        (GcInterface     *self);
guint         gc_interface_get_index       (GcInterface     *self);
gboolean      gc_interface_is_up           (GcInterface     *self);
gboolean      gc_interface_has_carrier     (GcInterface     *self);
gboolean      gc_interface_is_loopback     (GcInterface     *self);
gboolean      gc_interface_is_multicast    (GcInterface     *self);
GPtrArray    *gc_interface_get_addresses   (GcInterface     *self);
GInetAddress *gc_interface_get_address     (GcInterface     *self,
                                            GSocketFamily    family);
gboolean      gc_interface_equal           (GcInterface     *self,
                                            GcInterface     *other);

G_END_DECLS
