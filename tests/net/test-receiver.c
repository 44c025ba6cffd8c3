/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-error.h"
#include "gc-io-thread.h"
#include "gc-receiver.h"
#include "gc-test-listener.h"
#include "gc-test-net.h"
#include "gc-test-peer.h"
#include "gc-test-utils.h"

#include <net/if.h>
#include <string.h>

static GcReceiver *
new_receiver (const char *format,
              guint16     port)
{
  g_autofree char *text = g_strdup_printf ("%s:%u", format, port);
  g_autoptr (GError) error = NULL;
  g_autoptr (GcEndpoint) endpoint = gc_endpoint_parse (text, 0, &error);

  g_assert_no_error (error);
  return gc_receiver_new (endpoint);
}

static char *
dup_interfaces (GcReceiver *receiver)
{
  return gc_interface_join_names (gc_receiver_get_interfaces (receiver));
}

static char *
dup_group (const char *group,
           guint16     port)
{
  return g_strdup_printf ("%s:%u", group, port);
}

static void
count_notify_cb (GObject    *object,
                 GParamSpec *pspec,
                 gpointer    user_data)
{
  (*(guint *) user_data)++;
}

static void
count_received_cb (GcReceiver *receiver,
                   gpointer    user_data)
{
  (*(guint *) user_data)++;
}

static void
test_state (void)
{
  GcReceiver *receiver;
  g_autoptr (GcEndpoint) endpoint = NULL;
  g_autofree char *names = NULL;
  GcReceiverState state;
  guint n_notified = 0;

  if (gc_test_skip_without_network ())
    return;

  receiver = new_receiver ("239.1.1.1", gc_test_find_port ());
  g_signal_connect (receiver, "notify::state", G_CALLBACK (count_notify_cb), &n_notified);
  g_assert_cmpint (gc_receiver_get_state (receiver), ==, GC_RECEIVER_LEFT);
  g_assert_null (gc_receiver_steal_batches (receiver));
  g_assert_null (gc_receiver_get_interfaces (receiver));

  gc_receiver_join (receiver);
  g_assert_cmpint (gc_receiver_get_state (receiver), ==, GC_RECEIVER_JOINING);
  gc_test_wait_until (gc_receiver_get_state (receiver) == GC_RECEIVER_JOINED);
  g_assert_cmpuint (n_notified, ==, 2);
  g_assert_no_error (gc_receiver_get_error (receiver));
  g_assert_cmpint (gc_receiver_get_receive_buffer (receiver), >, 0);
  names = dup_interfaces (receiver);
  g_assert_cmpstr (names, ==, "lo");
  g_assert_true (gc_test_is_member ("239.1.1.1", "lo"));

  g_object_get (receiver, "state", &state, "endpoint", &endpoint, NULL);
  g_assert_cmpint (state, ==, GC_RECEIVER_JOINED);
  g_assert_true (endpoint == gc_receiver_get_endpoint (receiver));
  g_assert_finalize_object (receiver);
}

