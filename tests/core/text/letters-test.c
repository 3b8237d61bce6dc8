/* letters-test.c - what holds for every letter and every pair of letters, of
 * Vietnamese and of ASCII, however they are written: composed, or taken apart
 * with their marks in either order.
 */

#include "tests/tap.h"
#include "text/collate.h"
#include "text/fold.h"
#include "text/letters.h"
#include "text/nfc.h"
#include "text/utf8.h"
#include "text/width.h"

#include <string.h>

enum form { COMPOSED, SHAPE_FIRST, TONE_FIRST, FORMS };

static uint32_t letters[256];
static unsigned n_letters;

static void
find_letters (void)
{
  struct letter l;

  for (uint32_t code = 'A'; code < 0x2000; code++)
    if (letter_of (code, &l))
      letters[n_letters++] = code;
}

static void
add_code (struct bytes *to, uint32_t code)
{
  char raw[4];

  if (code != 0)
    bytes_add (to, raw, utf8_put (code, raw));
}

static void
add_letter (struct bytes *to, uint32_t code, enum form form)
{
  struct letter l = { 0 };
  uint32_t shape, tone;

  letter_of (code, &l);
  shape = letter_shape_mark ((enum shape) l.shape);
  tone = letter_tone_mark ((enum tone) l.tone);
  if (form == COMPOSED) {
    add_code (to, code);
    return;
  }
  l.tone = TONE_LEVEL;
  if (l.shape != SHAPE_STROKE)
    l.shape = SHAPE_NONE;
  add_code (to, letter_code (l));
  add_code (to, form == SHAPE_FIRST ? shape : tone);
  add_code (to, form == SHAPE_FIRST ? tone : shape);
}

/* ONE, what stands between, OTHER. */
static void
put_pair (struct bytes *to, unsigned one, const char *between, unsigned other,
          enum form form)
{
  bytes_clear (to);
  add_letter (to, letters[one], form);
  bytes_add_text (to, between);
  add_letter (to, letters[other], form);
  bytes_text (to);
}

static void
collate_whole (struct bytes *to, const char *text, size_t len)
{
  collate_add (to, text, len, COLLATE_WHOLE);
}

static void
words_add (struct bytes *to, const char *text, size_t len)
{
  const char *at = text, *end = text + len;
  struct word w;

  while (word_next (&at, end, &w)) {
    bytes_add_text (to, w.fold);
    bytes_add_char (to, (char) w.n_marks);
    bytes_add (to, w.marks, w.n_marks & 0x7f);
  }
}

static bool
same (const struct bytes *a, const struct bytes *b)
{
  return a->len == b->len && (a->len == 0 || !memcmp (a->at, b->at, a->len));
}

/* Calls TRY with every pair of letters, and counts what it finds wrong. */
static unsigned
each_pair (bool (*try) (unsigned, unsigned))
{
  unsigned wrong = 0;

  for (unsigned one = 0; one < n_letters; one++)
    for (unsigned other = 0; other < n_letters; other++)
      if (!try (one, other) && wrong++ < 10)
        printf ("# letters %u and %u\n", one, other);
  return wrong;
}

/* ---- what is tried ---- */

/* Taken apart or not: the same normal form, fold, order, case and words. */
static bool
is_one_text (unsigned one, unsigned other)
{
  static void (*const deeds[]) (struct bytes *, const char *, size_t) = {
    nfc_add, fold_add, small_add, capital_add, collate_whole, words_add
  };
  SCOPED_BYTES composed = { 0 }, apart = { 0 }, wanted = { 0 }, got = { 0 };
  bool good = true;

  put_pair (&composed, one, "", other, COMPOSED);
  for (enum form form = SHAPE_FIRST; form < FORMS; form++) {
    put_pair (&apart, one, "", other, form);
    for (size_t i = 0; i < sizeof deeds / sizeof *deeds; i++) {
      bytes_clear (&wanted);
      bytes_clear (&got);
      deeds[i](&wanted, (char *) composed.at, composed.len);
      deeds[i](&got, (char *) apart.at, apart.len);
      good = good && same (&wanted, &got);
      good = good && (deeds[i] != nfc_add || same (&got, &composed));
    }
  }
  return good;
}

