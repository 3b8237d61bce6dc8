/* find-redo.c - words that waited to be written when the store died, derived
 * again from the changes that brought them.
 */

#include "store/inside.h"

#include "base/arena.h"
#include "base/log.h"

/* A change with what its record is found by. */
struct told {
  struct change change;
  struct bytes hold;
  struct facts facts;
  struct find_entry entry;
};

static enum outcome
read_told (struct store *s, uint64_t seq, struct arena *arena, struct told *t,
           struct error *e)
{
  const struct form *form;
  struct values values;
  enum outcome got = store_change (s, seq, &t->change, &t->hold, e);

  if (got == OK)
    got = store_form (s, t->change.head.procedure, t->change.head.revision,
                      &form, e);
  if (got == OK)
    got = values_of_change (&t->change, form, arena, &values, e);
  if (got != OK)
    return got;
  t->facts = facts_of (form, &values, arena);
  t->entry = (struct find_entry){ &t->facts, day_of (t->change.head.received) };
  return OK;
}

static enum outcome
redo (struct store *s, uint64_t seq, struct arena *arena, struct error *e)
{
  struct told now = { 0 }, old = { 0 };
  enum outcome done = read_told (s, seq, arena, &now, e);
  bool first = done == OK && now.change.before == 0;

  if (done == OK && !first)
    done = read_told (s, now.change.before, arena, &old, e);
  if (done == OK)
    done = find_change (s->words, s, now.change.ordinal,
                        first ? NULL : &old.entry, &now.entry, e);
  bytes_free (&now.hold);
  bytes_free (&old.hold);
  arena_clear (arena);
  return done;
}

/* A change that does not decode is for store_verify to tell. */
enum outcome
find_redo (struct store *s, struct error *e)
{
  uint64_t seq, last = s->last.counts.changes;
  struct arena *arena;
  enum outcome done = counter_of_words (s, &seq, e);

  if (done != OK)
    return done;
  arena = arena_new ();
  for (; done == OK && seq < last; seq++) {
    done = redo (s, seq + 1, arena, e);
    if (done == ERR_DAMAGED || done == ERR_ABSENT) {
      log_line ("store: change %llu has no words",
                (unsigned long long) seq + 1);
      done = OK;
    }
  }
  arena_free (arena);
  find_keep (s->words, last);
  return done;
}
