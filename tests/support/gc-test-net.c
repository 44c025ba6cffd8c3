/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-test-net.h"
#include "gc-test-utils.h"

#include <gio/gio.h>

#include <fcntl.h>
#include <net/if.h>
#include <sched.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

/* Whether this process is in a namespace of its own. Nothing here touches any other. */
static gboolean has_network;

/* g_file_set_contents() would rename a file into place, which /proc does not have. */
static gboolean
write_proc (const char *path,
            const char *text)
{
  int fd = open (path, O_WRONLY | O_CLOEXEC);
  gboolean is_written;

  if (fd < 0)
    return FALSE;

  is_written = write (fd, text, strlen (text)) == (gssize) strlen (text);
  close (fd);
  return is_written;
}

/* As root of the new user namespace, so that ip keeps its rights when it is executed. */
static gboolean
enter_user_namespace (void)
{
  g_autofree char *uid_map = g_strdup_printf ("0 %u 1", (guint) getuid ());
  g_autofree char *gid_map = g_strdup_printf ("0 %u 1", (guint) getgid ());

  return unshare (CLONE_NEWUSER | CLONE_NEWNET) == 0 &&
         write_proc ("/proc/self/setgroups", "deny") &&
         write_proc ("/proc/self/uid_map", uid_map) &&
         write_proc ("/proc/self/gid_map", gid_map);
}

