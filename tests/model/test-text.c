/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-text.h"

#include <string.h>

/* A literal, which may have zeros in it, and its size. */
#define BYTES(literal) (const guint8 *) literal, sizeof literal - 1

static const struct
{
  const guint8 *bytes;
  gsize         size;
  const char   *line;
} lines[] = {
  { BYTES (""), "" },
  { BYTES ("one two"), "one two" },
  { BYTES (" ~"), " ~" },

  /* more lines than one, and what else a terminal would act on */
  { BYTES ("\n"), "↵" },
  { BYTES ("one\r\ntwo\n"), "one␍↵two↵" },
  { BYTES ("one\ttwo"), "one␉two" },
  { BYTES ("\001\033[31m\037"), "␁␛[31m␟" },
  { BYTES ("\0one\0\0"), "␀one␀␀" },
  { BYTES ("one\177"), "one␡" },
  { BYTES ("\302\200\302\205\302\233\302\237"), "‹U+0080›‹U+0085›‹U+009B›‹U+009F›" },
  { BYTES ("\302\240"), "\302\240" },
  { BYTES ("one\342\200\250two\342\200\251"), "one↵two↵" },

  /* what turns the text around, or cannot be seen */
  { BYTES ("\342\200\252\342\200\256"), "‹U+202A›‹U+202E›" },
  { BYTES ("exe.\342\200\256gpj"), "exe.‹U+202E›gpj" },
  { BYTES ("\342\201\246\342\201\251"), "‹U+2066›‹U+2069›" },
  { BYTES ("\342\200\216\342\200\217\330\234"), "‹U+200E›‹U+200F›‹U+061C›" },
  { BYTES ("a\342\200\213b\342\200\214c\342\200\215d"), "a‹U+200B›b‹U+200C›c‹U+200D›d" },
  { BYTES ("a\342\201\240b\342\201\257"), "a‹U+2060›b‹U+206F›" },
  { BYTES ("pass\302\255word"), "pass‹U+00AD›word" },
  { BYTES ("\341\240\216"), "‹U+180E›" },
  { BYTES ("\357\273\277one"), "‹U+FEFF›one" },
  { BYTES ("\357\277\271\357\277\273"), "‹U+FFF9›‹U+FFFB›" },
  { BYTES ("\363\240\200\201\363\240\201\277"), "‹U+E0001›‹U+E007F›" },

  /* their neighbours stay: a hyphen, a quotation mark, an object replacement character */
  { BYTES ("\342\200\220\342\200\230\342\200\247\342\200\257"),
    "\342\200\220\342\200\230\342\200\247\342\200\257" },
  { BYTES ("\357\277\274\357\277\275"), "\357\277\274\357\277\275" },

  /* text of any kind as it is, and what would be markup elsewhere */
  { BYTES ("<b>&amp;</b> %s \\n"), "<b>&amp;</b> %s \\n" },
  { BYTES ("grüße 東京 🎉 שלום"), "grüße 東京 🎉 שלום" },
  { BYTES ("e\314\201"), "e\314\201" },
  { BYTES ("\364\217\277\277"), "\364\217\277\277" },

  /* what is no text: a byte out of place, longer than need be, cut off, a surrogate, beyond
   * the last character */
  { BYTES ("\377"), "ff" },
  { BYTES ("\0\1\2\377"), "00 01 02 ff" },
  { BYTES ("one\200"), "6f 6e 65 80" },
  { BYTES ("\300\200"), "c0 80" },
  { BYTES ("\300\257"), "c0 af" },
  { BYTES ("\340\200\257"), "e0 80 af" },
  { BYTES ("a\303"), "61 c3" },
  { BYTES ("a\342\202"), "61 e2 82" },
  { BYTES ("a\360\237\216"), "61 f0 9f 8e" },
  { BYTES ("a\303\0"), "61 c3 00" },
  { BYTES ("\355\240\200"), "ed a0 80" },
  { BYTES ("\364\220\200\200"), "f4 90 80 80" },
};

/* Without a byte more, so that a sanitizer sees a look beyond the end. */
static guint8 *
dup_bytes (const guint8 *bytes,
           gsize         size)
{
  return size > 0 ? g_memdup2 (bytes, size) : (guint8 *) g_strdup ("");
}

