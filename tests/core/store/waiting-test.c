/* waiting-test.c - rows that wait before they are written: nobody sees a
 * difference, and none is lost when the process dies.
 */

#include "tests/core/store/forms.h"

#include "base/arena.h"
#include "dossier/state.h"
#include "store/waiting.h"

#include <sys/wait.h>
#include <unistd.h>

static struct store *s;
static struct error e;

/* ---- beside a table whose rows do not wait --------------------------------
 *
 * Whatever is done to T_PERSON is done to T_RECEIPTS too.
 */

enum { KEYS = 1500, STEPS = 80000, LONG = 9000 };

static uint64_t seed = 20261122;

static unsigned
next_random (unsigned most)
{
  seed ^= seed << 13;
  seed ^= seed >> 7;
  seed ^= seed << 17;
  return (unsigned) (seed >> 11) % most;
}

/* Keys of 1 to 5 bytes, some the front of others. */
static struct key
random_key (void)
{
  char text[8];
  struct key k = { .len = 0 };

  snprintf (text, sizeof text, "%05u", next_random (KEYS) * 137 % 100000);
  key_bytes (&k, text, next_random (10) == 0 ? 1 + next_random (4) : 5);
  return k;
}

static bool
same_get (void)
{
  SCOPED_BYTES one = { 0 };
  SCOPED_BYTES other = { 0 };
  struct key k = random_key ();

  return table_get (s, T_PERSON, key_slice (&k), &one, NULL)
           == table_get (s, T_RECEIPTS, key_slice (&k), &other, NULL)
         && slices_equal (bytes_slice (&one), bytes_slice (&other));
}

static bool
same_put (void)
{
  static unsigned char value[LONG];
  struct key k = random_key ();
  size_t len = next_random (500) == 0 ? LONG : next_random (40);

  for (size_t i = 0; i < len; i++)
    value[i] = (unsigned char) next_random (256);
  return table_put (s, T_PERSON, key_slice (&k), slice_of (value, len), &e)
           == OK
         && table_put (s, T_RECEIPTS, key_slice (&k), slice_of (value, len), &e)
              == OK;
}

static bool
same_add (void)
{
  struct key k = random_key ();

  return table_add (s, T_PERSON, key_slice (&k), text_slice ("+"), NULL)
         == table_add (s, T_RECEIPTS, key_slice (&k), text_slice ("+"), NULL);
}

static bool
same_drop (void)
{
  struct key k = random_key ();

  return table_drop (s, T_PERSON, key_slice (&k), NULL)
         == table_drop (s, T_RECEIPTS, key_slice (&k), NULL);
}

/* What is said to be lacking is not there; how often it is said. */
static unsigned lacking;

static bool
same_lack (void)
{
  struct key k = random_key ();
  struct walk w;
  bool said = table_lacks (s, T_PERSON, key_slice (&k)), good;

  lacking += said;
  good = walk_open (s, T_RECEIPTS, &w, &e) == OK
         && (!said || walk_first (&w, key_slice (&k), NULL) != OK
             || !slice_begins (w.key, key_slice (&k)));
  walk_close (&w);
  return good;
}

/* A step of both walks, by a number; both must come to the same pair. */
static bool
same_step (struct walk *one, struct walk *other, unsigned how)
{
  struct key k = random_key ();
  enum outcome a = OK, b = OK;

  switch (how) {
  case 0:
    a = walk_first (one, key_slice (&k), NULL);
    b = walk_first (other, key_slice (&k), NULL);
    break;
  case 1:
    a = walk_back (one, key_slice (&k), NULL);
    b = walk_back (other, key_slice (&k), NULL);
    break;
  case 2:
    a = walk_last (one, NULL);
    b = walk_last (other, NULL);
    break;
  case 3:
    a = walk_first (one, slice_of (NULL, 0), NULL);
    b = walk_first (other, slice_of (NULL, 0), NULL);
    break;
  default:
    if (one->key.len == 0)
      return true;
    a = how % 2 ? walk_next (one, NULL) : walk_previous (one, NULL);
    b = how % 2 ? walk_next (other, NULL) : walk_previous (other, NULL);
  }
  return a == b && slices_equal (one->key, other->key)
         && slices_equal (one->value, other->value);
}

