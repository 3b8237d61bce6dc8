/* verify.c - whether everything in the store agrees, a piece at a time. */

#include "store/verify.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/language.h"

#include <stdarg.h>
#include <stdio.h>

enum { POSTINGS_PIECE = 4000 }; /* rows of the index of words in one call */

void
problem (struct verifying *j, const char *format, ...)
{
  char sentence[512];
  va_list args;

  va_start (args, format);
  vsnprintf (sentence, sizeof sentence, format, args);
  va_end (args);
  j->proof->problems++;
  j->seen (j->with, sentence);
}

struct record_name
name_of (const struct verifying *j, const struct row *row)
{
  struct record_name name;
  char code[96];

  code_text (&row->head.code, j->store->identity.office, code);
  snprintf (name.text, sizeof name.text, "%u (%.95s)", row->ordinal, code);
  return name;
}

/* ---- phases ----------------------------------------------------------------
 */

/* Records before changes: they say which change is the last of each. */
static const enum table files[TABLES] = {
  T_RECORDS,   T_CHANGES, T_ID,      T_CODE,     T_PERSON, T_DUE,
  T_PROCEDURE, T_UNIQUE,  T_FIND,    T_CATALOG,  T_DRAFTS, T_OFFICERS,
  T_COUNTERS,  T_TARGETS, T_BATCHES, T_RECEIPTS, T_READS,  T_REQUESTS,
};

/* The quick pass. */
static enum outcome
verify_files (struct verifying *j, bool *done)
{
  struct proof *p = j->proof;
  bool read = false;
  enum outcome got = proof_read (j, files[p->at], &read);

  if (got == OK && read)
    p->at++;
  *done = p->at == TABLES;
  if (*done)
    proof_compare (p);
  return got;
}

/* Words were counted by the quick pass, so the counts agree only when nothing
 * was saved meanwhile.
 */
enum outcome
verify_words (struct verifying *j, bool *done)
{
  struct proof *p = j->proof;
  const struct tally *all = &p->all;
  uint64_t postings = 0;
  enum outcome counted = OK;

  *done = true;
  if (all->torn_words)
    counted = find_count (j->store, p->walked, &p->walked_len, POSTINGS_PIECE,
                          &postings, done, j->error);
  if (counted == ERR_DAMAGED) {
    problem (j, "find: %s", j->error->text);
    *done = true;
    return OK;
  }
  if (counted == OK && *done && all->words != all->postings
      && !settle_waits (j->store)
      && p->until == j->store->last.counts.changes)
    problem (j, _ ("find: the index has %llu words, the records have %llu"),
             (unsigned long long) all->postings,
             (unsigned long long) all->words);
  return counted;
}

static const verify_phase phases[] = {
  verify_files,   verify_chain, verify_records,
  verify_indexes, verify_words, verify_counters,
};
enum { PHASES = sizeof phases / sizeof *phases };

/* ---- a run -----------------------------------------------------------------
 */

enum { GONE_TICKS = 10 * 1000 }; /* then whoever verified is gone */

/* What waits is written first, a piece at a call: no run has begun then. */
static enum outcome
write_waiting (struct store *s, bool *more, struct error *e)
{
  enum outcome done;

  *more = false;
  if (!settle_waits (s))
    return OK;
  done = s->txn == NULL ? store_settle (s, more, e) : settle_all (s, e);
  if (done == ERR_SYSTEM)
    *more = false; /* a disk that is not written any more: it goes on waiting */
  return done == ERR_SYSTEM ? OK : done;
}

static enum outcome
begin (struct store *s, struct verify *v, struct error *e)
{
  enum outcome done;
  bool more;

  if (s->proof != NULL && clock_ticks () - s->proof->looked < GONE_TICKS)
    return fail (e, ERR_BUSY, 0,
                 _ ("somebody verifies this site already; wait for its end"));
  done = write_waiting (s, &more, e);
  if (done != OK || more)
    return done;
  proof_free (s->proof);
  s->proof = proof_new (s);
  s->proof->looked = clock_ticks ();
  s->proof->pages_of = proof_pages (s);
  *v = (struct verify){ .run = s->proof->number };
  return OK;
}

static void
tell (const struct proof *p, struct verify *v)
{
  v->pages = p->pages < p->pages_of ? p->pages : p->pages_of;
  v->pages_of = p->pages_of;
  v->records = p->all.records;
  v->changes = p->all.changes;
  v->problems = p->problems;
  v->done = p->phase == PHASES;
}

/* The library gives up a store of which it reads a page that does not agree
 * with its sum: then the pages are all that is said.
 */
static void
next_phase (struct proof *p)
{
  p->phase = p->torn ? PHASES : p->phase + 1;
  p->at = 0;
  p->walked_len = 0;
}

void
store_verify_leave (struct store *s)
{
  proof_free (s->proof);
  s->proof = NULL;
}

enum outcome
store_verify (struct store *s, struct verify *v, problem_seen seen, void *with,
              struct error *e)
{
  struct verifying j = { .store = s, .seen = seen, .with = with, .error = e };
  bool phase_done = false;
  enum outcome outcome = v->run == 0 ? begin (s, v, e) : OK;

  if (outcome != OK || v->run == 0)
    return outcome;
  if (s->proof == NULL || s->proof->number != v->run)
    return fail (e, ERR_BUSY, 0,
                 _ ("this verification was given up; begin it again"));
  j.proof = s->proof;
  j.arena = arena_new ();
  outcome = phases[j.proof->phase](&j, &phase_done);
  arena_free (j.arena);
  j.proof->looked = clock_ticks ();
  if (outcome == OK && phase_done)
    next_phase (j.proof);
  tell (j.proof, v);
  if (outcome != OK || v->done)
    store_verify_leave (s);
  return outcome;
}