static void
test_line (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_autofree guint8 *bytes = dup_bytes (lines[i].bytes, lines[i].size);
      g_autofree char *line = gc_text_to_line (bytes, lines[i].size, 100);
      g_autofree char *just = gc_text_to_line (bytes, lines[i].size, lines[i].size);

      g_test_message ("line %u: %s", i, lines[i].line);
      g_assert_cmpstr (line, ==, lines[i].line);
      g_assert_cmpstr (just, ==, lines[i].line);
    }
}

static void
test_is_utf8 (void)
{
  g_assert_true (gc_text_is_utf8 (BYTES ("")));
  g_assert_true (gc_text_is_utf8 (BYTES ("\0")));
  g_assert_true (gc_text_is_utf8 (BYTES ("\0é\0\0é")));

  g_assert_false (gc_text_is_utf8 (BYTES ("\0\377")));
  g_assert_false (gc_text_is_utf8 (BYTES ("\0\0\303")));
  g_assert_false (gc_text_is_utf8 (BYTES ("\303\0\251")));
}

static void
test_append (void)
{
  g_autoptr (GString) string = g_string_new ("> ");

  gc_text_append_line (string, BYTES ("one\n"));
  gc_text_append_line (string, BYTES (""));
  gc_text_append_line (string, BYTES ("\377"));
  g_assert_cmpstr (string->str, ==, "> one↵ff");

  g_string_assign (string, "> ");
  gc_text_append_hex (string, BYTES (""));
  g_assert_cmpstr (string->str, ==, "> ");
  gc_text_append_hex (string, BYTES ("\0Az\377"));
  g_assert_cmpstr (string->str, ==, "> 00 41 7a ff");
  g_assert_cmpuint (string->len, ==, strlen (string->str));
}

static const struct
{
  const guint8 *bytes;
  gsize         size;
  gsize         max_size;
  const char   *line;
} cuts[] = {
  { BYTES ("abc"), 3, "abc" },
  { BYTES ("abcd"), 3, "abc …" },
  { BYTES ("abc"), 0, " …" },
  { BYTES (""), 0, "" },

  /* 2, 3 and 4 bytes, cut before, behind and in each place between */
  { BYTES ("aéb"), 1, "a …" },
  { BYTES ("aéb"), 2, "a …" },
  { BYTES ("aéb"), 3, "aé …" },
  { BYTES ("a東b"), 2, "a …" },
  { BYTES ("a東b"), 3, "a …" },
  { BYTES ("a東b"), 4, "a東 …" },
  { BYTES ("a🎉b"), 2, "a …" },
  { BYTES ("a🎉b"), 4, "a …" },
  { BYTES ("a🎉b"), 5, "a🎉 …" },
  { BYTES ("🎉"), 3, " …" },

  { BYTES ("a\0b"), 2, "a␀ …" },
  { BYTES ("a\nb"), 2, "a↵ …" },

  { BYTES ("\377\376\375"), 2, "ff fe …" },
  { BYTES ("a\200\200\200"), 2, "61 80 …" },
  { BYTES ("\377"), 0, " …" },

  /* what is shown would be text, the whole is not */
  { BYTES ("abc\377"), 3, "61 62 63 …" },
};

static void
test_cut (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cuts); i++)
    {
      g_autofree guint8 *bytes = dup_bytes (cuts[i].bytes, cuts[i].size);
      g_autofree char *line = gc_text_to_line (bytes, cuts[i].size, cuts[i].max_size);

      g_test_message ("line %u: %s", i, cuts[i].line);
      g_assert_cmpstr (line, ==, cuts[i].line);
    }
}

