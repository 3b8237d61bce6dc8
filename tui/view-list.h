/* tui/view-list.h - dossiers found while typing, or the newest. */
#ifndef TUI_VIEW_LIST_H
#define TUI_VIEW_LIST_H

#include "text/date.h"
#include "tui/view.h"

/* Which dossiers are listed while no words are looked for. */
enum list_kind { LIST_NEWEST, LIST_OVERDUE, LIST_DUE_TODAY, LIST_KINDS };

void list_open (struct app *, enum list_kind);

/* Rows copied out of an answer, shared with the home screen. */
struct row_line {
  unsigned char id[ID_SIZE];
  const struct form *form;   /* of the site's; NULL when it has none         */
  char code[96];
  char name[160];
  char birth[DATE_TEXT];     /* as it is shown                               */
  char address[160];         /* what row_lines_tell found                        */
  bool told;
  uint8_t state;
  uint64_t due;
};

enum { LINES_MOST = 100 };

struct row_lines {
  struct row_line at[LINES_MOST];
  size_t count, most;
  struct site *site;
};

void row_lines_begin (struct row_lines *, struct site *, size_t most);
bool row_lines_take (void *with, const struct row *);  /* a row_seen             */

/* Asks where the people of COUNT lines live, from FROM on: for what is FOUND. */
void row_lines_tell (struct row_lines *, size_t from, size_t count);

/* What was FOUND shows who people are, too; where that has no room beside how
 * far their dossiers are, row_line_rest says that of one, from COLUMN on.
 */
void row_line_draw (const struct app *, const struct row_line *, struct canvas *,
                 int row, bool chosen, bool found);
void row_line_rest (const struct app *, const struct row_line *,
                    struct canvas *, int row, int column);
void row_lines_heading (struct canvas *, int row, bool found);
/* The row at hand: its ground, its mark, the cursor; its style. */
enum style row_lines_choose (struct canvas *, int row, bool chosen);

#endif
