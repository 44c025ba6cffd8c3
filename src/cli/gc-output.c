/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-error.h"
#include "gc-output.h"

#include <glib/gi18n-lib.h>

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

/* How long a reader who stands still holds up the end of the program. */
#define PATIENCE_MSEC 1000

/**
 * GcOutput:
 *
 * A file or standard output, and the buffer that what goes there is put together in. One
 * write serves all that came at a time.
 */
struct _GcOutput
{
  GString *buffer;
  char    *name;                /* for messages */
  int      fd;
  int      interrupt_fd;        /* -1: none */
  gsize    max_write;
};

/**
 * gc_output_new:
 * @path: (nullable): the file to write, replaced if it is there; %NULL for standard output
 * @interrupt_fd: a descriptor that gets readable when nothing should wait any more, or -1
 * @error: `G_IO_ERROR`, with the name of the file
 *
 * Returns: (transfer full) (nullable): an output with nothing in it
 */
GcOutput *
gc_output_new (const char  *path,
               int          interrupt_fd,
               GError     **error)
{
  g_autoptr (GcOutput) self = g_new0 (GcOutput, 1);
  struct stat info;

  self->buffer = g_string_new (NULL);
  self->name = path != NULL ? g_filename_display_name (path) : g_strdup (_("standard output"));
  self->interrupt_fd = interrupt_fd;
  self->fd = path != NULL ? open (path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666)
                          : STDOUT_FILENO;

  if (self->fd < 0 || fstat (self->fd, &info) != 0)
    {
      gc_error_set_errno (error, errno, _("Cannot write to %s"), self->name);
      return NULL;
    }

  /* So much a pipe that poll() calls writable takes without waiting for its reader. */
  self->max_write = S_ISREG (info.st_mode) ? G_MAXINT : PIPE_BUF;

  return g_steal_pointer (&self);
}

void
gc_output_free (GcOutput *self)
{
  if (self->fd > STDERR_FILENO)
    close (self->fd);
  g_string_free (self->buffer, TRUE);
  g_free (self->name);
  g_free (self);
}

/**
 * gc_output_get_buffer:
 * @self: an output
 *
 * Returns: (transfer none): where to append what gc_output_flush() writes
 */
GString *
gc_output_get_buffer (GcOutput *self)
{
  return self->buffer;
}

static int
poll_again (struct pollfd *fds,
            nfds_t         n,
            int            timeout_msec)
{
  int result;

  do
    result = poll (fds, n, timeout_msec);
  while (result < 0 && errno == EINTR);

  return result;
}

/* A write to a pipe that nobody reads would wait for ever, deaf to SIGTERM. */
static gboolean
gc_output_wait (GcOutput *self)
{
  struct pollfd fds[] = {
    { .fd = self->fd, .events = POLLOUT },
    { .fd = self->interrupt_fd, .events = POLLIN },
  };

  poll_again (fds, G_N_ELEMENTS (fds), -1);
  if (fds[0].revents == 0)
    poll_again (fds, 1, PATIENCE_MSEC);

  return fds[0].revents != 0;
}

/**
 * gc_output_flush:
 * @self: an output
 * @error: `G_IO_ERROR`; `G_IO_ERROR_BROKEN_PIPE` when nobody reads it any more,
 *   `G_IO_ERROR_CANCELLED` when it was interrupted
 *
 * Writes the buffer, which is then empty again whatever happened.
 */
gboolean
gc_output_flush (GcOutput  *self,
                 GError   **error)
{
  gsize done = 0;
  int errsv = 0;

  while (done < self->buffer->len && errsv == 0)
    {
      gssize written;

      if (!gc_output_wait (self))
        {
          errsv = ECANCELED;
          break;
        }

      written = write (self->fd, self->buffer->str + done,
                       MIN (self->buffer->len - done, self->max_write));
      if (written >= 0)
        done += written;
      else if (errno != EINTR && errno != EAGAIN)
        errsv = errno;
    }

  g_string_truncate (self->buffer, 0);
  if (errsv == 0)
    return TRUE;

  gc_error_set_errno (error, errsv, _("Cannot write to %s"), self->name);
  return FALSE;
}

/**
 * gc_output_close:
 * @self: an output
 * @error: `G_IO_ERROR`
 *
 * Writes the buffer and closes the file; some file systems say only then that there was no
 * room. Standard output stays open.
 */
gboolean
gc_output_close (GcOutput  *self,
                 GError   **error)
{
  int fd = self->fd;

  if (!gc_output_flush (self, error))
    return FALSE;

  if (fd <= STDERR_FILENO)
    return TRUE;

  self->fd = -1;
  if (close (fd) == 0)
    return TRUE;

  gc_error_set_errno (error, errno, _("Cannot write to %s"), self->name);
  return FALSE;
}
