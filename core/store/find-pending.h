/* store/find-pending.h - what saves change in the index, gathered, so that each
 * container and block is written once however many records came.
 */
#ifndef STORE_FIND_PENDING_H
#define STORE_FIND_PENDING_H

#include "store/find-terms.h"

/* That ORDINAL has TERM, or, when DROP, that it has it no more.  The term is
 * in the bytes of the pending, behind its length.
 */
struct posting {
  uint32_t at, ordinal;
  uint32_t turn : 31, drop : 1; /* of equal ones the last one counts         */
};

struct pending {
  struct bytes terms;
  struct posting *at;
  size_t count, room;
  size_t kept, kept_terms;   /* of transactions that were committed          */
};

void pending_free (struct pending *);
void pending_clear (struct pending *);
void pending_copy (struct pending *to, const struct pending *);
/* The transaction at hand was committed, or not. */
void pending_keep (struct pending *);
void pending_forget (struct pending *);
void pending_add (struct pending *, struct slice term, uint32_t ordinal,
                  bool drop);

/* In the order of the table's keys: by chunk and term, numbers and births by
 * bucket; then by record, then as they came.
 */
void pending_sort (struct pending *);
struct slice posting_term (const struct pending *, const struct posting *);

/* How many postings, from place I on, are of the same container or bucket. */
size_t pending_run (const struct pending *, size_t i);

#endif
