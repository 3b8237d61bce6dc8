/* base/hash-wide.h - hashes of four and of eight texts at a time, for processors
 * that have the registers; private to hash-each.c.
 */
#ifndef BASE_HASH_WIDE_H
#define BASE_HASH_WIDE_H

#include "base/hash.h"

/* KEY: bytes of the key whose block is before each text; 0: none. */
typedef void hash_some (const struct slice *texts, size_t KEY,
                        unsigned char (*to)[HASH_SIZE]);

hash_some hash_four;     /* AVX2                                             */
hash_some hash_four_512; /* AVX-512                                          */
hash_some hash_eight;    /* AVX-512                                          */

#endif
