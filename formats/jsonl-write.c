/* jsonl-write.c - JSON lines written: every column, whether empty or not: an
 * empty text is "", an empty number or table null.
 */

#include "formats/jsonl-write.h"

#include "base/json.h"
#include "formats/formats.h"
#include "formats/plain.h"
#include "formats/put.h"
#include "formats/window.h"

#include <stdio.h>
#include <string.h>

/* ---- Texts and numbers -------------------------------------------------- */

/* How C is written inside a string, or NULL when it stands for itself. */
static const char *
escape (unsigned char c, char hold[8])
{
  switch (c) {
  case '"': return "\\\"";
  case '\\': return "\\\\";
  case '\n': return "\\n";
  case '\r': return "\\r";
  case '\t': return "\\t";
  default: break;
  }
  if (c >= 0x20)
    return NULL;
  snprintf (hold, 8, "\\u%04x", (unsigned) c);
  return hold;
}

EVERYWHERE void
signs (const chunk *c, chunk *found)
{
  chunk_is (c, '"', found);
  chunk_is (c, '\\', found);
  chunk_is_below (c, 0x1f, found);
}

/* A text with escapes in it: few have some. */
static __attribute__ ((noinline)) char *
put_escaped (char *to, struct hoso_text text)
{
  size_t done = 0;
  char hold[8];

  for (size_t i = 0; i < text.len; i++) {
    const char *instead = escape ((unsigned char) text.at[i], hold);

    if (instead == NULL)
      continue;
    to = plain_put (to, text.at + done, i - done);
    to = stpcpy (to, instead);
    done = i + 1;
  }
  return plain_put (to, text.at + done, text.len - done);
}

/* TEXT and the quote behind it. */
EVERYWHERE char *
put_inside (char *to, struct hoso_text text)
{
  if (plain_copy (to, text.at, text.len, signs))
    to += text.len;
  else
    to = put_escaped (to, text);
  *to++ = '"';
  return to;
}

static char *
put_string (char *to, struct hoso_text text)
{
  *to++ = '"';
  return put_inside (to, text);
}

static size_t
digits (struct hoso_text text, size_t i)
{
  while (i < text.len && text.at[i] >= '0' && text.at[i] <= '9')
    i++;
  return i;
}

/* Whether TEXT is a number as JSON spells one: no leading zeros. */
static bool
is_number (struct hoso_text text)
{
  size_t first = text.len > 0 && text.at[0] == '-';
  size_t i = digits (text, first);

  if (i == first || (text.at[first] == '0' && i > first + 1))
    return false;
  if (i == text.len)
    return true;
  return text.at[i] == '.' && i + 1 < text.len
         && digits (text, i + 1) == text.len;
}

/* The value of a column that is no text. */
static char *
put_other (char *to, uint8_t kind, struct hoso_text value)
{
  if (value.len == 0)
    return (char *) mempcpy (to, "null", 4);
  if (kind == HOSO_COLUMN_ROWS || is_number (value))
    return plain_put (to, value.at, value.len);
  return put_string (to, value);
}

/* ---- Members ------------------------------------------------------------ */

/* A letter may take six: \u001f; quotes, colon, comma and bracket. */
enum { LETTER_MOST = 6, AROUND = 8 };

/* What stands before a value: ,"name": and of a text its quote. */
static char *
put_front (char *to, const struct hoso_column *column)
{
  struct hoso_text name = { column->name, strlen (column->name) };

  *to++ = ',';
  to = put_string (to, name);
  *to++ = ':';
  if (column->kind == HOSO_COLUMN_TEXT)
    *to++ = '"';
  return to;
}

static size_t
room_for_front (const struct hoso_column *column)
{
  return LETTER_MOST * strlen (column->name) + AROUND + PLAIN_OVER;
}

void
jsonl_spell (struct hoso_sink *to, const struct hoso_column *column)
{
  char *from = to->room (to, room_for_front (column));

  to->wrote (to, (size_t) (put_front (from, column) - from));
}

static size_t
room_for_all (const struct hoso_column *columns, const struct hoso_text *values,
              size_t count)
{
  size_t len = 0, fronts = 0;

  for (size_t i = 0; i < count; i++) {
    len += values[i].len;
    fronts += columns[i].spelled.len > 0 ? columns[i].spelled.len
                                         : room_for_front (&columns[i]);
  }
  return LETTER_MOST * len + fronts + AROUND * (count + 1) + PLAIN_OVER;
}

/* Each with a comma before it. */
EVERYWHERE char *
put_each (char *to, const struct hoso_column *columns,
          const struct hoso_text *values, size_t count)
{
  for (size_t i = 0; i < count; i++) {
    const struct hoso_column *c = &columns[i];

    to = c->spelled.len > 0 ? plain_put (to, c->spelled.at, c->spelled.len)
                            : put_front (to, c);
    to = c->kind == HOSO_COLUMN_TEXT ? put_inside (to, values[i])
                                     : put_other (to, c->kind, values[i]);
  }
  return to;
}

PLAIN_WIDE static char *
put_each_wide (char *to, const struct hoso_column *columns,
               const struct hoso_text *values, size_t count)
{
  return put_each (to, columns, values, count);
}

static char *
put_members (char *to, const struct hoso_column *columns,
             const struct hoso_text *values, size_t count)
{
  return plain_is_wide () ? put_each_wide (to, columns, values, count)
                          : put_each (to, columns, values, count);
}

void
jsonl_record (struct hoso_sink *to, const struct hoso_column *columns,
              const struct hoso_text *values, size_t count)
{
  char *from = to->room (to, room_for_all (columns, values, count));
  char *at = put_members (from, columns, values, count);

  if (count == 0)
    at++;
  from[0] = '{'; /* for the first comma */
  at = mempcpy (at, "}\n", 2);
  to->wrote (to, (size_t) (at - from));
}

/* ---- Rows that came ----------------------------------------------------- */

static bool
is_object (struct hoso_text line)
{
  struct json_reader r;
  struct slice whole;
  bool good;

  json_begin (&r, line.at, line.len);
  good = json_next (&r) == JSON_OPEN && r.bracket == '{'
         && json_whole (&r, &whole) && json_next (&r) == JSON_END;
  json_done (&r);
  return good;
}

/* The first of them without its comma where it is ALONE. */
static void
put_added (struct hoso_sink *to, bool alone, const struct hoso_column *columns,
           const struct hoso_text *values, size_t count)
{
  char *from = to->room (to, room_for_all (columns, values, count));
  size_t len = (size_t) (put_members (from, columns, values, count) - from);

  if (alone && len > 0)
    memmove (from, from + 1, --len);
  to->wrote (to, len);
}

/* Members are added before the last bracket of an object.  Behind a line that
 * is none they stand open, so that it cannot become one unnoticed.
 */
void
jsonl_extend (struct hoso_sink *to, const struct hoso_row *row,
              const struct hoso_column *columns, const struct hoso_text *values,
              size_t count)
{
  struct hoso_text raw = row->raw, end = line_end_of (raw);
  size_t at = raw.len - end.len, last;
  bool object = is_object (raw);

  while (object && raw.at[at - 1] != '}')
    at--;
  at -= object;
  for (last = at; last > 0 && memchr (" \t", raw.at[last - 1], 2) != NULL;)
    last--;
  put_bytes (to, raw.at, at);
  put_added (to, last > 0 && raw.at[last - 1] == '{', columns, values, count);
  put_bytes (to, raw.at + at, raw.len - at);
  put_bytes (to, "\n", end.len == 0);
}
