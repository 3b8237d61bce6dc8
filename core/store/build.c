/* build.c - a store whose tables are being written offline: begun, ended, put
 * in the place of an empty one.
 */

#include "store/build.h"

#include "store/inside.h"

#include "base/file.h"
#include "base/language.h"

#include <stdlib.h>
#include <unistd.h>

/* Of the sorter: a million births make some 120 runs. */
enum { SORT_MEMORY = 3 << 20 };

static const enum table copied[] = { T_CATALOG, T_OFFICERS, T_COUNTERS };

void
build_free (struct build *b)
{
  if (b == NULL)
    return;
  build_log_free (b->log);
  build_words_free (b->words);
  sorter_free (b->sorter);
  for (enum table t = 0; t < TABLES; t++) {
    pages_drop (b->pages[t]);
    map_free (&b->small[t]);
  }
  set_free (&b->ids);
  set_free (&b->codes);
  set_free (&b->persons);
  set_free (&b->uniques);
  bytes_free (&b->key);
  bytes_free (&b->hold);
  free (b);
}

/* ---- beginning --------------------------------------------------------- */

static enum outcome
copy_small (struct store *from, struct build *b, enum table t, struct error *e)
{
  struct walk w;
  enum outcome at = walk_open (from, t, &w, e);

  if (at == OK)
    at = walk_first (&w, slice_of (NULL, 0), e);
  while (at == OK) {
    map_put (&b->small[t], w.key, w.value, false);
    at = walk_next (&w, e);
  }
  walk_close (&w);
  return at == ERR_ABSENT ? OK : at;
}

/* Where records are amended in place and entries come in between, pages keep
 * some room.
 */
static unsigned
fill_of (enum table t)
{
  return t == T_CHANGES || t == T_PROCEDURE ? PAGES_FULL : PAGES_ROOMY;
}

static enum outcome
make_file (const struct store *s, struct build *b, enum table t,
           struct error *e)
{
  char file[TABLE_FILE], path[4096];
  enum outcome done;

  table_file_of (t, b->generation, file);
  done = file_join (path, sizeof path, s->dir, file, e);
  if (done != OK)
    return done;
  unlink (path);
  done = pages_make (path, s->mode, !table_proven (t), e);
  return done == OK ? pages_open (&b->pages[t], path, fill_of (t), e) : done;
}

/* What the uniques of the procedure's forms will look for. */
static void
look_ahead (struct store *s, uint16_t procedure, struct build *b)
{
  const struct form *form;
  uint16_t last = store_last_revision (s, procedure);

  for (uint16_t r = 1; r <= last; r++) {
    if (store_form (s, procedure, r, &form, NULL) != OK)
      continue;
    for (size_t i = 0; i < form->n_uniques; i++)
      if (unique_is_personal (form, &form->uniques[i]))
        b->looks_persons = true;
      else
        b->looks_uniques = true;
  }
}

static enum outcome
begin (struct store *parent, struct build *b, struct error *e)
{
  enum outcome done = OK;

  b->generation = generation_next (parent);
  b->officers = parent->last.officers;
  for (size_t i = 0; done == OK && i < sizeof copied / sizeof *copied; i++)
    done = copy_small (parent, b, copied[i], e);
  for (enum table t = 0; done == OK && t < TABLES_BUILT; t++)
    done = make_file (parent, b, t, e);
  if (done != OK)
    return done;
  b->sorter = sorter_new (parent->dir, SORT_MEMORY);
  b->words = build_words_new (b->pages[T_FIND], b->sorter, T_FIND);
  return OK;
}

/* S learns what the site knows already: counters, forms, officers. */
static enum outcome
learn (struct store *s, struct error *e)
{
  enum outcome done = counters_read (s, e);

  if (done == OK)
    done = catalog_open (s, e);
  if (done == OK)
    done = officers_open (s, e);
  if (done == OK && s->last.counts.changes != 0)
    done = fail (e, ERR_BUSY, 0, _ ("the site has changes already"));
  return done;
}

enum outcome
store_build (struct store *parent, uint16_t procedure, struct store **to,
             struct error *e)
{
  struct build *b = bytes_must (sizeof *b);
  struct store *s = store_new_like (parent);
  enum outcome done;

  *b = (struct build){ .generation = 0 };
  s->keeper = &build_keeper;
  s->build = b;
  done = begin (parent, b, e);
  if (done == OK) {
    b->log = build_log_new (b->pages[T_CHANGES], s->last.counts.chain);
    done = learn (s, e);
  }
  if (done == OK)
    look_ahead (s, procedure, b);
  *to = done == OK ? s : NULL;
  if (done != OK) {
    store_build_free (s);
    generations_tidy (parent);
  }
  return done;
}

void
store_build_free (struct store *s)
{
  if (s == NULL)
    return;
  officers_close (s);
  catalog_close (s);
  build_free (s->build);
  store_free (s);
}

void
store_forked (struct store *parent)
{
  close (parent->lock);
}

void
store_build_forget (struct store *parent)
{
  generations_tidy (parent);
}

/* ---- ending ------------------------------------------------------------ */

/* Hands over what the sorter has, table after table. */
static enum outcome
write_sorted (struct build *b, void (*alive) (void *with), void *with,
              struct error *e)
{
  enum { PAIRS = 1 << 16 }; /* between signs of life */
  enum outcome done = sorter_sort (b->sorter, e);
  struct slice key, value;

