/* tui/terminal.h - the glass: the only file that knows curses. */
#ifndef TUI_TERMINAL_H
#define TUI_TERMINAL_H

#include "base/error.h"
#include "tui/canvas.h"

/* Letters with their marks, or 7 bits only; MARKS_ASK finds out. */
enum marks { MARKS_ASK, MARKS_ON, MARKS_OFF };

struct terminal_settings {
  enum marks marks;
  bool mono;           /* no colour, whatever the terminal can               */
};

/* Takes the terminal: raw mode, alternate screen, handlers that restore it on
 * every way out (signals that end a program included).  An unknown TERM is
 * taken as xterm or vt100; ERR_SYSTEM when the cursor cannot be placed.
 */
enum outcome terminal_open (const struct terminal_settings *, struct error *);
void terminal_close (void);

void terminal_size (int *rows, int *columns);

/* Brings CANVAS to the glass; only what differs goes down the line. */
void terminal_show (const struct canvas *);
void terminal_repaint (void);   /* everything anew at the next show           */
void terminal_beep (void);      /* at most twice a second                     */

/* What there is to read. */
enum terminal_news {
  TERMINAL_QUIET,     /* the time is up                                       */
  TERMINAL_BYTES,
  TERMINAL_RESIZED,
  TERMINAL_GONE,      /* hang-up, SIGTERM, end of input                       */
};

/* Waits for at most MS milliseconds (negative: for ever) and reads at most
 * ROOM bytes; *SIGNAL is the one that ended it, or 0.
 */
enum terminal_news terminal_wait (int ms, unsigned char *to, size_t room,
                                  size_t *len, int *signal);
bool terminal_pending (void);   /* bytes wait: drawing may be skipped         */

/* Stops the program as Ctrl-Z would elsewhere; returns when it goes on. */
void terminal_suspend (void);

#endif
