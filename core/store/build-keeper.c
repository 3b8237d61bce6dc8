/* build-keeper.c - the tables of a store that is being built, as store_save
 * and the rest see them.
 */

#include "store/build.h"

#include "store/inside.h"

#include "base/language.h"

#include <stdlib.h>

enum { PERSON_SIZE = 5, UNIQUE_SIZE = 11 }; /* of keys, before the ordinal */

static enum outcome
cannot (enum table t, struct error *e)
{
  return fail (e, ERR_INPUT, 0, _ ("%s cannot do this while it is built"),
               table_name (t));
}

static bool
is_small (enum table t)
{
  return t == T_CATALOG || t == T_OFFICERS || t == T_COUNTERS;
}

/* ---- getting ----------------------------------------------------------- */

/* Reads the row of a record, for a set may be wrong. */
static bool
read_row (struct store *s, uint32_t ordinal, struct row *row)
{
  return store_row (s, ordinal, row, &s->build->hold, NULL) == OK;
}

static bool
has_id (const struct row *row, struct slice key)
{
  return slices_equal (slice_of (row->id, ID_SIZE), key);
}

static bool
has_code (const struct row *row, struct slice key)
{
  struct key k = code_key (&row->head.code);

  return slices_equal (key_slice (&k), key);
}

/* The record among SET that HAS the key, as the index has it. */
static enum outcome
get_ordinal (struct store *s, const struct set *set, struct slice key,
             bool (*has) (const struct row *, struct slice key),
             struct bytes *value)
{
  struct found found;
  struct row row;

  for (uint32_t i = set_find (set, key, &found); i != 0;
       i = set_next (set, &found)) {
    if (!read_row (s, i, &row) || !has (&row, key))
      continue;
    if (value != NULL)
      put_u32 (value, i);
    return OK;
  }
  return ERR_ABSENT;
}

/* Codes that are given in their order are nobody's yet: they are gathered only
 * once somebody brings one.
 */
static void
gather_codes (struct store *s)
{
  struct build *b = s->build;
  struct row row;

  for (uint32_t i = 1; !b->coded && i <= s->last.counts.records; i++)
    if (read_row (s, i, &row)) {
      struct key k = code_key (&row.head.code);

      set_add (&b->codes, key_slice (&k), i);
    }
  b->coded = true;
}

static enum outcome
get_small (const struct map *map, struct slice key, struct bytes *value)
{
  const struct pair_held *pair = map_find (map, key);

  if (pair == NULL)
    return ERR_ABSENT;
  if (value != NULL)
    bytes_add (value, pair->value.at, pair->value.len);
  return OK;
}

static enum outcome
build_get (struct store *s, enum table t, struct slice key, struct bytes *value,
           struct error *e)
{
  struct build *b = s->build;
  SCOPED_BYTES unused = { 0 };

  switch (t) {
  case T_CHANGES:
    if (build_log_flush (b->log, e) != OK)
      return ERR_SYSTEM;
    return pages_get (b->pages[t], key, value != NULL ? value : &unused, e);
  case T_RECORDS:
    return pages_get (b->pages[t], key, value != NULL ? value : &unused, e);
  case T_ID: return get_ordinal (s, &b->ids, key, has_id, value);
  case T_CODE:
    gather_codes (s);
    return get_ordinal (s, &b->codes, key, has_code, value);
  default:
    return is_small (t) ? get_small (&b->small[t], key, value) : cannot (t, e);
  }
}

/* ---- putting ----------------------------------------------------------- */

static enum outcome
sort_later (struct build *b, enum table t, struct slice key, struct slice value,
            struct error *e)
{
  bytes_clear (&b->key);
  put_u8 (&b->key, (uint8_t) t);
  bytes_add (&b->key, key.at, key.len);
  return sorter_add (b->sorter, bytes_slice (&b->key), value, e);
}

/* What goes to the sorter after all. */
struct taken_back {
  struct build *build;
  enum table table;
};

static enum outcome
take_back (void *with, struct slice key, struct slice value, struct error *e)
{
  const struct taken_back *t = with;

  return sort_later (t->build, t->table, key, value, e);
}

/* Numbers are given in their order, and who comes later is mostly due later:
 * such entries need no sorting, until one comes that does.
 */
static enum outcome
put_entry (struct build *b, enum table t, struct slice key, struct slice value,
           struct error *e)
{
  enum outcome done = OK;

  if (!b->sorted[t] && pages_follows (b->pages[t], key))
    return pages_add (b->pages[t], key, value, e);
  if (!b->sorted[t])
    done =
      pages_take_back (b->pages[t], take_back, &(struct taken_back){ b, t }, e);
  b->sorted[t] = true;
  return done == OK ? sort_later (b, t, key, value, e) : done;
}

static uint32_t
ordinal_of (struct slice value)
{
  struct reader r = reader_of (value.at, value.len);

  return take_u32 (&r);
}

