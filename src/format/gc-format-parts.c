/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-format-private.h"

#include <arpa/inet.h>
#include <string.h>
#include <time.h>

/* What all formats share. Numbers and addresses are written by hand: printf() and
 * inet_ntop() would take longer than everything else together. */

#define NSEC_PER_SEC G_GINT64_CONSTANT (1000000000)

/* "2026-11-22T13:29:47" */
#define SECOND_SIZE 19

/* Messages come in bunches: most are of the same second as the one before. */
typedef struct
{
  gint64 second;
  char   text[SECOND_SIZE + 1];
} SecondText;

static const char *
print_second (gint64 second)
{
  static _Thread_local SecondText last = { G_MININT64, "" };

  if (last.second != second)
    {
      time_t time = second;
      struct tm parts;

      gmtime_r (&time, &parts);
      strftime (last.text, sizeof last.text, "%Y-%m-%dT%H:%M:%S", &parts);
      last.second = second;
    }

  return last.text;
}

/**
 * _gc_format_append_time:
 * @string: a string
 * @time_ns: nanoseconds since the epoch
 *
 * Appends the time in UTC, cut to microseconds, as RFC 3339 has it.
 */
void
_gc_format_append_time (GString *string,
                        gint64   time_ns)
{
  gint64 second = time_ns / NSEC_PER_SEC;
  gint64 rest = time_ns % NSEC_PER_SEC;
  char fraction[] = ".000000Z";
  guint usec;

  if (rest < 0)
    {
      second--;
      rest += NSEC_PER_SEC;
    }

  usec = rest / 1000;
  for (guint i = 6; i > 0; i--, usec /= 10)
    fraction[i] += usec % 10;

  g_string_append_len (string, print_second (second), SECOND_SIZE);
  g_string_append_len (string, fraction, strlen (fraction));
}

/**
 * _gc_format_append_number:
 * @string: a string
 * @number: a number
 *
 * Appends it in decimal.
 */
void
_gc_format_append_number (GString *string,
                          guint    number)
{
  char digits[16];
  char *start = digits + sizeof digits;

  do
    *--start = '0' + number % 10;
  while ((number /= 10) > 0);

  g_string_append_len (string, start, digits + sizeof digits - start);
}

static void
append_ipv4 (GString      *string,
             const guint8 *bytes)
{
  for (guint i = 0; i < 4; i++)
    {
      if (i > 0)
        g_string_append_c (string, '.');
      _gc_format_append_number (string, bytes[i]);
    }
}

static void
append_ipv6 (GString      *string,
             const guint8 *bytes)
{
  char text[INET6_ADDRSTRLEN];

  inet_ntop (AF_INET6, bytes, text, sizeof text);
  g_string_append (string, text);
}

/**
 * _gc_format_append_address:
 * @string: a string
 * @record: what is known of a message
 * @bytes: its source or its destination
 *
 * Appends the address.
 */
void
_gc_format_append_address (GString        *string,
                           const GcRecord *record,
                           const guint8   *bytes)
{
  if (gc_record_get_family (record) == G_SOCKET_FAMILY_IPV6)
    append_ipv6 (string, bytes);
  else
    append_ipv4 (string, bytes);
}

/**
 * _gc_format_append_address_port:
 * @string: a string
 * @record: what is known of a message
 * @bytes: its source or its destination
 * @port: the port there
 *
 * Appends the address and the port, as gc_record_print_source() has them.
 */
void
_gc_format_append_address_port (GString        *string,
                                const GcRecord *record,
                                const guint8   *bytes,
                                guint16         port)
{
  if (gc_record_get_family (record) == G_SOCKET_FAMILY_IPV6)
    {
      g_string_append_c (string, '[');
      append_ipv6 (string, bytes);
      g_string_append_c (string, ']');
    }
  else
    {
      append_ipv4 (string, bytes);
    }

  g_string_append_c (string, ':');
  _gc_format_append_number (string, port);
}

/**
 * _gc_format_append_base64:
 * @string: a string
 * @bytes: a payload
 * @size: its size
 *
 * Appends the bytes in base64, in one piece.
 */
void
_gc_format_append_base64 (GString      *string,
                          const guint8 *bytes,
                          gsize         size)
{
  gsize before = string->len;
  int state = 0, save = 0;
  gsize written;

  /* What both steps may want, by their documentation. */
  g_string_set_size (string, before + (size / 3 + 1) * 4 + 4);
  written = g_base64_encode_step (bytes, size, FALSE, string->str + before, &state, &save);
  written += g_base64_encode_close (FALSE, string->str + before + written, &state, &save);
  g_string_set_size (string, before + written);
}
