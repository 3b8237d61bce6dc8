/* pty.h - a program in a terminal of its own, its screen read as text.
 *
 * No test sleeps: after each key the program is waited for until it has woken,
 * has read all that was written, has nothing more to show, and sleeps in the
 * wait for the next key.  What goes wrong ends the wait after ten seconds.
 */
#ifndef TESTS_TUI_PTY_H
#define TESTS_TUI_PTY_H

#include "base/bytes.h"

#include <stdbool.h>
#include <termios.h>

struct pty;

struct pty_settings {
  int rows, columns;               /* 0: 24 and 80                           */
  bool eight_bits;                 /* a terminal of another time: no UTF-8   */
  const char *const *environment;  /* "NAME=value", or "NAME" to take it away;
                                    * NULL ends them; over the test's own    */
};

/* Starts ARGV, ended by NULL, and waits until it is idle. */
struct pty *pty_start (const struct pty_settings *, const char *const argv[]);
/* Ends the program if it still runs. */
void pty_end (struct pty *);

/* ---- to the program ---- */

/* Writes KEYS and waits until they are done. */
void pty_send (struct pty *, const char *keys);
/* Writes only: for bytes with a rhythm of their own. */
void pty_write (struct pty *, const void *bytes, size_t len);
void pty_resize (struct pty *, int rows, int columns); /* and waits          */
void pty_signal (struct pty *, int number);            /* does not wait      */
void pty_hang_up (struct pty *);                       /* the line is cut    */

/* Waits until the program is idle: it may wait for a tick, but not for the end
 * of an escape sequence.  False when it has ended.
 */
bool pty_settle (struct pty *);
/* The same, and until it waits for keys alone: drafts are kept. */
bool pty_settle_down (struct pty *);
bool pty_stuck (const struct pty *);  /* a wait was given up               */
/* Waits at most MS until it ends; its exit status, 128 + n when signal N ended
 * it, or -1 when it still runs.
 */
int pty_status (struct pty *, int ms);

/* ---- from the program ---- */

/* The row as UTF-8 without blanks at its end; valid until the next call. */
const char *pty_row (struct pty *, int row);
/* All rows, each ended by a line end. */
void pty_screen (struct pty *, struct bytes *to);
/* Whether TEXT stands in a row; the first such row, or -1. */
int pty_find (struct pty *, const char *text);
bool pty_at (struct pty *, int row, int column); /* the cursor is there      */
void pty_cursor (struct pty *, int *row, int *column);
void pty_size (const struct pty *, int *rows, int *columns);
/* Whether the cell is shown in reverse. */
bool pty_reversed (struct pty *, int row, int column);

/* All bytes that came since the start, or since pty_mark. */
struct slice pty_bytes (const struct pty *);
void pty_mark (struct pty *);

struct termios pty_modes_before (const struct pty *); /* as the program found */
struct termios pty_modes (const struct pty *);        /* them, and now        */
int pty_pid (const struct pty *);
/* Bells since the start. */
unsigned pty_bells (const struct pty *);

/* Prints the screen as comments of TAP, for a test that failed. */
void pty_explain (struct pty *);

#endif
