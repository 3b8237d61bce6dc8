/* store/settle.h - what waits in memory, words and rows of indexes, written in
 * rounds; private to the store.
 *
 * A save leaves words and rows to wait.  When those of some thousand changes
 * do, a round begins: all of it is written, a few milliseconds at a time, and
 * then the counters say up to which change nothing waits.  What came after is
 * derived again from the changes when the store is opened.
 */
#ifndef STORE_SETTLE_H
#define STORE_SETTLE_H

#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct store;

/* The round at work. */
struct round {
  bool begun;
  uint64_t until;            /* the last change when it began                */
  uint64_t paced;            /* the last change when a piece was written     */
  uint64_t owed;             /* changes whose share of it was not, to end it
                              * before there is enough for the next one      */
};

/* Whether anything waits, whether that of many changes, and whether it is so
 * much that it is to be written.
 */
bool settle_waits (const struct store *);
bool settle_many (const struct store *);
bool settle_full (const struct store *);

/* Whether only what some saves brought waits, which may go on waiting: whoever
 * looks for it finds it, and to derive it again after a crash costs little.
 */
bool settle_few (const struct store *);

/* Writes a piece in a transaction of its own, or nothing when one is at hand:
 * two milliseconds, or more when much is owed; and whether more is.
 */
enum outcome settle_piece (struct store *, struct error *);
bool settle_owes (const struct store *);
/* All that waits: in transactions of its own, or in the one at hand, and then
 * it goes on waiting.  On a disk that is full it does so too: OK.
 */
enum outcome settle_all (struct store *, struct error *);

/* Before a commit: writes what must not wait, when nobody had it written. */
enum outcome settle_commit (struct store *, struct error *);
/* The transaction at hand was committed, or not. */
void settle_keep (struct store *);
void settle_forget (struct store *);

/* Gathers again what was not written when the store was closed or died. */
enum outcome settle_redo (struct store *, struct error *);

#endif
