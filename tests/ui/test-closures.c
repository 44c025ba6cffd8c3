/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-closures.h"

#include <locale.h>

#define SECOND G_GINT64_CONSTANT (1000000000)

#define assert_text(call, wanted)            \
  G_STMT_START                               \
    {                                        \
      g_autofree char *text_ = call;         \
                                             \
      g_assert_cmpstr (text_, ==, wanted);   \
    }                                        \
  G_STMT_END

static void
test_time (void)
{
  assert_text (gc_closure_time (NULL, 0), "00:00:00.000");
  assert_text (gc_closure_time (NULL, 999999), "00:00:00.000");
  assert_text (gc_closure_time (NULL, 1000000), "00:00:00.001");
  assert_text (gc_closure_time (NULL, 12 * 3600 * SECOND + 34 * 60 * SECOND + 56 * SECOND +
                                     SECOND - 1), "12:34:56.999");
  assert_text (gc_closure_time (NULL, G_GINT64_CONSTANT (1700000000) * SECOND), "22:13:20.000");
}

static void
test_counts (void)
{
  assert_text (gc_closure_size (NULL, 0), "0");
  assert_text (gc_closure_size (NULL, 65507), "65507");
  assert_text (gc_closure_messages (NULL, 0), "0 messages");
  assert_text (gc_closure_messages (NULL, 1), "1 message");
  assert_text (gc_closure_messages (NULL, 2), "2 messages");
  assert_text (gc_closure_messages (NULL, G_GUINT64_CONSTANT (5000000000)), "5000000000 messages");
  assert_text (gc_closure_newer (NULL, FALSE, 0), "Newest");
  assert_text (gc_closure_newer (NULL, FALSE, 1), "1 new");
  assert_text (gc_closure_newer (NULL, FALSE, 12345), "12345 new");
  assert_text (gc_closure_newer (NULL, TRUE, 0), "Paused");
  assert_text (gc_closure_newer (NULL, TRUE, 12345), "Paused, 12345 waiting");
}

static void
test_lost (void)
{
  assert_text (gc_closure_lost (NULL, 0, 0, 0), "");
  assert_text (gc_closure_lost (NULL, 1, 0, 0), "1 lost in the kernel");
  assert_text (gc_closure_lost (NULL, 0, 2, 0), "2 lost in Groupcast");
  assert_text (gc_closure_lost (NULL, 0, 0, 3), "3 cut short");
  assert_text (gc_closure_lost (NULL, 1, 2, 3),
               "1 lost in the kernel, 2 lost in Groupcast, 3 cut short");
  assert_text (gc_closure_evicted (NULL, 7),
               "7 older messages were dropped from the list, which has a limit (see Preferences)");
  assert_text (gc_closure_matches (NULL, NULL, 3, 3, FALSE), "");
  assert_text (gc_closure_matches (NULL, "any", 3, 12345, FALSE), "3 of 12345");
  assert_text (gc_closure_matches (NULL, "any", 3, 12345, TRUE), "3 of 12345…");
  assert_text (gc_closure_kept (NULL, 200000, 0), "");
  assert_text (gc_closure_kept (NULL, 200000, 1), "the last 200000 kept");
}

static void
test_state (void)
{
  assert_text (gc_closure_state (NULL, GC_RECEIVER_LEFT, NULL), "Left");
  assert_text (gc_closure_state (NULL, GC_RECEIVER_JOINING, NULL), "Joining…");
  assert_text (gc_closure_state (NULL, GC_RECEIVER_JOINED, "lo"), "Joined on lo");
  assert_text (gc_closure_state (NULL, GC_RECEIVER_JOINED, "eth0, lo"), "Joined on eth0, lo");
  assert_text (gc_closure_state (NULL, GC_RECEIVER_FAILED, NULL), "Not joined");

  assert_text (gc_closure_state_icon (NULL, GC_RECEIVER_LEFT), "network-offline-symbolic");
  assert_text (gc_closure_state_icon (NULL, GC_RECEIVER_JOINING), "content-loading-symbolic");
  assert_text (gc_closure_state_icon (NULL, GC_RECEIVER_JOINED), "object-select-symbolic");
  assert_text (gc_closure_state_icon (NULL, GC_RECEIVER_FAILED), "dialog-error-symbolic");
}

