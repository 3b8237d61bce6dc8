/* tui/input.h - from bytes of a terminal to keys.
 *
 * Every family of function and arrow keys is taken whatever TERM says: Linux
 * console, xterm, VT, PuTTY, rxvt.  Exactly the bad byte of a noisy line is
 * dropped, never the good ones beside it.  Esc and a digit is a function key.
 *
 * Of a paste only letters, Enter and Tab come through.
 */
#ifndef TUI_INPUT_H
#define TUI_INPUT_H

#include "tui/event.h"

#include <stddef.h>

enum {
  INPUT_MOST = 64,     /* bytes of the longest sequence                      */
  INPUT_KEYS = 2,      /* one byte may end a lone Esc and be a key itself    */
};

struct input {
  unsigned char held[INPUT_MOST];
  size_t n_held;
  bool pasting;
  bool returned;       /* pasting: the last byte was CR, an LF goes with it  */
};

/* Takes one byte; returns how many keys it put into EVENTS. */
size_t input_byte (struct input *, unsigned char byte,
                   struct event events[INPUT_KEYS]);

/* For how many milliseconds a sequence or paste that has begun may pause
 * before input_pause is to be called; negative when nothing has begun.
 */
int input_patience (const struct input *);

/* Nothing came for so long: a lone Esc is the Esc key, half a sequence is
 * dropped, a paste has ended.  True when *EVENT is a key.
 */
bool input_pause (struct input *, struct event *event);

#endif
