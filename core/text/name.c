/* name.c - names of people.
 *
 * BLDS 2015 Đ26.3: in Vietnamese or another language of Viet Nam, no digits,
 * not a single sign that is no letter.
 */

#include "text/name.h"
#include "text/letters.h"
#include "text/typing.h"
#include "text/utf8.h"

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

static bool
is_ascii_letter (char c)
{
  return (unsigned char) ((c | 0x20) - 'a') < 26;
}

/* Words that were looked at and are not half typed: registers have the same few
 * hundred again and again.  Each stands in the slot of its hash; 0: none.
 */
enum { WORD_MOST = sizeof (uint64_t), SLOTS = 512 };
static uint64_t known_words[SLOTS];

/* The slot of a word of at most eight letters, and in *KEY the word. */
static uint64_t *
slot_of (const char *word, size_t len, uint64_t *key)
{
  *key = 0;
  memcpy (key, word, len);
  return &known_words[(*key * 0x9e3779b97f4a7c15u) >> 32 & (SLOTS - 1)];
}

/* "Nguyeenx": no syllable as it stands, and one when it goes through Telex. */
static bool
becomes_syllable (const char *word, size_t len)
{
  static const struct typing telex = { TYPING_TELEX, TONE_OLD, false };
  SCOPED_BYTES typed = { 0 };

  if (len < 2 || syllable_possible (word, len))
    return false;
  typing_line (&telex, word, len, &typed);
  return typed.len > 0 && (typed.len != len || memcmp (typed.at, word, len))
         && syllable_possible ((const char *) typed.at, typed.len);
}

static bool
looks_typed (const char *word, size_t len)
{
  uint64_t key, *slot;

  if (len < 2 || len > WORD_MOST)
    return becomes_syllable (word, len);
  slot = slot_of (word, len, &key);
  if (*slot == key)
    return false;
  if (becomes_syllable (word, len))
    return true;
  *slot = key;
  return false;
}

/* Whether one of the words of ASCII letters alone looks half typed. */
static bool
has_typed (const char *text, size_t len)
{
  const char *at = text, *end = text + len;

  while (at < end) {
    const char *first = at;
    bool alone = at == text || (unsigned char) at[-1] < 0x80;

    while (at < end && is_ascii_letter (*at))
      at++;
    if (alone && (at == end || (unsigned char) *at < 0x80)
        && looks_typed (first, (size_t) (at - first)))
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

    if (is_ascii_letter (*at)) {
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

/* Names that were looked at last: a name is looked at when it is read and when
 * it is checked, and whoever declares a birth is mostly a parent.
 */
enum { NAMES = 64, NAME_BYTES = 54 };
static struct {
  uint8_t len; /* 0: none */
  uint8_t fault;
  char text[NAME_BYTES];
} known_names[NAMES];

enum name_fault
name_check (const char *text, size_t len)
{
  uint64_t first = 0, last = 0;
  size_t slot;

  if (len < sizeof first || len > NAME_BYTES)
    return look_at (text, len);
  memcpy (&first, text, sizeof first);
  memcpy (&last, text + len - sizeof last, sizeof last);
  slot = ((first * 31 + last) * 0x9e3779b97f4a7c15u) >> 58;
  if (known_names[slot].len != len
      || memcmp (known_names[slot].text, text, len) != 0) {
    known_names[slot].fault = (uint8_t) look_at (text, len);
    known_names[slot].len = (uint8_t) len;
    memcpy (known_names[slot].text, text, len);
  }
  return known_names[slot].fault;
}