static gboolean
ask_interface (int           what,
               struct ifreq *request)
{
  int fd = socket (AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  gboolean is_answered;

  if (fd < 0)
    return FALSE;

  is_answered = ioctl (fd, what, request) == 0;
  close (fd);
  return is_answered;
}

static gboolean
bring_up_loopback (void)
{
  struct ifreq request = { .ifr_name = "lo", .ifr_flags = IFF_UP | IFF_LOOPBACK | IFF_MULTICAST };

  return ask_interface (SIOCSIFFLAGS, &request);
}

static gboolean
has_carrier (const char *name)
{
  struct ifreq request = { 0, };

  g_strlcpy (request.ifr_name, name, sizeof request.ifr_name);
  return ask_interface (SIOCGIFFLAGS, &request) && (request.ifr_flags & IFF_RUNNING) != 0;
}

/**
 * gc_test_enter_network:
 *
 * Puts the process into a network namespace of its own in which there is only the loopback
 * interface, and no route. To be called first of all: a namespace is a thread's, and those
 * that are started later inherit it.
 *
 * Returns: %FALSE where that is not permitted; the tests are then skipped
 */
gboolean
gc_test_enter_network (void)
{
  has_network = (unshare (CLONE_NEWNET) == 0 || enter_user_namespace ()) && bring_up_loopback ();
  return has_network;
}

/**
 * gc_test_skip_without_network:
 *
 * Returns: %TRUE if the running test has been marked as skipped and should return
 */
gboolean
gc_test_skip_without_network (void)
{
  if (!has_network)
    g_test_skip ("a network namespace of its own is not permitted here");

  return !has_network;
}

/**
 * gc_test_skip_without_ipv6:
 *
 * Returns: %TRUE if the running test has been marked as skipped and should return
 */
gboolean
gc_test_skip_without_ipv6 (void)
{
  g_autofree char *addresses = NULL;

  if (gc_test_skip_without_network ())
    return TRUE;

  if (g_file_get_contents ("/proc/net/if_inet6", &addresses, NULL, NULL) && *addresses != '\0')
    return FALSE;

  g_test_skip ("the kernel has no IPv6");
  return TRUE;
}

/**
 * gc_test_skip_without_program:
 * @name: a program
 *
 * Returns: %TRUE if the running test has been marked as skipped and should return
 */
gboolean
gc_test_skip_without_program (const char *name)
{
  g_autofree char *path = g_find_program_in_path (name);

  if (path == NULL)
    g_test_skip_printf ("%s is not installed", name);

  return path == NULL;
}

static gboolean
run_ip (const char  *arguments,
        GError     **error)
{
  g_autofree char *line = g_strdup_printf ("ip %s", arguments);
  g_autofree char *complaint = NULL;
  int status;

  g_assert_true (has_network);

  if (!g_spawn_command_line_sync (line, NULL, &complaint, &status, error))
    return FALSE;
  if (g_spawn_check_wait_status (status, error))
    return TRUE;

  g_prefix_error (error, "%s: %s", line, complaint);
  return FALSE;
}

/**
 * gc_test_ip:
 * @format: arguments of ip(8)
 * @...: arguments of @format
 *
 * Changes the network of the test. That it cannot is an error of the test.
 */
void
gc_test_ip (const char *format,
            ...)
{
  g_autofree char *arguments = NULL;
  g_autoptr (GError) error = NULL;
  va_list args;

  va_start (args, format);
  arguments = g_strdup_vprintf (format, args);
  va_end (args);

  run_ip (arguments, &error);
  g_assert_no_error (error);
}

static gboolean
has_ipv6 (void)
{
  return g_file_test ("/proc/net/if_inet6", G_FILE_TEST_EXISTS);
}

/**
 * gc_test_add_routes:
 *
 * Routes multicast to the loopback interface. Without its "src" a datagram would leave with
 * the source 0.0.0.0; an IPv6 route to it has to be of type local, or it rejects.
 */
void
gc_test_add_routes (void)
{
  gc_test_ip ("route replace 224.0.0.0/4 dev lo src 127.0.0.1");
  if (has_ipv6 ())
    gc_test_ip ("-6 route replace local ff00::/8 dev lo table local");
}

void
gc_test_delete_routes (void)
{
  gc_test_ip ("route del 224.0.0.0/4 dev lo");
  if (has_ipv6 ())
    gc_test_ip ("-6 route del local ff00::/8 dev lo table local");
}

/**
 * gc_test_add_veth_pair:
 *
 * Adds two connected interfaces, both here. What is sent by one is heard on the same one by
 * the loop of multicast; the other drops it, as it comes from an address of this computer.
 *
 * Returns: %FALSE if the running test has been marked as skipped and should return
 */
gboolean
gc_test_add_veth_pair (void)
{
  g_autoptr (GError) error = NULL;

  if (!run_ip ("link add " GC_TEST_VETH " type veth peer name " GC_TEST_VETH_PEER, &error))
    {
      g_test_skip (error->message);
      return FALSE;
    }

  gc_test_ip ("address add " GC_TEST_VETH_ADDRESS "/24 dev " GC_TEST_VETH);
  gc_test_ip ("link set " GC_TEST_VETH_PEER " up");
  gc_test_ip ("link set " GC_TEST_VETH " up");
  gc_test_wait_until (has_carrier (GC_TEST_VETH) && has_carrier (GC_TEST_VETH_PEER));
  return TRUE;
}

void
gc_test_delete_interface (const char *name)
{
  gc_test_ip ("link del %s", name);
}

/**
 * gc_test_is_member:
 * @group: an IPv4 group
 * @interface: the name of an interface
 *
 * Returns: whether the kernel lists the group among those it is a member of
 */
gboolean
gc_test_is_member (const char *group,
                   const char *interface)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (group);
  g_autofree char *table = NULL;
  g_autofree char *entry = NULL;
  g_auto (GStrv) lines = NULL;
  gboolean is_section = FALSE;
  guint32 native;

  /* The table has the four bytes as a number in the order of the machine. */
  memcpy (&native, g_inet_address_to_bytes (address), sizeof native);
  entry = g_strdup_printf ("\t\t\t\t%08X ", native);

  g_assert_true (g_file_get_contents ("/proc/net/igmp", &table, NULL, NULL));
  lines = g_strsplit (table, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) words = g_strsplit_set (lines[i], "\t :", 3);

      if (g_ascii_isdigit (*lines[i]))
        is_section = g_strcmp0 (words[1], interface) == 0;
      else if (is_section && g_str_has_prefix (lines[i], entry))
        return TRUE;
    }

  return FALSE;
}

/**
 * gc_test_is_bound:
 * @port: a UDP port
 *
 * Returns: whether an IPv4 socket of any program is bound to it
 */
gboolean
gc_test_is_bound (guint16 port)
{
  g_autofree char *local = g_strdup_printf (":%04X 00000000:0000 ", port);
  g_autofree char *table = NULL;

  g_assert_true (g_file_get_contents ("/proc/net/udp", &table, NULL, NULL));
  return strstr (table, local) != NULL;
}
