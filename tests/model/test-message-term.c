/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-error.h"
#include "gc-message-term.h"

#include <arpa/inet.h>
#include <string.h>

#define MAX_PAYLOAD 65507
#define DEEP_SIZE   8192

/* With the zeros that are in it, but for the last. */
#define BYTES(literal) literal, sizeof literal - 1

typedef struct
{
  const char *pattern;
  const char *payload;
  gsize       size;
  gboolean    matches;
} Case;

static const Case texts[] = {
  { "", BYTES (""), TRUE },
  { "", BYTES ("one"), TRUE },
  { "", BYTES ("\0\xff"), TRUE },
  { "one", BYTES (""), FALSE },
  { "one", BYTES ("one"), TRUE },
  { "one", BYTES ("two one three"), TRUE },
  { "one", BYTES ("on"), FALSE },
  { "one", BYTES ("o ne"), FALSE },
  { "one", BYTES ("ONE"), TRUE },
  { "OnE", BYTES ("twoNeX"), TRUE },

  /* nothing in it has a meaning */
  { "a.c", BYTES ("abc"), FALSE },
  { "a.c", BYTES ("A.C"), TRUE },
  { "(", BYTES ("f (x)"), TRUE },
  { "\\d", BYTES ("5"), FALSE },
  { "\\E\\Q", BYTES ("\\e\\q"), TRUE },
  { " ", BYTES ("one two"), TRUE },
  { "^one$", BYTES ("one"), FALSE },

  /* among bytes of any kind */
  { "one", BYTES ("\0\0one\0"), TRUE },
  { "one", BYTES ("\xff\xfeONE\x80"), TRUE },
  { "one", BYTES ("\xc3one"), TRUE },
  { "one", BYTES ("o\0ne"), FALSE },
  { "one", BYTES ("o\xffne"), FALSE },
  { "k", BYTES ("\xc3\xb6K"), TRUE },

  /* letters that are not ASCII's */
  { "grüße", BYTES ("viele GRÜßE"), TRUE },
  { "GRÜSSE", BYTES ("viele grüsse"), TRUE },
  { "grüße", BYTES ("GRÜSSE"), FALSE },
  { "ÄRGER", BYTES ("kein ärger"), TRUE },
  { "ärger", BYTES ("ÄRGER"), TRUE },
  { "ärger", BYTES ("arger"), FALSE },
  { "ΣΟΦΟΣ", BYTES ("ο σοφος"), TRUE },
  { "σοφός", BYTES ("ΣΟΦΌΣ"), TRUE },
  { "σοφός", BYTES ("ΣΟΦΟΣ"), FALSE },
  { "МОСКВА", BYTES ("в Москва"), TRUE },
  { "москва", BYTES ("МОСКВА"), TRUE },
  { "東京", BYTES ("in 東京!"), TRUE },
  { "東京", BYTES ("京東"), FALSE },
  { "ä", BYTES ("\xff\xc3\xa4\xff"), TRUE },
  { "ä", BYTES ("\xc3\xff\xa4"), FALSE },
  { "ä", BYTES ("\xe4"), FALSE },
  { "ärger", BYTES ("\0\xc3\0\xff\x80ÄRGER\xf0\x9f"), TRUE },
  { "ärger", BYTES ("\xc3\x84RG\xff" "ER"), FALSE },
  { "ä", BYTES (""), FALSE },

  /* The bytes of ASCII alone are compared as such: no Kelvin sign, no long s. */
  { "k", BYTES ("\xe2\x84\xaa"), FALSE },
  { "s", BYTES ("\xc5\xbf"), FALSE },
};

