/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-group.h"
#include "gc-io-thread.h"
#include "gc-test-listener.h"
#include "gc-test-net.h"
#include "gc-test-notices.h"
#include "gc-test-utils.h"

static GcGroup *
new_group (const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GcEndpoint) endpoint = gc_endpoint_parse (text, 0, &error);

  g_assert_no_error (error);
  return gc_group_new (endpoint);
}

static char *
dup_address (const char *group)
{
  return g_strdup_printf ("%s:%u", group, gc_test_find_port ());
}

static GcGroup *
new_joined (const char *text)
{
  GcGroup *group = new_group (text);

  gc_group_join (group);
  gc_test_wait_until (gc_group_get_state (group) != GC_RECEIVER_JOINING);
  g_assert_cmpstr (gc_group_get_error_message (group), ==, NULL);
  g_assert_cmpint (gc_group_get_state (group), ==, GC_RECEIVER_JOINED);
  return group;
}

static void
do_nothing (gpointer data)
{
}

static void
set_true (gpointer data)
{
  *(gboolean *) data = TRUE;
}

/* Waits until the I/O thread has done what it had to, and those who wanted to hear of it
 * have: to see that something does not happen. */
static void
settle (void)
{
  g_autoptr (GcIoThread) thread = gc_io_thread_dup_default ();
  gboolean is_done = FALSE;

  gc_io_thread_call (thread, do_nothing, set_true, &is_done);
  gc_test_wait_until (is_done);
}

static void
send_texts (const char *address,
            const char *texts)
{
  g_auto (GStrv) words = g_strsplit (texts, " ", -1);

  for (guint i = 0; words[i] != NULL; i++)
    gc_test_send ("", address, words[i]);
}

static void
assert_texts (GcGroup    *group,
              const char *texts)
{
  GListModel *log = G_LIST_MODEL (gc_group_get_log (group));
  g_autoptr (GString) has = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (log); i++)
    {
      g_autoptr (GcMessage) message = g_list_model_get_item (log, i);
      g_autofree char *text = gc_message_dup_text (message);

      g_string_append_printf (has, "%s%s", i > 0 ? " " : "", text);
    }

  g_assert_cmpstr (has->str, ==, texts);
}

static void
assert_interfaces (GcGroup    *group,
                   const char *names)
{
  g_autofree char *has = gc_group_dup_interface_names (group);

  g_assert_cmpstr (has, ==, names);
}

/* Publishes until so many messages have come. */
static void
receive (GcGroup *group,
         guint    n)
{
  guint n_published = 0;

  gc_test_wait_until ((n_published += gc_group_publish (group)) >= n);
  g_assert_cmpuint (n_published, ==, n);
}

static void
count_cb (GcGroup  *group,
          gpointer  user_data)
{
  (*(guint *) user_data)++;
}

static void
test_new (void)
{
  GcGroup *group = new_group ("[ff15:0::1%lo]:5000");
  g_autoptr (GcEndpoint) endpoint = NULL;
  g_autoptr (GcMessageLog) log = NULL;
  g_autofree char *title = NULL;
  g_autofree char *error_message = NULL;
  g_autofree char *interface_names = NULL;
  guint64 n_messages, n_kernel_lost, n_backlog_lost;
  GcReceiverState state;

  g_object_get (group, "endpoint", &endpoint, "log", &log, "title", &title,
                "error-message", &error_message, "interface-names", &interface_names,
                "n-messages", &n_messages, "n-kernel-lost", &n_kernel_lost,
                "n-backlog-lost", &n_backlog_lost, "state", &state, NULL);
  g_assert_true (endpoint == gc_group_get_endpoint (group));
  g_assert_true (log == gc_group_get_log (group));
  g_assert_cmpstr (title, ==, "[ff15::1%lo]:5000");
  g_assert_cmpstr (error_message, ==, NULL);
  g_assert_cmpstr (interface_names, ==, NULL);
  g_assert_cmpuint (n_messages + n_kernel_lost + n_backlog_lost, ==, 0);
  g_assert_cmpint (state, ==, GC_RECEIVER_LEFT);

  g_assert_cmpuint (gc_group_publish (group), ==, 0);
  g_clear_object (&log);
  g_assert_finalize_object (group);
}

/* The I/O thread ends with the last group. */
static void
test_thread (void)
{
  GcGroup *group = new_group ("239.1.1.1:5000");
  GcGroup *other = new_group ("239.1.1.2:5000");
  gpointer thread = gc_io_thread_dup_default ();

  g_object_add_weak_pointer (thread, &thread);
  g_object_unref (thread);
  g_assert_finalize_object (group);
  g_assert_nonnull (thread);
  g_assert_finalize_object (other);
  g_assert_null (thread);
}

