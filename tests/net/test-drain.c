/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-drain.h"

#include <errno.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define CONTROL_SIZE 256

/* A header as the kernel would fill it in. The control messages are in a block of their own
 * that is exactly as large as they are, for a sanitizer to see what is read beyond. */
typedef struct
{
  struct msghdr           header;
  struct sockaddr_storage source;
  guint8                  control[CONTROL_SIZE];
  gsize                   size;
} Message;

static void
message_init (Message *message)
{
  struct sockaddr_in *source = (struct sockaddr_in *) &message->source;

  memset (message, 0, sizeof *message);
  source->sin_family = AF_INET;
  source->sin_port = g_htons (3000);
  source->sin_addr.s_addr = g_htonl (0x0a000001);
  message->header.msg_name = &message->source;
  message->header.msg_namelen = sizeof *source;
}

static void
message_init_ipv6 (Message *message)
{
  struct sockaddr_in6 *source = (struct sockaddr_in6 *) &message->source;

  memset (message, 0, sizeof *message);
  source->sin6_family = AF_INET6;
  source->sin6_port = g_htons (3000);
  source->sin6_addr = in6addr_loopback;
  message->header.msg_name = &message->source;
  message->header.msg_namelen = sizeof *source;
}

static void
message_add (Message    *message,
             int         level,
             int         type,
             const void *data,
             gsize       size)
{
  struct cmsghdr control = { .cmsg_level = level, .cmsg_type = type, .cmsg_len = CMSG_LEN (size), };

  g_assert_cmpuint (message->size + CMSG_SPACE (size), <=, CONTROL_SIZE);
  memcpy (message->control + message->size, &control, sizeof control);
  memcpy (message->control + message->size + CMSG_LEN (0), data, size);
  message->size += CMSG_SPACE (size);
}

static gboolean
message_parse (Message  *message,
               GcRecord *record)
{
  g_autofree guint8 *exact = g_memdup2 (message->control, message->size);

  message->header.msg_control = exact;
  message->header.msg_controllen = message->size;
  return gc_drain_parse_header (&message->header, record);
}

static const struct in_pktinfo info4 = {
  .ipi_ifindex = 4,
  .ipi_spec_dst = { 0x01010101 },
  .ipi_addr = { 0xefffffff },
};

static const struct in6_pktinfo info6 = {
  .ipi6_ifindex = 6,
  .ipi6_addr = { { { 0xff, 0x15, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1 } } },
};

static const struct timespec moment = { .tv_sec = 1700000000, .tv_nsec = 123456789 };

static void
test_ipv4 (void)
{
  Message message;
  GcRecord record;
  int ttl = 64;

  message_init (&message);
  message_add (&message, SOL_SOCKET, SCM_TIMESTAMPNS, &moment, sizeof moment);
  message_add (&message, IPPROTO_IP, IP_PKTINFO, &info4, sizeof info4);
  message_add (&message, IPPROTO_IP, IP_TTL, &ttl, sizeof ttl);

  g_assert_true (message_parse (&message, &record));
  g_assert_cmpint (record.time_ns, ==, G_GINT64_CONSTANT (1700000000123456789));
  g_assert_cmpuint (record.ifindex, ==, 4);
  g_assert_cmpuint (record.ttl, ==, 64);
  g_assert_cmpuint (record.flags, ==, 0);
  g_assert_cmpuint (record.source_port, ==, 3000);
  g_assert_cmpmem (record.source, 4, "\x0a\x00\x00\x01", 4);
  g_assert_cmpmem (record.destination, 4, &info4.ipi_addr, 4);
}

static void
test_ipv6 (void)
{
  Message message;
  GcRecord record;
  int hop_limit = 255;

  message_init_ipv6 (&message);
  message_add (&message, IPPROTO_IPV6, IPV6_HOPLIMIT, &hop_limit, sizeof hop_limit);
  message_add (&message, IPPROTO_IPV6, IPV6_PKTINFO, &info6, sizeof info6);
  message_add (&message, SOL_SOCKET, SCM_TIMESTAMPNS, &moment, sizeof moment);

  g_assert_true (message_parse (&message, &record));
  g_assert_cmpint (record.time_ns, ==, G_GINT64_CONSTANT (1700000000123456789));
  g_assert_cmpuint (record.ifindex, ==, 6);
  g_assert_cmpuint (record.ttl, ==, 255);
  g_assert_cmpuint (record.flags, ==, GC_RECORD_IPV6);
  g_assert_cmpuint (record.source_port, ==, 3000);
  g_assert_cmpmem (record.source, 16, &in6addr_loopback, 16);
  g_assert_cmpmem (record.destination, 16, &info6.ipi6_addr, 16);
}

