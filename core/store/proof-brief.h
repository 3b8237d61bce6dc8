/* store/proof-brief.h - what one record asks for, added to the sums of a proof;
 * private to proof-record.c and the files named here.
 */
#ifndef STORE_PROOF_BRIEF_H
#define STORE_PROOF_BRIEF_H

#include "base/arena.h"
#include "record/record.h"
#include "store/proof-form.h"
#include "store/proof.h"

enum { PERSONS_MOST = 32 };  /* a record with more takes the long way        */

/* A record on the short way: nothing is made of its image. */
struct brief {
  const struct change *change;
  const struct form_uses *form;
  struct image image;
  uint32_t ordinal;
  uint32_t received, due;    /* days; DUE only of a record that is open      */
  struct person_fact persons[PERSONS_MOST];
  size_t n_persons;
  bool good;
};

static inline struct slice
brief_value (const struct brief *b, unsigned field)
{
  return field < b->image.count ? image_value (&b->image, field)
                                : (struct slice){ NULL, 0 };
}

/* ---- sums ---------------------------------------------------------------- */

static inline void
proof_ask (struct proof *p, uint32_t ordinal, uint64_t n)
{
  p->part.groups[ordinal / GROUP] += n;
}

/* An entry of table T whose value has HASH. */
static inline void
proof_ask_entry (struct proof *p, uint32_t ordinal, enum table t,
                 const struct key *key, uint64_t hash)
{
  proof_ask (p, ordinal, proof_entry (p, t, key_slice (key), hash));
}

/* COUNT different terms, whose sum is SUM. */
static inline void
proof_ask_terms (struct proof *p, uint32_t ordinal, uint64_t sum, size_t count)
{
  p->part.words += count;
  proof_ask (p, ordinal, sum * proof_record (p, ordinal));
}

/* The hash of a value of no bytes. */
static inline uint64_t
proof_nothing (const struct proof *p)
{
  return proof_hash (p, "", 0);
}

/* ---- proof-row.c --------------------------------------------------------- */

/* Adds its row and what the indexes hold of its head and its persons; VALUE
 * and TEXT are room to work in.
 */
void proof_row_ask (struct proof *, const struct brief *, struct bytes *value,
                    struct bytes *text);

/* ---- proof-unique.c ------------------------------------------------------ */

struct proof_uniques;

struct proof_uniques *proof_uniques_new (struct proof *);
void proof_uniques_free (struct proof_uniques *);
/* Unique WHICH of its form, which waits to be hashed with others. */
void proof_unique_ask (struct proof_uniques *, const struct brief *,
                       uint8_t which);
void proof_uniques_flush (struct proof_uniques *);

/* ---- proof-long.c -------------------------------------------------------- */

/* Adds all that a record of FORM asks for, by making it; false as
 * proof_record_ask.  VALUE is room to work in.
 */
bool proof_long_ask (struct proof *, const struct change *, const struct form *,
                     struct arena *, struct bytes *value);

#endif
