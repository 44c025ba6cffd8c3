/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gc-json-indent.h"

#include <json-glib/json-glib.h>
#include <string.h>

/* The parser (json-glib 1.6) has no limit of its own, and a payload may nest until the stack is used
 * up. */
#define MAX_DEPTH 100

/* What is within a string is left alone, and so is each number: only space between them is ours. */
typedef struct
{
  GString *out;
  guint    depth;
} Indenter;

static void
indenter_break (Indenter *self)
{
  g_string_append_c (self->out, '\n');
  for (guint i = 0; i < self->depth; i++)
    g_string_append (self->out, "  ");
}

/* Returns the end of the string. */
static const char *
indenter_copy_string (Indenter   *self,
                      const char *start)
{
  const char *end = start + 1;

  while (*end != '\0' && *end != '"')
    end += end[0] == '\\' && end[1] != '\0' ? 2 : 1;
  if (*end != '\0')
    end++;
  g_string_append_len (self->out, start, end - start);

  return end;
}

static const char *
skip_space (const char *text)
{
  return text + strspn (text, " \t\r\n");
}

static const char *
indenter_open (Indenter   *self,
               const char *place)
{
  const char *next = skip_space (place + 1);

  g_string_append_c (self->out, *place);
  if (*next == ']' || *next == '}')
    {
      g_string_append_c (self->out, *next);
      return next + 1;
    }

  self->depth++;
  indenter_break (self);
  return next;
}

static const char *
indenter_copy (Indenter   *self,
               const char *place)
{
  switch (*place)
    {
    case '"':
      return indenter_copy_string (self, place);
    case '{':
    case '[':
      return indenter_open (self, place);
    case '}':
    case ']':
      self->depth -= self->depth > 0;
      indenter_break (self);
      g_string_append_c (self->out, *place);
      return place + 1;
    case ',':
      g_string_append_c (self->out, ',');
      indenter_break (self);
      return place + 1;
    case ':':
      g_string_append (self->out, ": ");
      return place + 1;
    default:
      g_string_append_c (self->out, *place);
      return place + 1;
    }
}

static gboolean
is_too_deep (const char *text)
{
  guint depth = 0;

  for (const char *c = text; *c != '\0'; c++)
    if ((*c == '[' || *c == '{') && ++depth > MAX_DEPTH)
      return TRUE;
    else if ((*c == ']' || *c == '}') && depth > 0)
      depth--;

  return FALSE;
}

/**
 * gc_json_indent:
 * @bytes: a payload
 * @size: its size
 *
 * Breaks an object or array of JSON (RFC 8259) into lines. All that it says stays as it was written.
 *
 * Returns: (transfer full) (nullable): the lines; %NULL if it is no object or array of JSON
 */
char *
gc_json_indent (const guint8 *bytes,
                gsize         size)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  g_autofree char *text = size > 0 ? g_strndup ((const char *) bytes, size) : g_strdup ("");
  Indenter self = { NULL, 0 };
  const char *place = skip_space (text);

  if ((*place != '{' && *place != '[') || strlen (text) != size || is_too_deep (text) ||
      !g_utf8_validate (text, size, NULL) || !json_parser_load_from_data (parser, text, size, NULL))
    return NULL;

  self.out = g_string_sized_new (size * 2);
  for (; *place != '\0'; place = skip_space (place))
    place = indenter_copy (&self, place);

  return g_string_free (self.out, FALSE);
}
