/* verify.c - whether everything in the store agrees, a piece at a time. */

#include "store/verify.h"

#include "base/arena.h"
#include "base/language.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { POSTINGS_PIECE = 4000 }; /* rows of the index of words in one call */

void
problem (struct verifying *j, const char *format, ...)
{
  char sentence[512];
  va_list args;

  va_start (args, format);
  vsnprintf (sentence, sizeof sentence, format, args);
  va_end (args);
  j->at->problems++;
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

/* The sums agree only when nothing was saved between the first and the last of
 * what is summed.
 */
enum outcome
verify_words (struct verifying *j, bool *done)
{
  struct verify *v = j->at;
  enum outcome counted =
    find_count (j->store, v->key, &v->key_len, POSTINGS_PIECE, &v->postings,
                done, j->error);

  if (counted == ERR_DAMAGED) {
    problem (j, "find: %s", j->error->text);
    *done = true;
    return OK;
  }
  if (counted == OK && *done && v->words != v->postings
      && v->until == j->store->last.counts.changes)
    problem (j, _ ("find: the index has %llu words, the records have %llu"),
             (unsigned long long) v->postings, (unsigned long long) v->words);
  return counted;
}

static const verify_phase phases[] = {
  verify_chain, verify_records, verify_indexes, verify_words, verify_counters,
};
enum { PHASES = sizeof phases / sizeof *phases };

static void
next_phase (struct verify *v)
{
  v->phase++;
  v->at = 0;
  v->key_len = 0;
  v->done = v->phase == PHASES;
}

enum outcome
store_verify (struct store *s, struct verify *v, problem_seen seen, void *with,
              struct error *e)
{
  struct verifying j = {
    .store = s, .at = v, .seen = seen, .with = with, .error = e
  };
  bool phase_done = false;
  enum outcome outcome;

  if (v->phase >= PHASES || v->key_len > sizeof v->key) {
    v->done = true;
    return OK;
  }
  j.arena = arena_new ();
  outcome = phases[v->phase](&j, &phase_done);
  arena_free (j.arena);
  if (outcome == OK && phase_done)
    next_phase (v);
  return outcome;
}
