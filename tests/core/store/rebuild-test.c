/* rebuild-test.c - indexes and words come back from records and changes. */

#include "tests/core/store/forms.h"

static struct store *s;
static struct error e;

static bool
add_ordinal (void *with, const struct row *row)
{
  bytes_printf (with, "%u ", row->ordinal);
  return true;
}

static bool
finds (const char *words, const char *want)
{
  SCOPED_BYTES seen = { 0 };
  uint32_t total;
  bool about;

  return store_find (s, words, false, 20, add_ordinal, &seen, &total, &about,
                     &e)
           == OK
         && strcmp (bytes_text (&seen), want) == 0;
}

/* Every second entry of a table goes. */
static void
thin (enum table t)
{
  unsigned n = 0;
  struct walk w;

  walk_open (s, t, &w, &e);
  for (enum outcome at = walk_first (&w, slice_of (NULL, 0), &e); at == OK;
       at = walk_next (&w, &e))
    if (n++ % 2 == 0)
      table_drop (s, t, w.key, &e);
  walk_close (&w);
}

static const enum table indexes[] = {
  T_ID, T_CODE, T_PERSON, T_DUE, T_PROCEDURE, T_UNIQUE, T_FIND,
};

static void
ignore (void *with, const char *sentence)
{
  (void) with;
  (void) sentence;
}

static void
test_rebuild (void)
{
  store_begin (s, &e);
  for (size_t i = 0; i < sizeof indexes / sizeof *indexes; i++)
    thin (indexes[i]);
  store_commit (s, &e);
  table_put (s, T_ID, slice_of ("an id of nobody.", ID_SIZE),
             slice_of ("\7\0\0\0", 4), &e);
  ok (test_verify (s, ignore, NULL) > 100, "indexes are damaged");
  ok (went (store_rebuild (s, &e), &e), "they are made anew");
  ok (test_verify (s, NULL, NULL) == 0, "all of it agrees");
  ok (finds ("001200000007", "7 "), "words are found again");
  ok (test_save (s, 1201, 1210) && test_verify (s, NULL, NULL) == 0,
      "and saving goes on");
}

static uint32_t
derived_now (void)
{
  uint32_t of = 0;

  counter_of_derived (s, &of, &e);
  return of;
}

/* As if FACTS_VERSION were another now than when the store was written. */
static void
test_other_version (void)
{
  store_begin (s, &e);
  thin (T_PERSON);
  store_commit (s, &e);
  counter_set_derived (s, DERIVED + 1, &e);
  store_close (s);
  s = test_open ();
  ok (derived_now () == DERIVED && test_verify (s, NULL, NULL) == 0,
      "indexes of another version are made anew when the store is opened");
}

static void
test_cut_off (void)
{
  store_begin (s, &e);
  table_clear (s, T_PERSON, &e);
  counter_set_derived (s, 0, &e);
  store_commit (s, &e);
  store_close (s);
  s = test_open ();
  ok (derived_now () == DERIVED && test_verify (s, NULL, NULL) == 0
        && finds ("001200000007", "7 "),
      "who did not finish is finished for");
}

int
main (void)
{
  test_start ();
  s = test_create ();
  test_register (s);
  ok (test_save (s, 1, 1200), "dossiers are saved");
  ok (finds ("001200000007", "7 "), "one is found");
  test_rebuild ();
  test_other_version ();
  test_cut_off ();
  store_close (s);
  return tap_done ();
}
