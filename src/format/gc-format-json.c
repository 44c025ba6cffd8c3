/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-format-private.h"
#include "gc-text.h"

#include <string.h>

/* JSON Lines (RFC 8259, an object a line). The generator of json-glib does not serve here: its
 * strings end at a NUL, which a payload may hold, and it leaves U+001F as it is, which no
 * parser has to accept. */

static void
append_escaped (GString *string,
                guint8   byte)
{
  static const char digits[] = "0123456789abcdef";
  static const char letters[] = { ['\b'] = 'b', ['\t'] = 't', ['\n'] = 'n', ['\f'] = 'f',
                                  ['\r'] = 'r', ['"'] = '"', ['\\'] = '\\' };

  g_string_append_c (string, '\\');
  if (byte < sizeof letters && letters[byte] != '\0')
    {
      g_string_append_c (string, letters[byte]);
      return;
    }

  g_string_append (string, "u00");
  g_string_append_c (string, digits[byte >> 4]);
  g_string_append_c (string, digits[byte & 0x0f]);
}

/* Beyond what has to be escaped, DEL and the C1 controls are, which some terminals obey. In
 * UTF-8 the latter, and 32 harmless characters, begin with C2. */
static gboolean
is_plain (guint8 byte)
{
  return byte >= 0x20 && byte != '"' && byte != '\\' && byte != 0x7f && byte != 0xc2;
}

/* Of valid UTF-8, which may hold NUL. */
static void
append_string (GString    *string,
               const char *text,
               gsize       size)
{
  const char *end = text + size;

  g_string_append_c (string, '"');
  while (text < end)
    {
      const char *run = text;

      while (text < end && is_plain (*text))
        text++;
      g_string_append_len (string, run, text - run);

      if (text < end)
        {
          gunichar c = g_utf8_get_char (text);

          if (c < 0xa0)
            append_escaped (string, c);
          else
            g_string_append_unichar (string, c);
          text = g_utf8_next_char (text);
        }
    }
  g_string_append_c (string, '"');
}

static void
append_key (GString    *string,
            const char *key)
{
  g_string_append (string, ",\"");
  g_string_append (string, key);
  g_string_append (string, "\":");
}

static void
append_number_member (GString    *string,
                      const char *key,
                      guint       number)
{
  append_key (string, key);
  _gc_format_append_number (string, number);
}

static void
append_address_member (GString        *string,
                       const char     *key,
                       const GcRecord *record,
                       const guint8   *bytes)
{
  append_key (string, key);
  g_string_append_c (string, '"');
  _gc_format_append_address (string, record, bytes);
  g_string_append_c (string, '"');
}

static void
append_payload (GString      *string,
                const guint8 *payload,
                gsize         size)
{
  if (gc_text_is_utf8 (payload, size))
    {
      append_key (string, "text");
      append_string (string, (const char *) payload, size);
    }
  else
    {
      append_key (string, "base64");
      g_string_append_c (string, '"');
      _gc_format_append_base64 (string, payload, size);
      g_string_append_c (string, '"');
    }
}

/**
 * _gc_format_append_json:
 * @string: a string
 * @record: what is known of a message
 * @payload: its bytes
 * @port: the port of the group
 * @interface: (nullable): the name of an interface
 *
 * Appends a message as an object of JSON, the end of the line left out.
 */
void
_gc_format_append_json (GString        *string,
                        const GcRecord *record,
                        const guint8   *payload,
                        guint16         port,
                        const char     *interface)
{
  g_string_append (string, "{\"time\":\"");
  _gc_format_append_time (string, record->time_ns);
  g_string_append_c (string, '"');

  append_address_member (string, "source", record, record->source);
  append_number_member (string, "source_port", record->source_port);
  append_address_member (string, "group", record, record->destination);
  append_number_member (string, "port", port);

  /* To the kernel a name is bytes. */
  if (interface != NULL && g_utf8_validate (interface, -1, NULL))
    {
      append_key (string, "interface");
      append_string (string, interface, strlen (interface));
    }
  append_number_member (string, "ttl", record->ttl);
  append_number_member (string, "size", record->size);

  append_payload (string, payload, record->size);
  if ((record->flags & GC_RECORD_TRUNCATED) != 0)
    g_string_append (string, ",\"truncated\":true");

  g_string_append_c (string, '}');
}
