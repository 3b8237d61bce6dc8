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
#include "formats/formats.h"
#include "formats/window.h"

#include <stdio.h>
#include <string.h>

enum { COLUMNS_MOST = 4096 };

/* Where a value is in its row. */
struct spot {
  size_t from, len;
  bool quoted, doubled;
};

struct csv {
  struct window window;
  size_t row_most;
  struct bytes header; /* as it came                              */
  struct bytes names;  /* of the columns, each ended by 0         */
  struct hoso_column *columns;
  size_t n_columns;
  struct spot *spots; /* of the row at hand                      */
  struct hoso_text *values;
  struct bytes plain; /* values whose doubled quotes are single  */
  uint64_t number;
  bool passing; /* within a row that is too long           */
  uint64_t passing_line;
  char problem[160];
};

/* ---- Finding the end of a row ------------------------------------------ */

enum found { WHOLE, BROKEN, UNFINISHED };

/* A look at the front of the window. */
struct look {
  const char *at;
  size_t len;
  bool last;      /* nothing comes behind                    */
  size_t i;       /* how far it got                          */
  size_t row;     /* WHOLE, BROKEN: bytes of the row         */
  size_t count;   /* of values                               */
  size_t open;    /* BROKEN, UNFINISHED: where the quote is, */
  bool in_quotes; /*   if any                                */
  const char *problem;
};

static uint64_t
zero_bytes (uint64_t word)
{
  return (word - 0x0101010101010101) & ~word & 0x8080808080808080;
}

static uint64_t
each_byte (unsigned char c)
{
  return 0x0101010101010101 * c;
}

/* The first comma, quote, LF or CR from I on, or LEN: eight bytes at a time
 * while there is none.
 */
static size_t
plain_end (const char *at, size_t i, size_t len)
{
  for (; len - i >= 8; i += 8) {
    uint64_t word;

    memcpy (&word, at + i, sizeof word);
    if ((zero_bytes (word ^ each_byte (','))
         | zero_bytes (word ^ each_byte ('"'))
         | zero_bytes (word ^ each_byte ('\n'))
         | zero_bytes (word ^ each_byte ('\r')))
        != 0)
      break;
  }
  while (i < len && at[i] != ',' && at[i] != '"' && at[i] != '\n'
         && at[i] != '\r')
    i++;
  return i;
}

static enum found
broken (struct look *l, size_t open, const char *problem)
{
  const char *end = memchr (l->at + open, '\n', l->len - open);

  l->open = open;
  l->problem = problem;
  if (end == NULL && !l->last)
    return UNFINISHED;
  l->row = end == NULL ? l->len : (size_t) (end - l->at) + 1;
  return BROKEN;
}

/* A value ends at I when there is a comma, a line end or the file's end. */
static bool
at_end (const struct look *l, size_t i)
{
  if (i == l->len)
    return l->last;
  return l->at[i] == ',' || l->at[i] == '\n'
         || (l->at[i] == '\r' && i + 1 < l->len && l->at[i + 1] == '\n');
}

/* Whether what stands at I can only be told when more has come. */
static bool
open_end (const struct look *l, size_t i)
{
  return !l->last && (i == l->len || (l->at[i] == '\r' && i + 1 == l->len));
}

static enum found
look_plain (struct look *l, struct spot *s)
{
  size_t i = l->i;

  for (;; i++) {
    i = plain_end (l->at, i, l->len);
    if (open_end (l, i))
      return UNFINISHED;
    if (at_end (l, i))
      break;
    if (l->at[i] == '"')
      return broken (l, i, N_ ("a quote stands inside a value without quotes"));
  }
  *s = (struct spot){ .from = l->i, .len = i - l->i };
  l->i = i;
  return WHOLE;
}

static enum found
look_quoted (struct look *l, struct spot *s)
{
  size_t open = l->i, i = open + 1;
  bool doubled = false;

  for (;; i += 2) {
    const char *quote = memchr (l->at + i, '"', l->len - i);

    if (quote == NULL) {
      l->open = open;
      l->in_quotes = true;
      if (l->last)
        return broken (l, open, N_ ("a quote is not closed"));
      return UNFINISHED;
    }
    i = (size_t) (quote - l->at);
    if (open_end (l, i + 1))
      return UNFINISHED;
    if (i + 1 == l->len || l->at[i + 1] != '"')
      break;
    doubled = true;
  }
  if (!at_end (l, i + 1))
    return broken (l, open,
                   N_ ("a quote is not closed, or something follows it"));
  *s = (struct spot){ open + 1, i - open - 1, true, doubled };
  l->i = i + 1;
  return WHOLE;
}

/* Looks for the end of the row and notes where its first ROOM values are. */
static enum found
look_row (struct look *l, struct spot *spots, size_t room)
{
  for (;; l->i++) {
    struct spot s;
    bool quoted = l->i < l->len && l->at[l->i] == '"';
    enum found found = quoted ? look_quoted (l, &s) : look_plain (l, &s);

    if (found != WHOLE)
      return found;
    if (l->count < room)
      spots[l->count] = s;
    l->count++;
    if (l->i == l->len || l->at[l->i] != ',')
      break;
  }
  if (l->i < l->len && l->at[l->i] == '\r')
    l->i++;
  l->row = l->i < l->len ? l->i + 1 : l->i;
  return WHOLE;
}

/* A row is too long to be kept.  If a quote is open and its line has ended,
 * that quote is taken for one that is never closed.
 */
static enum found
cut_short (struct look *l)
{
  if (!l->in_quotes || memchr (l->at + l->open, '\n', l->len - l->open) == NULL)
    return UNFINISHED;
  return broken (l, l->open, N_ ("a quote is not closed"));
}