static const Case regexes[] = {
  { "", BYTES (""), TRUE },
  { "", BYTES ("\xff\0"), TRUE },
  { "one", BYTES ("two one"), TRUE },
  { "one", BYTES ("ONE"), TRUE },
  { "ärger", BYTES ("ÄRGER"), TRUE },
  { "(?-i)one", BYTES ("ONE"), FALSE },
  { "(?-i)one", BYTES ("one"), TRUE },
  { "(?-i)ärger", BYTES ("ÄRGER"), FALSE },
  { "(?-i)o(?i)ne", BYTES ("oNE"), TRUE },
  { "[a-f]{3}", BYTES ("xABCx"), TRUE },
  { "^one", BYTES ("one two"), TRUE },
  { "^two", BYTES ("one two"), FALSE },
  { "two$", BYTES ("one two"), TRUE },
  { "one$", BYTES ("one two"), FALSE },
  { "^$", BYTES (""), TRUE },
  { "^$", BYTES ("x"), FALSE },
  { "^two$", BYTES ("one\ntwo"), FALSE },
  { "(?m)^two$", BYTES ("one\ntwo"), TRUE },
  { "^.$", BYTES ("x"), TRUE },
  { "^.$", BYTES ("\n"), FALSE },
  { "one|two", BYTES ("my two"), TRUE },
  { "one|two", BYTES ("three"), FALSE },
  { "(one|two){2}", BYTES ("onetwo"), TRUE },
  { "\\d{3}", BYTES ("a 123"), TRUE },
  { "\\d{3}", BYTES ("12 3"), FALSE },
  { "(?<=temp=)\\d+", BYTES ("temp=21"), TRUE },
  { "(?<=temp=)\\d+", BYTES ("tempo=21"), FALSE },
  { "(?<!-)21", BYTES ("-21"), FALSE },
  { "(?<!-)21", BYTES ("+21"), TRUE },
  { "one(?= two)", BYTES ("one two"), TRUE },
  { "(.)\\1", BYTES ("hello"), TRUE },
  { "(.)\\1", BYTES ("world"), FALSE },

  /* characters, not bytes, and their classes are Unicode's */
  { "^.$", BYTES ("é"), TRUE },
  { "^..$", BYTES ("é"), FALSE },
  { "^gr.n$", BYTES ("grün"), TRUE },
  { "^\\w+$", BYTES ("grün"), TRUE },
  { "^\\d$", BYTES ("٣"), TRUE },
  { "(?-i)^\\p{Lu}", BYTES ("Ärger"), TRUE },
  { "(?-i)^\\p{Lu}", BYTES ("ärger"), FALSE },
  { "[ä-ü]", BYTES ("ö"), TRUE },
  { "^\\x{1f600}$", BYTES ("😀"), TRUE },

  /* what stands between bytes that are no UTF-8; none of these is a character */
  { "one", BYTES ("\xff\xfeone\xff"), TRUE },
  { "ö", BYTES ("\xff\xc3\xb6\xff"), TRUE },
  { "\\d", BYTES ("\xc3" "5\xc3"), TRUE },
  { "one", BYTES ("on\xff" "e"), FALSE },
  { "on.e", BYTES ("on\xff" "e"), FALSE },
  { ".", BYTES ("\xff\xfe\x80"), FALSE },
  { "(?<=a)b", BYTES ("a\xff" "b ab"), TRUE },
  { "(?<=a)b", BYTES ("a\xff" "b"), FALSE },
  { "^b", BYTES ("\xff" "b"), FALSE },
  { "b$", BYTES ("b\xff"), FALSE },
  { "\\x00", BYTES ("a\0b"), TRUE },
  { "^a.b$", BYTES ("a\0b"), TRUE },
  { "^(?s).$", BYTES ("\n"), TRUE },
};

static const Case hexes[] = {
  { "", BYTES (""), TRUE },
  { "", BYTES ("one"), TRUE },
  { " : ", BYTES ("one"), TRUE },
  { "48 65:6c", BYTES ("say Hello"), TRUE },
  { "4865 6C", BYTES ("Hel"), TRUE },
  { "48656c", BYTES ("hel"), FALSE },
  { "48656c", BYTES ("He"), FALSE },
  { "48656c", BYTES (""), FALSE },
  { "6F 00 6e", BYTES ("\0o\0n"), TRUE },
  { "6F 00 6e", BYTES ("on"), FALSE },
  { "00", BYTES ("one"), FALSE },
  { "00", BYTES ("\0"), TRUE },
  { "fF", BYTES ("\xff"), TRUE },
  { "ff", BYTES ("\xfe"), FALSE },
  { "a4", BYTES ("\xc3\xa4"), TRUE },
  { "2e", BYTES ("x"), FALSE },
  { "2a2b", BYTES ("*+"), TRUE },
};

static GcBatch *
new_message (const char *payload,
             gsize       size)
{
  GcRecord record = { .size = size };
  GcBatch *batch = gc_batch_new ();

  gc_batch_append (batch, &record, payload);
  return batch;
}

static GcMessageTerm *
new_term (GcMessageTermKind  kind,
            const char          *pattern)
{
  g_autoptr (GError) error = NULL;
  GcMessageTerm *term = gc_message_term_new (kind, pattern, 0, &error);

  g_assert_no_error (error);
  return term;
}

