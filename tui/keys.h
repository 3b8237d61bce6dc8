/* tui/keys.h - which key does what: one table a view, from which the key row,
 * the help and the manual come.
 */
#ifndef TUI_KEYS_H
#define TUI_KEYS_H

#include "tui/event.h"

struct canvas;

/* A key and its meaning.  ACTION is the view's own number for it. */
struct key_row {
  enum key key;
  char letter;          /* KEY_CONTROL: which; KEY_TEXT: which character     */
  int action;           /* 0 ends the table                                  */
  const char *name;     /* "F2", "Enter", "Ctrl-O"                           */
  const char *label;    /* in the key row, short; NULL: not shown there      */
  const char *help;     /* one sentence, for help and manual                 */
};

/* The action of EVENT in KEYS, or 0. */
int keys_action (const struct key_row *, const struct event *);

/* Draws the key row at the bottom: "F1 Trợ giúp  F2 Lưu ...", as many as fit. */
void keys_draw (const struct key_row *, struct canvas *, int row);

#endif