static bool
same_walk (void)
{
  struct walk one, other;
  bool good = walk_open (s, T_PERSON, &one, &e) == OK
              && walk_open (s, T_RECEIPTS, &other, &e) == OK;
  unsigned way = 4 + next_random (2);

  for (unsigned i = next_random (60); good && i > 0; i--)
    good =
      same_step (&one, &other, next_random (8) == 0 ? next_random (6) : way);
  walk_close (&one);
  walk_close (&other);
  return good;
}

/* All of both, front to back. */
static bool
same_whole (void)
{
  struct walk one, other;
  bool good = walk_open (s, T_PERSON, &one, &e) == OK
              && walk_open (s, T_RECEIPTS, &other, &e) == OK
              && same_step (&one, &other, 3);

  while (good && one.key.len > 0)
    good = same_step (&one, &other, 5);
  walk_close (&one);
  walk_close (&other);
  return good;
}

static bool
in_transaction (bool (*doing) (void))
{
  return s->txn != NULL ? doing () : true;
}

/* Writes some rows of a round in the transaction at hand. */
static bool
write_some (void)
{
  if (waiting_done (s->waiting))
    waiting_begin (s->waiting);
  return waiting_write (s->waiting, s, next_random (60), &e) == OK;
}

/* Many come, or no more. */
static bool
hurry (void)
{
  if (waiting_wants (s->waiting))
    return waiting_prepare (s->waiting, s, &e) == OK;
  if (next_random (20) == 0)
    waiting_calm (s->waiting);
  waiting_hurry (s->waiting, 100);
  return true;
}

/* Begins a transaction, or writes in it, or ends it. */
static bool
turn (void)
{
  if (s->txn == NULL && next_random (400) == 0)
    return settle_piece (s, &e) == OK;
  if (s->txn == NULL)
    return store_begin (s, &e) == OK;
  if (next_random (400) == 0)
    return settle_all (s, &e) == OK;
  if (next_random (8) == 0)
    return write_some ();
  if (next_random (3) > 0)
    return store_commit (s, &e) == OK;
  store_abort (s);
  return true;
}

static bool
step (void)
{
  switch (next_random (14)) {
  case 0: return same_walk ();
  case 1:
  case 2: return same_get ();
  case 3:
  case 4: return in_transaction (same_drop);
  case 5: return in_transaction (same_add);
  case 6: return turn ();
  case 7: return hurry ();
  case 8: return same_lack ();
  default: return in_transaction (same_put);
  }
}

static bool
close_and_open (void)
{
  store_close (s);
  s = test_open ();
  return !settle_waits (s);
}

static void
test_same (void)
{
  unsigned n = 0;
  size_t most = 0;

  s = test_create ();
  while (n < STEPS && step ()) {
    most = waiting_rows (s->waiting) > most ? waiting_rows (s->waiting) : most;
    n++;
    if (n % (STEPS / 8) == 0 && (!same_whole () || !close_and_open ()))
      break;
  }
  ok (n == STEPS && same_whole (), "after %u steps both tables are the same",
      n);
  ok (most > 500, "of which %zu rows waited at once", most);
  ok (lacking > 100, "%u times it was known that nothing is there", lacking);
  store_close (s);
}

/* ---- what follows from changes --------------------------------------------
 */

static struct saved
save_as (unsigned n, unsigned read, uint8_t state, const char *number)
{
  struct dossier d;
  struct saved saved = { 0 };

  dossier_make (&d, n);
  d.save.version_read = read;
  d.save.head.state = state;
  d.save.action = read > 0 ? AMEND : CREATE;
  if (number != NULL)
    d.texts[F_SUBJECT_NUMBER] = number;
  if (went (store_save (s, &d.save, &saved, &e), &e))
    return saved;
  return (struct saved){ 0 };
}

static unsigned
of_person (uint64_t number)
{
  unsigned rows = 0;

  store_by_person (s, number, 100, count_row, &rows, &e);
  return rows;
}

