/* verify-test.c - a store that agrees, and every way in which it may not. */

#include "store/proof.h"
#include "tests/core/store/forms.h"

#include <sys/wait.h>
#include <unistd.h>

static struct store *s;
static struct error e;

/* ---- damages ------------------------------------------------------------ */

static void
change_value (enum table t, struct slice key, size_t at, unsigned char bit)
{
  SCOPED_BYTES value = { 0 };

  table_get (s, t, key, &value, &e);
  value.at[at < value.len ? at : value.len - 1] ^= bit;
  table_put (s, t, key, bytes_slice (&value), &e);
}

/* The first key of a table, kept in HOLD. */
static struct slice
first_key (enum table t, struct bytes *hold)
{
  struct walk w;

  walk_open (s, t, &w, &e);
  if (walk_first (&w, slice_of (NULL, 0), &e) == OK)
    bytes_add (hold, w.key.at, w.key.len);
  walk_close (&w);
  return bytes_slice (hold);
}

static void
body_flipped (enum table t)
{
  struct key k = seq_key (5);

  change_value (t, key_slice (&k), SIZE_MAX, 1);
}

static void
head_flipped (enum table t)
{
  struct key k = seq_key (5);

  change_value (t, key_slice (&k), 8, 1); /* its time */
}

static void
last_flipped (enum table t)
{
  struct key k = seq_key (30);

  change_value (t, key_slice (&k), 8, 1);
}

static void
change_lost (enum table t)
{
  struct key k = seq_key (5);

  table_drop (s, t, key_slice (&k), &e);
}

static void
row_flipped (enum table t)
{
  struct key k = ordinal_key (7);

  change_value (t, key_slice (&k), SIZE_MAX, 1); /* its ward */
}

static void
row_lost (enum table t)
{
  struct key k = ordinal_key (7);

  table_drop (s, t, key_slice (&k), &e);
}

static void
row_old (enum table t)
{
  struct key k = ordinal_key (1);

  change_value (t, key_slice (&k), 0, 31 ^ 1); /* seq 31 becomes 1 */
}

static void
entry_lost (enum table t)
{
  SCOPED_BYTES hold = { 0 };

  table_drop (s, t, first_key (t, &hold), &e);
}

static void
entry_wrong (enum table t)
{
  SCOPED_BYTES hold = { 0 };

  change_value (t, first_key (t, &hold), SIZE_MAX, 2);
}

/* The first entry once more, under a key that nobody has. */
static void
entry_more (enum table t)
{
  SCOPED_BYTES hold = { 0 };
  SCOPED_BYTES value = { 0 };
  struct slice key = first_key (t, &hold);

  table_get (s, t, key, &value, &e);
  hold.at[1] ^= 0x40;
  table_put (s, t, key, bytes_slice (&value), &e);
}

static void
entry_of_nobody (enum table t)
{
  SCOPED_BYTES hold = { 0 };
  struct slice key = first_key (t, &hold);

  hold.at[hold.len - 2] ^= 0x40;
  table_put (s, t, key, slice_of ("\1", 1), &e);
}

static void
word_more (enum table t)
{
  const char *names[] = { "Ai" };
  struct facts facts = { .names = names, .n_names = 1 };
  struct find_entry entry = { &facts, 20261121 };

  (void) t;
  find_change (s->words, s, 500, NULL, &entry, &e);
  settle_all (s, &e);
}

/* 20261121 is 0x01352901. */
static void
number_behind (enum table t)
{
  table_put (s, t, slice_of ("day\x01\x35\x29\x01", 7),
             slice_of ("\2\0\0\0", 4), &e);
}

static void
number_ahead (enum table t)
{
  table_put (s, t, slice_of ("day\x01\x35\x29\x01", 7),
             slice_of ("\x63\0\0\0", 4), &e);
}

static void
number_of_no_day (enum table t)
{
  table_put (s, t, slice_of ("day\x01\x35\x29\x21", 7),
             slice_of ("\2\0\0\0", 4), &e);
}

