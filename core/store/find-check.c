/* find-check.c - whether the index holds what the records have. */

#include "store/find-bucket.h"
#include "store/find-index.h"
#include "store/inside.h"

#include <string.h>

/* Room of the caller's key, as in struct verify. */
enum { VERIFY_KEY_MOST = 280 };

static enum outcome
holds (struct store *store, uint32_t ordinal, struct slice term, bool *held,
       struct error *e)
{
  struct bits bits = { 0 };
  struct bucket bucket;
  enum outcome outcome;
  bool absent;

  if (term_bucket (term, &bucket))
    return bucket_has (store, bucket, ordinal, held, e);
  outcome = find_container (store, ordinal / CHUNK, term, &bits, &absent, e);
  *held = bits_have (&bits, ordinal % CHUNK);
  return outcome;
}

/* What waits yet, on a full disk, counts more than what is written. */
enum outcome
find_holds (struct find *find, struct store *store, uint32_t ordinal,
            const struct find_entry *entry, bool *held, struct error *e)
{
  struct arena *arena = arena_new ();
  struct terms terms = find_terms (entry, arena);
  enum outcome outcome = find_settle (find, store, e);

  *held = true;
  for (size_t i = 0; outcome == OK && *held && i < terms.count; i++) {
    outcome = holds (store, ordinal, terms.at[i], held, e);
    pending_tells (&find->round, terms.at[i], ordinal, held);
    pending_tells (&find->pending, terms.at[i], ordinal, held);
  }
  arena_free (arena);
  return outcome;
}

/* Whether the stored dictionary leads to the container of TERM in CHUNK. */
static enum outcome
check_entry (struct store *store, uint32_t chunk, struct slice term,
             struct error *e)
{
  struct dictionary dictionary = { 0 };
  SCOPED_BYTES key = { 0 };
  SCOPED_BYTES value = { 0 };
  enum outcome outcome =
    table_get (store, T_FIND, find_dictionary_key (&key, term), &value, e);
  bool good = outcome == OK
              && known_read (bytes_slice (&value), &dictionary, term)
              && known_in (dictionary.at, chunk);

  dictionary_free (&dictionary);
  return outcome == ERR_ABSENT || (outcome == OK && !good) ? find_damaged (e)
                                                           : outcome;
}

static enum outcome
count_row (struct store *store, const struct walk *walk, uint64_t *postings,
           struct error *e)
{
  SCOPED_BLOCK block = { 0 };
  struct bits bits = { 0 };
  struct slice term;
  uint32_t chunk;

  if (walk->key.at[0] == ROW_BLOCK) {
    if (!block_read (walk->value, 0, &block))
      return find_damaged (e);
    *postings += block.count;
    return OK;
  }
  if (!find_key_read (walk->key, &chunk, &term)
      || !container_add (walk->value, &bits))
    return find_damaged (e);
  *postings += bits_count (&bits);
  return check_entry (store, chunk, term, e);
}

enum outcome
find_count (struct store *store, unsigned char *key, uint16_t *key_len,
            unsigned steps, uint64_t *postings, bool *done, struct error *e)
{
  struct walk walk;
  enum outcome outcome = walk_open (store, T_FIND, &walk, e);

  if (outcome != OK)
    return outcome;
  outcome = walk_first (&walk, slice_of (key, *key_len), e);
  while (outcome == OK && walk.key.at[0] < ROW_DICTIONARY && steps-- > 0) {
    outcome = count_row (store, &walk, postings, e);
    if (outcome == OK)
      outcome = walk_next (&walk, e);
  }
  *done = outcome == ERR_ABSENT
          || (outcome == OK && walk.key.at[0] >= ROW_DICTIONARY);
  if (outcome == OK && !*done && walk.key.len <= VERIFY_KEY_MOST) {
    memcpy (key, walk.key.at, walk.key.len);
    *key_len = (uint16_t) walk.key.len;
  }
  walk_close (&walk);
  return outcome == ERR_ABSENT ? OK : outcome;
}
