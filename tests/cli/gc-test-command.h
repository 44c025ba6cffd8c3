/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _GcTestCommand GcTestCommand;

GcTestCommand *gc_test_command_spawn          (const char     *format,
                                               ...) G_GNUC_PRINTF (1, 2) G_GNUC_WARN_UNUSED_RESULT;
void           gc_test_command_free           (GcTestCommand  *self);

char          *gc_test_command_read_error     (GcTestCommand  *self) G_GNUC_WARN_UNUSED_RESULT;
void           gc_test_command_wait_listening (GcTestCommand  *self,
                                               guint           n);
char          *gc_test_command_read_line      (GcTestCommand  *self) G_GNUC_WARN_UNUSED_RESULT;
int            gc_test_command_get_n_readable (GcTestCommand  *self);
void           gc_test_command_close_output   (GcTestCommand  *self);
void           gc_test_command_kill           (GcTestCommand  *self,
                                               int             signal);

void           gc_test_command_wait           (GcTestCommand  *self,
                                               int             status);
const char    *gc_test_command_get_output     (GcTestCommand  *self);
const char    *gc_test_command_get_errors     (GcTestCommand  *self);

void           gc_test_command_run            (int             status,
                                               const char     *output,
                                               const char     *errors,
                                               const char     *format,
                                               ...) G_GNUC_PRINTF (4, 5);
void           gc_test_assert_messages        (const char     *output,
                                               const char     *messages);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GcTestCommand, gc_test_command_free)

G_END_DECLS
