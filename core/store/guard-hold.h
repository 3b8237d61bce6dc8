/* store/guard-hold.h - the pages that wait for their places: written to the
 * journal one by one, to their places together.
 *
 *   settle   1. the head of the batch goes to the journal, which is synced
 *            2. every page goes to its place
 *            3. every file that got one is synced
 *
 * Codes are 0 or an errno.  A page that could not be held does not wait; when
 * 1 or 2 fails, the pages go on waiting and the next call goes on from there:
 * with the disk full until somebody makes room.  After a sync that failed
 * (hold_lost) nothing works any more: what the disk has is unknown, and only
 * a replay by the next process can tell.
 */
#ifndef STORE_GUARD_HOLD_H
#define STORE_GUARD_HOLD_H

#include "store/guard-journal.h"

/* A file whose pages are guarded. */
struct guarded {
  char name[JOURNAL_NAME_MOST];
  dev_t device;
  ino_t node;
  int fd;           /* of those that are open, the one written to last       */
  unsigned open;    /* how many are                                          */
  unsigned waiting; /* pages                                                 */
  uint32_t nth;     /* in the batch, while pages wait                        */
  bool settled;     /* nothing was written to it since it was synced         */
};

struct hold;

int hold_new (struct hold **, const char *folder, mode_t mode);
/* Pages that wait are forgotten, as by a kill. */
void hold_free (struct hold *);

/* Holds LEN bytes of FILE for AT, in place of what waits for there. */
int hold_page (struct hold *, struct guarded *, const void *from, size_t len,
                uint64_t at);
/* Reads what waits for AT; ENOENT when nothing does. */
int hold_read (const struct hold *, const struct guarded *, void *to,
                size_t len, uint64_t at);
int hold_settle (struct hold *);
/* The same in steps of a millisecond or a sync: step 1, some pages of step 2,
 * or a file of step 3.  A page that comes meanwhile settles what is left.
 */
int hold_step (struct hold *);
/* Settles, when the library asks for it: by default all.  When steps 2 and 3
 * are put off, the pages are safe, for what a power cut takes away the next
 * start puts back; but who reads a file without the library finds it as it was.
 * Who puts off all promises nothing for it.
 */
enum puts_off { PUTS_OFF_NOTHING, PUTS_OFF_PLACES, PUTS_OFF_ALL };
int hold_sync (struct hold *);
void hold_put_off (struct hold *, enum puts_off);
/* Whether a batch is between its steps. */
bool hold_settles (const struct hold *);
/* Slots of the journal that are taken, of JOURNAL_PAGES_MOST. */
unsigned hold_taken (const struct hold *);
/* Settles, and makes sure that no batch can be replayed: before places change
 * in other ways.
 */
int hold_forget (struct hold *);
/* The errno of the sync that failed, or 0. */
int hold_lost (const struct hold *);
void hold_lose (struct hold *, int why);

#endif
