/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-hex-dump.h"

/* A line is the place of its first byte, the bytes in two halves, and the signs that these are in ASCII:
 *
 *     0000  48 65 6c 6c 6f 20 77 6f  72 6c 64 21 00 ff 0d 0a  Hello world!....
 *
 * Each character of it is one byte. */
#define HALF          (GC_HEX_DUMP_WIDTH / 2)
#define DIGITS_COLUMN 6
#define SIGNS_COLUMN  (DIGITS_COLUMN + 3 * GC_HEX_DUMP_WIDTH + 2)
#define LINE_LENGTH   (SIGNS_COLUMN + GC_HEX_DUMP_WIDTH + 1)

static guint
get_digits_column (guint i)
{
  return DIGITS_COLUMN + 3 * i + (i >= HALF ? 1 : 0);
}

/**
 * gc_hex_dump_print:
 * @bytes: a payload
 * @size: its size
 *
 * Returns: (transfer full): the bytes line by line
 */
char *
gc_hex_dump_print (const guint8 *bytes,
                   gsize         size)
{
  static const char digits[] = "0123456789abcdef";
  gsize n_lines = (size + GC_HEX_DUMP_WIDTH - 1) / GC_HEX_DUMP_WIDTH;
  char *text = g_malloc (n_lines * LINE_LENGTH + 1);
  char *line = text;

  for (gsize first = 0; first < size; first += GC_HEX_DUMP_WIDTH)
    {
      guint n = MIN (size - first, GC_HEX_DUMP_WIDTH);

      g_snprintf (line, LINE_LENGTH, "%04" G_GSIZE_MODIFIER "x%*s", first, SIGNS_COLUMN - 4, "");
      for (guint i = 0; i < n; i++)
        {
          guint8 byte = bytes[first + i];

          line[get_digits_column (i)] = digits[byte >> 4];
          line[get_digits_column (i) + 1] = digits[byte & 0x0f];
          line[SIGNS_COLUMN + i] = g_ascii_isprint (byte) ? byte : '.';
        }

      line += SIGNS_COLUMN + n;
      *line++ = '\n';
    }

  /* The last line has no end. */
  if (line > text)
    line--;
  *line = '\0';
  return text;
}

/**
 * gc_hex_dump_find_digits:
 * @i: a byte
 *
 * Returns: where its two digits begin in what gc_hex_dump_print() returned
 */
guint
gc_hex_dump_find_digits (guint i)
{
  return i / GC_HEX_DUMP_WIDTH * LINE_LENGTH + get_digits_column (i % GC_HEX_DUMP_WIDTH);
}

/**
 * gc_hex_dump_find_sign:
 * @i: a byte
 *
 * Returns: where its ASCII sign is in what gc_hex_dump_print() returned
 */
guint
gc_hex_dump_find_sign (guint i)
{
  return i / GC_HEX_DUMP_WIDTH * LINE_LENGTH + SIGNS_COLUMN + i % GC_HEX_DUMP_WIDTH;
}

/**
 * gc_hex_dump_find_byte:
 * @offset: a place in what gc_hex_dump_print() returned
 * @size: the size of the payload
 * @i: (out): which byte that is, or the next one if it is between two
 *
 * Returns: %FALSE if there is none on that line from there on
 */
gboolean
gc_hex_dump_find_byte (guint  offset,
                       gsize  size,
                       guint *i)
{
  guint first = offset / LINE_LENGTH * GC_HEX_DUMP_WIDTH;
  guint column = offset % LINE_LENGTH;
  guint n = 0;

  if (column >= SIGNS_COLUMN)
    n = column - SIGNS_COLUMN;
  else
    while (n < GC_HEX_DUMP_WIDTH && get_digits_column (n) + 1 < column)
      n++;

  *i = first + n;
  return n < GC_HEX_DUMP_WIDTH && *i < size;
}
