/* base/hash.h - the two hashes of hoso, by libsodium. */
#ifndef BASE_HASH_H
#define BASE_HASH_H

#include "base/bytes.h"

enum { HASH_SIZE = 32, KEY_SIZE = 32, ID_SIZE = 16 };

/* BLAKE2b-256: the chain of changes, ids of imported rows (keyed with the
 * site's key), uniques.  KEY may be NULL.
 */
struct hash {
  _Alignas (64) unsigned char state[384];
};
void hash_start (struct hash *, const unsigned char key[KEY_SIZE]);
void hash_add (struct hash *, const void *from, size_t len);
void hash_end (struct hash *, unsigned char to[HASH_SIZE]);
void hash_of (const void *from, size_t len, unsigned char to[HASH_SIZE]);
/* hash_of for COUNT texts; several at a time where the processor can. */
void hash_each (const struct slice *texts, size_t count,
                unsigned char (*to)[HASH_SIZE]);

/* The same with a key, which is hashed once for all texts. */
struct hash_key {
  unsigned char key[KEY_SIZE];
  uint64_t state[8]; /* behind the key, where several are hashed at a time    */
};
void hash_key_make (const unsigned char key[KEY_SIZE], struct hash_key *);
void hash_each_keyed (const struct hash_key *, const struct slice *texts,
                      size_t count, unsigned char (*to)[HASH_SIZE]);

/* SHA-256: batches. */
void sha256_of (const void *from, size_t len, unsigned char to[HASH_SIZE]);

void random_bytes (void *to, size_t len);

#endif
