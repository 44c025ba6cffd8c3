/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-error.h"
#include "gc-send-job.h"
#include "gc-target-list.h"
#include "gc-test-listener.h"
#include "gc-test-net.h"
#include "gc-test-notices.h"
#include "gc-test-peer.h"
#include "gc-test-utils.h"

#include <string.h>

static GcTargetList *new_list (const char *format,
                               ...) G_GNUC_PRINTF (1, 2);

static GcTargetList *
new_list (const char *format,
          ...)
{
  g_autoptr (GcTargetList) list = gc_target_list_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  g_autofree char *rest = NULL;
  guint n_added, n_duplicates;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);

  rest = gc_target_list_add_text (list, text, 0, &n_added, &n_duplicates, &error);
  g_assert_no_error (error);
  return g_steal_pointer (&list);
}

static GcTarget *
get_target (GcTargetList *list,
            guint         i)
{
  g_autoptr (GcTarget) target = g_list_model_get_item (G_LIST_MODEL (list), i);

  return target;
}

static GcSendJob *
new_job (const char   *source,
         GcTargetList *list,
         const char   *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GcSourceAddress) address = gc_source_address_parse (source, &error);
  g_autoptr (GPtrArray) targets = gc_target_list_dup_enabled (list);

  g_assert_no_error (error);
  return gc_send_job_new (address, targets, text);
}

static void
result_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_assert_true (GC_IS_SEND_JOB (object));
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static void
run (GcSendJob  *job,
     GError    **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  gboolean is_done;

  gc_send_job_run_async (job, NULL, result_cb, &result);
  gc_test_wait_until (result != NULL);
  is_done = gc_send_job_run_finish (job, result, error);
  g_assert_true (is_done == (*error == NULL));
}

static void
assert_counts (GcSendJob *job,
               guint      n_sent,
               guint      n_failed)
{
  g_assert_cmpuint (gc_send_job_get_n_sent (job), ==, n_sent);
  g_assert_cmpuint (gc_send_job_get_n_failed (job), ==, n_failed);
}

static void
assert_sent (GcTarget   *target,
             gsize       size,
             const char *interface_name)
{
  g_assert_cmpstr (gc_target_get_error_message (target), ==, NULL);
  g_assert_cmpint (gc_target_get_result (target), ==, GC_TARGET_SENT);
  g_assert_cmpuint (gc_target_get_size (target), ==, size);
  g_assert_cmpstr (gc_target_get_interface_name (target), ==, interface_name);
}

static void
assert_failed (GcTarget   *target,
               const char *message)
{
  g_assert_cmpint (gc_target_get_result (target), ==, GC_TARGET_FAILED);
  g_assert_cmpstr (gc_target_get_error_message (target), ==, message);
}

static void
test_new (void)
{
  g_autoptr (GcTargetList) list = new_list ("239.1.1.1:5000");
  GcSendJob *job = new_job ("", list, "never sent");
  GcTarget *target = g_object_ref (get_target (list, 0));

  assert_counts (job, 0, 0);
  g_assert_finalize_object (job);
  g_assert_cmpint (gc_target_get_result (target), ==, GC_TARGET_NONE);
  gc_target_list_remove (list, target);
  g_assert_finalize_object (target);
}

