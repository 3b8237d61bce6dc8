/* tui/canvas.h - what a screen shows, as rows of cells; no terminal in it.
 *
 * Views draw here; terminal.c brings it to the glass, tests read it as text.
 */
#ifndef TUI_CANVAS_H
#define TUI_CANVAS_H

#include "base/bytes.h"


/* What a text is, not how it looks: theme and terminal decide that.  All
 * meaning is in characters too; mono terminals show only BAR and REVERSE.
 */
enum style {
  STYLE_PLAIN,
  STYLE_BAR,      /* title row and key row                                   */
  STYLE_HEADING,
  STYLE_FOCUS,    /* the chosen row                                          */
  STYLE_BAD,      /* refusals, overdue                                       */
  STYLE_WARN,
  STYLES
};

struct cell {
  char text[12];  /* a letter and its marks, UTF-8, ended by 0; "" behind a
                   * wide one                                                */
  unsigned char style;
};

struct canvas {
  int rows, columns;
  int cursor_row, cursor_column; /* where the focus is: braille follows it   */
  struct cell *cells;
};

void canvas_size (struct canvas *, int rows, int columns); /* and blank it   */
void canvas_free (struct canvas *);
void canvas_blank (struct canvas *);

/* Puts TEXT (NFC) at ROW and COLUMN, at most CELLS wide (negative: to the end
 * of the row), cut with "…" when it does not fit.  What lies outside is
 * dropped.  Controls, bad bytes and what terminals measure differently (emoji)
 * show as "?", a line end as "¶"; signs of no width are dropped, and marks that
 * no cell holds, so that the next column is where it was.  Returns the column
 * behind it.
 */
int canvas_text (struct canvas *, int row, int column, int cells, enum style,
                 const char *text);
/* How many cells LEN bytes take here, and how many bytes fit into CELLS. */
int canvas_cells (const char *text, size_t len);
size_t canvas_fit (const char *text, size_t len, int cells);
int canvas_printf (struct canvas *, int row, int column, int cells, enum style,
                   const char *format, ...)
  __attribute__ ((format (printf, 6, 7)));
/* The same, its end at COLUMN (not included). */
void canvas_right (struct canvas *, int row, int column, enum style,
                   const char *text);
void canvas_fill (struct canvas *, int row, int column, int cells, enum style,
                  char with);
void canvas_cursor (struct canvas *, int row, int column);

/* The rows as text, blanks at their ends dropped, one a line. */
void canvas_lines (const struct canvas *, struct bytes *to);

#endif
