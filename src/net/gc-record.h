/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum
{
  GC_RECORD_IPV6      = 1 << 0,
  GC_RECORD_TRUNCATED = 1 << 1,
} GcRecordFlags;

/**
 * GcRecord:
 * @time_ns: when the kernel took it in, nanoseconds since the epoch, `CLOCK_REALTIME`
 * @payload_offset: where its bytes begin in the batch
 * @size: how many bytes there are
 * @ifindex: the interface it came in by, 0 if unknown
 * @source_port: the sender's port
 * @ttl: the TTL or hop limit it arrived with
 * @flags: `GcRecordFlags`
 * @source: the sender's address, 4 bytes or 16
 * @destination: the address it was sent to, 4 bytes or 16
 *
 * What is known of one datagram.
 */
typedef struct
{
  gint64  time_ns;
  guint32 payload_offset;
  guint32 size;
  guint32 ifindex;
  guint16 source_port;
  guint8  ttl;
  guint8  flags;
  guint8  source[16];
  guint8  destination[16];
} GcRecord;

/* The longest address and port: "[", 45 characters, "]:65535" and the zero. */
#define GC_RECORD_ADDRESS_SIZE 56

GSocketFamily gc_record_get_family        (const GcRecord  *self);
void          gc_record_print_source      (const GcRecord  *self,
                                           char             buffer[GC_RECORD_ADDRESS_SIZE]);
void          gc_record_print_destination (const GcRecord  *self,
                                           char             buffer[GC_RECORD_ADDRESS_SIZE]);

G_END_DECLS
