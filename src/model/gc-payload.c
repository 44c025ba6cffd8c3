/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-error.h"
#include "gc-payload.h"
#include "gc-text.h"

#include <glib/gi18n-lib.h>

#include <string.h>

/**
 * gc_payload_from_text:
 * @text: a message, in which `{group}` and `{port}` stand for the target's own
 * @target: a target
 *
 * Returns: (transfer full): the bytes for @target. Other braces stay as they are.
 */
GBytes *
gc_payload_from_text (const char       *text,
                      const GcEndpoint *target)
{
  g_autofree char *group = g_inet_address_to_string (gc_endpoint_get_group (target));
  g_autoptr (GString) string = g_string_new (NULL);

  while (*text != '\0')
    {
      gsize length = strcspn (text, "{");

      g_string_append_len (string, text, length);
      text += length;

      if (g_str_has_prefix (text, "{group}"))
        {
          g_string_append (string, group);
          text += strlen ("{group}");
        }
      else if (g_str_has_prefix (text, "{port}"))
        {
          g_string_append_printf (string, "%u", gc_endpoint_get_port (target));
          text += strlen ("{port}");
        }
      else if (*text != '\0')
        {
          g_string_append_c (string, *text++);
        }
    }

  return g_string_free_to_bytes (g_steal_pointer (&string));
}

/**
 * gc_payload_from_hex:
 * @hex: bytes in hexadecimal, white space and colons between them as one likes
 * @error: `GC_ERROR_PAYLOAD`
 *
 * Returns: (transfer full) (nullable): the bytes
 */
GBytes *
gc_payload_from_hex (const char  *hex,
                     GError     **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();

  while (*hex != '\0')
    {
      guint8 byte;

      if (g_ascii_isspace (*hex) || *hex == ':')
        {
          hex++;
          continue;
        }

      if (!g_ascii_isxdigit (hex[0]) || !g_ascii_isxdigit (hex[1]))
        {
          g_autofree char *line = gc_text_to_line ((const guint8 *) hex, strlen (hex), 8);

          g_set_error (error, GC_ERROR, GC_ERROR_PAYLOAD,
                       _("“%s” is not a byte in hexadecimal: bytes are two digits each"), line);
          return NULL;
        }

      byte = g_ascii_xdigit_value (hex[0]) << 4 | g_ascii_xdigit_value (hex[1]);
      g_byte_array_append (bytes, &byte, 1);
      hex += 2;
    }

  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}