/* The last reference leaves the group, and has left it when it is gone. */
static void
test_leave (void)
{
  GcReceiver *receiver;

  if (gc_test_skip_without_network ())
    return;

  receiver = new_receiver ("239.1.1.1", gc_test_find_port ());
  for (guint i = 0; i < 2; i++)
    {
      gc_receiver_join (receiver);
      gc_test_wait_until (gc_receiver_get_state (receiver) == GC_RECEIVER_JOINED);
      g_assert_true (gc_test_is_member ("239.1.1.1", "lo"));

      gc_receiver_leave (receiver);
      g_assert_cmpint (gc_receiver_get_state (receiver), ==, GC_RECEIVER_LEFT);
      g_assert_null (gc_receiver_get_interfaces (receiver));
      gc_test_wait_until (!gc_test_is_member ("239.1.1.1", "lo"));
    }

  gc_receiver_join (receiver);
  gc_test_wait_until (gc_receiver_get_state (receiver) == GC_RECEIVER_JOINED);
  g_assert_finalize_object (receiver);
  g_assert_false (gc_test_is_member ("239.1.1.1", "lo"));
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

/* Its answer comes when nobody waits for it any more. */
static void
test_leave_while_joining (void)
{
  g_autoptr (GcIoThread) thread = NULL;
  GcReceiver *receiver;
  gboolean is_answered = FALSE;

  if (gc_test_skip_without_network ())
    return;

  thread = gc_io_thread_dup_default ();
  receiver = new_receiver ("239.1.1.1", gc_test_find_port ());
  gc_receiver_join (receiver);
  gc_receiver_leave (receiver);
  g_assert_cmpint (gc_receiver_get_state (receiver), ==, GC_RECEIVER_LEFT);

  /* Behind the join in the queue of the thread, and so is its answer. */
  gc_io_thread_call (thread, do_nothing, set_true, &is_answered);
  gc_test_wait_until (is_answered);
  gc_test_wait_until (!gc_test_is_member ("239.1.1.1", "lo"));
  g_assert_cmpint (gc_receiver_get_state (receiver), ==, GC_RECEIVER_LEFT);

  /* Only the last of these counts. */
  gc_receiver_join (receiver);
  gc_receiver_leave (receiver);
  gc_receiver_join (receiver);
  gc_test_wait_until (gc_receiver_get_state (receiver) == GC_RECEIVER_JOINED);
  gc_receiver_leave (receiver);
  gc_test_wait_until (!gc_test_is_member ("239.1.1.1", "lo"));
  g_assert_finalize_object (receiver);
}

/* Dropped while it joins, it goes when the answer has come. */
static void
test_drop_while_joining (void)
{
  GcReceiver *receiver;
  gpointer watched;

  if (gc_test_skip_without_network ())
    return;

  receiver = new_receiver ("239.1.1.1", gc_test_find_port ());
  watched = receiver;
  g_object_add_weak_pointer (watched, &watched);
  gc_receiver_join (receiver);
  g_object_unref (receiver);
  gc_test_wait_until (watched == NULL);
  gc_test_wait_until (!gc_test_is_member ("239.1.1.1", "lo"));
}

static void
test_retry (void)
{
  g_autofree char *names = NULL;
  GcReceiver *receiver;

  if (gc_test_skip_without_network ())
    return;

  receiver = new_receiver ("239.1.1.1%" GC_TEST_VETH, gc_test_find_port ());
  gc_receiver_join (receiver);
  gc_test_wait_until (gc_receiver_get_state (receiver) == GC_RECEIVER_FAILED);
  g_assert_error (gc_receiver_get_error (receiver), GC_ERROR, GC_ERROR_NO_INTERFACE);
  g_assert_cmpstr (gc_receiver_get_error (receiver)->message, ==,
                   "There is no interface “" GC_TEST_VETH "” here: this computer has lo");

  if (gc_test_add_veth_pair ())
    {
      gc_receiver_join (receiver);
      g_assert_null (gc_receiver_get_error (receiver));
      gc_test_wait_until (gc_receiver_get_state (receiver) == GC_RECEIVER_JOINED);
      names = dup_interfaces (receiver);
      g_assert_cmpstr (names, ==, GC_TEST_VETH);
      g_assert_true (gc_test_is_member ("239.1.1.1", GC_TEST_VETH));
      g_assert_false (gc_test_is_member ("239.1.1.1", "lo"));
      gc_test_delete_interface (GC_TEST_VETH);
    }
  g_assert_finalize_object (receiver);
}

static void
assert_source (const GcRecord *record,
               const char     *wanted)
{
  char text[GC_RECORD_ADDRESS_SIZE];

  gc_record_print_source (record, text);
  g_assert_cmpstr (text, ==, wanted);
}

static void
assert_from_loopback (const GcRecord *record,
                      const char     *destination)
{
  char text[GC_RECORD_ADDRESS_SIZE];

  gc_record_print_destination (record, text);
  g_assert_cmpstr (text, ==, destination);
  g_assert_cmpuint (record->ifindex, ==, if_nametoindex ("lo"));
  g_assert_cmpuint (record->ttl, ==, 1);
  g_assert_cmpint (ABS (record->time_ns / 1000 - g_get_real_time ()), <, 5 * G_TIME_SPAN_SECOND);
}

/* What another program sends. */
static void
test_receive (void)
{
  g_autoptr (GcTestListener) listener = NULL;
  g_autoptr (GcTestPeer) peer = NULL;
  guint16 port = gc_test_find_port ();
  g_autofree char *group = dup_group ("239.1.1.1", port);
  g_autofree char *source = NULL;

  if (gc_test_skip_without_network ())
    return;

  listener = gc_test_listener_new ("%s", group);
  peer = gc_test_peer_spawn ("peer-sender.py", "--bind", "127.0.0.1:0", "--text", "hello", group,
                             NULL);
  source = gc_test_peer_read_line (peer);
  g_assert_true (g_str_has_prefix (source, "from 127.0.0.1:"));
  gc_test_peer_expect_line (peer, "sent 1");
  gc_test_peer_expect_end (peer);

  gc_test_listener_expect (listener, "hello");
  assert_from_loopback (gc_test_listener_get_record (listener, 0), "239.1.1.1");
  assert_source (gc_test_listener_get_record (listener, 0), source + strlen ("from "));
}

static void
test_receive_own (void)
{
  g_autoptr (GcTestListener) listener = NULL;
  g_autofree char *group = dup_group ("239.1.1.1", gc_test_find_port ());
  g_autofree char *source = dup_group ("127.0.0.1", gc_test_find_port ());

  if (gc_test_skip_without_network ())
    return;

  listener = gc_test_listener_new ("%s", group);
  gc_test_send (source, group, "hello");
  gc_test_listener_expect (listener, "hello");
  assert_from_loopback (gc_test_listener_get_record (listener, 0), "239.1.1.1");
  assert_source (gc_test_listener_get_record (listener, 0), source);
}

static void
test_receive_ipv6 (void)
{
  g_autoptr (GcTestListener) listener = NULL;
  g_autoptr (GcTestPeer) peer = NULL;
  guint16 port = gc_test_find_port ();
  g_autofree char *group = dup_group ("[ff15::1]", port);
  g_autofree char *source = dup_group ("[::1]", gc_test_find_port ());

  if (gc_test_skip_without_ipv6 ())
    return;

  gc_test_add_routes ();
  listener = gc_test_listener_new ("%s", group);
  peer = gc_test_peer_spawn ("peer-sender.py", "--bind", source, "--text", "hello", group, NULL);
  gc_test_listener_expect (listener, "hello");
  assert_from_loopback (gc_test_listener_get_record (listener, 0), "ff15::1");
  assert_source (gc_test_listener_get_record (listener, 0), source);
  gc_test_delete_routes ();
}

static void
test_payloads (void)
{
  static const gsize sizes[] = { 0, 1, 2, 1472, 1473, 65507 };
  g_autoptr (GcTestListener) listener = NULL;
  g_autofree guint8 *bytes = g_malloc (65507);
  g_autofree char *group = dup_group ("239.1.1.1", gc_test_find_port ());

  if (gc_test_skip_without_network ())
    return;

  for (guint i = 0; i < 65507; i++)
    bytes[i] = g_test_rand_int ();

  listener = gc_test_listener_new ("%s", group);
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr (GBytes) payload = g_bytes_new (bytes, sizes[i]);
      g_autoptr (GBytes) heard = NULL;

      gc_test_send_bytes ("", group, payload);
      gc_test_listener_wait (listener, i + 1);
      heard = gc_test_listener_dup_payload (listener, i);
      g_assert_true (g_bytes_equal (heard, payload));
      g_assert_cmpuint (gc_test_listener_get_record (listener, i)->flags, ==, 0);
    }
}

