/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * GC_ERROR:
 *
 * What Groupcast itself finds wrong. What the system refuses keeps its
 * `G_IO_ERROR`, with a message of ours.
 */
#define GC_ERROR (gc_error_quark ())

/**
 * GcError:
 * @GC_ERROR_SYNTAX: the text is not of the form that was asked for
 * @GC_ERROR_ADDRESS: a part of it is not an address
 * @GC_ERROR_NOT_MULTICAST: the address is not a multicast group
 * @GC_ERROR_PORT: the port is missing or out of range
 * @GC_ERROR_NO_INTERFACE: there is no such interface, or it is down
 * @GC_ERROR_NOT_LOCAL: a source address that is not this computer's
 * @GC_ERROR_PAYLOAD: the message does not fit in a datagram, or is not what it claims to be
 * @GC_ERROR_FILTER: what to look for in messages is not of the form that was asked for
 */
typedef enum
{
  GC_ERROR_SYNTAX,
  GC_ERROR_ADDRESS,
  GC_ERROR_NOT_MULTICAST,
  GC_ERROR_PORT,
  GC_ERROR_NO_INTERFACE,
  GC_ERROR_NOT_LOCAL,
  GC_ERROR_PAYLOAD,
  GC_ERROR_FILTER,
} GcError;

GQuark gc_error_quark       (void);

void   gc_error_set_errno   (GError     **error,
                             int          errsv,
                             const char  *format,
                             ...) G_GNUC_PRINTF (3, 4);

G_END_DECLS
