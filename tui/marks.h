/* tui/marks.h - terminals that cannot show Vietnamese: found out, and served
 * with letters of 7 bits.
 */
#ifndef TUI_MARKS_H
#define TUI_MARKS_H

#include "base/bytes.h"

#include <stdbool.h>

/* Whether the terminal TERM behind descriptor TTY, in raw mode, shows UTF-8.
 * Real terminals and unknown ones are asked: what they call an "é" takes one
 * column or two; no answer in 300 ms means yes.  A console with a font that
 * lacks Vietnamese letters says so by itself.  What was typed meanwhile is
 * appended to *EARLY.
 */
bool marks_shown (int tty, const char *term, struct bytes *early);

/* LETTER (a cell's text, UTF-8) as one character of 7 bits: "ế" is "e", "│" is
 * "|", what has no likeness is "?".
 */
char marks_plain (const char *letter);

#endif
