/* rows.h - what a reader makes of a text, written down for a comparison. */
#ifndef TESTS_FORMATS_ROWS_H
#define TESTS_FORMATS_ROWS_H

#include "base/bytes.h"

#include <hoso/format.h>

#include <string.h>

/* A file that gives at most STEP bytes at a time. */
struct feed {
  const char *at;
  size_t left, step;
};

static inline long
feed_more (void *with, void *to, size_t room)
{
  struct feed *f = with;
  size_t len = f->left < room ? f->left : room;

  if (len > f->step)
    len = f->step;
  memcpy (to, f->at, len);
  f->at += len;
  f->left -= len;
  return (long) len;
}

/* A row as "NUMBER@LINE a|b" (json: name=a|name=b) or "NUMBER@LINE !problem";
 * NUL is shown as "~", LF inside a value as "/".  RAW gets all bytes of rows.
 */
static inline void
rows_note (struct bytes *to, const struct hoso_row *row, bool names)
{
  bytes_printf (to, "%llu@%llu ", (unsigned long long) row->number,
                (unsigned long long) row->line);
  if (row->problem != NULL)
    bytes_printf (to, "!%s", row->problem);
  for (size_t i = 0; row->problem == NULL && i < row->count; i++) {
    if (i > 0)
      bytes_add_char (to, '|');
    if (names)
      bytes_printf (to, "%s=", row->columns[i].name);
    for (size_t k = 0; k < row->values[i].len; k++) {
      char c = row->values[i].at[k];

      bytes_add_char (to, c == '\0' ? '~' : c == '\n' ? '/' : c);
    }
  }
  bytes_add_char (to, '\n');
}

/* All rows of LEN bytes of TEXT, fed in steps of STEP; what cannot be read at
 * all gives "?problem".
 */
static inline void
rows_of (const struct hoso_format *format, const char *text, size_t len,
         size_t step, size_t row_most, bool names, struct bytes *to,
         struct bytes *raw)
{
  struct feed feed = { text, len, step };
  char problem[200] = "";
  void *state =
    format->open (feed_more, &feed, row_most, problem, sizeof problem);
  struct hoso_row row;
  struct hoso_text header;

  if (state == NULL) {
    bytes_printf (to, "?%s\n", problem);
    return;
  }
  header = format->header (state);
  bytes_add (raw, header.at, header.len);
  while (format->next (state, &row)) {
    bytes_add (raw, row.raw.at, row.raw.len);
    if (!row.goes_on)
      rows_note (to, &row, names);
  }
  format->close (state);
}

static inline void
make_nuls (struct bytes *text)
{
  for (size_t i = 0; i < text->len; i++)
    if (text->at[i] == '~')
      text->at[i] = '\0';
}

/* Gathers what a format writes. */
struct gather {
  struct hoso_sink sink;
  struct bytes bytes;
};

static inline char *
gather_room (struct hoso_sink *sink, size_t need)
{
  struct bytes *bytes = &((struct gather *) sink)->bytes;

  bytes_reserve (bytes, need);
  return (char *) bytes->at + bytes->len;
}

static inline void
gather_wrote (struct hoso_sink *sink, size_t len)
{
  ((struct gather *) sink)->bytes.len += len;
}

/* An empty one, to be freed with bytes_free. */
static inline struct gather
gather_new (void)
{
  return (struct gather){ .sink = { gather_room, gather_wrote } };
}

/* What FORMAT makes of a row TEXT with MISSING values, as it is to be rejected
 * with the column _a (a "quote" in it).
 */
static inline void
extended (const struct hoso_format *format, const char *text, size_t missing,
          struct gather *to)
{
  static const struct hoso_column columns[] = { { .name = "_a" } };
  static const struct hoso_text values[] = { { "x\"y", 3 } };
  const struct hoso_row row = { .raw = { text, strlen (text) },
                                .missing = missing };

  to->sink = gather_new ().sink;
  bytes_clear (&to->bytes);
  format->extend (&to->sink, &row, columns, values, 1);
}

#endif
