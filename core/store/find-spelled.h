/* store/find-spelled.h - terms that are held once each and known by number;
 * private to the index of words.
 */
#ifndef STORE_FIND_SPELLED_H
#define STORE_FIND_SPELLED_H

#include "base/arena.h"
#include "base/bytes.h"

struct spelled {
  struct slice text;
  uint32_t hash, count;      /* how many have it: its user counts            */
  uint32_t last;             /* the record that got it last                  */
  uint32_t from;             /* where those that have it begin, once sorted  */
};

struct spelling {
  struct spelled *at;        /* by number                                    */
  size_t count, room;
  uint32_t *slots;           /* by hash: number + 1; half of them are free   */
  size_t n_slots;
  struct arena *arena;       /* of the texts                                 */
};

/* The number of TERM, from 0 on; good until the spelling is cleared. */
uint32_t spell (struct spelling *, struct slice term);

/* Whether TERM has a number, and which. */
bool spell_known (const struct spelling *, struct slice term, uint32_t *);

/* Forgets all terms; room stays for as many. */
void spelling_clear (struct spelling *);
void spelling_free (struct spelling *);

/* Of bytes, for tables in memory. */
uint32_t spelling_hash (struct slice, uint64_t seed);

#endif
