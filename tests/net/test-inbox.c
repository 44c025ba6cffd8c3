/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-inbox.h"
#include "gc-test-utils.h"

#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define NO_LIMIT (64 * 1024 * 1024)

/* An inbox of "the group" 127.0.0.1 and what brings datagrams into it. That the address is not
 * multicast is all the same to an inbox, and needs nothing of the network. */
typedef struct
{
  GcInbox *inbox;
  GcDrain *drain;
  int      receiver;
  int      sender;
  guint16  port;
  guint    n_woken;
} Fixture;

static void
fixture_open (Fixture *fixture,
              gsize    limit_bytes)
{
  g_autoptr (GInetAddress) group = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  struct sockaddr_in address = { .sin_family = AF_INET, };
  socklen_t length = sizeof address;
  int on = 1;

  memset (fixture, 0, sizeof *fixture);
  fixture->inbox = gc_inbox_new (group, limit_bytes);
  fixture->drain = gc_drain_new ();
  fixture->receiver = socket (AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  fixture->sender = socket (AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);

  g_assert_cmpint (bind (fixture->receiver, (struct sockaddr *) &address, length), ==, 0);
  g_assert_cmpint (getsockname (fixture->receiver, (struct sockaddr *) &address, &length), ==, 0);
  g_assert_cmpint (setsockopt (fixture->receiver, IPPROTO_IP, IP_PKTINFO, &on, sizeof on), ==, 0);
  fixture->port = g_ntohs (address.sin_port);
}

static void
fixture_close (Fixture *fixture)
{
  close (fixture->sender);
  close (fixture->receiver);
  gc_drain_free (fixture->drain);
  gc_inbox_unref (fixture->inbox);
}

static void
fixture_send (Fixture    *fixture,
              const char *destination,
              const char *text)
{
  g_autoptr (GSocketAddress) address =
    g_inet_socket_address_new_from_string (destination, fixture->port);
  struct sockaddr_in native;

  g_assert_true (g_socket_address_to_native (address, &native, sizeof native, NULL));
  g_assert_cmpint (sendto (fixture->sender, text, strlen (text), 0,
                           (struct sockaddr *) &native, sizeof native), ==, strlen (text));
}

static void
fixture_deliver (Fixture    *fixture,
                 const char *text)
{
  fixture_send (fixture, "127.0.0.1", text);
  g_assert_cmpint (gc_inbox_receive (fixture->inbox, fixture->drain, fixture->receiver), ==, 1);
}

/* Takes everything, and says it as one text. */
static char *
fixture_steal (Fixture *fixture,
               guint64 *n_kernel_lost,
               guint64 *n_backlog_lost)
{
  g_autoptr (GPtrArray) batches =
    gc_inbox_steal (fixture->inbox, n_kernel_lost, n_backlog_lost);
  g_autoptr (GString) texts = g_string_new (NULL);

  for (guint i = 0; i < batches->len; i++)
    {
      GcBatch *batch = g_ptr_array_index (batches, i);

      for (guint j = 0; j < batch->n_records; j++)
        {
          if (texts->len > 0)
            g_string_append_c (texts, ' ');
          g_string_append_len (texts, (const char *) gc_batch_get_payload (batch, j),
                               batch->records[j].size);
        }
    }

  return g_string_free (g_steal_pointer (&texts), FALSE);
}

static void
fixture_expect (Fixture    *fixture,
                const char *wanted,
                guint64     wanted_kernel_lost,
                guint64     wanted_backlog_lost)
{
  guint64 n_kernel_lost, n_backlog_lost;
  g_autofree char *texts = fixture_steal (fixture, &n_kernel_lost, &n_backlog_lost);

  g_assert_cmpstr (texts, ==, wanted);
  g_assert_cmpuint (n_kernel_lost, ==, wanted_kernel_lost);
  g_assert_cmpuint (n_backlog_lost, ==, wanted_backlog_lost);
}

static void
test_steal (void)
{
  Fixture fixture;

  fixture_open (&fixture, NO_LIMIT);
  fixture_expect (&fixture, "", 0, 0);

  fixture_deliver (&fixture, "one");
  fixture_deliver (&fixture, "two");
  fixture_expect (&fixture, "one two", 0, 0);
  fixture_expect (&fixture, "", 0, 0);

  fixture_deliver (&fixture, "three");
  fixture_expect (&fixture, "three", 0, 0);
  fixture_close (&fixture);
}

static void
test_bounded (void)
{
  Fixture fixture;

  /* Room for three of one byte. */
  fixture_open (&fixture, 3 * (sizeof (GcRecord) + 1));
  fixture_deliver (&fixture, "1");
  fixture_deliver (&fixture, "2");
  fixture_deliver (&fixture, "3");
  fixture_deliver (&fixture, "4");
  fixture_deliver (&fixture, "5");
  fixture_expect (&fixture, "1 2 3", 0, 2);

  fixture_deliver (&fixture, "6");
  fixture_expect (&fixture, "6", 0, 2);
  fixture_close (&fixture);
}

/* One that is too long leaves room for a later one that is not. */
static void
test_bounded_by_bytes (void)
{
  Fixture fixture;

  fixture_open (&fixture, 2 * sizeof (GcRecord) + 10);
  fixture_deliver (&fixture, "12345");
  fixture_deliver (&fixture, "123456");
  fixture_deliver (&fixture, "54321");
  fixture_expect (&fixture, "12345 54321", 0, 1);
  fixture_close (&fixture);
}

static void
test_other_destination (void)
{
  Fixture fixture;

  fixture_open (&fixture, NO_LIMIT);
  fixture_send (&fixture, "127.0.0.2", "theirs");
  fixture_send (&fixture, "127.0.0.1", "mine");
  fixture_send (&fixture, "127.1.0.1", "theirs");
  g_assert_cmpint (gc_inbox_receive (fixture.inbox, fixture.drain, fixture.receiver), ==, 3);
  fixture_expect (&fixture, "mine", 0, 0);
  fixture_close (&fixture);
}

/* More than two batches of four bytes each. */
#define N_MANY (2 * GC_BATCH_SIZE / (sizeof (GcRecord) + 4) + 1)

static void
test_many (void)
{
  guint64 n_kernel_lost, n_backlog_lost;
  guint n = 0;
  Fixture fixture;

  fixture_open (&fixture, NO_LIMIT);
  for (guint i = 0; i < N_MANY; i++)
    fixture_deliver (&fixture, "text");

  {
    g_autoptr (GPtrArray) batches =
      gc_inbox_steal (fixture.inbox, &n_kernel_lost, &n_backlog_lost);

    g_assert_cmpuint (batches->len, ==, 3);
    for (guint i = 0; i < 2; i++)
      g_assert_cmpuint (gc_batch_get_bytes (g_ptr_array_index (batches, i)), >,
                        GC_BATCH_SIZE * 9 / 10);
    for (guint i = 0; i < batches->len; i++)
      n += ((GcBatch *) g_ptr_array_index (batches, i))->n_records;
  }

  g_assert_cmpuint (n, ==, N_MANY);
  fixture_close (&fixture);
}

/* The counter of the kernel has 32 bits. */
static void
test_kernel_drops (void)
{
  Fixture fixture;

  fixture_open (&fixture, NO_LIMIT);
  gc_inbox_set_kernel_drops (fixture.inbox, 5);
  gc_inbox_set_kernel_drops (fixture.inbox, 5);
  fixture_expect (&fixture, "", 5, 0);

  gc_inbox_set_kernel_drops (fixture.inbox, G_MAXUINT32 - 1);
  fixture_expect (&fixture, "", G_MAXUINT32 - 1, 0);
  gc_inbox_set_kernel_drops (fixture.inbox, 3);
  fixture_expect (&fixture, "", G_GUINT64_CONSTANT (0x100000003), 0);
  fixture_close (&fixture);
}

static gboolean
woken_cb (gpointer user_data)
{
  Fixture *fixture = user_data;

  fixture->n_woken++;
  return G_SOURCE_CONTINUE;
}

static GSource *
fixture_watch (Fixture *fixture)
{
  g_autoptr (GSource) source = gc_inbox_create_source (fixture->inbox);

  g_source_set_callback (source, woken_cb, fixture, NULL);
  g_source_attach (source, NULL);
  return g_steal_pointer (&source);
}

/* Whatever is due is dispatched; nothing else wakes this context. */
static guint
fixture_count_woken (Fixture *fixture)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;

  return fixture->n_woken;
}

