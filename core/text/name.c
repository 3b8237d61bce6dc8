/* name.c - names of people.
 *
 * BLDS 2015 Đ26.3: in Vietnamese or another language of Viet Nam, no digits,
 * not a single sign that is no letter.
 */

#include "text/name.h"
#include "text/ascii.h"
#include "text/letters.h"
#include "text/syllable.h"
#include "text/typing.h"
#include "text/utf8.h"

#include <endian.h>
#include <stdint.h>
#include <string.h>

enum { LETTERS_MOST = 100 }; /* people have up to some twelve words */

static bool
is_mark (uint32_t c)
{
  return c >= 0x300 && c <= 0x36F;
}

/* The apostrophes of H'Hen and M’Nông, the hyphen, the blank. */
static bool
is_joint (uint32_t c)
{
  return c == ' ' || c == '-' || c == '\'' || c == 0x2019 || c == 0x2BC;
}

/* The most keys that a word takes: each letter, each mark, the tone. */
static size_t
keys_most (const char *word, size_t len)
{
  const char *at = word, *end = word + len;
  size_t keys = 0;

  while (at < end) {
    struct letter l = { 0 };

    letter_of (utf8_next (&at, end), &l);
    keys += 1 + (l.shape != SHAPE_NONE) + (l.tone != TONE_LEVEL);
  }
  return keys;
}

/* "Nguyeenx": no syllable as it stands, and one when it goes through Telex.
 * (Boris has two tones: he was not typed so.)
 */
static bool
becomes_syllable (const char *word, size_t len)
{
  static const struct typing telex = { TYPING_TELEX, TONE_OLD, false };
  SCOPED_BYTES typed = { 0 };

  if (len < 2 || syllable_possible (word, len))
    return false;
  typing_line (&telex, word, len, &typed);
  return typed.len > 0 && (typed.len != len || memcmp (typed.at, word, len))
         && len <= keys_most ((const char *) typed.at, typed.len)
         && syllable_possible ((const char *) typed.at, typed.len);
}

/* Whether one of the words of ASCII letters alone looks half typed. */
static bool
has_typed (const char *text, size_t len)
{
  const char *at = text, *end = text + len;

  while (at < end) {
    const char *first = at;
    bool alone = at == text || (unsigned char) at[-1] < 0x80;

    while (at < end && ascii_letter (*at))
      at++;
    if (alone && (at == end || (unsigned char) *at < 0x80)
        && becomes_syllable (first, (size_t) (at - first)))
      return true;
    at += at == first;
  }
  return false;
}

/* How many letters there are, and in *ONLY_GOOD whether nothing stands beside
 * them that is in no name.
 */
static size_t
count_letters (const char *text, size_t len, bool *only_good)
{
  const char *at = text, *end = text + len;
  size_t letters = 0;

  *only_good = true;
  while (at < end) {
    uint32_t c;

    if (ascii_letter (*at)) {
      at++;
      letters++;
      continue;
    }
    c = utf8_next (&at, end);
    if (letter_is_latin (c))
      letters++;
    else if (!is_mark (c) && !is_joint (c))
      *only_good = false;
  }
  return letters;
}

static enum name_fault
look_at (const char *text, size_t len)
{
  bool only_good;
  size_t letters = count_letters (text, len, &only_good);

  if (letters == 0 && utf8_letters (text, len) == 1)
    return NAME_SINGLE;
  if (!only_good)
    return NAME_LETTERS;
  if (letters == 0 && len > 0)
    return NAME_SINGLE; /* hyphens and apostrophes alone */
  if (len > LETTERS_MOST && utf8_letters (text, len) > LETTERS_MOST)
    return NAME_LONG;
  return has_typed (text, len) ? NAME_TYPED : NAME_GOOD;
}

/* ---- words that are known ------------------------------------------------ */

/* Words that were looked at and are good: registers have the same few hundred
 * again and again.  A name of good words is good.  Each stands in one of the
 * two slots of its hash, as its bytes and how many there are.
 */
enum { WORD_MOST = 15, SLOTS_BITS = 11, SLOTS = 1 << SLOTS_BITS };
struct known {
  uint64_t front, back;
};
static struct known known_words[SLOTS];

/* A short name, with room to be read eight bytes at a time. */
enum { SHORT = 64 };
struct short_name {
  char text[SHORT + 2 * sizeof (uint64_t)];
  size_t len;
};

static uint64_t
eight (const char *at)
{
  uint64_t bytes;

  memcpy (&bytes, at, sizeof bytes);
  return le64toh (bytes);
}

/* LEN bytes of NUMBER, at most eight. */
static uint64_t
bytes_of (uint64_t number, size_t len)
{
  return len == 0 ? 0 : number & UINT64_MAX >> 8 * (8 - len);
}

/* LEN is at most WORD_MOST. */
static struct known
known_of (const char *word, size_t len)
{
  size_t front = len < 8 ? len : 8;

  return (struct known){
    bytes_of (eight (word), front),
    bytes_of (eight (word + 8), len - front) | (uint64_t) len << 56,
  };
}

static struct known *
slot_of (struct known word)
{
  uint64_t hash = (word.front ^ word.back * 31) * 0x9e3779b97f4a7c15u;

  return &known_words[hash >> (64 - SLOTS_BITS) & ~UINT64_C (1)];
}

static bool
is_known (const struct known *slot, struct known word)
{
  return slot->front == word.front && slot->back == word.back;
}

/* A word of a short name. */
static bool
word_good (const char *text, size_t len)
{
  struct known word, *slot;

  if (len == 0 || len > WORD_MOST)
    return false;
  word = known_of (text, len);
  slot = slot_of (word);
  if (is_known (&slot[0], word) || is_known (&slot[1], word))
    return true;
  if (look_at (text, len) != NAME_GOOD)
    return false;
  slot[1] = slot[0];
  slot[0] = word;
  return true;
}

/* A bit for each of eight bytes that is a blank. */
static uint64_t
blanks_in (uint64_t eight)
{
  const uint64_t low = 0x7f7f7f7f7f7f7f7f;
  uint64_t other = eight ^ 0x2020202020202020;
  uint64_t zeros = ~(((other & low) + low) | other | low);

  return (zeros >> 7) * 0x0102040810204080 >> 56;
}

/* A bit for each blank, and for what is behind the end. */
static uint64_t
blanks_of (const struct short_name *name)
{
  uint64_t blanks = 0;

  for (unsigned i = 0; i < name->len; i += 8)
    blanks |= blanks_in (eight (name->text + i)) << i;
  return name->len < SHORT ? blanks | UINT64_MAX << name->len : blanks;
}

static bool
words_good (const struct short_name *name)
{
  uint64_t blanks = blanks_of (name);
  size_t first = 0;

  while (first < name->len) {
    uint64_t behind = blanks >> first;
    size_t len =
      behind == 0 ? name->len - first : (size_t) __builtin_ctzll (behind);

    if (!word_good (name->text + first, len))
      return false;
    first += len + 1;
  }
  return first == name->len + 1;
}

enum name_fault
name_check (const char *text, size_t len)
{
  struct short_name name = { .len = len };

  if (len <= SHORT) {
    memcpy (name.text, text, len);
    if (words_good (&name))
      return NAME_GOOD;
  }
  return look_at (text, len);
}