static void
test_join (void)
{
  g_autofree char *address = dup_address ("239.1.1.1");
  g_autoptr (GcTestNotices) notices = NULL;
  g_autofree char *names = NULL;
  GcReceiverState state;
  GcGroup *group;

  if (gc_test_skip_without_network ())
    return;

  group = new_group (address);
  notices = gc_test_notices_new (group);
  gc_group_join (group);
  g_assert_cmpint (gc_group_get_state (group), ==, GC_RECEIVER_JOINING);
  assert_interfaces (group, NULL);
  gc_test_notices_expect (notices, "error-message interface-names receive-buffer state");

  gc_test_wait_until (gc_group_get_state (group) != GC_RECEIVER_JOINING);
  gc_test_notices_expect (notices, "error-message interface-names receive-buffer state");
  g_object_get (group, "state", &state, "interface-names", &names, NULL);
  g_assert_cmpint (state, ==, GC_RECEIVER_JOINED);
  g_assert_cmpstr (names, ==, "lo");
  assert_interfaces (group, "lo");
  g_assert_true (gc_test_is_member ("239.1.1.1", "lo"));

  g_assert_finalize_object (group);
}

static void
test_publish (void)
{
  g_autofree char *address = dup_address ("239.1.1.1");
  g_autoptr (GcTestNotices) notices = NULL;
  g_autoptr (GcGroup) group = NULL;
  guint64 n_messages;

  if (gc_test_skip_without_network ())
    return;

  group = new_joined (address);
  notices = gc_test_notices_new (group);
  g_assert_cmpuint (gc_group_publish (group), ==, 0);

  send_texts (address, "one");
  settle ();
  assert_texts (group, "");
  g_assert_cmpuint (gc_group_get_n_messages (group), ==, 0);
  gc_test_notices_expect (notices, "");

  receive (group, 1);
  assert_texts (group, "one");
  gc_test_notices_expect (notices, "n-messages");

  send_texts (address, "two three four");
  receive (group, 3);
  g_assert_cmpuint (gc_group_publish (group), ==, 0);
  assert_texts (group, "one two three four");
  g_object_get (group, "n-messages", &n_messages, NULL);
  g_assert_cmpuint (n_messages, ==, 4);
  g_assert_cmpuint (gc_group_get_n_messages (group), ==, 4);
}

/* Once for all that comes until somebody publishes. */
static void
test_received (void)
{
  g_autofree char *address = dup_address ("239.1.1.1");
  g_autoptr (GcGroup) group = NULL;
  guint n = 0;

  if (gc_test_skip_without_network ())
    return;

  group = new_joined (address);
  g_signal_connect (group, "received", G_CALLBACK (count_cb), &n);
  send_texts (address, "one");
  gc_test_wait_until (n > 0);
  send_texts (address, "two three");
  settle ();
  g_assert_cmpuint (n, ==, 1);

  receive (group, 3);
  settle ();
  n = 0;

  send_texts (address, "four");
  gc_test_wait_until (n > 0);
  assert_texts (group, "one two three");
}

/* They count as received, and wait. */
static void
test_frozen (void)
{
  g_autofree char *address = dup_address ("239.1.1.1");
  g_autoptr (GcGroup) group = NULL;
  GcMessageLog *log;

  if (gc_test_skip_without_network ())
    return;

  group = new_joined (address);
  log = gc_group_get_log (group);
  gc_message_log_set_frozen (log, TRUE);
  send_texts (address, "one two");
  receive (group, 2);
  g_assert_cmpuint (gc_group_get_n_messages (group), ==, 2);
  g_assert_cmpuint (gc_message_log_get_n_waiting (log), ==, 2);
  assert_texts (group, "");

  gc_message_log_set_frozen (log, FALSE);
  assert_texts (group, "one two");
  g_assert_cmpuint (gc_group_get_n_messages (group), ==, 2);
}

/* The count is of all that came, whatever the log keeps. */
static void
test_evicted (void)
{
  g_autofree char *address = dup_address ("239.1.1.1");
  g_autoptr (GcGroup) group = NULL;

  if (gc_test_skip_without_network ())
    return;

  group = new_joined (address);
  gc_message_log_set_max_messages (gc_group_get_log (group), 2);
  send_texts (address, "one two three");
  receive (group, 3);
  assert_texts (group, "two three");
  g_assert_cmpuint (gc_group_get_n_messages (group), ==, 3);
  g_assert_cmpuint (gc_message_log_get_n_evicted (gc_group_get_log (group)), ==, 1);
}

