/* remake.c - every table but the log made anew, as new files.
 *
 * The log is read twice from front to back: once for the last change of each
 * record, then, in the order of records, for what follows from it.  Rows go to
 * pages as they come, index entries through the sorter, words by chunks.
 */

#include "store/inside.h"

#include "store/build-words.h"
#include "store/log-file.h"
#include "store/pages.h"
#include "store/proof.h"
#include "store/sorter.h"

#include "base/arena.h"
#include "base/file.h"
#include "base/language.h"

#include <stdlib.h>
#include <unistd.h>

enum {
  SORT_MEMORY = 6 << 20,
  STEP = 500, /* records or rows between words of how far it is           */
};

static const enum table remade[] = {
  T_RECORDS, T_ID, T_CODE, T_PERSON, T_DUE, T_PROCEDURE, T_UNIQUE, T_FIND,
};
enum { REMADE = sizeof remade / sizeof *remade };

/* The highest number of a book in a year. */
struct book {
  char *name;
  unsigned year;
  uint32_t last;
};

struct remake {
  struct store *store;
  uint32_t generation;
  uint64_t until;
  struct log_file *log;
  struct pages *pages[TABLES];
  struct sorter *sorter;
  struct build_words *words;
  struct arena *arena;
  struct book *books;
  size_t n_books;
  struct bytes key, value;
  struct remake_told told;
  uint64_t records, rows; /* to be read; of indexes that were sorted */
};

static void
finish (struct remake *r)
{
  log_file_close (r->log);
  build_words_free (r->words);
  sorter_free (r->sorter);
  for (enum table t = 0; t < TABLES; t++)
    pages_drop (r->pages[t]);
  arena_free (r->arena);
  for (size_t i = 0; i < r->n_books; i++)
    free (r->books[i].name);
  free (r->books);
  bytes_free (&r->key);
  bytes_free (&r->value);
}

/* ---- beginning ------------------------------------------------------------
 */

/* AT of OF are done of the HALF-th half: records, then rows in order. */
static void
tell (const struct remake *r, uint64_t at, uint64_t of, unsigned half)
{
  if (at % STEP == 0 && r->told.step != NULL)
    r->told.step (r->told.with, half * of + at, 2 * of);
}

static enum outcome
path_of (const struct remake *r, enum table t, uint32_t generation,
         char path[4096], struct error *e)
{
  char file[TABLE_FILE];

  table_file_of (t, generation, file);
  return file_join (path, 4096, r->store->dir, file, e);
}

/* Where entries come in between later, pages keep some room. */
static enum outcome
make_file (struct remake *r, enum table t, struct error *e)
{
  unsigned fill = t == T_PROCEDURE ? PAGES_FULL : PAGES_ROOMY;
  char path[4096];
  enum outcome done = path_of (r, t, r->generation, path, e);

  if (done != OK)
    return done;
  unlink (path);
  done = pages_make (path, r->store->mode, !table_proven (t), e);
  return done == OK ? pages_open (&r->pages[t], path, fill, e) : done;
}

static enum outcome
begin (struct remake *r, struct error *e)
{
  char path[4096];
  enum outcome done =
    path_of (r, T_CHANGES, r->store->generations[T_CHANGES], path, e);

  if (done == OK)
    done = log_file_open (&r->log, path, r->until, e);
  for (size_t i = 0; done == OK && i < REMADE; i++)
    done = make_file (r, remade[i], e);
  if (done != OK)
    return done;
  r->arena = arena_new ();
  r->sorter = sorter_new (r->store->dir, SORT_MEMORY);
  r->words = build_words_new (r->pages[T_FIND], r->sorter, T_FIND);
  return OK;
}

/* ---- a record -------------------------------------------------------------
 */

