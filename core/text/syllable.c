/* syllable.c - what a Vietnamese syllable can look like.
 *
 * The tables are the phonology of school grammars, and behind it what names of
 * the highlands need: Krông Búk, Ngọk Réo, Dliê Ya, Tẻh, Krêl.
 */

#include "text/syllable.h"
#include "text/letters.h"
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
enum { COMMON_INITIALS = 27 };

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
};

static const struct {
  char32_t letters[3];
  uint16_t bit;
} finals[] = {
  { U"c", C },   { U"ch", CH }, { U"m", M }, { U"n", N },
  { U"ng", NG }, { U"nh", NH }, { U"p", P }, { U"t", T },
  { U"k", K },   { U"h", H },   { U"l", L }, { U"r", R },
};

static const struct {
  char32_t letters[4];
  uint16_t finals, far, level;
} nuclei[] = {
#include "text/rhymes.def"
};

/* Vowels that the keys of English words make, too (see, brown, groom, drawn),
 * and what stands behind them in the highlands; other words are in names.def.
 */
static const struct {
  char32_t vowel;
  uint16_t finals;
} doubtful[] = {
  { U'ê', 0 },
  { U'ơ', 0 },
  { U'ô', OPEN | NG | R },
  { U'ă', C | M | NG | P | T | K | H | R },
};

/* What stands before a glide where there is a tone: not the lips b m p ph v,
 * nor c, since that is written qu.  (goá and buýt are in names.def.)
 */
static const char32_t before_glide[][3] = {
  U"", U"ch", U"h", U"kh", U"l", U"ng", U"nh", U"r", U"t", U"x",
  /* but not before oe */
  U"d", U"đ", U"n", U"qu", U"s", U"th", U"tr",
};
enum { BEFORE_OE = 10 };

static const char32_t names[][8] = {
#include "text/names.def"
};

/* A letter of the tables without its mark. */
static char32_t
base_of (char32_t letter)
{
  struct letter l;

  if (letter < 0x80 || !letter_of (letter, &l))
    return letter;
  return (unsigned char) l.base;
}

/* A letter of the tables without its tone. */
static char32_t
level_of (char32_t letter)
{
  struct letter l;

  if (letter < 0x80 || !letter_of (letter, &l) || l.tone == TONE_LEVEL)
    return letter;
  l.tone = TONE_LEVEL;
  return letter_code (l);
}

static bool
is_vowel (uint16_t letter)
{
  char32_t base = base_of (letter);

  return base == 'a' || base == 'e' || base == 'i' || base == 'o' || base == 'u'
         || base == 'y';
}

/* How letters are held against the tables: as they are, or as what they may
 * become, a letter without a mark by one that may still come; against all, or
 * leaving out what only the highlands have.
 */
enum match { EXACT = 0, LOOSE = 1, COMMON = 2 };

static bool
is_same (uint16_t letter, char32_t wanted, enum match match)
{
  return letter == wanted
         || ((match & LOOSE) != 0 && letter < 0x80
             && base_of (wanted) == letter);
}

/* Whether the text TABLE begins with LETTERS. */
static bool
begins (const uint16_t *letters, unsigned count, const char32_t *table,
        enum match match)
{
  for (unsigned i = 0; i < count; i++)
    if (table[i] == 0 || !is_same (letters[i], table[i], match))
      return false;
  return true;
}

/* Where the run of vowels, or of others, that begins at AT ends. */
static unsigned
run_end (const uint16_t *letters, unsigned count, unsigned at, bool vowels)
{
  while (at < count && is_vowel (letters[at]) == vowels)
    at++;
  return at;
}

/* Whether the vowel behind the first letter is a part of the initial: the u of
 * "qu", the i of "gi" before a vowel.  (giêng is g and iêng, but giếch gi and
 * êch.)
 */
static bool
is_glide (const uint16_t *letters, unsigned count)
{
  if (letters[0] == 'q')
    return count > 1 && letters[1] == 'u';
  return letters[0] == 'g' && count > 2 && letters[1] == 'i'
         && is_vowel (letters[2])
         && (letters[2] != U'ê' || count == 3 || letters[count - 1] == 'h');
}

/* Of several syllables in one word (Eachà, Avương) the last one counts, and
 * what stands before it is initial.
 */
