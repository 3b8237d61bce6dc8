/* tui/input.h - from bytes of a terminal to keys.
 *
 * Every family of function and arrow keys is taken whatever TERM says: Linux
 * console, xterm, VT, PuTTY, rxvt.  Exactly the bad byte of a noisy line is
 * dropped, never the good ones beside it.  Esc and a digit is a function key.
 */
#ifndef TUI_INPUT_H
#define TUI_INPUT_H

#include "tui/event.h"

#include <stddef.h>
#include <stdint.h>

enum { INPUT_MOST = 64 };     /* bytes of the longest sequence                */

struct input {
  unsigned char held[INPUT_MOST];
  size_t n_held;
  bool pasting;
};

/* Takes one byte; true when *EVENT is a key. */
bool input_byte (struct input *, unsigned char byte, struct event *);

/* Nothing came for as long as an escape sequence may pause (50 ms): a lone Esc
 * is the Esc key, half a sequence is dropped.  True when *EVENT is a key.
 */
bool input_pause (struct input *, struct event *);

/* Whether a sequence has begun, so that input_pause is to be called. */
bool input_waits (const struct input *);

#endif
