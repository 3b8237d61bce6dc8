/* tui/choice-box.h - a list that is searched while typing, without marks.
 *
 * Used for choices of a field and for the 3,321 wards alike.  Pure: the views
 * around it own the frame and the keys that close it.
 */
#ifndef TUI_CHOICE_BOX_H
#define TUI_CHOICE_BOX_H

#include "base/arena.h"
#include "tui/canvas.h"
#include "tui/edit-box.h"
#include "tui/event.h"

struct choice {
  const char *code, *label;  /* live as long as the box                      */
  const char *fold;          /* code and label, folded; made by choice_add   */
};

struct choice_box {
  struct arena *arena;
  struct choice *all;
  size_t n_all, room;
  uint32_t *found;           /* indexes into ALL that the search leaves      */
  size_t n_found;
  size_t chosen;             /* among FOUND                                  */
  int rows;                  /* how far PgUp and PgDn go                     */
  struct edit_box search;
};

void choice_begin (struct choice_box *);
void choice_end (struct choice_box *);

/* CODE and LABEL are copied.  Call choice_search_again after the last one. */
void choice_add (struct choice_box *, const char *code, const char *label);
void choice_search_again (struct choice_box *);

/* Goes to the item with CODE. */
void choice_go (struct choice_box *, const char *code);

/* Keys that move or search; false: not its business. */
bool choice_key (struct choice_box *, const struct event *);

/* The chosen item, or NULL when the search left none. */
const struct choice *choice_now (const struct choice_box *);

/* Draws the search line and ROWS - 1 items: the page that the chosen one is on,
 * so that moving inside it costs two rows of a slow line.
 */
void choice_draw (const struct choice_box *, struct canvas *, int row,
                  int column, int rows, int cells, bool codes);

#endif