static void
check_cases (GcMessageTermKind  kind,
             const Case          *cases,
             guint                n_cases)
{
  for (guint i = 0; i < n_cases; i++)
    {
      g_autoptr (GcMessageTerm) term = new_term (kind, cases[i].pattern);
      g_autoptr (GcBatch) batch = new_message (cases[i].payload, cases[i].size);

      g_test_message ("%u: “%s”", i, cases[i].pattern);
      g_assert_true (gc_message_term_matches (term, batch, 0) == cases[i].matches);
      g_assert_cmpuint (gc_message_term_get_n_given_up (term), ==, 0);
    }
}

static void
test_text (void)
{
  check_cases (GC_MESSAGE_TERM_TEXT, texts, G_N_ELEMENTS (texts));
}

static void
test_regex (void)
{
  check_cases (GC_MESSAGE_TERM_REGEX, regexes, G_N_ELEMENTS (regexes));
}

static void
test_hex (void)
{
  check_cases (GC_MESSAGE_TERM_HEX, hexes, G_N_ELEMENTS (hexes));
}

/* Each message has its own bytes, and no more. */
static void
test_neighbours (void)
{
  g_autoptr (GcMessageTerm) term = new_term (GC_MESSAGE_TERM_TEXT, "ab");
  g_autoptr (GcBatch) batch = gc_batch_new ();
  GcRecord record = { .size = 1 };

  gc_batch_append (batch, &record, "b");
  gc_batch_append (batch, &record, "a");
  gc_batch_append (batch, &record, "b");
  record.size = 2;
  gc_batch_append (batch, &record, "ab");
  for (guint i = 0; i < 4; i++)
    g_assert_true (gc_message_term_matches (term, batch, i) == (i == 3));
}

/* Many at once: no range that has the message may be refused, and one without it is, unless that cannot
 * be told. */
static void
test_may_match (void)
{
  static const struct
  {
    GcMessageTermKind kind;
    const char       *pattern;
    gboolean          can_tell;
  } terms[] = {
    { GC_MESSAGE_TERM_TEXT, "Ab", TRUE },
    { GC_MESSAGE_TERM_TEXT, "É", TRUE },
    { GC_MESSAGE_TERM_HEX, "61 62", TRUE },
    { GC_MESSAGE_TERM_REGEX, "ab", FALSE },
    { GC_MESSAGE_TERM_SOURCE, "192", FALSE },
  };

  for (gsize t = 0; t < G_N_ELEMENTS (terms); t++)
    for (guint place = 0; place < 10; place++)
      {
        g_autoptr (GcMessageTerm) term = new_term (terms[t].kind, terms[t].pattern);
        g_autoptr (GcBatch) batch = gc_batch_new ();

        for (guint i = 0; i < 10; i++)
          {
            const char *payload = i == place ? "abé" : i % 2 == 0 ? "\xa9 a" : "a \xc3";
            GcRecord record = { .size = strlen (payload) };

            gc_batch_append (batch, &record, payload);
          }

        for (guint first = 0; first < 10; first++)
          for (guint n = 1; first + n <= 10; n++)
            if (first <= place && place < first + n)
              g_assert_true (gc_message_term_may_match (term, batch, first, n));
            else if (!terms[t].can_tell)
              g_assert_true (gc_message_term_may_match (term, batch, first, n));
            else if (terms[t].pattern[0] != '\xc3')
              g_assert_false (gc_message_term_may_match (term, batch, first, n));
      }
}

static const struct
{
  const char *pattern;
  guint       position;
} regex_errors[] = {
  { "(", 2 },
  { "a)", 2 },
  { "one (two", 9 },
  { "*", 1 },
  { "ab[c", 5 },
  { "é(", 3 },
  { "grüße (ü", 9 },
  { "東京*+)", 5 },
  { "😀[", 3 },
};

/* Versions of PCRE2 differ in whether they point at a mistake or after it. */
static void
test_regex_errors (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (regex_errors); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *prefix = g_strdup_printf ("At character %u: ",
                                                 regex_errors[i].position + i);
      g_autofree char *other = g_strdup_printf ("At character %u: ",
                                                regex_errors[i].position + i + 1);
      GcMessageTerm *term = gc_message_term_new (GC_MESSAGE_TERM_REGEX, regex_errors[i].pattern, i,
                                                 &error);

      g_assert_null (term);
      g_assert_error (error, GC_ERROR, GC_ERROR_FILTER);
      g_test_message ("“%s”: %s", regex_errors[i].pattern, error->message);
      g_assert_true (g_str_has_prefix (error->message, prefix) ||
                     g_str_has_prefix (error->message, other));
      g_assert_cmpuint (strlen (error->message), >, strlen (prefix));
      g_assert_false (g_str_has_suffix (error->message, "."));
    }
}