static void
test_failed (void)
{
  g_autofree char *address = dup_address ("239.1.1.1%nope");
  g_autoptr (GcTestNotices) notices = NULL;
  g_autofree char *error_message = NULL;
  GcGroup *group;

  if (gc_test_skip_without_network ())
    return;

  group = new_group (address);
  gc_group_join (group);
  notices = gc_test_notices_new (group);
  gc_test_wait_until (gc_group_get_state (group) != GC_RECEIVER_JOINING);
  gc_test_notices_expect (notices, "error-message interface-names receive-buffer state");
  g_assert_cmpint (gc_group_get_state (group), ==, GC_RECEIVER_FAILED);
  assert_interfaces (group, NULL);
  g_object_get (group, "error-message", &error_message, NULL);
  g_assert_cmpstr (error_message, ==,
                   "There is no interface “nope” here: this computer has lo");

  gc_group_leave (group);
  gc_test_notices_expect (notices, "error-message interface-names receive-buffer state");
  g_assert_cmpstr (gc_group_get_error_message (group), ==, NULL);
  g_assert_cmpint (gc_group_get_state (group), ==, GC_RECEIVER_LEFT);
  g_assert_finalize_object (group);
}

/* The cable has been plugged in. */
static void
test_join_after_failure (void)
{
  g_autofree char *address = dup_address ("239.1.1.1%" GC_TEST_VETH);
  g_autoptr (GcGroup) group = NULL;

  if (gc_test_skip_without_network ())
    return;

  group = new_group (address);
  gc_group_join (group);
  gc_test_wait_until (gc_group_get_state (group) == GC_RECEIVER_FAILED);
  g_assert_nonnull (gc_group_get_error_message (group));

  if (!gc_test_add_veth_pair ())
    return;

  gc_group_join (group);
  g_assert_cmpint (gc_group_get_state (group), ==, GC_RECEIVER_JOINING);
  g_assert_cmpstr (gc_group_get_error_message (group), ==, NULL);
  gc_test_wait_until (gc_group_get_state (group) == GC_RECEIVER_JOINED);
  assert_interfaces (group, GC_TEST_VETH);

  send_texts (address, "one");
  receive (group, 1);
  assert_texts (group, "one");
  gc_test_delete_interface (GC_TEST_VETH);
}

/* Nothing that has arrived is lost, and it can be joined again. */
static void
test_leave (void)
{
  g_autofree char *address = dup_address ("239.1.1.1");
  g_autoptr (GcGroup) group = NULL;
  guint n = 0;

  if (gc_test_skip_without_network ())
    return;

  group = new_joined (address);
  g_signal_connect (group, "received", G_CALLBACK (count_cb), &n);
  send_texts (address, "one");
  gc_test_wait_until (n > 0);
  gc_group_leave (group);
  g_assert_cmpint (gc_group_get_state (group), ==, GC_RECEIVER_LEFT);
  assert_interfaces (group, NULL);
  assert_texts (group, "one");
  g_assert_cmpuint (gc_group_get_n_messages (group), ==, 1);
  gc_test_wait_until (!gc_test_is_member ("239.1.1.1", "lo"));

  send_texts (address, "unheard");
  settle ();
  g_assert_cmpuint (gc_group_publish (group), ==, 0);

  gc_group_join (group);
  gc_test_wait_until (gc_group_get_state (group) == GC_RECEIVER_JOINED);
  send_texts (address, "two");
  receive (group, 1);
  assert_texts (group, "one two");
  g_assert_cmpuint (gc_group_get_n_messages (group), ==, 2);
}

/* A closed tab has left its group, also one that was closed early. */
static void
test_drop (void)
{
  g_autofree char *address = dup_address ("239.1.1.1");
  g_autofree char *other_address = dup_address ("239.1.1.2");
  g_autoptr (GcTestListener) other = NULL;
  GcGroup *group;

  if (gc_test_skip_without_network ())
    return;

  /* Keeps the I/O thread alive, whose end would be the end of every membership. */
  other = gc_test_listener_new ("%s", other_address);

  group = new_joined (address);
  g_assert_true (gc_test_is_member ("239.1.1.1", "lo"));
  g_assert_finalize_object (group);
  gc_test_wait_until (!gc_test_is_member ("239.1.1.1", "lo"));

  group = new_group (address);
  gc_group_join (group);
  g_assert_finalize_object (group);
  settle ();
  settle ();
  g_assert_false (gc_test_is_member ("239.1.1.1", "lo"));
}

/* What the tab shows may be held for longer. */
static void
test_log_outlives (void)
{
  g_autofree char *address = dup_address ("239.1.1.1");
  g_autofree char *text = NULL;
  GcMessageLog *log;
  GcMessage *message;
  GcGroup *group;

  if (gc_test_skip_without_network ())
    return;

  group = new_joined (address);
  send_texts (address, "one");
  receive (group, 1);
  log = g_object_ref (gc_group_get_log (group));
  message = g_list_model_get_item (G_LIST_MODEL (log), 0);
  g_assert_finalize_object (group);
  g_assert_finalize_object (log);
  text = gc_message_dup_text (message);
  g_assert_cmpstr (text, ==, "one");
  g_assert_finalize_object (message);
}