/* One that fails keeps no other from going, and each has its own name in the text. */
static void
test_run (void)
{
  g_autoptr (GcTestListener) first = NULL;
  g_autoptr (GcTestListener) second = NULL;
  g_autoptr (GcTargetList) list = NULL;
  g_autoptr (GcSendJob) job = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *first_text = NULL;
  g_autofree char *second_text = NULL;
  guint16 port = gc_test_find_port (), other_port = gc_test_find_port ();

  if (gc_test_skip_without_network ())
    return;

  first = gc_test_listener_new ("239.1.1.1:%u", port);
  second = gc_test_listener_new ("239.1.1.2:%u", other_port);
  list = new_list ("239.1.1.1:%u 239.1.1.1%%nope:%u 239.1.1.2%%lo:%u", port, port, other_port);
  job = new_job ("", list, "{group}/{port}");
  run (job, &error);
  g_assert_no_error (error);

  first_text = g_strdup_printf ("239.1.1.1/%u", port);
  gc_test_listener_expect (first, first_text);
  second_text = g_strdup_printf ("239.1.1.2/%u", other_port);
  gc_test_listener_expect (second, second_text);

  assert_counts (job, 2, 1);
  assert_sent (get_target (list, 0), strlen (first_text), "lo");
  assert_failed (get_target (list, 1),
                 "There is no interface “nope” here: this computer has lo");
  assert_sent (get_target (list, 2), strlen (second_text), "lo");
}

static void
test_foreign_receiver (void)
{
  g_autoptr (GcTestPeer) peer = NULL;
  g_autoptr (GcTargetList) list = NULL;
  g_autoptr (GcSendJob) job = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *port = g_strdup_printf ("%u", gc_test_find_port ());
  g_autofree char *source = g_strdup_printf ("127.0.0.1:%u", gc_test_find_port ());
  g_autofree char *line = g_strdup_printf ("%s 6f6e650a74776f", source);

  if (gc_test_skip_without_network () || gc_test_skip_without_program ("python3"))
    return;

  peer = gc_test_peer_spawn ("peer-receiver.py", "239.1.1.1", port, "--interface", "127.0.0.1",
                             NULL);
  gc_test_peer_expect_line (peer, "ready");

  list = new_list ("239.1.1.1:%s", port);
  job = new_job (source, list, "one\ntwo");
  run (job, &error);
  g_assert_no_error (error);
  gc_test_peer_expect_line (peer, line);
  assert_sent (get_target (list, 0), 7, "lo");
}

static void
test_families (void)
{
  g_autoptr (GcTestListener) first = NULL;
  g_autoptr (GcTestListener) second = NULL;
  g_autoptr (GcTargetList) list = NULL;
  g_autoptr (GcSendJob) job = NULL;
  g_autoptr (GcSendJob) other_job = NULL;
  g_autoptr (GError) error = NULL;
  guint16 port = gc_test_find_port ();

  if (gc_test_skip_without_ipv6 ())
    return;

  gc_test_add_routes ();
  first = gc_test_listener_new ("239.1.1.1:%u", port);
  second = gc_test_listener_new ("[ff15::1]:%u", port);
  list = new_list ("239.1.1.1:%u [ff15::1]:%u", port, port);
  job = new_job ("", list, "{group}");
  run (job, &error);
  g_assert_no_error (error);
  assert_counts (job, 2, 0);
  gc_test_listener_expect (first, "239.1.1.1");
  gc_test_listener_expect (second, "ff15::1");

  other_job = new_job ("::1", list, "again");
  run (other_job, &error);
  g_assert_no_error (error);
  assert_counts (other_job, 1, 1);
  assert_failed (get_target (list, 0),
                 "::1 cannot be sent from: this target is of the other IP version");
  assert_sent (get_target (list, 1), 5, "lo");
  gc_test_listener_expect (second, "ff15::1 again");

  gc_test_delete_routes ();
}

/* Then nothing is tried, and what the targets say is still of the message before. */
static void
test_source_not_local (void)
{
  g_autoptr (GcTargetList) list = new_list ("239.1.1.1:5000 239.1.1.2:5000");
  g_autoptr (GcTestNotices) notices = gc_test_notices_new (get_target (list, 0));
  g_autoptr (GcSendJob) job = NULL;
  g_autoptr (GError) error = NULL;

  if (gc_test_skip_without_network ())
    return;

  gc_target_set_sent (get_target (list, 0), 7, "lo");
  gc_test_notices_expect (notices, "interface-name result size");

  job = new_job ("192.0.2.1:0", list, "one");
  run (job, &error);
  g_assert_error (error, GC_ERROR, GC_ERROR_NOT_LOCAL);
  g_assert_cmpstr (error->message, ==, "192.0.2.1 is not an address of this computer");
  assert_counts (job, 0, 0);
  gc_test_notices_expect (notices, "");
  assert_sent (get_target (list, 0), 7, "lo");
  g_assert_cmpint (gc_target_get_result (get_target (list, 1)), ==, GC_TARGET_NONE);
}

