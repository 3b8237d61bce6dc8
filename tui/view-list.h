/* tui/view-list.h - dossiers found while typing, or the newest. */
#ifndef TUI_VIEW_LIST_H
#define TUI_VIEW_LIST_H

#include "tui/view.h"

void list_open (struct app *);

/* Rows copied out of an answer, shared with the home screen. */
struct row_line {
  unsigned char id[ID_SIZE];
  char code[96];
  char name[160];
  uint8_t state;
  uint64_t due;
};

enum { LINES_MOST = 100 };

struct row_lines {
  struct row_line at[LINES_MOST];
  size_t count, most;
  const char *office;
};

bool lines_take (void *with, const struct row *);  /* a row_seen             */

/* The dossier's code without this office's prefix: "261121-0001". */
const char *lines_short_code (const struct row_line *, const char *office);

void lines_draw (const struct app *, const struct row_line *, struct canvas *,
                 int row, bool chosen);
void lines_heading (struct canvas *, int row);

#endif
