/* find-settle.c - what is pending is written, each row once. */

#include "store/find-bucket.h"
#include "store/find-index.h"
#include "store/inside.h"

/* The postings of one row, from AT on. */
struct run {
  struct find *find;
  struct store *store;
  const struct posting *at;
  size_t count;
};

/* ---- numbers and births ----------------------------------------------- */

static enum outcome
settle_bucket (const struct run *run, struct error *e)
{
  struct pair_change *changes = bytes_must (run->count * sizeof *changes);
  struct bucket bucket = { 0 };
  enum outcome outcome;

  for (size_t i = 0; i < run->count; i++) {
    const struct posting *posting = &run->at[i];

    term_bucket (posting_term (&run->find->pending, posting), &bucket);
    changes[i] =
      (struct pair_change){ { posting->ordinal, bucket.rest }, posting->drop };
  }
  outcome = bucket_change (run->store, bucket.number, changes, run->count, e);
  free (changes);
  return outcome;
}

/* ---- words ------------------------------------------------------------ */

/* Brings BITS up to date; false when there is nothing to do. */
static bool
change_bits (const struct run *run, struct bits *bits, struct known *known)
{
  bool changed = false;

  for (size_t i = 0; i < run->count; i++) {
    const struct posting *posting = &run->at[i];
    unsigned place = posting->ordinal % CHUNK;

    if (bits_have (bits, place) == !posting->drop)
      continue;
    changed = true;
    if (posting->drop) {
      bits_drop (bits, place);
      known->records -= known->records > 0;
    } else {
      bits_add (bits, place);
      known->records++;
    }
  }
  return changed;
}

static enum outcome
write_container (struct store *store, uint32_t chunk, struct slice term,
                 const struct bits *bits, bool absent, struct error *e)
{
  SCOPED_BYTES key = { 0 };
  SCOPED_BYTES value = { 0 };
  struct slice row = find_key (&key, chunk, term);

  container_put (bits, &value);
  if (value.len > 0)
    return table_put (store, T_FIND, row, bytes_slice (&value), e);
  return absent ? OK : table_drop (store, T_FIND, row, e);
}

/* The row is written whenever a container is made, not when memory learns of
 * the chunk: memory may know it from a transaction that was aborted.
 */
static enum outcome
write_known (struct run *run, struct known *known, uint32_t chunk,
             struct error *e)
{
  SCOPED_BYTES key = { 0 };
  SCOPED_BYTES value = { 0 };

  known_add_chunk (&run->find->dictionary, known, chunk);
  known_put (known, &value);
  return table_put (run->store, T_FIND, find_dictionary_key (&key, known->term),
                    bytes_slice (&value), e);
}

static enum outcome
settle_container (struct run *run, struct error *e)
{
  struct slice term = posting_term (&run->find->pending, run->at);
  struct known *known = dictionary_make (&run->find->dictionary, term);
  uint32_t chunk = run->at->ordinal / CHUNK;
  struct bits bits = { 0 };
  enum outcome outcome;
  bool absent;

  outcome = find_container (run->store, chunk, term, &bits, &absent, e);
  if (outcome != OK || !change_bits (run, &bits, known))
    return outcome;
  outcome = write_container (run->store, chunk, term, &bits, absent, e);
  if (outcome == OK && absent)
    outcome = write_known (run, known, chunk, e);
  return outcome;
}

/* ---- all -------------------------------------------------------------- */

enum outcome
find_settle (struct find *find, struct store *store, struct error *e)
{
  struct pending *pending = &find->pending;
  struct run run = { .find = find, .store = store };
  enum outcome outcome = OK;

  pending_sort (pending);
  for (size_t i = 0; outcome == OK && i < pending->count; i += run.count) {
    struct bucket bucket;

    run.at = &pending->at[i];
    run.count = pending_run (pending, i);
    if (term_bucket (posting_term (pending, run.at), &bucket))
      outcome = settle_bucket (&run, e);
    else
      outcome = settle_container (&run, e);
  }
  pending_clear (pending);
  return outcome;
}
