/* find-oracle-test.c - the index against a plain scan: 20,000 records, 10,000
 * queries, with changes, an abort and a new start in between.
 */

#include "tests/core/store/find-oracle.h"

enum {
  ROUNDS = 6,
  QUERIES = 1700, /* in each round */
  CHANGES = 300,
};

/* ---- the comparison --------------------------------------------------- */

static bool
note (void *with, uint32_t ordinal)
{
  struct answer *answer = with;

  if (answer->count < RECORDS)
    answer->found[answer->count++] = ordinal;
  return true;
}

static void
print (const char *whose, const struct answer *answer)
{
  printf ("# %s: %u%s:", whose, answer->total, answer->about ? "+" : "");
  for (uint32_t i = 0; i < answer->count && i < 12; i++)
    printf (" %u", answer->found[i]);
  printf ("\n");
}

static bool
compare (struct find *find, struct store *store, struct query *q,
         uint32_t *hits)
{
  static struct answer wanted, got;
  struct error e = { 0 };
  bool good;

  got.count = 0;
  good = went (find_query (find, store, q->words, q->any, q->limit, give_facts,
                           note, &got, &got.total, &got.about, &e),
               &e);
  ask_oracle (q, &wanted);
  good &=
    got.total == wanted.total && got.about == wanted.about
    && got.count == wanted.count
    && memcmp (got.found, wanted.found, got.count * sizeof *got.found) == 0;
  *hits += wanted.total > 0;
  if (!good) {
    printf ("# \"%s\"%s, at most %u\n", q->words, q->any ? " anywhere" : "",
            q->limit);
    print ("wanted", &wanted);
    print ("got", &got);
  }
  return good;
}

static void
compare_all (struct find *find, struct store *store, const char *when)
{
  uint32_t hits = 0;
  unsigned wrong = 0;
  struct query q;

  for (unsigned i = 0; i < QUERIES && wrong < 5; i++) {
    random_query (&q);
    wrong += !compare (find, store, &q, &hits);
  }
  ok (wrong == 0 && hits > QUERIES / 2,
      "%s: %u queries as the oracle, %u with hits", when, QUERIES, hits);
}

/* Each word alone: some are so rare beside others that fold as they do that
 * the best are found long after enough is counted.
 */
static void
compare_words (struct find *find, struct store *store)
{
  uint32_t hits = 0;
  unsigned wrong = 0;

  for (unsigned i = 0; i < 2 * KNOWN; i++) {
    struct query q = { .count = 1, .limit = 20 };
    struct asked *a = &q.parts[0];

    ask_word (a, i / 2, false);
    a->beginning = i % 2 == 0 && a->kind == WORD;
    q.marked = has_marks (a->typed);
    snprintf (q.words, sizeof q.words, "%s%s", a->typed, i % 2 == 0 ? "" : " ");
    wrong += !compare (find, store, &q, &hits);
  }
  ok (wrong == 0, "each word alone, %u times with hits", hits);
}

/* ---- what happens to the index ---------------------------------------- */

/* Brings the index from what a record WAS (or NULL) to what it is. */
static bool
change (struct find *find, struct store *store, const struct record *was,
        const struct record *is)
{
  struct arena *arena = arena_new ();
  struct facts old, now;
  struct find_entry before = { &old, was->received };
  struct find_entry after = { &now, is->received };
  struct error e = { 0 };
  bool good;

  old = facts_of_record (was, arena);
  now = facts_of_record (is, arena);
  good =
    went (find_change (find, store, is->ordinal, was->live ? &before : NULL,
                       is->live ? &after : NULL, &e),
          &e);
  arena_free (arena);
  return good;
}

static bool
add_all (struct find *find, struct store *store)
{
  static const struct record nobody;
  bool good = true;

  for (unsigned i = 0; good && i < RECORDS; i++)
    good = change (find, store, &nobody, &records[i]);
  return good;
}

/* Some record, and what becomes of it: amended, removed or brought back. */
static struct record *
pick_change (struct record *is)
{
  struct record *r = &records[next_random (RECORDS)];

  *is = *r;
  if (one_in (4))
    is->live = false;
  else if (one_in (3)) {
    is->live = true;
    random_text (&is->names[0], 1);
  } else
    random_record (is);
  return r;
}

