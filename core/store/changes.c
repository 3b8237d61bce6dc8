/* changes.c - the append-only log: every change, chained by hashes. */

#include "store/build.h"
#include "store/inside.h"

#include "base/clock.h"
#include "base/language.h"

#include <string.h>

/* The value of change SEQ. */
static enum outcome
get (struct store *s, uint64_t seq, struct bytes *hold, struct error *e)
{
  struct key k = seq_key (seq);
  enum outcome got;

  bytes_clear (hold);
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

/* Seq and hash of the last change in the log. */
static enum outcome
last_in_log (struct walk *w, uint64_t *seq, unsigned char hash[HASH_SIZE],
             struct error *e)
{
  enum outcome at = walk_last (w, e);
  struct reader key = reader_of (w->key.at, w->key.len);

  if (at != OK)
    return at;
  *seq = take_be64 (&key);
  if (key.bad || w->value.len < CHANGE_HEAD)
    return fail (e, ERR_DAMAGED, 0, _ ("changes: the last does not decode"));
  change_hash (w->value.at, hash);
  return OK;
}

enum outcome
changes_check_end (struct store *s, struct error *e)
{
  const struct counts *last = &s->last.counts;
  unsigned char hash[HASH_SIZE] = { 0 };
  uint64_t seq = 0;
  struct walk w;
  enum outcome at = walk_open (s, T_CHANGES, &w, e);

  memcpy (hash, s->identity.site, ID_SIZE);
  if (at == OK)
    at = last_in_log (&w, &seq, hash, e);
  walk_close (&w);
  if (at != OK && at != ERR_ABSENT)
    return at;
  if (seq == last->changes && memcmp (hash, last->chain, HASH_SIZE) == 0)
    return OK;
  return fail (e, ERR_DAMAGED, 0,
               _ ("the log of changes ends at %llu, the counters say %llu"),
               (unsigned long long) seq, (unsigned long long) last->changes);
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
