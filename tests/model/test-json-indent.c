/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-json-indent.h"

#include <string.h>

static const struct
{
  const char *text;
  const char *indented;
} cases[] = {
  { "{}", "{}" },
  { " [ ] ", "[]" },
  { "[1]", "[\n  1\n]" },
  { "{\"a\":1,\"b\":[2,{}]}",
    "{\n  \"a\": 1,\n  \"b\": [\n    2,\n    {}\n  ]\n}" },

  /* as it was written */
  { "[1.50, 1e400, 123456789012345678901234567890, -0.0, true, null]",
    "[\n  1.50,\n  1e400,\n  123456789012345678901234567890,\n  -0.0,\n  true,\n  null\n]" },
  { "[\"a, b: [c] {d}\"]", "[\n  \"a, b: [c] {d}\"\n]" },
  { "[\"\\\"]\\\\\", \"\\u00e9é\"]", "[\n  \"\\\"]\\\\\",\n  \"\\u00e9é\"\n]" },
  { "\r\n[\t1 ]\n", "[\n  1\n]" },

  { "", NULL },
  { "1", NULL },
  { "\"one\"", NULL },
  { "true", NULL },
  { "one", NULL },
  { "{", NULL },
  { "[1", NULL },
  { "[1]]", NULL },
  { "{\"a\"}", NULL },
  { "{\"a\":", NULL },
  { "[\"", NULL },
  { "[\"\\", NULL },
  { "[\"\xff\"]", NULL },

  /* what other readers take */
  { "[1,]", NULL },
  { "{\"a\":1,}", NULL },
  { "[01]", NULL },
  { "[1.]", NULL },
  { "[.5]", NULL },
  { "[+1]", NULL },
  { "[-]", NULL },
  { "[1e]", NULL },
  { "[0x10]", NULL },
  { "[NaN]", NULL },
  { "['one']", NULL },
  { "{one: 1}", NULL },
  { "[truest]", NULL },
  { "[nul]", NULL },
  { "[1 2]", NULL },
  { "[/* one */]", NULL },
  { "[\"\t\"]", NULL },
  { "[\"\\x\"]", NULL },
  { "[\"\\u12g4\"]", NULL },
  { "[1] [2]", NULL },
  { "[}", NULL },
  { "{]", NULL },
};

static void
test_cases (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *indented = gc_json_indent ((const guint8 *) cases[i].text,
                                                  strlen (cases[i].text));

      g_assert_cmpstr (indented, ==, cases[i].indented);
    }
}

/* A payload has a size, and no zero at its end; one within it is no JSON. */
static void
test_bounds (void)
{
  g_autofree char *part = gc_json_indent ((const guint8 *) "[1]junk", 3);

  g_assert_cmpstr (part, ==, "[\n  1\n]");
  g_assert_null (gc_json_indent ((const guint8 *) "[1]\0[2]", 7));
  g_assert_null (gc_json_indent (NULL, 0));
}

/* Some nest, to use up the stack of who reads them. */
static void
test_deep (void)
{
  g_autofree char *text = g_malloc (65507);
  g_autofree char *indented = NULL;

  memset (text, '[', 65507);
  g_assert_null (gc_json_indent ((const guint8 *) text, 65507));
  memset (text + 30000, ']', 30000);
  g_assert_null (gc_json_indent ((const guint8 *) text, 60000));

  memset (text + 50, ']', 50);
  indented = gc_json_indent ((const guint8 *) text, 100);
  g_assert_nonnull (indented);
}

static void
test_random (void)
{
  static const char signs[] = "[]{}\",:\\ 1a";

  for (guint i = 0; i < 20000; i++)
    {
      char text[24];
      g_autofree char *indented = NULL;

      text[0] = g_test_rand_int_range (0, 2) == 0 ? '[' : '{';
      for (gsize j = 1; j < sizeof text; j++)
        text[j] = signs[g_test_rand_int_range (0, sizeof signs - 1)];
      indented = gc_json_indent ((const guint8 *) text, sizeof text);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model/json-indent/cases", test_cases);
  g_test_add_func ("/model/json-indent/bounds", test_bounds);
  g_test_add_func ("/model/json-indent/deep", test_deep);
  g_test_add_func ("/model/json-indent/random", test_random);

  return g_test_run ();
}