static void
assert_safe (const char *line)
{
  g_assert_true (g_utf8_validate (line, -1, NULL));

  for (const char *c = line; *c != '\0'; c = g_utf8_next_char (c))
    {
      gunichar character = g_utf8_get_char (c);
      GUnicodeBreakType type = g_unichar_break_type (character);

      g_assert_false (g_unichar_iscntrl (character));
      g_assert_false (type == G_UNICODE_BREAK_MANDATORY || type == G_UNICODE_BREAK_LINE_FEED ||
                      type == G_UNICODE_BREAK_CARRIAGE_RETURN ||
                      type == G_UNICODE_BREAK_NEXT_LINE ||
                      type == G_UNICODE_BREAK_ZERO_WIDTH_SPACE);
      g_assert_false (character == 0x061c || character == 0x200e || character == 0x200f);
      g_assert_false (character >= 0x202a && character <= 0x202e);
      g_assert_false (character >= 0x2066 && character <= 0x2069);
    }
}

static void
test_random_bytes (void)
{
  for (guint i = 0; i < 50000; i++)
    {
      g_autofree char *line = NULL;
      guint8 bytes[32];
      gsize size = g_test_rand_int_range (0, sizeof bytes + 1);

      for (gsize j = 0; j < size; j++)
        bytes[j] = g_test_rand_int_range (0, 256);
      if (g_test_rand_int_range (0, 2) == 0)
        for (gsize j = 0; j < size; j++)
          bytes[j] &= 0x7f;

      line = gc_text_to_line (bytes, size, g_test_rand_int_range (0, sizeof bytes + 8));
      assert_safe (line);
    }
}

static gunichar
random_character (void)
{
  static const int ranges[][2] = {
    { 0, 0x100 }, { 0x600, 0x620 }, { 0x2000, 0x2080 }, { 0xfe00, 0x10000 },
    { 0xe0000, 0xe0100 }, { 0, 0xd800 },
  };
  guint i = g_test_rand_int_range (0, G_N_ELEMENTS (ranges));

  return g_test_rand_int_range (ranges[i][0], ranges[i][1]);
}

/* Bytes at random are seldom text. These are, of characters that are mostly trouble. */
static void
test_random_characters (void)
{
  for (guint i = 0; i < 50000; i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autofree char *line = NULL;
      guint n = g_test_rand_int_range (0, 12);

      for (guint j = 0; j < n; j++)
        g_string_append_unichar (text, random_character ());

      g_assert_true (gc_text_is_utf8 ((const guint8 *) text->str, text->len));
      line = gc_text_to_line ((const guint8 *) text->str, text->len,
                              g_test_rand_int_range (0, 40));
      assert_safe (line);
    }
}

/* Each character by itself: what is not shown as it is, is shown as something. */
static void
test_every_character (void)
{
  for (gunichar c = 0; c <= 0x10ffff; c++)
    {
      g_autofree char *line = NULL;
      char utf8[6];
      int size;

      if (!g_unichar_validate (c))
        continue;

      size = g_unichar_to_utf8 (c, utf8);
      line = gc_text_to_line ((const guint8 *) utf8, size, size);
      g_assert_cmpuint (strlen (line), >, 0);
      assert_safe (line);
    }
}

static void
assert_lines (const char *bytes,
              gsize       size,
              const char *wanted)
{
  g_autofree char *text = gc_text_to_lines ((const guint8 *) bytes, size);

  g_assert_cmpstr (text, ==, wanted);
}

/* Line breaks and tabs stay, and nothing else that could move text around or hide. */
static void
test_lines (void)
{
  assert_lines ("", 0, "");
  assert_lines ("one\n\ttwo\r\n", 10, "one\n\ttwo␍\n");
  assert_lines ("a\0b\x1b[1m", 7, "a␀b␛[1m");
  assert_lines ("é\xff\xc3(", 5, "é‹FF›‹C3›(");
  assert_lines ("\xe2\x82", 2, "‹E2›‹82›");
  assert_lines ("a\xe2\x80\xae" "b", 5, "a‹U+202E›b");
  assert_lines ("\xe2\x80\xa8", 3, "↵");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model/text/line", test_line);
  g_test_add_func ("/model/text/is-utf8", test_is_utf8);
  g_test_add_func ("/model/text/append", test_append);
  g_test_add_func ("/model/text/cut", test_cut);
  g_test_add_func ("/model/text/random-bytes", test_random_bytes);
  g_test_add_func ("/model/text/random-characters", test_random_characters);
  g_test_add_func ("/model/text/every-character", test_every_character);
  g_test_add_func ("/model/text/lines", test_lines);

  return g_test_run ();
}
