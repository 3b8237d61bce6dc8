/* site/spawn.h - how a client starts the server; private to the site.
 *
 * The server is the program itself, executed again, in a session of its own:
 * it outlives the client and shares nothing with it but a pipe on which it
 * says why it cannot start.  Several clients may start servers at once: the
 * lock of the store lets one of them in, and the others leave.
 */
#ifndef SITE_SPAWN_H
#define SITE_SPAWN_H

#include "base/error.h"

enum { SPAWN_REPORT = 3 };      /* the server's descriptor of that pipe      */

/* Executes "PROGRAM -s FOLDER serve --spawned"; *REPORT is this end of the
 * pipe, which the caller closes.
 */
enum outcome spawn_server (const char *folder, int *report, struct error *);

enum heard {
  HEARD_NOTHING,                /* it is still starting                      */
  HEARD_END,                    /* it listens, or was not needed, or died    */
  HEARD_ERROR,                  /* it says why it cannot start               */
};
/* Does not wait. */
enum heard spawn_hear (int report, struct error *);

/* The server's side: says E, which is not OK. */
void spawn_tell (int report, const struct error *);

#endif
