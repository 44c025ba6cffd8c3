/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-error.h"
#include "gc-message-term.h"
#include "gc-payload.h"

#include <glib/gi18n-lib.h>

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <string.h>

/* How much a regular expression may try from one place of a message, some 0.1 ms (1.5 where it cannot
 * be made machine code): there are such as would go on for years ("(a+)+$"). PCRE2 counts anew at each
 * place, so that one goes from so many at a time, and for so long with one message. */
#define MATCH_LIMIT 100000
#define N_PLACES    256
#define MAX_USEC    20000

/* What backtracking may take before a message is given up. */
#define MIN_STACK_SIZE (32 * 1024)
#define MAX_STACK_SIZE (1024 * 1024)

typedef int (*MatchFunc) (const pcre2_code    *code,
                          PCRE2_SPTR           subject,
                          PCRE2_SIZE           length,
                          PCRE2_SIZE           start,
                          uint32_t             options,
                          pcre2_match_data    *data,
                          pcre2_match_context *context);

/**
 * GcMessageTerm:
 *
 * One thing to look for in messages. Looks at the bytes where they are, so that nothing is made for a
 * message that is looked at. Main thread only.
 *
 * All kinds are patterns of PCRE2 and not of GRegex, which takes only valid UTF-8: a payload may be
 * any bytes. In those that are no UTF-8 a pattern finds what stands between the invalid ones.
 */
struct _GcMessageTerm
{
  GcMessageTermKind    kind;
  pcre2_code          *code;
  pcre2_match_context *context;
  pcre2_match_data    *data;
  pcre2_jit_stack     *stack;
  MatchFunc            match;
  guint64              n_given_up;

  GcRecord             last;            /* whose source was looked at last */
  gboolean             last_matches;
};

/* Text of ASCII alone is looked for byte by byte, several times as fast as among Unicode's characters.
 * Two of these are K and S as well: the Kelvin sign and the long s, which are not found then. */
static guint32
get_options (GcMessageTermKind  kind,
             const char        *pattern)
{
  const guint32 unicode = PCRE2_UTF | PCRE2_MATCH_INVALID_UTF;

  switch (kind)
    {
    case GC_MESSAGE_TERM_TEXT:
      return PCRE2_LITERAL | PCRE2_CASELESS | (g_str_is_ascii (pattern) ? 0 : unicode);
    case GC_MESSAGE_TERM_REGEX:
      return PCRE2_CASELESS | PCRE2_UCP | PCRE2_NEVER_BACKSLASH_C | PCRE2_USE_OFFSET_LIMIT | unicode;
    case GC_MESSAGE_TERM_HEX:
      return PCRE2_LITERAL;
    case GC_MESSAGE_TERM_SOURCE:
      return PCRE2_LITERAL | PCRE2_CASELESS;
    default:
      g_assert_not_reached ();
    }
}

static void
set_compile_error (GError     **error,
                   int          code,
                   guint        character)
{
  char text[256];

  pcre2_get_error_message (code, (PCRE2_UCHAR *) text, sizeof text);
  /* Translators: where in a regular expression, and what is wrong with it (in English) */
  g_set_error (error, GC_ERROR, GC_ERROR_FILTER, _("At character %u: %s"), character + 1, text);
}

static pcre2_code *
compile (GcMessageTermKind   kind,
         const char         *pattern,
         guint               offset,
         GError            **error)
{
  g_autoptr (GBytes) bytes = NULL;
  pcre2_code *code;
  gsize size, error_offset;
  const void *data;
  int error_code;

  if (kind == GC_MESSAGE_TERM_HEX)
    bytes = gc_payload_from_hex (pattern, error);
  else
    bytes = g_bytes_new_static (pattern, strlen (pattern));
  if (bytes == NULL)
    return NULL;

  /* Bytes that are none have no place either. */
  data = g_bytes_get_data (bytes, &size);
  code = pcre2_compile (data != NULL ? data : pattern, size, get_options (kind, pattern),
                        &error_code, &error_offset, NULL);
  if (code == NULL)
    set_compile_error (error, error_code,
                       offset + g_utf8_pointer_to_offset (pattern, pattern + error_offset));

  return code;
}

/**
 * gc_message_term_new:
 * @kind: what @pattern is
 * @pattern: what to look for, in UTF-8; all messages match an empty one
 * @offset: the character at which it begins in what was typed
 * @error: `GC_ERROR_FILTER`, with the place of a mistake in what was typed; or `GC_ERROR_PAYLOAD`
 *
 * Returns: (transfer full) (nullable): a term
 */
