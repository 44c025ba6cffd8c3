/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gc-endpoint.h"
#include "gc-interface.h"

G_BEGIN_DECLS

GcInterface *gc_route_get_interface  (GPtrArray     *interfaces,
                                      GInetAddress  *group);
GPtrArray   *gc_route_get_receiving  (GPtrArray     *interfaces,
                                      GcEndpoint    *endpoint,
                                      GError       **error) G_GNUC_WARN_UNUSED_RESULT;
GcInterface *gc_route_get_sending    (GPtrArray     *interfaces,
                                      GcEndpoint    *endpoint,
                                      GInetAddress  *source,
                                      GError       **error);

G_END_DECLS
