/* store/aside.h - damaged files set aside and others put in their place, by
 * renames alone, so that it can be cut off anywhere; private to the store.
 *
 *   DB.part           a store that is being laid; worth nothing
 *   DB.new            one that is whole, and takes the place of DB
 *   DB.damaged-20261122T031500
 *                     what stood in its place, or some of its tables; for
 *                     people, and never removed
 *
 * Once DB.new is there, whoever comes next finishes the work.
 */
#ifndef STORE_ASIDE_H
#define STORE_ASIDE_H

#include "store/inside.h"

enum { ASIDE_NAME = 64 };

/* Whether a DB.new waits to take the place of DIR. */
bool aside_waits (const char *dir);

/* Takes the lock of the store; ERR_BUSY when another process has it.  Then
 * finishes what a dead owner began.
 */
enum outcome aside_lock (struct store *, struct error *);

/* Makes DB.part, an empty folder. */
enum outcome aside_part (const struct store *, char part[4096], struct error *);
/* Makes DB.part durable and puts it into the place of DB; the lock goes with
 * it.  NAME: where the old one is.
 */
enum outcome aside_swap (struct store *, char name[ASIDE_NAME], struct error *);
/* Removes DB.part. */
void aside_give_up (const struct store *);

/* Removes the journal of the page guard, of which everything is in place. */
enum outcome aside_journal (const struct store *, struct error *);

/* Sets the files of TABLES (bits) aside, as far as they are there.  What the
 * page guard held back is in place.
 */
enum outcome aside_tables (struct store *, uint32_t tables,
                           char name[ASIDE_NAME], struct error *);

#endif
