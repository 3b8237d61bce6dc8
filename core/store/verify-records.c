/* verify-records.c - where the quick pass failed: each record against its
 * changes, form and indexes, and each entry of an index against its record.
 */

#include "store/verify.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/language.h"

#include <string.h>

/* ---- a record ---------------------------------------------------------- */

static void
check_row (struct verifying *j, const struct whole_record *w)
{
  struct row want = whole_record_row (w);
  SCOPED_BYTES value = { 0 };

  row_value (&want, &value);
  if (w->change.ordinal != w->row.ordinal
      || w->change.version != w->row.head.version
      || !slices_equal (bytes_slice (&value), bytes_slice (&w->row_hold)))
    problem (j, _ ("records: record %s does not agree with change %llu"),
             name_of (j, &w->row).text, (unsigned long long) w->row.seq);
  if (w->row.head.officer != 0
      && store_officer_name (j->store, w->row.head.officer) == NULL)
    problem (j, _ ("officers: officer %u of record %s is not known"),
             w->row.head.officer, name_of (j, &w->row).text);
}

static enum outcome
check_entry (struct verifying *j, const struct whole_record *w,
             const struct entry *entry)
{
  SCOPED_BYTES have = { 0 };
  enum outcome got = table_get (j->store, entry->table, key_slice (&entry->key),
                                &have, j->error);

  if (got == ERR_ABSENT)
    problem (j, _ ("%s: the entry of record %s is missing"),
             table_name (entry->table), name_of (j, &w->row).text);
  else if (got == OK && !slices_equal (bytes_slice (&have), entry->value))
    problem (j, _ ("%s: the entry of record %s is wrong"),
             table_name (entry->table), name_of (j, &w->row).text);
  return got == ERR_ABSENT ? OK : got;
}

static enum outcome
check_entries (struct verifying *j, const struct whole_record *w)
{
  struct entries list = { 0 };
  enum outcome got = OK;

  entries_of_row (&list, &w->row, bytes_slice (&w->row_hold), j->arena);
  entries_of_facts (&list, &w->row, w->form, &w->facts, j->arena);
  for (size_t i = 0; got == OK && i < list.count; i++)
    got = check_entry (j, w, &list.at[i]);
  return got;
}

static enum outcome
check_words (struct verifying *j, const struct whole_record *w)
{
  struct find_entry entry = { &w->facts, day_of (w->row.head.received) };
  bool holds = false;
  enum outcome got = find_holds (j->store->words, j->store, w->row.ordinal,
                                 &entry, &holds, j->error);

  if (got == ERR_DAMAGED)
    got = OK; /* then it does not hold them */
  if (got == OK && !holds)
    problem (j, _ ("find: words of record %s are missing"),
             name_of (j, &w->row).text);
  return got;
}

/* Every change of the record follows the one that it says it follows. */
static enum outcome
check_history (struct verifying *j, const struct whole_record *w)
{
  struct change now = w->change, before;
  SCOPED_BYTES hold = { 0 };
  struct error why = { 0 };

  while (now.before != 0) {
    enum outcome got = ERR_ABSENT;

    if (now.before < now.seq)
      got = change_get (j->store, now.before, &before, &hold, &why);
    if (got != OK || before.ordinal != now.ordinal
        || before.version + 1 != now.version) {
      problem (j, _ ("changes: change %llu of record %u does not follow %llu"),
               (unsigned long long) now.seq, now.ordinal,
               (unsigned long long) now.before);
      break;
    }
    now = before;
  }
  return OK;
}

static enum outcome
check_loaded (struct verifying *j, const struct whole_record *w)
{
  enum outcome got;

  check_row (j, w);
  if (!serials_known (j->store, w, j->arena))
    problem (j, _ ("counters: a book is behind record %s"),
             name_of (j, &w->row).text);
  got = check_history (j, w);
  if (got == OK)
    got = check_entries (j, w);
  return got == OK ? check_words (j, w) : got;
}

/* What cannot be decoded is a problem, and the next record is looked at. */
static enum outcome
check_record (struct verifying *j, uint32_t ordinal)
{
  struct whole_record w;
  struct error why = { 0 };
  enum outcome got = whole_record_load (j->store, ordinal, j->arena, &w, &why);

  bool loaded = got == OK;

  if (loaded)
    got = check_loaded (j, &w);
  else if (got == ERR_ABSENT)
    problem (j, _ ("records: record %u is missing"), ordinal);
  else
    problem (j, _ ("record %u: %s"), ordinal, why.text);
  whole_record_free (&w);
  arena_clear (j->arena);
  return loaded ? got : OK;
}