static void
test_order (void)
{
  g_autoptr (GcTestListener) listener = NULL;
  g_autoptr (GcTestPeer) peer = NULL;
  g_autofree char *group = dup_group ("239.1.1.1", gc_test_find_port ());

  if (gc_test_skip_without_network ())
    return;

  gc_test_add_routes ();
  listener = gc_test_listener_new ("%s", group);
  peer = gc_test_peer_spawn ("peer-sender.py", "--count", "3000", group, NULL);
  gc_test_listener_wait (listener, 3000);
  for (guint i = 0; i < 3000; i++)
    {
      g_autoptr (GBytes) heard = gc_test_listener_dup_payload (listener, i);
      guint32 number = g_htonl (i);

      g_assert_cmpmem (g_bytes_get_data (heard, NULL), g_bytes_get_size (heard), &number, 4);
    }
  gc_test_delete_routes ();
}

/* One signal tells that something has come; the next one waits until it has been taken. */
static void
test_signal (void)
{
  GcReceiver *receiver;
  guint16 port = gc_test_find_port ();
  g_autofree char *group = dup_group ("239.1.1.1", port);
  guint n_received = 0;

  if (gc_test_skip_without_network ())
    return;

  receiver = new_receiver ("239.1.1.1", port);
  g_signal_connect (receiver, "received", G_CALLBACK (count_received_cb), &n_received);
  gc_receiver_join (receiver);
  gc_test_wait_until (gc_receiver_get_state (receiver) == GC_RECEIVER_JOINED);
  g_assert_cmpuint (n_received, ==, 0);

  for (guint i = 1; i <= 3; i++)
    {
      g_autoptr (GPtrArray) batches = NULL;

      gc_test_send ("", group, "text");
      gc_test_wait_until (n_received == i);
      batches = gc_receiver_steal_batches (receiver);
      g_assert_cmpuint (batches->len, ==, 1);
    }

  gc_test_send ("", group, "text");
  gc_test_wait_until (n_received == 4);
  gc_test_send ("", group, "text");
  gc_receiver_leave (receiver);
  g_assert_cmpuint (n_received, ==, 4);
  g_assert_finalize_object (receiver);
}

