/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-error.h"
#include "gc-message-filter.h"
#include "gc-message-term.h"

#include <glib/gi18n-lib.h>

#include <string.h>

/**
 * GcMessageFilter:
 *
 * Which messages to show: those in which all its terms are. What it looks for never changes. Main
 * thread only.
 */
struct _GcMessageFilter
{
  gatomicrefcount   ref_count;

  GPtrArray        *terms;      /* of GcMessageTerm */
};

/* What is left to read of what was typed. */
typedef struct
{
  const char *text;
  const char *rest;
} Parser;

G_DEFINE_BOXED_TYPE (GcMessageFilter, gc_message_filter, gc_message_filter_ref,
                     gc_message_filter_unref)

static void
parser_skip_space (Parser *parser)
{
  while (g_unichar_isspace (g_utf8_get_char (parser->rest)))
    parser->rest = g_utf8_next_char (parser->rest);
}

static guint
parser_get_offset (const Parser *parser,
                   const char   *place)
{
  return g_utf8_pointer_to_offset (parser->text, place);
}

/* The end of the word that begins at @word. */
static const char *
find_word_end (const char *word)
{
  while (*word != '\0' && !g_unichar_isspace (g_utf8_get_char (word)))
    word = g_utf8_next_char (word);

  return word;
}

static gboolean
is_hex_word (const char *word,
             const char *end)
{
  for (; word < end; word++)
    if (!g_ascii_isxdigit (*word) && *word != ':')
      return FALSE;

  return TRUE;
}

/* All words of digits that follow are bytes too, so that they can be typed as they are shown. */
static char *
parser_read_hex (Parser *parser)
{
  const char *start = parser->rest;
  const char *end = find_word_end (start);

  parser->rest = end;
  parser_skip_space (parser);
  while (*parser->rest != '\0' && is_hex_word (parser->rest, find_word_end (parser->rest)))
    {
      end = find_word_end (parser->rest);
      parser->rest = end;
      parser_skip_space (parser);
    }

  return g_strndup (start, end - start);
}

/* Up to a slash or a quotation mark that has no backslash before it. */
static char *
parser_read_enclosed (Parser   *parser,
                      char      delimiter,
                      GError  **error)
{
  const char *start = parser->rest + 1;
  const char *end = start;

  while (*end != '\0' && *end != delimiter)
    end += end[0] == '\\' && end[1] != '\0' ? 2 : 1;

  if (*end == '\0')
    {
      g_set_error (error, GC_ERROR, GC_ERROR_FILTER,
                   /* Translators: a place in what was typed, and the sign that begins and ends it */
                   _("What begins at character %u has no second %c"),
                   parser_get_offset (parser, parser->rest) + 1, delimiter);
      return NULL;
    }

  parser->rest = end + 1;
  return g_strndup (start, end - start);
}

/* In a text, a backslash stands before a quotation mark or another backslash. */
static void
unquote (char *text)
{
  char *out = text;

  for (const char *in = text; *in != '\0'; in++)
    {
      if (in[0] == '\\' && (in[1] == '"' || in[1] == '\\'))
        in++;
      *out++ = *in;
    }
  *out = '\0';
}

static char *
parser_read_word (Parser *parser)
{
  const char *start = parser->rest;

  parser->rest = find_word_end (start);
  return g_strndup (start, parser->rest - start);
}

static gboolean
parser_skip_prefix (Parser     *parser,
                    const char *prefix)
{
  if (g_ascii_strncasecmp (parser->rest, prefix, strlen (prefix)) != 0)
    return FALSE;

  parser->rest += strlen (prefix);
  return TRUE;
}

