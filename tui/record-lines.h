/* tui/record-lines.h - a dossier as lines to read: header, timeline, values. */
#ifndef TUI_RECORD_LINES_H
#define TUI_RECORD_LINES_H

#include "base/arena.h"
#include "site/site.h"
#include "tui/canvas.h"

/* One row of the screen; label and text live in the arena of the lines. */
struct record_line {
  enum style style;
  int column;                /* of the label                               */
  const char *label, *text;
};

struct record_lines {
  struct arena *arena;
  struct record_line *at;
  size_t count, room;
};

/* Anew, in the language of now.  What cannot be fetched is said in a line. */
void record_lines_make (struct record_lines *, struct site *,
                        const struct whole *, const struct form *,
                        const struct values *);
void record_lines_free (struct record_lines *);

void record_line_draw (const struct record_line *, struct canvas *, int row);

#endif