struct syllable
syllable_parse (const uint16_t *letters, unsigned count)
{
  unsigned first = run_end (letters, count, 0, false), last, next;

  if (first == 1 && is_glide (letters, count))
    first = 2;
  last = run_end (letters, count, first, true);
  while ((next = run_end (letters, count, last, false)) < count) {
    first = next;
    last = run_end (letters, count, first, true);
  }
  return (struct syllable){ first, last - first, count - last };
}

/* uơ stands alone and behind h, kh, th: huơ, thuở. */
static bool
suits_horn (const uint16_t *letters, unsigned initial)
{
  return initial == 0
         || (letters[initial - 1] == 'h'
             && (initial == 1 || letters[0] == 'k' || letters[0] == 't'));
}

/* c, g, ng stand before a o u; k, gh, ngh before e i.  (In the highlands k
 * stands before all: Kar.  Of gy comes no syllable, but it is let be typed.)
 */
static bool
suits (const uint16_t *letters, const struct syllable *s, enum match match)
{
  uint16_t vowel = letters[s->initial];
  bool is_front = vowel == 'e' || vowel == U'ê' || vowel == 'i' || vowel == 'y';
  uint16_t last = s->initial > 0 ? letters[s->initial - 1] : 0;

  if (s->vowels == 2 && vowel == 'u' && letters[s->initial + 1] == U'ơ')
    return suits_horn (letters, s->initial);
  if (s->initial == 1 && last == 'g')
    return !is_front || vowel == 'i'
           || (vowel == 'y' && s->final == 0 && match == LOOSE);
  if (s->initial == 1 && last == 'k')
    return is_front || match != (LOOSE | COMMON);
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
  size_t n = (match & COMMON) != 0 ? COMMON_INITIALS : COUNT (initials);

  if (count == 0)
    return true;
  for (size_t i = 0; i < n; i++)
    if (begins (letters, count, initials[i], match) && initials[i][count] == 0)
      return true;
  return false;
}

static bool
may_be_initial (const uint16_t *letters, unsigned count)
{
  for (size_t i = 0; i < COUNT (initials); i++)
    if (begins (letters, count, initials[i], LOOSE))
      return true;
  return false;
}

/* The finals that LETTERS are, or may become. */
static unsigned
finals_of (const uint16_t *letters, unsigned count, enum match match)
{
  bool is_loose = (match & LOOSE) != 0;
  unsigned bits = !is_loose && count == 0 ? OPEN : 0;

  for (size_t i = 0; i < COUNT (finals); i++)
    if (count > 0 && begins (letters, count, finals[i].letters, EXACT)
        && (is_loose || finals[i].letters[count] == 0))
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
    unsigned all = nuclei[i].finals;

    if ((match & COMMON) == 0)
      all |= nuclei[i].far | nuclei[i].level;
    if (all == 0 || !begins (vowels, n_vowels, nuclei[i].letters, match))
      continue;
    if ((match & LOOSE) != 0 && n_final == 0)
      return true; /* vowels may still come */
    if (nuclei[i].letters[n_vowels] == 0 && (all & ends) != 0)
      return true;
  }
  return false;
}

static bool
fits (const uint16_t *letters, const struct syllable *s, enum match match)
{
  return is_initial (letters, s->initial, match) && suits (letters, s, match)
         && is_rhyme (letters + s->initial, s->vowels, s->final, match);
}

/* Whether LETTERS are NAME but for its tone, or by LOOSE begin it. */
static bool
begins_name (const uint16_t *letters, unsigned count, const char32_t *name,
             enum match match)
{
  for (unsigned i = 0; i < count; i++)
    if (!is_same (letters[i], level_of (name[i]), match))
      return false;
  return (match & LOOSE) != 0 || name[count] == 0;
}

/* (No name has a tone on its first letter.) */
static bool
is_name (const uint16_t *letters, unsigned count, enum match match)
{
  for (size_t i = 0; count > 0 && i < COUNT (names); i++)
    if (is_same (letters[0], names[i][0], match)
        && begins_name (letters, count, names[i], match))
      return true;
  return false;
}

