/* build-test.c - a store that was built offline is the one that transactions
 * would have made, and goes on as it.
 */

#include "tests/core/store/forms.h"

#include "store/build.h"
#include "store/log-run.h"

enum {
  SAVED = 16100, /* a chunk of words, and some */
  LATE = 9000,   /* so many came in order; those behind them, long before */
};

static unsigned in_order;

static struct error e;

/* How many records have a word is a hint, which transactions write now and
 * then.
 */
static struct slice
without_hint (enum table t, const struct walk *w)
{
  if (t == T_FIND && w->key.at[0] == 3)
    return slice_of (w->value.at + 4, w->value.len - 4);
  return w->value;
}

/* Every key and value of a table, hashed one after another. */
static void
sum_of (struct store *s, enum table t, unsigned char sum[HASH_SIZE])
{
  struct hash hash;
  struct walk w;

  hash_start (&hash, NULL);
  walk_open (s, t, &w, &e);
  for (enum outcome at = walk_first (&w, slice_of (NULL, 0), &e); at == OK;
       at = walk_next (&w, &e)) {
    hash_add (&hash, &w.key.len, sizeof w.key.len);
    struct slice value = without_hint (t, &w);

    hash_add (&hash, w.key.at, w.key.len);
    hash_add (&hash, value.at, value.len);
  }
  walk_close (&w);
  hash_end (&hash, sum);
}

struct sums {
  unsigned char of[TABLES_BUILT][HASH_SIZE];
};

static struct sums
sums_of (struct store *s)
{
  struct sums sums;

  for (enum table t = 0; t < TABLES_BUILT; t++)
    sum_of (s, t, sums.of[t]);
  return sums;
}

/* Saves FROM to UNTIL as a client's import would; false when one fails. */
/* Their lengths differ, so that some page begins with a multiple of 256. */
static bool
save_some (struct store *s, unsigned from, unsigned until)
{
  static const char notes[] =
    "khai lai lan nua, vi ban truoc bi mat khi chuyen nha den phuong nay";
  struct arena *arena = arena_new ();
  struct dossier d;
  struct saved saved;
  bool good = true;

  for (unsigned n = from; good && n <= until; n++) {
    struct findings findings = { 0 };
    struct facts facts;

    dossier_make (&d, n);
    if (n > in_order) {
      d.save.head.received = test_day (-(int) (n % 1000));
      d.save.head.due = test_day ((int) (n % 7));
    }
    d.texts[F_NOTES] = &notes[n * n % (sizeof notes - 1)];
    facts = facts_of (&test_form, &d.save.values, arena);
    d.save.facts = n % 3 == 0 ? NULL : &facts; /* the store derives its own */
    store_officer (s, n % 2 == 0 ? "lan" : "minh", &d.save.officer, &e);
    good = store_uniques (s, &test_form, &d.save.values, &facts, d.save.id,
                          &findings, &e)
             == OK
           && store_save (s, &d.save, &saved, &e) == OK && saved.ordinal == n;
    findings_free (&findings);
    arena_clear (arena);
  }
  arena_free (arena);
  return good;
}

/* Whether another dossier with the values of the first is found to be there,
 * by name and birth and by its number.
 */
static bool
finds_twin (struct store *s)
{
  struct arena *arena = arena_new ();
  struct findings findings = { 0 };
  struct dossier d;
  struct facts facts;
  bool by_hash = false, by_number = false;

  dossier_make (&d, 1);
  d.save.id[0] = 'x';
  facts = facts_of (&test_form, &d.save.values, arena);
  store_uniques (s, &test_form, &d.save.values, &facts, d.save.id, &findings,
                 &e);
  for (size_t i = 0; i < findings.count; i++) {
    by_hash |= strcmp (findings.at[i].id, "U1") == 0;
    by_number |= strcmp (findings.at[i].id, "U2") == 0;
  }
  findings_free (&findings);
  arena_free (arena);
  return by_hash && by_number;
}

static void
register_forms (struct store *s)
{
  uint16_t number;

  store_begin (s, &e);
  store_register (s, &test_form, &number, &e);
  store_register (s, &marriage_form, &number, &e);
  store_commit (s, &e);
  store_flush (s, &e);
}

static bool
by_transactions (struct store *s)
{
  bool good = true, more = true;

  for (unsigned n = 1; good && n < SAVED; n += 1000)
    good = store_begin (s, &e) == OK
           && save_some (s, n, n + 999 < SAVED ? n + 999 : SAVED)
           && store_commit (s, &e) == OK;
  while (good && more)
    good = store_settle (s, &more, &e) == OK;
  return good && store_flush (s, &e) == OK;
}

static void
count (void *with)
{
  ++*(unsigned *) with;
}

static bool
by_building (struct store *s)
{
  static const unsigned char client[ID_SIZE] = "a client of this";
  unsigned signs = 0;
  uint64_t first, last;
  SCOPED_BYTES result = { 0 };
  struct store *b;
  bool good;

  if (!went (store_build (s, 1, &b, &e), &e))
    return false;
  good = save_some (b, 1, SAVED) && finds_twin (b)
         && store_build_end (b, count, &signs, &result, &e) == OK;
  store_build_free (b);
  return good && signs > 0
         && store_adopt (s, bytes_slice (&result), client, 7, test_day (0), &e)
              == OK
         && store_answered (s, client, 7, &first, &last, &e) == OK && first == 1
         && last == SAVED;
}

/* How many changes are not found in the file of the log, where keys that lead
 * to a page are cut behind the byte that tells it from the one before.
 */
static unsigned
asked_of_the_library (struct store *s)
{
  struct log_run *r = log_run_of (s);
  unsigned asked = 0;

  for (uint64_t seq = 1; seq + 200 < SAVED; seq++) {
    enum outcome got = log_run_first (r, seq, &e);

    asked += got != OK || r->seq != seq || r->swept;
  }
  log_run_rest (r);
  return asked;
}

/* With COUNT dossiers that come in their order first. */
static void
test_build (unsigned count)
{
  struct sums want, got;
  struct store *s = test_create ();
  unsigned asked;

  in_order = count;
  register_forms (s);
  ok (by_transactions (s), "dossiers are saved in transactions, %u in order",
      count);
  want = sums_of (s);
  store_close (s);

  s = test_create ();
  register_forms (s);
  if (!ok (by_building (s), "the same are built"))
    printf ("# %s\n", e.text);
  got = sums_of (s);
  for (enum table t = 0; t < TABLES_BUILT; t++)
    ok (memcmp (want.of[t], got.of[t], HASH_SIZE) == 0, "%s is the same",
        table_name (t));
  asked = asked_of_the_library (s);
  ok (asked == 0, "all changes are found in the file of the log: %u are not",
      asked);
  ok (test_verify (s, NULL, NULL) == 0, "all of it agrees");
  ok (test_save (s, SAVED + 1, SAVED + 50), "saving goes on");
  store_close (s);
  s = test_open ();
  ok (test_verify (s, NULL, NULL) == 0, "and is there after opening again");
  store_close (s);
}

int
main (void)
{
  test_start ();
  test_build (SAVED);
  test_build (LATE);
  return tap_done ();
}