  for (size_t i = 1; done == OK; i++) {
    enum table t;

    if (i % PAIRS == 0)
      alive (with);

    done = sorter_next (b->sorter, &key, &value, e);
    if (done != OK)
      break;
    t = key.at[0];
    key = slice_of (key.at + 1, key.len - 1);
    done = t == T_FIND ? build_words_later (b->words, key, value, e)
                       : pages_add (b->pages[t], key, value, e);
  }
  if (done == ERR_ABSENT)
    done =
      build_words_later (b->words, slice_of (NULL, 0), slice_of (NULL, 0), e);
  return done;
}

static enum outcome
close_files (struct build *b, void (*alive) (void *with), void *with,
             struct error *e)
{
  enum outcome done = OK;

  for (enum table t = 0; t < TABLES_BUILT; t++) {
    if (done == OK)
      done = pages_close (b->pages[t], e);
    else
      pages_drop (b->pages[t]);
    b->pages[t] = NULL;
    alive (with);
  }
  return done;
}

/* u32 generation, u32 officers before, then rows: u8 table, key and value as
 * blocks.
 */
static void
put_result (const struct build *b, struct bytes *to)
{
  put_u32 (to, b->generation);
  put_u32 (to, b->officers);
  for (enum table t = 0; t < TABLES; t++)
    for (size_t i = 0; i < b->small[t].count; i++) {
      const struct pair_held *pair = &b->small[t].at[i];

      if (!pair->changed)
        continue;
      put_u8 (to, (uint8_t) t);
      put_block (to, pair->key.at, pair->key.len);
      put_block (to, pair->value.at, pair->value.len);
    }
}

enum outcome
store_build_end (struct store *s, void (*alive) (void *with), void *with,
                 struct bytes *result, struct error *e)
{
  struct build *b = s->build;
  enum outcome done = build_log_flush (b->log, e);

  if (done == OK)
    done = counters_write (s, e);
  if (done == OK)
    done = counter_set_settled (s, s->last.counts.changes, e);

  set_free (&b->ids);
  set_free (&b->codes);
  set_free (&b->persons);
  set_free (&b->uniques);
  if (done == OK)
    done = counter_set_derived (s, DERIVED, e);
  if (done == OK)
    done = build_words_end (b->words, e);
  if (done == OK)
    done = write_sorted (b, alive, with, e);
  if (done == OK)
    done = close_files (b, alive, with, e);
  if (done == OK)
    put_result (b, result);
  return done;
}

/* ---- adopting ---------------------------------------------------------- */

static enum outcome
take_rows (struct reader *r, struct table_row **rows, size_t *count,
           struct error *e)
{
  size_t room = 0;

  *rows = NULL;
  *count = 0;
  while (r->left > 0 && !r->bad) {
    struct table_row row;

    row.table = take_u8 (r);
    row.key = take_block (r);
    row.value = take_block (r);
    if (row.table != T_COUNTERS && row.table != T_OFFICERS)
      r->bad = true;
    if (*count == room) {
      room = room == 0 ? 64 : 2 * room;
      *rows = bytes_must_again (*rows, room * sizeof **rows);
    }
    (*rows)[(*count)++] = row;
  }
  return r->bad ? fail (e, ERR_SYSTEM, 0, _ ("the build gave no result")) : OK;
}

/* What "last" in the counters will say. */
static uint64_t
changes_built (const struct table_row *rows, size_t count)
{
  for (size_t i = 0; i < count; i++)
    if (rows[i].table == T_COUNTERS && slice_is (rows[i].key, "last")) {
      struct reader r = reader_of (rows[i].value.at, rows[i].value.len);

      return take_u64 (&r);
    }
  return 0;
}

/* That the request was answered, behind the other rows. */
static void
add_answer (struct table_row **rows, size_t *count, const struct key *key,
            uint64_t number, struct bytes *value, uint64_t time)
{
  uint64_t last = changes_built (*rows, *count);

  request_value (number, last > 0, last, time, value);
  *rows = bytes_must_again (*rows, (*count + 1) * sizeof **rows);
  (*rows)[(*count)++] =
    (struct table_row){ T_REQUESTS, key_slice (key), bytes_slice (value) };
}

enum outcome
store_adopt (struct store *s, struct slice result,
             const unsigned char client[ID_SIZE], uint64_t number,
             uint64_t time, struct error *e)
{
  struct reader r = reader_of (result.at, result.len);
  uint32_t generation = take_u32 (&r), officers = take_u32 (&r);
  struct key key = request_key (client, 0);
  bool built[TABLES] = { false };
  SCOPED_BYTES answer = { 0 };
  struct table_row *rows;
  size_t count;
  enum outcome done = take_rows (&r, &rows, &count, e);

  for (enum table t = 0; t < TABLES_BUILT; t++)
    built[t] = true;
  add_answer (&rows, &count, &key, number, &answer, time);
  if (done == OK
      && (s->last.counts.changes != 0 || s->last.officers != officers
          || generation != generation_next (s)))
    done = fail (e, ERR_BUSY, 0, _ ("the site has changes already"));
  if (done == OK)
    done = generations_switch (s, built, generation, rows, count, e);
  free (rows);
  return done;
}
