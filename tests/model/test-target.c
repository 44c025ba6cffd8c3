/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-target.h"
#include "gc-test-notices.h"
#include "gc-test-utils.h"

static GcTarget *
new_target (const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GcEndpoint) endpoint = gc_endpoint_parse (text, 0, &error);

  g_assert_no_error (error);
  return gc_target_new (endpoint);
}

static void
set_failed (GcTarget   *target,
            const char *message)
{
  g_autoptr (GError) error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_FAILED, message);

  gc_target_set_failed (target, error);
}

/* By the properties, and that the getters say the same. */
static void
assert_outcome (GcTarget       *target,
                GcTargetResult  result,
                const char     *error_message,
                const char     *interface_name,
                gsize           size)
{
  g_autofree char *has_message = NULL;
  g_autofree char *has_interface = NULL;
  GcTargetResult has_result;
  guint64 has_size;

  g_object_get (target, "result", &has_result, "error-message", &has_message,
                "interface-name", &has_interface, "size", &has_size, NULL);
  g_assert_cmpint (has_result, ==, result);
  g_assert_cmpstr (has_message, ==, error_message);
  g_assert_cmpstr (has_interface, ==, interface_name);
  g_assert_cmpuint (has_size, ==, size);

  g_assert_cmpint (gc_target_get_result (target), ==, result);
  g_assert_cmpstr (gc_target_get_error_message (target), ==, error_message);
  g_assert_cmpstr (gc_target_get_interface_name (target), ==, interface_name);
  g_assert_cmpuint (gc_target_get_size (target), ==, size);
}

static void
test_new (void)
{
  GcTarget *target = new_target ("239.0.0.1%lo:5000");
  g_autoptr (GcEndpoint) endpoint = NULL;
  g_autofree char *name = NULL;

  g_object_get (target, "endpoint", &endpoint, "name", &name, NULL);
  g_assert_true (endpoint == gc_target_get_endpoint (target));
  g_assert_cmpstr (name, ==, "239.0.0.1%lo:5000");
  g_assert_true (gc_target_is_enabled (target));
  assert_outcome (target, GC_TARGET_NONE, NULL, NULL, 0);

  g_assert_finalize_object (target);
}

static void
test_enabled (void)
{
  g_autoptr (GcTarget) target = new_target ("239.0.0.1:5000");
  g_autoptr (GcTestNotices) notices = gc_test_notices_new (target);

  gc_test_property_notify (target, "enabled", FALSE, TRUE);
  gc_test_notices_expect (notices, "enabled enabled");

  gc_target_set_enabled (target, 2);
  gc_test_notices_expect (notices, "");
  gc_target_set_enabled (target, FALSE);
  g_assert_false (gc_target_is_enabled (target));
  gc_test_notices_expect (notices, "enabled");
}

static void
test_sent (void)
{
  GcTarget *target = new_target ("239.0.0.1:5000");
  g_autoptr (GcTestNotices) notices = gc_test_notices_new (target);

  gc_target_set_sent (target, 10, "lo");
  assert_outcome (target, GC_TARGET_SENT, NULL, "lo", 10);
  gc_test_notices_expect (notices, "interface-name result size");

  gc_target_set_sent (target, 10, "lo");
  gc_test_notices_expect (notices, "");

  gc_target_set_sent (target, 11, "lo");
  assert_outcome (target, GC_TARGET_SENT, NULL, "lo", 11);
  gc_test_notices_expect (notices, "size");

  gc_target_set_sent (target, 11, "eth0");
  assert_outcome (target, GC_TARGET_SENT, NULL, "eth0", 11);
  gc_test_notices_expect (notices, "interface-name");

  g_assert_finalize_object (target);
}

/* An empty message is one, too. */
static void
test_sent_empty (void)
{
  g_autoptr (GcTarget) target = new_target ("239.0.0.1:5000");
  g_autoptr (GcTestNotices) notices = gc_test_notices_new (target);

  gc_target_set_sent (target, 0, "lo");
  assert_outcome (target, GC_TARGET_SENT, NULL, "lo", 0);
  gc_test_notices_expect (notices, "interface-name result");
}

static void
test_failed (void)
{
  GcTarget *target = new_target ("239.0.0.1:5000");
  g_autoptr (GcTestNotices) notices = gc_test_notices_new (target);

  set_failed (target, "No way");
  assert_outcome (target, GC_TARGET_FAILED, "No way", NULL, 0);
  gc_test_notices_expect (notices, "error-message result");

  set_failed (target, "No way");
  gc_test_notices_expect (notices, "");

  set_failed (target, "Still no way");
  assert_outcome (target, GC_TARGET_FAILED, "Still no way", NULL, 0);
  gc_test_notices_expect (notices, "error-message");

  g_assert_finalize_object (target);
}

static void
test_sent_and_failed (void)
{
  g_autoptr (GcTarget) target = new_target ("239.0.0.1:5000");
  g_autoptr (GcTestNotices) notices = gc_test_notices_new (target);

  gc_target_set_sent (target, 10, "lo");
  gc_test_notices_expect (notices, "interface-name result size");

  set_failed (target, "No way");
  assert_outcome (target, GC_TARGET_FAILED, "No way", NULL, 0);
  gc_test_notices_expect (notices, "error-message interface-name result size");

  gc_target_set_sent (target, 10, "lo");
  assert_outcome (target, GC_TARGET_SENT, NULL, "lo", 10);
  gc_test_notices_expect (notices, "error-message interface-name result size");
}

static void
assert_complete_cb (GcTarget   *target,
                    GParamSpec *pspec,
                    gpointer    user_data)
{
  assert_outcome (target, GC_TARGET_FAILED, "No way", NULL, 0);
  (*(guint *) user_data)++;
}

/* Whichever property is watched, the others are in place by then. */
static void
test_complete (void)
{
  g_autoptr (GcTarget) target = new_target ("239.0.0.1:5000");
  guint n = 0;

  gc_target_set_sent (target, 10, "lo");
  g_signal_connect (target, "notify", G_CALLBACK (assert_complete_cb), &n);
  set_failed (target, "No way");
  g_assert_cmpuint (n, ==, 4);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model/target/new", test_new);
  g_test_add_func ("/model/target/enabled", test_enabled);
  g_test_add_func ("/model/target/sent", test_sent);
  g_test_add_func ("/model/target/sent-empty", test_sent_empty);
  g_test_add_func ("/model/target/failed", test_failed);
  g_test_add_func ("/model/target/sent-and-failed", test_sent_and_failed);
  g_test_add_func ("/model/target/complete", test_complete);

  return g_test_run ();
}
