/* store/guard-way.h - a batch of pages on its way from the journal to their
 * places, by a thread of its own.
 *
 *   SEALING  the head of the batch goes to the journal, which is synced
 *   PLACING  every page goes to its place
 *   SYNCING  every file that got one is synced; then the head is made void
 *
 * The thread sleeps but for that.  It touches the batch, the journal's head and
 * the files of the batch, takes no memory and tells nobody: who sent the batch
 * asks.  Where it cannot be started, and in a fork, the steps are gone by who
 * asks.  Codes are 0 or an errno.
 */
#ifndef STORE_GUARD_WAY_H
#define STORE_GUARD_WAY_H

#include "store/guard-journal.h"

enum stage { SEALING, PLACING, SYNCING, ARRIVED };

/* On its way it is the way's alone, but for what only reads LIST. */
struct batch {
  struct journal_batch list;
  int fds[JOURNAL_FILES_MOST]; /* of its files                        */
  enum stage stage;
  uint32_t done; /* pages placed, or files synced                     */
};

struct way;

/* The journal is the caller's, and outlives the way. */
struct way *way_new (struct journal *);
/* Where the batch is, there it stays, as by a kill.  NULL is allowed. */
void way_free (struct way *);

/* From now on a thread goes the steps; it is begun with the next batch. */
void way_use_thread (struct way *);
/* In a fork: the thread is the parent's, and so is the batch. */
void way_leave (struct way *);

/* When the one before has ARRIVED. */
void way_send (struct way *, struct batch *);
/* Without waiting for the thread; where there is none, one step.  The errno of
 * a write that failed comes once: the next call goes on from there.
 */
int way_step (struct way *);
/* Waits until the batch is that far; the same of what failed. */
int way_wait (struct way *, enum stage);
/* ARRIVED when none was sent. */
enum stage way_stage (struct way *);
/* Whether the thread is at work: there is nothing to do but to wait. */
bool way_works (struct way *);

/* The errno of the first sync that failed, or 0; nothing is done after it. */
int way_lost (const struct way *);
void way_lose (struct way *, int why);

#endif
