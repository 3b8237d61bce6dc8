/* store/find-dictionary.h - every term of the index in memory, in order, with
 * the chunks that may have it: what is not here need not be read.
 *
 * Both are hints: a chunk may have lost its last record of a term.
 */
#ifndef STORE_FIND_DICTIONARY_H
#define STORE_FIND_DICTIONARY_H

#include "base/arena.h"
#include "base/bytes.h"

struct known {
  struct slice term;
  uint64_t *chunks;          /* a bit each                                   */
  uint32_t groups;           /* of 64 chunks                                 */
  uint32_t records;          /* about how many have it                       */
};

struct dictionary {
  struct known *at;
  size_t count, room;
  uint32_t groups;           /* of the term that has most                    */
  struct arena *arena;       /* terms and chunks                             */
};

void dictionary_free (struct dictionary *);

/* The place of TERM or of the first one after it; and TERM itself, or NULL. */
size_t dictionary_place (const struct dictionary *, struct slice term);
struct known *dictionary_find (const struct dictionary *, struct slice term);

/* TERM, made known when it is new.  Valid until the next one is made. */
struct known *dictionary_make (struct dictionary *, struct slice term);

bool known_in (const struct known *, uint32_t chunk);
void known_add_chunk (struct dictionary *, struct known *, uint32_t chunk);

/* The stored row of a term, and back into a new one; false when VALUE is no
 * such row.
 */
void known_put (const struct known *, struct bytes *to);
bool known_read (struct slice value, struct dictionary *, struct slice term);

#endif