static GcMessageTerm *
parser_read_term (Parser  *parser,
                  GError **error)
{
  GcMessageTermKind kind = GC_MESSAGE_TERM_TEXT;
  guint offset = parser_get_offset (parser, parser->rest);
  g_autofree char *pattern = NULL;

  if (*parser->rest == '/')
    {
      kind = GC_MESSAGE_TERM_REGEX;
      offset++;
      pattern = parser_read_enclosed (parser, '/', error);
    }
  else if (*parser->rest == '"')
    {
      if ((pattern = parser_read_enclosed (parser, '"', error)) != NULL)
        unquote (pattern);
    }
  else if (parser_skip_prefix (parser, "hex:"))
    {
      kind = GC_MESSAGE_TERM_HEX;
      pattern = parser_read_hex (parser);
    }
  else if (parser_skip_prefix (parser, "from:"))
    {
      kind = GC_MESSAGE_TERM_SOURCE;
      pattern = parser_read_word (parser);
    }
  else
    {
      pattern = parser_read_word (parser);
    }

  return pattern != NULL ? gc_message_term_new (kind, pattern, offset, error) : NULL;
}

/**
 * gc_message_filter_parse:
 * @text: what to look for, in UTF-8
 * @error: `GC_ERROR_FILTER` or `GC_ERROR_PAYLOAD`
 *
 * Reads a filter as a person types it, of terms with spaces between them:
 *
 * - `word`: the text, whatever the case of its letters
 * - `"some words"`: a text with spaces, or one that begins as another kind of term does; `\"` is a
 *   quotation mark
 * - `/expression/`: a regular expression (PCRE2); `\/` is a slash
 * - `hex:de ad`: bytes
 * - `from:192.0.2.7`: a part of the sender's address and port
 *
 * Returns: (transfer full) (nullable): a filter
 */
GcMessageFilter *
gc_message_filter_parse (const char  *text,
                         GError     **error)
{
  g_autoptr (GcMessageFilter) self = NULL;
  Parser parser = { text, text };

  g_return_val_if_fail (text != NULL, NULL);

  self = g_new0 (GcMessageFilter, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->terms = g_ptr_array_new_with_free_func ((GDestroyNotify) gc_message_term_free);

  for (parser_skip_space (&parser); *parser.rest != '\0'; parser_skip_space (&parser))
    {
      GcMessageTerm *term = parser_read_term (&parser, error);

      if (term == NULL)
        return NULL;
      g_ptr_array_add (self->terms, term);
    }

  return g_steal_pointer (&self);
}

/**
 * gc_message_filter_ref:
 * @self: a filter
 *
 * Returns: (transfer full): the same
 */
GcMessageFilter *
gc_message_filter_ref (GcMessageFilter *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * gc_message_filter_unref:
 * @self: (transfer full): a filter
 */
void
gc_message_filter_unref (GcMessageFilter *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_ptr_array_unref (self->terms);
  g_free (self);
}

/**
 * gc_message_filter_is_empty:
 * @self: a filter
 *
 * Returns: whether it looks for nothing, so that all messages match
 */
gboolean
gc_message_filter_is_empty (GcMessageFilter *self)
{
  return self->terms->len == 0;
}

/**
 * gc_message_filter_may_match:
 * @self: a filter
 * @batch: a batch
 * @first: one of its records
 * @n: how many from there on, at least one
 *
 * Returns: %FALSE if it can be told at once that none of them is to be shown
 */
gboolean
gc_message_filter_may_match (GcMessageFilter *self,
                             const GcBatch   *batch,
                             guint            first,
                             guint            n)
{
  for (guint i = 0; i < self->terms->len; i++)
    if (!gc_message_term_may_match (self->terms->pdata[i], batch, first, n))
      return FALSE;

  return TRUE;
}

/**
 * gc_message_filter_matches:
 * @self: a filter
 * @batch: a batch
 * @index: one of its records
 *
 * Returns: whether the message is to be shown
 */
gboolean
gc_message_filter_matches (GcMessageFilter *self,
                           const GcBatch   *batch,
                           guint            index)
{
  for (guint i = 0; i < self->terms->len; i++)
    if (!gc_message_term_matches (self->terms->pdata[i], batch, index))
      return FALSE;

  return TRUE;
}

/**
 * gc_message_filter_get_n_given_up:
 * @self: a filter
 *
 * Returns: how many messages it has taken for ones that do not match because a regular expression
 *   would have needed too long to tell
 */
guint64
gc_message_filter_get_n_given_up (GcMessageFilter *self)
{
  guint64 n = 0;

  for (guint i = 0; i < self->terms->len; i++)
    n += gc_message_term_get_n_given_up (self->terms->pdata[i]);

  return n;
}
