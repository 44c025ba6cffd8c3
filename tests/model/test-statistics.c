/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-statistics.h"
#include "gc-test-utils.h"

#define SECOND G_GINT64_CONSTANT (1000000000)
#define START  (1700000000 * SECOND)

static void
add (GcStatistics *statistics,
     gint64        time_ns,
     guint         source,
     guint         size)
{
  g_autoptr (GPtrArray) batches =
    g_ptr_array_new_with_free_func ((GDestroyNotify) gc_batch_unref);
  g_autofree guint8 *payload = g_malloc0 (size + 1);
  GcRecord record = {
    .time_ns = time_ns, .size = size, .source_port = 1000 + source,
    .source = { 192, 0, 2, source },
  };

  g_ptr_array_add (batches, gc_batch_new ());
  gc_batch_append (batches->pdata[0], &record, payload);
  gc_statistics_add (statistics, batches);
}

static void
test_nothing (void)
{
  g_autoptr (GcStatistics) statistics = gc_statistics_new ();
  guint history[GC_STATISTICS_SECONDS];

  g_assert_false (gc_statistics_refresh (statistics, START));
  g_assert_cmpuint (gc_statistics_get_message_rate (statistics), ==, 0);
  g_assert_cmpuint (gc_statistics_get_history (statistics, history), ==, 0);
  g_assert_cmpuint (history[0], ==, 0);
  g_assert_cmpint (gc_statistics_get_first_time (statistics), ==, 0);
  g_assert_cmpuint (g_list_model_get_n_items (gc_statistics_get_lanes (statistics)), ==, 0);
}

/* As the kernel marks a datagram that there was no room for. */
static void
test_truncated (void)
{
  g_autoptr (GcStatistics) statistics = gc_statistics_new ();
  g_autoptr (GPtrArray) batches =
    g_ptr_array_new_with_free_func ((GDestroyNotify) gc_batch_unref);
  GcRecord record = { .time_ns = START, .size = 4, .flags = GC_RECORD_IPV6 };

  g_ptr_array_add (batches, gc_batch_new ());
  gc_batch_append (batches->pdata[0], &record, "full");
  g_assert_cmpuint (gc_statistics_get_n_truncated (statistics), ==, 0);
  record.flags |= GC_RECORD_TRUNCATED;
  gc_batch_append (batches->pdata[0], &record, "part");
  gc_batch_append (batches->pdata[0], &record, "part");
  gc_statistics_add (statistics, batches);
  g_assert_cmpuint (gc_statistics_get_n_truncated (statistics), ==, 2);
}

static void
test_rates (void)
{
  g_autoptr (GcStatistics) statistics = gc_statistics_new ();
  guint history[GC_STATISTICS_SECONDS];

  for (guint i = 0; i < 10; i++)
    add (statistics, START + i * SECOND / 10, 1, 100);
  for (guint i = 0; i < 3; i++)
    add (statistics, START + SECOND + i, 1, 50);

  /* Of the second that runs nothing is told yet. */
  g_assert_true (gc_statistics_refresh (statistics, START + SECOND / 2));
  g_assert_cmpuint (gc_statistics_get_message_rate (statistics), ==, 0);

  g_assert_true (gc_statistics_refresh (statistics, START + SECOND));
  g_assert_cmpuint (gc_statistics_get_message_rate (statistics), ==, 10);
  g_assert_cmpuint (gc_statistics_get_bit_rate (statistics), ==, 8000);

  g_assert_true (gc_statistics_refresh (statistics, START + 2 * SECOND));
  g_assert_cmpuint (gc_statistics_get_message_rate (statistics), ==, 3);
  g_assert_cmpuint (gc_statistics_get_bit_rate (statistics), ==, 1200);
  g_assert_cmpuint (gc_statistics_get_peak_rate (statistics), ==, 10);
  g_assert_cmpuint (gc_statistics_get_n_bytes (statistics), ==, 1150);
  g_assert_cmpint (gc_statistics_get_first_time (statistics), ==, START);
  g_assert_cmpint (gc_statistics_get_last_time (statistics), ==, START + SECOND + 2);

  g_assert_cmpuint (gc_statistics_get_history (statistics, history), ==, 10);
  g_assert_cmpuint (history[GC_STATISTICS_SECONDS - 1], ==, 3);
  g_assert_cmpuint (history[GC_STATISTICS_SECONDS - 2], ==, 10);
  g_assert_cmpuint (history[GC_STATISTICS_SECONDS - 3], ==, 0);
}