static void
test_nothing_known (void)
{
  Message message;
  GcRecord record;

  message_init (&message);
  g_assert_true (message_parse (&message, &record));
  g_assert_cmpint (record.time_ns, ==, 0);
  g_assert_cmpuint (record.ifindex, ==, 0);
  g_assert_cmpuint (record.ttl, ==, 0);
}

static void
test_truncated (void)
{
  Message message;
  GcRecord record;

  message_init (&message);
  message.header.msg_flags = MSG_TRUNC | MSG_CTRUNC;
  g_assert_true (message_parse (&message, &record));
  g_assert_cmpuint (record.flags, ==, GC_RECORD_TRUNCATED);
}

static void
test_source_unknown (void)
{
  Message message;
  GcRecord record;

  message_init (&message);
  message.header.msg_namelen = 0;
  g_assert_false (message_parse (&message, &record));

  message.header.msg_namelen = sizeof (struct sockaddr_in) - 1;
  g_assert_false (message_parse (&message, &record));

  message_init_ipv6 (&message);
  message.header.msg_namelen = sizeof (struct sockaddr_in6) - 1;
  g_assert_false (message_parse (&message, &record));

  message.header.msg_namelen = sizeof message.source;
  message.source.ss_family = AF_UNIX;
  g_assert_false (message_parse (&message, &record));
}

/* Of a level or type that means nothing here, and of one that means something elsewhere. */
static void
test_foreign (void)
{
  Message message;
  GcRecord record;
  int ttl = 64;

  message_init (&message);
  message_add (&message, SOL_SOCKET, SCM_RIGHTS, &ttl, sizeof ttl);
  message_add (&message, SOL_SOCKET, IP_TTL, &ttl, sizeof ttl);
  message_add (&message, IPPROTO_IPV6, IP_PKTINFO, &info4, sizeof info4);
  message_add (&message, IPPROTO_IP, IP_TTL, &ttl, sizeof ttl);

  g_assert_true (message_parse (&message, &record));
  g_assert_cmpuint (record.ifindex, ==, 0);
  g_assert_cmpuint (record.ttl, ==, 64);
}

/* One that is too short for what it claims to be is passed over, and the next one read. */
static void
test_short (void)
{
  Message message;
  GcRecord record;
  int ttl = 64;

  message_init (&message);
  message_add (&message, SOL_SOCKET, SCM_TIMESTAMPNS, &moment, sizeof moment - 1);
  message_add (&message, IPPROTO_IP, IP_PKTINFO, &info4, sizeof info4 - 1);
  message_add (&message, IPPROTO_IPV6, IPV6_PKTINFO, &info6, sizeof info6 - 1);
  message_add (&message, IPPROTO_IP, IP_TTL, &ttl, 1);
  message_add (&message, IPPROTO_IP, IP_TTL, &ttl, sizeof ttl);

  g_assert_true (message_parse (&message, &record));
  g_assert_cmpint (record.time_ns, ==, 0);
  g_assert_cmpuint (record.ifindex, ==, 0);
  g_assert_cmpuint (record.ttl, ==, 64);
}

/* A length that is less than a header or more than there is ends the reading. */
static void
test_lying_lengths (void)
{
  static const gsize lengths[] = {
    0, 1, sizeof (struct cmsghdr) - 1, CMSG_SPACE (sizeof (int)) + 1, 4096, G_MAXSIZE / 2,
    G_MAXSIZE,
  };
  int ttl = 64;

  for (guint i = 0; i < G_N_ELEMENTS (lengths); i++)
    {
      struct cmsghdr lying = { .cmsg_level = IPPROTO_IP, .cmsg_type = IP_TTL, };
      Message message;
      GcRecord record;

      message_init (&message);
      message_add (&message, IPPROTO_IP, IP_TTL, &ttl, sizeof ttl);
      lying.cmsg_len = lengths[i];
      memcpy (message.control, &lying, sizeof lying);

      g_assert_true (message_parse (&message, &record));
      g_assert_cmpuint (record.ttl, ==, 0);
    }
}

static void
test_odd_values (void)
{
  const struct timespec far = { .tv_sec = G_MAXINT64, .tv_nsec = G_MAXINT64 };
  Message message;
  GcRecord record;
  int ttl = -5;

  message_init (&message);
  message_add (&message, SOL_SOCKET, SCM_TIMESTAMPNS, &far, sizeof far);
  message_add (&message, IPPROTO_IP, IP_TTL, &ttl, sizeof ttl);
  g_assert_true (message_parse (&message, &record));
  g_assert_cmpuint (record.ttl, ==, 0);

  ttl = 1000;
  message_add (&message, IPPROTO_IP, IP_TTL, &ttl, sizeof ttl);
  g_assert_true (message_parse (&message, &record));
  g_assert_cmpuint (record.ttl, ==, 255);
}

