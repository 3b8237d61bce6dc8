/* collate-test.c - Vietnamese order: lists that are in order, and the order of
 * every syllable there is.
 */

#include "tests/core/text/syllables.h"
#include "tests/tap.h"
#include "text/collate.h"

#include <stdlib.h>
#include <string.h>

static int
compare (const char *a, const char *b, enum collate by)
{
  SCOPED_BYTES one = { 0 }, two = { 0 };
  size_t least;
  int order;

  collate_add (&one, a, strlen (a), by);
  collate_add (&two, b, strlen (b), by);
  least = one.len < two.len ? one.len : two.len;
  order = memcmp (one.at, two.at, least);
  if (order == 0)
    order = one.len < two.len ? -1 : one.len > two.len;
  return order < 0 ? -1 : order > 0;
}

static const struct {
  const char *name;
  enum collate by;
  const char *list[10]; /* each before the next */
} lists[] = {
  { "letters",
    COLLATE_WHOLE,
    { "a", "ă", "â", "b", "c", "d", "đ", "e", "ê", "g" } },
  { "more letters",
    COLLATE_WHOLE,
    { "o", "ô", "ơ", "p", "t", "u", "ư", "v", "y" } },
  { "tones", COLLATE_WHOLE, { "ma", "mà", "mả", "mã", "má", "mạ", "mă" } },
  { "a letter counts for more than a tone",
    COLLATE_WHOLE,
    { "ạ", "an", "ạn", "ang", "anh", "ạnh", "ăn" } },
  { "words, not letters",
    COLLATE_WHOLE,
    { "An Bình", "An Đông", "Án Bình", "Ang", "Ba" } },
  { "a word before more words", COLLATE_WHOLE, { "An", "An Bình", "Ăn" } },
  { "small before capital", COLLATE_WHOLE, { "an", "An", "AN", "an a" } },
  { "numbers by their size",
    COLLATE_WHOLE,
    { "Phường 1", "Phường 2", "Phường 10", "Phường 10A", "Phường An" } },
  { "other letters", COLLATE_WHOLE, { "z", "越" } },
  { "given name, surname, the rest",
    COLLATE_GIVEN,
    { "Trần Thị An", "Trần Văn An", "Lê Văn Bình", "Nguyễn Bình",
      "Nguyễn Thị Bình", "Nguyễn An Cường" } },
  { "surname first",
    COLLATE_FAMILY,
    { "Lê Văn Bình", "Nguyễn An Cường", "Nguyễn Bình", "Trần Thị An" } },
  { "a name of one word", COLLATE_GIVEN, { "An", "Lê An", "Bình" } },
};

static const char *const equals[][2] = {
  { "hòa", "hoà" },
  { "thúy", "thuý" },
  { "Nguyễn  An", "Nguyễn An" },
  { "Nguyễn", "Nguye\xCC\x82\xCC\x83n" },
  { "H'Hen", "H’Hen" },
  { "Phường 01", "Phường 1" },
};

/* What ICU 72.1 makes of the syllables, in its order "vi": see icu-order.c. */
enum { SYLLABLES = 67344 };
static const uint64_t icu_hash = 0x55e42ec838a62094;

struct row {
  char text[SPELLED_TEXT];
  struct bytes key;
};

struct rows {
  struct row *all;
  size_t count;
};

static void
add_row (const struct spelled *s, void *with)
{
  struct rows *rows = with;
  struct row *row = &rows->all[rows->count];
  unsigned len;

  if (rows->count++ >= SYLLABLES)
    return;
  len = spelled_text (s, TONE_OLD, row->text);
  collate_add (&row->key, row->text, len, COLLATE_WHOLE);
}

static int
by_key (const void *a, const void *b)
{
  const struct bytes *one = &((const struct row *) a)->key;
  const struct bytes *two = &((const struct row *) b)->key;
  size_t least = one->len < two->len ? one->len : two->len;
  int order = memcmp (one->at, two->at, least);

  return order != 0 ? order : (one->len > two->len) - (one->len < two->len);
}

/* FNV-1a, of the texts and the 0 behind each. */
static uint64_t
hash_of (const struct rows *rows)
{
  uint64_t hash = 0xcbf29ce484222325;

  for (size_t i = 0; i < rows->count; i++)
    for (size_t at = 0; at <= strlen (rows->all[i].text); at++)
      hash = (hash ^ (uint8_t) rows->all[i].text[at]) * 0x100000001b3;
  return hash;
}

static void
test_syllables (void)
{
  struct rows rows = { calloc (SYLLABLES, sizeof *rows.all), 0 };

  if (rows.all == NULL)
    abort ();
  syllables_each (add_row, &rows);
  ok (rows.count == SYLLABLES, "%zu syllables", rows.count);
  if (rows.count > SYLLABLES)
    rows.count = SYLLABLES;
  qsort (rows.all, rows.count, sizeof *rows.all, by_key);
  if (!ok (hash_of (&rows) == icu_hash, "they are in ICU's order"))
    printf ("# got %016llx\n", (unsigned long long) hash_of (&rows));
  for (size_t i = 0; i < rows.count; i++)
    bytes_free (&rows.all[i].key);
  free (rows.all);
}

static void
put_syllable (const struct spelled *s, void *with)
{
  char text[SPELLED_TEXT];

  (void) with;
  spelled_text (s, TONE_OLD, text);
  puts (text);
}

int
main (int argc, char **argv)
{
  if (argc > 1 && strcmp (argv[1], "syllables") == 0) {
    syllables_each (put_syllable, NULL);
    return 0;
  }
  for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
    bool good = true;

    for (int a = 0; a < 10 && lists[i].list[a] != NULL; a++)
      for (int b = 0; b < 10 && lists[i].list[b] != NULL; b++) {
        const char *one = lists[i].list[a], *two = lists[i].list[b];
        int wanted = a < b ? -1 : a > b;

        if (compare (one, two, lists[i].by) == wanted)
          continue;
        good = false;
        printf ("# %s and %s: wanted %d\n", one, two, wanted);
      }
    ok (good, "order: %s", lists[i].name);
  }
  for (size_t i = 0; i < sizeof equals / sizeof *equals; i++)
    ok (compare (equals[i][0], equals[i][1], COLLATE_WHOLE) == 0,
        "equal: %s and %s", equals[i][0], equals[i][1]);
  test_syllables ();
  return tap_done ();
}
