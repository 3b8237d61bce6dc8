/* verify-chain.c - every change follows from the one before: which one does
 * not.
 */

#include "store/verify.h"

#include "base/language.h"

#include <string.h>

enum { PIECE = 2000, PIECE_BYTES = 4 << 20 }; /* changes in one call */

/* One piece of the chain. */
struct chain {
  struct verifying *job;
  unsigned char hash[HASH_SIZE]; /* of the change before */
  uint64_t expected;             /* seq */
  size_t bytes;
  struct bytes hold;
};

#define SEQ(n) ((unsigned long long) (n))

/* The hash that change SEQ must hold. */
static enum outcome
hash_before (struct chain *c, uint64_t seq)
{
  struct verifying *j = c->job;
  struct key k = seq_key (seq - 1);
  enum outcome got;

  memset (c->hash, 0, HASH_SIZE);
  memcpy (c->hash, j->store->identity.site, ID_SIZE);
  if (seq <= 1)
    return OK;
  bytes_clear (&c->hold);
  got = table_get (j->store, T_CHANGES, key_slice (&k), &c->hold, j->error);
  if (got == OK && c->hold.len >= CHANGE_HEAD)
    change_hash (c->hold.at, c->hash);
  return got == ERR_ABSENT ? OK : got;
}

/* The change before of the same record, which CHANGE says it follows. */
static enum outcome
check_before (struct chain *c, const struct change *change)
{
  struct verifying *j = c->job;
  struct error why = { 0 };
  struct change before;
  enum outcome got = ERR_ABSENT;

  if (change->before == 0)
    return OK;
  if (change->before < change->seq)
    got = change_get (j->store, change->before, &before, &c->hold, &why);
  if (got != OK || before.ordinal != change->ordinal
      || before.version + 1 != change->version)
    problem (j, _ ("changes: change %llu of record %u does not follow %llu"),
             SEQ (change->seq), change->ordinal, SEQ (change->before));
  return OK;
}

/* A later change than the row's would have been lost. */
static enum outcome
check_row (struct chain *c, const struct change *change)
{
  struct verifying *j = c->job;
  struct error why = { 0 };
  struct row row;
  enum outcome got =
    store_row (j->store, change->ordinal, &row, &c->hold, &why);

  if (got == ERR_ABSENT)
    problem (j, _ ("records: record %u of change %llu is missing"),
             change->ordinal, SEQ (change->seq));
  else if (got != OK)
    problem (j, "%s", why.text);
  else if (row.seq < change->seq)
    problem (j, _ ("records: record %s stands at change %llu, not at %llu"),
             name_of (j, &row).text, SEQ (row.seq), SEQ (change->seq));
  return OK;
}

static enum outcome
check_change (struct chain *c, uint64_t seq, struct slice value)
{
  struct verifying *j = c->job;
  struct error why = { 0 };
  struct change change;
  enum outcome done;

  if (change_read (seq, value.at, value.len, &change, &why) != OK) {
    problem (j, _ ("changes: %s"), why.text);
    return OK;
  }
  if (memcmp (change.hash_before, c->hash, HASH_SIZE) != 0)
    problem (j, _ ("changes: the chain is broken before change %llu"),
             SEQ (seq));
  if (!change_proves (value.at, value.len))
    problem (j,
             _ ("changes: change %llu of record %u does not agree with its "
                "hash"),
             SEQ (seq), change.ordinal);
  done = check_before (c, &change);
  return done == OK ? check_row (c, &change) : done;
}

static enum outcome
check_next (struct chain *c, const struct walk *w)
{
  struct verifying *j = c->job;
  struct reader key = reader_of (w->key.at, w->key.len);
  uint64_t seq = take_be64 (&key);
  enum outcome done = OK;

  if (seq != c->expected) {
    problem (j, _ ("changes: change %llu is missing"), SEQ (c->expected));
    done = hash_before (c, seq);
  }
  if (done == OK)
    done = check_change (c, seq, w->value);
  if (w->value.len >= CHANGE_HEAD)
    change_hash (w->value.at, c->hash);
  c->expected = seq + 1;
  c->bytes += w->value.len;
  return done;
}

/* The last change against the counters, unless more came in the meantime. */
static void
check_end (struct chain *c)
{
  struct verifying *j = c->job;
  const struct counts *now = &j->store->last.counts;

  if (c->expected != j->proof->until + 1)
    problem (j, _ ("changes: change %llu is missing"), SEQ (c->expected));
  else if (now->changes == j->proof->until
           && memcmp (now->chain, c->hash, HASH_SIZE) != 0)
    problem (j, _ ("counters: the hash of the last change is another"));
}

static enum outcome
walk_piece (struct chain *c, struct walk *w, bool *done)
{
  struct proof *p = c->job->proof;
  struct key from = seq_key (c->expected);
  enum outcome at = walk_first (w, key_slice (&from), c->job->error);

  for (unsigned n = 0; at == OK && n < PIECE && c->bytes < PIECE_BYTES; n++) {
    struct reader key = reader_of (w->key.at, w->key.len);

    if (take_be64 (&key) > p->until)
      at = ERR_ABSENT;
    if (at == OK)
      at = check_next (c, w);
    if (at == OK)
      at = walk_next (w, c->job->error);
  }
  *done = at == ERR_ABSENT;
  if (*done)
    check_end (c);
  p->at = c->expected;
  return *done ? OK : at;
}

enum outcome
verify_chain (struct verifying *j, bool *done)
{
  struct chain c = { .job = j };
  struct walk w;
  enum outcome outcome;

  *done = j->proof->all.chain == 0 && !j->proof->all.torn_change;
  if (*done)
    return OK;
  if (j->proof->at == 0)
    j->proof->at = 1;
  c.expected = j->proof->at;
  outcome = hash_before (&c, c.expected);
  if (outcome == OK)
    outcome = walk_open (j->store, T_CHANGES, &w, j->error);
  if (outcome == OK) {
    outcome = walk_piece (&c, &w, done);
    walk_close (&w);
  }
  bytes_free (&c.hold);
  return outcome;
}