/* The last word reaches both, and behind it what was not meant for them would show. */
static void
test_two_ports (void)
{
  g_autoptr (GcTestListener) first = NULL;
  g_autoptr (GcTestListener) second = NULL;
  g_autofree char *first_group = dup_group ("239.1.1.1", gc_test_find_port ());
  g_autofree char *second_group = dup_group ("239.1.1.1", gc_test_find_port ());

  if (gc_test_skip_without_network ())
    return;

  first = gc_test_listener_new ("%s", first_group);
  second = gc_test_listener_new ("%s", second_group);
  gc_test_send ("", first_group, "to-first");
  gc_test_send ("", second_group, "to-second");
  gc_test_send ("", first_group, "end");
  gc_test_send ("", second_group, "end");
  gc_test_listener_expect (first, "to-first end");
  gc_test_listener_expect (second, "to-second end");
}

static void
assert_two_groups (const char *first_address,
                   const char *second_address)
{
  guint16 port = gc_test_find_port ();
  g_autofree char *first_group = dup_group (first_address, port);
  g_autofree char *second_group = dup_group (second_address, port);
  g_autoptr (GcTestListener) first = gc_test_listener_new ("%s", first_group);
  g_autoptr (GcTestListener) second = gc_test_listener_new ("%s", second_group);

  gc_test_send ("", first_group, "to-first");
  gc_test_send ("", second_group, "to-second");
  gc_test_send ("", first_group, "end");
  gc_test_send ("", second_group, "end");
  gc_test_listener_expect (first, "to-first end");
  gc_test_listener_expect (second, "to-second end");
}

