/* find-settle.c - words that wait are written, in rounds, each row of a round
 * once.
 */

#include "store/find-bucket.h"
#include "store/find-index.h"
#include "store/inside.h"

#include <string.h>

/* The postings of one row, from AT on. */
struct run {
  struct find *find;
  struct store *store;
  const struct pending *of; /* sorted */
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

    term_bucket (posting_term (run->of, posting), &bucket);
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
  struct slice term = posting_term (run->of, run->at);
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

/* ---- rounds ------------------------------------------------------------ */

void
find_begin (struct find *find)
{
  struct pending empty = find->round;

  pieces_free (&find->pieces);
  find->round = find->pending;
  find->pending = empty;
  find->written = find->sure = 0;
  pending_sort (&find->round);
}

bool
find_written (const struct find *find)
{
  return find->written == find->round.count;
}

bool
find_waits (const struct find *find)
{
  return find->round.count > 0 || find->pending.kept > 0;
}

size_t
find_gathered (const struct find *find)
{
  return find->pending.kept;
}

void
find_forget (struct find *find)
{
  pending_forget (&find->pending);
  find->written = find->sure;
}

void
find_keep (struct find *find)
{
  pending_keep (&find->pending);
  find->sure = find->written;
  if (find->sure < find->round.count)
    return;
  pending_clear (&find->round);
  find->written = find->sure = 0;
}

static enum outcome
settle_run (struct run *run, struct error *e)
{
  struct bucket bucket;

  if (term_bucket (posting_term (run->of, run->at), &bucket))
    return settle_bucket (run, e);
  return settle_container (run, e);
}

/* Writes about MOST postings of PENDING from place *AT on. */
static enum outcome
settle_runs (struct find *find, struct store *store,
             const struct pending *pending, size_t *at, size_t most,
             struct error *e)
{
  struct run run = { .find = find, .store = store, .of = pending };
  size_t end = most < pending->count - *at ? *at + most : pending->count;
  enum outcome done = OK;

  for (; done == OK && *at < end; *at += run.count) {
    run.at = &pending->at[*at];
    run.count = pending_run (pending, *at);
    done = settle_run (&run, e);
  }
  return done;
}

enum outcome
find_write (struct find *find, struct store *store, size_t most,
            struct error *e)
{
  return settle_runs (find, store, &find->round, &find->written, most, e);
}

/* ---- all of them ----------------------------------------------------------
 */

/* The round at work, or a new one. */
static enum outcome
settle_round (struct find *find, struct store *store, struct error *e)
{
  enum outcome done = store_begin (store, e);

  if (done != OK)
    return done;
  if (find->round.count == 0)
    find_begin (find);
  done = find_write (find, store, SIZE_MAX, e);
  if (done == OK)
    return store_commit (store, e);
  store_abort (store);
  return done;
}

/* Within a transaction, with what it has brought itself.  All of that goes on
 * waiting, for the transaction may be given up.
 */
static enum outcome
settle_here (struct find *find, struct store *store, struct error *e)
{
  struct pending copy = find->pending;
  enum outcome done = find_write (find, store, SIZE_MAX, e);
  size_t at = 0, size = copy.count * sizeof *copy.at;

  copy.at = bytes_must (size + 1);
  if (size > 0)
    memcpy (copy.at, find->pending.at, size);
  pending_sort (&copy);
  if (done == OK)
    done = settle_runs (find, store, &copy, &at, SIZE_MAX, e);
  free (copy.at);
  return done;
}

enum outcome
find_settle (struct find *find, struct store *store, struct error *e)
{
  enum outcome done = OK;

  if (find == NULL)
    return OK;
  if (store->txn != NULL)
    return settle_here (find, store, e);
  while (done == OK && find_waits (find))
    done = settle_round (find, store, e);
  return done == ERR_SYSTEM ? OK : done;
}
