/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gc-endpoint.h"

G_BEGIN_DECLS

GBytes *gc_payload_from_text (const char        *text,
                              const GcEndpoint  *target) G_GNUC_WARN_UNUSED_RESULT;
GBytes *gc_payload_from_hex  (const char        *hex,
                              GError           **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