static void
test_two_groups (void)
{
  if (gc_test_skip_without_network ())
    return;

  assert_two_groups ("239.1.1.1", "239.1.1.2");
}

static void
test_two_groups_ipv6 (void)
{
  if (gc_test_skip_without_ipv6 ())
    return;

  gc_test_add_routes ();
  assert_two_groups ("[ff15::1]", "[ff15::2]");
  assert_two_groups ("[ff12::1%lo]", "[ff12::2%lo]");
  gc_test_delete_routes ();
}

/* Joined on two interfaces, a link-local group is bound to no address: the kernel hands such a
 * socket what is sent to this computer alone too, and the inbox has to leave it out. */
static void
test_unicast_left_out (void)
{
  g_autoptr (GcTestListener) listener = NULL;
  g_autoptr (GcTestPeer) peer = NULL;
  guint16 port = gc_test_find_port ();
  g_autofree char *group = dup_group ("[ff12::1%lo]", port);
  g_autofree char *unicast = dup_group ("[::1]", port);

  if (gc_test_skip_without_ipv6 () || !gc_test_add_veth_pair ())
    return;

  gc_test_add_routes ();
  listener = gc_test_listener_new ("[ff12::1%%*]:%u", port);
  peer = gc_test_peer_spawn ("peer-sender.py", "--text", "unicast", unicast, NULL);
  g_free (gc_test_peer_read_line (peer));
  gc_test_peer_expect_line (peer, "sent 1");
  gc_test_send ("", group, "end");
  gc_test_listener_expect (listener, "end");
  gc_test_delete_routes ();
  gc_test_delete_interface (GC_TEST_VETH);
}

static void
test_two_interfaces (void)
{
  g_autoptr (GcTestListener) on_lo = NULL;
  g_autoptr (GcTestListener) on_veth = NULL;
  guint16 port = gc_test_find_port ();
  g_autofree char *lo_group = dup_group ("239.1.1.1%lo", port);
  g_autofree char *veth_group = dup_group ("239.1.1.1%" GC_TEST_VETH, port);

  if (gc_test_skip_without_network () || !gc_test_add_veth_pair ())
    return;

  on_lo = gc_test_listener_new ("%s", lo_group);
  on_veth = gc_test_listener_new ("%s", veth_group);
  gc_test_send ("", lo_group, "by-lo");
  gc_test_send ("", veth_group, "by-veth");
  gc_test_send ("", lo_group, "end");
  gc_test_send ("", veth_group, "end");
  gc_test_listener_expect (on_lo, "by-lo end");
  gc_test_listener_expect (on_veth, "by-veth end");
  g_assert_cmpuint (gc_test_listener_get_record (on_lo, 0)->ifindex, ==, if_nametoindex ("lo"));
  g_assert_cmpuint (gc_test_listener_get_record (on_veth, 0)->ifindex, ==,
                    if_nametoindex (GC_TEST_VETH));
  gc_test_delete_interface (GC_TEST_VETH);
}

/* On the interface of the route and on loopback: whichever way a program here sends. */
static void
test_both_interfaces (void)
{
  g_autoptr (GcTestListener) listener = NULL;
  g_autofree char *names = NULL;
  guint16 port = gc_test_find_port ();
  g_autofree char *lo_group = dup_group ("239.1.1.1%lo", port);
  g_autofree char *veth_group = dup_group ("239.1.1.1%" GC_TEST_VETH, port);

  if (gc_test_skip_without_network () || !gc_test_add_veth_pair ())
    return;

  listener = gc_test_listener_new ("239.1.1.1:%u", port);
  names = dup_interfaces (gc_test_listener_get_receiver (listener));
  g_assert_cmpstr (names, ==, GC_TEST_VETH ", lo");
  gc_test_send ("", lo_group, "by-lo");
  gc_test_send ("", veth_group, "by-veth");
  gc_test_listener_expect (listener, "by-lo by-veth");
  gc_test_delete_interface (GC_TEST_VETH);
}

