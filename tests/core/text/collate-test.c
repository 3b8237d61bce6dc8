/* collate-test.c - Vietnamese order, given as lists that are in order. */

#include "tests/tap.h"
#include "text/collate.h"

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

int
main (void)
{
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
  return tap_done ();
}