static void
test_wake (void)
{
  Fixture fixture;
  GSource *source;

  fixture_open (&fixture, NO_LIMIT);
  source = fixture_watch (&fixture);
  g_assert_cmpuint (fixture_count_woken (&fixture), ==, 0);

  fixture_deliver (&fixture, "one");
  fixture_deliver (&fixture, "two");
  g_assert_cmpuint (fixture_count_woken (&fixture), ==, 1);

  /* Nobody has looked yet: there is nothing new to say. */
  fixture_deliver (&fixture, "three");
  g_assert_cmpuint (fixture_count_woken (&fixture), ==, 1);

  fixture_expect (&fixture, "one two three", 0, 0);
  g_assert_cmpuint (fixture_count_woken (&fixture), ==, 1);

  gc_inbox_set_kernel_drops (fixture.inbox, 1);
  g_assert_cmpuint (fixture_count_woken (&fixture), ==, 2);

  g_source_destroy (source);
  g_source_unref (source);
  fixture_close (&fixture);
}

/* A reader that comes before the wake-up spares it. */
static void
test_no_wake_after_steal (void)
{
  Fixture fixture;
  GSource *source;

  fixture_open (&fixture, NO_LIMIT);
  source = fixture_watch (&fixture);

  fixture_deliver (&fixture, "one");
  fixture_expect (&fixture, "one", 0, 0);
  g_assert_cmpuint (fixture_count_woken (&fixture), ==, 0);

  fixture_deliver (&fixture, "two");
  g_assert_cmpuint (fixture_count_woken (&fixture), ==, 1);

  g_source_destroy (source);
  g_source_unref (source);
  fixture_close (&fixture);
}

