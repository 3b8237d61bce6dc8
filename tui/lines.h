/* tui/lines.h - lines to read, more than a screen has: what a view shows that
 * only tells.
 */
#ifndef TUI_LINES_H
#define TUI_LINES_H

#include "base/arena.h"
#include "tui/canvas.h"
#include "tui/event.h"

/* One row of the screen; label and text live in the arena of the lines. */
struct line {
  enum style style;
  int column;                /* of the label                               */
  const char *label, *text;
};

struct lines {
  struct arena *arena;
  struct line *at;
  size_t count, room;
  size_t top;                /* the first one that is seen                 */
};

/* Drops all of them; the view stays where it is. */
void lines_begin (struct lines *);
void lines_free (struct lines *);

/* LABEL from COLUMN on, TEXT behind all labels; both are copied.  A long text
 * goes on in lines below.  A label that has no room before the text stands
 * alone, and the text below it.
 */
void lines_add (struct lines *, enum style, int column, const char *label,
                const char *text);
/* With an empty line before it, but for the first. */
void lines_heading (struct lines *, const char *text);

/* On a screen of ROWS: line TOP is the first one, as far as there are as many
 * behind it; a key that scrolls (others do nothing); Tab, the next heading.
 */
void lines_go (struct lines *, int rows, size_t top);
void lines_scroll (struct lines *, int rows, enum key);

/* Below the title row, the key row left free. */
void lines_draw (const struct lines *, struct canvas *);

#endif
