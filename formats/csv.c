/* csv.c - comma-separated values (RFC 4180).
 *
 * Reading.  Lines end in LF or CR LF, the last one perhaps not at all.  A value
 * in quotes may hold commas, line ends and doubled quotes.  Lines without a
 * byte are passed over.  What costs a row, and where that row ends:
 *
 *   too few, too many values        as any row
 *   a quote inside a value without  at the end of the line that the quote is
 *   quotes; a quote that is never   in: what comes behind it is read as rows
 *   closed, or closed and followed  again, so that one lost quote does not
 *   by something                    swallow the file
 *   longer than ROW_MOST            at its line end, quoted or not; or, when a
 *                                   quote is open there, as a quote that is
 *                                   never closed if its line ended before
 *
 * Writing.  LF, and quotes only where they are needed.
 */

#include "base/language.h"
#include "formats/csv-row.h"
#include "formats/formats.h"
#include "formats/plain.h"
#include "formats/put.h"
#include "formats/window.h"

#include <stdio.h>
#include <string.h>

enum { COLUMNS_MOST = 4096 };

struct csv {
  struct window window;
  size_t row_most;
  struct bytes header; /* as it came */
  struct bytes names;  /* of the columns, each ended by 0 */
  struct hoso_column *columns;
  size_t n_columns;
  struct row_spot *spots; /* of the row at hand */
  struct hoso_text *values;
  struct bytes plain; /* values whose doubled quotes are single */
  uint64_t number;
  bool passing; /* within a row that is too long */
  uint64_t passing_line;
  char problem[160];
};

/* ---- Rows in the window ------------------------------------------------ */

/* A row is too long to be kept.  If a quote is open and its line has ended,
 * that quote is taken for one that is never closed.
 */
static enum row_end
cut_short (struct row_look *l)
{
  if (!l->in_quotes || memchr (l->at + l->open, '\n', l->len - l->open) == NULL)
    return ROW_UNFINISHED;
  return row_broken (l, l->open, N_ ("a quote is not closed"));
}

/* Reads on until the row at the front is found; ROW_UNFINISHED: it is too long.
 */
static enum row_end
find_row (struct csv *c, struct row_look *l, struct row_spot *spots,
          size_t room)
{
  for (;;) {
    struct hoso_text left = window_left (&c->window);
    bool full = left.len > c->row_most;
    enum row_end end;

    *l = (struct row_look){ .at = left.at,
                            .len = full ? c->row_most : left.len,
                            .last = c->window.ended && !full };
    end = row_look (l, spots, room);
    if (end != ROW_UNFINISHED)
      return end;
    if (full)
      return cut_short (l);
    window_fill (&c->window);
  }
}

/* ---- The header -------------------------------------------------------- */

static void
add_plain (struct bytes *to, const char *from, const struct row_spot *s)
{
  for (size_t i = 0; i < s->len; i++) {
    bytes_add_char (to, from[s->from + i]);
    if (s->doubled && from[s->from + i] == '"')
      i++;
  }
}

/* Why the first line is no header, or NULL. */
static const char *
header_problem (const struct row_look *l, enum row_end end)
{
  const char *cr;

  if (l->len == 0)
    return N_ ("the file is empty: its first line must name the columns");
  if (end != ROW_WHOLE)
    return N_ ("the first line must name the columns, and cannot be read");
  if (l->count > COLUMNS_MOST)
    return N_ ("the first line names more than 4096 columns");
  cr = memchr (l->at, '\r', l->row);
  if (cr != NULL && (cr + 2 != l->at + l->row || cr[1] != '\n'))
    return N_ ("lines end in CR alone: save the file with LF or CR LF");
  if (memchr (l->at, '\0', l->row) != NULL)
    return N_ ("the first line has NUL bytes: this is no text file");
  return NULL;
}

static void
take_header (struct csv *c, const struct row_look *l,
             const struct row_spot *spots)
{
  struct hoso_text raw = window_take (&c->window, l->row);

  c->n_columns = l->count;
  c->columns = bytes_must (l->count * sizeof *c->columns);
  c->spots = bytes_must (l->count * sizeof *c->spots);
  c->values = bytes_must (l->count * sizeof *c->values);
  bytes_add (&c->header, raw.at, raw.len);
  bytes_reserve (&c->names, l->row + l->count);
  for (size_t i = 0; i < l->count; i++) {
    c->columns[i] =
      (struct hoso_column){ .name = (const char *) c->names.at + c->names.len };
    add_plain (&c->names, raw.at, &spots[i]);
    bytes_add_char (&c->names, '\0');
  }
}

