/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gc-endpoint.h"
#include "gc-source-address.h"

G_BEGIN_DECLS

#define GC_TTL_DEFAULT 1

/* What one UDP datagram holds: 65 535 bytes of IP less its headers. */
#define GC_PAYLOAD_MAX_IPV4 65507
#define GC_PAYLOAD_MAX_IPV6 65527

/**
 * GcTransmission:
 * @target: where to
 * @payload: what; may be empty
 * @interface: (nullable): by which interface it went, filled in
 * @error: (nullable): why it did not go, filled in
 *
 * One message to one target, and what became of it. Sent means that the system took it:
 * UDP does not tell whether it arrived.
 */
typedef struct
{
  GcEndpoint *target;
  GBytes     *payload;

  char       *interface;
  GError     *error;
} GcTransmission;

GcTransmission *gc_transmission_new             (GcEndpoint       *target,
                                                 GBytes           *payload)
                                                 G_GNUC_WARN_UNUSED_RESULT;
void            gc_transmission_free            (GcTransmission   *self);

typedef struct _GcTransmitter GcTransmitter;

GcTransmitter  *gc_transmitter_new              (GcSourceAddress  *source,
                                                 guint             ttl) G_GNUC_WARN_UNUSED_RESULT;
void            gc_transmitter_free             (GcTransmitter    *self);

gboolean        gc_transmitter_send             (GcTransmitter    *self,
                                                 GPtrArray        *transmissions,
                                                 GError          **error);
char           *gc_transmitter_dup_source       (GcTransmitter    *self,
                                                 GSocketFamily     family)
                                                 G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GcTransmission, gc_transmission_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GcTransmitter, gc_transmitter_free)

G_END_DECLS
