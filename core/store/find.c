/* find.c - the index of words: opened, changed, counted. */

#include "store/find-index.h"

#include "base/language.h"
#include "store/find-bucket.h"
#include "store/find-container.h"
#include "store/table.h"

#include <string.h>

enum { ROW_CHUNK = 0, ROW_DICTIONARY = 3 }; /* first byte of the key */

/* ---- keys
 * ---------------------------------------------------------------------- */

struct slice
find_key (struct bytes *key, uint32_t chunk, struct slice term)
{
  bytes_clear (key);
  put_u8 (key, ROW_CHUNK);
  put_be16 (key, (uint16_t) chunk);
  bytes_add (key, term.at, term.len);
  return (struct slice){ key->at, key->len };
}

bool
find_key_read (struct slice key, uint32_t *chunk, struct slice *term)
{
  struct reader r = reader_of (key.at, key.len);
  bool is_chunk = take_u8 (&r) == ROW_CHUNK;

  *chunk = take_be16 (&r);
  *term = take (&r, r.left);
  return is_chunk && !r.bad;
}

static struct slice
dictionary_key (struct bytes *key, struct slice term)
{
  bytes_clear (key);
  put_u8 (key, ROW_DICTIONARY);
  bytes_add (key, term.at, term.len);
  return (struct slice){ key->at, key->len };
}

static bool
is_bucket (struct slice term, struct bucket *bucket)
{
  struct reader r = reader_of (term.at, term.len);

  if (take_u8 (&r) != FIELD_BUCKET)
    return false;
  bucket->number = take_be16 (&r);
  bucket->rest = take_be16 (&r);
  return true;
}

enum outcome
find_damaged (struct error *e)
{
  return fail (e, ERR_DAMAGED, 0,
               _ ("The index of words is damaged: run 'hoso verify'"));
}

/* ---- opening
 * ------------------------------------------------------------------- */

static enum outcome
read_dictionary (struct walk *walk, struct dictionary *dictionary,
                 struct error *e)
{
  static const unsigned char first[] = { ROW_DICTIONARY };
  enum outcome outcome =
    walk_first (walk, (struct slice){ first, sizeof first }, e);

  while (outcome == OK && walk->key.at[0] == ROW_DICTIONARY) {
    struct slice term = { walk->key.at + 1, walk->key.len - 1 };

    outcome = entry_read (walk->value, dictionary, term) ? walk_next (walk, e)
                                                         : find_damaged (e);
  }
  return outcome == ERR_ABSENT ? OK : outcome;
}

enum outcome
find_open (struct store *store, struct find **find, struct error *e)
{
  struct find *opened = bytes_must (sizeof *opened);
  struct walk walk;
  enum outcome outcome;

  *opened = (struct find){ 0 };
  outcome = walk_open (store, T_FIND, &walk, e);
  if (outcome == OK) {
    outcome = read_dictionary (&walk, &opened->dictionary, e);
    walk_close (&walk);
  }
  if (outcome == OK)
    *find = opened;
  else
    find_close (opened);
  return outcome;
}

void
find_close (struct find *find)
{
  if (find == NULL)
    return;
  dictionary_free (&find->dictionary);
  free (find);
}

/* ---- changing
 * ------------------------------------------------------------------ */

struct change_at_hand {
  struct find *find;
  struct store *store;
  uint32_t ordinal;
  struct bytes key, value;
};

/* Adds the container of TERM to BITS; *NEW when there is none. */
static enum outcome
read_container (struct change_at_hand *c, struct slice term, struct bits *bits,
                bool *new, struct error *e)
{
  struct slice key = find_key (&c->key, c->ordinal / CHUNK, term);
  enum outcome outcome;

  bytes_clear (&c->value);
  outcome = table_get (c->store, T_FIND, key, &c->value, e);
  *new = outcome == ERR_ABSENT;
  if (*new)
    return OK;
  if (outcome == OK
      && !container_add ((struct slice){ c->value.at, c->value.len }, bits))
    return find_damaged (e);
  return outcome;
}

static enum outcome
write_container (struct change_at_hand *c, struct slice term,
                 const struct bits *bits, struct error *e)
{
  struct slice key = find_key (&c->key, c->ordinal / CHUNK, term);

  bytes_clear (&c->value);
  container_put (bits, &c->value);
  if (c->value.len == 0)
    return table_drop (c->store, T_FIND, key, e);
  return table_put (c->store, T_FIND, key,
                    (struct slice){ c->value.at, c->value.len }, e);
}

/* The row is written whenever a container is made, not when memory learns of
 * the chunk: memory may know it from a transaction that was aborted.
 */
static enum outcome
write_entry (struct change_at_hand *c, struct slice term, bool new,
             struct error *e)
{
  struct dictionary *dictionary = &c->find->dictionary;
  struct entry *entry = dictionary_make (dictionary, term);

  entry->records++;
  if (!new)
    return OK;
  entry_add_chunk (dictionary, entry, c->ordinal / CHUNK);
  bytes_clear (&c->value);
  entry_put (entry, &c->value);
  return table_put (c->store, T_FIND, dictionary_key (&c->key, term),
                    (struct slice){ c->value.at, c->value.len }, e);
}