static const char *
read_header (struct csv *c)
{
  struct row_spot *spots = bytes_must (COLUMNS_MOST * sizeof *spots);
  struct row_look l;
  enum row_end end = find_row (c, &l, spots, COLUMNS_MOST);
  const char *problem = header_problem (&l, end);

  if (problem == NULL)
    take_header (c, &l, spots);
  free (spots);
  return problem;
}

static void
csv_close (void *state)
{
  struct csv *c = state;

  window_close (&c->window);
  bytes_free (&c->header);
  bytes_free (&c->names);
  bytes_free (&c->plain);
  free (c->columns);
  free (c->spots);
  free (c->values);
  free (c);
}

static void *
csv_open (hoso_more more, void *with, size_t row_most, char *problem,
          size_t room)
{
  struct csv *c = bytes_must (sizeof *c);
  const char *why;

  *c = (struct csv){ .row_most = row_most };
  window_open (&c->window, more, with);
  why = read_header (c);
  if (why == NULL)
    return c;
  snprintf (problem, room, "%s", _ (why));
  csv_close (c);
  return NULL;
}

static size_t
csv_columns (void *state, const struct hoso_column **columns)
{
  const struct csv *c = state;

  *columns = c->columns;
  return c->n_columns;
}

static struct hoso_text
csv_header (void *state)
{
  const struct csv *c = state;

  return (struct hoso_text){ (const char *) c->header.at, c->header.len };
}

/* ---- Rows -------------------------------------------------------------- */

/* Texts of the values: in the row itself, or without doubled quotes in plain,
 * which has room for all of them, so that they stay where they are.
 */
static void
note_values (struct csv *c, const char *raw, size_t len, size_t count)
{
  bytes_clear (&c->plain);
  bytes_reserve (&c->plain, len);
  for (size_t i = 0; i < count; i++) {
    const struct row_spot *s = &c->spots[i];
    size_t before = c->plain.len;

    c->values[i] = (struct hoso_text){ raw + s->from, s->len };
    if (!s->doubled)
      continue;
    add_plain (&c->plain, raw, s);
    c->values[i] = (struct hoso_text){ (const char *) c->plain.at + before,
                                       c->plain.len - before };
  }
}

static const char *
miscounted (struct csv *c, size_t count)
{
  if (count == c->n_columns)
    return NULL;
  snprintf (c->problem, sizeof c->problem,
            count < c->n_columns
              ? _ ("the row is too short: %zu values for %zu columns")
              : _ ("the row is too long: %zu values for %zu columns"),
            count, c->n_columns);
  return c->problem;
}

static bool
pass_over (struct csv *c, struct hoso_row *row)
{
  if (!c->passing) {
    c->passing = true;
    c->passing_line = c->window.line;
    snprintf (c->problem, sizeof c->problem,
              _ ("the row is longer than %zu bytes"), c->row_most);
  }
  *row = (struct hoso_row){ .number = c->number,
                            .line = c->passing_line,
                            .columns = c->columns,
                            .problem = c->problem };
  window_piece (&c->window, row);
  c->passing = row->goes_on;
  return true;
}

static bool
is_blank (const struct csv *c, const struct row_look *l)
{
  return l->count == 1 && c->spots[0].len == 0 && !c->spots[0].quoted;
}

/* Looks for the next row that is not blank; false at the end of the file. */
static bool
look_on (struct csv *c, struct row_look *l, enum row_end *end)
{
  for (;;) {
    *end = find_row (c, l, c->spots, c->n_columns);
    if (*end == ROW_WHOLE && l->row == 0)
      return false;
    if (*end != ROW_WHOLE || !is_blank (c, l))
      return true;
    window_take (&c->window, l->row);
  }
}

/* Takes the row that was looked at, whole or broken. */
static void
take_row (struct csv *c, const struct row_look *l, enum row_end end,
          struct hoso_row *row)
{
  *row = (struct hoso_row){ .number = c->number,
                            .line = c->window.line,
                            .columns = c->columns,
                            .values = c->values };
  row->raw = window_take (&c->window, l->row);
  if (end == ROW_BROKEN) {
    row->problem = _ (l->problem);
    return;
  }
  row->count = l->count < c->n_columns ? l->count : c->n_columns;
  row->missing = c->n_columns - row->count;
  row->problem = miscounted (c, l->count);
  note_values (c, row->raw.at, row->raw.len, row->count);
}

static bool
csv_next (void *state, struct hoso_row *row)
{
  struct csv *c = state;
  enum row_end end;
  struct row_look l;

  if (c->passing)
    return pass_over (c, row);
  if (!look_on (c, &l, &end))
    return false;
  c->number++;
  if (end == ROW_UNFINISHED)
    return pass_over (c, row);
  take_row (c, &l, end, row);
  return true;
}