static unsigned
due_until (uint32_t day)
{
  struct filter f = { .due_until = day, .limit = 1000 };
  unsigned rows = 0;
  bool more;

  store_list (s, &f, count_row, &rows, &more, &e);
  return rows;
}

static unsigned
duplicates (unsigned n)
{
  struct arena *arena = arena_new ();
  struct findings findings = { 0 };
  struct dossier d;
  struct facts facts;
  unsigned found;

  dossier_make (&d, n);
  d.save.id[15] ^= 1; /* another dossier with the same values */
  facts = facts_of (&test_form, &d.save.values, arena);
  went (store_uniques (s, &test_form, &d.save.values, &facts, d.save.id,
                       &findings, &e),
        &e);
  arena_free (arena);
  found = (unsigned) findings.count;
  findings_free (&findings);
  return found;
}

static void
test_seen (void)
{
  uint32_t ordinal;
  struct dossier d;

  s = test_create ();
  test_register (s);
  store_begin (s, &e);
  save_as (1, 0, 2, NULL);
  dossier_make (&d, 1);
  ok (store_by_id (s, d.save.id, &ordinal, &e) == OK && ordinal == 1
        && of_person (1200000001) == 1 && duplicates (1) == 2
        && due_until (20991231) == 1,
      "what a transaction brings is found in it");
  store_abort (s);
  ok (store_by_id (s, d.save.id, &ordinal, &e) == ERR_ABSENT
        && of_person (1200000001) == 0 && duplicates (1) == 0
        && due_until (20991231) == 0,
      "and not when it was given up");
  ok (test_save (s, 1, 30) && settle_waits (s), "entries of dossiers wait");
  ok (duplicates (7) == 2 && of_person (1200000007) == 1
        && due_until (20991231) == 30,
      "and are found");
  ok (test_verify (s, NULL, NULL) == 0, "all agrees when it is verified");
  ok (!settle_waits (s), "for which they are written");
  store_close (s);
}

/* ---- when the process dies --------------------------------------------------
 */

/* Half of it is written by then, some of that of a round that is not done. */
static void
save_and_die (void)
{
  s = test_open ();
  test_save (s, 31, 400);
  s->round.paced = s->last.counts.changes; /* a small piece */
  settle_piece (s, &e);
  store_begin (s, &e);
  save_as (31, 1, 2, "001299000031");
  save_as (32, 1, RETURNED, NULL);
  store_commit (s, &e);
  settle_piece (s, &e);
  store_flush (s, &e);
  store_begin (s, &e);
  save_as (401, 0, 2, NULL);
  _exit (s->round.begun && settle_waits (s) ? 0 : 1);
}

static void
test_killed (void)
{
  int status = 1;
  pid_t child;

  fflush (stdout);
  child = fork ();
  if (child == 0)
    save_and_die ();
  waitpid (child, &status, 0);
  ok (status == 0, "a process dies in a round: %x", (unsigned) status);

  s = test_open ();
  ok (settle_waits (s), "entries wait again");
  ok (of_person (1200000031) == 0 && of_person (1299000031) == 1,
      "an amended number is in the index, the old one is not");
  ok (due_until (20991231) == 399, "one that was finished is due no more: %u",
      due_until (20991231));
  ok (of_person (1200000400) == 1 && of_person (1200000401) == 0,
      "what was committed is there, what was not is not");
  ok (test_verify (s, NULL, NULL) == 0, "and all agrees");
  store_close (s);
  s = test_open ();
  ok (!settle_waits (s) && due_until (20991231) == 399
        && test_verify (s, NULL, NULL) == 0,
      "also when it is opened again");
  store_close (s);
}

/* A site of an earlier version has no such counter: all is written. */
static void
test_without_counter (void)
{
  s = test_open ();
  store_begin (s, &e);
  table_drop (s, T_COUNTERS, text_slice ("words"), &e);
  store_commit (s, &e);
  store_close (s);
  s = test_open ();
  ok (!settle_waits (s) && test_verify (s, NULL, NULL) == 0,
      "a store without the counter opens");
  store_close (s);
}

int
main (void)
{
  test_start ();
  test_same ();
  test_seen ();
  test_killed ();
  test_without_counter ();
  return tap_done ();
}