/* Reads on until the row at the front is found; UNFINISHED: it is too long. */
static enum found
find_row (struct csv *c, struct look *l, struct spot *spots, size_t room)
{
  for (;;) {
    struct hoso_text left = window_left (&c->window);
    bool full = left.len > c->row_most;
    enum found found;

    *l = (struct look){ .at = left.at,
                        .len = full ? c->row_most : left.len,
                        .last = c->window.ended && !full };
    found = look_row (l, spots, room);
    if (found != UNFINISHED)
      return found;
    if (full)
      return cut_short (l);
    window_fill (&c->window);
  }
}

/* ---- The header -------------------------------------------------------- */

static void
add_plain (struct bytes *to, const char *from, const struct spot *s)
{
  for (size_t i = 0; i < s->len; i++) {
    bytes_add_char (to, from[s->from + i]);
    if (s->doubled && from[s->from + i] == '"')
      i++;
  }
}

static const char *
read_header (struct csv *c)
{
  struct spot *spots = bytes_must (COLUMNS_MOST * sizeof *spots);
  struct look l;
  enum found found = find_row (c, &l, spots, COLUMNS_MOST);
  const char *problem = NULL;
  struct hoso_text raw;

  if (l.len == 0)
    problem = N_ ("the file is empty: its first line must name the columns");
  else if (found != WHOLE)
    problem = N_ ("the first line must name the columns, and cannot be read");
  else if (l.count > COLUMNS_MOST)
    problem = N_ ("the first line names more than 4096 columns");
  else if (memchr (l.at, '\r', l.row) != NULL
           && (l.row < 2 || memchr (l.at, '\r', l.row) != l.at + l.row - 2))
    problem = N_ ("lines end in CR alone: save the file with LF or CR LF");
  else if (memchr (l.at, '\0', l.row) != NULL)
    problem = N_ ("the first line has NUL bytes: this is no text file");
  if (problem != NULL)
    goto out;

  c->n_columns = l.count;
  c->columns = bytes_must (l.count * sizeof *c->columns);
  c->spots = bytes_must (l.count * sizeof *c->spots);
  c->values = bytes_must (l.count * sizeof *c->values);
  raw = window_take (&c->window, l.row);
  bytes_add (&c->header, raw.at, raw.len);
  bytes_reserve (&c->names, l.row + l.count);
  for (size_t i = 0; i < l.count; i++) {
    c->columns[i] =
      (struct hoso_column){ .name = (const char *) c->names.at + c->names.len };
    add_plain (&c->names, raw.at, &spots[i]);
    bytes_add_char (&c->names, '\0');
  }
out:
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
    const struct spot *s = &c->spots[i];
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
is_blank (const struct csv *c, const struct look *l)
{
  return l->count == 1 && c->spots[0].len == 0 && !c->spots[0].quoted;
}

static bool
csv_next (void *state, struct hoso_row *row)
{
  struct csv *c = state;
  enum found found;
  struct look l;

  if (c->passing)
    return pass_over (c, row);
  for (;;) {
    found = find_row (c, &l, c->spots, c->n_columns);
    if (found == WHOLE && l.row == 0)
      return false;
    if (found != WHOLE || !is_blank (c, &l))
      break;
    window_take (&c->window, l.row);
  }
  c->number++;
  if (found == UNFINISHED)
    return pass_over (c, row);

  *row = (struct hoso_row){ .number = c->number,
                            .line = c->window.line,
                            .columns = c->columns,
                            .values = c->values };
  row->raw = window_take (&c->window, l.row);
  if (found == BROKEN) {
    row->problem = _ (l.problem);
    return true;
  }
  row->count = l.count < c->n_columns ? l.count : c->n_columns;
  row->missing = c->n_columns - row->count;
  row->problem = miscounted (c, l.count);
  note_values (c, row->raw.at, row->raw.len, row->count);
  return true;
}

/* ---- Writing ----------------------------------------------------------- */

static void
put_value (struct hoso_sink *to, struct hoso_text value)
{
  const char *at = value.at, *end = value.at + value.len, *quote;

  if (plain_end (value.at, 0, value.len) == value.len) {
    to->add (to, value.at, value.len);
    return;
  }
  to->add (to, "\"", 1);
  while ((quote = memchr (at, '"', (size_t) (end - at))) != NULL) {
    to->add (to, at, (size_t) (quote - at) + 1);
    to->add (to, "\"", 1);
    at = quote + 1;
  }
  to->add (to, at, (size_t) (end - at));
  to->add (to, "\"", 1);
}

static void
csv_begin (struct hoso_sink *to, const struct hoso_column *columns,
           size_t count)
{
  for (size_t i = 0; i < count; i++) {
    if (i > 0)
      to->add (to, ",", 1);
    put_value (to,
               (struct hoso_text){ columns[i].name, strlen (columns[i].name) });
  }
  to->add (to, "\n", 1);
}

static void
csv_record (struct hoso_sink *to, const struct hoso_column *columns,
            const struct hoso_text *values, size_t count)
{
  (void) columns;
  if (count == 1 && values[0].len == 0)
    to->add (to, "\"\"", 2); /* else it would be no row at all          */
  for (size_t i = 0; i < count; i++) {
    if (i > 0)
      to->add (to, ",", 1);
    put_value (to, values[i]);
  }
  to->add (to, "\n", 1);
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

  (void) columns;
  to->add (to, row->raw.at, row->raw.len - end.len);
  for (size_t i = 0; i < row->missing; i++)
    to->add (to, ",", 1);
  for (size_t i = 0; i < count; i++) {
    to->add (to, ",", 1);
    put_value (to, values[i]);
  }
  to->add (to, end.len > 0 ? end.at : "\n", end.len > 0 ? end.len : 1);
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
