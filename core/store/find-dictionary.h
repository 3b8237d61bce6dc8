/* store/find-dictionary.h - every term of the index in memory, in order, with
 * the chunks that may have it: what is not here need not be read.
 *
 * Both are hints: a chunk may have lost its last record of a term.
 */
#ifndef STORE_FIND_DICTIONARY_H
#define STORE_FIND_DICTIONARY_H

#include "base/arena.h"
#include "base/bytes.h"

struct entry {
  struct slice term;
  uint64_t *chunks;          /* a bit each                                   */
  uint32_t groups;           /* of 64 chunks                                 */
  uint32_t records;          /* about how many have it                       */
};

struct dictionary {
  struct entry *at;
  size_t count, room;
  uint32_t groups;           /* of the entry that has most                   */
  struct arena *arena;       /* terms and chunks                             */
};

void dictionary_free (struct dictionary *);

/* The place of TERM or of the first one after it; and its entry, or NULL. */
size_t dictionary_place (const struct dictionary *, struct slice term);
struct entry *dictionary_entry (const struct dictionary *, struct slice term);

/* The entry of TERM, made when it is new.  Valid until the next one is made. */
struct entry *dictionary_make (struct dictionary *, struct slice term);

bool entry_in (const struct entry *, uint32_t chunk);
void entry_add_chunk (struct dictionary *, struct entry *, uint32_t chunk);

/* The stored row of an entry, and back into a new one; false when VALUE is no
 * such row.
 */
void entry_put (const struct entry *, struct bytes *to);
bool entry_read (struct slice value, struct dictionary *, struct slice term);

#endif
