/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-error.h"
#include "gc-format-private.h"
#include "gc-format.h"
#include "gc-text.h"

#include <glib/gi18n-lib.h>

#include <string.h>

G_DEFINE_ENUM_TYPE (GcFormat, gc_format,
                    G_DEFINE_ENUM_VALUE (GC_FORMAT_TEXT, "text"),
                    G_DEFINE_ENUM_VALUE (GC_FORMAT_JSON, "json"),
                    G_DEFINE_ENUM_VALUE (GC_FORMAT_CSV, "csv"),
                    G_DEFINE_ENUM_VALUE (GC_FORMAT_HEX, "hex"))

/**
 * gc_format_parse:
 * @name: `text`, `json`, `csv` or `hex`
 * @format: (out): the format of that name
 * @error: `GC_ERROR_SYNTAX`
 *
 * Reads the name of a format.
 */
gboolean
gc_format_parse (const char  *name,
                 GcFormat    *format,
                 GError     **error)
{
  g_autoptr (GTypeClass) formats = g_type_class_ref (GC_TYPE_FORMAT);
  const GEnumValue *value = g_enum_get_value_by_nick ((GEnumClass *) formats, name);

  /* Newer versions of GLib find it in capitals too. */
  if (value == NULL || strcmp (value->value_nick, name) != 0)
    {
      g_set_error (error, GC_ERROR, GC_ERROR_SYNTAX,
                   _("“%s” is not a format: there are text, json, csv and hex"), name);
      return FALSE;
    }

  *format = value->value;
  return TRUE;
}

/**
 * gc_format_append_header:
 * @format: a format
 * @string: a string
 *
 * Appends what comes before the first message: the header line of CSV, nothing in the others.
 */
void
gc_format_append_header (GcFormat  format,
                         GString  *string)
{
  if (format == GC_FORMAT_CSV)
    _gc_format_append_csv_header (string);
}

static void
append_line_start (GString        *string,
                   const GcRecord *record,
                   guint16         port)
{
  _gc_format_append_time (string, record->time_ns);
  g_string_append_c (string, ' ');
  _gc_format_append_address_port (string, record, record->source, record->source_port);
  g_string_append_c (string, ' ');
  _gc_format_append_address_port (string, record, record->destination, port);
  g_string_append_c (string, ' ');
}

/**
 * gc_format_append_record:
 * @format: a format
 * @string: a string
 * @record: what is known of a message
 * @payload: its bytes, `record->size` of them
 * @port: the port of the group, which the record does not have
 * @interface: (nullable): the name of the interface it came in by
 *
 * Appends one message and the end of its line. Nothing is allocated but what @string needs to
 * grow: a busy group has this done several hundred thousand times a second. Any thread.
 */
void
gc_format_append_record (GcFormat        format,
                         GString        *string,
                         const GcRecord *record,
                         const guint8   *payload,
                         guint16         port,
                         const char     *interface)
{
  switch (format)
    {
    case GC_FORMAT_TEXT:
      append_line_start (string, record, port);
      gc_text_append_line (string, payload, record->size);
      break;
    case GC_FORMAT_HEX:
      append_line_start (string, record, port);
      gc_text_append_hex (string, payload, record->size);
      break;
    case GC_FORMAT_JSON:
      _gc_format_append_json (string, record, payload, port, interface);
      break;
    case GC_FORMAT_CSV:
      _gc_format_append_csv (string, record, payload, port, interface);
      break;
    default:
      g_return_if_reached ();
    }

  g_string_append_c (string, '\n');
}
