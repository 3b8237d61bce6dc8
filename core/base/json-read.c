/* json-read.c - JSON read token by token, as RFC 8259 has it and no more. */

#include "base/json.h"

#include <string.h>

/* What may come next, kept in json_reader.expects. */
enum {
  A_VALUE,
  A_VALUE_OR_CLOSE, /* behind [ */
  A_KEY,            /* behind a comma in { } */
  A_KEY_OR_CLOSE,   /* behind { */
  A_COMMA_OR_CLOSE,
  THE_END,
};

void
json_begin (struct json_reader *r, const void *from, size_t len)
{
  *r = (struct json_reader){ .expects = A_VALUE };
  r->from = r->at = r->token = from != NULL ? from : "";
  r->end = r->from + len;
}

void
json_done (struct json_reader *r)
{
  bytes_free (&r->text);
}

static enum json_kind
bad (struct json_reader *r)
{
  return r->kind = JSON_BAD;
}

static void
pass_blanks (struct json_reader *r)
{
  while (r->at < r->end && memchr (" \t\n\r", *r->at, 4) != NULL)
    r->at++;
}

static bool
passes (struct json_reader *r, char c)
{
  if (r->at == r->end || *r->at != (unsigned char) c)
    return false;
  r->at++;
  return true;
}

/* After a whole value. */
static enum json_kind
value (struct json_reader *r, enum json_kind kind)
{
  r->expects = r->depth > 0 ? A_COMMA_OR_CLOSE : THE_END;
  bytes_text (&r->text);
  return r->kind = kind;
}

/* Strings. */

/* The four hex digits of \uXXXX; -1 when they are not there. */
static int
take_unit (struct json_reader *r)
{
  unsigned char raw[2];
  char hex[5] = "";

  if (r->end - r->at < 4)
    return -1;
  memcpy (hex, r->at, 4);
  if (!hex_read (hex, raw, 2))
    return -1;
  r->at += 4;
  return raw[0] << 8 | raw[1];
}

static void
put_code (struct bytes *to, unsigned c)
{
  if (c < 0x80) {
    bytes_add_char (to, (char) c);
    return;
  }
  if (c < 0x800)
    bytes_add_char (to, (char) (0xC0 | c >> 6));
  else {
    if (c < 0x10000)
      bytes_add_char (to, (char) (0xE0 | c >> 12));
    else {
      bytes_add_char (to, (char) (0xF0 | c >> 18));
      bytes_add_char (to, (char) (0x80 | (c >> 12 & 0x3F)));
    }
    bytes_add_char (to, (char) (0x80 | (c >> 6 & 0x3F)));
  }
  bytes_add_char (to, (char) (0x80 | (c & 0x3F)));
}

/* Behind "\u".  A high surrogate wants its low one.  A 0 is refused, since the
 * text of a token is ended by one.
 */
static bool
take_code (struct json_reader *r)
{
  int unit = take_unit (r), low;

  if (unit <= 0 || (unit >= 0xDC00 && unit <= 0xDFFF))
    return false;
  if (unit >= 0xD800 && unit <= 0xDBFF) {
    if (!passes (r, '\\') || !passes (r, 'u'))
      return false;
    low = take_unit (r);
    if (low < 0xDC00 || low > 0xDFFF)
      return false;
    unit = 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
  }
  put_code (&r->text, (unsigned) unit);
  return true;
}

static bool
take_escape (struct json_reader *r)
{
  static const char letters[] = "\"\\/bfnrt", means[] = "\"\\/\b\f\n\r\t";
  const char *found;

  if (r->at == r->end)
    return false;
  if (passes (r, 'u'))
    return take_code (r);
  found = memchr (letters, *r->at, sizeof letters - 1);
  if (found == NULL)
    return false;
  r->at++;
  bytes_add_char (&r->text, means[found - letters]);
  return true;
}

/* Behind the opening quote, up to and with the closing one. */
static bool
take_string (struct json_reader *r)
{
  while (r->at < r->end) {
    size_t len = bytes_letter (r->at, (size_t) (r->end - r->at));

    if (passes (r, '"'))
      return true;
    if (len == 0 || *r->at < ' ')
      return false;
    if (passes (r, '\\')) {
      if (!take_escape (r))
        return false;
      continue;
    }
    bytes_add (&r->text, r->at, len);
    r->at += len;
  }
  return false;
}

