/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-test-ui.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>

#define RATE         5000       /* messages a second */
#define SECONDS      10
#define N_MESSAGES   (RATE * SECONDS)
#define MESSAGE_SIZE 64

/* In each second: what is painted, and what is new in it. */
#define MIN_FRAMES   10
#define MIN_UPDATES  6

/* What is sent at once when the sender was late: far less than a receive buffer holds. */
#define MAX_BURST    64

typedef struct
{
  guint16 port;
  guint   n_sent;
  int     is_done;              /* atomic */
} Flood;

static int
open_sender (guint16             port,
             struct sockaddr_in *target)
{
  struct ip_mreqn by_loopback = { .imr_address.s_addr = htonl (INADDR_LOOPBACK) };
  int fd = socket (AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);

  g_assert_cmpint (fd, >=, 0);
  g_assert_cmpint (setsockopt (fd, IPPROTO_IP, IP_MULTICAST_IF, &by_loopback,
                               sizeof by_loopback), ==, 0);

  *target = (struct sockaddr_in) { .sin_family = AF_INET, .sin_port = htons (port) };
  g_assert_cmpint (inet_pton (AF_INET, "239.5.1.1", &target->sin_addr), ==, 1);
  return fd;
}

static void
send_burst (int                 fd,
            struct sockaddr_in *target,
            guint               first,
            guint               n)
{
  static char payloads[MAX_BURST][MESSAGE_SIZE + 1];
  struct iovec vectors[MAX_BURST];
  struct mmsghdr messages[MAX_BURST] = { 0, };
  guint n_sent = 0;

  for (guint i = 0; i < n; i++)
    {
      g_snprintf (payloads[i], sizeof payloads[i], "%0*u", MESSAGE_SIZE, first + i);
      vectors[i] = (struct iovec) { payloads[i], MESSAGE_SIZE };
      messages[i].msg_hdr = (struct msghdr) {
        .msg_name = target, .msg_namelen = sizeof *target,
        .msg_iov = &vectors[i], .msg_iovlen = 1,
      };
    }

  while (n_sent < n)
    {
      int sent = sendmmsg (fd, messages + n_sent, n - n_sent, 0);

      g_assert_cmpint (sent, >, 0);
      n_sent += sent;
    }
}

/* The clock decides how many are due; the pause only leaves the processor to others. */
static gpointer
flood_thread (gpointer data)
{
  Flood *flood = data;
  struct sockaddr_in target;
  int fd = open_sender (flood->port, &target);
  gint64 start = g_get_monotonic_time ();

  while (flood->n_sent < N_MESSAGES)
    {
      guint64 due = (g_get_monotonic_time () - start) * RATE / G_TIME_SPAN_SECOND;
      guint n = MIN (MIN (due, N_MESSAGES) - flood->n_sent, MAX_BURST);

      send_burst (fd, &target, flood->n_sent, n);
      flood->n_sent += n;
      g_usleep (1000);
    }

  close (fd);
  g_atomic_int_set (&flood->is_done, TRUE);
  g_main_context_wakeup (NULL);
  return NULL;
}

static void
note_time_cb (GArray *times)
{
  gint64 now = g_get_monotonic_time ();

  g_array_append_val (times, now);
}

/* At least so many in each second between. */
static void
expect_steady (GArray *times,
               gint64  start,
               gint64  end,
               guint   min)
{
  for (gint64 second = start; second + G_TIME_SPAN_SECOND <= end; second += G_TIME_SPAN_SECOND)
    {
      guint n = 0;

      for (guint i = 0; i < times->len; i++)
        {
          gint64 time = g_array_index (times, gint64, i);

          n += time >= second && time < second + G_TIME_SPAN_SECOND;
        }
      g_test_message ("%u", n);
      g_assert_cmpuint (n, >=, min);
    }
}

static void
expect_all_in_order (GcGroup *group)
{
  GListModel *log = G_LIST_MODEL (gc_group_get_log (group));

  g_assert_cmpuint (gc_group_get_n_messages (group), ==, N_MESSAGES);
  g_assert_cmpuint (gc_group_get_n_kernel_lost (group), ==, 0);
  g_assert_cmpuint (gc_group_get_n_backlog_lost (group), ==, 0);

  g_assert_cmpuint (g_list_model_get_n_items (log), ==, N_MESSAGES);
  for (guint i = 0; i < N_MESSAGES; i++)
    {
      g_autoptr (GcMessage) message = g_list_model_get_item (log, i);
      g_autofree char *text = gc_message_dup_text (message);

      g_assert_cmpuint (strlen (text), ==, MESSAGE_SIZE);
      g_assert_cmpuint (g_ascii_strtoull (text, NULL, 10), ==, i);
    }
}

static guint
read_newest (GcGroupPage *page)
{
  g_autoptr (GPtrArray) rows = gc_test_read_rows (page);
  const char *text = gc_test_row_text (rows, -1);

  return text != NULL ? g_ascii_strtoull (text, NULL, 10) : G_MAXUINT;
}

static void
test_visible (GcTestUi *ui)
{
  Flood flood = { .port = gc_test_find_port () };
  GcGroupPage *page = gc_test_ui_join (ui, "239.5.1.1%%lo:%u", flood.port);
  GcGroup *group = gc_group_page_get_group (page);
  GdkFrameClock *frame_clock = gtk_widget_get_frame_clock (GTK_WIDGET (page));
  g_autoptr (GArray) frames = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GArray) updates = g_array_new (FALSE, FALSE, sizeof (gint64));
  GThread *thread;
  gint64 start, end;

  g_signal_connect_swapped (frame_clock, "after-paint", G_CALLBACK (note_time_cb), frames);
  g_signal_connect_swapped (group, "notify::n-messages", G_CALLBACK (note_time_cb), updates);

  start = g_get_monotonic_time ();
  thread = g_thread_new ("flood", flood_thread, &flood);
  while (!g_atomic_int_get (&flood.is_done))
    g_main_context_iteration (NULL, TRUE);
  end = g_get_monotonic_time ();
  g_thread_join (thread);

  gc_test_wait_until (gc_group_get_n_messages (group) == N_MESSAGES);
  g_signal_handlers_disconnect_by_data (frame_clock, frames);
  g_signal_handlers_disconnect_by_data (group, updates);
  expect_steady (frames, start, end, MIN_FRAMES);
  expect_steady (updates, start, end, MIN_UPDATES);
  expect_all_in_order (group);
  gc_test_expect (page, "%u messages", N_MESSAGES);
  g_assert_null (gc_test_look (page, GTK_TYPE_LABEL, "0 lost in the kernel"));
  gc_test_wait_until (read_newest (page) == N_MESSAGES - 1);
}

int
main (int   argc,
      char *argv[])
{
  gc_test_ui_init (&argc, &argv);

  gc_test_ui_add ("/ui/load/visible", test_visible);

  return g_test_run ();
}
