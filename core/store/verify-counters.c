/* verify-counters.c - numbers that were given against those that are next. */

#include "store/verify.h"

#include "base/language.h"

#include <string.h>

static const struct slice day_prefix = { (const unsigned char *) "day", 3 };

static enum outcome
check_last (struct verifying *j)
{
  const struct counts *want = &j->store->last.counted;
  struct error why = { 0 };
  struct counts have;

  if (counters_stored (j->store, &have, &why) != OK)
    problem (j, _ ("counters: %s"), why.text);
  else if (have.changes != want->changes || have.records != want->records
           || memcmp (have.chain, want->chain, HASH_SIZE) != 0)
    problem (j, _ ("counters: the last change is %llu, not %llu"),
             (unsigned long long) want->changes,
             (unsigned long long) have.changes);
  return OK;
}

/* ---- dossier numbers --------------------------------------------------- */

/* Day and serial of an entry of i_code; false when it is no own number. */
static bool
own_number (const struct walk *w, uint32_t *day, uint32_t *serial)
{
  struct reader r = reader_of (w->key.at, w->key.len);
  uint8_t kind = take_u8 (&r);

  *day = take_be32 (&r);
  *serial = take_be32 (&r);
  return kind == CODE_OWN && !r.bad && r.left == 0;
}

/* The last number that a record of DAY has; 0 when there is none. */
static enum outcome
last_number (struct store *s, uint32_t day, uint32_t *serial, struct error *e)
{
  struct code code = { CODE_OWN, day, UINT32_MAX, "" };
  struct key k = code_key (&code);
  uint32_t found_day = 0;
  struct walk w;
  enum outcome got = walk_open (s, T_CODE, &w, e);

  if (got == OK)
    got = walk_back (&w, key_slice (&k), e);
  if (got != OK || !own_number (&w, &found_day, serial) || found_day != day)
    *serial = 0;
  walk_close (&w);
  return got == ERR_ABSENT ? OK : got;
}

static enum outcome
check_day (struct verifying *j, uint32_t day)
{
  uint32_t counted = 0, given = 0;
  enum outcome got = counter_of_day (j->store, day, &counted, j->error);

  if (got == OK)
    got = last_number (j->store, day, &given, j->error);
  if (got == OK && counted != given)
    problem (j,
             _ ("counters: the last number of day %u is %u, the records "
                "have %u"),
             day, counted, given);
  return got;
}

/* Every day that records have numbers of. */
static enum outcome
check_given (struct verifying *j, struct walk *w)
{
  struct code next = { CODE_OWN, 0, 0, "" };
  struct key k = code_key (&next);
  enum outcome at = walk_first (w, key_slice (&k), j->error);
  uint32_t serial;

  while (at == OK && own_number (w, &next.day, &serial)) {
    at = check_day (j, next.day++);
    k = code_key (&next);
    if (at == OK)
      at = walk_first (w, key_slice (&k), j->error);
  }
  return at == ERR_ABSENT ? OK : at;
}

/* Every day that has a counter. */
static enum outcome
check_counted (struct verifying *j, struct walk *w)
{
  enum outcome at = walk_first (w, day_prefix, j->error);

  while (at == OK && slice_begins (w->key, day_prefix)) {
    uint32_t given = 0;

    at = last_number (j->store, key_end (w->key), &given, j->error);
    if (at == OK && given == 0)
      problem (j, _ ("counters: day %u has a counter and no numbers"),
               key_end (w->key));
    if (at == OK)
      at = walk_next (w, j->error);
  }
  return at == ERR_ABSENT ? OK : at;
}

/* ---- mending them -------------------------------------------------------- */

static enum outcome
mend_day (struct store *s, uint32_t day, struct error *e)
{
  uint32_t counted = 0, given = 0;
  enum outcome got = counter_of_day (s, day, &counted, e);

  if (got == OK)
    got = last_number (s, day, &given, e);
  return got == OK && counted != given ? counter_set_day (s, day, given, e)
                                       : got;
}

/* Days that have numbers, each once. */
static enum outcome
mend_given (struct store *s, struct walk *w, struct error *e)
{
  struct code next = { CODE_OWN, 0, 0, "" };
  struct key k = code_key (&next);
  enum outcome at = walk_first (w, key_slice (&k), e);
  uint32_t serial;

  while (at == OK && own_number (w, &next.day, &serial)) {
    at = mend_day (s, next.day++, e);
    k = code_key (&next);
    if (at == OK)
      at = walk_first (w, key_slice (&k), e);
  }
  return at == ERR_ABSENT ? OK : at;
}

/* Days that have a counter and no numbers lose it. */
static enum outcome
mend_counted (struct store *s, struct walk *w, struct error *e)
{
  enum outcome at = walk_first (w, day_prefix, e);

  while (at == OK && slice_begins (w->key, day_prefix)) {
    struct key key = { .len = 0 };
    uint32_t given = 0;

    key_bytes (&key, w->key.at, w->key.len);
    at = last_number (s, key_end (w->key), &given, e);
    if (at == OK && given == 0)
      at = table_drop (s, T_COUNTERS, key_slice (&key), e);
    if (at == OK)
      at = walk_first (w, key_slice (&key), e);
    if (at == OK && slices_equal (w->key, key_slice (&key)))
      at = walk_next (w, e);
  }
  return at == ERR_ABSENT ? OK : at;
}

enum outcome
counters_mend_days (struct store *s, struct error *e)
{
  static const struct {
    enum table table;
    enum outcome (*mend) (struct store *, struct walk *, struct error *);
  } steps[] = { { T_CODE, mend_given }, { T_COUNTERS, mend_counted } };
  enum outcome done = OK;

  for (size_t i = 0; done == OK && i < sizeof steps / sizeof *steps; i++) {
    struct walk w;

    done = walk_open (s, steps[i].table, &w, e);
    if (done == OK)
      done = steps[i].mend (s, &w, e);
    walk_close (&w);
  }
  return done;
}

/* ---- batches ----------------------------------------------------------- */

static enum outcome
check_batches (struct verifying *j, struct walk *w)
{
  struct store *s = j->store;
  struct sealed batch, last = { 0 };
  enum outcome at = walk_first (w, slice_of (NULL, 0), j->error);

  while (at == OK) {
    at = store_sealed (s, key_end (w->key), &batch, j->error);
    if (at == OK
        && (batch.number != last.number + 1 || batch.first != last.last + 1
            || batch.last < batch.first))
      problem (j, _ ("batches: batch %u does not follow %u"), batch.number,
               last.number);
    last = batch;
    if (at == OK)
      at = walk_next (w, j->error);
  }
  if (last.last > s->last.counts.changes)
    problem (j, _ ("batches: batch %u has changes that are not there"),
             last.number);
  return at == ERR_ABSENT ? OK : at;
}

/* ---- all of it --------------------------------------------------------- */

static const struct {
  enum table table;
  enum outcome (*check) (struct verifying *, struct walk *);
} walks[] = {
  { T_CODE, check_given },
  { T_COUNTERS, check_counted },
  { T_BATCHES, check_batches },
};

enum outcome
verify_counters (struct verifying *j, bool *done)
{
  enum outcome got = check_last (j);

  for (size_t i = 0; got == OK && i < sizeof walks / sizeof *walks; i++) {
    struct walk w;

    got = walk_open (j->store, walks[i].table, &w, j->error);
    if (got == OK)
      got = walks[i].check (j, &w);
    walk_close (&w);
  }
  *done = got == OK;
  return got;
}
