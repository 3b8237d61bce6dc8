/* canvas.c - rows of cells. */

#include "tui/canvas.h"

#include "text/utf8.h"
#include "text/width.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static struct cell *
cell_at (struct canvas *c, int row, int column)
{
  return &c->cells[row * c->columns + column];
}

static bool
inside (const struct canvas *c, int row, int column)
{
  return row >= 0 && row < c->rows && column >= 0 && column < c->columns;
}

/* What was a wide letter and loses a half is none any more. */
static void
part (struct canvas *c, int row, int column, bool by_letter)
{
  if (by_letter && inside (c, row, column - 1)
      && cell_at (c, row, column)->text[0] == '\0')
    strcpy (cell_at (c, row, column - 1)->text, " ");
  if (inside (c, row, column + 1)
      && cell_at (c, row, column + 1)->text[0] == '\0')
    strcpy (cell_at (c, row, column + 1)->text, " ");
}

static void
put (struct canvas *c, int row, int column, enum style style, const char *text,
     size_t len)
{
  struct cell *cell;

  if (!inside (c, row, column) || len >= sizeof cell->text)
    return;
  part (c, row, column, len > 0);
  cell = cell_at (c, row, column);
  memcpy (cell->text, text, len);
  cell->text[len] = '\0';
  cell->style = (unsigned char) style;
}

static void
put_sign (struct canvas *c, int row, int column, enum style style,
          const char *letter)
{
  put (c, row, column, style, letter, strlen (letter));
}

void
canvas_blank (struct canvas *c)
{
  for (int row = 0; row < c->rows; row++)
    canvas_fill (c, row, 0, c->columns, STYLE_PLAIN, ' ');
  c->cursor_row = c->cursor_column = 0;
}

void
canvas_size (struct canvas *c, int rows, int columns)
{
  size_t count = (size_t) rows * (size_t) columns;

  c->cells = bytes_must_again (c->cells, (count + 1) * sizeof *c->cells);
  memset (c->cells, 0, (count + 1) * sizeof *c->cells);
  c->rows = rows;
  c->columns = columns;
  canvas_blank (c);
}

void
canvas_free (struct canvas *c)
{
  free (c->cells);
  *c = (struct canvas){ 0 };
}

void
canvas_fill (struct canvas *c, int row, int column, int cells, enum style style,
             char with)
{
  for (int i = 0; i < cells; i++)
    put (c, row, column + i, style, &with, 1);
}

void
canvas_cursor (struct canvas *c, int row, int column)
{
  c->cursor_row = row < 0 ? 0 : row >= c->rows ? c->rows - 1 : row;
  c->cursor_column = column < 0             ? 0
                     : column >= c->columns ? c->columns - 1
                                            : column;
}

/* ---- letters ---- */

/* What every terminal gives the cells that text/width.h says; emoji are narrow
 * here and wide there.
 */
static bool
is_measured (uint32_t code)
{
  return !utf8_control (code) && code != 0xfffd
         && !(code >= 0xe000 && code <= 0xf8ff)
         && !(code >= 0x1f000 && code <= 0x1ffff) && code < 0xe0000;
}

/* What combines with the letter before it.  ZWJ and the like do not: whether
 * letters join there is the terminal's own affair.
 */
static bool
is_mark (uint32_t code)
{
  return width_of_code (code) == 0 && is_measured (code)
         && !(code >= 0x2000 && code <= 0x206f)
         && !(code >= 0xfe00 && code <= 0xfe0f) && code != 0xfeff;
}

static int
cells_of (uint32_t code)
{
  return utf8_control (code) ? 1 : width_of_code (code);
}

int
canvas_cells (const char *text, size_t len)
{
  const char *end = text + len;
  int cells = 0;

  while (text < end)
    cells += cells_of (utf8_next (&text, end));
  return cells;
}

size_t
canvas_fit (const char *text, size_t len, int cells)
{
  const char *at = text, *end = text + len;

  while (at < end) {
    const char *letter = at;

    cells -= cells_of (utf8_next (&at, end));
    if (cells < 0)
      return (size_t) (letter - text);
  }
  return len;
}

/* Adds a mark to the letter that ends before COLUMN, if its cell holds it. */
static void
add_mark (struct canvas *c, int row, int column, const char *mark, size_t len)
{
  struct cell *cell;
  size_t has;

  if (!inside (c, row, column - 1))
    return;
  cell = cell_at (c, row, column - 1);
  if (cell->text[0] == '\0' && inside (c, row, column - 2))
    cell--; /* the letter is a wide one */
  has = strlen (cell->text);
  if (has + len >= sizeof cell->text)
    return;
  memcpy (cell->text + has, mark, len);
  cell->text[has + len] = '\0';
}

/* Puts the letter at *AT, or its mark on the one before; the next column. */
static int
put_letter (struct canvas *c, int row, int column, enum style style,
            const char **at, const char *end)
{
  const char *from = *at;
  uint32_t code = utf8_next (at, end);
  int cells = cells_of (code);
  bool measured = is_measured (code);

  if (is_mark (code))
    add_mark (c, row, column, from, (size_t) (*at - from));
  else if (cells > 0 && measured)
    put (c, row, column, style, from, (size_t) (*at - from));
  else if (cells > 0)
    put_sign (c, row, column, style, code == '\n' ? "¶" : "?");
  if (cells == 2 && measured)
    put_sign (c, row, column + 1, style, "");
  else if (cells == 2)
    put_sign (c, row, column + 1, style, " ");
  return column + cells;
}

/* ---- texts ---- */

int
canvas_text (struct canvas *c, int row, int column, int cells, enum style style,
             const char *text)
{
  const char *at = text, *end = text + strlen (text);
  int room = c->columns - column;
  bool cut;

  if (cells < 0 || cells > room)
    cells = room;
  if (cells <= 0)
    return column;
  cut = canvas_cells (text, (size_t) (end - text)) > cells;
  if (cut)
    end = text + canvas_fit (text, (size_t) (end - text), cells - 1);
  while (at < end)
    column = put_letter (c, row, column, style, &at, end);
  if (cut)
    put_sign (c, row, column++, style, "…");
  return column;
}

int
canvas_printf (struct canvas *c, int row, int column, int cells,
               enum style style, const char *format, ...)
{
  char text[1024];
  va_list args;
  int len;

  va_start (args, format);
  len = vsnprintf (text, sizeof text, format, args);
  va_end (args);
  if (len >= (int) sizeof text) /* the last letter may have lost its end */
    text[utf8_cut (text, strlen (text), sizeof text - 8)] = '\0';
  return canvas_text (c, row, column, cells, style, text);
}

void
canvas_right (struct canvas *c, int row, int column, enum style style,
              const char *text)
{
  int cells = canvas_cells (text, strlen (text));

  canvas_text (c, row, column > cells ? column - cells : 0, cells, style, text);
}

void
canvas_lines (const struct canvas *c, struct bytes *to)
{
  for (int row = 0; row < c->rows; row++) {
    size_t end = to->len;

    for (int column = 0; column < c->columns; column++) {
      const char *text = c->cells[row * c->columns + column].text;

      bytes_add_text (to, text);
      if (text[0] != ' ' && text[0] != '\0')
        end = to->len;
    }
    to->len = end;
    bytes_add_char (to, '\n');
  }
}