#define N_OURS  10
#define N_PEERS 3

/* Any number of programs, and of receivers in each, share a group and port. */
static void
test_shared (void)
{
  GcTestListener *ours[N_OURS];
  GcTestPeer *peers[N_PEERS];
  guint16 port = gc_test_find_port ();
  g_autofree char *port_text = g_strdup_printf ("%u", port);
  g_autofree char *group = dup_group ("239.1.1.1", port);
  g_autofree char *source = dup_group ("127.0.0.1", gc_test_find_port ());
  g_autofree char *heard = g_strdup_printf ("%s 68656c6c6f", source);

  if (gc_test_skip_without_network ())
    return;

  for (guint i = 0; i < N_PEERS; i++)
    peers[i] = gc_test_peer_spawn ("peer-receiver.py", "--interface", "127.0.0.1", "239.1.1.1",
                                   port_text, NULL);
  for (guint i = 0; i < N_PEERS; i++)
    gc_test_peer_expect_line (peers[i], "ready");
  for (guint i = 0; i < N_OURS; i++)
    ours[i] = gc_test_listener_new ("%s", group);

  gc_test_send (source, group, "hello");
  for (guint i = 0; i < N_OURS; i++)
    {
      gc_test_listener_expect (ours[i], "hello");
      gc_test_listener_free (ours[i]);
    }
  for (guint i = 0; i < N_PEERS; i++)
    {
      gc_test_peer_expect_line (peers[i], heard);
      gc_test_peer_free (peers[i]);
    }
}

/* What keeps the I/O thread from receiving until it is told to go on. */
typedef struct
{
  GMutex   mutex;
  GCond    cond;
  gboolean is_held;
  gboolean is_released;
} Gate;

static void
gate_hold (gpointer data)
{
  Gate *gate = data;

  g_mutex_lock (&gate->mutex);
  gate->is_held = TRUE;
  g_cond_signal (&gate->cond);
  while (!gate->is_released)
    g_cond_wait (&gate->cond, &gate->mutex);
  g_mutex_unlock (&gate->mutex);
}

static void
gate_close (Gate       *gate,
            GcIoThread *thread)
{
  memset (gate, 0, sizeof *gate);
  gc_io_thread_call (thread, gate_hold, NULL, gate);
  g_mutex_lock (&gate->mutex);
  while (!gate->is_held)
    g_cond_wait (&gate->cond, &gate->mutex);
  g_mutex_unlock (&gate->mutex);
}

static void
gate_open (Gate *gate)
{
  g_mutex_lock (&gate->mutex);
  gate->is_released = TRUE;
  g_cond_signal (&gate->cond);
  g_mutex_unlock (&gate->mutex);
}

#define N_FLOOD 1000

static void
flood (const char *target)
{
  g_autofree char *text = g_strnfill (60000, '.');
  g_autoptr (GBytes) payload = g_bytes_new (text, 60000);
  g_autoptr (GPtrArray) transmissions =
    g_ptr_array_new_with_free_func ((GDestroyNotify) gc_transmission_free);
  g_autoptr (GcEndpoint) endpoint = gc_endpoint_parse (target, 0, NULL);
  g_autoptr (GcSourceAddress) source = gc_source_address_parse ("", NULL);
  g_autoptr (GcTransmitter) transmitter = gc_transmitter_new (source, 1);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < N_FLOOD; i++)
    g_ptr_array_add (transmissions, gc_transmission_new (endpoint, payload));
  gc_transmitter_send (transmitter, transmissions, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < N_FLOOD; i++)
    g_assert_no_error (((GcTransmission *) transmissions->pdata[i])->error);
}