/* The records follow when KEEP. */
static bool
change_some (struct find *find, struct store *store, bool keep)
{
  bool good = true;

  for (unsigned i = 0; good && i < CHANGES; i++) {
    struct record is, *r = pick_change (&is), was = *r;

    if (keep)
      *r = is;
    good = change (find, store, &was, &is);
  }
  return good;
}

/* The index holds what the records have, and nothing else. */
static void
check_whole (struct find *find, struct store *store)
{
  struct arena *arena = arena_new ();
  unsigned char key[280];
  uint16_t key_len = 0;
  uint64_t wanted = 0, got = 0;
  bool good = true, done = false, held;
  struct error e = { 0 };

  for (unsigned i = 0; good && i < RECORDS; i++) {
    struct facts facts = facts_of_record (&records[i], arena);
    struct find_entry entry = { &facts, records[i].received };

    if (!records[i].live)
      continue;
    wanted += find_postings (&entry);
    good =
      went (find_holds (find, store, records[i].ordinal, &entry, &held, &e), &e)
      && held;
  }
  ok (good, "every record's words are held");
  while (good && !done)
    good = went (find_count (store, key, &key_len, 500, &got, &done, &e), &e);
  if (!ok (good && wanted == got, "and no others"))
    printf ("# wanted %ju postings, got %ju\n", (uintmax_t) wanted,
            (uintmax_t) got);
  arena_free (arena);
}

static struct find *
open_again (struct store **store)
{
  store_close (*store);
  *store = test_open ();
  return store_words (*store);
}

/* An aborted transaction tells the memory of chunks that the table does not
 * know; what is added there afterwards must be found by the next to open it.
 */
static struct find *
abort_some (struct store **store, struct find *find)
{
  uint64_t before = state;
  bool good;

  store_begin (*store, NULL);
  good = change_some (find, *store, false) && settle_all (*store, NULL) == OK;
  store_abort (*store);
  compare_all (find, *store, "after an abort");

  state = before;
  store_begin (*store, NULL);
  good &= change_some (find, *store, true);
  ok (good && store_commit (*store, NULL) == OK, "the same changes, kept");
  return open_again (store);
}

/* A part of what waits, in a round that stays at work. */
static bool
write_some (struct find *find, struct store *store)
{
  enum { POSTINGS = 2000 };
  struct error e = { 0 };
  bool good = store_begin (store, &e) == OK;

  find_begin (find);
  return good && find_write (find, store, POSTINGS, &e) == OK
         && store_commit (store, &e) == OK && !find_written (find);
}

static bool
write_all (struct find *find, struct store *store)
{
  return find_settle (find, store, NULL) == OK && !find_waits (find);
}

/* How far what was changed is written when it is looked for. */
static const struct {
  const char *name;
  bool (*write) (struct find *, struct store *);
} states[] = {
  { "written", write_all },
  { "that wait", NULL },
  { "written in part", write_some },
  { "that wait beside a round", NULL },
};

static void
test_state (struct find *find, struct store *store, unsigned i)
{
  char when[64];
  bool good;

  store_begin (store, NULL);
  good = change_some (find, store, true) && store_commit (store, NULL) == OK
         && (states[i].write == NULL || states[i].write (find, store));
  snprintf (when, sizeof when, "%u changes, %s", CHANGES, states[i].name);
  ok (good && find_waits (find) == (states[i].write != write_all), "%s", when);
  compare_all (find, store, when);
}

int
main (void)
{
  struct store *store;
  struct find *find;

  test_start ();
  random_records ();
  store = test_create ();
  find = store_words (store);
  store_begin (store, NULL);
  ok (add_all (find, store), "%u records are added", RECORDS);
  store_commit (store, NULL);
  compare_all (find, store, "as added");
  compare_words (find, store);

  for (unsigned i = 0; i < sizeof states / sizeof *states; i++)
    test_state (find, store, i);
  find = abort_some (&store, find);
  compare_all (find, store, "opened again");
  check_whole (find, store);
  store_close (store);
  return tap_done ();
}
