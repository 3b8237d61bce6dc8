/* office.h - a site in a folder of its own, with dossiers of people who do not
 * exist, for tests that look at the screens.
 */
#ifndef TESTS_TUI_OFFICE_H
#define TESTS_TUI_OFFICE_H

#include "tests/tui/pty.h"

/* Makes the folder and the site; FILLED: with the dossiers of births.csv and
 * deaths.csv.  What goes wrong ends the test.  The clock stands still at
 * 2026-11-21 08:15, a Saturday.
 */
void office_open (bool filled);
/* Stops the server and removes the folder. */
void office_close (void);

const char *office_site (void);
/* The server's process; 0 when none runs. */
int office_server (void);

/* Runs "hoso WORDS", ended by NULL; its exit status.  OUT may be NULL. */
int office_run (struct bytes *out, const char *const words[]);

/* The program's screens in a terminal: home, or the form of PROCEDURE. */
struct pty *office_start (const struct pty_settings *, const char *procedure);

#endif
