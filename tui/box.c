/* box.c - the frame of a pop-up, of text: no terminal needs another set of
 * characters for it.
 */

#include "tui/box.h"

static void
line (struct canvas *c, int row, int column, int columns, const char *left,
      const char *middle, const char *right)
{
  canvas_text (c, row, column, 1, STYLE_PLAIN, left);
  for (int i = 1; i < columns - 1; i++)
    canvas_text (c, row, column + i, 1, STYLE_PLAIN, middle);
  canvas_text (c, row, column + columns - 1, 1, STYLE_PLAIN, right);
}

void
box_draw (struct canvas *c, int row, int column, int rows, int columns,
          const char *title)
{
  line (c, row, column, columns, "┌", "─", "┐");
  for (int i = 1; i < rows - 1; i++)
    line (c, row + i, column, columns, "│", " ", "│");
  line (c, row + rows - 1, column, columns, "└", "─", "┘");
  canvas_printf (c, row, column + 2, columns - 4, STYLE_HEADING, " %s ", title);
}