/* Headers that are nearly right reach further than noise does. */
static void
fill_randomly (guint8 *control,
               gsize   size)
{
  static const int levels[] = { SOL_SOCKET, IPPROTO_IP, IPPROTO_IPV6 };
  static const int types[] = { SCM_TIMESTAMPNS, IP_PKTINFO, IP_TTL, IPV6_PKTINFO, IPV6_HOPLIMIT };
  gsize offset = 0;

  for (gsize i = 0; i < size; i++)
    control[i] = g_test_rand_int ();

  while (offset + sizeof (struct cmsghdr) <= size)
    {
      struct cmsghdr *header = (struct cmsghdr *) (control + offset);
      gsize length = g_test_rand_int_range (0, 48);

      header->cmsg_level = levels[g_test_rand_int_range (0, G_N_ELEMENTS (levels))];
      header->cmsg_type = types[g_test_rand_int_range (0, G_N_ELEMENTS (types))];
      if (g_test_rand_int_range (0, 8) != 0)
        header->cmsg_len = CMSG_LEN (length);
      offset += CMSG_SPACE (length);
    }
}

static void
test_random_bytes (void)
{
  guint n_read = 0;

  for (guint i = 0; i < 200000; i++)
    {
      gsize size = g_test_rand_int_range (0, 160);
      /* From malloc() it is aligned, and ends where a sanitizer knows. */
      g_autofree guint8 *control = g_malloc (MAX (size, 1));
      Message message;
      GcRecord record;

      message_init (&message);
      fill_randomly (control, size);
      message.header.msg_control = control;
      message.header.msg_controllen = size;
      g_assert_true (gc_drain_parse_header (&message.header, &record));
      g_assert_cmpuint (record.source_port, ==, 3000);
      n_read += record.ifindex != 0 && record.ttl != 0;
    }

  /* Or else the noise never got past the first check. */
  g_assert_cmpuint (n_read, >, 20);
}