static void
test_result (void)
{
  assert_text (gc_closure_result (NULL, GC_TARGET_NONE, 0, NULL, NULL), "");
  assert_text (gc_closure_result (NULL, GC_TARGET_SENT, 0, "lo", NULL), "0 bytes sent by lo");
  assert_text (gc_closure_result (NULL, GC_TARGET_SENT, 1, "lo", NULL), "1 byte sent by lo");
  assert_text (gc_closure_result (NULL, GC_TARGET_SENT, 65507, "eth0", NULL),
               "65507 bytes sent by eth0");
  assert_text (gc_closure_result (NULL, GC_TARGET_FAILED, 0, NULL, "It is raining"),
               "It is raining");

  assert_text (gc_closure_result_icon (NULL, GC_TARGET_NONE), NULL);
  assert_text (gc_closure_result_icon (NULL, GC_TARGET_SENT), "object-select-symbolic");
  assert_text (gc_closure_result_icon (NULL, GC_TARGET_FAILED), "dialog-error-symbolic");
}

static void
test_buffer (void)
{
  g_assert_null (gc_closure_buffer (NULL, 0));
  assert_text (gc_closure_buffer (NULL, 8 * 1024 * 1024),
               "The kernel holds up to 8.0\302\240MiB until they are received");
  assert_text (gc_closure_buffer (NULL, 212992),
               "The kernel holds up to 208.0\302\240KiB until they are received, and not "
               "8.0\302\240MiB; so that fast messages are not lost, raise it with "
               "“sudo sysctl net.core.rmem_max=8388608”");
}

static void
test_rates (void)
{
  assert_text (gc_closure_message_rate (NULL, 0), "0/s");
  assert_text (gc_closure_message_rate (NULL, 123), "123/s");
  assert_text (gc_closure_rate (NULL, 0, 0), "0/s · 0\302\240bit/s");
  assert_text (gc_closure_rate (NULL, 1, 24), "1/s · 24\302\240bit/s");
  assert_text (gc_closure_rate (NULL, 2, 999), "2/s · 999\302\240bit/s");
  assert_text (gc_closure_rate (NULL, 2, 1000), "2/s · 1.0\302\240kbit/s");
  assert_text (gc_closure_rate (NULL, 2, 99949), "2/s · 99.9\302\240kbit/s");
  assert_text (gc_closure_rate (NULL, 2, 99950), "2/s · 100\302\240kbit/s");
  assert_text (gc_closure_rate (NULL, 2, 999500), "2/s · 1.0\302\240Mbit/s");
  assert_text (gc_closure_rate (NULL, 2, G_MAXUINT64), "2/s · 18446744\302\240Tbit/s");

  assert_text (gc_closure_peak (NULL, 1), "1 message in a second");
  assert_text (gc_closure_peak (NULL, 2), "2 messages in a second");
  assert_text (gc_closure_moment (NULL, 0), "–");
  assert_text (gc_closure_moment (NULL, 86400 * SECOND + 1), "1970-01-02 00:00:00");
  assert_text (gc_closure_last_seen (NULL, SECOND), "last seen 00:00:01.000");
}

int
main (int   argc,
      char *argv[])
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ui/closures/time", test_time);
  g_test_add_func ("/ui/closures/counts", test_counts);
  g_test_add_func ("/ui/closures/lost", test_lost);
  g_test_add_func ("/ui/closures/state", test_state);
  g_test_add_func ("/ui/closures/buffer", test_buffer);
  g_test_add_func ("/ui/closures/rates", test_rates);
  g_test_add_func ("/ui/closures/result", test_result);

  return g_test_run ();
}
