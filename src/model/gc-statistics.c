/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-statistics.h"

#include <string.h>

#define NSEC_PER_SEC G_GINT64_CONSTANT (1000000000)

/* What came in one second. */
typedef struct
{
  gint64  second;               /* since the epoch */
  guint   n_messages;
  guint64 n_bytes;
} Second;

/* Who sent: all of a record that tells. */
typedef struct
{
  guint8  address[16];
  guint16 port;
  guint8  is_ipv6;
} Sender;

/**
 * GcStatistics:
 *
 * How much has come, how fast and from whom: by the kernel's time, whenever it is told. Counts at once,
 * and tells of it when it is refreshed, of the seconds that are over. Main thread only.
 *
 * `refreshed` is emitted when gc_statistics_get_history() has something new.
 */
struct _GcStatistics
{
  GObject     parent_instance;

  Second      seconds[GC_STATISTICS_SECONDS + 1];
  guint64     n_bytes;
  guint64     n_truncated;
  gint64      first_time;
  gint64      last_time;
  guint       peak_rate;
  GHashTable *lanes_by_sender;  /* Sender → GcLane, not owned */
  GListStore *lanes;            /* of GcLane */
  GPtrArray  *new_lanes;        /* of GcLane: not in the list before something is counted */
  Sender      last_sender;
  GcLane     *last_lane;        /* not owned */

  gint64      refreshed_second;
  guint       message_rate;
  guint64     bit_rate;
};

G_DEFINE_FINAL_TYPE (GcStatistics, gc_statistics, G_TYPE_OBJECT)

