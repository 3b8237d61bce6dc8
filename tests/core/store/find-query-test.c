/* find-query-test.c - what is typed, and who is found, in which order. */

#include "store/find-terms.h"
#include "tests/core/store/fixture.h"

/* Records 1, 2, ...: the words of each, in lists ended by ";". */
static const struct {
  const char *names, *numbers, *births, *addresses;
  uint32_t received;
} people[] = {
  /* 1 */ { "Nguyễn Văn An", "001090012345;0900012345", "1990-06-14",
            "12 Lê Lợi, Phường Sài Gòn", 20260105 },
  /* 2 */
  { "Nguyễn Văn Ân;Trần Thị Đào", "001190554321", "1991-01-01;1958",
    "34 Hai Bà Trưng", 20260105 },
  /* 3 */ { "NGUYỄN VĂN ÂN", "B1234567", "1990-06", "12A Lê Lai", 20260206 },
  /* 4 */
  { "Trần Văn Đạo;Lê Thị Hoà", "12345", "1990-06-15;1988-06-14", "Thôn An Bình",
    20260614 },
  /* 5 */
  { "H'Lan Niê;Y Wăn Êban", "1234;AB12C", "2026-06-14", "Buôn Đôn", 20260614 },
  /* 6 */ { "Nguyễn Thị Hòa", "AB1234;17", "1959-06-14", "", 20260614 },
  /* 7 */
  { "Quán Karaoke 1990;Lê Hoàng Anh", "0311990", "1975-04-30", "", 20270101 },
  /* 8 */ { "Đặng Thị Thanh An", "000000012345", "", "", 20270101 },
  /* 9 */ { "Maximilianalexanderjohannsebastian Bach", "", "", "", 20270102 },
  /* 10 */ { "Maximilianalexanderjohannsebastiano Lê", "", "", "", 20270102 },
};

enum { PEOPLE = sizeof people / sizeof *people };

static const struct {
  const char *name, *words;
  bool any;
  const char *found; /* best first */
} cases[] = {
  { "nothing typed", "", false, "" },
  { "only blanks", "  ", false, "" },
  { "only signs", ", . -", false, "" },
  { "one word, newest first", "nguyen", false, "6 3 2 1" },
  { "in any order", "van nguyen", false, "3 2 1" },
  { "capitals do not count", "NGUYEN VĂN", false, "3 2 1" },
  { "a word as a beginning, after whole ones", "an", false, "8 3 2 1 7" },
  { "a blank makes it whole", "an ", false, "8 3 2 1" },
  { "a no-break space too", "an\u00a0", false, "8 3 2 1" },
  { "only the last is a beginning", "ng van", false, "" },
  { "marks: exact ones first", "ân", false, "3 2 8 1 7" },
  { "marks: another order", "đào", false, "2 4" },
  { "without marks all are equal", "dao", false, "4 2" },
  { "decomposed marks", "Đa\u0300o", false, "2 4" },
  { "hòa is hoà", "hoà ", false, "6 4" },
  { "all words with their marks", "nguyễn văn ân ", false, "3 2 1" },
  { "plain words beside marked ones are meant", "nguyễn van ân ", false,
    "3 2 1" },
  { "words of different persons", "van dao", false, "4 2" },
  { "the same word twice: the first is whole", "an an", false, "8 3 2 1" },
  { "one letter", "t", false, "8 6 4 2" },
  { "one letter that is a word", "h", false, "5 7 6 4" },
  { "one letter after a word", "tran d", false, "4 2" },
  { "an apostrophe parts words", "h'lan", false, "5" },
  { "the word behind it", "lan nie", false, "5" },
  { "highland names", "êban y wăn", false, "5" },
  { "nobody", "nguyen xuyen", false, "" },
  { "addresses only when asked for", "le loi", false, "" },
  { "addresses when asked for", "le loi", true, "1" },
  { "names and addresses together", "an", true, "8 4 3 2 1 7" },
  { "a name and an address", "nguyen le", true, "3 1" },
  { "a beginning in an address", "nguyen l", true, "3 1" },
  { "a house number", "12", true, "1" },
  { "a house number with a letter", "12a", true, "3" },
  { "house numbers are no beginnings", "3", true, "" },
  { "four digits: the end of a number", "2345", false, "8 4 1" },
  { "five digits", "12345", false, "8 4 1" },
  { "six digits", "012345", false, "8 1" },
  { "seven digits", "0012345", false, "8 1" },
  { "a whole id", "001090012345", false, "1" },
  { "a phone", "0900012345", false, "1" },
  { "a phone in groups", "0900.012.345", false, "1" },
  { "a phone from abroad", "+84900012345", false, "1" },
  { "longer than any number", "0001090012345", false, "" },
  { "a short number whole", "1234", false, "6 5" },
  { "a short number is no six digits", "001234", false, "" },
  { "a number of two digits", "17", false, "6" },
  { "a paper with a letter in front", "B1234567", false, "3" },
  { "its digits", "1234567", false, "3" },
  { "in small letters", "b1234567", false, "3" },
  { "another letter in front", "c1234567", false, "" },
  { "a paper with letters in front of four digits", "ab1234", false, "6" },
  { "a paper that ends in a letter", "ab12c", false, "5" },
  { "only whole", "ab12", false, "" },
  { "a number and a word", "nguyen 4321", false, "2" },
  { "a year, and numbers and names that end so", "1990", false, "7 4 3 1" },
  { "a year that is born only partly", "1958", false, "2" },
  { "a year and a word", "nguyen 1990", false, "3 1" },
  { "a birth", "14/06/1990", false, "1" },
  { "day and year of different persons are no birth", "14/06/1988", false,
    "4" },
  { "not of different persons", "15/06/1988", false, "" },
  { "short, and with dots", "14.6.1990", false, "1" },
  { "with a comma behind it", "14/06/1990, nguyễn", false, "1" },
  { "a comma ends a word as a blank does", "an,", false, "8 3 2 1" },
  { "with dashes", "14-06-1990", false, "1" },
  { "a birth, and a day of receipt", "14/06/2026", false, "6 5 4" },
  { "the same as files have it", "2026-06-14", false, "6 5 4" },
  { "a month as files have it", "2026-01", false, "2 1" },
  { "a day of receipt and a word", "14/06/2026 tran", false, "4" },
  { "a month of receipt", "01/2026", false, "2 1" },
  { "a month and a word", "dao 1/2026", false, "2" },
  { "no such day: its numbers are words", "31/02/1990", false, "" },
  { "no such month", "13/2026", false, "" },
  { "words longer than the index keeps", "maximilianalexanderjohannsebastian ",
    false, "9" },
  { "their beginnings", "maximilianalexanderjohannsebas", false, "10 9" },
  { "beginnings that are longer", "maximilianalexanderjohannsebastia", false,
    "10 9" },
  { "a longer one", "maximilianalexanderjohannsebastiano", false, "10" },
  { "not quite it", "maximilianalexanderjohannsebastiaan", false, "" },
};

