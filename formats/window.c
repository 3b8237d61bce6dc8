/* window.c - reads a file piece by piece, keeping what is still needed. */

#include "formats/window.h"

#include <string.h>

enum { PIECE = 64 * 1024 };

void
window_open (struct window *w, hoso_more more, void *with)
{
  static const char mark[3] = "\xef\xbb\xbf";

  *w = (struct window){ .more = more, .with = with, .line = 1 };
  while (w->in.len < sizeof mark && window_fill (w))
    ;
  if (w->in.len >= sizeof mark && memcmp (w->in.at, mark, sizeof mark) == 0)
    w->at = sizeof mark;
}

void
window_close (struct window *w)
{
  bytes_free (&w->in);
}

struct hoso_text
window_left (const struct window *w)
{
  if (w->in.at == NULL)
    return (struct hoso_text){ "", 0 };
  return (struct hoso_text){ (const char *) w->in.at + w->at,
                             w->in.len - w->at };
}

bool
window_fill (struct window *w)
{
  long got;

  if (w->ended)
    return false;
  if (w->at > 0) {
    w->in.len -= w->at;
    memmove (w->in.at, w->in.at + w->at, w->in.len);
    w->at = 0;
  }
  bytes_reserve (&w->in, PIECE);
  got = w->more (w->with, w->in.at + w->in.len, PIECE);
  if (got <= 0) {
    w->ended = true;
    return false;
  }
  w->in.len += (size_t) got;
  return true;
}

static uint64_t
line_ends (struct hoso_text text)
{
  const char *end = text.at + text.len;
  uint64_t count = 0;

  for (const char *at = text.at;
       (at = memchr (at, '\n', (size_t) (end - at))) != NULL; at++)
    count++;
  return count;
}

struct hoso_text
window_take (struct window *w, size_t len)
{
  struct hoso_text text = { window_left (w).at, len };

  w->at += len;
  w->line += line_ends (text);
  return text;
}

void
window_piece (struct window *w, struct hoso_row *row)
{
  struct hoso_text left = window_left (w);
  const char *end;

  if (left.len == 0 && window_fill (w))
    left = window_left (w);
  end = memchr (left.at, '\n', left.len);
  row->raw =
    window_take (w, end == NULL ? left.len : (size_t) (end - left.at) + 1);
  row->goes_on = end == NULL && !w->ended;
}

struct hoso_text
line_end_of (struct hoso_text raw)
{
  size_t len = raw.len > 0 && raw.at[raw.len - 1] == '\n';

  if (len == 1 && raw.len > 1 && raw.at[raw.len - 2] == '\r')
    len = 2;
  return (struct hoso_text){ raw.at + raw.len - len, len };
}