/* It would take the halves of characters for characters. */
static void
test_regex_single_byte (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (gc_message_term_new (GC_MESSAGE_TERM_REGEX, "a\\C", 0, &error));
  g_assert_error (error, GC_ERROR, GC_ERROR_FILTER);
  g_assert_null (gc_message_term_new (GC_MESSAGE_TERM_REGEX, "a\\C", 0, NULL));
}

static void
test_hex_errors (void)
{
  const char *const patterns[] = { "4", "48 6", "4 8", "xy", "48 65 zz", "0x48", "é" };

  for (guint i = 0; i < G_N_ELEMENTS (patterns); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("“%s”", patterns[i]);
      g_assert_null (gc_message_term_new (GC_MESSAGE_TERM_HEX, patterns[i], 0, &error));
      g_assert_error (error, GC_ERROR, GC_ERROR_PAYLOAD);
    }
}

/* One batch, so that the messages follow on each other as they are looked at. */
static const struct
{
  const char *address;
  guint16     port;
} sources[] = {
  { "192.0.2.1", 3000 },
  { "192.0.2.1", 3000 },
  { "192.0.2.1", 3001 },
  { "192.0.2.10", 3000 },
  { "2001:db8::A1", 3000 },
  { "192.0.2.1", 3000 },
  { "198.51.100.7", 53 },
  { "192.0.2.1", 3000 },
  /* 48.48.48.48, and IPv6 that begins with the same bytes */
  { "48.48.48.48", 1 },
  { "3030:3030::", 1 },
  { "48.48.48.48", 1 },
  { "2001:db8::a1", 65535 },
  { "2001:db8::a2", 65535 },
};

static const struct
{
  const char *pattern;
  const char *matches;          /* one character for each of the sources */
} source_cases[] = {
  { "",                    "xxxxxxxxxxxxx" },
  { "192.0.2.1",           "xxxx-x-x-----" },
  { "192.0.2.1:",          "xxx--x-x-----" },
  { "192.0.2.1:3000",      "xx---x-x-----" },
  { "192.0.2.1:30000",     "-------------" },
  { ":300",                "xxxxxx-x-----" },
  { ":3001",               "--x----------" },
  { "0.2",                 "xxxx-x-x-----" },
  { "192x0",               "-------------" },
  { "[",                   "----x----x-xx" },
  { "[2001:db8::a1]",      "----x------x-" },
  { "[2001:DB8::A1]:3000", "----x--------" },
  { "2001:DB8::A",         "----x------xx" },
  { "48.48",               "--------x-x--" },
  { "3030:3030",           "---------x---" },
  { "198",                 "------x------" },
  { "é",                   "-------------" },
};

static GcBatch *
new_source_batch (void)
{
  GcBatch *batch = gc_batch_new ();

  for (guint i = 0; i < G_N_ELEMENTS (sources); i++)
    {
      gboolean is_ipv6 = strchr (sources[i].address, ':') != NULL;
      /* Not a part of the source. */
      GcRecord record = {
        .time_ns = i,
        .source_port = sources[i].port,
        .flags = (is_ipv6 ? GC_RECORD_IPV6 : 0) | (i % 2 == 0 ? GC_RECORD_TRUNCATED : 0),
      };

      g_assert_cmpint (inet_pton (is_ipv6 ? AF_INET6 : AF_INET, sources[i].address,
                                  record.source), ==, 1);
      gc_batch_append (batch, &record, "");
    }

  return batch;
}

static void
test_source (void)
{
  g_autoptr (GcBatch) batch = new_source_batch ();

  for (guint i = 0; i < G_N_ELEMENTS (source_cases); i++)
    {
      g_autoptr (GcMessageTerm) term = new_term (GC_MESSAGE_TERM_SOURCE,
                                                       source_cases[i].pattern);
      g_autoptr (GString) matches = g_string_new (NULL);

      for (guint j = 0; j < batch->n_records; j++)
        g_string_append_c (matches, gc_message_term_matches (term, batch, j) ? 'x' : '-');
      g_test_message ("“%s”", source_cases[i].pattern);
      g_assert_cmpstr (matches->str, ==, source_cases[i].matches);
    }
}

