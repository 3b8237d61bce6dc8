/* changes.c - the append-only log: every change, chained by hashes. */

#include "store/build.h"
#include "store/inside.h"

#include "base/clock.h"
#include "base/language.h"

#include <string.h>

/* Bytes that nearly every change has room in: what has none is read twice. */
enum { CHANGE_USUAL = 4096 };

/* The value of change SEQ. */
static enum outcome
get (struct store *s, uint64_t seq, struct bytes *hold, struct error *e)
{
  struct key k = seq_key (seq);
  enum outcome got;

  bytes_clear (hold);
  bytes_reserve (hold, CHANGE_USUAL);
  got = table_get (s, T_CHANGES, key_slice (&k), hold, e);
  if (got == ERR_ABSENT)
    return fail (e, ERR_ABSENT, 0, _ ("there is no change %llu"),
                 (unsigned long long) seq);
  return got;
}

enum outcome
change_get (struct store *s, uint64_t seq, struct change *c, struct bytes *hold,
            struct error *e)
{
  enum outcome got = get (s, seq, hold, e);

  return got == OK ? change_read (seq, hold->at, hold->len, c, e) : got;
}

enum outcome
store_change (struct store *s, uint64_t seq, struct change *c,
              struct bytes *hold, struct error *e)
{
  enum outcome got = get (s, seq, hold, e);

  return got == OK ? change_read_proven (seq, hold->at, hold->len, c, e) : got;
}

enum outcome
changes_add (struct store *s, struct change *c, struct error *e)
{
  SCOPED_BYTES value = { 0 };
  struct counts *last = &s->last.counts;
  struct key k = seq_key (last->changes + 1);
  enum outcome done;

  if (s->build != NULL) {
    c->seq = ++last->changes;
    return build_log_add (s->build->log, c, e);
  }
  memcpy (c->hash_before, last->chain, HASH_SIZE);
  bytes_reserve (&value, CHANGE_HEAD + c->reason.len + c->body.len);
  change_add (c, &value);
  done = table_add (s, T_CHANGES, key_slice (&k), bytes_slice (&value), e);
  if (done != OK)
    return done;
  c->seq = ++last->changes;
  change_hash (value.at, last->chain);
  return OK;
}

/* ---- where it ends ------------------------------------------------------ */

static enum outcome
say_short (struct walk *w, uint64_t counted, struct error *e)
{
  struct reader key;

  if (walk_last (w, NULL) != OK)
    w->key = (struct slice){ 0 };
  key = reader_of (w->key.at, w->key.len);
  return fail (e, ERR_DAMAGED, 0,
               _ ("the log of changes ends at %llu, the counters say %llu"),
               (unsigned long long) take_be64 (&key),
               (unsigned long long) counted);
}

/* Moves the walk to the change that LAST says, which has to be there. */
static enum outcome
find_counted (struct walk *w, const struct counts *last, struct error *e)
{
  unsigned char hash[HASH_SIZE];
  struct key k = seq_key (last->changes);
  enum outcome at;

  if (last->changes == 0)
    return OK;
  at = walk_first (w, key_slice (&k), e);
  if (at != OK && at != ERR_ABSENT)
    return at;
  if (at == ERR_ABSENT || !slices_equal (w->key, key_slice (&k))
      || w->value.len < CHANGE_HEAD)
    return say_short (w, last->changes, e);
  change_hash (w->value.at, hash);
  return memcmp (hash, last->chain, HASH_SIZE) == 0
           ? OK
           : say_short (w, last->changes, e);
}

/* Counts the number that a new dossier was given. */
static enum outcome
count_number (struct store *s, const struct code *code, struct error *e)
{
  uint32_t last;
  enum outcome got;

  if (code->kind != CODE_OWN)
    return OK;
  got = counter_of_day (s, code->day, &last, e);
  if (got != OK || last >= code->serial)
    return got;
  return counter_move_day (s, code->day, code->serial, e);
}

/* Whether C is what follows when LAST was the last. */
static bool
follows (const struct change *c, const struct counts *last)
{
  return memcmp (c->hash_before, last->chain, HASH_SIZE) == 0
         && (c->before == 0 ? c->ordinal == last->records + 1
                            : c->ordinal <= last->records);
}

static enum outcome
count_one (struct store *s, const struct walk *w, struct error *e)
{
  struct counts *last = &s->last.counts;
  struct key k = seq_key (last->changes + 1);
  struct change c;

  if (!slices_equal (w->key, key_slice (&k))
      || change_read (last->changes + 1, w->value.at, w->value.len, &c, NULL)
           != OK
      || !follows (&c, last))
    return fail (e, ERR_DAMAGED, 0,
                 _ ("changes: the chain is broken before change %llu"),
                 (unsigned long long) last->changes + 1);
  last->changes++;
  change_hash (w->value.at, last->chain);
  if (c.before != 0)
    return OK;
  last->records = c.ordinal;
  return count_number (s, &c.head.code, e);
}

enum outcome
changes_count (struct store *s, struct error *e)
{
  struct walk w;
  enum outcome at = walk_open (s, T_CHANGES, &w, e);

  if (at == OK)
    at = find_counted (&w, &s->last.counts, e);
  if (at == OK)
    at = s->last.counts.changes == 0 ? walk_first (&w, slice_of (NULL, 0), e)
                                     : walk_next (&w, e);
  while (at == OK) {
    at = count_one (s, &w, e);
    if (at == OK)
      at = walk_next (&w, e);
  }
  walk_close (&w);
  return at == ERR_ABSENT ? OK : at;
}

/* A log that ends too early is recovered without a word: what its owner said
 * of itself is the only witness.
 */
enum outcome
changes_check_cut (struct store *s, struct error *e)
{
  uint64_t have = s->last.counts.changes, had = s->witness.changes;
  char until[CLOCK_TEXT];

  if (have >= had)
    return OK;
  clock_text (s->witness.time, until);
  return fail (e, ERR_DAMAGED, 0,
               _ ("the log in %s is damaged: changes %llu to %llu, saved until "
                  "%s, are missing (remove %s/witness to go on without them)"),
               s->dir, (unsigned long long) have + 1, (unsigned long long) had,
               until, s->dir);
}

enum outcome
change_until (struct store *s, uint64_t seq, uint64_t until, struct change *c,
              struct bytes *hold, struct error *e)
{
  while (seq > 0) {
    enum outcome got = store_change (s, seq, c, hold, e);

    if (got != OK || seq <= until)
      return got == ERR_ABSENT
               ? fail (e, ERR_DAMAGED, 0, _ ("changes: %llu is missing"),
                       (unsigned long long) seq)
               : got;
    if (c->before >= seq)
      return fail (e, ERR_DAMAGED, 0, _ ("changes: %llu follows itself"),
                   (unsigned long long) seq);
    seq = c->before;
  }
  return ERR_ABSENT;
}