/* Blanks of all kinds, one or many, fold to one and sort as one. */
static bool
is_one_blank (unsigned one, unsigned other)
{
  static const char *const blanks[] = { "  ", "\u00a0", "\t", " \u00a0\n",
                                        "\u200b \u3000" };
  SCOPED_BYTES pair = { 0 }, fold = { 0 }, key = { 0 };
  bool good = true;

  put_pair (&pair, one, " ", other, COMPOSED);
  fold_add (&fold, (char *) pair.at, pair.len);
  collate_whole (&key, (char *) pair.at, pair.len);
  for (size_t i = 0; i < sizeof blanks / sizeof *blanks; i++) {
    SCOPED_BYTES wide = { 0 }, wide_fold = { 0 }, wide_key = { 0 };

    put_pair (&wide, one, blanks[i], other, (enum form) (i % FORMS));
    fold_add (&wide_fold, (char *) wide.at, wide.len);
    collate_whole (&wide_key, (char *) wide.at, wide.len);
    good = good && same (&fold, &wide_fold) && same (&key, &wide_key);
  }
  return good;
}

/* Two letters of ASCII, small, one each. */
static bool
is_folded (unsigned one, unsigned other)
{
  SCOPED_BYTES pair = { 0 }, fold = { 0 };
  struct letter a = { 0 }, b = { 0 };

  letter_of (letters[one], &a);
  letter_of (letters[other], &b);
  put_pair (&pair, one, "", other, TONE_FIRST);
  fold_add (&fold, (char *) pair.at, pair.len);
  return fold.len == 2 && fold.at[0] == (a.base | 0x20)
         && fold.at[1] == (b.base | 0x20);
}

/* Cut to 0, 1, 2 cells or to any number of bytes: never within a letter. */
static bool
is_cut_between (unsigned one, unsigned other)
{
  bool good = true;

  for (enum form form = COMPOSED; form < FORMS; form++) {
    SCOPED_BYTES first = { 0 }, pair = { 0 };
    const char *text;

    add_letter (&first, letters[one], form);
    put_pair (&pair, one, "", other, form);
    text = (const char *) pair.at;
    good = good && width_cells (text, pair.len) == 2
           && utf8_letters (text, pair.len) == 2
           && width_fit (text, pair.len, 0) == 0
           && width_fit (text, pair.len, 1) == first.len
           && width_fit (text, pair.len, 2) == pair.len;
    for (size_t most = 0; most < pair.len; most++)
      good = good
             && utf8_cut (text, pair.len, most)
                  == (most < first.len ? 0 : first.len);
  }
  return good;
}

/* Two letters have one key only if they are one; and what comes in another
 * word does not turn their order round.
 */
static int
order_of (unsigned one, unsigned other, const char *behind_one,
          const char *behind_other)
{
  SCOPED_BYTES a = { 0 }, b = { 0 }, key_a = { 0 }, key_b = { 0 };
  size_t least;
  int order;

  add_letter (&a, letters[one], COMPOSED);
  add_letter (&b, letters[other], TONE_FIRST);
  bytes_add_text (&a, behind_one);
  bytes_add_text (&b, behind_other);
  collate_whole (&key_a, (char *) a.at, a.len);
  collate_whole (&key_b, (char *) b.at, b.len);
  least = key_a.len < key_b.len ? key_a.len : key_b.len;
  order = memcmp (key_a.at, key_b.at, least);
  return order != 0 ? order : (int) key_a.len - (int) key_b.len;
}

static bool
is_ordered (unsigned one, unsigned other)
{
  int order = order_of (one, other, "", "");
  bool same_but_case =
    letter_small (letters[one]) == letter_small (letters[other]);

  if ((order == 0) != (one == other)
      || (order < 0) != (order_of (other, one, "", "") > 0))
    return false;
  return same_but_case
         || (order < 0) == (order_of (one, other, " z", " a") < 0);
}

int
main (void)
{
  static const struct {
    const char *name;
    bool (*try) (unsigned, unsigned);
  } laws[] = {
    { "taken apart or not is one text", is_one_text },
    { "blanks of all kinds are one", is_one_blank },
    { "folded is small, without marks", is_folded },
    { "cut between letters", is_cut_between },
    { "the order is strict, word by word", is_ordered },
  };

  find_letters ();
  ok (n_letters == 134 + 52, "%u letters", n_letters);
  for (size_t i = 0; i < sizeof laws / sizeof *laws; i++) {
    unsigned wrong = each_pair (laws[i].try);

    ok (wrong == 0, "%s: all pairs, %u wrong", laws[i].name, wrong);
  }
  return tap_done ();
}