/* What is older than the history is gone from it, and nothing changes any more. */
static void
test_over (void)
{
  g_autoptr (GcStatistics) statistics = gc_statistics_new ();
  guint history[GC_STATISTICS_SECONDS];

  add (statistics, START, 1, 100);
  g_assert_true (gc_statistics_refresh (statistics, START + GC_STATISTICS_SECONDS * SECOND));
  g_assert_cmpuint (gc_statistics_get_history (statistics, history), ==, 1);
  g_assert_cmpuint (history[0], ==, 1);

  g_assert_false (gc_statistics_refresh (statistics, START + (GC_STATISTICS_SECONDS + 1) * SECOND));
  g_assert_cmpuint (gc_statistics_get_history (statistics, history), ==, 0);
  g_assert_cmpuint (gc_statistics_get_peak_rate (statistics), ==, 1);

  /* The same place in the ring, much later. */
  add (statistics, START + 10 * (GC_STATISTICS_SECONDS + 1) * SECOND, 1, 100);
  gc_statistics_refresh (statistics, START + (10 * (GC_STATISTICS_SECONDS + 1) + 1) * SECOND);
  g_assert_cmpuint (gc_statistics_get_message_rate (statistics), ==, 1);
}

static void
test_lanes (void)
{
  g_autoptr (GcStatistics) statistics = gc_statistics_new ();
  GListModel *lanes = gc_statistics_get_lanes (statistics);
  g_autoptr (GcLane) first = NULL;
  g_autoptr (GcLane) second = NULL;

  add (statistics, START, 1, 10);
  add (statistics, START + 1, 2, 10);
  add (statistics, START + 2, 1, 10);
  gc_statistics_refresh (statistics, START + SECOND);

  g_assert_cmpuint (g_list_model_get_n_items (lanes), ==, 2);
  first = g_list_model_get_item (lanes, 0);
  second = g_list_model_get_item (lanes, 1);
  g_assert_cmpstr (gc_lane_get_source (first), ==, "192.0.2.1:1001");
  g_assert_cmpuint (gc_lane_get_n_messages (first), ==, 2);
  g_assert_cmpuint (gc_lane_get_rate (first), ==, 2);
  g_assert_cmpint (gc_lane_get_last_time (first), ==, START + 2);
  g_assert_cmpstr (gc_lane_get_source (second), ==, "192.0.2.2:1002");
  g_assert_cmpuint (gc_lane_get_rate (second), ==, 1);

  gc_statistics_refresh (statistics, START + 2 * SECOND);
  g_assert_cmpuint (gc_lane_get_rate (first), ==, 0);
  g_assert_cmpuint (gc_lane_get_n_messages (first), ==, 2);
}

/* Somebody who forges sources does not fill the memory. */
static void
test_many_lanes (void)
{
  g_autoptr (GcStatistics) statistics = gc_statistics_new ();

  for (guint i = 0; i < GC_STATISTICS_MAX_LANES + 500; i++)
    add (statistics, START, i, 10);
  g_assert_cmpuint (g_list_model_get_n_items (gc_statistics_get_lanes (statistics)), ==,
                    GC_STATISTICS_MAX_LANES);
  gc_statistics_refresh (statistics, START + SECOND);
  g_assert_cmpuint (gc_statistics_get_message_rate (statistics), ==, GC_STATISTICS_MAX_LANES + 500);
}

static void
test_finalize (void)
{
  GcStatistics *statistics = gc_statistics_new ();

  add (statistics, START, 1, 10);
  g_assert_finalize_object (statistics);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model/statistics/nothing", test_nothing);
  g_test_add_func ("/model/statistics/truncated", test_truncated);
  g_test_add_func ("/model/statistics/rates", test_rates);
  g_test_add_func ("/model/statistics/over", test_over);
  g_test_add_func ("/model/statistics/lanes", test_lanes);
  g_test_add_func ("/model/statistics/many-lanes", test_many_lanes);
  g_test_add_func ("/model/statistics/finalize", test_finalize);

  return g_test_run ();
}
