/* redo.c - what waited to be written when the store died, derived again from
 * the changes that brought it.
 */

#include "store/inside.h"
#include "store/settle.h"
#include "store/waiting.h"

#include "base/arena.h"
#include "base/log.h"

/* The record that a change leaves, and what follows from it. */
struct left {
  struct bytes hold, value;
  struct whole_record record;
  struct entries entries;
  struct find_entry words;
};

static void
left_free (struct left *l)
{
  bytes_free (&l->hold);
  bytes_free (&l->value);
}

static enum outcome
left_read (struct store *s, uint64_t seq, struct arena *arena, struct left *l,
           struct error *e)
{
  struct whole_record *r = &l->record;
  struct change change;
  enum outcome done = store_change (s, seq, &change, &l->hold, e);

  if (done == OK)
    done = whole_record_of_change (s, &change, arena, r, e);
  if (done != OK)
    return done;
  row_value (&r->row, &l->value);
  entries_of_row (&l->entries, &r->row, bytes_slice (&l->value), arena);
  entries_of_facts (&l->entries, &r->row, r->form, &r->facts, arena);
  l->words = (struct find_entry){ &r->facts, day_of (r->row.head.received) };
  return OK;
}

static enum outcome
write_row (struct store *s, const struct left *l, struct error *e)
{
  struct key key = ordinal_key (l->record.row.ordinal);

  return table_put (s, T_RECORDS, key_slice (&key), bytes_slice (&l->value), e);
}

enum outcome
change_repeat (struct store *s, uint64_t seq, bool row, struct arena *arena,
               struct error *e)
{
  struct left now = { .entries = { 0 } }, old = { .entries = { 0 } };
  enum outcome done = left_read (s, seq, arena, &now, e);
  uint64_t before = now.record.change.before;

  if (done == OK && before != 0)
    done = left_read (s, before, arena, &old, e);
  if (done == OK && row)
    done = write_row (s, &now, e);
  if (done == OK)
    done = entries_change (s, &old.entries, &now.entries, e);
  if (done == OK)
    done = find_change (s->words, s, now.record.row.ordinal,
                        before != 0 ? &old.words : NULL, &now.words, e);
  left_free (&now);
  left_free (&old);
  arena_clear (arena);
  return done;
}

/* A change that does not decode is for store_verify to tell. */
enum outcome
settle_redo (struct store *s, struct error *e)
{
  uint64_t seq, last = s->last.counts.changes;
  struct arena *arena;
  enum outcome done = counter_of_settled (s, &seq, e);

  if (done != OK)
    return done;
  s->round.until = seq;
  arena = arena_new ();
  for (; done == OK && seq < last; seq++) {
    done = change_repeat (s, seq + 1, false, arena, e);
    waiting_keep (s->waiting);
    if (done == ERR_DAMAGED || done == ERR_ABSENT) {
      log_line ("store: change %llu is damaged, in no index; run hoso verify",
                (unsigned long long) seq + 1);
      done = OK;
    }
  }
  arena_free (arena);
  settle_keep (s);
  return done;
}
