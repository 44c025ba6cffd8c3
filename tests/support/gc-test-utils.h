/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * gc_test_wait_until:
 * @condition: an expression
 *
 * Runs the default main context until @condition is true. After ten seconds the test fails,
 * and says on what.
 */
#define gc_test_wait_until(condition)                                                    \
  G_STMT_START                                                                           \
    {                                                                                    \
      gint64 wait_start_ = g_get_monotonic_time ();                                      \
                                                                                         \
      while (!(condition))                                                               \
        gc_test_wait_step (wait_start_, __FILE__, __LINE__, G_STRFUNC, #condition);      \
    }                                                                                    \
  G_STMT_END

void    gc_test_wait_step       (gint64       start,
                                 const char  *file,
                                 int          line,
                                 const char  *function,
                                 const char  *condition);
void    gc_test_wait            (gboolean   (*condition) (gpointer data),
                                 gpointer     data);

guint16 gc_test_find_port       (void);

void    gc_test_property_notify (gpointer     object,
                                 const char  *property,
                                 ...);

typedef struct _GcTestListModelValidator GcTestListModelValidator;

GcTestListModelValidator *
        gc_test_list_model_validator_new           (GListModel                *model)
                                                    G_GNUC_WARN_UNUSED_RESULT;
void    gc_test_list_model_validator_free          (GcTestListModelValidator  *self);

void    gc_test_list_model_validator_set_n_samples (GcTestListModelValidator  *self,
                                                    guint                      n_samples);
void    gc_test_list_model_validator_check         (GcTestListModelValidator  *self);
guint   gc_test_list_model_validator_get_n_changes (GcTestListModelValidator  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GcTestListModelValidator, gc_test_list_model_validator_free)

G_END_DECLS
