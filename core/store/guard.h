/* store/guard.h - pages that a power cut cannot tear; private to the store.
 *
 * Berkeley DB writes a page of 8 KiB over the old one.  When the power fails
 * meanwhile, half of each may be there, and its log, which tells what changed
 * on the old page, cannot mend that.  The guard stands before the library's
 * system calls: a page of a table goes to a journal first, and to its place
 * when the journal is on the disk.  That the log comes before the page is the
 * library's own doing and stays so.
 *
 * Guarded are the files *.db right in the folder of an environment, when the
 * library opens and writes them; not the log, and not files that the store
 * writes itself as a whole.  A guard belongs to the process that began it: in
 * a fork there is none, until one begins its own in that folder (and the first
 * begins anew).  One thread.
 *
 * Who lays other files under the names of the old ones (a backup), in the same
 * folder, removes page-guard before.
 */
#ifndef STORE_GUARD_H
#define STORE_GUARD_H

#include <sys/types.h>

struct guard;

/* Syncs the log in FOLDER, puts back what the journal there has, and guards the
 * folder from now on; before its environment is opened.  *GUARD, when it is not NULL, is abandoned:
 * so a recovery that failed is tried again.  0 or an errno; EINVAL when the
 * journal is none of ours.  Some microseconds when there is nothing to put
 * back.
 */
int guard_begin (struct guard **, const char *folder, mode_t mode);

/* After the environment was closed, and all is in its place; NULL is allowed.
 */
void guard_end (struct guard *);

/* Leaves everything as it is, as a kill would; NULL is allowed. */
void guard_abandon (struct guard *);

/* The errno of a sync that failed, or 0: what the disk has is unknown then,
 * nothing is written any more, and the store must be abandoned.
 */
int guard_lost (const struct guard *);

/* The pages that wait: guard-hold.h. */
struct hold;
struct hold *guard_hold (struct guard *);

#endif
