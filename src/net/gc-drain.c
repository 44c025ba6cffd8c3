/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-drain.h"

#include <errno.h>
#include <netinet/in.h>
#include <string.h>
#include <time.h>

/* Larger than any UDP payload (65 507 bytes over IPv4, 65 527 over IPv6), so that none is
 * cut. */
#define MAX_SIZE (64 * 1024)

/* What a datagram may take of a batch before it is known how long it is. */
#define MAX_SLOT_SIZE 8192

/* What is beyond goes to a place of its own, with room before it for what is not. Not a power of
 * two, or the first bytes of all would share a cache set. */
#define SPILL_SIZE (MAX_SLOT_SIZE + MAX_SIZE + 64)

/* Time, destination and TTL take 88 bytes on 64-bit Linux. */
#define CONTROL_SIZE 256

/**
 * GcDrain:
 *
 * Room for one `recvmmsg()`. Belongs to the thread that uses it; serves any number of
 * sockets in turn.
 *
 * The kernel writes datagrams where they stay: into slots at the end of a batch's room, as
 * long as the longest of late. Those of a steady stream then lie one beside the other already.
 */
struct _GcDrain
{
  struct mmsghdr          messages[GC_DRAIN_MAX];
  struct iovec            parts[GC_DRAIN_MAX][2];
  struct sockaddr_storage sources[GC_DRAIN_MAX];
  union
  {
    struct cmsghdr align;
    guint8         bytes[CONTROL_SIZE];
  }                       controls[GC_DRAIN_MAX];
  guint8                 *spill;
  guint8                 *scratch;      /* (nullable) */

  gsize                   slot_size;    /* of the next call */
  gsize                   used_size;    /* of the last one */
  const guint8           *slots;        /* behind the first slot of the last call */
  guint                   count;
};

/**
 * gc_drain_new:
 *
 * Returns: (transfer full): a drain; its 5 MiB are touched only as datagrams need them
 */
GcDrain *
gc_drain_new (void)
{
  GcDrain *self = g_new0 (GcDrain, 1);

  self->spill = g_malloc (GC_DRAIN_MAX * SPILL_SIZE);

  for (guint i = 0; i < GC_DRAIN_MAX; i++)
    {
      struct msghdr *header = &self->messages[i].msg_hdr;

      self->parts[i][1] = (struct iovec) {
        self->spill + i * SPILL_SIZE + MAX_SLOT_SIZE, MAX_SIZE
      };
      header->msg_iov = self->parts[i];
      header->msg_iovlen = 2;
      header->msg_name = &self->sources[i];
      header->msg_control = &self->controls[i];
    }

  return self;
}

/**
 * gc_drain_free:
 * @self: (transfer full): a drain
 */
void
gc_drain_free (GcDrain *self)
{
  g_free (self->scratch);
  g_free (self->spill);
  g_free (self);
}

/**
 * gc_drain_get_room:
 * @self: a drain
 *
 * Returns: how much room gc_drain_receive() wants of a batch
 */
gsize
gc_drain_get_room (GcDrain *self)
{
  return GC_DRAIN_MAX * (self->slot_size + sizeof (GcRecord));
}

static void
gc_drain_prepare (GcDrain *self,
                  GcBatch *batch)
{
  guint8 *end = batch != NULL ? (guint8 *) batch->records + batch->payload_start : NULL;

  self->used_size = batch != NULL ? self->slot_size : 0;
  self->slots = end;

  for (guint i = 0; i < GC_DRAIN_MAX; i++)
    {
      self->messages[i].msg_hdr.msg_namelen = sizeof self->sources[i];
      self->messages[i].msg_hdr.msg_controllen = sizeof self->controls[i];
      self->parts[i][0].iov_base = end != NULL ? end - (i + 1) * self->used_size : NULL;
      self->parts[i][0].iov_len = self->used_size;
    }
}

