/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-error.h"

G_DEFINE_QUARK (gc-error-quark, gc_error)

/**
 * gc_error_set_errno:
 * @error: (nullable) (out): where to put the error
 * @errsv: a saved `errno`
 * @format: what failed, and on which address, without a trailing stop
 * @...: arguments of @format
 *
 * Sets a `G_IO_ERROR` that says what failed and then why, in the system's words.
 */
void
gc_error_set_errno (GError     **error,
                    int          errsv,
                    const char  *format,
                    ...)
{
  g_autofree char *what = NULL;
  va_list args;

  va_start (args, format);
  what = g_strdup_vprintf (format, args);
  va_end (args);

  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errsv),
               "%s: %s", what, g_strerror (errsv));
}