static bool
is_possible (const uint16_t *letters, unsigned count, enum match match)
{
  struct syllable s = syllable_parse (letters, count);

  if ((match & COMMON) == 0 && is_name (letters, count, match))
    return true;
  if (s.vowels == 0)
    return (match & LOOSE) != 0 && s.final == 0
           && may_be_initial (letters, count);
  return fits (letters, &s, match);
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

bool
syllable_may_be_common (const uint16_t *letters, unsigned count)
{
  return is_possible (letters, count, LOOSE | COMMON);
}

/* Whether what ends in ENDS bears no tone, behind these vowels. */
static bool
is_level (const uint16_t *vowels, unsigned count, unsigned ends)
{
  for (size_t i = 0; i < COUNT (nuclei); i++)
    if (begins (vowels, count, nuclei[i].letters, EXACT)
        && nuclei[i].letters[count] == 0)
      return (nuclei[i].level & ends) != 0;
  return (ends & (L | R)) != 0;
}

/* The tone that is written in NAME. */
static unsigned
tone_of (const char32_t *name)
{
  struct letter l;

  for (; *name != 0; name++)
    if (letter_of (*name, &l) && l.tone != TONE_LEVEL)
      return l.tone;
  return TONE_LEVEL;
}

static bool
is_named (const uint16_t *letters, unsigned count, unsigned tone)
{
  for (size_t i = 0; count > 0 && i < COUNT (names); i++)
    if (letters[0] == names[i][0]
        && begins_name (letters, count, names[i], EXACT)
        && tone_of (names[i]) == tone)
      return true;
  return false;
}

bool
syllable_bears (const uint16_t *letters, unsigned count, unsigned tone)
{
  struct syllable s = syllable_parse (letters, count);
  const uint16_t *final = letters + s.initial + s.vowels;
  unsigned ends = finals_of (final, s.final, EXACT);
  bool is_stop = (ends & (C | CH | P | T | K)) != 0;

  if (s.vowels == 0)
    return true;
  if (tone == TONE_LEVEL && ends == K && final[-1] == U'ô')
    return false; /* Rốk is a place, but bôk is a book */
  if (is_named (letters, count, tone))
    return true;
  if (is_level (letters + s.initial, s.vowels, ends))
    return tone == TONE_LEVEL;
  return !is_stop || tone == TONE_LEVEL || tone == TONE_ACUTE
         || tone == TONE_DOT;
}

/* Whether a syllable of the highlands without a tone is rather English. */
static bool
is_doubtful (const uint16_t *letters, const struct syllable *s)
{
  unsigned vowel = s->initial;
  unsigned ends = finals_of (letters + vowel + 1, s->final, EXACT);

  for (size_t i = 0; s->vowels == 1 && i < COUNT (doubtful); i++)
    if (letters[vowel] == doubtful[i].vowel)
      return (doubtful[i].finals & ends) == 0;
  return false;
}

/* A glide is the o of oa and oe, the u of uê and uy.  (uơ: suits_horn.) */
static bool
has_glide (const uint16_t *vowels, unsigned count)
{
  char32_t second = count > 1 ? base_of (vowels[1]) : 0;

  if (count > 1 && vowels[0] == 'u')
    return second == 'y' || vowels[1] == U'â' || vowels[1] == U'ê';
  return vowels[0] == 'o' && (second == 'a' || second == 'e');
}

static bool
suits_glide (const uint16_t *letters, const struct syllable *s)
{
  const uint16_t *vowels = letters + s->initial;
  bool is_oe = s->vowels > 1 && vowels[0] == 'o' && vowels[1] == 'e';
  size_t n = is_oe ? BEFORE_OE : COUNT (before_glide);

  if (!has_glide (vowels, s->vowels))
    return true;
  for (size_t i = 0; i < n; i++)
    if (begins (letters, s->initial, before_glide[i], EXACT)
        && before_glide[i][s->initial] == 0)
      return true;
  return false;
}

bool
syllable_stands (const uint16_t *letters, unsigned count, unsigned tone)
{
  struct syllable s = syllable_parse (letters, count);

  if (!syllable_is (letters, count) || !syllable_bears (letters, count, tone))
    return false;
  if (is_named (letters, count, tone))
    return true;
  if (is_possible (letters, count, COMMON))
    return tone == TONE_LEVEL || suits_glide (letters, &s);
  return tone == TONE_LEVEL && !is_doubtful (letters, &s);
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
  return syllable_stands (letters, count, tone);
}