/* The limit is that of each target, with its own text filled in. */
static void
test_too_large (void)
{
  g_autofree char *filler = g_strnfill (65507 - 9, 'x');
  g_autofree char *text = g_strdup_printf ("%s{group}", filler);
  g_autoptr (GcTestListener) listener = NULL;
  g_autoptr (GcTargetList) list = NULL;
  g_autoptr (GcSendJob) job = NULL;
  g_autoptr (GError) error = NULL;
  guint16 port = gc_test_find_port ();

  if (gc_test_skip_without_network ())
    return;

  listener = gc_test_listener_new ("239.1.1.1:%u", port);
  list = new_list ("239.1.1.10:%u 239.1.1.1:%u", port, port);
  job = new_job ("", list, text);
  run (job, &error);
  g_assert_no_error (error);

  assert_counts (job, 1, 1);
  assert_failed (get_target (list, 0), "65508 bytes do not fit: a datagram holds 65507");
  assert_sent (get_target (list, 1), 65507, "lo");
  gc_test_listener_wait (listener, 1);
  g_assert_cmpuint (gc_test_listener_get_record (listener, 0)->size, ==, 65507);
}

static void
test_empty (void)
{
  g_autoptr (GcTestListener) listener = NULL;
  g_autoptr (GcTargetList) list = NULL;
  g_autoptr (GcTargetList) empty_list = gc_target_list_new ();
  g_autoptr (GcSendJob) job = NULL;
  g_autoptr (GcSendJob) empty_job = NULL;
  g_autoptr (GError) error = NULL;
  guint16 port = gc_test_find_port ();

  if (gc_test_skip_without_network ())
    return;

  listener = gc_test_listener_new ("239.1.1.1:%u", port);
  list = new_list ("239.1.1.1:%u", port);
  job = new_job ("", list, "");
  run (job, &error);
  g_assert_no_error (error);
  assert_sent (get_target (list, 0), 0, "lo");
  gc_test_listener_wait (listener, 1);
  g_assert_cmpuint (gc_test_listener_get_record (listener, 0)->size, ==, 0);

  empty_job = new_job ("", empty_list, "one");
  run (empty_job, &error);
  g_assert_no_error (error);
  assert_counts (empty_job, 0, 0);
}

static void
test_cancelled (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GcTestListener) listener = NULL;
  g_autoptr (GcTargetList) list = NULL;
  g_autoptr (GcSendJob) job = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *target = NULL;
  guint16 port = gc_test_find_port ();

  if (gc_test_skip_without_network ())
    return;

  target = g_strdup_printf ("239.1.1.1:%u", port);
  listener = gc_test_listener_new ("%s", target);
  list = new_list ("%s", target);
  job = new_job ("", list, "unwanted");

  g_cancellable_cancel (cancellable);
  gc_send_job_run_async (job, cancellable, result_cb, &result);
  gc_test_wait_until (result != NULL);
  g_assert_false (gc_send_job_run_finish (job, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  assert_counts (job, 0, 0);
  g_assert_cmpint (gc_target_get_result (get_target (list, 0)), ==, GC_TARGET_NONE);

  gc_test_send ("", target, "wanted");
  gc_test_listener_expect (listener, "wanted");
}

/* What has been sent cannot be taken back, and the targets say so. */
static void
test_cancelled_too_late (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GcTargetList) list = NULL;
  g_autoptr (GcSendJob) job = NULL;
  g_autoptr (GError) error = NULL;

  if (gc_test_skip_without_network ())
    return;

  list = new_list ("239.1.1.1:%u", gc_test_find_port ());
  job = new_job ("", list, "one");
  gc_send_job_run_async (job, cancellable, result_cb, &result);
  gc_test_wait_until (result != NULL);

  g_cancellable_cancel (cancellable);
  gc_send_job_run_finish (job, result, &error);
  g_assert_no_error (error);
  assert_counts (job, 1, 0);
  assert_sent (get_target (list, 0), 3, "lo");
}

