/* rebuild.c - indexes and words made anew from records and changes. */

#include "store/inside.h"

#include "base/arena.h"
#include "base/language.h"
#include "base/log.h"

#include <string.h>

enum { GROUP = 1000 }; /* records in a transaction */

static const enum table derived[] = {
  T_ID, T_CODE, T_PERSON, T_DUE, T_PROCEDURE, T_UNIQUE, T_FIND,
};

/* ---- emptying ---------------------------------------------------------- */

static enum outcome
clear (struct store *s, struct error *e)
{
  enum outcome done = counter_set_derived (s, 0, e);

  for (size_t i = 0; done == OK && i < sizeof derived / sizeof *derived; i++)
    done = table_clear (s, derived[i], e);
  return done;
}

/* Ends the transaction at hand by what was DONE in it. */
static enum outcome
end (struct store *s, enum outcome done, struct error *e)
{
  return transaction_end (s, done, e);
}

static void
tell (void *with, uint64_t at, uint64_t of)
{
  work_tell (with, WORK_REMAKE, at, of);
}

/* As new files, all at once.  What went wrong before the switch went wrong for
 * those files alone.
 */
static enum outcome
remake (struct store *s, struct error *e)
{
  SCOPED_BYTES result = { 0 };
  enum outcome done = settle_table (s, T_CHANGES, e);

  if (done == OK)
    done = remake_files (s, s->last.counts.changes,
                         (struct remake_told){ tell, s }, &result, e);
  if (done == OK)
    return remake_adopt (s, bytes_slice (&result), e);
  generations_tidy (s);
  return ERR_ABSENT;
}

enum outcome
rebuild_by_library (struct store *s, struct error *e)
{
  enum outcome done = store_begin (s, e);

  if (done == OK)
    done = end (s, clear (s, e), e);
  if (done == OK)
    done = store_reread (s, e);
  return done == OK ? rebuild_fill (s, e) : done;
}

enum outcome
rebuild_clear (struct store *s, struct error *e)
{
  struct error why = { 0 };
  uint32_t of;
  enum outcome done = counter_of_derived (s, &of, e);

  if (done != OK || of == DERIVED)
    return done;
  log_line ("store: the indexes are made anew");
  done = remake (s, &why);
  if (done != ERR_ABSENT) {
    *e = why;
    return done;
  }
  log_line ("store: not as new files: %s", why.text);
  done = store_begin (s, e);
  return done == OK ? end (s, clear (s, e), e) : done;
}

/* ---- filling ----------------------------------------------------------- */

static enum outcome
write_entries (struct store *s, const struct whole_record *w,
               const struct row *row, struct arena *arena, struct error *e)
{
  struct key k = ordinal_key (row->ordinal);
  struct entries none = { 0 }, now = { 0 };
  SCOPED_BYTES value = { 0 };
  enum outcome done;

  row_value (row, &value);
  entries_of_row (&now, row, bytes_slice (&value), arena);
  entries_of_facts (&now, row, w->form, &w->facts, arena);
  done = table_put (s, T_RECORDS, key_slice (&k), bytes_slice (&value), e);
  return done == OK ? entries_change (s, &none, &now, e) : done;
}

static enum outcome
index_record (struct store *s, uint32_t ordinal, struct arena *arena,
              struct error *e)
{
  struct whole_record w;
  enum outcome done = whole_record_load (s, ordinal, arena, &w, e);

  if (done == OK) {
    struct row row = whole_record_row (&w);
    struct find_entry entry = { &w.facts, day_of (row.head.received) };

    done = write_entries (s, &w, &row, arena, e);
    if (done == OK)
      done = find_change (s->words, s, ordinal, NULL, &entry, e);
  }
  whole_record_free (&w);
  arena_clear (arena);
  return done == ERR_ABSENT ? OK : done; /* a gap is for store_verify */
}

static enum outcome
index_group (struct store *s, uint32_t from, uint32_t to, struct arena *arena,
             struct error *e)
{
  enum outcome done = store_begin (s, e);

  if (done != OK)
    return done;
  for (uint32_t n = from; done == OK && n < to; n++)
    done = index_record (s, n, arena, e);
  done = end (s, done, e);
  return done == OK ? store_checkpoint (s, LOG_FILE >> 10, e) : done;
}

/* What a change says of its record; facts come with the indexes. */
static enum outcome
row_of_change (struct store *s, uint64_t seq, struct error *e)
{
  SCOPED_BYTES hold = { 0 }, value = { 0 };
  struct change c;
  struct row row;
  struct key k;
  enum outcome done = store_change (s, seq, &c, &hold, e);

  if (done != OK)
    return done == ERR_ABSENT
             ? fail (e, ERR_DAMAGED, 0, _ ("changes: %llu is missing"),
                     (unsigned long long) seq)
             : done;
  row = (struct row){ .ordinal = c.ordinal, .seq = seq, .head = c.head };
  memcpy (row.id, c.id, ID_SIZE);
  row_value (&row, &value);
  k = ordinal_key (c.ordinal);
  return table_put (s, T_RECORDS, key_slice (&k), bytes_slice (&value), e);
}

/* The later changes of a record come later: the last one stays. */
static enum outcome
rows_of_changes (struct store *s, struct error *e)
{
  uint64_t end_of = s->last.counts.changes + 1;
  enum outcome done = OK;

  for (uint64_t seq = 1; done == OK && seq < end_of;) {
    uint64_t to = end_of - seq > GROUP ? seq + GROUP : end_of;

    done = store_begin (s, e);
    if (done != OK)
      break;
    for (; done == OK && seq < to; seq++)
      done = row_of_change (s, seq, e);
    done = end (s, done, e);
    if (done == OK)
      done = store_checkpoint (s, LOG_FILE >> 10, e);
    tell (s, seq, 2 * end_of);
  }
  return done;
}

static enum outcome
finish (struct store *s, struct error *e)
{
  enum outcome done = settle_all (s, e);

  if (done == OK)
    done = counter_set_derived (s, DERIVED, e);
  log_line ("store: the indexes of %u records were made anew",
            s->last.counts.records);
  return done == OK ? store_checkpoint (s, 0, e) : done;
}

enum outcome
rebuild_fill (struct store *s, struct error *e)
{
  uint32_t of, end_of = s->last.counts.records + 1;
  struct arena *arena;
  enum outcome done = counter_of_derived (s, &of, e);

  if (done != OK || of != 0)
    return done;
  done = rows_of_changes (s, e);
  arena = arena_new ();
  for (uint32_t n = 1; done == OK && n < end_of; n += GROUP) {
    tell (s, (uint64_t) end_of + n, 2 * (uint64_t) end_of);
    done =
      index_group (s, n, end_of - n > GROUP ? n + GROUP : end_of, arena, e);
  }
  arena_free (arena);
  return done == OK ? finish (s, e) : done;
}
