/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-test-peer.h"
#include "gc-test-utils.h"

/**
 * GcTestPeer:
 *
 * A program that is not ours, in the network of the test, and what it prints. It is a child of
 * the calling thread, whose network namespace it inherits.
 */
struct _GcTestPeer
{
  GSubprocess      *process;
  GDataInputStream *output;
};

/* The scripts that lie beside this file are run by their name. */
static void
add_program (GPtrArray  *argv,
             const char *program)
{
  if (g_str_has_suffix (program, ".py"))
    {
      g_ptr_array_add (argv, g_strdup ("python3"));
      g_ptr_array_add (argv, g_test_build_filename (G_TEST_DIST, "support", program, NULL));
    }
  else
    {
      g_ptr_array_add (argv, g_strdup (program));
    }
}

/**
 * gc_test_peer_spawn:
 * @program: a script of this folder, such as `peer-receiver.py`, or a program
 * @...: its arguments, and %NULL
 *
 * Returns: (transfer full): the running program
 */
GcTestPeer *
gc_test_peer_spawn (const char *program,
                    ...)
{
  g_autoptr (GPtrArray) argv = g_ptr_array_new_null_terminated (8, g_free, TRUE);
  g_autoptr (GError) error = NULL;
  GcTestPeer *self = g_new0 (GcTestPeer, 1);
  const char *argument;
  va_list args;

  add_program (argv, program);
  va_start (args, program);
  while ((argument = va_arg (args, const char *)) != NULL)
    g_ptr_array_add (argv, g_strdup (argument));
  va_end (args);

  self->process = g_subprocess_newv ((const char *const *) argv->pdata,
                                     G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error);
  g_assert_no_error (error);
  self->output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->process));
  return self;
}

/**
 * gc_test_peer_free:
 * @self: a peer
 *
 * Ends the program, and waits for its end, so that no socket of it is left.
 */
void
gc_test_peer_free (GcTestPeer *self)
{
  g_subprocess_force_exit (self->process);
  g_subprocess_wait (self->process, NULL, NULL);

  g_object_unref (self->output);
  g_object_unref (self->process);
  g_free (self);
}

static void
result_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

/**
 * gc_test_peer_read_line:
 * @self: a peer
 *
 * Waits for the next line it prints.
 *
 * Returns: (transfer full) (nullable): the line; %NULL at the end
 */
char *
gc_test_peer_read_line (GcTestPeer *self)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  char *line;

  g_data_input_stream_read_line_async (self->output, G_PRIORITY_DEFAULT, NULL,
                                       result_cb, &result);
  gc_test_wait_until (result != NULL);

  line = g_data_input_stream_read_line_finish (self->output, result, NULL, &error);
  g_assert_no_error (error);
  return line;
}

void
gc_test_peer_expect_line (GcTestPeer *self,
                          const char *wanted)
{
  g_autofree char *line = gc_test_peer_read_line (self);

  g_assert_cmpstr (line, ==, wanted);
}

/**
 * gc_test_peer_expect_end:
 * @self: a peer
 *
 * Asserts that it prints nothing more and ends well.
 */
void
gc_test_peer_expect_end (GcTestPeer *self)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  gc_test_peer_expect_line (self, NULL);

  g_subprocess_wait_check_async (self->process, NULL, result_cb, &result);
  gc_test_wait_until (result != NULL);
  g_subprocess_wait_check_finish (self->process, result, &error);
  g_assert_no_error (error);
}