/* All zeros: what a term that has looked at nothing may take for what it saw last. */
static void
test_source_zero (void)
{
  g_autoptr (GcMessageTerm) term = new_term (GC_MESSAGE_TERM_SOURCE, "0.0.0.0:0");
  g_autoptr (GcBatch) batch = new_message ("", 0);

  g_assert_true (gc_message_term_matches (term, batch, 0));
}

/* The payload is not the source. */
static void
test_source_payload (void)
{
  g_autoptr (GcMessageTerm) term = new_term (GC_MESSAGE_TERM_SOURCE, "one");
  g_autoptr (GcMessageTerm) text = new_term (GC_MESSAGE_TERM_TEXT, "0.0.0.0");
  g_autoptr (GcBatch) batch = new_message (BYTES ("one"));

  g_assert_false (gc_message_term_matches (term, batch, 0));
  g_assert_false (gc_message_term_matches (text, batch, 0));
}

static const struct
{
  const char *pattern;
  char        letter;
  gsize       size;
} endless[] = {
  { "(a+)+$", 'a', 60 },
  { "(x+x+)+\\d", 'x', 60 },
  { "^(\\w+\\s?)*$", 'w', 60 },
};

/* It ends, and counts those that it could not tell. */
static void
test_given_up (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (endless); i++)
    {
      g_autoptr (GcMessageTerm) term = new_term (GC_MESSAGE_TERM_REGEX,
                                                       endless[i].pattern);
      g_autofree char *payload = g_malloc (endless[i].size + 1);
      g_autoptr (GcBatch) batch = NULL;
      g_autoptr (GcBatch) easy = new_message (BYTES ("!"));

      memset (payload, endless[i].letter, endless[i].size);
      payload[endless[i].size] = '!';
      batch = new_message (payload, endless[i].size + 1);

      g_test_message ("“%s”", endless[i].pattern);
      g_assert_false (gc_message_term_matches (term, easy, 0));
      g_assert_cmpuint (gc_message_term_get_n_given_up (term), ==, 0);
      g_assert_false (gc_message_term_matches (term, batch, 0));
      g_assert_cmpuint (gc_message_term_get_n_given_up (term), ==, 1);
      g_assert_false (gc_message_term_matches (term, batch, 0));
      g_assert_cmpuint (gc_message_term_get_n_given_up (term), ==, 2);
    }
}

/* Not endless from any one place, but of a long message there are many. */
static void
test_given_up_long (void)
{
  g_autoptr (GcMessageTerm) term = new_term (GC_MESSAGE_TERM_REGEX, "(\\w+ )+[0-9]");
  g_autoptr (GString) payload = g_string_new (NULL);
  g_autoptr (GcBatch) batch = NULL;

  while (payload->len + 16 <= MAX_PAYLOAD)
    g_string_append (payload, "hello big world ");
  batch = new_message (payload->str, payload->len);

  g_assert_false (gc_message_term_matches (term, batch, 0));
  g_assert_cmpuint (gc_message_term_get_n_given_up (term), ==, 1);
}

/* Wherever it is in a long message, whatever is before it. */
static void
test_places (void)
{
  const char *const patterns[] = { "é\\d", "(?<=.)é\\d", "^.*é9$", "é9\\z", "(?<=aé9|a|\\W|^)é9" };
  const char fillers[] = { 'a', '\x80', '\xc3' };

  for (gsize f = 0; f < G_N_ELEMENTS (fillers); f++)
    for (guint n = 1; n < 800; n++)
      {
        g_autofree char *payload = g_malloc (n + 3);
        g_autoptr (GcBatch) batch = NULL;

        memset (payload, fillers[f], n);
        memcpy (payload + n, "é9", 3);
        payload[n - 1] = 'a';
        batch = new_message (payload, n + 3);

        for (gsize i = 0; i < G_N_ELEMENTS (patterns); i++)
          {
            g_autoptr (GcMessageTerm) term = new_term (GC_MESSAGE_TERM_REGEX, patterns[i]);

            /* The dot is a character. */
            if (i == 2 && fillers[f] != 'a')
              continue;
            if (!gc_message_term_matches (term, batch, 0))
              g_error ("“%s” after %u bytes %02x", patterns[i], n, (guint8) fillers[f]);
            g_assert_cmpuint (gc_message_term_get_n_given_up (term), ==, 0);
          }
      }
}