/* ---- facts ------------------------------------------------------------ */

/* Splits TEXT at ";"; returns how many. */
static size_t
split (const char *text, struct arena *arena, const char ***list)
{
  char *copy = arena_copy (arena, text), *piece;
  size_t count = 0;

  *list = arena_take (arena, 8 * sizeof **list);
  while ((piece = strsep (&copy, ";")) != NULL)
    if (*piece != '\0')
      (*list)[count++] = piece;
  return count;
}

static struct facts
facts_numbered (uint32_t ordinal, struct arena *arena)
{
  struct facts f = { .name = "", .birth = "" };
  size_t i = ordinal - 1;

  f.n_names = split (people[i].names, arena, &f.names);
  f.n_numbers = split (people[i].numbers, arena, &f.numbers);
  f.n_births = split (people[i].births, arena, &f.births);
  f.n_addresses = split (people[i].addresses, arena, &f.addresses);
  return f;
}

static enum outcome
give_facts (void *with, uint32_t ordinal, struct arena *arena,
            struct facts *facts, struct error *e)
{
  (void) with;
  if (ordinal < 1 || ordinal > PEOPLE)
    return fail (e, ERR_ABSENT, 0, "no record %u", ordinal);
  *facts = facts_numbered (ordinal, arena);
  return OK;
}

static bool
note (void *with, uint32_t ordinal)
{
  struct bytes *found = with;

  bytes_printf (found, "%s%u", found->len > 0 ? " " : "", ordinal);
  return true;
}

/* ---- the tests -------------------------------------------------------- */

static void
add_people (struct find *find, struct store *store)
{
  struct error e = { 0 };
  bool good = true;

  store_begin (store, &e);
  for (uint32_t ordinal = 1; ordinal <= PEOPLE; ordinal++) {
    struct arena *arena = arena_new ();
    struct facts facts = facts_numbered (ordinal, arena);
    struct find_entry entry = { &facts, people[ordinal - 1].received };

    good &= went (find_change (find, store, ordinal, NULL, &entry, &e), &e);
    arena_free (arena);
  }
  ok (good && went (store_commit (store, &e), &e), "people are added");
}

static void
test_cases (struct find *find, struct store *store)
{
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    SCOPED_BYTES found = { 0 };
    struct error e = { 0 };
    uint32_t total;
    bool about;
    bool good = went (find_query (find, store, cases[i].words, cases[i].any, 20,
                                  give_facts, note, &found, &total, &about, &e),
                      &e);

    if (!ok (good && strcmp (bytes_text (&found), cases[i].found) == 0, "%s",
             cases[i].name))
      printf ("# typed \"%s\" wanted \"%s\" got \"%s\"\n", cases[i].words,
              cases[i].found, bytes_text (&found));
  }
}

static void
test_refused (struct find *find, struct store *store)
{
  static const char *const refused[] = {
    "a b c d e f g h i k l m n o p q r s t u v x y a b", "nguy\xe1\xbb"
  };

  for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
    struct error e = { 0 };
    uint32_t total;
    bool about;

    ok (find_query (find, store, refused[i], false, 20, give_facts, note, NULL,
                    &total, &about, &e)
            == ERR_INPUT
          && e.text[0] != '\0',
        "refused: %s", i == 0 ? "25 words" : "half a letter");
  }
}

static bool
stop (void *with, uint32_t ordinal)
{
  note (with, ordinal);
  return false;
}

static void
test_limit (struct find *find, struct store *store)
{
  static const struct {
    uint32_t limit;
    ordinal_seen seen;
    const char *found;
  } limits[] = { { 0, note, "" },
                 { 1, note, "6" },
                 { 3, note, "6 3 2" },
                 { 9, note, "6 3 2 1" },
                 { 9, stop, "6" } };

  for (size_t i = 0; i < sizeof limits / sizeof *limits; i++) {
    SCOPED_BYTES found = { 0 };
    uint32_t total = 77;
    bool about = true;

    find_query (find, store, "nguyen", false, limits[i].limit, give_facts,
                limits[i].seen, &found, &total, &about, NULL);
    ok (strcmp (bytes_text (&found), limits[i].found) == 0 && total == 4
          && !about,
        "a limit of %u: four in all", limits[i].limit);
  }
}

int
main (void)
{
  struct store *store;
  struct find *find;

  test_start ();
  store = test_create ();
  find = store_words (store);
  add_people (find, store);
  test_cases (find, store);
  test_refused (find, store);
  test_limit (find, store);
  store_close (store);
  return tap_done ();
}
