/* store/find-pending.h - what saves change in the index, gathered, so that each
 * container and block is written once however many records came.
 */
#ifndef STORE_FIND_PENDING_H
#define STORE_FIND_PENDING_H

#include "store/find-spelled.h"
#include "store/find-terms.h"

/* That ORDINAL has a term, or, when DROP, that it has it no more. */
struct posting {
  uint32_t term;             /* its place among the terms of the pending     */
  uint32_t ordinal : 31, drop : 1;
  uint32_t turn;             /* of equal ones the last one counts            */
};

struct pending {
  struct spelling terms;
  struct posting *at;
  size_t count, room;
  size_t kept;               /* of transactions that were committed          */
};

void pending_free (struct pending *);
void pending_clear (struct pending *);

/* The place of TERM, also when no record has it yet; good until the pending is
 * cleared.
 */
uint32_t pending_term (struct pending *, struct slice term);
void pending_add (struct pending *, uint32_t term, uint32_t ordinal, bool drop);
/* The transaction at hand was committed, or not. */
void pending_keep (struct pending *);
void pending_forget (struct pending *);

/* So that postings of one row lie together, by record, then as they came. */
void pending_sort (struct pending *);
struct slice posting_term (const struct pending *, const struct posting *);

/* How many postings, from place I on, are of the same container or bucket. */
size_t pending_run (const struct pending *, size_t i);

#endif
