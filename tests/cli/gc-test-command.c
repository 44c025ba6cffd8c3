/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-test-command.h"
#include "gc-test-utils.h"

#include <gio/gunixinputstream.h>

#include <string.h>
#include <sys/ioctl.h>

/**
 * GcTestCommand:
 *
 * The program itself, run by the test in its network and without a desktop.
 */
struct _GcTestCommand
{
  GSubprocess      *process;
  GDataInputStream *output;
  GDataInputStream *errors;
  char             *output_text;        /* (nullable): the rest, when it has ended */
  char             *errors_text;
};

static GcTestCommand *
gc_test_command_spawn_line (const char *line)
{
  g_autoptr (GSubprocessLauncher) launcher =
    g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE);
  const char *program = g_getenv ("GROUPCAST_PROGRAM");
  g_autofree char *quoted = NULL;
  g_autofree char *full = NULL;
  g_auto (GStrv) argv = NULL;
  g_autoptr (GError) error = NULL;
  GcTestCommand *self = g_new0 (GcTestCommand, 1);

  g_assert_nonnull (program);
  quoted = g_shell_quote (program);
  full = g_strconcat (quoted, " ", line, NULL);
  g_shell_parse_argv (full, NULL, &argv, &error);
  g_assert_no_error (error);

  g_subprocess_launcher_unsetenv (launcher, "DISPLAY");
  g_subprocess_launcher_unsetenv (launcher, "WAYLAND_DISPLAY");
  g_subprocess_launcher_unsetenv (launcher, "DBUS_SESSION_BUS_ADDRESS");
  g_subprocess_launcher_unsetenv (launcher, "XDG_RUNTIME_DIR");
  self->process = g_subprocess_launcher_spawnv (launcher, (const char *const *) argv, &error);
  g_assert_no_error (error);

  self->output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->process));
  self->errors = g_data_input_stream_new (g_subprocess_get_stderr_pipe (self->process));
  return self;
}

/**
 * gc_test_command_spawn:
 * @format: arguments of the program, quoted as for a shell
 * @...: arguments of @format
 *
 * Returns: (transfer full): the running program
 */
GcTestCommand *
gc_test_command_spawn (const char *format,
                       ...)
{
  g_autofree char *line = NULL;
  va_list args;

  va_start (args, format);
  line = g_strdup_vprintf (format, args);
  va_end (args);

  return gc_test_command_spawn_line (line);
}

void
gc_test_command_free (GcTestCommand *self)
{
  g_subprocess_force_exit (self->process);
  g_subprocess_wait (self->process, NULL, NULL);

  g_object_unref (self->output);
  g_object_unref (self->errors);
  g_object_unref (self->process);
  g_free (self->output_text);
  g_free (self->errors_text);
  g_free (self);
}

static void
result_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static char *
read_line (GDataInputStream *stream)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  char *line;

  g_data_input_stream_read_line_async (stream, G_PRIORITY_DEFAULT, NULL, result_cb, &result);
  gc_test_wait_until (result != NULL);
  line = g_data_input_stream_read_line_finish (stream, result, NULL, &error);
  g_assert_no_error (error);
  return line;
}

/**
 * gc_test_command_read_error:
 * @self: a running program
 *
 * Returns: (transfer full) (nullable): the next line it prints on stderr
 */
char *
gc_test_command_read_error (GcTestCommand *self)
{
  return read_line (self->errors);
}

/**
 * gc_test_command_wait_listening:
 * @self: a running `receive`
 * @n: how many groups
 *
 * Waits until it says of so many groups that it is listening. Anything else that it says is a
 * failure.
 */
void
gc_test_command_wait_listening (GcTestCommand *self,
                                guint          n)
{
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *line = gc_test_command_read_error (self);

      g_assert_nonnull (line);
      g_assert_cmpstr (line, ==, strstr (line, "Listening to "));
    }
}

/**
 * gc_test_command_read_line:
 * @self: a running program
 *
 * Returns: (transfer full) (nullable): the next line it prints
 */
char *
gc_test_command_read_line (GcTestCommand *self)
{
  return read_line (self->output);
}

/**
 * gc_test_command_get_n_readable:
 * @self: a running program
 *
 * Returns: how many bytes of what it printed wait to be read
 */
int
gc_test_command_get_n_readable (GcTestCommand *self)
{
  GInputStream *pipe = g_subprocess_get_stdout_pipe (self->process);
  int n = 0;

  ioctl (g_unix_input_stream_get_fd (G_UNIX_INPUT_STREAM (pipe)), FIONREAD, &n);
  return n;
}

