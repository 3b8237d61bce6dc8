/* syllable.c - what a Vietnamese syllable can look like.
 *
 * The tables are the phonology of school grammars, and behind it what names of
 * the highlands need: Krông Búk, Ngọk Réo, Dliê Ya, Tẻh, Krêl.
 */

#include "text/syllable.h"
#include "text/letters.h"
#include "text/typing.h"
#include "text/utf8.h"

#include <uchar.h>

#define COUNT(array) (sizeof (array) / sizeof *(array))
enum { LETTERS_MOST = 32 };

static const char32_t initials[][5] = {
  U"b", U"c", U"ch", U"d", U"đ", U"g", U"gh", U"gi", U"h", U"k", U"kh", U"l",
  U"m", U"n", U"ng", U"ngh", U"nh", U"p", U"ph", U"qu", U"r", U"s", U"t",
  U"th", U"tr", U"v", U"x",
  /* of the highlands */
  U"bh", U"bl", U"br", U"chr", U"djr", U"dl", U"đl", U"dr", U"đr", U"dz",
  U"gl", U"gr", U"hl", U"hm", U"hn", U"hr", U"ht", U"j", U"jl", U"kb", U"kd",
  U"kl", U"km", U"kn", U"kp", U"kr", U"kt", U"ml", U"mn", U"pl", U"pn", U"pr",
  U"px", U"rb", U"rc", U"rl", U"rm", U"rs", U"rt", U"rv", U"sm", U"sr", U"w",
  U"xt",
};

/* Finals.  H, L and R stand in names of the highlands only, K nearly so. */
enum {
  OPEN = 1,
  C = 2,
  CH = 4,
  M = 8,
  N = 16,
  NG = 32,
  NH = 64,
  P = 128,
  T = 256,
  K = 512,
  H = 1024,
  L = 2048,
  R = 4096,
  HLR = H | L | R,
  FLAT = 8192, /* vowels of the highlands that never bear a tone */
};

static const struct {
  char32_t letters[3];
  uint16_t bit;
} finals[] = {
  { U"c", C },   { U"ch", CH }, { U"m", M }, { U"n", N }, { U"ng", NG },
  { U"nh", NH }, { U"p", P },   { U"t", T }, { U"k", K }, { U"h", H },
  { U"l", L },   { U"r", R },
};

/* The vowels of a syllable, and what may stand behind them. */
static const struct {
  char32_t letters[4];
  uint16_t finals;
} nuclei[] = {
  { U"a", OPEN | C | CH | M | N | NG | NH | P | T | K | HLR },
  { U"ă", C | M | N | NG | P | T | K | HLR },
  { U"â", C | M | N | NG | P | T | K | HLR },
  { U"e", OPEN | C | M | N | NG | P | T | K | HLR },
  { U"ê", OPEN | C | CH | M | N | NG | NH | P | T | HLR },
  { U"i", OPEN | CH | M | N | NG | NH | P | T | HLR },
  { U"o", OPEN | C | M | N | NG | P | T | K | HLR },
  { U"ô", OPEN | C | M | N | NG | NH | P | T | K | HLR },
  { U"ơ", OPEN | M | N | NG | P | T | K | HLR },
  { U"u", OPEN | C | CH | M | N | NG | P | T | K | HLR },
  { U"ư", OPEN | C | M | N | NG | T | HLR },
  { U"y", OPEN | CH | M | N | NH | P | T },
  { U"ai", OPEN | H },
  { U"ao", OPEN },
  { U"au", OPEN },
  { U"ay", OPEN },
  { U"ăi", H | FLAT },
  { U"âu", OPEN },
  { U"ây", OPEN },
  { U"ea", OPEN | FLAT },
  { U"ei", OPEN | FLAT },
  { U"eo", OPEN },
  { U"êê", OPEN | FLAT },
  { U"êu", OPEN },
  { U"ia", OPEN | R },
  { U"iê", C | M | N | NG | P | T | R },
  { U"iêu", OPEN },
  { U"iơ", R | FLAT },
  { U"iu", OPEN },
  { U"oa", OPEN | C | CH | M | N | NG | NH | P | T | H | L },
  { U"oai", OPEN },
  { U"oao", OPEN },
  { U"oay", OPEN },
  { U"oă", C | M | N | NG | T },
  { U"oe", OPEN | C | M | N | NG | T },
  { U"oeo", OPEN },
  { U"oi", OPEN },
  { U"oo", C | NG },
  { U"ôi", OPEN },
  { U"ơi", OPEN },
  { U"ua", OPEN | R },
  { U"uâ", N | NG | T },
  { U"uây", OPEN },
  { U"uê", OPEN | C | CH | NH | H },
  { U"ui", OPEN },
  { U"uô", C | M | N | NG | P | T | L | R },
  { U"uôi", OPEN },
  { U"uơ", OPEN },
  { U"uy", OPEN | CH | N | NH | P | T },
  { U"uya", OPEN },
  { U"uyê", N | T },
  { U"uyu", OPEN },
  { U"ưa", OPEN },
  { U"ưi", OPEN },
  { U"ươ", C | M | N | NG | P | T | L },
  { U"ươi", OPEN },
  { U"ươu", OPEN },
  { U"ưu", OPEN },
  { U"ya", OPEN | NG | FLAT },
  { U"yê", M | N | NG | T },
  { U"yêu", OPEN },
  { U"yo", K | FLAT },
};

