/* find.c - the index of words: opened, read, changed. */

#include "store/find-index.h"

#include "base/language.h"
#include "store/inside.h"

/* ---- keys ------------------------------------------------------------- */

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

struct slice
find_dictionary_key (struct bytes *key, struct slice term)
{
  bytes_clear (key);
  put_u8 (key, ROW_DICTIONARY);
  bytes_add (key, term.at, term.len);
  return (struct slice){ key->at, key->len };
}

enum outcome
find_damaged (struct error *e)
{
  return fail (e, ERR_DAMAGED, 0,
               _ ("The index of words is damaged: run 'hoso verify'"));
}

enum outcome
find_container (struct store *store, uint32_t chunk, struct slice term,
                struct bits *bits, bool *absent, struct error *e)
{
  SCOPED_BYTES key = { 0 };
  SCOPED_BYTES value = { 0 };
  enum outcome outcome =
    table_get (store, T_FIND, find_key (&key, chunk, term), &value, e);

  *absent = outcome == ERR_ABSENT;
  if (*absent)
    return OK;
  if (outcome == OK && !container_add (bytes_slice (&value), bits))
    return find_damaged (e);
  return outcome;
}

/* ---- opening ---------------------------------------------------------- */

static enum outcome
read_dictionary (struct walk *walk, struct dictionary *dictionary,
                 struct error *e)
{
  static const unsigned char first[] = { ROW_DICTIONARY };
  enum outcome outcome =
    walk_first (walk, (struct slice){ first, sizeof first }, e);

  while (outcome == OK && walk->key.at[0] == ROW_DICTIONARY) {
    struct slice term = slice_of (walk->key.at + 1, walk->key.len - 1);

    outcome = known_read (walk->value, dictionary, term) ? walk_next (walk, e)
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
  pieces_free (&find->pieces);
  pending_free (&find->pending);
  pending_free (&find->round);
  free (find->order);
  free (find);
}

/* ---- changing --------------------------------------------------------- */

/* Gathers what only OLD has and what only NOW has; both are sorted. */
static void
gather (struct pending *pending, uint32_t ordinal, struct terms old,
        struct terms now)
{
  size_t o = 0, n = 0;

  while (o < old.count || n < now.count) {
    int order = o == old.count   ? 1
                : n == now.count ? -1
                                 : term_compare (old.at[o], now.at[n]);

    if (order < 0)
      pending_add (pending, pending_term (pending, old.at[o]), ordinal, true);
    else if (order > 0)
      pending_add (pending, pending_term (pending, now.at[n]), ordinal, false);
    o += order <= 0;
    n += order >= 0;
  }
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
  struct arena *arena;

  (void) store;
  if (ordinal / CHUNK > UINT16_MAX)
    return fail (e, ERR_SYSTEM, 0,
                 _ ("The index of words is full: it holds 1,048,576,000 "
                    "records"));
  if (old == NULL && now != NULL) {
    pieces_add (&find->pieces, &find->pending, ordinal, now);
    return OK;
  }
  arena = arena_new ();
  gather (&find->pending, ordinal, terms_of (old, arena),
          terms_of (now, arena));
  arena_free (arena);
  return OK;
}