/* ---- Writing ----------------------------------------------------------- */

/* What a value without quotes cannot have. */
EVERYWHERE void
signs (const chunk *c, chunk *found)
{
  chunk_is (c, ',', found);
  chunk_is (c, '"', found);
  chunk_is (c, '\n', found);
  chunk_is (c, '\r', found);
}

EVERYWHERE void
quotes (const chunk *c, chunk *found)
{
  chunk_is (c, '"', found);
}

/* A value with each of its quotes doubled: few have some. */
static __attribute__ ((noinline)) char *
put_doubled (char *to, struct hoso_text value)
{
  const char *at = value.at, *end = value.at + value.len, *quote;

  while ((quote = memchr (at, '"', (size_t) (end - at))) != NULL) {
    to = plain_put (to, at, (size_t) (quote - at) + 1);
    *to++ = '"';
    at = quote + 1;
  }
  return plain_put (to, at, (size_t) (end - at));
}

EVERYWHERE char *
put_quoted (char *to, struct hoso_text value)
{
  *to++ = '"';
  to = plain_copy (to, value.at, value.len, quotes) ? to + value.len
                                                    : put_doubled (to, value);
  *to++ = '"';
  return to;
}

EVERYWHERE char *
put_value (char *to, struct hoso_text value)
{
  return plain_copy (to, value.at, value.len, signs) ? to + value.len
                                                     : put_quoted (to, value);
}

/* Each with a comma behind it. */
EVERYWHERE char *
put_each (char *to, const struct hoso_text *values, size_t count)
{
  for (size_t i = 0; i < count; i++) {
    to = put_value (to, values[i]);
    *to++ = ',';
  }
  return to;
}

PLAIN_WIDE static char *
put_each_wide (char *to, const struct hoso_text *values, size_t count)
{
  return put_each (to, values, count);
}

static char *
put_values (char *to, const struct hoso_text *values, size_t count)
{
  to = plain_is_wide () ? put_each_wide (to, values, count)
                        : put_each (to, values, count);
  return to - (count > 0);
}

/* What values take at most: each of their bytes another one, each of them two
 * quotes and a comma.
 */
static size_t
room_for_all (const struct hoso_text *values, size_t count)
{
  size_t len = 0;

  for (size_t i = 0; i < count; i++)
    len += values[i].len;
  return 2 * len + 3 * (count + 1) + PLAIN_OVER; /* and a line end */
}

static void
csv_begin (struct hoso_sink *to, const struct hoso_column *columns,
           size_t count)
{
  for (size_t i = 0; i < count; i++) {
    struct hoso_text name = { columns[i].name, strlen (columns[i].name) };
    char *from = to->room (to, room_for_all (&name, 1)), *at = from;

    if (i > 0)
      *at++ = ',';
    at = put_value (at, name);
    to->wrote (to, (size_t) (at - from));
  }
  put_bytes (to, "\n", 1);
}

static void
csv_record (struct hoso_sink *to, const struct hoso_column *columns,
            const struct hoso_text *values, size_t count)
{
  char *from = to->room (to, room_for_all (values, count)), *at = from;

  (void) columns;
  if (count == 1 && values[0].len == 0)
    at = mempcpy (at, "\"\"", 2); /* else it would be no row at all */
  at = put_values (at, values, count);
  *at++ = '\n';
  to->wrote (to, (size_t) (at - from));
}

/* A row that is too short gets empty values first, so that what is added
 * stands in its column.
 */
static void
csv_extend (struct hoso_sink *to, const struct hoso_row *row,
            const struct hoso_column *columns, const struct hoso_text *values,
            size_t count)
{
  struct hoso_text end = line_end_of (row->raw);
  char *from, *at;

  (void) columns;
  put_bytes (to, row->raw.at, row->raw.len - end.len);
  at = from =
    to->room (to, row->missing + room_for_all (values, count) + end.len);
  memset (at, ',', row->missing);
  at += row->missing;
  for (size_t i = 0; i < count; i++) {
    *at++ = ',';
    at = put_value (at, values[i]);
  }
  to->wrote (to, (size_t) (at - from));
  put_bytes (to, end.len > 0 ? end.at : "\n", end.len > 0 ? end.len : 1);
}

const struct hoso_format format_csv = {
  .size = sizeof (struct hoso_format),
  .name = "csv",
  .suffix = ".csv",
  .begin = csv_begin,
  .record = csv_record,
  .extend = csv_extend,
  .open = csv_open,
  .next = csv_next,
  .close = csv_close,
  .columns = csv_columns,
  .header = csv_header,
};
