/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-hex-dump.h"

#include <string.h>

static void
assert_dump (const char *bytes,
             gsize       size,
             const char *dump)
{
  g_autofree char *printed = gc_hex_dump_print ((const guint8 *) bytes, size);

  g_assert_cmpstr (printed, ==, dump);
}

static void
test_print (void)
{
  assert_dump (NULL, 0, "");
  assert_dump ("a", 1, "0000  61                                                a");
  assert_dump ("Hello world!\0\xff\r\n", 16,
               "0000  48 65 6c 6c 6f 20 77 6f  72 6c 64 21 00 ff 0d 0a  Hello world!....");
  assert_dump ("Hello world!\0\xff\r\n~\x7f", 18,
               "0000  48 65 6c 6c 6f 20 77 6f  72 6c 64 21 00 ff 0d 0a  Hello world!....\n"
               "0010  7e 7f                                             ~.");
}

static void
test_longest (void)
{
  g_autofree guint8 *bytes = g_malloc0 (65507);
  g_autofree char *printed = gc_hex_dump_print (bytes, 65507);
  const char *last = strrchr (printed, '\n');

  g_assert_true (g_str_has_prefix (last, "\nffe0  00 00 00"));
  g_assert_true (g_str_has_suffix (last, " ..."));
}

/* Each byte has a place in the digits and one in the signs, and is found at both. */
static void
test_places (void)
{
  guint8 bytes[40];
  g_autofree char *printed = NULL;
  guint found;

  for (guint i = 0; i < sizeof bytes; i++)
    bytes[i] = 'A' + i % 26;
  printed = gc_hex_dump_print (bytes, sizeof bytes);

  for (guint i = 0; i < sizeof bytes; i++)
    {
      guint digits = gc_hex_dump_find_digits (i);
      guint sign = gc_hex_dump_find_sign (i);
      char byte[3] = { printed[digits], printed[digits + 1], '\0' };

      g_assert_cmpuint (g_ascii_strtoull (byte, NULL, 16), ==, bytes[i]);
      g_assert_cmpint (printed[sign], ==, bytes[i]);
      g_assert_true (gc_hex_dump_find_byte (digits, sizeof bytes, &found));
      g_assert_cmpuint (found, ==, i);
      g_assert_true (gc_hex_dump_find_byte (digits + 1, sizeof bytes, &found));
      g_assert_cmpuint (found, ==, i);
      g_assert_true (gc_hex_dump_find_byte (sign, sizeof bytes, &found));
      g_assert_cmpuint (found, ==, i);

      /* Between two it is the next. */
      if (i % GC_HEX_DUMP_WIDTH != 0)
        {
          g_assert_true (gc_hex_dump_find_byte (digits - 1, sizeof bytes, &found));
          g_assert_cmpuint (found, ==, i);
        }
    }

  /* In front of a line is its first byte, and after the last one there is none. */
  g_assert_true (gc_hex_dump_find_byte (gc_hex_dump_find_digits (16) - 6, sizeof bytes, &found));
  g_assert_cmpuint (found, ==, 16);
  g_assert_false (gc_hex_dump_find_byte (gc_hex_dump_find_sign (15) + 1, sizeof bytes, &found));
  g_assert_false (gc_hex_dump_find_byte (gc_hex_dump_find_sign (39) + 1, sizeof bytes, &found));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model/hex-dump/print", test_print);
  g_test_add_func ("/model/hex-dump/longest", test_longest);
  g_test_add_func ("/model/hex-dump/places", test_places);

  return g_test_run ();
}
