/* tui/play.h - "hoso enter --keys": the screens played by a script.
 *
 *    field KEY      goes to that field of the form
 *    text WORDS     replaces what the field holds, spelled as in a file; or the
 *                   words that a question asks for
 *    type KEYS      presses the keys, through the input method
 *    key NAME       one key: F2, Enter, Tab, Up, Esc, Ctrl-Z, a letter, ...
 *    wait idle      until everything has been taken in
 *    wait saved     until what was typed is saved: as a draft, or, after F2 or
 *                   F7, as a dossier; what is in the way then is an error
 *    screen         prints the screen
 *
 * Blank lines and lines beginning with # are passed over.  While no line comes
 * (from a pipe) time passes as at a terminal.
 */
#ifndef TUI_PLAY_H
#define TUI_PLAY_H

#include "tui/app.h"

#include <stdio.h>

/* ERR_INPUT names the line of FROM (called NAME) that cannot be played. */
enum outcome play (struct app *, int from, const char *name, FILE *to,
                   struct error *);

#endif
