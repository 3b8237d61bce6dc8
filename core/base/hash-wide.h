/* base/hash-wide.h - hashes of four and of eight texts at a time, for processors
 * that have the registers; private to hash-each.c.
 */
#ifndef BASE_HASH_WIDE_H
#define BASE_HASH_WIDE_H

#include "base/hash.h"

/* Behind KEY, or NULL: without one; then no text may be empty. */
typedef void hash_some (const struct slice *texts, const struct hash_key *KEY,
                        unsigned char (*to)[HASH_SIZE]);

hash_some hash_four;     /* AVX2                                             */
/* The state behind a key, for all of them. */
void hash_four_key (struct hash_key *);
hash_some hash_four_512; /* AVX-512                                          */
hash_some hash_eight;    /* AVX-512                                          */

#endif
