/* tui/view.h - what every screen of hoso is made of.
 *
 * A view is a model and three functions around it:
 *
 *   update  changes the model for one event; draws nothing
 *   draw    paints the model on a canvas; changes nothing
 *   close   gives back what the model owns
 *
 * Only terminal.c calls curses; update and draw run in tests without a
 * terminal.  Views stand on a stack: the top one gets the keys, and all of it
 * is drawn by the top one, or over the one below when it is a pop-up.
 */
#ifndef TUI_VIEW_H
#define TUI_VIEW_H

#include "tui/app.h"
#include "tui/canvas.h"
#include "tui/event.h"
#include "tui/keys.h"

struct view {
  const char *name;            /* "entry"                                    */
  const struct key_row *keys;  /* for the key row, help and the manual       */
  bool popup;                  /* drawn over the view below                  */
  void (*update) (struct app *, void *model, const struct event *);
  void (*draw) (const struct app *, const void *model, struct canvas *);
  void (*close) (struct app *, void *model);
  /* A view above this one was closed with RESULT; may be NULL. */
  void (*back) (struct app *, void *model, int result);
  /* Whether the model wants a KEY_TICK each second, and KEY_HANGUP, wherever it
   * stands on the stack.  NULL: never; the program sleeps until a key comes.
   */
  bool (*waits) (const void *model);
};

#endif
