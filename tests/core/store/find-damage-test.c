/* find-damage-test.c - an index whose bytes were changed says so; it never
 * answers from what does not decode.
 */

#include "store/find-index.h"
#include "tests/core/store/fixture.h"

static enum outcome
give_facts (void *with, uint32_t ordinal, struct arena *arena,
            struct facts *facts, struct error *e)
{
  (void) with;
  (void) arena;
  return fail (e, ERR_ABSENT, 0, "no facts of %u, %p", ordinal, (void *) facts);
}

static bool
note (void *with, uint32_t ordinal)
{
  (void) with;
  (void) ordinal;
  return true;
}

/* Three people, two of them of one name. */
static bool
fill (struct store *store)
{
  static const char *names[] = { "Nguyễn Văn An", "Trần An", "Lê Bình" };
  static const char *numbers[] = { "001090012345" };
  struct error e = { 0 };
  bool good = store_begin (store, &e) == OK;

  for (uint32_t i = 0; good && i < 3; i++) {
    struct facts facts = { .name = "",
                           .birth = "",
                           .names = &names[i],
                           .n_names = 1,
                           .numbers = numbers,
                           .n_numbers = 1 };
    struct find_entry entry = { &facts, 20261121 };

    good =
      find_change (store_words (store), store, i + 1, NULL, &entry, &e) == OK;
  }
  return good && store_commit (store, &e) == OK
         && settle_all (store, &e) == OK;
}

static enum outcome
ask (struct store *store, const char *words)
{
  struct error e = { 0 };
  uint32_t total;
  bool about;
  enum outcome outcome =
    find_query (store_words (store), store, words, false, 20, give_facts, note,
                NULL, &total, &about, &e);

  return outcome == OK && total == 0 ? ERR_ABSENT : outcome;
}

static enum outcome
count (struct store *store)
{
  unsigned char key[280];
  uint16_t key_len = 0;
  uint64_t postings = 0;
  bool done = false;
  enum outcome outcome = OK;

  while (outcome == OK && !done)
    outcome = find_count (store, key, &key_len, 3, &postings, &done, NULL);
  return outcome;
}

static enum outcome
open_anew (struct store *store)
{
  struct find *find = NULL;
  enum outcome outcome = find_open (store, &find, NULL);

  find_close (find);
  return outcome;
}

#define AN "\0\0\0nan\0" /* chunk 0, "an" without marks */

/* Rows that are put (NULL: dropped), and what becomes of a query for WORDS, of
 * a count and of opening the index.
 */
static const struct {
  const char *name, *key;
  size_t key_len;
  const char *value;
  size_t len;
  const char *words;
  enum outcome asked, counted, opened;
} cases[] = {
  { "nothing", "\0\0\0nxyz\0", 8, NULL, 0, "an", OK, OK, OK },
  { "a container of one byte", AN "\0", 8, "\1", 1, "an", ERR_DAMAGED,
    ERR_DAMAGED, OK },
  { "a container beyond the chunk", AN "\0", 8, "\xff\xff", 2, "an",
    ERR_DAMAGED, ERR_DAMAGED, OK },
  { "a container that another word has", AN "\0", 8, "\1", 1, "binh", OK,
    ERR_DAMAGED, OK },
  { "a block that is cut", "\2\x09\x29\xff\xff\xff\xfe", 7, "\0", 1, "2345",
    ERR_DAMAGED, ERR_DAMAGED, OK },
  { "a key that is too short", "\0\0", 2, "\1\0", 2, "an", OK, ERR_DAMAGED,
    OK },
  { "a word the dictionary has not", "\0\0\0nxyz\0\0", 9, "\1\0", 2, "xyz",
    ERR_ABSENT, ERR_DAMAGED, OK },
  { "a chunk the dictionary has not", "\0\0\1nan\0\0", 8, "\1\0", 2, "an", OK,
    ERR_DAMAGED, OK },
  { "a dictionary that is cut", "\3nan\0\0", 6, "\1\0", 2, "an", OK,
    ERR_DAMAGED, ERR_DAMAGED },
  { "a dictionary of half a chunk", "\3nan\0\0", 6, "\1\0\0\0\1", 5, "an", OK,
    ERR_DAMAGED, ERR_DAMAGED },
  { "a dictionary that lost a word", "\3nan\0\0", 6, NULL, 0, "an", OK,
    ERR_DAMAGED, OK },
};

static void
test_case (size_t i)
{
  struct store *store = test_create ();
  struct slice key = slice_of (cases[i].key, cases[i].key_len);
  enum outcome asked, counted, opened;

  fill (store);
  store_begin (store, NULL);
  if (cases[i].value != NULL)
    table_put (store, T_FIND, key, slice_of (cases[i].value, cases[i].len),
               NULL);
  else
    table_drop (store, T_FIND, key, NULL);
  asked = ask (store, cases[i].words);
  counted = count (store);
  opened = open_anew (store);
  store_abort (store);
  if (!ok (asked == cases[i].asked && counted == cases[i].counted
             && opened == cases[i].opened,
           "%s", cases[i].name))
    printf ("# wanted %d %d %d, got %d %d %d\n", cases[i].asked,
            cases[i].counted, cases[i].opened, asked, counted, opened);
  store_close (store);
}

int
main (void)
{
  test_start ();
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
    test_case (i);
  return tap_done ();
}
