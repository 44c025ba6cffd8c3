/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-io-thread.h"
#include "gc-test-utils.h"

#define N_CALLS 1000

typedef struct
{
  GString *order;
  GThread *worker;
  GThread *answerer;
  guint    n_done;
} Log;

typedef struct
{
  Log   *log;
  guint  number;
} Call;

static void
work (gpointer data)
{
  Call *call = data;

  call->log->worker = g_thread_self ();
  g_string_append_printf (call->log->order, "%u,", call->number);
}

static void
done (gpointer data)
{
  Call *call = data;

  call->log->answerer = g_thread_self ();
  g_assert_cmpuint (call->log->n_done, ==, call->number);
  call->log->n_done++;
  g_free (call);
}

static void
add_call (GcIoThread *thread,
          Log        *log,
          guint       number)
{
  Call *call = g_new0 (Call, 1);

  call->log = log;
  call->number = number;
  gc_io_thread_call (thread, work, done, call);
}

static void
test_order (void)
{
  GcIoThread *thread = gc_io_thread_dup_default ();
  g_autoptr (GString) wanted = g_string_new (NULL);
  Log log = { .order = g_string_new (NULL), };

  for (guint i = 0; i < N_CALLS; i++)
    {
      g_string_append_printf (wanted, "%u,", i);
      add_call (thread, &log, i);
    }
  gc_test_wait_until (log.n_done == N_CALLS);

  g_assert_cmpstr (log.order->str, ==, wanted->str);
  g_assert_true (log.worker != g_thread_self ());
  g_assert_true (log.answerer == g_thread_self ());
  g_string_free (log.order, TRUE);
  g_assert_finalize_object (thread);
}

static void
test_one (void)
{
  GcIoThread *thread = gc_io_thread_dup_default ();
  GcIoThread *again = gc_io_thread_dup_default ();

  g_assert_true (thread == again);
  g_object_unref (again);
  g_assert_finalize_object (thread);

  /* Ended, it can be had anew. */
  thread = gc_io_thread_dup_default ();
  g_assert_nonnull (gc_io_thread_get_drain (thread));
  g_assert_finalize_object (thread);
}

/* The answer goes to the context of the caller, not to the default one. */
static void
test_caller_context (void)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  GcIoThread *thread = gc_io_thread_dup_default ();
  Log log = { .order = g_string_new (NULL), };

  g_main_context_push_thread_default (context);
  add_call (thread, &log, 0);
  g_main_context_pop_thread_default (context);

  /* The work has been done when the thread has ended, and the answer waits. */
  g_assert_finalize_object (thread);
  g_assert_cmpstr (log.order->str, ==, "0,");
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (log.n_done, ==, 0);

  while (g_main_context_iteration (context, FALSE))
    ;
  g_assert_cmpuint (log.n_done, ==, 1);
  g_string_free (log.order, TRUE);
}

static void
count (gpointer data)
{
  (*(guint *) data)++;
}

static void
ended_cb (gpointer data)
{
  g_atomic_int_set ((int *) data, TRUE);
}

static GPrivate at_end = G_PRIVATE_INIT (ended_cb);

static void
watch_end (gpointer data)
{
  g_private_set (&at_end, data);
}

/* With the last reference the thread ends, but not before what it has been told to do. */
static void
test_end (void)
{
  GcIoThread *thread = gc_io_thread_dup_default ();
  int has_ended = FALSE;
  guint n = 0;

  gc_io_thread_call (thread, watch_end, NULL, &has_ended);
  for (guint i = 0; i < N_CALLS; i++)
    gc_io_thread_call (thread, count, NULL, &n);

  g_assert_false (g_atomic_int_get (&has_ended));
  g_assert_finalize_object (thread);
  g_assert_cmpuint (n, ==, N_CALLS);
  g_assert_true (g_atomic_int_get (&has_ended));
}

static void
find_context (gpointer data)
{
  *(GMainContext **) data = g_main_context_get_thread_default ();
}

static void
test_context (void)
{
  GcIoThread *thread = gc_io_thread_dup_default ();
  GMainContext *context = gc_io_thread_get_context (thread);
  GMainContext *found = NULL;

  gc_io_thread_call (thread, find_context, NULL, &found);
  g_assert_finalize_object (thread);
  g_assert_nonnull (found);
  g_assert_true (found == context);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/net/io-thread/order", test_order);
  g_test_add_func ("/net/io-thread/one", test_one);
  g_test_add_func ("/net/io-thread/caller-context", test_caller_context);
  g_test_add_func ("/net/io-thread/end", test_end);
  g_test_add_func ("/net/io-thread/context", test_context);

  return g_test_run ();
}
