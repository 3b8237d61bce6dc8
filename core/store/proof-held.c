/* proof-held.c - what the tables hold, taken away from what is asked for. */

#include "store/proof.h"

#include "store/find-bucket.h"
#include "store/find-index.h"

/* ---- entries of records and indexes -------------------------------------- */

/* The record that an entry is of; 0 when it names none. */
static uint32_t
owner (enum table t, struct slice key, struct slice value)
{
  struct reader r = reader_of (value.at, value.len);

  return t == T_ID || t == T_CODE ? take_u32 (&r) : key_end (key);
}

/* Records that came after the proof began are left alone. */
static bool
is_ours (struct proof *p, uint32_t ordinal)
{
  if (ordinal != 0 && ordinal <= p->records)
    return true;
  p->part.stray |= ordinal == 0 || ordinal > p->store->last.counts.records;
  return false;
}

static void
take_away (struct proof *p, uint32_t ordinal, uint64_t n)
{
  if (is_ours (p, ordinal))
    p->part.groups[ordinal / GROUP] -= n;
}

/* The seq that a row begins with; what saves did meanwhile is looked at
 * exactly.
 */
static void
note_latest (struct proof *p, uint32_t ordinal, struct slice value)
{
  struct reader r = reader_of (value.at, value.len);
  uint64_t seq = take_u64 (&r);

  p->part.records++;
  if (ordinal == 0 || ordinal > p->records)
    return;
  p->latest[ordinal] = seq <= UINT32_MAX ? (uint32_t) seq : 0;
}

/* ---- words ----------------------------------------------------------------
 */

/* Takes away TERM of the records of CHUNK that a stored container has. */
static bool
take_steps (struct proof *p, uint32_t chunk, struct steps steps, uint64_t term)
{
  unsigned place = steps_next (&steps);

  for (; place < CHUNK; place = steps_next (&steps)) {
    uint32_t ordinal = chunk * CHUNK + place;

    p->part.postings++;
    take_away (p, ordinal, term * proof_record (p, ordinal));
  }
  return place == CHUNK;
}

/* The same of those from FIRST on that are as BITS say, at once. */
static void
take_group (struct proof *p, uint32_t first, uint64_t bits, uint64_t term)
{
  uint64_t sum = 0;

  for (; bits != 0; bits &= bits - 1) {
    uint32_t ordinal = first + (uint32_t) __builtin_ctzll (bits);

    p->part.postings++;
    if (is_ours (p, ordinal))
      sum += proof_record (p, ordinal);
  }
  if (first <= p->records)
    p->part.groups[first / GROUP] -= term * sum;
}

static bool
take_bits (struct proof *p, uint32_t chunk, struct slice value, uint64_t term)
{
  struct bits bits = { 0 };

  if (!container_add (value, &bits))
    return false;
  for (uint32_t i = 0; i < CHUNK_GROUPS; i++)
    if (bits.at[i] != 0)
      take_group (p, chunk * CHUNK + i * GROUP, bits.at[i], term);
  return true;
}

/* Remembers that CHUNK has TERM, which the dictionary must know. */
static void
need (struct proof *p, struct slice term, uint32_t chunk, uint64_t *chunks)
{
  const struct dictionary *d = &p->store->words->dictionary;
  size_t place = dictionary_place (d, term);

  if (place < p->n_terms && place < d->count && chunk / 64 < p->term_words
      && term_compare (d->at[place].term, term) == 0)
    chunks[place * p->term_words + chunk / 64] |= UINT64_C (1) << chunk % 64;
  else
    p->part.torn_words = true;
}

static void
held_container (struct proof *p, struct slice key, struct slice value)
{
  struct steps steps;
  struct slice term;
  uint32_t chunk;
  uint64_t hash;
  bool good = find_key_read (key, &chunk, &term);

  if (good) {
    hash = proof_hash (p, term.at, term.len);
    good = container_steps (value, &steps) ? take_steps (p, chunk, steps, hash)
                                           : take_bits (p, chunk, value, hash);
    need (p, term, chunk, p->needed);
  }
  p->part.torn_words |= !good;
}

static void
held_block (struct proof *p, struct slice key, struct slice value)
{
  struct reader r = reader_of (key.at, key.len);
  SCOPED_BLOCK block = { 0 };
  uint16_t number;
  uint32_t first;

  take_u8 (&r);
  number = take_be16 (&r);
  first = ~take_be32 (&r);
  if (r.bad || r.left > 0 || !block_read (value, first, &block)
      || block.count == 0) {
    p->part.torn_words = true;
    return;
  }
  p->part.postings += block.count;
  for (size_t i = 0; i < block.count; i++)
    take_away (p, block.at[i].ordinal,
               proof_record (p, block.at[i].ordinal)
                 * proof_bucket (p, number, block.at[i].rest));
}

/* What the dictionary says of its term. */
static void
held_known (struct proof *p, struct slice key, struct slice value)
{
  struct slice term = slice_of (key.at + 1, key.len - 1);
  struct reader r = reader_of (value.at, value.len);

  take_u32 (&r);
  for (uint32_t chunk = 0; r.left >= 8; chunk += 64)
    for (uint64_t left = take_u64 (&r); left != 0; left &= left - 1)
      need (p, term, chunk + (uint32_t) __builtin_ctzll (left), p->had);
  p->part.torn_words |= r.bad || r.left > 0;
}

/* Room for what the dictionary should say, as it is now. */
static void
words_begin (struct proof *p)
{
  const struct dictionary *d = &p->store->words->dictionary;
  size_t count;

  free (p->needed);
  free (p->had);
  p->n_terms = d->count;
  p->term_words = d->groups;
  count = p->n_terms * p->term_words + 1;
  p->needed = bytes_must (count * sizeof *p->needed);
  p->had = bytes_must (count * sizeof *p->had);
  memset (p->needed, 0, count * sizeof *p->needed);
  memset (p->had, 0, count * sizeof *p->had);
}

static void
words_end (struct proof *p)
{
  for (size_t i = 0; i < p->n_terms * p->term_words; i++)
    p->part.torn_words |= (p->needed[i] & ~p->had[i]) != 0;
}

static void
held_word (struct proof *p, struct slice key, struct slice value)
{
  static void (*const kinds[]) (struct proof *, struct slice, struct slice) = {
    [ROW_CHUNK] = held_container,
    [ROW_BLOCK] = held_block,
    [ROW_DICTIONARY] = held_known,
  };

  if (key.len > 0 && key.at[0] < sizeof kinds / sizeof *kinds
      && kinds[key.at[0]] != NULL)
    kinds[key.at[0]](p, key, value);
  else
    p->part.torn_words = true;
}

/* ---- all ------------------------------------------------------------------
 */

void
proof_held_begin (struct proof *p, enum table t)
{
  proof_again (p);
  if (t == T_FIND)
    words_begin (p);
  if (t == T_RECORDS)
    memset (p->latest, 0, ((size_t) p->records + 1) * sizeof *p->latest);
}

void
proof_held (struct proof *p, enum table t, struct slice key, struct slice value)
{
  uint32_t ordinal;

  if (t == T_FIND) {
    held_word (p, key, value);
    return;
  }
  ordinal = owner (t, key, value);
  if (t == T_RECORDS)
    note_latest (p, ordinal, value);
  take_away (p, ordinal,
             proof_entry (p, t, key, proof_hash (p, value.at, value.len)));
}

void
proof_held_end (struct proof *p, enum table t)
{
  if (t == T_FIND)
    words_end (p);
}