static void
note_book (void *with, const char *name, unsigned year, uint32_t n)
{
  struct remake *r = with;
  size_t i = 0;

  while (i < r->n_books
         && (r->books[i].year != year || strcmp (r->books[i].name, name) != 0))
    i++;
  if (i == r->n_books) {
    r->books = bytes_must_again (r->books, (i + 1) * sizeof *r->books);
    r->books[i] = (struct book){ bytes_must_copy (name), year, 0 };
    r->n_books++;
  }
  if (n > r->books[i].last)
    r->books[i].last = n;
}

/* Behind the table's number, so that one sorter does for all. */
static enum outcome
sort_entry (struct remake *r, const struct entry *entry, struct error *e)
{
  bytes_clear (&r->key);
  r->rows++;
  put_u8 (&r->key, (uint8_t) entry->table);
  bytes_add (&r->key, entry->key.at, entry->key.len);
  return sorter_add (r->sorter, bytes_slice (&r->key), entry->value, e);
}

static enum outcome
write_record (struct remake *r, const struct whole_record *w, struct error *e)
{
  struct find_entry words = { &w->facts, day_of (w->row.head.received) };
  struct key key = ordinal_key (w->row.ordinal);
  struct entries list = { 0 };
  enum outcome done;

  bytes_clear (&r->value);
  row_value (&w->row, &r->value);
  done = pages_add (r->pages[T_RECORDS], key_slice (&key),
                    bytes_slice (&r->value), e);
  entries_of_row (&list, &w->row, bytes_slice (&r->value), r->arena);
  entries_of_facts (&list, &w->row, w->form, &w->facts, r->arena);
  for (size_t i = 0; done == OK && i < list.count; i++)
    done = sort_entry (r, &list.at[i], e);
  if (done == OK)
    done = build_words_add (r->words, w->row.ordinal, &words, e);
  serials_each (w->form, &w->values, w->row.head.received, r->arena, note_book,
                r);
  return done;
}

static enum outcome
remake_record (struct remake *r, uint32_t ordinal, uint64_t seq,
               struct error *e)
{
  struct whole_record w;
  struct change change;
  struct slice value;
  enum outcome done = log_file_get (r->log, seq, &value, e);

  if (done == OK)
    done = change_read_proven (seq, value.at, value.len, &change, e);
  if (done == OK && change.ordinal != ordinal)
    done = fail (e, ERR_DAMAGED, 0, _ ("change %llu does not decode"),
                 (unsigned long long) seq);
  if (done == OK)
    done = whole_record_of_change (r->store, &change, r->arena, &w, e);
  if (done == OK)
    done = write_record (r, &w, e);
  arena_clear (r->arena);
  return done;
}

/* ---- all of them -----------------------------------------------------------
 */

static enum outcome
write_sorted (struct remake *r, struct error *e)
{
  enum outcome done = sorter_sort (r->sorter, e);
  struct slice key, value;
  uint64_t at = 0;

  while (done == OK
         && (done = sorter_next (r->sorter, &key, &value, e)) == OK) {
    enum table t = key.at[0];

    key = slice_of (key.at + 1, key.len - 1);
    if (t != T_FIND)
      tell (r, ++at, r->rows, 1);
    done = t == T_FIND ? build_words_later (r->words, key, value, e)
                       : pages_add (r->pages[t], key, value, e);
  }
  if (done == ERR_ABSENT)
    done =
      build_words_later (r->words, slice_of (NULL, 0), slice_of (NULL, 0), e);
  return done;
}

static enum outcome
close_files (struct remake *r, struct error *e)
{
  enum outcome done = OK;

  for (size_t i = 0; done == OK && i < REMADE; i++) {
    done = pages_close (r->pages[remade[i]], e);
    r->pages[remade[i]] = NULL;
  }
  return done;
}

/* u32 generation, u64 until, then books: u16 year, u32 last number, name. */
static void
put_result (const struct remake *r, struct bytes *to)
{
  put_u32 (to, r->generation);
  put_u64 (to, r->until);
  for (size_t i = 0; i < r->n_books; i++) {
    put_u16 (to, (uint16_t) r->books[i].year);
    put_u32 (to, r->books[i].last);
    put_text (to, r->books[i].name);
  }
}