/* Where one is longer than its slot, putting it together would write over the next. */
static void
gc_drain_save_slots (GcDrain *self,
                     guint    n)
{
  gsize size = n * self->used_size;

  if (size == 0)
    return;

  if (self->scratch == NULL)
    self->scratch = g_malloc (GC_DRAIN_MAX * MAX_SLOT_SIZE);
  memcpy (self->scratch, self->slots - size, size);
  self->slots = self->scratch + size;
}

/* Follows the longest at once, and shorter ones slowly, as sizes are often mixed. */
static void
gc_drain_adapt (GcDrain *self,
                guint    n)
{
  gsize longest = 0;

  for (guint i = 0; i < n; i++)
    longest = MAX (longest, self->messages[i].msg_len);

  if (longest > self->used_size)
    gc_drain_save_slots (self, n);
  self->slot_size = MIN (MAX (longest, self->slot_size - self->slot_size / 16), MAX_SLOT_SIZE);
}

/**
 * gc_drain_receive:
 * @self: a drain
 * @fd: a UDP socket that does not block
 * @batch: (nullable): a batch with gc_drain_get_room(), to whose end they are to be appended
 *
 * Takes up to `GC_DRAIN_MAX` datagrams in one call. They stay readable by gc_drain_get()
 * until the next one, if they are appended in their order, and nothing else is, to @batch.
 *
 * Returns: how many there are, or a negative errno; `-EAGAIN` when there was none
 */
int
gc_drain_receive (GcDrain *self,
                  int      fd,
                  GcBatch *batch)
{
  int n;

  g_assert (batch == NULL || gc_batch_get_room (batch) >= gc_drain_get_room (self));

  gc_drain_prepare (self, batch);
  do
    n = recvmmsg (fd, self->messages, GC_DRAIN_MAX, MSG_DONTWAIT, NULL);
  while (n < 0 && errno == EINTR);

  if (n < 0)
    return -errno;

  gc_drain_adapt (self, n);
  self->count += n;
  return n;
}

/**
 * gc_drain_take_count:
 * @self: a drain
 *
 * Returns: how many datagrams it has received since this was asked last
 */
guint
gc_drain_take_count (GcDrain *self)
{
  guint count = self->count;

  self->count = 0;
  return count;
}

static const guint8 *
gc_drain_get_payload (GcDrain *self,
                      guint    i)
{
  guint8 *rest = self->parts[i][1].iov_base;
  const guint8 *slot;

  if (self->used_size == 0)
    return rest;

  slot = self->slots - (i + 1) * self->used_size;
  if (self->messages[i].msg_len <= self->used_size)
    return slot;

  memcpy (rest - self->used_size, slot, self->used_size);
  return rest - self->used_size;
}

/**
 * gc_drain_get:
 * @self: a drain
 * @i: which of the datagrams that gc_drain_receive() counted
 * @record: (out caller-allocates): what is known of it
 * @payload: (out): its bytes
 *
 * Returns: %FALSE if it did not come from an IPv4 or IPv6 address
 */
gboolean
gc_drain_get (GcDrain       *self,
              guint          i,
              GcRecord      *record,
              const guint8 **payload)
{
  if (!gc_drain_parse_header (&self->messages[i].msg_hdr, record))
    return FALSE;

  record->size = self->messages[i].msg_len;
  *payload = gc_drain_get_payload (self, i);

  if (record->time_ns == 0)
    {
      struct timespec now;

      clock_gettime (CLOCK_REALTIME, &now);
      record->time_ns = now.tv_sec * G_GINT64_CONSTANT (1000000000) + now.tv_nsec;
    }

  return TRUE;
}

