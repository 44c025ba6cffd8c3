/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gc-source-address.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define GC_TYPE_SOURCE_ROW (gc_source_row_get_type ())

G_DECLARE_FINAL_TYPE (GcSourceRow, gc_source_row, GC, SOURCE_ROW, AdwEntryRow)

GcSourceAddress *gc_source_row_read (GcSourceRow  *self,
                                     GError      **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
