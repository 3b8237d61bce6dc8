/* tui/edit-box.h - one line of text being typed: the field editor.
 *
 * The text is NFC UTF-8 and the cursor always stands between two letters.
 * Telex and VNI work on the word left of the cursor, so arrows, pastes and
 * edits in mid-word need no memory of keys.  A refused key changes nothing.
 */
#ifndef TUI_EDIT_BOX_H
#define TUI_EDIT_BOX_H

#include "base/bytes.h"
#include "text/typing.h"
#include "tui/canvas.h"
#include "tui/event.h"

enum { EDIT_UNDOS = 50, EDIT_BYTES = 4096 };

/* What the last change was: typing, with its corrections, is one step of undo,
 * and so is a run of deletions.
 */
enum edit_run { EDIT_ALONE, EDIT_TYPING, EDIT_DELETING };

struct edit_step {
  char *text;
  size_t cursor;
};

struct edit_box {
  struct bytes text;
  size_t cursor;                 /* bytes before it                          */
  unsigned letters_most;         /* user-perceived characters                */
  bool lines;                    /* a line end in a paste stays one          */
  bool (*allows) (uint32_t code);/* which characters; NULL: all that show    */
  struct typing typing;          /* method TYPING_OFF: as they come          */
  struct typed_word word;        /* being typed; ends at the cursor          */
  size_t word_at;                /* where it begins                          */
  struct edit_step undo[EDIT_UNDOS];
  unsigned n_undo, n_redo;
  enum edit_run run;
};

void edit_begin (struct edit_box *, const char *text, unsigned letters_most);
void edit_end (struct edit_box *);

/* What a key did. */
enum edit_result {
  EDIT_NOT_MINE,  /* the view's business                                     */
  EDIT_DONE,      /* something changed, or the cursor moved                  */
  EDIT_REFUSED,   /* a key that cannot be right here: beep                   */
};
enum edit_result edit_key (struct edit_box *, const struct event *);

/* The cursor leaves the field: the word being typed ends there. */
void edit_leave (struct edit_box *);

const char *edit_text (struct edit_box *);
void edit_put (struct edit_box *, const char *text); /* one step for undo    */

/* Draws it in CELLS cells, "_" behind the text, "<" and ">" where there is
 * more; the last cell is the cursor's, behind a text that fills the others.
 * The cursor is put there when FOCUS.
 */
void edit_draw (const struct edit_box *, struct canvas *, int row, int column,
                int cells, bool focus);

#endif
