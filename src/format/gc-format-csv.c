/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-format-private.h"
#include "gc-text.h"

#include <string.h>

/* CSV as RFC 4180 has it, but for lines that end in a newline only, as they do on this
 * system. */

/* A spreadsheet would compute a field that begins like a formula, quoted or not, and what it
 * says comes from anybody on the network. */
static gboolean
is_formula (const char *text,
            gsize       size)
{
  return size > 0 && memchr ("=+-@\t\r", *text, strlen ("=+-@\t\r")) != NULL;
}

static void
append_field (GString    *string,
              const char *text,
              gsize       size)
{
  const char *end = text + size;

  g_string_append_c (string, '"');
  if (is_formula (text, size))
    g_string_append_c (string, '\'');

  while (text < end)
    {
      const char *quote = memchr (text, '"', end - text);
      const char *stop = quote != NULL ? quote + 1 : end;

      g_string_append_len (string, text, stop - text);
      if (quote != NULL)
        g_string_append_c (string, '"');
      text = stop;
    }
  g_string_append_c (string, '"');
}

/* Few programs read a NUL in CSV: a text that holds one is written as bytes. */
static void
append_payload (GString      *string,
                const guint8 *payload,
                gsize         size)
{
  if (g_utf8_validate_len ((const char *) payload, size, NULL))
    {
      g_string_append (string, "text,");
      append_field (string, (const char *) payload, size);
    }
  else
    {
      g_string_append (string, "base64,");
      _gc_format_append_base64 (string, payload, size);
    }
}

/**
 * _gc_format_append_csv_header:
 * @string: a string
 *
 * Appends the names of the columns, and the end of their line.
 */
void
_gc_format_append_csv_header (GString *string)
{
  g_string_append (string, "time,source,group,interface,ttl,size,encoding,message\n");
}

/**
 * _gc_format_append_csv:
 * @string: a string
 * @record: what is known of a message
 * @payload: its bytes
 * @port: the port of the group
 * @interface: (nullable): the name of an interface
 *
 * Appends a message as a row, the end of the line left out.
 */
void
_gc_format_append_csv (GString        *string,
                       const GcRecord *record,
                       const guint8   *payload,
                       guint16         port,
                       const char     *interface)
{
  _gc_format_append_time (string, record->time_ns);
  g_string_append_c (string, ',');
  _gc_format_append_address_port (string, record, record->source, record->source_port);
  g_string_append_c (string, ',');
  _gc_format_append_address_port (string, record, record->destination, port);
  g_string_append_c (string, ',');
  if (interface != NULL)
    append_field (string, interface, strlen (interface));
  g_string_append_c (string, ',');
  _gc_format_append_number (string, record->ttl);
  g_string_append_c (string, ',');
  _gc_format_append_number (string, record->size);
  g_string_append_c (string, ',');
  append_payload (string, payload, record->size);
}
