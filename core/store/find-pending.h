/* store/find-pending.h - what saves change in the index, gathered, so that each
 * container and block is written once however many records came.
 *
 * Most of it repeats: each term is held once, with a list of the records that
 * got it or lost it, in bytes: a posting takes one to five of them.
 */
#ifndef STORE_FIND_PENDING_H
#define STORE_FIND_PENDING_H

#include "store/find-spelled.h"
#include "store/find-terms.h"

/* Where a term goes: a list of its own, or that of its bucket, with the rest
 * that tells it from others there.
 */
struct listed {
  uint32_t list;
  uint16_t rest;
};

/* That ORDINAL has a term, or, when DROP, that it has it no more. */
struct posting {
  uint32_t ordinal : 31, drop : 1;
  uint16_t rest;
};
struct postings {
  struct posting *at;
  size_t count, room;
};
void postings_free (struct postings *);
#define SCOPED_POSTINGS __attribute__ ((cleanup (postings_free))) struct postings

/* From the lowest to the highest. */
struct record_range {
  uint32_t low, high;
};

struct posting_list;
struct posting_new;

struct pending {
  struct spelling terms;     /* of words; and FIELD_BUCKET with its number   */
  struct posting_list *lists; /* by term; of what was committed              */
  size_t n_lists, lists_room;
  size_t kept;               /* postings in them                             */
  size_t learned;            /* of which the dictionary knows                */
  struct record_range range; /* of them                                      */
  size_t bytes;              /* of memory that all of it takes, about        */
  struct posting_new *at;    /* of the transaction at hand, as they came     */
  size_t count, room;
};

void pending_free (struct pending *);
void pending_clear (struct pending *);

/* The place of TERM, also when no record has it yet; good until the pending is
 * cleared.
 */
struct listed pending_term (struct pending *, struct slice term);
void pending_add (struct pending *, struct listed, uint32_t ordinal, bool drop);
/* The transaction at hand was committed, or not. */
void pending_keep (struct pending *);
void pending_forget (struct pending *);
/* A copy of what the transaction at hand brought, as if it were committed. */
void pending_copy_new (const struct pending *, struct pending *to);

/* All lists in the order of their rows; to be freed. */
uint32_t *pending_order (const struct pending *);
struct slice pending_text (const struct pending *, uint32_t list);
/* What a list has, in the place of what TO had: by record, by rest, then as it
 * came.
 */
void pending_read (const struct pending *, uint32_t list, struct postings *to);
/* Whether something waits for TERM; in LIST. */
bool pending_has (const struct pending *, struct slice term, uint32_t *list);
/* Whether LIST is of a word, and has what this did not tell of before; and the
 * records it has.
 */
bool pending_news (struct pending *, uint32_t list, struct record_range *);
/* Whether ORDINAL has TERM, if it got or lost it here; else *HAS stays. */
void pending_tells (const struct pending *, struct slice term, uint32_t ordinal,
                    bool *has);

#endif