/* What came before there was a source is told too. */
static void
test_wake_late_source (void)
{
  Fixture fixture;
  GSource *source;

  fixture_open (&fixture, NO_LIMIT);
  fixture_deliver (&fixture, "one");
  source = fixture_watch (&fixture);
  g_assert_cmpuint (fixture_count_woken (&fixture), ==, 1);

  g_source_destroy (source);
  g_source_unref (source);
  fixture_close (&fixture);
}

#define N_FROM_THREAD 20000

static gpointer
deliver_thread (gpointer data)
{
  Fixture *fixture = data;

  for (guint i = 0; i < N_FROM_THREAD; i++)
    fixture_deliver (fixture, "1");

  return NULL;
}

/* A thread delivers while this one steals whenever it is woken: nothing is lost between. */
static void
test_threads (void)
{
  guint64 n_kernel_lost, n_backlog_lost;
  gsize n_characters = 0;
  guint n_seen = 0;
  Fixture fixture;
  GSource *source;
  GThread *thread;

  fixture_open (&fixture, NO_LIMIT);
  source = fixture_watch (&fixture);
  thread = g_thread_new ("deliver", deliver_thread, &fixture);

  while (n_characters < 2 * N_FROM_THREAD - 1)
    {
      g_autofree char *texts = NULL;

      gc_test_wait_until (fixture.n_woken > n_seen);
      n_seen = fixture.n_woken;
      texts = fixture_steal (&fixture, &n_kernel_lost, &n_backlog_lost);
      n_characters += strlen (texts) + (n_characters > 0 && *texts != '\0' ? 1 : 0);
    }

  g_thread_join (thread);
  fixture_expect (&fixture, "", 0, 0);
  g_source_destroy (source);
  g_source_unref (source);
  fixture_close (&fixture);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/net/inbox/steal", test_steal);
  g_test_add_func ("/net/inbox/bounded", test_bounded);
  g_test_add_func ("/net/inbox/bounded-by-bytes", test_bounded_by_bytes);
  g_test_add_func ("/net/inbox/other-destination", test_other_destination);
  g_test_add_func ("/net/inbox/many", test_many);
  g_test_add_func ("/net/inbox/kernel-drops", test_kernel_drops);
  g_test_add_func ("/net/inbox/wake", test_wake);
  g_test_add_func ("/net/inbox/no-wake-after-steal", test_no_wake_after_steal);
  g_test_add_func ("/net/inbox/wake-late-source", test_wake_late_source);
  g_test_add_func ("/net/inbox/threads", test_threads);

  return g_test_run ();
}
