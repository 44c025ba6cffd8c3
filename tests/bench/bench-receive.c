/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-bench.h"
#include "gc-test-utils.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

/* The highest paced rate at which "groupcast receive" to a file loses nothing, beside a loop that
 * receives with recvmmsg() and throws away; each in a process of its own, the sender in another. */

#define GROUP "239.9.4.1"
#define SIZE  64
#define STEP  25000
#define LIMIT 400000

static const char *program;
static const char *sender;

/* Receives until it has as many, or nothing comes any more. */
static int
receive_bare (guint16 port,
              guint   n)
{
  static char payload[64][2048];
  static char control[64][256];
  struct sockaddr_storage sources[64];
  struct iovec vectors[64];
  struct mmsghdr messages[64];
  GSocket *socket = gc_bench_open_receiver (GROUP, port);
  struct pollfd poll_fd = { .fd = g_socket_get_fd (socket), .events = POLLIN };
  guint sum = 0;

  g_printerr ("Listening\n");
  while (sum < n && poll (&poll_fd, 1, 3000) > 0)
    {
      int got;

      for (guint i = 0; i < 64; i++)
        {
          vectors[i] = (struct iovec) { payload[i], sizeof payload[i] };
          messages[i].msg_hdr = (struct msghdr) {
            .msg_name = &sources[i], .msg_namelen = sizeof sources[i],
            .msg_iov = &vectors[i], .msg_iovlen = 1,
            .msg_control = control[i], .msg_controllen = sizeof control[i],
          };
        }
      while ((got = recvmmsg (poll_fd.fd, messages, 64, MSG_DONTWAIT, NULL)) > 0)
        sum += got;
    }

  return sum == n ? 0 : 1;
}

static pid_t
start (int          *read_fd,
       const char  **arguments)
{
  int fds[2];
  pid_t pid;

  g_assert_cmpint (pipe (fds), ==, 0);
  if ((pid = fork ()) == 0)
    {
      dup2 (fds[1], STDERR_FILENO);
      close (fds[0]);
      close (fds[1]);
      execv (arguments[0], (char **) arguments);
      _exit (127);
    }

  close (fds[1]);
  *read_fd = fds[0];
  return pid;
}

static gboolean
is_lossless (gboolean ours,
             guint64  rate)
{
  guint16 port = gc_test_find_port ();
  g_autofree char *group = g_strdup_printf (GROUP "%%lo:%u", port);
  g_autofree char *port_text = g_strdup_printf ("%u", port);
  g_autofree char *rate_text = g_strdup_printf ("%" G_GUINT64_FORMAT, rate);
  const char *our_arguments[] = { program, "receive", group, "--count", rate_text, "--timeout", "4",
                                  "--output", "/dev/shm/groupcast-bench", NULL };
  const char *bare_arguments[] = { "/proc/self/exe", port_text, rate_text, NULL };
  const char *sender_arguments[] = { sender, GROUP, port_text, rate_text, rate_text,
                                     G_STRINGIFY (SIZE), NULL };
  int fd, ignored_fd, status, sender_status;
  char byte;
  pid_t pid = start (&fd, ours ? our_arguments : bare_arguments);
  pid_t sender_pid;

  /* It says that it listens. */
  g_assert_cmpint (read (fd, &byte, 1), ==, 1);
  sender_pid = start (&ignored_fd, sender_arguments);
  g_assert_cmpint (waitpid (sender_pid, &sender_status, 0), ==, sender_pid);
  g_assert_cmpint (waitpid (pid, &status, 0), ==, pid);
  close (fd);
  close (ignored_fd);
  unlink ("/dev/shm/groupcast-bench");
  return status == 0;
}

/* The sender may not be able to send as fast as that. */
static double
get_sendable (guint64 rate)
{
  guint16 port = gc_test_find_port ();
  GcBenchSenders senders;
  double time = gc_bench_get_time ();

  gc_bench_senders_open (&senders, 1, GROUP, port);
  gc_bench_senders_pace (&senders, rate, rate / 2, SIZE);
  gc_bench_senders_close (&senders);
  return rate / 2 / (gc_bench_get_time () - time);
}

static guint64
find_highest (gboolean ours)
{
  guint64 rate;

  for (rate = 2 * STEP; rate + STEP <= LIMIT && is_lossless (ours, rate + STEP); rate += STEP)
    ;
  return rate;
}

int
main (int   argc,
      char *argv[])
{
  if (argc > 1)
    return receive_bare (atoi (argv[1]), atoi (argv[2]));

  gc_bench_init ();
  program = g_getenv ("GROUPCAST_PROGRAM");
  sender = g_getenv ("GROUPCAST_BENCH_SENDER");
  signal (SIGPIPE, SIG_IGN);

  g_print ("receive, what the sender can reach: %.0f/s\n", get_sendable (LIMIT));
  for (guint run = 0; run < 3; run++)
    {
      guint64 ours = find_highest (TRUE);
      guint64 bare = find_highest (FALSE);

      g_print ("receive to a file, highest paced rate with no loss: %" G_GUINT64_FORMAT "/s, "
               "reference %" G_GUINT64_FORMAT "/s; ratio %.2f; bar 0.9, %s\n", ours, bare,
               ours / (double) bare, ours >= 0.9 * bare ? "reached" : "missed");
    }

  return 0;
}
