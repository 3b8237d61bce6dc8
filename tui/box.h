/* tui/box.h - the frame of a pop-up, its inside blank. */
#ifndef TUI_BOX_H
#define TUI_BOX_H

#include "tui/canvas.h"

void box_draw (struct canvas *, int row, int column, int rows, int columns,
               const char *title);

#endif