/* The front of KEY, by which a duplicate is looked for. */
static struct slice
front (struct slice key, size_t len)
{
  return slice_of (key.at, key.len < len ? key.len : len);
}

/* What will be looked up before it is in its table. */
static void
note (struct build *b, enum table t, struct slice key, struct slice value)
{
  switch (t) {
  case T_ID: set_add (&b->ids, key, ordinal_of (value)); break;
  case T_CODE:
    if (b->coded)
      set_add (&b->codes, key, ordinal_of (value));
    break;
  case T_PERSON:
    if (b->looks_persons)
      set_add (&b->persons, front (key, PERSON_SIZE), key_end (key));
    break;
  case T_UNIQUE:
    if (b->looks_uniques)
      set_add (&b->uniques, front (key, UNIQUE_SIZE), key_end (key));
    break;
  default: break;
  }
}

static enum outcome
build_put (struct store *s, enum table t, struct slice key, struct slice value,
           bool add, struct error *e)
{
  struct build *b = s->build;

  (void) add; /* keys of pages are new, or refused */
  switch (t) {
  case T_RECORDS: return pages_add (b->pages[t], key, value, e);
  case T_ID:
  case T_CODE:
  case T_PERSON:
  case T_UNIQUE:
  case T_DUE:
  case T_PROCEDURE:
    note (b, t, key, value);
    return put_entry (b, t, key, value, e);
  default:
    if (!is_small (t))
      return cannot (t, e);
    map_put (&b->small[t], key, value, true);
    return OK;
  }
}

static enum outcome
build_drop (struct store *s, enum table t, struct slice key, struct error *e)
{
  (void) s;
  (void) key;
  return cannot (t, e);
}

/* A set may have too much, and never too little. */
static bool
build_lacks (struct store *s, enum table t, struct slice front)
{
  const struct build *b = s->build;
  struct found found;

  if (t == T_PERSON && b->looks_persons && front.len == PERSON_SIZE)
    return set_find (&b->persons, front, &found) == 0;
  if (t == T_UNIQUE && b->looks_uniques && front.len == UNIQUE_SIZE)
    return set_find (&b->uniques, front, &found) == 0;
  return false;
}

/* ---- walking ----------------------------------------------------------- */

/* Along a small table, or along the records that may have what was asked for:
 * those of an index of uniques or persons, by the front of its keys.
 */
struct built_walk {
  size_t place; /* in the small table */
  struct found found;
  struct bytes key; /* that was asked for, and the record found */
};

static enum outcome
build_walk_open (struct walk *w, struct error *e)
{
  const struct build *b = w->store->build;
  bool known = is_small (w->table) || (w->table == T_PERSON && b->looks_persons)
               || (w->table == T_UNIQUE && b->looks_uniques);

  if (!known)
    return cannot (w->table, e);
  w->built = bytes_must (sizeof *w->built);
  *w->built = (struct built_walk){ .place = 0 };
  return OK;
}

static enum outcome
give_small (struct walk *w)
{
  const struct map *map = &w->store->build->small[w->table];

  if (w->built->place >= map->count)
    return ERR_ABSENT;
  w->key = bytes_slice (&map->at[w->built->place].key);
  w->value = bytes_slice (&map->at[w->built->place].value);
  return OK;
}

/* The key that the index has of the record: what was asked for, its number. */
static enum outcome
give_found (struct walk *w, size_t asked)
{
  struct built_walk *b = w->built;

  if (b->found.ordinal == 0)
    return ERR_ABSENT;
  b->key.len = asked;
  put_be32 (&b->key, b->found.ordinal);
  w->key = bytes_slice (&b->key);
  w->value = slice_of (NULL, 0);
  return OK;
}

static enum outcome
build_walk_step (struct walk *w, struct slice from, enum step how,
                 struct error *e)
{
  const struct build *b = w->store->build;
  const struct set *set = w->table == T_PERSON ? &b->persons : &b->uniques;
  struct built_walk *built = w->built;

  if (how != STEP_NEXT && how != STEP_FIRST)
    return cannot (w->table, e);
  if (is_small (w->table)) {
    built->place = how == STEP_NEXT ? built->place + 1
                                    : map_place (&b->small[w->table], from);
    return give_small (w);
  }
  if (how == STEP_NEXT) {
    set_next (set, &built->found);
    return give_found (w, built->key.len - 4);
  }
  set_find (set, from, &built->found);
  bytes_add (&built->key, from.at, from.len);
  return give_found (w, from.len);
}

static void
build_walk_close (struct walk *w)
{
  if (w->built == NULL)
    return;
  bytes_free (&w->built->key);
  free (w->built);
  w->built = NULL;
}

const struct keeper build_keeper = {
  .get = build_get,
  .put = build_put,
  .drop = build_drop,
  .walk_open = build_walk_open,
  .walk_step = build_walk_step,
  .walk_close = build_walk_close,
  .lacks = build_lacks,
};