/* Numbers and words. */

static bool
pass_digits (struct json_reader *r)
{
  const unsigned char *first = r->at;

  while (r->at < r->end && *r->at >= '0' && *r->at <= '9')
    r->at++;
  return r->at > first;
}

static bool
take_number (struct json_reader *r)
{
  passes (r, '-');
  if (!passes (r, '0') && !pass_digits (r))
    return false;
  if (passes (r, '.') && !pass_digits (r))
    return false;
  if (passes (r, 'e') || passes (r, 'E')) {
    if (!passes (r, '-'))
      passes (r, '+');
    if (!pass_digits (r))
      return false;
  }
  bytes_add (&r->text, r->token, (size_t) (r->at - r->token));
  return true;
}

static bool
take_word (struct json_reader *r, const char *word)
{
  size_t len = strlen (word);

  if ((size_t) (r->end - r->at) < len || memcmp (r->at, word, len) != 0)
    return false;
  r->at += len;
  return true;
}

/* Brackets. */

static enum json_kind
take_open (struct json_reader *r)
{
  char bracket = (char) *r->at++;

  if (r->depth == sizeof r->stack)
    return bad (r);
  r->stack[r->depth++] = (unsigned char) bracket;
  r->bracket = bracket;
  r->expects = bracket == '{' ? A_KEY_OR_CLOSE : A_VALUE_OR_CLOSE;
  return r->kind = JSON_OPEN;
}

static enum json_kind
take_close (struct json_reader *r)
{
  r->bracket = r->stack[r->depth - 1] == '{' ? '}' : ']';
  if (!passes (r, r->bracket))
    return bad (r);
  r->depth--;
  return value (r, JSON_CLOSE);
}

static enum json_kind
take_key (struct json_reader *r)
{
  if (!passes (r, '"') || !take_string (r))
    return bad (r);
  pass_blanks (r);
  if (!passes (r, ':'))
    return bad (r);
  bytes_text (&r->text);
  r->expects = A_VALUE;
  return r->kind = JSON_KEY;
}

static enum json_kind
take_value (struct json_reader *r)
{
  switch (*r->at) {
  case '{':
  case '[': return take_open (r);
  case '"': r->at++; return take_string (r) ? value (r, JSON_TEXT) : bad (r);
  case 't': return take_word (r, "true") ? value (r, JSON_TRUE) : bad (r);
  case 'f': return take_word (r, "false") ? value (r, JSON_FALSE) : bad (r);
  case 'n': return take_word (r, "null") ? value (r, JSON_NULL) : bad (r);
  default: return take_number (r) ? value (r, JSON_NUMBER) : bad (r);
  }
}

enum json_kind
json_next (struct json_reader *r)
{
  if (r->kind == JSON_BAD)
    return JSON_BAD;
  bytes_clear (&r->text);
  bytes_text (&r->text); /* never NULL */
  pass_blanks (r);
  r->token = r->at;
  if (r->at == r->end)
    return r->expects == THE_END ? (r->kind = JSON_END) : bad (r);

  if (r->expects == A_COMMA_OR_CLOSE && passes (r, ',')) {
    r->expects = r->stack[r->depth - 1] == '{' ? A_KEY : A_VALUE;
    pass_blanks (r);
    r->token = r->at;
    if (r->at == r->end)
      return bad (r);
  }
  switch (r->expects) {
  case A_VALUE_OR_CLOSE: return *r->at == ']' ? take_close (r) : take_value (r);
  case A_VALUE: return take_value (r);
  case A_KEY_OR_CLOSE: return *r->at == '}' ? take_close (r) : take_key (r);
  case A_KEY: return take_key (r);
  case A_COMMA_OR_CLOSE: return take_close (r);
  default: return bad (r);
  }
}

bool
json_whole (struct json_reader *r, struct slice *raw)
{
  const unsigned char *first = r->token;
  unsigned around = r->depth;

  if (r->kind != JSON_OPEN)
    return false;
  while (r->depth >= around)
    if (json_next (r) == JSON_BAD || r->kind == JSON_END)
      return false;
  *raw = (struct slice){ first, (size_t) (r->at - first) };
  return true;
}
