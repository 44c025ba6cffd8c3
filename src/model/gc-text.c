/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-text.h"

#include <string.h>

/* Payload comes from anybody on the network. What is shown of it is one line of valid UTF-8
 * in which nothing can move the text around: each character that would is shown as a sign. */

/* Whether a character changes the direction of what surrounds it (UAX #9, table 4 and 2.6),
 * or is invisible and could hide a difference. */
static gboolean
is_format_control (gunichar c)
{
  return c == 0x00ad || c == 0x061c || c == 0x180e ||
         (c >= 0x200b && c <= 0x200f) || (c >= 0x202a && c <= 0x202e) ||
         (c >= 0x2060 && c <= 0x206f) || c == 0xfeff || (c >= 0xfff9 && c <= 0xfffb) ||
         (c >= 0xe0000 && c <= 0xe007f);
}

static void
append_character (GString  *string,
                  gunichar  c)
{
  if (c == '\n' || c == 0x2028 || c == 0x2029)
    g_string_append (string, "↵");
  else if (c < 0x20)
    g_string_append_unichar (string, 0x2400 + c);       /* Control Pictures */
  else if (c == 0x7f)
    g_string_append (string, "␡");
  else if ((c >= 0x80 && c < 0xa0) || is_format_control (c))
    g_string_append_printf (string, "‹U+%04X›", c);
  else
    g_string_append_unichar (string, c);
}

/**
 * gc_text_is_utf8:
 * @bytes: a payload
 * @size: its size
 *
 * Returns: whether it is UTF-8 throughout, NUL bytes allowed
 */
gboolean
gc_text_is_utf8 (const guint8 *bytes,
                 gsize         size)
{
  const char *text = (const char *) bytes;
  const char *end = text + size;
  const char *stop;

  while (text < end && !g_utf8_validate_len (text, end - text, &stop))
    {
      if (*stop != '\0')
        return FALSE;
      text = stop + 1;
    }

  return TRUE;
}

/**
 * gc_text_append_hex:
 * @string: a string
 * @bytes: a payload
 * @size: its size
 *
 * Appends the bytes in hexadecimal, with spaces between them.
 */
void
gc_text_append_hex (GString      *string,
                    const guint8 *bytes,
                    gsize         size)
{
  static const char digits[] = "0123456789abcdef";
  gsize before = string->len;
  char *out;

  if (size == 0)
    return;

  g_string_set_size (string, before + 3 * size - 1);
  out = string->str + before;
  for (gsize i = 0; i < size; i++)
    {
      if (i > 0)
        *out++ = ' ';
      *out++ = digits[bytes[i] >> 4];
      *out++ = digits[bytes[i] & 0x0f];
    }
}

/**
 * gc_text_append_line:
 * @string: a string
 * @bytes: a payload
 * @size: its size
 *
 * Appends the payload as one line: UTF-8 with signs for what is not to be printed, anything
 * else in hexadecimal.
 */
void
gc_text_append_line (GString      *string,
                     const guint8 *bytes,
                     gsize         size)
{
  const char *text = (const char *) bytes;
  const char *end = text + size;

  if (!gc_text_is_utf8 (bytes, size))
    {
      gc_text_append_hex (string, bytes, size);
      return;
    }

  while (text < end)
    {
      const char *run = text;

      /* Printable ASCII, which is most of it, goes over in one piece. */
      while (text < end && *text >= 0x20 && *text < 0x7f)
        text++;
      g_string_append_len (string, run, text - run);

      if (text < end)
        {
          append_character (string, g_utf8_get_char (text));
          text = g_utf8_next_char (text);
        }
    }
}

/* The end of the last whole character within @size bytes of valid UTF-8. */
static gsize
cut_at_character (const guint8 *bytes,
                  gsize         size)
{
  while (size > 0 && (bytes[size] & 0xc0) == 0x80)
    size--;

  return size;
}

/**
 * gc_text_to_line:
 * @bytes: a payload
 * @size: its size
 * @max_size: how many bytes of it to show; what is left out is marked by an ellipsis
 *
 * Returns: (transfer full): the payload as one line, as gc_text_append_line() does it
 */
char *
gc_text_to_line (const guint8 *bytes,
                 gsize         size,
                 gsize         max_size)
{
  g_autoptr (GString) string = g_string_new (NULL);
  gsize shown = size;

  if (size > max_size)
    shown = gc_text_is_utf8 (bytes, size) ? cut_at_character (bytes, max_size) : max_size;

  /* Cut bytes that are no text may happen to look like some. */
  if (shown < size && !gc_text_is_utf8 (bytes, size))
    gc_text_append_hex (string, bytes, shown);
  else
    gc_text_append_line (string, bytes, shown);
  if (shown < size)
    g_string_append (string, " …");

  return g_string_free (g_steal_pointer (&string), FALSE);
}

/**
 * gc_text_to_lines:
 * @bytes: a payload
 * @size: its size
 *
 * Returns: (transfer full): all of it, with its line breaks and tabs, and signs for whatever else is not
 *   to be printed and for bytes that are no UTF-8
 */
char *
gc_text_to_lines (const guint8 *bytes,
                  gsize         size)
{
  g_autoptr (GString) string = g_string_sized_new (size + 1);
  const char *text = (const char *) bytes;
  const char *end = text + size;

  while (text < end)
    {
      gunichar c = *text != '\0' ? g_utf8_get_char_validated (text, end - text) : 0;

      if (c > 0x10ffff)
        {
          g_string_append_printf (string, "‹%02X›", (guint8) *text);
          text++;
          continue;
        }

      if (c == '\n' || c == '\t')
        g_string_append_c (string, c);
      else
        append_character (string, c);
      text = g_utf8_next_char (text);
    }

  return g_string_free (g_steal_pointer (&string), FALSE);
}
