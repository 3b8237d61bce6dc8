/* keys.c - from a key to what it does, and the row that says so. */

#include "tui/keys.h"

#include "base/language.h"
#include "text/width.h"
#include "tui/canvas.h"

#include <string.h>

int
keys_action (const struct key_row *row, const struct event *event)
{
  if (event->pasted)
    return 0;
  for (; row->action != 0; row++) {
    if (row->key != event->key)
      continue;
    if (row->letter == '\0' || row->letter == event->text[0])
      return row->action;
  }
  return 0;
}

static int
width (const char *text)
{
  return (int) width_cells (text, strlen (text));
}

void
keys_draw (const struct key_row *row, struct canvas *canvas, int at)
{
  int column = 1;

  canvas_fill (canvas, at, 0, canvas->columns, STYLE_BAR, ' ');
  for (; row->action != 0; row++) {
    const char *label = row->label == NULL ? NULL : _ (row->label);

    if (label == NULL)
      continue;
    if (column + width (row->name) + 1 + width (label) >= canvas->columns)
      continue;
    column = canvas_text (canvas, at, column, -1, STYLE_BAR, row->name);
    column = canvas_text (canvas, at, column + 1, -1, STYLE_BAR, label) + 2;
  }
}
