/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-bench.h"
#include "gc-bench-log.h"
#include "gc-message-matches.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <string.h>

/* A million messages of 64 bytes through a filter, beside one pass over the same bytes in one piece,
 * for which messages do not exist. */

#define N_MESSAGES 1000000

typedef guint (*PassFunc) (const char *bytes,
                           gsize       size,
                           const char *pattern);

/* Both find the same, but for what reaches over the end of a message. */
static guint
pass_memmem (const char *bytes,
             gsize       size,
             const char *pattern)
{
  gsize length = strlen (pattern);
  const char *end = bytes + size;
  guint n = 0;

  while ((bytes = memmem (bytes, end - bytes, pattern, length)) != NULL)
    {
      bytes += length;
      n++;
    }

  return n;
}

static guint
pass_pcre2 (const char *bytes,
            gsize       size,
            const char *pattern)
{
  int error;
  gsize offset;
  pcre2_code *code = pcre2_compile ((PCRE2_SPTR) pattern, PCRE2_ZERO_TERMINATED,
                                    PCRE2_CASELESS | PCRE2_UCP | PCRE2_UTF |
                                      PCRE2_MATCH_INVALID_UTF,
                                    &error, &offset, NULL);
  pcre2_match_data *data = pcre2_match_data_create (1, NULL);
  guint n = 0;

  g_assert_nonnull (code);
  pcre2_jit_compile (code, PCRE2_JIT_COMPLETE);
  for (gsize start = 0;
       pcre2_match (code, (PCRE2_SPTR) bytes, size, start, 0, data, NULL) >= 0;
       start = pcre2_get_ovector_pointer (data)[1])
    n++;

  pcre2_match_data_free (data);
  pcre2_code_free (code);
  return n;
}

static guint
filter (GcMessageMatches *matches,
        const char       *text)
{
  g_autoptr (GcMessageFilter) compiled = gc_message_filter_parse (text, NULL);

  g_assert_nonnull (compiled);
  gc_message_matches_set_filter (matches, compiled);
  while (gc_message_matches_is_searching (matches))
    g_main_context_iteration (NULL, TRUE);

  return g_list_model_get_n_items (G_LIST_MODEL (matches));
}

static void
measure (GcMessageMatches *matches,
         const char       *bytes,
         const char       *text,
         const char       *pattern,
         PassFunc          pass,
         const char       *what)
{
  GcBenchPair pair;

  for (guint i = 0; i < GC_BENCH_RUNS; i++)
    {
      double start = gc_bench_get_cpu ();
      guint n_found = filter (matches, text);

      pair.ours[i] = gc_bench_get_cpu () - start;

      start = gc_bench_get_cpu ();
      g_assert_cmpuint (pass (bytes, (gsize) N_MESSAGES * GC_BENCH_LOG_SIZE, pattern), ==, n_found);
      pair.reference[i] = gc_bench_get_cpu () - start;
    }

  gc_bench_print_pair (&pair, what, 1e-3, "ms", 3);
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (GcMessageLog) log = gc_message_log_new ();
  g_autoptr (GcMessageMatches) matches = gc_message_matches_new ();
  g_autofree char *bytes = g_malloc ((gsize) N_MESSAGES * GC_BENCH_LOG_SIZE);

  gc_bench_log_fill (log, N_MESSAGES);
  for (guint i = 0; i < N_MESSAGES; i++)
    gc_bench_log_print (i, bytes + (gsize) i * GC_BENCH_LOG_SIZE);
  gc_message_matches_set_log (matches, log);

  measure (matches, bytes, "\"sensor 7:\"", "sensor 7:", pass_memmem,
           "filter, 1 000 000 messages, text that is in one of 16, beside memmem");
  measure (matches, bytes, "\"no such text\"", "no such text", pass_memmem,
           "filter, 1 000 000 messages, text that is in none, beside memmem");
  measure (matches, bytes, "hex:6e 6f 20", "no ", pass_memmem,
           "filter, 1 000 000 messages, hex, beside memmem");
  measure (matches, bytes, "/sensor (1[0-5]|3):/", "sensor (1[0-5]|3):", pass_pcre2,
           "filter, 1 000 000 messages, expression that is in 7 of 16, beside PCRE2");
  measure (matches, bytes, "/\\d{6} from [a-z]+ 1[0-5]:/",
           "\\d{6} from [a-z]+ 1[0-5]:", pass_pcre2,
           "filter, 1 000 000 messages, longer expression, beside PCRE2");
  return 0;
}