/* Two sockets that are connected by the loopback interface: nothing here needs multicast. */
static void
open_pair (int *receiver,
           int *sender)
{
  struct sockaddr_in address = { .sin_family = AF_INET, };
  socklen_t length = sizeof address;

  address.sin_addr.s_addr = g_htonl (INADDR_LOOPBACK);
  *receiver = socket (AF_INET, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  *sender = socket (AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  g_assert_cmpint (bind (*receiver, (struct sockaddr *) &address, length), ==, 0);
  g_assert_cmpint (getsockname (*receiver, (struct sockaddr *) &address, &length), ==, 0);
  g_assert_cmpint (connect (*sender, (struct sockaddr *) &address, length), ==, 0);
}

static void
assert_datagram (GcDrain    *drain,
                 guint       i,
                 const void *bytes,
                 gsize       size)
{
  const guint8 *payload;
  GcRecord record;

  g_assert_true (gc_drain_get (drain, i, &record, &payload));
  g_assert_cmpuint (record.flags, ==, 0);
  g_assert_cmpmem (payload, record.size, bytes, size);
  g_assert_cmpint (ABS (record.time_ns / 1000 - g_get_real_time ()), <, 60 * G_TIME_SPAN_SECOND);
}

static void
test_receive (void)
{
  static const gsize sizes[] = { 0, 1, 1500, 65507, 0, 7 };
  g_autoptr (GcDrain) drain = gc_drain_new ();
  g_autofree guint8 *bytes = g_malloc (65507);
  int receiver, sender;

  for (guint i = 0; i < 65507; i++)
    bytes[i] = i % 3 == 0 ? 0 : g_test_rand_int ();

  open_pair (&receiver, &sender);
  g_assert_cmpint (gc_drain_receive (drain, receiver, NULL), ==, -EAGAIN);

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    g_assert_cmpint (send (sender, bytes, sizes[i], 0), ==, sizes[i]);
  g_assert_cmpint (gc_drain_receive (drain, receiver, NULL), ==, G_N_ELEMENTS (sizes));
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    assert_datagram (drain, i, bytes, sizes[i]);

  g_assert_cmpint (gc_drain_receive (drain, receiver, NULL), ==, -EAGAIN);
  close (sender);
  close (receiver);
}

static void
test_receive_many (void)
{
  g_autoptr (GcDrain) drain = gc_drain_new ();
  int receiver, sender;
  guint8 next = 0;

  open_pair (&receiver, &sender);
  for (guint8 i = 0; i < GC_DRAIN_MAX + 10; i++)
    g_assert_cmpint (send (sender, &i, 1, 0), ==, 1);

  g_assert_cmpint (gc_drain_receive (drain, receiver, NULL), ==, GC_DRAIN_MAX);
  for (guint i = 0; i < GC_DRAIN_MAX; i++, next++)
    assert_datagram (drain, i, &next, 1);
  g_assert_cmpint (gc_drain_receive (drain, receiver, NULL), ==, 10);
  for (guint i = 0; i < 10; i++, next++)
    assert_datagram (drain, i, &next, 1);

  close (sender);
  close (receiver);
}

/* Alike, mixed, growing, shrinking, some longer than any slot. */
static gsize
choose_size (guint round,
             guint i)
{
  switch (round % 5)
    {
    case 0:
      return 64;
    case 1:
      return g_test_rand_int_range (0, 1500);
    case 2:
      return 10 * i;
    case 3:
      return i % 2 == 0 ? 1 : 1400;
    default:
      return g_test_rand_int_range (0, 8) == 0 ? 20000 : 300;
    }
}

static void
send_round (int    sender,
            guint  round,
            guint  n,
            gsize *sizes)
{
  static guint8 bytes[20000];

  for (guint i = 0; i < n; i++)
    {
      sizes[i] = choose_size (round, i);
      memset (bytes, round + i, sizes[i]);
      g_assert_cmpint (send (sender, bytes, sizes[i], 0), ==, sizes[i]);
    }
}

/* Into batches, with some of them left out: each lies whole where it was put. */
static void
test_receive_into_batch (void)
{
  g_autoptr (GcDrain) drain = gc_drain_new ();
  g_autoptr (GcBatch) batch = gc_batch_new ();
  int receiver, sender;

  open_pair (&receiver, &sender);
  for (guint round = 0; round < 400; round++)
    {
      guint n = g_test_rand_int_range (1, 6);
      gsize sizes[6];
      guint first;

      if (gc_batch_get_room (batch) < gc_drain_get_room (drain) + n * 20100)
        {
          gc_batch_unref (batch);
          batch = gc_batch_new ();
        }

      first = batch->n_records;
      send_round (sender, round, n, sizes);
      g_assert_cmpint (gc_drain_receive (drain, receiver, batch), ==, n);
      for (guint i = 0; i < n; i++)
        {
          const guint8 *payload;
          GcRecord record;

          g_assert_true (gc_drain_get (drain, i, &record, &payload));
          record.ttl = i;
          if (n < 3 || i != 1)
            gc_batch_append (batch, &record, payload);
        }

      g_assert_cmpuint (batch->n_records - first, ==, n < 3 ? n : n - 1);
      for (guint i = first; i < batch->n_records; i++)
        {
          guint sent = batch->records[i].ttl;
          const guint8 *payload = gc_batch_get_payload (batch, i);

          g_assert_cmpuint (batch->records[i].size, ==, sizes[sent]);
          for (gsize j = 0; j < sizes[sent]; j++)
            g_assert_cmpuint (payload[j], ==, (guint8) (round + sent));
        }
    }

  close (sender);
  close (receiver);
}

/* What is not from the Internet has no source to speak of. */
static void
test_receive_foreign (void)
{
  g_autoptr (GcDrain) drain = gc_drain_new ();
  const guint8 *payload;
  GcRecord record;
  int fds[2];

  g_assert_cmpint (socketpair (AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0, fds), ==, 0);
  g_assert_cmpint (send (fds[0], "text", 4, 0), ==, 4);
  g_assert_cmpint (gc_drain_receive (drain, fds[1], NULL), ==, 1);
  g_assert_false (gc_drain_get (drain, 0, &record, &payload));

  close (fds[0]);
  close (fds[1]);
  g_assert_cmpint (gc_drain_receive (drain, fds[1], NULL), ==, -EBADF);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/net/drain/ipv4", test_ipv4);
  g_test_add_func ("/net/drain/ipv6", test_ipv6);
  g_test_add_func ("/net/drain/nothing-known", test_nothing_known);
  g_test_add_func ("/net/drain/truncated", test_truncated);
  g_test_add_func ("/net/drain/source-unknown", test_source_unknown);
  g_test_add_func ("/net/drain/foreign", test_foreign);
  g_test_add_func ("/net/drain/short", test_short);
  g_test_add_func ("/net/drain/lying-lengths", test_lying_lengths);
  g_test_add_func ("/net/drain/odd-values", test_odd_values);
  g_test_add_func ("/net/drain/random-bytes", test_random_bytes);
  g_test_add_func ("/net/drain/receive", test_receive);
  g_test_add_func ("/net/drain/receive-many", test_receive_many);
  g_test_add_func ("/net/drain/receive-into-batch", test_receive_into_batch);
  g_test_add_func ("/net/drain/receive-foreign", test_receive_foreign);

  return g_test_run ();
}
