/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

typedef struct _GcTestNotices GcTestNotices;

GcTestNotices *gc_test_notices_new    (gpointer        object) G_GNUC_WARN_UNUSED_RESULT;
void           gc_test_notices_free   (GcTestNotices  *self);

void           gc_test_notices_expect (GcTestNotices  *self,
                                       const char     *names);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GcTestNotices, gc_test_notices_free)

G_END_DECLS
