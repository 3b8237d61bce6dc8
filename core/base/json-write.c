/* json-write.c - JSON written piece by piece. */

#include "base/json.h"

#include <math.h>
#include <string.h>

struct json_writer
json_writer_of (struct bytes *to)
{
  return (struct json_writer){ .to = to };
}

/* Puts the comma that a value or a key behind another one needs. */
static void
part (struct json_writer *w)
{
  if (w->comma)
    bytes_add_char (w->to, ',');
  w->comma = true;
}

void
json_open (struct json_writer *w, char bracket)
{
  part (w);
  bytes_add_char (w->to, bracket);
  w->comma = false;
}

void
json_close (struct json_writer *w, char bracket)
{
  bytes_add_char (w->to, bracket);
  w->comma = true;
}

/* The letter behind the backslash for C, or 0. */
static char
short_escape (unsigned char c)
{
  static const char escapes[] = {
    ['\b'] = 'b', ['\t'] = 't', ['\n'] = 'n', ['\f'] = 'f',
    ['\r'] = 'r', ['"'] = '"',  ['\\'] = '\\'
  };

  return c < sizeof escapes ? escapes[c] : 0;
}

static void
put_escaped (struct bytes *to, unsigned char c)
{
  char letter = short_escape (c);

  if (letter != 0)
    bytes_printf (to, "\\%c", letter);
  else
    bytes_printf (to, "\\u%04x", c);
}

/* TEXT between quotes; bytes that are no UTF-8 become U+FFFD. */
static void
put_string (struct bytes *to, struct slice text)
{
  const unsigned char *at = text.at, *end = at + text.len;

  bytes_add_char (to, '"');
  while (at < end) {
    size_t len = bytes_letter (at, (size_t) (end - at));

    if (len == 0)
      bytes_add_text (to, "\xEF\xBF\xBD");
    else if (*at < ' ' || *at == 0x7F || short_escape (*at) != 0)
      put_escaped (to, *at);
    else
      bytes_add (to, at, len);
    at += len > 0 ? len : 1;
  }
  bytes_add_char (to, '"');
}

void
json_slice (struct json_writer *w, struct slice text)
{
  part (w);
  put_string (w->to, text);
}

void
json_text (struct json_writer *w, const char *text)
{
  json_slice (w, (struct slice){ (const unsigned char *) text, strlen (text) });
}

void
json_key (struct json_writer *w, const char *key)
{
  json_text (w, key);
  bytes_add_char (w->to, ':');
  w->comma = false;
}

void
json_number (struct json_writer *w, long long n)
{
  part (w);
  bytes_printf (w->to, "%lld", n);
}

void
json_real (struct json_writer *w, double n)
{
  part (w);
  if (isfinite (n))
    bytes_printf (w->to, "%.3f", n);
  else
    bytes_add_text (w->to, "null"); /* JSON knows no infinity */
}

void
json_truth (struct json_writer *w, bool truth)
{
  part (w);
  bytes_add_text (w->to, truth ? "true" : "false");
}

void
json_raw (struct json_writer *w, struct slice raw)
{
  part (w);
  bytes_add (w->to, raw.at, raw.len);
}

void
json_key_text (struct json_writer *w, const char *key, const char *text)
{
  json_key (w, key);
  json_text (w, text);
}

void
json_key_number (struct json_writer *w, const char *key, long long n)
{
  json_key (w, key);
  json_number (w, n);
}

void
json_key_real (struct json_writer *w, const char *key, double n)
{
  json_key (w, key);
  json_real (w, n);
}

void
json_key_truth (struct json_writer *w, const char *key, bool truth)
{
  json_key (w, key);
  json_truth (w, truth);
}