static enum outcome
write_all (struct remake *r, struct error *e)
{
  enum outcome done = OK;

  r->records = log_file_records (r->log);
  for (uint32_t n = 1; done == OK && n <= r->records && n != 0; n++) {
    uint64_t seq = log_file_latest (r->log, n);

    if (seq != 0)
      done = remake_record (r, n, seq, e);
    tell (r, n, r->records, 0);
  }
  if (done == OK)
    done = build_words_end (r->words, e);
  if (done == OK)
    done = write_sorted (r, e);
  return done == OK ? close_files (r, e) : done;
}

enum outcome
remake_files (struct store *s, uint64_t until, struct remake_told told,
              struct bytes *result, struct error *e)
{
  struct remake r = {
    .store = s, .generation = generation_next (s), .until = until, .told = told
  };
  enum outcome done = begin (&r, e);

  if (done == OK)
    done = write_all (&r, e);
  if (done == OK)
    put_result (&r, result);
  finish (&r);
  return done;
}

/* ---- adopting ---------------------------------------------------------------
 */

static enum outcome
switch_files (struct store *s, uint32_t generation, struct error *e)
{
  static const struct table_row row = {
    T_COUNTERS,
    { (const unsigned char *) "derived", 7 },
    { (const unsigned char *) "\0\0\0\0", 4 }
  };
  bool built[TABLES] = { false };

  for (size_t i = 0; i < REMADE; i++)
    built[remade[i]] = true;
  return generations_switch (s, built, generation, &row, 1, e);
}

static enum outcome
repeat_from (struct store *s, uint64_t after, struct error *e)
{
  struct arena *arena = arena_new ();
  enum outcome done = OK;

  for (uint64_t n = after + 1; done == OK && n <= s->last.counts.changes; n++)
    done = change_repeat (s, n, true, arena, e);
  arena_free (arena);
  return done;
}

/* What a book has given may be more: numbers are not given back. */
static enum outcome
mend_books (struct store *s, struct reader *r, struct error *e)
{
  enum outcome done = OK;

  while (done == OK && r->left > 0 && !r->bad) {
    unsigned year = take_u16 (r);
    uint32_t last = take_u32 (r), have = 0;
    char *name = take_text (r);

    done = counter_of_book (s, name, year, &have, e);
    if (done == OK && have < last && !r->bad)
      done = counter_set_book (s, name, year, last, e);
    free (name);
  }
  return done;
}

static enum outcome
catch_up (struct store *s, uint64_t until, struct reader *r, struct error *e)
{
  enum outcome done = store_begin (s, e);

  if (done != OK)
    return done;
  done = repeat_from (s, until, e);
  if (done == OK)
    done = mend_books (s, r, e);
  if (done == OK)
    done = counters_write (s, e);
  if (done == OK)
    done = counters_mend_days (s, e);
  if (done == OK) /* what follows from later changes waits to be written */
    done = counter_set_settled (s, until, e);
  if (done == OK)
    done = counter_set_derived (s, DERIVED, e);
  return transaction_end (s, done, e);
}

enum outcome
remake_adopt (struct store *s, struct slice result, struct error *e)
{
  struct reader r = reader_of (result.at, result.len);
  uint32_t generation = take_u32 (&r);
  uint64_t until = take_u64 (&r);
  enum outcome done = OK;

  if (r.bad || generation != generation_next (s)
      || until > s->last.counts.changes)
    done = fail (e, ERR_BUSY, 0,
                 _ ("the files that were made are of another "
                    "moment; begin again"));
  if (done == OK) {
    proof_free (s->proof);
    s->proof = NULL;
    done = switch_files (s, generation, e);
  }
  if (done == OK && catch_up (s, until, &r, e) != OK)
    done = ERR_DAMAGED;
  return done == OK ? store_flush (s, e) : done;
}