/* Holds the I/O thread up. */
static void
wait_at_gate (gpointer data)
{
  GMutex *gate = data;

  g_mutex_lock (gate);
  g_mutex_unlock (gate);
}

/* How many of its messages are known to have come or to be lost. */
static guint64
count_all (GcGroup *group)
{
  gc_group_publish (group);
  return gc_group_get_n_messages (group) + gc_group_get_n_kernel_lost (group) +
         gc_group_get_n_backlog_lost (group);
}

static void
count_notify_cb (GObject    *object,
                 GParamSpec *pspec,
                 gpointer    user_data)
{
  (*(guint *) user_data)++;
}

/* More than any receive buffer holds that may be had. */
#define N_FLOOD 600
#define FLOOD_SIZE 65000

static void
test_kernel_loss (void)
{
  g_autofree char *address = dup_address ("239.1.1.1");
  g_autoptr (GBytes) payload = g_bytes_new_take (g_malloc0 (FLOOD_SIZE), FLOOD_SIZE);
  g_autoptr (GcIoThread) thread = gc_io_thread_dup_default ();
  g_autoptr (GcGroup) group = NULL;
  guint64 n_lost;
  guint n = 0;
  GMutex gate;

  if (gc_test_skip_without_network ())
    return;

  group = new_joined (address);
  g_signal_connect (group, "notify::n-kernel-lost", G_CALLBACK (count_notify_cb), &n);

  g_mutex_init (&gate);
  g_mutex_lock (&gate);
  gc_io_thread_call (thread, wait_at_gate, NULL, &gate);
  for (guint i = 0; i < N_FLOOD; i++)
    gc_test_send_bytes ("", address, payload);
  g_mutex_unlock (&gate);

  gc_test_wait_until (count_all (group) >= N_FLOOD);
  g_assert_cmpuint (count_all (group), ==, N_FLOOD);
  g_object_get (group, "n-kernel-lost", &n_lost, NULL);
  g_assert_cmpuint (n_lost, >, 0);
  g_assert_cmpuint (n_lost, ==, gc_group_get_n_kernel_lost (group));
  g_assert_cmpuint (gc_group_get_n_backlog_lost (group), ==, 0);
  g_assert_cmpuint (n, >, 0);

  gc_group_leave (group);
  g_assert_cmpuint (gc_group_get_n_kernel_lost (group), ==, n_lost);
  settle ();
  g_mutex_clear (&gate);
}

/* Nobody publishes: 64 MiB may wait. */
static void
test_backlog_loss (void)
{
  g_autofree char *address = dup_address ("239.1.1.1");
  g_autoptr (GBytes) payload = g_bytes_new_take (g_malloc0 (FLOOD_SIZE), FLOOD_SIZE);
  g_autoptr (GcGroup) group = NULL;
  guint64 n_lost, n_sent = 0;
  guint n = 0;

  if (gc_test_skip_without_network ())
    return;

  group = new_joined (address);
  g_signal_connect (group, "notify::n-backlog-lost", G_CALLBACK (count_notify_cb), &n);

  for (; n_sent * FLOOD_SIZE < 70 * 1024 * 1024; n_sent++)
    {
      gc_test_send_bytes ("", address, payload);
      settle ();
    }

  gc_test_wait_until (count_all (group) >= n_sent);
  g_assert_cmpuint (count_all (group), ==, n_sent);
  g_object_get (group, "n-backlog-lost", &n_lost, NULL);
  g_assert_cmpuint (n_lost, >, 0);
  g_assert_cmpuint (n_lost, ==, gc_group_get_n_backlog_lost (group));
  g_assert_cmpuint (n, >, 0);

  /* What has been published makes room. */
  gc_test_send_bytes ("", address, payload);
  receive (group, 1);
  g_assert_cmpuint (gc_group_get_n_backlog_lost (group), ==, n_lost);
}

int
main (int   argc,
      char *argv[])
{
  gc_test_enter_network ();
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model/group/new", test_new);
  g_test_add_func ("/model/group/thread", test_thread);
  g_test_add_func ("/model/group/join", test_join);
  g_test_add_func ("/model/group/publish", test_publish);
  g_test_add_func ("/model/group/received", test_received);
  g_test_add_func ("/model/group/frozen", test_frozen);
  g_test_add_func ("/model/group/evicted", test_evicted);
  g_test_add_func ("/model/group/failed", test_failed);
  g_test_add_func ("/model/group/join-after-failure", test_join_after_failure);
  g_test_add_func ("/model/group/leave", test_leave);
  g_test_add_func ("/model/group/drop", test_drop);
  g_test_add_func ("/model/group/log-outlives", test_log_outlives);
  g_test_add_func ("/model/group/kernel-loss", test_kernel_loss);
  g_test_add_func ("/model/group/backlog-loss", test_backlog_loss);

  return g_test_run ();
}
