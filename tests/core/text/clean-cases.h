/* clean-cases.h - which texts need no look at their letters: told many bytes at
 * a time as byte by byte, and never of one that there is something to do with.
 * Included once for each way that it is told.
 */

#include "core/text/clean.c"

#include "base/bytes.h"
#include "tests/core/text/clean-slowly.h"
#include "tests/tap.h"
#include "text/nfc.h"
#include "text/utf8.h"

#include <stdio.h>
#include <string.h>

static const struct {
  const char *text;
  bool clean;
} cases[] = {
  { "", true },
  { "Nguyễn Văn An", true },
  { "Đường số 5, Phường Sài Gòn, Thành phố Hồ Chí Minh", true },
  { " blanks at the ends ", true },
  { "two  blanks", false },
  { "a\ttab", false },
  { "a line\nend", false },
  { "del\x7f", false },
  { "Nguye\xcc\x82n", false },   /* combining circumflex */
  { "a\xc2\xa0z", false },       /* a blank that does not break */
  { "a\xc2\x85z", false },       /* a control character */
  { "a\xe2\x80\x93z", false },   /* a dash: no too often */
  { "\xef\xbb\xbfz", false },    /* a byte order mark */
  { "\xf0\x9f\x98\x80", false }, /* no too often */
  { "\xc3", false },             /* cut */
  { "\xe1\xba", false },
  { "\xe1\xba\xbf\xbf", false }, /* a byte too many */
  { "\xe1\xba z", false },
  { "\x80", false },
  { "\xc0\xaf", false },     /* too long a way to write it */
  { "\xed\xa0\x80", false }, /* half of a pair */
  { "\xff", false },
};

static void
test_cases (void)
{
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    size_t len = strlen (cases[i].text);

    ok (text_clean (cases[i].text, len) == cases[i].clean
          && clean_slowly (cases[i].text, len) == cases[i].clean,
        "case %zu is %s", i, cases[i].clean ? "clean" : "not clean");
  }
}

/* Each case amidst letters, at every distance from the ends. */
static bool
same_amidst (const char *text)
{
  enum { AROUND = 66 };
  size_t len = strlen (text);
  char room[2 * AROUND + 128];

  for (size_t before = 0; before < AROUND; before++)
    for (size_t behind = 0; behind < AROUND; behind++) {
      char *at = room + before % 7; /* and at several places in memory */

      memset (room, 'x', sizeof room);
      memcpy (at + before, text, len);
      if (text_clean (at, before + len + behind)
          == clean_slowly (at, before + len + behind))
        continue;
      printf ("# %zu letters before and %zu behind\n", before, behind);
      return false;
    }
  return true;
}

/* Nothing is to be done with TEXT but for blanks at its ends. */
static bool
is_settled (const char *text, size_t len)
{
  SCOPED_BYTES tidy = { 0 };

  while (len > 0 && *text == ' ') {
    text++;
    len--;
  }
  while (len > 0 && text[len - 1] == ' ')
    len--;
  if (!utf8_valid (text, len) || utf8_has_control (text, len, false))
    return false;
  nfc_add_tidy (&tidy, text, len, false);
  return tidy.len == len && (len == 0 || memcmp (tidy.at, text, len) == 0);
}

/* A step of a small generator (Numerical Recipes). */
static uint32_t
chance (uint32_t *seed)
{
  *seed = *seed * 1664525u + 1013904223u;
  return *seed >> 8;
}

/* Pieces of text and of what is no text, in any order. */
static size_t
make_text (uint32_t *seed, char *to)
{
  static const char *const pieces[] = {
    "a",
    " ",
    "An",
    "ế",
    "đ",
    "Ơ",
    "ộ",
    ", ",
    "\xc3",
    "\xe1",
    "\xba\xbf",
    "\xcc\x81",
    "\xc2\xa0",
    "\xe3\x80\x80",
    "\xf0\x9f",
    "\n",
    "\xee\x80\x80",
  };
  size_t count = chance (seed) % 24, len = 0;
  uint32_t kinds = chance (seed) % 4 == 0 ? 17 : 8;

  for (size_t i = 0; i < count; i++) {
    const char *piece = pieces[chance (seed) % kinds];

    memcpy (to + len, piece, strlen (piece));
    len += strlen (piece);
  }
  return len;
}

static void
test_many (void)
{
  uint32_t seed = 1;
  unsigned clean = 0;
  bool good = true;
  char text[128];

  for (int i = 0; good && i < 200000; i++) {
    size_t len = make_text (&seed, text);
    bool is_clean = text_clean (text, len);

    good = is_clean == clean_slowly (text, len)
           && (!is_clean || is_settled (text, len));
    clean += is_clean;
    if (!good)
      printf ("# text %d, %zu bytes: said %d\n", i, len, is_clean);
  }
  ok (good && clean > 20000 && clean < 180000,
      "200,000 texts, of which %u are clean", clean);
}

/* Every one, two and three bytes. */
static void
test_all_letters (void)
{
  bool good = true;
  char text[40];

  memset (text, 'x', sizeof text);
  for (unsigned n = 0; good && n < 1u << 24; n += n < 1u << 16 ? 1 : 7) {
    bool is_clean;

    text[30] = (char) (n >> 16);
    text[31] = (char) (n >> 8);
    text[32] = (char) n;
    is_clean = text_clean (text, sizeof text);
    good = is_clean == clean_slowly (text, sizeof text)
           && (!is_clean || is_settled (text, sizeof text));
    if (!good)
      printf ("# %06x: said %d\n", n, is_clean);
  }
  ok (good, "three bytes of all kinds");
}

int
main (void)
{
  bool good = true;

  test_cases ();
  for (size_t i = 0; good && i < sizeof cases / sizeof *cases; i++)
    good = same_amidst (cases[i].text);
  ok (good, "each at every place");
  test_many ();
  test_all_letters ();
  return tap_done ();
}