static enum outcome
add (struct change_at_hand *c, struct slice term, struct error *e)
{
  struct bits bits = { 0 };
  struct bucket bucket;
  enum outcome outcome;
  bool new;

  if (is_bucket (term, &bucket))
    return bucket_add (c->store, bucket, c->ordinal, e);
  outcome = read_container (c, term, &bits, &new, e);
  if (outcome != OK || bits_have (&bits, c->ordinal % CHUNK))
    return outcome;
  bits_add (&bits, c->ordinal % CHUNK);
  outcome = write_container (c, term, &bits, e);
  return outcome != OK ? outcome : write_entry (c, term, new, e);
}

static enum outcome
drop (struct change_at_hand *c, struct slice term, struct error *e)
{
  struct bits bits = { 0 };
  struct bucket bucket;
  struct entry *entry;
  enum outcome outcome;
  bool new;

  if (is_bucket (term, &bucket))
    return bucket_drop (c->store, bucket, c->ordinal, e);
  outcome = read_container (c, term, &bits, &new, e);
  if (outcome != OK || !bits_have (&bits, c->ordinal % CHUNK))
    return outcome;
  entry = dictionary_entry (&c->find->dictionary, term);
  if (entry != NULL && entry->records > 0)
    entry->records--;
  bits_drop (&bits, c->ordinal % CHUNK);
  return write_container (c, term, &bits, e);
}

/* Drops what only OLD has, adds what only NOW has; both are sorted. */
static enum outcome
change_terms (struct change_at_hand *c, struct terms old, struct terms now,
              struct error *e)
{
  enum outcome outcome = OK;
  size_t o = 0, n = 0;

  while (outcome == OK && (o < old.count || n < now.count)) {
    int order = o == old.count   ? 1
                : n == now.count ? -1
                                 : term_compare (old.at[o], now.at[n]);

    if (order < 0)
      outcome = drop (c, old.at[o], e);
    else if (order > 0)
      outcome = add (c, now.at[n], e);
    o += order <= 0;
    n += order >= 0;
  }
  return outcome;
}

static struct terms
terms_of (const struct find_entry *entry, struct arena *arena)
{
  return entry != NULL ? find_terms (entry, arena) : (struct terms){ 0 };
}

enum outcome
find_change (struct find *find, struct store *store, uint32_t ordinal,
             const struct find_entry *old, const struct find_entry *now,
             struct error *e)
{
  struct change_at_hand c = { find, store, ordinal, { 0 }, { 0 } };
  struct arena *arena = arena_new ();
  enum outcome outcome;

  if (ordinal / CHUNK > UINT16_MAX)
    outcome = fail (e, ERR_SYSTEM, 0,
                    _ ("The index of words is full: it holds 1,048,576,000 "
                       "records"));
  else
    outcome =
      change_terms (&c, terms_of (old, arena), terms_of (now, arena), e);
  bytes_free (&c.key);
  bytes_free (&c.value);
  arena_free (arena);
  return outcome;
}

/* ---- checking
 * ------------------------------------------------------------------ */

static enum outcome
holds (struct change_at_hand *c, struct slice term, bool *held, struct error *e)
{
  struct bits bits = { 0 };
  struct bucket bucket;
  enum outcome outcome;
  bool new;

  if (is_bucket (term, &bucket))
    return bucket_has (c->store, bucket, c->ordinal, held, e);
  outcome = read_container (c, term, &bits, &new, e);
  *held = bits_have (&bits, c->ordinal % CHUNK);
  return outcome;
}

enum outcome
find_holds (struct find *find, struct store *store, uint32_t ordinal,
            const struct find_entry *entry, bool *held, struct error *e)
{
  struct change_at_hand c = { find, store, ordinal, { 0 }, { 0 } };
  struct arena *arena = arena_new ();
  struct terms terms = find_terms (entry, arena);
  enum outcome outcome = OK;

  *held = true;
  for (size_t i = 0; outcome == OK && *held && i < terms.count; i++)
    outcome = holds (&c, terms.at[i], held, e);
  bytes_free (&c.key);
  bytes_free (&c.value);
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
    table_get (store, T_FIND, dictionary_key (&key, term), &value, e);
  bool good =
    outcome == OK
    && entry_read ((struct slice){ value.at, value.len }, &dictionary, term)
    && entry_in (dictionary.at, chunk);

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
  outcome = walk_first (&walk, (struct slice){ key, *key_len }, e);
  while (outcome == OK && walk.key.at[0] < ROW_DICTIONARY && steps-- > 0) {
    outcome = count_row (store, &walk, postings, e);
    if (outcome == OK)
      outcome = walk_next (&walk, e);
  }
  *done = outcome == ERR_ABSENT
          || (outcome == OK && walk.key.at[0] >= ROW_DICTIONARY);
  if (outcome == OK && !*done && walk.key.len <= FIND_KEY_MOST) {
    memcpy (key, walk.key.at, walk.key.len);
    *key_len = (uint16_t) walk.key.len;
  }
  walk_close (&walk);
  return outcome == ERR_ABSENT ? OK : outcome;
}
