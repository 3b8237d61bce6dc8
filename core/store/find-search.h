/* store/find-search.h - a search under way: what find-query.c and find-chunk.c
 * share.
 */
#ifndef STORE_FIND_SEARCH_H
#define STORE_FIND_SEARCH_H

#include "store/find-bucket.h"
#include "store/find-container.h"
#include "store/find-index.h"
#include "store/find-question.h"
#include "store/inside.h"

/* The records of one chunk at each level; a level has those of the better. */
struct matches {
  struct bits at[LEVELS];
};

/* What a part needs while chunks are gone through. */
struct source {
  const struct part *part;
  size_t first[RANGES_MOST], end[RANGES_MOST]; /* places in the dictionary */
  struct ordinals list;                        /* of the bucket */
  size_t listed;                               /* how many of them are done */
  uint64_t records;                            /* about how many match */
  bool possible[LEVELS];
};

struct search {
  struct find *find;
  struct store *store;
  struct walk walk;
  struct bytes key;
  struct question question;
  struct source sources[PARTS_MOST];
  unsigned n_sources;
  uint64_t *chunks; /* a bit for each that all parts may have */
  uint32_t groups;
  enum level top; /* the widest level that differs from better */
  bool possible[LEVELS];
  bool waits; /* not all is written */

  uint32_t limit, most; /* to show; to count */
  struct ordinals found[LEVELS];
  uint32_t count; /* of the matches seen, up to MOST + 1 */

  facts_given facts;
  void *with;
  struct arena *arena;       /* of the question */
  struct arena *facts_arena; /* of the record in doubt */
};

/* The records of CHUNK that match all parts, at LEVEL and better. */
enum outcome search_chunk (struct search *, uint32_t chunk, enum level,
                           struct matches *, struct error *);

#endif
