/* store/pairs.h - pairs of key and value in memory, put in order.
 *
 * A pair lies there, and in a file of them, as u16 and u32 lengths, the key, the
 * value.  Pairs are sorted by the first eight bytes of their keys, as numbers;
 * only what agrees in them is compared.
 */
#ifndef STORE_PAIRS_H
#define STORE_PAIRS_H

#include "base/bytes.h"

enum { PAIR_HEAD = 6 }; /* bytes of its lengths */

/* A pair, where it begins. */
struct pair_place {
  uint64_t front; /* the first eight bytes of its key */
  uint32_t at;
};

/* All zero: none.  Whoever puts pairs sees to it that AT has room for them. */
struct pairs {
  unsigned char *at;
  size_t used; /* bytes, below 4 GiB */
  struct pair_place *items, *spare;
  size_t count, room;
};

void pairs_free (struct pairs *);
/* Keeps the memory. */
void pairs_clear (struct pairs *);
/* Behind the others: PAIR_HEAD and both lengths; a key has at most 65,535 bytes.
 */
void pairs_put (struct pairs *, struct slice key, struct slice value);
/* By their keys, and those of equal keys as they came. */
void pairs_sort (struct pairs *);

/* Takes the pair at AT apart; returns where the next one begins. */
const unsigned char *pair_at (const unsigned char *at, struct slice *key,
                              struct slice *value);

#endif