static void
book_behind (enum table t)
{
  table_put (s, t,
             slice_of ("book\x07\xea"
                       "CS",
                       8),
             slice_of ("\2\0\0\0", 4), &e);
}

static void
last_behind (enum table t)
{
  change_value (t, text_slice ("last"), 0, 1);
}

static const struct {
  const char *name;
  void (*damage) (enum table);
  enum table table;
  const char *words; /* of the sentence that must be said */
} damages[] = {
  { "a byte of a body", body_flipped, T_CHANGES,
    "change 5 of record 5 does not agree with its hash" },
  { "a byte of a head", head_flipped, T_CHANGES,
    "chain is broken before change 6" },
  { "a byte of the last head", last_flipped, T_CHANGES,
    "chain is broken before change 31" },
  { "a change that is gone", change_lost, T_CHANGES, "change 5 is missing" },
  { "a byte of a row", row_flipped, T_RECORDS,
    "record 7 (H29.22.1-261121-0007) does not agree with change 7" },
  { "a row that is gone", row_lost, T_RECORDS, "record 7 is missing" },
  { "a row of an earlier version", row_old, T_RECORDS,
    "record 1 (H29.22.1-261121-0001) stands at change 1, not at 31" },
  { "an id that is gone", entry_lost, T_ID, "i_id: the entry of record" },
  { "an id of another", entry_wrong, T_ID, "i_id: the entry of record" },
  { "an id too many", entry_more, T_ID, "i_id: an entry that record" },
  { "a number that is gone", entry_lost, T_CODE,
    "i_code: the entry of record 1 (" },
  { "a number too many", entry_more, T_CODE,
    "i_code: an entry that record 1 " },
  { "a person that is gone", entry_lost, T_PERSON, "i_person: the entry of" },
  { "a person with another role", entry_wrong, T_PERSON,
    "i_person: the entry of record 1 (H29.22.1-261121-0001) is wrong" },
  { "a person too many", entry_more, T_PERSON, "i_person: an entry that" },
  { "a limit that is gone", entry_lost, T_DUE, "i_due: the entry of record" },
  { "a limit with another row", entry_wrong, T_DUE, "i_due: the entry of" },
  { "a limit too many", entry_more, T_DUE, "i_due: an entry that record" },
  { "a procedure's that is gone", entry_lost, T_PROCEDURE,
    "i_procedure: the entry of record 1 (" },
  { "a procedure's too many", entry_more, T_PROCEDURE,
    "i_procedure: an entry that record 1 " },
  { "a procedure's of nobody", entry_of_nobody, T_PROCEDURE,
    "i_procedure: an entry of record 16385, which is not there" },
  { "a unique that is gone", entry_lost, T_UNIQUE,
    "i_unique: the entry of record" },
  { "a unique too many", entry_more, T_UNIQUE, "i_unique: an entry that" },
  { "a word that is gone", entry_lost, T_FIND, "find: words of record" },
  { "a word too many", word_more, T_FIND, "find: the index has" },
  { "a block of words that is none", entry_more, T_FIND, "find: " },
  { "a number's counter that is behind", number_behind, T_COUNTERS,
    "the last number of day 20261121 is 2, the records have 9" },
  { "a number's counter that is ahead", number_ahead, T_COUNTERS,
    "the last number of day 20261121 is 99, the records have 9" },
  { "a counter of a day without numbers", number_of_no_day, T_COUNTERS,
    "has a counter and no numbers" },
  { "a book's counter that is behind", book_behind, T_COUNTERS,
    "a book is behind record 3 " },
  { "the counter of changes", last_behind, T_COUNTERS,
    "the last change is 31, not 30" },
};

/* ---- sentences ---------------------------------------------------------- */

static void
add_sentence (void *with, const char *sentence)
{
  bytes_printf (with, "%s\n", sentence);
}

/* Thirty dossiers, the first one amended: 31 changes. */
static void
make (void)
{
  struct saved saved;
  struct dossier d;

  s = test_create ();
  test_register (s);
  test_save (s, 1, 30);
  dossier_make (&d, 1);
  d.save.version_read = 1;
  store_begin (s, &e);
  went (store_save (s, &d.save, &saved, &e), &e);
  store_commit (s, &e);
  store_close (s);
  s = test_open ();
}

