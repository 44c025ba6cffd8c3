/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Where Flatpak tells a program what it may do. */
#define GC_SANDBOX_INFO "/.flatpak-info"

char     *gc_sandbox_dup_remedy    (const char  *info) G_GNUC_WARN_UNUSED_RESULT;
gboolean  gc_sandbox_check_network (const char  *info,
                                    GError     **error);

G_END_DECLS
