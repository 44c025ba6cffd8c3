/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-lane.h"

#define NSEC_PER_SEC G_GINT64_CONSTANT (1000000000)

/**
 * GcLane:
 *
 * One of those who send to a group, an address and a port, and what has come from it. Counts at once,
 * and tells of it when it is refreshed. Main thread only.
 */
struct _GcLane
{
  GObject  parent_instance;

  char     source[GC_RECORD_ADDRESS_SIZE];
  guint64  n_messages;
  gint64   last_time;           /* ns since the epoch */
  gint64   second;              /* that n_now counts */
  guint    n_now;
  guint    n_before;            /* in the second before */

  guint64  told_messages;
  guint    rate;
};

G_DEFINE_FINAL_TYPE (GcLane, gc_lane, G_TYPE_OBJECT)

enum
{
  PROP_LAST_TIME = 1,
  PROP_N_MESSAGES,
  PROP_RATE,
  PROP_SOURCE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
gc_lane_get_property (GObject    *object,
                      guint       prop_id,
                      GValue     *value,
                      GParamSpec *pspec)
{
  GcLane *self = GC_LANE (object);

  switch (prop_id)
    {
    case PROP_LAST_TIME:
      g_value_set_int64 (value, self->last_time);
      break;
    case PROP_N_MESSAGES:
      g_value_set_uint64 (value, self->n_messages);
      break;
    case PROP_RATE:
      g_value_set_uint (value, self->rate);
      break;
    case PROP_SOURCE:
      g_value_set_string (value, self->source);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
gc_lane_class_init (GcLaneClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags readable = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = gc_lane_get_property;

  properties[PROP_LAST_TIME] =
    g_param_spec_int64 ("last-time", NULL, NULL, G_MININT64, G_MAXINT64, 0, readable);
  properties[PROP_N_MESSAGES] =
    g_param_spec_uint64 ("n-messages", NULL, NULL, 0, G_MAXUINT64, 0, readable);
  properties[PROP_RATE] =
    g_param_spec_uint ("rate", NULL, NULL, 0, G_MAXUINT, 0, readable);
  properties[PROP_SOURCE] =
    g_param_spec_string ("source", NULL, NULL, NULL, readable);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
gc_lane_init (GcLane *self)
{
}

/**
 * gc_lane_new:
 * @record: a message of the sender
 *
 * Returns: (transfer full): a lane for it, with nothing counted yet
 */
GcLane *
gc_lane_new (const GcRecord *record)
{
  GcLane *self = g_object_new (GC_TYPE_LANE, NULL);

  gc_record_print_source (record, self->source);
  return self;
}

/**
 * gc_lane_get_source:
 * @self: a lane
 *
 * Returns: the sender, as `address:port`
 */
const char *
gc_lane_get_source (GcLane *self)
{
  g_return_val_if_fail (GC_IS_LANE (self), NULL);

  return self->source;
}

/**
 * gc_lane_get_n_messages:
 * @self: a lane
 *
 * Returns: how many have come from it
 */
guint64
gc_lane_get_n_messages (GcLane *self)
{
  g_return_val_if_fail (GC_IS_LANE (self), 0);

  return self->n_messages;
}

/**
 * gc_lane_get_rate:
 * @self: a lane
 *
 * Returns: how many came in the last full second, as of the last gc_lane_refresh()
 */
guint
gc_lane_get_rate (GcLane *self)
{
  g_return_val_if_fail (GC_IS_LANE (self), 0);

  return self->rate;
}

/**
 * gc_lane_get_last_time:
 * @self: a lane
 *
 * Returns: when the last came, nanoseconds since the epoch
 */
gint64
gc_lane_get_last_time (GcLane *self)
{
  g_return_val_if_fail (GC_IS_LANE (self), 0);

  return self->last_time;
}

static void
gc_lane_advance (GcLane *self,
                 gint64  second)
{
  if (second <= self->second)
    return;

  self->n_before = second == self->second + 1 ? self->n_now : 0;
  self->n_now = 0;
  self->second = second;
}

/**
 * gc_lane_add:
 * @self: a lane
 * @record: a message of the sender
 *
 * Counts it.
 */
void
gc_lane_add (GcLane         *self,
             const GcRecord *record)
{
  gc_lane_advance (self, record->time_ns / NSEC_PER_SEC);
  self->n_now++;
  self->n_messages++;
  self->last_time = record->time_ns;
}

/**
 * gc_lane_refresh:
 * @self: a lane
 * @second: the second that runs, since the epoch
 *
 * Brings the rate up to date and tells what has changed.
 */
void
gc_lane_refresh (GcLane *self,
                 gint64  second)
{
  g_return_if_fail (GC_IS_LANE (self));

  gc_lane_advance (self, second);
  if (self->told_messages != self->n_messages)
    {
      self->told_messages = self->n_messages;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_MESSAGES]);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LAST_TIME]);
    }

  if (self->rate != self->n_before)
    {
      self->rate = self->n_before;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RATE]);
    }
}