static gboolean
parse_source (const struct msghdr *header,
              GcRecord            *record)
{
  const struct sockaddr_storage *source = header->msg_name;

  if (header->msg_namelen >= sizeof (struct sockaddr_in) && source->ss_family == AF_INET)
    {
      const struct sockaddr_in *in = (const struct sockaddr_in *) source;

      memcpy (record->source, &in->sin_addr, sizeof in->sin_addr);
      record->source_port = g_ntohs (in->sin_port);
      return TRUE;
    }

  if (header->msg_namelen >= sizeof (struct sockaddr_in6) && source->ss_family == AF_INET6)
    {
      const struct sockaddr_in6 *in6 = (const struct sockaddr_in6 *) source;

      memcpy (record->source, &in6->sin6_addr, sizeof in6->sin6_addr);
      record->source_port = g_ntohs (in6->sin6_port);
      record->flags |= GC_RECORD_IPV6;
      return TRUE;
    }

  return FALSE;
}

/* Copies the data out, as it need not be aligned; a message too short for it is not used. */
static gboolean
read_control (const struct cmsghdr *control,
              void                 *data,
              gsize                 size)
{
  if (control->cmsg_len < CMSG_LEN (size))
    return FALSE;

  memcpy (data, CMSG_DATA (control), size);
  return TRUE;
}

static void
parse_control (const struct cmsghdr *control,
               GcRecord             *record)
{
  struct timespec time;
  struct in_pktinfo info;
  struct in6_pktinfo info6;
  int ttl;

  if (control->cmsg_level == SOL_SOCKET && control->cmsg_type == SCM_TIMESTAMPNS)
    {
      if (read_control (control, &time, sizeof time))
        record->time_ns = (gint64) ((guint64) time.tv_sec * 1000000000u + (guint64) time.tv_nsec);
    }
  else if (control->cmsg_level == IPPROTO_IP && control->cmsg_type == IP_PKTINFO)
    {
      if (read_control (control, &info, sizeof info))
        {
          record->ifindex = info.ipi_ifindex;
          memcpy (record->destination, &info.ipi_addr, sizeof info.ipi_addr);
        }
    }
  else if (control->cmsg_level == IPPROTO_IPV6 && control->cmsg_type == IPV6_PKTINFO)
    {
      if (read_control (control, &info6, sizeof info6))
        {
          record->ifindex = info6.ipi6_ifindex;
          memcpy (record->destination, &info6.ipi6_addr, sizeof info6.ipi6_addr);
        }
    }
  else if ((control->cmsg_level == IPPROTO_IP && control->cmsg_type == IP_TTL) ||
           (control->cmsg_level == IPPROTO_IPV6 && control->cmsg_type == IPV6_HOPLIMIT))
    {
      if (read_control (control, &ttl, sizeof ttl))
        record->ttl = CLAMP (ttl, 0, 255);
    }
}

/**
 * gc_drain_parse_header:
 * @header: what `recvmmsg()` filled in
 * @record: (out caller-allocates): all but its size and offset
 *
 * Reads addresses, time, interface and TTL from a header. Unknown, short and odd control
 * messages are passed over: whatever the bytes are, nothing outside them is read.
 *
 * Returns: %FALSE if the source is neither IPv4 nor IPv6
 */
gboolean
gc_drain_parse_header (const struct msghdr *header,
                       GcRecord            *record)
{
  /* CMSG_NXTHDR() takes a header that is not const, and does not change it. */
  struct msghdr *walk = (struct msghdr *) header;

  memset (record, 0, sizeof *record);

  if ((header->msg_flags & MSG_TRUNC) != 0)
    record->flags |= GC_RECORD_TRUNCATED;
  if (!parse_source (header, record))
    return FALSE;

  for (struct cmsghdr *control = CMSG_FIRSTHDR (walk);
       control != NULL;
       control = CMSG_NXTHDR (walk, control))
    {
      gsize left = (guint8 *) walk->msg_control + walk->msg_controllen - (guint8 *) control;

      /* glibc's CMSG_NXTHDR() checks the message it goes to, nobody the first one. */
      if (control->cmsg_len < sizeof *control || control->cmsg_len > left)
        break;
      parse_control (control, record);
    }

  return TRUE;
}