/* Names of places and clans that no table makes: several syllables in one word,
 * an open iê or ă.
 */
static const char32_t places[][8] = {
  U"adrơng",
  U"ana",
  U"avương",
  U"byă",
  U"dliê",
  U"đakrông",
  U"đliê",
  U"êban",
  U"ênuôl",
  U"kpă",
  U"kuăng",
  U"laêê",
  U"miâu",
  U"niê",
  U"pơơ",
  U"rơmah",
  U"sơmei",
  U"yă",
  U"yiêng",
  U"yông",
  U"zuôich",
};

/* What a letter of the tables is without its mark. */
static char32_t
base_of (char32_t letter)
{
  switch (letter) {
  case U'ă':
  case U'â': return 'a';
  case U'đ': return 'd';
  case U'ê': return 'e';
  case U'ô':
  case U'ơ': return 'o';
  case U'ư': return 'u';
  default: return letter;
  }
}

static bool
is_vowel (uint16_t letter)
{
  char32_t base = base_of (letter);

  return base == 'a' || base == 'e' || base == 'i' || base == 'o' || base == 'u'
         || base == 'y';
}

/* How a letter is held against the one of a table: LOOSE takes one without a
 * mark for one that may still get it.
 */
enum match { EXACT, LOOSE };

static bool
is_same (uint16_t letter, char32_t wanted, enum match match)
{
  return letter == wanted
         || (match == LOOSE && letter < 0x80 && base_of (wanted) == letter);
}

/* How many letters of the text TABLE stand at LETTERS, of at most COUNT; -1
 * when one is another.
 */
static int
begins (const uint16_t *letters, unsigned count, const char32_t *table,
        enum match match)
{
  unsigned i = 0;

  for (; i < count; i++)
    if (table[i] == 0 || !is_same (letters[i], table[i], match))
      return -1;
  return (int) i;
}

struct syllable
syllable_parse (const uint16_t *letters, unsigned count)
{
  struct syllable s = { 0 };
  unsigned at = 0;

  while (at < count && !is_vowel (letters[at]))
    at++;
  if (at == 1 && count > 1
      && ((letters[0] == 'q' && letters[1] == 'u')
          || (letters[0] == 'g' && letters[1] == 'i' && count > 2
              && is_vowel (letters[2]))))
    at = 2;
  s.initial = at;
  while (at < count && is_vowel (letters[at]))
    at++;
  s.vowels = at - s.initial;
  s.final = count - at;
  return s;
}

/* c, g, ng stand before a o u; k, gh, ngh before e i.  (k before all: Kar.) */
static bool
suits (const uint16_t *letters, const struct syllable *s)
{
  uint16_t vowel = letters[s->initial];
  bool is_front = vowel == 'e' || vowel == U'ê' || vowel == 'i' || vowel == 'y';
  uint16_t last = s->initial > 0 ? letters[s->initial - 1] : 0;

  if (s->initial == 1 && last == 'g')
    return !is_front || vowel == 'i';
  if ((s->initial == 1 && last == 'c')
      || (s->initial == 2 && letters[0] == 'n' && last == 'g'))
    return !is_front;
  if (last == 'h' && s->initial >= 2 && letters[s->initial - 2] == 'g')
    return is_front;
  return true;
}

static bool
is_initial (const uint16_t *letters, unsigned count, enum match match)
{
  if (count == 0)
    return true;
  for (size_t i = 0; i < COUNT (initials); i++)
    if (begins (letters, count, initials[i], match) >= 0
        && (initials[i][count] == 0))
      return true;
  return false;
}

static bool
may_be_initial (const uint16_t *letters, unsigned count)
{
  for (size_t i = 0; i < COUNT (initials); i++)
    if (begins (letters, count, initials[i], LOOSE) >= 0)
      return true;
  return false;
}