/* at: the last one that was looked at. */
enum outcome
verify_records (struct verifying *j, bool *done)
{
  struct proof *p = j->proof;
  uint64_t began = clock_ticks ();
  enum outcome got = OK;

  while (got == OK && p->at < p->records
         && clock_ticks () - began < PIECE_TICKS)
    if (proof_suspects (p, (uint32_t) ++p->at))
      got = check_record (j, (uint32_t) p->at);
  *done = p->at == p->records;
  return got;
}

/* ---- an entry ---------------------------------------------------------- */

/* The indexes; those by facts need the record's values too. */
static const struct index {
  enum table table;
  bool by_value; /* the ordinal is the value, not the end of the key */
  bool facts;
} indexes[] = {
  { T_ID, true, false },         { T_CODE, true, false },
  { T_PERSON, false, true },     { T_DUE, false, false },
  { T_PROCEDURE, false, false }, { T_UNIQUE, false, true },
};
enum { INDEXES = sizeof indexes / sizeof *indexes };

static uint32_t
ordinal_of (const struct index *index, const struct walk *w)
{
  struct reader r = reader_of (w->value.at, w->value.len);

  return index->by_value ? take_u32 (&r) : key_end (w->key);
}

/* What the index should have of the record. */
static enum outcome
entries_wanted (struct verifying *j, const struct index *index,
                uint32_t ordinal, struct whole_record *r, struct entries *list)
{
  struct error why = { 0 };
  enum outcome got;

  memset (r, 0, sizeof *r);
  got = index->facts
          ? whole_record_load (j->store, ordinal, j->arena, r, &why)
          : store_row (j->store, ordinal, &r->row, &r->row_hold, &why);
  if (got == OK && index->facts)
    entries_of_facts (list, &r->row, r->form, &r->facts, j->arena);
  else if (got == OK)
    entries_of_row (list, &r->row, bytes_slice (&r->row_hold), j->arena);
  return got;
}

static void
check_owner (struct verifying *j, const struct index *index,
             const struct walk *w)
{
  uint32_t ordinal = ordinal_of (index, w);
  struct entries list = { 0 };
  struct whole_record r;
  enum outcome got = entries_wanted (j, index, ordinal, &r, &list);
  bool found = false;

  for (size_t i = 0; i < list.count; i++)
    found |= list.at[i].table == index->table
             && slices_equal (key_slice (&list.at[i].key), w->key)
             && slices_equal (list.at[i].value, w->value);
  if (got == ERR_ABSENT)
    problem (j, _ ("%s: an entry of record %u, which is not there"),
             table_name (index->table), ordinal);
  else if (got == OK && !found)
    problem (j, _ ("%s: an entry that record %s does not ask for"),
             table_name (index->table), name_of (j, &r.row).text);
  whole_record_free (&r);
  arena_clear (j->arena);
}

/* Records that came meanwhile are in order. */
static bool
to_be_checked (const struct verifying *j, const struct index *index,
               const struct walk *w)
{
  uint32_t ordinal = ordinal_of (index, w);

  return ordinal == 0 || ordinal > j->store->last.counts.records
         || proof_suspects (j->proof, ordinal);
}

static void
remember (struct proof *p, struct slice key)
{
  p->walked_len =
    (uint16_t) (key.len < sizeof p->walked ? key.len : sizeof p->walked);
  memcpy (p->walked, key.at, p->walked_len);
}

/* Behind the key that was looked at last. */
static enum outcome
go_on (struct verifying *j, struct walk *w)
{
  struct slice last = slice_of (j->proof->walked, j->proof->walked_len);
  enum outcome at = walk_first (w, last, j->error);

  if (at == OK && last.len > 0 && slices_equal (w->key, last))
    at = walk_next (w, j->error);
  return at;
}

/* The index is INDEXES[at]. */
static enum outcome
walk_index (struct verifying *j, struct walk *w)
{
  const struct index *index = &indexes[j->proof->at];
  uint64_t began = clock_ticks ();
  enum outcome at = go_on (j, w);

  while (at == OK && clock_ticks () - began < PIECE_TICKS) {
    if (to_be_checked (j, index, w))
      check_owner (j, index, w);
    remember (j->proof, w->key);
    at = walk_next (w, j->error);
  }
  if (at != ERR_ABSENT)
    return at;
  j->proof->at++;
  j->proof->walked_len = 0;
  return OK;
}

enum outcome
verify_indexes (struct verifying *j, bool *done)
{
  struct walk w;
  enum outcome got;

  *done = j->proof->at >= INDEXES || !j->proof->any;
  if (*done)
    return OK;
  got = walk_open (j->store, indexes[j->proof->at].table, &w, j->error);
  if (got == OK)
    got = walk_index (j, &w);
  walk_close (&w);
  return got;
}
