/* count-test.c - where the store stands, when the counters were not told yet.
 */

#include "tests/core/store/forms.h"

#include "base/clock.h"

#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum { SAVED = 250, DAYS = SAVED / 10 + 1, LOST = COUNTS_WAIT + 90 };

static struct store *s;
static struct error e;

/* What a server that dies leaves to be counted. */
struct told {
  struct counts counts, counted;
  unsigned days;
};

/* ---- those who die ------------------------------------------------------ */

static void
save_at_once (void)
{
  test_save (s, 1, SAVED);
}

static void
save_one_by_one (void)
{
  for (unsigned n = 1; n <= SAVED; n++)
    test_save (s, n, n);
}

static void
save_more (void)
{
  test_save (s, 1, COUNTS_WAIT);
  test_save (s, COUNTS_WAIT + 1, LOST);
}

static void
lose_last (void)
{
  struct key k = seq_key (LOST);

  save_more ();
  store_begin (s, &e);
  store_answer (s, test_site.site, 1, LOST, LOST, clock_now (), &e);
  table_drop (s, T_CHANGES, key_slice (&k), &e);
  store_commit (s, &e);
}

/* Another time in the head of the change before the last. */
static void
break_chain (void)
{
  struct key k = seq_key (LOST - 1);
  SCOPED_BYTES value = { 0 };

  save_more ();
  store_begin (s, &e);
  table_get (s, T_CHANGES, key_slice (&k), &value, &e);
  value.at[8] ^= 1;
  table_put (s, T_CHANGES, key_slice (&k), bytes_slice (&value), &e);
  store_commit (s, &e);
}

/* Does it in a process that ends as a killed server does. */
static struct told
die_after (void (*act) (void))
{
  struct told *told = mmap (NULL, sizeof *told, PROT_READ | PROT_WRITE,
                            MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  struct told result;
  int status;

  store_close (test_create ());
  fflush (stdout);
  if (fork () == 0) {
    s = test_open ();
    test_register (s);
    act ();
    store_flush (s, &e);
    *told = (struct told){ s->last.counts, s->last.counted, s->last.n_days };
    _exit (0);
  }
  wait (&status);
  result = *told;
  munmap (told, sizeof *told);
  return result;
}

/* ---- and what the next one finds ----------------------------------------- */

static bool
same (const struct counts *a, const struct counts *b)
{
  return a->changes == b->changes && a->records == b->records
         && memcmp (a->chain, b->chain, HASH_SIZE) == 0;
}

static bool
numbers_go_on (void)
{
  struct dossier d;
  struct saved saved;
  uint32_t last = 0;

  counter_of_day (s, 20261121, &last, &e);
  dossier_make (&d, SAVED + 20);
  d.save.head.received = test_day (0);
  store_begin (s, &e);
  went (store_save (s, &d.save, &saved, &e), &e);
  store_commit (s, &e);
  return last == 9 && saved.code.serial == 10 && saved.seq == SAVED + 1
         && saved.ordinal == SAVED + 1;
}

static void
test_killed (const char *name, void (*act) (void))
{
  struct told told = die_after (act);

  s = test_open ();
  ok (told.counts.changes == SAVED && told.counted.changes == 0
        && told.days == DAYS_WAIT,
      "%s: numbers of %u days out of %u wait", name, told.days, DAYS);
  ok (same (&told.counts, &s->last.counts)
        && same (&told.counted, &s->last.counted),
      "it is counted again");
  ok (test_verify (s, NULL, NULL) == 0, "all of it agrees");
  ok (numbers_go_on (), "numbers go on where they were");
  store_close (s);
  s = test_open ();
  ok (s->last.counted.changes == SAVED + 1 && s->last.n_days == 0,
      "an end in order says all of it");
  store_close (s);
}

/* Of a store that lost what its owner left word of, too. */
static void
test_refused (const char *name, void (*act) (void), const char *words)
{
  char path[4096];

  die_after (act);
  file_join (path, sizeof path, test_db, "witness", &e);
  unlink (path);
  if (!ok (store_open (&s, test_db, &test_site, 1 << 20, false, &e)
               == ERR_DAMAGED
             && strstr (e.text, words) != NULL,
           "%s is refused", name))
    printf ("# got \"%s\"\n", e.text);
}

/* What was taken is given back, in memory as in the tables. */
static void
test_taken_back (void)
{
  uint32_t before = 1, after = 1;
  struct dossier d;
  struct saved saved;

  s = test_create ();
  test_register (s);
  store_begin (s, &e);
  dossier_make (&d, 1);
  store_save (s, &d.save, &saved, &e);
  counter_of_day (s, 20261121, &before, &e);
  store_abort (s);
  counter_of_day (s, 20261121, &after, &e);
  ok (before == 1 && after == 0 && s->last.n_days == 0,
      "an abort gives a number back");
  store_close (s);
}

int
main (void)
{
  test_start ();
  test_killed ("one transaction", save_at_once);
  test_killed ("one for each", save_one_by_one);
  test_refused ("a log without its last change", lose_last,
                "the log of changes ends at");
  test_refused ("a chain that is broken near its end", break_chain,
                "chain is broken before change");
  test_taken_back ();
  return tap_done ();
}
