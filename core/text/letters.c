/* letters.c - the Latin letters of Viet Nam, taken apart and put together. */

#include "text/letters.h"
#include "text/ascii.h"

#include <stddef.h>
#include <string.h>

#define COUNT(array) (sizeof (array) / sizeof *(array))

/* The 134 letters lie in U+00C0..U+01B0 and U+1EA0..U+1EF9: one dense table
 * for both, the second behind the first.
 */
enum {
  LOW_FIRST = 0xC0,
  LOW_LAST = 0x1B0,
  HIGH_FIRST = 0x1EA0,
  HIGH_LAST = 0x1EF9,
  HIGH_PLACE = LOW_LAST - LOW_FIRST + 1,
};
#define PLACE(code) \
  ((code) <= LOW_LAST ? (code) -LOW_FIRST : (code) -HIGH_FIRST + HIGH_PLACE)

static const struct letter letters[PLACE (HIGH_LAST) + 1] = {
#define LETTER(code, base, shape, tone) \
  [PLACE (code)] = { base, SHAPE_##shape, TONE_##tone },
#include "text/letters.def"
#undef LETTER
};

/* [letter of the alphabet, A is 1][small, capital][shape][tone] */
static const uint16_t codes[27][2][SHAPES][TONES] = {
#define LETTER(code, base, shape, tone) \
  [base & 31][base < 'a'][SHAPE_##shape][TONE_##tone] = code,
#include "text/letters.def"
#undef LETTER
};

static const struct {
  uint16_t code, mark;
  char base;
} latin[] = {
#define LATIN(code, base, mark) { code, mark, base },
#include "text/latin.def"
#undef LATIN
};

static const uint16_t shape_marks[SHAPES] = {
  [SHAPE_CIRCUMFLEX] = 0x302,
  [SHAPE_BREVE] = 0x306,
  [SHAPE_HORN] = 0x31B,
};

static const uint16_t tone_marks[TONES] = {
  [TONE_GRAVE] = 0x300, [TONE_HOOK] = 0x309, [TONE_TILDE] = 0x303,
  [TONE_ACUTE] = 0x301, [TONE_DOT] = 0x323,
};

bool
letter_of (uint32_t code, struct letter *l)
{
  if (ascii_letter (code)) {
    *l = (struct letter){ .base = (char) code };
    return true;
  }
  if (code < LOW_FIRST || code > HIGH_LAST
      || (code > LOW_LAST && code < HIGH_FIRST))
    return false;
  *l = letters[PLACE (code)];
  return l->base != 0;
}

uint32_t
letter_code (struct letter l)
{
  if (!ascii_letter ((unsigned char) l.base))
    return 0;
  if (l.shape == SHAPE_NONE && l.tone == TONE_LEVEL)
    return (unsigned char) l.base;
  return codes[l.base & 31][l.base < 'a'][l.shape][l.tone];
}

uint32_t
letter_shape_mark (enum shape shape)
{
  return shape_marks[shape];
}

uint32_t
letter_tone_mark (enum tone tone)
{
  return tone_marks[tone];
}

/* The place of MARK in MARKS; 0 when it is not there (the first is none). */
static size_t
place_of (uint32_t mark, const uint16_t *marks, size_t count)
{
  for (size_t i = 1; i < count; i++)
    if (marks[i] != 0 && marks[i] == mark)
      return i;
  return 0;
}

bool
letter_shape_of (uint32_t mark, enum shape *shape)
{
  *shape = (enum shape) place_of (mark, shape_marks, COUNT (shape_marks));
  return *shape != SHAPE_NONE;
}

bool
letter_tone_of (uint32_t mark, enum tone *tone)
{
  *tone = (enum tone) place_of (mark, tone_marks, COUNT (tone_marks));
  return *tone != TONE_LEVEL;
}

bool
latin_of (uint32_t code, char *base, uint32_t *mark)
{
  size_t low = 0, high = COUNT (latin);

  while (low < high) {
    size_t middle = (low + high) / 2;

    if (latin[middle].code < code)
      low = middle + 1;
    else
      high = middle;
  }
  if (low == COUNT (latin) || latin[low].code != code)
    return false;
  *base = latin[low].base;
  *mark = latin[low].mark;
  return true;
}

uint32_t
latin_code (char base, uint32_t mark)
{
  for (size_t i = 0; i < COUNT (latin); i++)
    if (latin[i].base == base && latin[i].mark == mark)
      return latin[i].code;
  return 0;
}

/* Case.  What is taken apart gets its base in the other case; the rest are the
 * few letters of Latin-1 and Extended-A without a mark, and the b with a
 * stroke of the highlands.
 */
static const struct {
  uint16_t small, capital;
} pairs[] = {
  { U'æ', U'Æ' }, { U'ð', U'Ð' }, { U'ø', U'Ø' }, { U'þ', U'Þ' },
  { U'ħ', U'Ħ' }, { U'ĳ', U'Ĳ' }, { U'ł', U'Ł' }, { U'ŋ', U'Ŋ' },
  { U'œ', U'Œ' }, { U'ŧ', U'Ŧ' }, { U'ƀ', U'Ƀ' },
};

static uint32_t
in_case (uint32_t code, bool capital)
{
  uint32_t mark, other;
  struct letter l;
  char base;

  if (code < LOW_FIRST && !ascii_letter (code))
    return code;
  if (letter_of (code, &l)) {
    l.base = (char) (capital ? l.base & ~0x20 : l.base | 0x20);
    return letter_code (l);
  }
  if (latin_of (code, &base, &mark)) {
    base = (char) (capital ? base & ~0x20 : base | 0x20);
    other = latin_code (base, mark);
    return other != 0 ? other : code;
  }
  for (size_t i = 0; i < COUNT (pairs); i++)
    if (code == pairs[i].small || code == pairs[i].capital)
      return capital ? pairs[i].capital : pairs[i].small;
  return code;
}

uint32_t
letter_small (uint32_t code)
{
  return in_case (code, false);
}

uint32_t
letter_capital (uint32_t code)
{
  return in_case (code, true);
}

/* Letters that have no mark to take away. */
static const struct {
  uint16_t code;
  char text[3];
} others[] = {
  { U'ß', "ss" }, { U'æ', "ae" }, { U'ð', "d" }, { U'ø', "o" },
  { U'þ', "th" }, { U'ħ', "h" },  { U'ı', "i" }, { U'ł', "l" },
  { U'ŋ', "n" },  { U'œ', "oe" }, { U'ŧ', "t" }, { U'ƀ', "b" },
};

bool
letter_plain (uint32_t code, struct plain_letter *p)
{
  struct letter l;
  enum shape shape;
  uint32_t mark;
  char base;

  *p = (struct plain_letter){ "", 0, 0 };
  if (letter_of (code, &l)) {
    *p = (struct plain_letter){ { (char) (l.base | 0x20) }, l.shape, l.tone };
    return true;
  }
  if (code < LOW_FIRST)
    return false;
  code = letter_small (code);
  if (latin_of (code, &base, &mark)) {
    letter_shape_of (mark, &shape);
    *p = (struct plain_letter){ { (char) (base | 0x20) }, (uint8_t) shape, 0 };
    return true;
  }
  for (size_t i = 0; i < COUNT (others); i++)
    if (others[i].code == code) {
      memcpy (p->text, others[i].text, sizeof p->text);
      return true;
    }
  return false;
}

bool
letter_is_latin (uint32_t code)
{
  return ascii_letter (code)
         || (code >= 0xC0 && code <= 0x24F && code != 0xD7 && code != 0xF7)
         || (code >= 0x1E00 && code <= 0x1EFF);
}
