/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _GcTestPeer GcTestPeer;

GcTestPeer *gc_test_peer_spawn       (const char  *program,
                                      ...) G_GNUC_NULL_TERMINATED G_GNUC_WARN_UNUSED_RESULT;
void        gc_test_peer_free        (GcTestPeer  *self);

char       *gc_test_peer_read_line   (GcTestPeer  *self) G_GNUC_WARN_UNUSED_RESULT;
void        gc_test_peer_expect_line (GcTestPeer  *self,
                                      const char  *wanted);
void        gc_test_peer_expect_end  (GcTestPeer  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GcTestPeer, gc_test_peer_free)

G_END_DECLS
