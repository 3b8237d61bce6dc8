/* lines.c - lines to read: how they are laid out and scrolled. */

#include "tui/lines.h"

#include "base/language.h"

#include <string.h>

enum {
  TEXT_AT = 28,    /* of every line                                         */
  TEXT_CELLS = 50, /* longer ones go on in the next line                    */
  FIRST_ROW = 2,
  ROWS_BELOW = 3,
};

void
lines_begin (struct lines *l)
{
  if (l->arena == NULL)
    l->arena = arena_new ();
  arena_clear (l->arena);
  l->count = 0;
}

void
lines_free (struct lines *l)
{
  arena_free (l->arena);
  free (l->at);
}

/* ---- adding ---- */

static void
add_line (struct lines *l, enum style style, int column, const char *label,
          const char *text, size_t len)
{
  if (l->count == l->room) {
    l->room = l->room == 0 ? 64 : 2 * l->room;
    l->at = bytes_must_again (l->at, l->room * sizeof *l->at);
  }
  l->at[l->count++] =
    (struct line){ style, column, arena_copy (l->arena, label),
                   arena_copy_len (l->arena, text, len) };
}

/* How much of TEXT one line holds; it ends at a blank or a line end. */
static size_t
line_length (const char *text)
{
  size_t len = strcspn (text, "\n"), fits = canvas_fit (text, len, TEXT_CELLS);
  size_t blank = fits;

  if (fits == len)
    return len;
  while (blank > 1 && text[blank] != ' ')
    blank--;
  return blank > 1 ? blank : fits == 0 ? len : fits;
}

/* Whether LABEL ends before the text begins. */
static bool
has_room (int column, const char *label)
{
  return column + canvas_cells (label, strlen (label)) < TEXT_AT;
}

void
lines_add (struct lines *l, enum style style, int column, const char *label,
           const char *text)
{
  if (*text != '\0' && !has_room (column, label)) {
    add_line (l, style, column, label, "", 0);
    label = "";
  }
  do {
    size_t len = line_length (text);

    add_line (l, style, column, label, text, len);
    text += len;
    text += *text == ' ' || *text == '\n';
    label = "";
  } while (*text != '\0');
}

void
lines_heading (struct lines *l, const char *text)
{
  if (l->count > 0)
    lines_add (l, STYLE_PLAIN, 2, "", "");
  lines_add (l, STYLE_HEADING, 2, text, "");
}

/* ---- scrolling ---- */

static size_t
page_rows (int rows)
{
  int page = rows - FIRST_ROW - ROWS_BELOW;

  return page > 1 ? (size_t) page : 1;
}

void
lines_go (struct lines *l, int rows, size_t top)
{
  size_t page = page_rows (rows);
  size_t last = l->count > page ? l->count - page : 0;

  l->top = top > last ? last : top;
}

/* The next heading comes to the top; behind the last one it is the first line.
 */
static void
next_heading (struct lines *l, int rows)
{
  size_t before = l->top, i = l->top + 1;

  while (i < l->count && l->at[i].style != STYLE_HEADING)
    i++;
  lines_go (l, rows, i);
  if (l->top == before)
    l->top = 0;
}

void
lines_scroll (struct lines *l, int rows, enum key key)
{
  size_t page = page_rows (rows) - 1;

  switch (key) {
  case KEY_UP: lines_go (l, rows, l->top > 0 ? l->top - 1 : 0); break;
  case KEY_DOWN: lines_go (l, rows, l->top + 1); break;
  case KEY_PAGE_UP:
    lines_go (l, rows, l->top > page ? l->top - page : 0);
    break;
  case KEY_PAGE_DOWN: lines_go (l, rows, l->top + page); break;
  case KEY_TAB: next_heading (l, rows); break;
  case KEY_HOME: lines_go (l, rows, 0); break;
  case KEY_END: lines_go (l, rows, l->count); break;
  default: break;
  }
}

/* ---- drawing ---- */

static void
draw_line (const struct line *line, struct canvas *canvas, int row)
{
  int cells = line->text[0] == '\0' ? -1 : TEXT_AT - line->column - 1;

  canvas_text (canvas, row, line->column, cells, line->style, line->label);
  canvas_text (canvas, row, TEXT_AT, -1, line->style, line->text);
}

void
lines_draw (const struct lines *l, struct canvas *canvas)
{
  size_t rows = page_rows (canvas->rows);

  for (size_t i = 0; i < rows && l->top + i < l->count; i++)
    draw_line (&l->at[l->top + i], canvas, FIRST_ROW + (int) i);
  if (l->top + rows < l->count)
    canvas_text (canvas, canvas->rows - 2, 2, -1, STYLE_PLAIN,
                 _ ("There is more: PgDn"));
  canvas_cursor (canvas, FIRST_ROW, 2);
}
