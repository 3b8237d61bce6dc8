/* tui/play.h - "hoso enter --keys": the screens played by a script.
 *
 *    field KEY      goes to that field of the form
 *    text WORDS     replaces what the field holds, spelled as in a file
 *    type KEYS      presses the keys, through the input method
 *    key NAME       one key: F2, Enter, Tab, Up, Esc, Ctrl-Z, ...
 *    wait idle      until everything has been taken in
 *    wait saved     until what was typed is saved: as a draft, or a dossier
 *    screen         prints the screen
 *
 * Blank lines and lines beginning with # are passed over.
 */
#ifndef TUI_PLAY_H
#define TUI_PLAY_H

#include "tui/app.h"

#include <stdio.h>

/* ERR_INPUT names the line of FROM (called NAME) that cannot be played. */
enum outcome play (struct app *, FILE *from, const char *name, FILE *to,
                   struct error *);

#endif
