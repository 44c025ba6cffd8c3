/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _GcOutput GcOutput;

GcOutput *gc_output_new        (const char  *path,
                                int          interrupt_fd,
                                GError     **error) G_GNUC_WARN_UNUSED_RESULT;
void      gc_output_free       (GcOutput    *self);

GString  *gc_output_get_buffer (GcOutput    *self);
gboolean  gc_output_flush      (GcOutput    *self,
                                GError     **error);
gboolean  gc_output_close      (GcOutput    *self,
                                GError     **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GcOutput, gc_output_free)

G_END_DECLS
