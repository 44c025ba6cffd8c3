/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-json-indent.h"

#include <string.h>

/* A reader of RFC 8259 that writes what it has read, since neither json-glib's values nor its numbers are
 * what was written, and json-glib 1.6 leaks on mistakes, takes more than JSON, and reads as deep as the
 * stack goes. */
#define MAX_DEPTH 100

typedef struct
{
  const char *rest;             /* ends with a zero */
  GString    *out;
  guint       depth;
} Reader;

static gboolean reader_read_value (Reader *self);

static void
reader_skip_space (Reader *self)
{
  self->rest += strspn (self->rest, " \t\r\n");
}

static void
reader_break (Reader *self)
{
  g_string_append_c (self->out, '\n');
  for (guint i = 0; i < self->depth; i++)
    g_string_append (self->out, "  ");
}

static void
reader_copy (Reader     *self,
             const char *end)
{
  g_string_append_len (self->out, self->rest, end - self->rest);
  self->rest = end;
}

static gboolean
reader_read_sign (Reader *self,
                  char    sign)
{
  if (*self->rest != sign)
    return FALSE;

  reader_copy (self, self->rest + 1);
  return TRUE;
}

/* The end of the escaped character after a backslash; NULL if there is no such. */
static const char *
skip_escaped (const char *text)
{
  if (*text == 'u')
    return strspn (text + 1, "0123456789abcdefABCDEF") >= 4 ? text + 5 : NULL;

  return *text != '\0' && strchr ("\"\\/bfnrt", *text) != NULL ? text + 1 : NULL;
}

static gboolean
reader_read_string (Reader *self)
{
  const char *end = self->rest;

  if (*end++ != '"')
    return FALSE;

  while (*end != '"')
    {
      if ((guchar) *end < 0x20)
        return FALSE;
      if (*end == '\\')
        end = skip_escaped (end + 1);
      else
        end++;
      if (end == NULL)
        return FALSE;
    }

  reader_copy (self, end + 1);
  return TRUE;
}

static gboolean
skip_digits (const char **text)
{
  gsize n = strspn (*text, "0123456789");

  *text += n;
  return n > 0;
}

static gboolean
reader_read_number (Reader *self)
{
  const char *end = self->rest;

  if (*end == '-')
    end++;
  if (*end == '0')
    end++;
  else if (!skip_digits (&end))
    return FALSE;

  if (*end == '.' && (end++, !skip_digits (&end)))
    return FALSE;

  if (*end == 'e' || *end == 'E')
    {
      end++;
      if (*end == '+' || *end == '-')
        end++;
      if (!skip_digits (&end))
        return FALSE;
    }

  reader_copy (self, end);
  return TRUE;
}

static gboolean
reader_read_word (Reader     *self,
                  const char *word)
{
  if (!g_str_has_prefix (self->rest, word))
    return FALSE;

  reader_copy (self, self->rest + strlen (word));
  return TRUE;
}

static gboolean
reader_read_member (Reader *self)
{
  if (!reader_read_string (self))
    return FALSE;

  reader_skip_space (self);
  if (!reader_read_sign (self, ':'))
    return FALSE;

  g_string_append_c (self->out, ' ');
  return reader_read_value (self);
}

/* An object or an array. */
static gboolean
reader_read_all (Reader    *self,
                 char       end,
                 gboolean (*read_one) (Reader *self))
{
  reader_copy (self, self->rest + 1);
  reader_skip_space (self);
  if (reader_read_sign (self, end))
    return TRUE;

  if (++self->depth > MAX_DEPTH)
    return FALSE;

  do
    {
      reader_break (self);
      reader_skip_space (self);
      if (!read_one (self))
        return FALSE;
      reader_skip_space (self);
    }
  while (reader_read_sign (self, ','));

  self->depth--;
  reader_break (self);
  return reader_read_sign (self, end);
}

static gboolean
reader_read_value (Reader *self)
{
  reader_skip_space (self);

  switch (*self->rest)
    {
    case '{':
      return reader_read_all (self, '}', reader_read_member);
    case '[':
      return reader_read_all (self, ']', reader_read_value);
    case '"':
      return reader_read_string (self);
    case 't':
      return reader_read_word (self, "true");
    case 'f':
      return reader_read_word (self, "false");
    case 'n':
      return reader_read_word (self, "null");
    default:
      return reader_read_number (self);
    }
}

/**
 * gc_json_indent:
 * @bytes: a payload
 * @size: its size
 *
 * Breaks an object or array of JSON (RFC 8259) into lines. All that it says stays as it was written.
 *
 * Returns: (transfer full) (nullable): the lines; %NULL if it is no object or array of JSON, or one that
 *   nests deeper than anybody would read
 */
char *
gc_json_indent (const guint8 *bytes,
                gsize         size)
{
  g_autofree char *text = size > 0 ? g_strndup ((const char *) bytes, size) : g_strdup ("");
  g_autoptr (GString) out = NULL;
  Reader self = { text, NULL, 0 };

  reader_skip_space (&self);
  if ((*self.rest != '{' && *self.rest != '[') || !g_utf8_validate_len (text, size, NULL))
    return NULL;

  self.out = out = g_string_sized_new (size * 2);
  if (!reader_read_value (&self))
    return NULL;

  reader_skip_space (&self);
  return *self.rest == '\0' ? g_string_free (g_steal_pointer (&out), FALSE) : NULL;
}