/* The finals that LETTERS are, or with LOOSE begin. */
static unsigned
finals_of (const uint16_t *letters, unsigned count, enum match match)
{
  unsigned bits = match == LOOSE || count > 0 ? 0 : OPEN;

  for (size_t i = 0; i < COUNT (finals); i++)
    if (begins (letters, count, finals[i].letters, EXACT) >= 0
        && (match == LOOSE ? count > 0 : finals[i].letters[count] == 0))
      bits |= finals[i].bit;
  return bits;
}

/* Whether the vowels and what is behind them are, or may become, a rhyme. */
static bool
is_rhyme (const uint16_t *vowels, unsigned n_vowels, unsigned n_final,
          enum match match)
{
  unsigned ends = finals_of (vowels + n_vowels, n_final, match);

  for (size_t i = 0; i < COUNT (nuclei); i++) {
    if (begins (vowels, n_vowels, nuclei[i].letters, match) < 0)
      continue;
    if (match == LOOSE && n_final == 0)
      return true; /* vowels may still come */
    if ((n_vowels == 3 || nuclei[i].letters[n_vowels] == 0)
        && (nuclei[i].finals & ends) != 0)
      return true;
  }
  return false;
}

static bool
fits (const uint16_t *letters, unsigned count, const struct syllable *s,
      enum match match)
{
  return is_initial (letters, s->initial, match) && suits (letters, s)
         && is_rhyme (letters + s->initial, s->vowels, s->final, match)
         && count == s->initial + s->vowels + s->final;
}

static bool
is_place (const uint16_t *letters, unsigned count, enum match match)
{
  for (size_t i = 0; i < COUNT (places); i++)
    if (begins (letters, count, places[i], match) >= 0
        && (match == LOOSE || places[i][count] == 0))
      return true;
  return false;
}

static bool
is_possible (const uint16_t *letters, unsigned count, enum match match)
{
  struct syllable s = syllable_parse (letters, count);

  if (is_place (letters, count, match))
    return true;
  if (s.vowels == 0)
    return match == LOOSE && s.final == 0
           && may_be_initial (letters, s.initial);
  if (fits (letters, count, &s, match))
    return true;
  /* giêng is g and iêng, though gia is gi and a. */
  if (s.initial == 2 && letters[0] == 'g' && letters[1] == 'i') {
    s.initial--;
    s.vowels++;
    return fits (letters, count, &s, match);
  }
  return false;
}

bool
syllable_is (const uint16_t *letters, unsigned count)
{
  return count > 0 && is_possible (letters, count, EXACT);
}

bool
syllable_may_be (const uint16_t *letters, unsigned count)
{
  return is_possible (letters, count, LOOSE);
}

static bool
is_flat (const uint16_t *vowels, unsigned count)
{
  for (size_t i = 0; i < COUNT (nuclei); i++)
    if (begins (vowels, count, nuclei[i].letters, EXACT) >= 0
        && (count == 3 || nuclei[i].letters[count] == 0))
      return (nuclei[i].finals & FLAT) != 0;
  return false;
}

bool
syllable_bears (const uint16_t *letters, unsigned count, unsigned tone)
{
  struct syllable s = syllable_parse (letters, count);
  const uint16_t *final = letters + s.initial + s.vowels;
  unsigned ends = finals_of (final, s.final, EXACT);

  if (s.vowels == 0)
    return true;
  if ((ends & (L | R)) != 0 || is_flat (letters + s.initial, s.vowels))
    return tone == TONE_LEVEL;
  if ((ends & (C | CH | P | T | K)) == 0 || tone == TONE_ACUTE
      || tone == TONE_DOT)
    return true;
  /* Rốk is a place, but bôk is a book. */
  return tone == TONE_LEVEL && !(final[-1] == U'ô' && final[0] == 'k');
}

bool
syllable_possible (const char *word, size_t len)
{
  const char *at = word, *end = word + len;
  uint16_t letters[LETTERS_MOST];
  unsigned count = 0, tone = TONE_LEVEL;

  while (at < end) {
    struct letter l;

    if (count == LETTERS_MOST
        || !letter_of (letter_small (utf8_next (&at, end)), &l)
        || (l.tone != TONE_LEVEL && tone != TONE_LEVEL))
      return false;
    tone = l.tone != TONE_LEVEL ? l.tone : tone;
    l.tone = TONE_LEVEL;
    letters[count++] = (uint16_t) letter_code (l);
  }
  return syllable_is (letters, count) && syllable_bears (letters, count, tone);
}