enum
{
  PROP_BIT_RATE = 1,
  PROP_FIRST_TIME,
  PROP_LANES,
  PROP_LAST_TIME,
  PROP_MESSAGE_RATE,
  PROP_N_BYTES,
  PROP_N_TRUNCATED,
  PROP_PEAK_RATE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

enum
{
  REFRESHED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static guint
sender_hash (gconstpointer key)
{
  const guint8 *bytes = key;
  guint hash = 5381;

  for (gsize i = 0; i < sizeof (Sender); i++)
    hash = hash * 33 + bytes[i];

  return hash;
}

static gboolean
sender_equal (gconstpointer a,
              gconstpointer b)
{
  return memcmp (a, b, sizeof (Sender)) == 0;
}

static void
gc_statistics_finalize (GObject *object)
{
  GcStatistics *self = GC_STATISTICS (object);

  g_hash_table_unref (self->lanes_by_sender);
  g_object_unref (self->lanes);
  g_ptr_array_unref (self->new_lanes);

  G_OBJECT_CLASS (gc_statistics_parent_class)->finalize (object);
}

static void
gc_statistics_get_property (GObject    *object,
                            guint       prop_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  GcStatistics *self = GC_STATISTICS (object);

  switch (prop_id)
    {
    case PROP_BIT_RATE:
      g_value_set_uint64 (value, self->bit_rate);
      break;
    case PROP_FIRST_TIME:
      g_value_set_int64 (value, self->first_time);
      break;
    case PROP_LANES:
      g_value_set_object (value, self->lanes);
      break;
    case PROP_LAST_TIME:
      g_value_set_int64 (value, self->last_time);
      break;
    case PROP_MESSAGE_RATE:
      g_value_set_uint (value, self->message_rate);
      break;
    case PROP_N_BYTES:
      g_value_set_uint64 (value, self->n_bytes);
      break;
    case PROP_N_TRUNCATED:
      g_value_set_uint64 (value, self->n_truncated);
      break;
    case PROP_PEAK_RATE:
      g_value_set_uint (value, self->peak_rate);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
gc_statistics_class_init (GcStatisticsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags readable = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->finalize = gc_statistics_finalize;
  object_class->get_property = gc_statistics_get_property;

  properties[PROP_BIT_RATE] =
    g_param_spec_uint64 ("bit-rate", NULL, NULL, 0, G_MAXUINT64, 0, readable);
  properties[PROP_FIRST_TIME] =
    g_param_spec_int64 ("first-time", NULL, NULL, G_MININT64, G_MAXINT64, 0, readable);
  properties[PROP_LANES] =
    g_param_spec_object ("lanes", NULL, NULL, G_TYPE_LIST_MODEL, readable);
  properties[PROP_LAST_TIME] =
    g_param_spec_int64 ("last-time", NULL, NULL, G_MININT64, G_MAXINT64, 0, readable);
  properties[PROP_MESSAGE_RATE] =
    g_param_spec_uint ("message-rate", NULL, NULL, 0, G_MAXUINT, 0, readable);
  properties[PROP_N_BYTES] =
    g_param_spec_uint64 ("n-bytes", NULL, NULL, 0, G_MAXUINT64, 0, readable);
  properties[PROP_N_TRUNCATED] =
    g_param_spec_uint64 ("n-truncated", NULL, NULL, 0, G_MAXUINT64, 0, readable);
  properties[PROP_PEAK_RATE] =
    g_param_spec_uint ("peak-rate", NULL, NULL, 0, G_MAXUINT, 0, readable);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[REFRESHED] =
    g_signal_new ("refreshed", GC_TYPE_STATISTICS, G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
gc_statistics_init (GcStatistics *self)
{
  self->lanes = g_list_store_new (GC_TYPE_LANE);
  self->new_lanes = g_ptr_array_new_with_free_func (g_object_unref);
  self->lanes_by_sender = g_hash_table_new_full (sender_hash, sender_equal, g_free, NULL);
}

/**
 * gc_statistics_new:
 *
 * Returns: (transfer full): statistics of nothing
 */
GcStatistics *
gc_statistics_new (void)
{
  return g_object_new (GC_TYPE_STATISTICS, NULL);
}

/**
 * gc_statistics_get_message_rate:
 * @self: statistics
 *
 * Returns: how many messages came in the last full second
 */
guint
gc_statistics_get_message_rate (GcStatistics *self)
{
  g_return_val_if_fail (GC_IS_STATISTICS (self), 0);

  return self->message_rate;
}

/**
 * gc_statistics_get_bit_rate:
 * @self: statistics
 *
 * Returns: how many bits of payload came in the last full second
 */
guint64
gc_statistics_get_bit_rate (GcStatistics *self)
{
  g_return_val_if_fail (GC_IS_STATISTICS (self), 0);

  return self->bit_rate;
}

/**
 * gc_statistics_get_peak_rate:
 * @self: statistics
 *
 * Returns: how many messages came in the second with the most of them
 */
guint
gc_statistics_get_peak_rate (GcStatistics *self)
{
  g_return_val_if_fail (GC_IS_STATISTICS (self), 0);

  return self->peak_rate;
}

/**
 * gc_statistics_get_n_bytes:
 * @self: statistics
 *
 * Returns: how many bytes of payload have come in all
 */
guint64
gc_statistics_get_n_bytes (GcStatistics *self)
{
  g_return_val_if_fail (GC_IS_STATISTICS (self), 0);

  return self->n_bytes;
}

/**
 * gc_statistics_get_n_truncated:
 * @self: statistics
 *
 * Returns: how many messages were longer than what was received of them
 */
guint64
gc_statistics_get_n_truncated (GcStatistics *self)
{
  g_return_val_if_fail (GC_IS_STATISTICS (self), 0);

  return self->n_truncated;
}

/**
 * gc_statistics_get_first_time:
 * @self: statistics
 *
 * Returns: when the first message came, nanoseconds since the epoch; 0: none has
 */
gint64
gc_statistics_get_first_time (GcStatistics *self)
{
  g_return_val_if_fail (GC_IS_STATISTICS (self), 0);

  return self->first_time;
}

/**
 * gc_statistics_get_last_time:
 * @self: statistics
 *
 * Returns: when the last message came, nanoseconds since the epoch; 0: none has
 */
gint64
gc_statistics_get_last_time (GcStatistics *self)
{
  g_return_val_if_fail (GC_IS_STATISTICS (self), 0);

  return self->last_time;
}

/**
 * gc_statistics_get_lanes:
 * @self: statistics
 *
 * Returns: (transfer none): a list of `GcLane`, the first to be heard first
 */
GListModel *
gc_statistics_get_lanes (GcStatistics *self)
{
  g_return_val_if_fail (GC_IS_STATISTICS (self), NULL);

  return G_LIST_MODEL (self->lanes);
}

static Second *
gc_statistics_get_second (GcStatistics *self,
                          gint64        second)
{
  return &self->seconds[second % G_N_ELEMENTS (self->seconds)];
}

/**
 * gc_statistics_get_history:
 * @self: statistics
 * @history: (out caller-allocates): how many messages came in each second that is over, the oldest
 *   first
 *
 * Returns: the most of them
 */
guint
gc_statistics_get_history (GcStatistics *self,
                           guint         history[GC_STATISTICS_SECONDS])
{
  gint64 first;
  guint most = 0;

  g_return_val_if_fail (GC_IS_STATISTICS (self), 0);

  first = self->refreshed_second - GC_STATISTICS_SECONDS;
  for (guint i = 0; i < GC_STATISTICS_SECONDS; i++)
    {
      const Second *second = gc_statistics_get_second (self, MAX (first + i, 0));

      history[i] = second->second == first + i ? second->n_messages : 0;
      most = MAX (most, history[i]);
    }

  return most;
}

static void
gc_statistics_count (GcStatistics   *self,
                     const GcRecord *record)
{
  gint64 time = record->time_ns / NSEC_PER_SEC;
  Second *second = gc_statistics_get_second (self, MAX (time, 0));

  if (second->second != time)
    *second = (Second) { .second = time };

  second->n_messages++;
  second->n_bytes += record->size;
  self->n_bytes += record->size;
  self->n_truncated += (record->flags & GC_RECORD_TRUNCATED) != 0;
  if (self->first_time == 0)
    self->first_time = record->time_ns;
  self->last_time = record->time_ns;
  self->peak_rate = MAX (self->peak_rate, second->n_messages);
}

/* Mostly the one who sent the last. */
static GcLane *
gc_statistics_find_lane (GcStatistics   *self,
                         const GcRecord *record)
{
  GcLane *lane;
  Sender sender;

  memset (&sender, 0, sizeof sender);
  memcpy (sender.address, record->source, sizeof sender.address);
  sender.port = record->source_port;
  sender.is_ipv6 = (record->flags & GC_RECORD_IPV6) != 0;

  if (self->last_lane != NULL && sender_equal (&sender, &self->last_sender))
    return self->last_lane;

  self->last_sender = sender;
  self->last_lane = g_hash_table_lookup (self->lanes_by_sender, &sender);
  if (self->last_lane != NULL ||
      g_hash_table_size (self->lanes_by_sender) == GC_STATISTICS_MAX_LANES)
    return self->last_lane;

  lane = gc_lane_new (record);
  g_hash_table_insert (self->lanes_by_sender, g_memdup2 (&sender, sizeof sender), lane);
  g_ptr_array_add (self->new_lanes, lane);
  self->last_lane = lane;
  return lane;
}

/**
 * gc_statistics_add:
 * @self: statistics
 * @batches: (element-type GcBatch): messages
 *
 * Counts them.
 */
void
gc_statistics_add (GcStatistics *self,
                   GPtrArray    *batches)
{
  g_return_if_fail (GC_IS_STATISTICS (self));

  for (guint i = 0; i < batches->len; i++)
    {
      const GcBatch *batch = g_ptr_array_index (batches, i);

      for (guint j = 0; j < batch->n_records; j++)
        {
          GcLane *lane = gc_statistics_find_lane (self, &batch->records[j]);

          gc_statistics_count (self, &batch->records[j]);
          if (lane != NULL)
            gc_lane_add (lane, &batch->records[j]);
        }
    }

  if (self->new_lanes->len == 0)
    return;

  g_list_store_splice (self->lanes, g_list_model_get_n_items (G_LIST_MODEL (self->lanes)), 0,
                       self->new_lanes->pdata, self->new_lanes->len);
  g_ptr_array_set_size (self->new_lanes, 0);
}

/**
 * gc_statistics_refresh:
 * @self: statistics
 * @now_ns: the time, nanoseconds since the epoch
 *
 * Brings rates and history up to date, and tells of them.
 *
 * Returns: whether they will change when time passes even if nothing comes
 */
gboolean
gc_statistics_refresh (GcStatistics *self,
                       gint64        now_ns)
{
  gint64 now = now_ns / NSEC_PER_SEC;
  const Second *last;

  g_return_val_if_fail (GC_IS_STATISTICS (self), FALSE);

  self->refreshed_second = now;
  last = gc_statistics_get_second (self, MAX (now - 1, 0));
  self->message_rate = last->second == now - 1 ? last->n_messages : 0;
  self->bit_rate = last->second == now - 1 ? last->n_bytes * 8 : 0;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->lanes)); i++)
    {
      g_autoptr (GcLane) lane = g_list_model_get_item (G_LIST_MODEL (self->lanes), i);

      gc_lane_refresh (lane, now);
    }

  g_object_freeze_notify (G_OBJECT (self));
  for (guint i = PROP_BIT_RATE; i < N_PROPS; i++)
    if (i != PROP_LANES)
      g_object_notify_by_pspec (G_OBJECT (self), properties[i]);
  g_object_thaw_notify (G_OBJECT (self));
  g_signal_emit (self, signals[REFRESHED], 0);

  return self->last_time != 0 &&
         now - self->last_time / NSEC_PER_SEC <= GC_STATISTICS_SECONDS;
}