/**
 * gc_test_command_close_output:
 * @self: a running program
 *
 * Has what it prints from now on fail.
 */
void
gc_test_command_close_output (GcTestCommand *self)
{
  g_autoptr (GError) error = NULL;

  g_input_stream_close (G_INPUT_STREAM (self->output), NULL, &error);
  g_assert_no_error (error);
}

void
gc_test_command_kill (GcTestCommand *self,
                      int            signal)
{
  g_subprocess_send_signal (self->process, signal);
}

static char *
take_text (GOutputStream *stream)
{
  g_autoptr (GBytes) bytes = NULL;
  const char *data;
  gsize size;

  /* It has not been closed where there was nothing to read any more. */
  g_output_stream_close (stream, NULL, NULL);
  bytes = g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (stream));
  data = g_bytes_get_data (bytes, &size);

  return g_strndup (size > 0 ? data : "", size);
}

static void
start_reading (GDataInputStream  *stream,
               GOutputStream     *memory,
               GAsyncResult     **result)
{
  g_output_stream_splice_async (memory, G_INPUT_STREAM (stream),
                                G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET, G_PRIORITY_DEFAULT,
                                NULL, result_cb, result);
}

/**
 * gc_test_command_wait:
 * @self: a running program
 * @status: the exit status it should end with
 *
 * Reads what else it prints, if that is still open, and waits for its end.
 */
void
gc_test_command_wait (GcTestCommand *self,
                      int            status)
{
  g_autoptr (GOutputStream) output = g_memory_output_stream_new_resizable ();
  g_autoptr (GOutputStream) errors = g_memory_output_stream_new_resizable ();
  g_autoptr (GAsyncResult) output_result = NULL;
  g_autoptr (GAsyncResult) errors_result = NULL;
  g_autoptr (GAsyncResult) end_result = NULL;

  start_reading (self->output, output, &output_result);
  start_reading (self->errors, errors, &errors_result);
  g_subprocess_wait_async (self->process, NULL, result_cb, &end_result);
  gc_test_wait_until (output_result != NULL && errors_result != NULL && end_result != NULL);

  self->output_text = take_text (output);
  self->errors_text = take_text (errors);

  if (!g_subprocess_get_if_exited (self->process) ||
      g_subprocess_get_exit_status (self->process) != status)
    g_test_message ("stdout: %s\nstderr: %s", self->output_text, self->errors_text);
  g_assert_true (g_subprocess_get_if_exited (self->process));
  g_assert_cmpint (g_subprocess_get_exit_status (self->process), ==, status);
}

/**
 * gc_test_command_get_output:
 * @self: a program that has been waited for
 *
 * Returns: what it printed and had not been read
 */
const char *
gc_test_command_get_output (GcTestCommand *self)
{
  return self->output_text;
}

const char *
gc_test_command_get_errors (GcTestCommand *self)
{
  return self->errors_text;
}

/**
 * gc_test_command_run:
 * @status: the exit status it should end with
 * @output: (nullable): what it should print
 * @errors: (nullable): what it should print on stderr
 * @format: arguments of the program
 * @...: arguments of @format
 *
 * Runs the program to its end.
 */
void
gc_test_command_run (int         status,
                     const char *output,
                     const char *errors,
                     const char *format,
                     ...)
{
  g_autoptr (GcTestCommand) command = NULL;
  g_autofree char *line = NULL;
  va_list args;

  va_start (args, format);
  line = g_strdup_vprintf (format, args);
  va_end (args);

  command = gc_test_command_spawn_line (line);
  gc_test_command_wait (command, status);
  if (output != NULL)
    g_assert_cmpstr (command->output_text, ==, output);
  if (errors != NULL)
    g_assert_cmpstr (command->errors_text, ==, errors);
}

/**
 * gc_test_assert_messages:
 * @output: what `receive` printed in the format text
 * @messages: words
 *
 * Asserts that there is a line for each word, which has it as its message.
 */
void
gc_test_assert_messages (const char *output,
                         const char *messages)
{
  g_autoptr (GString) found = g_string_new (NULL);
  g_auto (GStrv) lines = g_strsplit (output, "\n", -1);

  for (guint i = 0; lines[i] != NULL && *lines[i] != '\0'; i++)
    {
      g_auto (GStrv) words = g_strsplit (lines[i], " ", 4);

      g_assert_cmpuint (g_strv_length (words), ==, 4);
      g_string_append_printf (found, "%s%s", i > 0 ? " " : "", words[3]);
    }

  g_assert_cmpstr (found->str, ==, messages);
}