/* Some thousands of steps are not too many, a million are, even if it would find something then. */
static void
test_limit (void)
{
  g_autoptr (GcMessageTerm) few =
    new_term (GC_MESSAGE_TERM_REGEX, "^(?:|){14}(*FAIL)|one");
  g_autoptr (GcMessageTerm) many =
    new_term (GC_MESSAGE_TERM_REGEX, "^(?:|){20}(*FAIL)|one");
  g_autoptr (GcBatch) batch = new_message (BYTES ("one"));

  g_assert_true (gc_message_term_matches (few, batch, 0));
  g_assert_cmpuint (gc_message_term_get_n_given_up (few), ==, 0);
  g_assert_false (gc_message_term_matches (many, batch, 0));
  g_assert_cmpuint (gc_message_term_get_n_given_up (many), ==, 1);
}

/* What it looks for may be at the very end of the longest message, and be easy to tell. */
static void
test_long (void)
{
  g_autofree char *payload = g_malloc0 (MAX_PAYLOAD);
  g_autoptr (GcMessageTerm) text = new_term (GC_MESSAGE_TERM_TEXT, "END");
  g_autoptr (GcMessageTerm) unicode = new_term (GC_MESSAGE_TERM_TEXT, "ß");
  g_autoptr (GcMessageTerm) regex = new_term (GC_MESSAGE_TERM_REGEX, "[^\\0]end$");
  g_autoptr (GcMessageTerm) hex = new_term (GC_MESSAGE_TERM_HEX, "656e64");
  g_autoptr (GcBatch) batch = NULL;

  memcpy (payload + MAX_PAYLOAD - 5, "ßend", 5);
  batch = new_message (payload, MAX_PAYLOAD);
  g_assert_true (gc_message_term_matches (text, batch, 0));
  g_assert_true (gc_message_term_matches (unicode, batch, 0));
  g_assert_true (gc_message_term_matches (regex, batch, 0));
  g_assert_true (gc_message_term_matches (hex, batch, 0));
}

/* Each character is to be remembered, for which there is room in messages as they mostly are. */
static void
test_deep (void)
{
  g_autofree char *payload = g_malloc (DEEP_SIZE);
  g_autoptr (GcMessageTerm) term = new_term (GC_MESSAGE_TERM_REGEX, "^(.|\\n)*$");
  g_autoptr (GcBatch) batch = NULL;

  memset (payload, 'a', DEEP_SIZE);
  batch = new_message (payload, DEEP_SIZE);
  g_assert_true (gc_message_term_matches (term, batch, 0));
  g_assert_cmpuint (gc_message_term_get_n_given_up (term), ==, 0);
}

/* In the longest there need not be: it is a match, or one that is given up. */
static void
test_long_deep (void)
{
  g_autofree char *payload = g_malloc (MAX_PAYLOAD);
  g_autoptr (GcMessageTerm) term = new_term (GC_MESSAGE_TERM_REGEX, "^(.|\\n)*$");
  g_autoptr (GcBatch) batch = NULL;
  gboolean matches;

  memset (payload, 'a', MAX_PAYLOAD);
  batch = new_message (payload, MAX_PAYLOAD);
  matches = gc_message_term_matches (term, batch, 0);
  g_assert_cmpuint (gc_message_term_get_n_given_up (term), ==, matches ? 0 : 1);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model/message-term/text", test_text);
  g_test_add_func ("/model/message-term/regex", test_regex);
  g_test_add_func ("/model/message-term/hex", test_hex);
  g_test_add_func ("/model/message-term/neighbours", test_neighbours);
  g_test_add_func ("/model/message-term/may-match", test_may_match);
  g_test_add_func ("/model/message-term/regex-errors", test_regex_errors);
  g_test_add_func ("/model/message-term/regex-single-byte", test_regex_single_byte);
  g_test_add_func ("/model/message-term/hex-errors", test_hex_errors);
  g_test_add_func ("/model/message-term/source", test_source);
  g_test_add_func ("/model/message-term/source-zero", test_source_zero);
  g_test_add_func ("/model/message-term/source-payload", test_source_payload);
  g_test_add_func ("/model/message-term/given-up", test_given_up);
  g_test_add_func ("/model/message-term/given-up-long", test_given_up_long);
  g_test_add_func ("/model/message-term/places", test_places);
  g_test_add_func ("/model/message-term/limit", test_limit);
  g_test_add_func ("/model/message-term/deep", test_deep);
  g_test_add_func ("/model/message-term/long", test_long);
  g_test_add_func ("/model/message-term/long-deep", test_long_deep);

  return g_test_run ();
}
