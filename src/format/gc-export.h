/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gc-format.h"
#include "gc-group.h"

G_BEGIN_DECLS

void     gc_export_async  (GcGroup              *group,
                           GFile                *file,
                           GcFormat              format,
                           GCancellable         *cancellable,
                           GAsyncReadyCallback   callback,
                           gpointer              user_data);
gboolean gc_export_finish (GAsyncResult         *result,
                           guint64              *n_messages,
                           GError              **error);

G_END_DECLS