GcMessageTerm *
gc_message_term_new (GcMessageTermKind   kind,
                     const char         *pattern,
                     guint               offset,
                     GError            **error)
{
  GcMessageTerm *self;
  pcre2_code *code;

  g_return_val_if_fail (pattern != NULL, NULL);

  if ((code = compile (kind, pattern, offset, error)) == NULL)
    return NULL;

  self = g_new0 (GcMessageTerm, 1);
  self->kind = kind;
  self->code = code;
  self->data = pcre2_match_data_create (1, NULL);
  self->context = pcre2_match_context_create (NULL);
  self->stack = pcre2_jit_stack_create (MIN_STACK_SIZE, MAX_STACK_SIZE, NULL);
  pcre2_set_match_limit (self->context, MATCH_LIMIT);
  pcre2_jit_stack_assign (self->context, NULL, self->stack);

  /* Machine code is not allowed everywhere. */
  self->match = pcre2_jit_compile (code, PCRE2_JIT_COMPLETE) == 0 ? pcre2_jit_match : pcre2_match;
  self->last.flags = G_MAXUINT8;
  return self;
}

/**
 * gc_message_term_free:
 * @self: (transfer full): a term
 */
void
gc_message_term_free (GcMessageTerm *self)
{
  pcre2_jit_stack_free (self->stack);
  pcre2_match_context_free (self->context);
  pcre2_match_data_free (self->data);
  pcre2_code_free (self->code);
  g_free (self);
}

/* A character that begins before @offset ends there, too. */
static gsize
skip_to_character (const guint8 *bytes,
                   gsize         size,
                   gsize         offset)
{
  while (offset < size && (bytes[offset] & 0xc0) == 0x80)
    offset++;

  return offset;
}

static int
gc_message_term_match_regex (GcMessageTerm *self,
                             const guint8  *bytes,
                             gsize          size)
{
  gint64 deadline = 0;
  gsize start = 0;

  for (;;)
    {
      gsize end = skip_to_character (bytes, size, start + N_PLACES);
      int result;

      pcre2_set_offset_limit (self->context, end < size ? end - 1 : PCRE2_UNSET);
      result = self->match (self->code, bytes, size, start, 0, self->data, self->context);
      if (result != PCRE2_ERROR_NOMATCH || end >= size)
        return result;

      if (deadline == 0)
        deadline = g_get_monotonic_time () + MAX_USEC;
      else if (g_get_monotonic_time () > deadline)
        return PCRE2_ERROR_MATCHLIMIT;
      start = end;
    }
}

static gboolean
gc_message_term_find (GcMessageTerm *self,
                      const void    *bytes,
                      gsize          size)
{
  int result;

  if (self->kind == GC_MESSAGE_TERM_REGEX)
    result = gc_message_term_match_regex (self, bytes, size);
  else
    result = self->match (self->code, bytes, size, 0, 0, self->data, self->context);

  if (result < 0 && result != PCRE2_ERROR_NOMATCH)
    self->n_given_up++;
  return result >= 0;
}

/* A group has few sources, and most messages come from the one that sent the last. */
static gboolean
gc_message_term_matches_source (GcMessageTerm  *self,
                                const GcRecord *record)
{
  if (self->last.flags != (record->flags & GC_RECORD_IPV6) ||
      self->last.source_port != record->source_port ||
      memcmp (self->last.source, record->source, sizeof record->source) != 0)
    {
      char source[GC_RECORD_ADDRESS_SIZE];

      gc_record_print_source (record, source);
      self->last = *record;
      self->last.flags &= GC_RECORD_IPV6;
      self->last_matches = gc_message_term_find (self, source, strlen (source));
    }

  return self->last_matches;
}

/**
 * gc_message_term_may_match:
 * @self: a term
 * @batch: a batch
 * @first: one of its records
 * @n: how many from there on, at least one
 *
 * Looks at many messages at once: their bytes lie together, and what is nowhere in these is in none of
 * the messages. That is several times as fast as to look at each.
 *
 * Returns: %FALSE if none of them matches
 */
gboolean
gc_message_term_may_match (GcMessageTerm *self,
                           const GcBatch *batch,
                           guint          first,
                           guint          n)
{
  const guint8 *start, *end;

  if (self->kind != GC_MESSAGE_TERM_TEXT && self->kind != GC_MESSAGE_TERM_HEX)
    return TRUE;

  /* Payload grows from the end of a batch. */
  start = gc_batch_get_payload (batch, first + n - 1);
  end = gc_batch_get_payload (batch, first) + batch->records[first].size;
  return self->match (self->code, start, end - start, 0, 0, self->data, self->context) !=
         PCRE2_ERROR_NOMATCH;
}

/**
 * gc_message_term_matches:
 * @self: a term
 * @batch: a batch
 * @index: one of its records
 *
 * Returns: whether it is in the message, or in who sent it
 */
gboolean
gc_message_term_matches (GcMessageTerm *self,
                         const GcBatch *batch,
                         guint          index)
{
  const GcRecord *record = &batch->records[index];

  if (self->kind == GC_MESSAGE_TERM_SOURCE)
    return gc_message_term_matches_source (self, record);

  return gc_message_term_find (self, gc_batch_get_payload (batch, index), record->size);
}

/**
 * gc_message_term_get_n_given_up:
 * @self: a term
 *
 * Returns: how many messages it has taken for ones that do not match because the regular expression
 *   would have needed too long to tell
 */
guint64
gc_message_term_get_n_given_up (GcMessageTerm *self)
{
  return self->n_given_up;
}
