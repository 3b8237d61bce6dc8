/* store/guard-hold.h - the pages that wait for their places: written to the
 * journal one by one, to their places together.
 *
 * Pages are held in a batch, and sent on their way (guard-way.h) together, by a
 * thread where there is one; meanwhile the next ones are held in another batch.
 * Both share the journal's slots: when these are taken, who brings a page
 * waits.
 *
 * Codes are 0 or an errno.  A page that could not be held does not wait; when
 * it cannot be written to its place, the pages go on waiting and the next call
 * goes on from there: with the disk full until somebody makes room.  After a
 * sync that failed (hold_lost) nothing works any more: what the disk has is
 * unknown, and only a replay by the next process can tell.
 */
#ifndef STORE_GUARD_HOLD_H
#define STORE_GUARD_HOLD_H

#include "store/guard-way.h"

/* A file whose pages are guarded. */
struct guarded {
  char name[JOURNAL_NAME_MOST];
  dev_t device;
  ino_t node;
  int fd;           /* of those that are open, the one written to last       */
  unsigned open;    /* how many are                                          */
  unsigned waiting; /* pages                                                 */
  uint32_t row[2];  /* which it is in each batch, from 1; 0: in none         */
  bool settled;     /* nothing was written to it since it was synced         */
};

struct hold;

int hold_new (struct hold **, const char *folder, mode_t mode);
/* Pages that wait are forgotten, as by a kill. */
void hold_free (struct hold *);
/* A thread brings them to their places from now on, and half a journal at once;
 * else who asks for it does.
 */
void hold_use_thread (struct hold *);
/* In a fork: the pages are the parent's. */
void hold_leave (struct hold *);

/* Holds LEN bytes of FILE for AT, in place of what waits for there. */
int hold_page (struct hold *, struct guarded *, const void *from, size_t len,
                uint64_t at);
/* Reads what waits for AT; ENOENT when nothing does. */
int hold_read (struct hold *, const struct guarded *, void *to,
                size_t len, uint64_t at);
/* Brings all to their places. */
int hold_settle (struct hold *);
/* The same without waiting for the thread; where there is none, in steps of a
 * millisecond or a sync.
 */
int hold_step (struct hold *);
/* Waits until no place is half written, nor will be before the next call: for
 * who reads a file without the library.
 */
int hold_keep_still (struct hold *);
/* Settles, when the library asks for it: by default all.  When the places are
 * put off, the pages are safe, for what a power cut takes away the next start
 * puts back; but who reads a file without the library finds it as it was.
 * Who puts off all promises nothing for it.
 */
enum puts_off { PUTS_OFF_NOTHING, PUTS_OFF_PLACES, PUTS_OFF_ALL };
int hold_sync (struct hold *);
void hold_put_off (struct hold *, enum puts_off);
/* Whether a batch is on its way, as far as is known. */
bool hold_settles (struct hold *);
/* Whether there is nothing to do for it but to wait for the thread. */
bool hold_waits (struct hold *);
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