/* In a transaction, which is aborted: the next damage finds a whole store. */
static void
test_damage (size_t i)
{
  SCOPED_BYTES said = { 0 };
  const char *text;

  store_begin (s, &e);
  damages[i].damage (damages[i].table);
  test_verify (s, add_sentence, &said);
  store_abort (s);
  text = bytes_text (&said);
  if (!ok (strstr (text, damages[i].words) != NULL, "noticed: %s",
           damages[i].name))
    printf ("# wanted \"%s\" got:\n%s", damages[i].words, text);
  ok (strstr (text, "Nguyễn") == NULL && strstr (text, "0012") == NULL,
      "and nobody is named");
}

/* ---- any damage -----------------------------------------------------------
 */

static uint32_t dice = 11;

static uint32_t
roll (size_t below)
{
  dice = dice * 1664525 + 1013904223;
  return (dice >> 8) % (uint32_t) below;
}

/* Keeps the entry of the table at PLACE, counted around; false when there is
 * none.
 */
static bool
entry_at (enum table t, uint32_t place, struct bytes *key, struct bytes *value)
{
  struct walk w;
  enum outcome at;

  walk_open (s, t, &w, &e);
  at = walk_first (&w, slice_of (NULL, 0), &e);
  for (uint32_t i = 0; at == OK && i < place; i++)
    if (walk_next (&w, &e) != OK)
      at = walk_first (&w, slice_of (NULL, 0), &e);
  if (at == OK) {
    bytes_add (key, w.key.at, w.key.len);
    bytes_add (value, w.value.at, w.value.len);
  }
  walk_close (&w);
  return at == OK;
}

/* One bit of a value or a key is another one; the pages agree with their sums.
 * What the dictionary says of its terms is a hint.
 */
static void
damage_anything (enum table t, struct bytes *key, struct bytes *value)
{
  bool hint = t == T_FIND && key->at[0] == 3;
  bool in_key = hint || value->len == 0 || roll (2) == 0;
  struct bytes *where = in_key ? key : value;

  if (in_key)
    table_drop (s, t, bytes_slice (key), &e);
  where->at[roll (where->len)] ^= (unsigned char) (1u << roll (8));
  table_put (s, t, bytes_slice (key), bytes_slice (value), &e);
}

static void
ignore (void *with, const char *sentence)
{
  (void) with;
  (void) sentence;
}

static void
test_any_damage (void)
{
  static const enum table tables[] = {
    T_CHANGES, T_RECORDS,   T_ID,     T_CODE, T_PERSON,
    T_DUE,     T_PROCEDURE, T_UNIQUE, T_FIND,
  };
  unsigned missed = 0, tries = 0;

  for (size_t i = 0; i < 135; i++) {
    enum table t = tables[i % (sizeof tables / sizeof *tables)];
    SCOPED_BYTES key = { 0 };
    SCOPED_BYTES value = { 0 };
    uint32_t place = roll (500);

    if (!entry_at (t, place, &key, &value))
      continue;
    store_begin (s, &e);
    damage_anything (t, &key, &value);
    tries++;
    if (test_verify (s, ignore, NULL) == 0) {
      missed++;
      printf ("# missed: %s, entry %u\n", table_name (t), place);
    }
    store_abort (s);
  }
  ok (missed == 0 && tries == 135, "%u of %u damages were noticed",
      tries - missed, tries);
}

/* What is saved between the pieces is no problem. */
static void
test_meanwhile (void)
{
  struct verify v = { 0 };
  unsigned n = 31, pieces = 0;

  make ();
  while (!v.done) {
    if (store_verify (s, &v, print_problem, NULL, &e) != OK)
      break;
    test_save (s, n, n + 2);
    n += 3;
    pieces++;
  }
  ok (v.done && v.problems == 0 && v.changes == 31 && v.records >= 30,
      "saving goes on between %u pieces", pieces);
  ok (test_verify (s, NULL, NULL) == 0, "and all of it agrees");
  store_close (s);
}

