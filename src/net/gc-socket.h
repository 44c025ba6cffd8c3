/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gc-endpoint.h"
#include "gc-interface.h"
#include "gc-source-address.h"

G_BEGIN_DECLS

/* What is asked for; the kernel grants up to net.core.rmem_max. It holds about 20 000 small
 * datagrams, against 256 in the usual one. */
#define GC_SOCKET_RECEIVE_BUFFER (8 * 1024 * 1024)

GSocket *gc_socket_new_receiver       (GcEndpoint       *endpoint,
                                       GPtrArray        *interfaces,
                                       GPtrArray       **joined,
                                       GError          **error) G_GNUC_WARN_UNUSED_RESULT;
GSocket *gc_socket_new_sender         (GSocketFamily     family,
                                       GcSourceAddress  *source,
                                       guint             ttl,
                                       GError          **error) G_GNUC_WARN_UNUSED_RESULT;

guint32  gc_socket_get_drops          (GSocket          *socket);
int      gc_socket_get_receive_buffer (GSocket          *socket);

G_END_DECLS
