/* syllables.c - every syllable that the tables make. */

#include "tests/core/text/syllables.h"
#include "text/letters.h"
#include "text/syllable.h"
#include "text/utf8.h"

#include <string.h>
#include <uchar.h>

enum { INITIALS_MOST = 128, RHYMES_MOST = 512 };

/* What stands before the vowels, and all that can be behind it. */
struct found {
  struct spelled initials[INITIALS_MOST], rhymes[RHYMES_MOST];
  unsigned n_initials, n_rhymes;
};

static struct spelled
joined (const struct spelled *initial, const struct spelled *rhyme)
{
  struct spelled s = *rhyme;

  memcpy (s.letters, initial->letters, sizeof s.letters);
  memcpy (s.letters + initial->count, rhyme->letters,
          rhyme->count * sizeof *s.letters);
  s.count += initial->count;
  s.initial = initial->count;
  return s;
}

static struct spelled
spelled_of (const char32_t *text)
{
  struct spelled s = { .count = 0 };

  for (; *text != 0; text++)
    s.letters[s.count++] = (uint16_t) *text;
  return s;
}

static bool
goes_before (const struct spelled *initial, const char32_t *rhyme)
{
  struct spelled r = spelled_of (rhyme);
  struct spelled s = joined (initial, &r);

  return syllable_is (s.letters, s.count);
}

static void
try_initial (struct found *f, const struct spelled *s)
{
  if (f->n_initials < INITIALS_MOST
      && (goes_before (s, U"a") || goes_before (s, U"i")))
    f->initials[f->n_initials++] = *s;
}

/* Behind t nothing is a place that is written as one word. */
static void
try_vowels (struct found *f, const struct spelled *vowels)
{
  static const char32_t finals[][3] = { U"",  U"c", U"ch", U"h",  U"k",
                                        U"l", U"m", U"n",  U"ng", U"nh",
                                        U"p", U"r", U"t" };
  struct spelled t = spelled_of (U"t");

  for (size_t i = 0; i < sizeof finals / sizeof *finals; i++) {
    struct spelled final = spelled_of (finals[i]);
    struct spelled rhyme = joined (vowels, &final);
    struct spelled whole = joined (&t, &rhyme);

    rhyme.initial = 0;
    rhyme.vowels = vowels->count;
    if (f->n_rhymes < RHYMES_MOST && syllable_is (whole.letters, whole.count))
      f->rhymes[f->n_rhymes++] = rhyme;
  }
}

/* Tries every string of at most MORE letters behind S. */
static void
each_string (struct found *f, const struct spelled *s, const char32_t *letters,
             unsigned more,
             void (*try) (struct found *, const struct spelled *))
{
  for (const char32_t *l = letters; *l != 0; l++) {
    struct spelled longer = *s;

    longer.letters[longer.count++] = (uint16_t) *l;
    try (f, &longer);
    if (more > 1)
      each_string (f, &longer, letters, more - 1, try);
  }
}

static void
find_parts (struct found *f)
{
  static const char32_t glides[][3] = { U"gi", U"qu" };
  struct spelled none = { .count = 0 };

  f->initials[f->n_initials++] = none;
  for (size_t i = 0; i < sizeof glides / sizeof *glides; i++)
    f->initials[f->n_initials++] = spelled_of (glides[i]);
  each_string (f, &none, U"bcdđghjklmnprstvwx", 3, try_initial);
  each_string (f, &none, U"aăâeêioôơuưy", 3, try_vowels);
}

void
syllables_each (void (*visit) (const struct spelled *, void *with), void *with)
{
  static struct found f;

  f.n_initials = f.n_rhymes = 0;
  find_parts (&f);
  for (unsigned i = 0; i < f.n_initials; i++)
    for (unsigned r = 0; r < f.n_rhymes; r++) {
      struct spelled s = joined (&f.initials[i], &f.rhymes[r]);

      if (!syllable_is (s.letters, s.count)
          || syllable_parse (s.letters, s.count).initial != s.initial)
        continue;
      for (s.tone = TONE_LEVEL; s.tone < TONES; s.tone++)
        if (syllable_bears (s.letters, s.count, s.tone))
          visit (&s, with);
    }
}

static bool
is_marked (uint16_t letter)
{
  return letter >= 0x80;
}

/* ă â ê ô ơ ư, the ơ of ươ; else the last vowel before a final, the middle one
 * of three, the first of two: but the second of oa, oe, uy in the new style.
 */
unsigned
spelled_bearer (const struct spelled *s, enum tone_style style)
{
  const uint16_t *v = s->letters + s->initial;
  bool has_final = s->initial + s->vowels < s->count;

  for (unsigned i = s->vowels; i-- > 0;)
    if (is_marked (v[i]))
      return s->initial + i;
  if (has_final)
    return s->initial + s->vowels - 1;
  if (s->vowels == 3)
    return s->initial + 1;
  if (s->vowels == 2 && style == TONE_NEW
      && ((v[0] == 'o' && (v[1] == 'a' || v[1] == 'e'))
          || (v[0] == 'u' && v[1] == 'y')))
    return s->initial + 1;
  return s->initial;
}

unsigned
spelled_text (const struct spelled *s, enum tone_style style,
              char text[SPELLED_TEXT])
{
  unsigned bearer = spelled_bearer (s, style);
  char *to = text;

  for (unsigned i = 0; i < s->count; i++) {
    struct letter l = { 0 };

    letter_of (s->letters[i], &l);
    l.tone = (uint8_t) (i == bearer ? s->tone : TONE_LEVEL);
    to += utf8_put (letter_code (l), to);
  }
  *to = '\0';
  return (unsigned) (to - text);
}