static void
finish_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GError) error = NULL;

  gc_send_job_run_finish (GC_SEND_JOB (object), result, &error);
  g_assert_no_error (error);
  *(guint *) user_data = gc_send_job_get_n_sent (GC_SEND_JOB (object));
}

static gboolean
is_gone (GWeakRef *ref)
{
  g_autoptr (GObject) object = g_weak_ref_get (ref);

  return object == NULL;
}

/* The window that started it has been closed. The thread may be the last to let go. */
static void
test_dropped (void)
{
  g_autoptr (GcTargetList) list = NULL;
  GcSendJob *job;
  GcTarget *target;
  GWeakRef ref;
  guint n_sent = 0;

  if (gc_test_skip_without_network ())
    return;

  list = new_list ("239.1.1.1:%u", gc_test_find_port ());
  job = new_job ("", list, "one");
  g_weak_ref_init (&ref, job);
  gc_send_job_run_async (job, NULL, finish_cb, &n_sent);
  g_object_unref (job);

  gc_test_wait_until (n_sent == 1);
  gc_test_wait_until (is_gone (&ref));
  g_weak_ref_clear (&ref);

  target = g_object_ref (get_target (list, 0));
  assert_sent (target, 3, "lo");
  gc_target_list_remove (list, target);
  g_assert_finalize_object (target);
}

static void
test_removed_while_running (void)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GcTestListener) listener = NULL;
  g_autoptr (GcTargetList) list = NULL;
  g_autoptr (GcTarget) kept = NULL;
  g_autoptr (GcSendJob) job = NULL;
  g_autoptr (GError) error = NULL;
  guint16 port = gc_test_find_port ();
  gpointer forgotten;

  if (gc_test_skip_without_network ())
    return;

  listener = gc_test_listener_new ("239.1.1.1:%u", port);
  list = new_list ("239.1.1.1:%u 239.1.1.1%%lo:%u", port, port);
  kept = g_object_ref (get_target (list, 0));
  forgotten = get_target (list, 1);
  g_object_add_weak_pointer (forgotten, &forgotten);

  job = new_job ("", list, "one");
  gc_send_job_run_async (job, NULL, result_cb, &result);
  gc_target_list_remove (list, kept);
  gc_target_list_remove (list, forgotten);
  g_assert_nonnull (forgotten);

  gc_test_wait_until (result != NULL);
  g_assert_true (gc_send_job_run_finish (job, result, &error));
  g_assert_no_error (error);
  g_assert_null (forgotten);
  assert_counts (job, 2, 0);
  assert_sent (kept, 3, "lo");
  gc_test_listener_expect (listener, "one one");
}

int
main (int   argc,
      char *argv[])
{
  gc_test_enter_network ();
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model/send-job/new", test_new);
  g_test_add_func ("/model/send-job/run", test_run);
  g_test_add_func ("/model/send-job/foreign-receiver", test_foreign_receiver);
  g_test_add_func ("/model/send-job/families", test_families);
  g_test_add_func ("/model/send-job/source-not-local", test_source_not_local);
  g_test_add_func ("/model/send-job/too-large", test_too_large);
  g_test_add_func ("/model/send-job/empty", test_empty);
  g_test_add_func ("/model/send-job/cancelled", test_cancelled);
  g_test_add_func ("/model/send-job/cancelled-too-late", test_cancelled_too_late);
  g_test_add_func ("/model/send-job/dropped", test_dropped);
  g_test_add_func ("/model/send-job/removed-while-running", test_removed_while_running);

  return g_test_run ();
}
