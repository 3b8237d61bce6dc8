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

static void
put (struct canvas *c, int row, int column, enum style style, const char *text,
     size_t len)
{
  struct cell *cell;

  if (!inside (c, row, column) || len >= sizeof cell->text)
    return;
  cell = cell_at (c, row, column);
  memcpy (cell->text, text, len);
  cell->text[len] = '\0';
  cell->style = (unsigned char) style;
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
canvas_style (struct canvas *c, int row, int column, int cells,
              enum style style)
{
  for (int i = column; i < column + cells; i++)
    if (inside (c, row, i))
      cell_at (c, row, i)->style = (unsigned char) style;
}

void
canvas_cursor (struct canvas *c, int row, int column)
{
  c->cursor_row = row < 0 ? 0 : row >= c->rows ? c->rows - 1 : row;
  c->cursor_column = column < 0             ? 0
                     : column >= c->columns ? c->columns - 1
                                            : column;
}

/* Puts the letter at *AT, and what combines with it, into one cell or two. */
static int
put_letter (struct canvas *c, int row, int column, enum style style,
            const char **at, const char *end)
{
  const char *from = *at;
  uint32_t code = utf8_next (at, end);
  int width = width_of_code (code);

  if (utf8_control (code) || width == 0) {
    put (c, row, column, style, "?", 1);
    return column + 1;
  }
  put (c, row, column, style, from, (size_t) (*at - from));
  if (width == 2)
    put (c, row, column + 1, style, "", 0);
  return column + width;
}

int
canvas_text (struct canvas *c, int row, int column, int cells, enum style style,
             const char *text)
{
  size_t len = strlen (text), fits;
  const char *at = text, *end;
  int room = c->columns - column;
  bool cut;

  if (cells < 0 || cells > room)
    cells = room;
  if (cells <= 0)
    return column;
  cut = width_cells (text, len) > (size_t) cells;
  fits = cut ? width_fit (text, len, (size_t) cells - 1) : len;
  for (end = text + fits; at < end;)
    column = put_letter (c, row, column, style, &at, end);
  if (cut)
    put (c, row, column++, style, "…", strlen ("…"));
  return column;
}

int
canvas_printf (struct canvas *c, int row, int column, int cells,
               enum style style, const char *format, ...)
{
  char text[512];
  va_list args;

  va_start (args, format);
  vsnprintf (text, sizeof text, format, args);
  va_end (args);
  text[utf8_cut (text, strlen (text), sizeof text - 1)] = '\0';
  return canvas_text (c, row, column, cells, style, text);
}

void
canvas_right (struct canvas *c, int row, int column, enum style style,
              const char *text)
{
  int width = (int) width_cells (text, strlen (text));

  canvas_text (c, row, column > width ? column - width : 0, width, style, text);
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