/* Every datagram has either arrived or been counted as lost, the last ones too. */
static void
test_kernel_loss (void)
{
  g_autoptr (GcIoThread) thread = NULL;
  g_autoptr (GcTestListener) listener = NULL;
  GcReceiver *receiver;
  g_autofree char *group = dup_group ("239.1.1.1", gc_test_find_port ());
  guint64 n_lost;
  Gate gate;

  if (gc_test_skip_without_network ())
    return;

  thread = gc_io_thread_dup_default ();
  listener = gc_test_listener_new ("%s", group);
  receiver = gc_test_listener_get_receiver (listener);
  gate_close (&gate, thread);
  flood (group);
  gate_open (&gate);

  gc_test_wait_until (gc_test_listener_count (listener) +
                      gc_receiver_get_n_kernel_lost (receiver) >= N_FLOOD);
  n_lost = gc_receiver_get_n_kernel_lost (receiver);
  g_assert_cmpuint (n_lost, >, 0);
  g_assert_cmpuint (n_lost, <, N_FLOOD);
  g_assert_cmpuint (gc_test_listener_count (listener) + n_lost, ==, N_FLOOD);
  g_assert_cmpuint (gc_receiver_get_n_backlog_lost (receiver), ==, 0);

  /* What was lost stays counted, and the next membership begins at nothing. */
  gc_receiver_leave (receiver);
  gc_receiver_join (receiver);
  gc_test_wait_until (gc_receiver_get_state (receiver) == GC_RECEIVER_JOINED);
  gc_test_send ("", group, "end");
  gc_test_listener_wait (listener, N_FLOOD - n_lost + 1);
  g_assert_cmpuint (gc_receiver_get_n_kernel_lost (receiver), ==, n_lost);
}

static void
test_leave_after_failure (void)
{
  GcReceiver *receiver;

  if (gc_test_skip_without_network ())
    return;

  receiver = new_receiver ("239.1.1.1%lo", gc_test_find_port ());
  gc_test_ip ("link set lo down");
  gc_receiver_join (receiver);
  gc_test_wait_until (gc_receiver_get_state (receiver) == GC_RECEIVER_FAILED);
  g_assert_cmpstr (gc_receiver_get_error (receiver)->message, ==,
                   "The interface lo is switched off");
  gc_test_ip ("link set lo up");
  gc_receiver_leave (receiver);
  g_assert_cmpint (gc_receiver_get_state (receiver), ==, GC_RECEIVER_LEFT);
  g_assert_null (gc_receiver_get_error (receiver));
  g_assert_finalize_object (receiver);
}

int
main (int   argc,
      char *argv[])
{
  gc_test_enter_network ();
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/net/receiver/state", test_state);
  g_test_add_func ("/net/receiver/leave", test_leave);
  g_test_add_func ("/net/receiver/leave-while-joining", test_leave_while_joining);
  g_test_add_func ("/net/receiver/drop-while-joining", test_drop_while_joining);
  g_test_add_func ("/net/receiver/retry", test_retry);
  g_test_add_func ("/net/receiver/leave-after-failure", test_leave_after_failure);
  g_test_add_func ("/net/receiver/receive", test_receive);
  g_test_add_func ("/net/receiver/receive-own", test_receive_own);
  g_test_add_func ("/net/receiver/receive-ipv6", test_receive_ipv6);
  g_test_add_func ("/net/receiver/payloads", test_payloads);
  g_test_add_func ("/net/receiver/order", test_order);
  g_test_add_func ("/net/receiver/signal", test_signal);
  g_test_add_func ("/net/receiver/two-ports", test_two_ports);
  g_test_add_func ("/net/receiver/two-groups", test_two_groups);
  g_test_add_func ("/net/receiver/two-groups-ipv6", test_two_groups_ipv6);
  g_test_add_func ("/net/receiver/unicast-left-out", test_unicast_left_out);
  g_test_add_func ("/net/receiver/two-interfaces", test_two_interfaces);
  g_test_add_func ("/net/receiver/both-interfaces", test_both_interfaces);
  g_test_add_func ("/net/receiver/shared", test_shared);
  g_test_add_func ("/net/receiver/kernel-loss", test_kernel_loss);

  return g_test_run ();
}
