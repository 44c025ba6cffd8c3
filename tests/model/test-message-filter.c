/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-error.h"
#include "gc-message-filter.h"

#include <string.h>

static GcBatch *
new_message (const char *text)
{
  GcBatch *batch = gc_batch_new ();
  GcRecord record = {
    .size = strlen (text), .source = { 192, 0, 2, 7 }, .source_port = 4711,
  };

  gc_batch_append (batch, &record, text);
  return batch;
}

static const struct
{
  const char *filter;
  const char *message;
  gboolean    matches;
} cases[] = {
  { "", "anything", TRUE },
  { " \t ", "anything", TRUE },

  /* all words, in any order */
  { "one", "ONE", TRUE },
  { "one two", "two one", TRUE },
  { " one  two\t", "two one", TRUE },
  { "one two", "two", FALSE },
  { "one\u00a0two", "two one", TRUE },
  { "GRÖßE ärger", "Ärger: Größe", TRUE },

  /* with spaces, and with signs that mean something else */
  { "\"one two\"", "one two", TRUE },
  { "\"one two\"", "two one", FALSE },
  { "\"one two\" three", "three one two", TRUE },
  { "\"one\"two", "onetwo", TRUE },
  { "\"/dev/tty\"", "open /DEV/tty", TRUE },
  { "\"from:\"", "from: me", TRUE },
  { "\"say \\\"hello\\\"\"", "I say \"hello\"", TRUE },
  { "\"back\\\\slash\"", "back\\slash", TRUE },
  { "\"back\\slash\"", "back\\slash", TRUE },
  { "a\"b", "a\"b", TRUE },
  { "and/or", "and/or", TRUE },
  { "C:\\dir", "c:\\dir", TRUE },
  { "hexes", "hexes", TRUE },
  { "\"\"", "anything", TRUE },

  { "/^o.e$/", "one", TRUE },
  { "/^o.e$/", "none", FALSE },
  { "/o n/", "two nine", TRUE },
  { "/a\\/b/", "a/b", TRUE },
  { "/a\\\\/ b", "a\\ b", TRUE },
  { "/a//b/", "ba", TRUE },
  { "//", "anything", TRUE },
  { "/one/ two", "two one", TRUE },
  { "/one/ two", "one", FALSE },

  { "hex:6f6e65", "one", TRUE },
  { "hex:6f 6e 65", "one", TRUE },
  { "HEX:6F:6e:65", "one", TRUE },
  { "hex: 6f 6e", "one", TRUE },
  { "hex:6f 6e six", "six one", TRUE },
  { "hex:6f 6e six", "one", FALSE },
  { "hex:6f from:192", "one", TRUE },
  { "hex:6f hex:6e", "nano", TRUE },
  { "hex:6f 6e", "nano", FALSE },
  { "hex:", "anything", TRUE },

  { "from:192.0.2.7", "", TRUE },
  { "from:192.0.2.7:4711", "", TRUE },
  { "from::4711", "", TRUE },
  { "FROM:.2.", "", TRUE },
  { "from:192.0.2.8", "192.0.2.8", FALSE },
  { "from:192 from:4711", "", TRUE },
  { "from: 192", "192", TRUE },
  { "from: 192", "", FALSE },
};

static void
test_parse (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GcMessageFilter) filter = gc_message_filter_parse (cases[i].filter, &error);
      g_autoptr (GcBatch) batch = new_message (cases[i].message);

      g_assert_no_error (error);
      if (gc_message_filter_matches (filter, batch, 0) != cases[i].matches)
        g_error ("‘%s’ in ‘%s’", cases[i].filter, cases[i].message);
      g_assert_true (gc_message_filter_is_empty (filter) == (i < 2));
    }
}

static void
test_errors (void)
{
  static const struct
  {
    const char *filter;
    const char *message;
  } errors[] = {
    { "/one", "What begins at character 1 has no second /" },
    { "ärger /one\\/", "What begins at character 7 has no second /" },
    { "/", "What begins at character 1 has no second /" },
    { "/\\", "What begins at character 1 has no second /" },
    { "/one/ \"two", "What begins at character 7 has no second \"" },
    { "\"one\\\"", "What begins at character 1 has no second \"" },
    { "/(one/", "At character 6: missing closing parenthesis" },
    { "größe /(one/", "At character 12: missing closing parenthesis" },
    { "one hex:4 two", "“4” is not a byte in hexadecimal: bytes are two digits each" },
    { "hex:48 6", "“6” is not a byte in hexadecimal: bytes are two digits each" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (errors); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (gc_message_filter_parse (errors[i].filter, &error));
      g_assert_cmpstr (error->message, ==, errors[i].message);
      g_assert_true (error->domain == GC_ERROR);
      g_assert_null (gc_message_filter_parse (errors[i].filter, NULL));
    }
}

/* Whatever is typed is a filter or an error. */
static void
test_random (void)
{
  static const char letters[] = "ab/\"\\ :\xc3\xa9(hex:from:0 1";

  for (guint i = 0; i < 20000; i++)
    {
      g_autofree char *text = g_malloc0 (16);
      g_autofree char *valid = NULL;
      g_autoptr (GcMessageFilter) filter = NULL;
      g_autoptr (GError) error = NULL;

      for (guint j = 0; j < 15; j++)
        text[j] = letters[g_test_rand_int_range (0, strlen (letters))];
      valid = g_utf8_make_valid (text, -1);
      filter = gc_message_filter_parse (valid, &error);
      g_assert_true ((filter == NULL) == (error != NULL));
    }
}

static void
test_given_up (void)
{
  g_autoptr (GcMessageFilter) filter =
    gc_message_filter_parse ("x /(x+x+)+[yz]/ /(x+)+[yz]/", NULL);
  g_autoptr (GcBatch) batch = new_message ("xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx");
  g_autoptr (GcBatch) other = new_message ("other");

  g_assert_false (gc_message_filter_matches (filter, other, 0));
  g_assert_cmpuint (gc_message_filter_get_n_given_up (filter), ==, 0);
  g_assert_false (gc_message_filter_matches (filter, batch, 0));
  g_assert_cmpuint (gc_message_filter_get_n_given_up (filter), ==, 1);
}

static void
test_boxed (void)
{
  g_auto (GValue) value = G_VALUE_INIT;
  g_autoptr (GcBatch) batch = new_message ("one");
  GcMessageFilter *filter = gc_message_filter_parse ("two", NULL);

  g_value_init (&value, GC_TYPE_MESSAGE_FILTER);
  g_value_set_boxed (&value, filter);
  g_assert_true (g_value_get_boxed (&value) == filter);
  gc_message_filter_unref (filter);
  g_assert_false (gc_message_filter_matches (g_value_get_boxed (&value), batch, 0));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model/message-filter/parse", test_parse);
  g_test_add_func ("/model/message-filter/errors", test_errors);
  g_test_add_func ("/model/message-filter/random", test_random);
  g_test_add_func ("/model/message-filter/given-up", test_given_up);
  g_test_add_func ("/model/message-filter/boxed", test_boxed);

  return g_test_run ();
}
