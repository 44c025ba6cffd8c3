/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-drain.h"

#include <errno.h>
#include <netinet/in.h>
#include <string.h>
#include <time.h>

/* Larger than any UDP payload (65 507 bytes over IPv4, 65 527 over IPv6), so that none is
 * cut; not a power of two, or the first bytes of all slots would share a cache set. */
#define SLOT_SIZE (64 * 1024 + 64)

/* Time, destination and TTL take 88 bytes on 64-bit Linux. */
#define CONTROL_SIZE 256

/**
 * GcDrain:
 *
 * Room for one `recvmmsg()`. Belongs to the thread that uses it; serves any number of
 * sockets in turn.
 */
struct _GcDrain
{
  struct mmsghdr          messages[GC_DRAIN_MAX];
  struct iovec            slots[GC_DRAIN_MAX];
  struct sockaddr_storage sources[GC_DRAIN_MAX];
  union
  {
    struct cmsghdr align;
    guint8         bytes[CONTROL_SIZE];
  }                       controls[GC_DRAIN_MAX];
  guint8                 *payload;
};

/**
 * gc_drain_new:
 *
 * Returns: (transfer full): a drain; its 4 MiB of slots are touched only as datagrams need them
 */
GcDrain *
gc_drain_new (void)
{
  GcDrain *self = g_new0 (GcDrain, 1);

  self->payload = g_malloc (GC_DRAIN_MAX * SLOT_SIZE);

  for (guint i = 0; i < GC_DRAIN_MAX; i++)
    {
      struct msghdr *header = &self->messages[i].msg_hdr;

      self->slots[i].iov_base = self->payload + i * SLOT_SIZE;
      self->slots[i].iov_len = SLOT_SIZE;
      header->msg_iov = &self->slots[i];
      header->msg_iovlen = 1;
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
  g_free (self->payload);
  g_free (self);
}

/**
 * gc_drain_receive:
 * @self: a drain
 * @fd: a UDP socket that does not block
 *
 * Takes up to `GC_DRAIN_MAX` datagrams in one call. They stay readable by gc_drain_get()
 * until the next one.
 *
 * Returns: how many there are, or a negative errno; `-EAGAIN` when there was none
 */
int
gc_drain_receive (GcDrain *self,
                  int      fd)
{
  int n;

  for (guint i = 0; i < GC_DRAIN_MAX; i++)
    {
      self->messages[i].msg_hdr.msg_namelen = sizeof self->sources[i];
      self->messages[i].msg_hdr.msg_controllen = sizeof self->controls[i];
    }

  do
    n = recvmmsg (fd, self->messages, GC_DRAIN_MAX, MSG_DONTWAIT, NULL);
  while (n < 0 && errno == EINTR);

  return n >= 0 ? n : -errno;
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
  *payload = self->slots[i].iov_base;

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
