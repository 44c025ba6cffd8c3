/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What gc_test_add_veth_pair() makes. */
#define GC_TEST_VETH         "v0"
#define GC_TEST_VETH_PEER    "v1"
#define GC_TEST_VETH_ADDRESS "10.70.0.1"

gboolean gc_test_enter_network        (void);
gboolean gc_test_skip_without_network (void);
gboolean gc_test_skip_without_ipv6    (void);
gboolean gc_test_skip_without_program (const char  *name);

void     gc_test_ip                   (const char  *format,
                                       ...) G_GNUC_PRINTF (1, 2);
void     gc_test_add_routes           (void);
void     gc_test_delete_routes        (void);
gboolean gc_test_add_veth_pair        (void);
void     gc_test_delete_interface     (const char  *name);

gboolean gc_test_is_member            (const char  *group,
                                       const char  *interface);
gboolean gc_test_is_bound             (guint16      port);

G_END_DECLS
