/* tui/loop.h - from the terminal to the views and back. */
#ifndef TUI_LOOP_H
#define TUI_LOOP_H

#include "tui/app.h"
#include "tui/terminal.h"

/* Runs APP on the terminal until it quits: 0, or 128 + n when signal N ended
 * it (129 when the terminal was gone).
 */
int loop_run (struct app *, const struct terminal_settings *, struct error *);

#endif
