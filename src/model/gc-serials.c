/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-serials.h"

/**
 * GcSerials:
 *
 * Serial numbers in ascending order, to which any may be added that is beyond one of the two ends;
 * the lowest can be dropped. Main thread only.
 */
struct _GcSerials
{
  GArray *lower;        /* descending, so that it grows at its end */
  GArray *upper;        /* ascending */
  guint   first;        /* of those in @upper; the ones before were dropped */
};

/**
 * gc_serials_new:
 *
 * Returns: (transfer full): none yet
 */
GcSerials *
gc_serials_new (void)
{
  GcSerials *self = g_new0 (GcSerials, 1);

  self->lower = g_array_new (FALSE, FALSE, sizeof (guint64));
  self->upper = g_array_new (FALSE, FALSE, sizeof (guint64));
  return self;
}

/**
 * gc_serials_free:
 * @self: (transfer full): serial numbers
 */
void
gc_serials_free (GcSerials *self)
{
  g_array_unref (self->lower);
  g_array_unref (self->upper);
  g_free (self);
}

/**
 * gc_serials_get_length:
 * @self: serial numbers
 *
 * Returns: how many there are
 */
guint
gc_serials_get_length (const GcSerials *self)
{
  return self->lower->len + self->upper->len - self->first;
}

/**
 * gc_serials_get:
 * @self: serial numbers
 * @position: one of them
 *
 * Returns: the one there
 */
guint64
gc_serials_get (const GcSerials *self,
                guint            position)
{
  if (position < self->lower->len)
    return g_array_index (self->lower, guint64, self->lower->len - 1 - position);

  return g_array_index (self->upper, guint64, position - self->lower->len + self->first);
}

/**
 * gc_serials_find:
 * @self: serial numbers
 * @serial: a serial number
 *
 * Returns: the position of the first that is not below @serial; the length if all are
 */
guint
gc_serials_find (const GcSerials *self,
                 guint64          serial)
{
  guint low = 0, high = gc_serials_get_length (self);

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (gc_serials_get (self, middle) < serial)
        low = middle + 1;
      else
        high = middle;
    }

  return low;
}

/**
 * gc_serials_append:
 * @self: serial numbers
 * @serial: one above all of them
 */
void
gc_serials_append (GcSerials *self,
                   guint64    serial)
{
  g_array_append_val (self->upper, serial);
}

/**
 * gc_serials_prepend:
 * @self: serial numbers
 * @serial: one below all of them
 */
void
gc_serials_prepend (GcSerials *self,
                    guint64    serial)
{
  g_array_append_val (self->lower, serial);
}

/**
 * gc_serials_drop_before:
 * @self: serial numbers
 * @serial: a serial number
 *
 * Drops those that are below @serial.
 *
 * Returns: how many these were
 */
guint
gc_serials_drop_before (GcSerials *self,
                        guint64    serial)
{
  guint n = gc_serials_find (self, serial);
  guint n_lower = MIN (n, self->lower->len);

  g_array_set_size (self->lower, self->lower->len - n_lower);
  self->first += n - n_lower;

  /* Moved rarely enough to cost nothing, and soon enough to take no room. */
  if (self->first > self->upper->len / 2)
    {
      g_array_remove_range (self->upper, 0, self->first);
      self->first = 0;
    }

  return n;
}

/**
 * gc_serials_clear:
 * @self: serial numbers
 *
 * Drops all, and their memory.
 */
void
gc_serials_clear (GcSerials *self)
{
  g_array_unref (self->lower);
  g_array_unref (self->upper);
  self->lower = g_array_new (FALSE, FALSE, sizeof (guint64));
  self->upper = g_array_new (FALSE, FALSE, sizeof (guint64));
  self->first = 0;
}