/* What cannot be written waits on, and is looked at where it is. */
static void
test_waiting (void)
{
  make ();
  test_save (s, 31, 90);
  s->read_only = true;
  ok (settle_waits (s) && test_verify (s, NULL, NULL) == 0,
      "what waits in memory agrees");
  s->read_only = false;
  ok (test_verify (s, NULL, NULL) == 0 && !settle_waits (s),
      "and when it is written");
  store_close (s);
}

/* Ends as a killed server does, rows waiting, one of their changes damaged. */
static void
damage_and_die (void)
{
  struct key k = seq_key (36);

  s = test_open ();
  test_save (s, 31, 40);
  store_begin (s, &e);
  change_value (T_CHANGES, key_slice (&k), SIZE_MAX, 1);
  store_commit (s, &e);
  _exit (store_flush (s, &e) == OK && settle_waits (s) ? 0 : 1);
}

/* A change from which rows are to be derived again is proven then. */
static void
test_derived_again (void)
{
  SCOPED_BYTES said = { 0 };
  int status = 1;
  pid_t child;

  make ();
  store_close (s);
  fflush (stdout);
  child = fork ();
  if (child == 0)
    damage_and_die ();
  waitpid (child, &status, 0);
  s = test_open ();
  test_verify (s, add_sentence, &said);
  if (!ok (status == 0
             && strstr (bytes_text (&said),
                        "change 36 of record 35 does not agree with its hash"),
           "a change that was damaged before its rows were written"))
    printf ("# status %d, got:\n%s", status, bytes_text (&said));
  ok (strstr (bytes_text (&said), "record 35: change 36 is damaged"),
      "and its record is named");
  ok (strstr (bytes_text (&said), "of record 36 (") == NULL,
      "the rows of others are");
  store_close (s);
}

/* A form is read once: only who opens the store anew misses it. */
static void
test_form_lost (void)
{
  SCOPED_BYTES said = { 0 };

  table_drop (s, T_CATALOG, slice_of ("\0\1\0\1", 4), &e);
  store_close (s);
  s = test_open ();
  test_verify (s, add_sentence, &said);
  ok (strstr (bytes_text (&said), "record 1 has no form") != NULL,
      "noticed: a form that is gone");
}

/* One dossier more, whose names have COUNT words. */
static void
save_wordy (unsigned n, unsigned count)
{
  SCOPED_BYTES names = { 0 };
  struct saved saved;
  struct dossier d;

  for (unsigned i = 0; i < count; i++)
    bytes_printf (&names, "Tên%u%s", i % 90, i % 7 == 6 ? ", " : " ");
  dossier_make (&d, n);
  d.texts[F_NAME] = d.texts[F_HOME] = bytes_text (&names);
  store_begin (s, &e);
  went (store_save (s, &d.save, &saved, &e), &e);
  store_commit (s, &e);
}

/* The sums come out for dossiers with any number of words: otherwise each is
 * looked at again, which takes long and says nothing.
 */
static void
test_quick (void)
{
  struct verify v = { 0 };
  bool again = false;

  make ();
  for (unsigned n = 0; n < 40; n++)
    save_wordy (31 + n, 5 * n);
  while (!v.done && store_verify (s, &v, print_problem, NULL, &e) == OK)
    again |= s->proof != NULL && s->proof->any;
  ok (v.done && v.problems == 0 && v.records == 70 && !again,
      "what agrees is looked at once");
  store_close (s);
}

static void
test_empty (void)
{
  s = test_create ();
  ok (test_verify (s, NULL, NULL) == 0, "an empty store agrees");
  store_close (s);
}

int
main (void)
{
  test_start ();
  test_empty ();
  make ();
  for (size_t i = 0; i < sizeof damages / sizeof *damages; i++)
    test_damage (i);
  test_any_damage ();
  ok (test_verify (s, NULL, NULL) == 0, "an undamaged store agrees");
  test_form_lost ();
  store_close (s);
  test_quick ();
  test_meanwhile ();
  test_waiting ();
  test_derived_again ();
  return tap_done ();
}
