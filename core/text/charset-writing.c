/* charset-writing.c - how each letter is written in an encoding of one or two
 * bytes a letter, found out once.
 */

#include "text/charset-set.h"
#include "text/letters.h"

#include <string.h>

#define COUNT(array) (sizeof (array) / sizeof *(array))

/* A plain sign for a fine one. */
static const struct {
  uint16_t fine;
  char plain;
} signs[] = {
  { U'\u2018', '\'' }, { U'\u2019', '\'' }, { U'\u201C', '"' },
  { U'\u201D', '"' },  { U'\u2013', '-' },  { U'\u2014', '-' },
  { U'\u00A0', ' ' },  { U'\u2026', '.' },
};

/* What is written for a letter that the encoding has not: it without its tone,
 * then without its shape, a plain sign for a fine one, or "?".
 */
static uint32_t
nearest (const uint16_t bytes[WRITTEN_CODES], uint32_t code)
{
  struct letter l;
  struct plain_letter p;

  if (letter_of (code, &l)) {
    l.tone = TONE_LEVEL;
    code = letter_code (l);
    return bytes[code] != 0 ? code : (unsigned char) l.base;
  }
  if (letter_plain (code, &p))
    return letter_small (code) == code
             ? (unsigned char) p.text[0]
             : letter_capital ((unsigned char) p.text[0]);
  for (size_t i = 0; i < COUNT (signs); i++)
    if (signs[i].fine == code)
      return (unsigned char) signs[i].plain;
  return '?';
}

/* The bytes that are the second of two somewhere: behind another letter they
 * may become one with it.
 */
static void
find_seconds (const struct charset_set *set, bool seconds[256])
{
  memset (seconds, false, 256);
  for (unsigned row = 0; row < SET_ROWS; row++)
    for (unsigned c = 0; c < 256; c++)
      seconds[c] |= set->pairs[row][c] != 0;
}

/* What BYTES are read as, standing alone. */
static uint32_t
read_alone (const struct charset_set *set, uint16_t bytes)
{
  unsigned row = set->row_of[bytes >> 8];

  if (bytes <= 0xFF)
    return set->single[bytes];
  return row > 0 ? set->pairs[row - 1][bytes & 0xFF] : 0;
}

/* What is read otherwise is so whatever stands beside it, unless words tell
 * capitals or it may become one with a letter before.  Columns of a file are
 * mostly parted by signs that no word reaches over.
 */
static uint32_t
traits (const struct charset_set *set, uint16_t bytes, uint32_t code,
        const bool seconds[256])
{
  unsigned first = bytes > 0xFF ? bytes >> 8 : bytes;
  bool same = read_alone (set, bytes) == code;
  uint32_t all = 0;

  if (seconds[first] || (!same && set->shares))
    all |= WRITTEN_DOUBT;
  else if (!same)
    all |= WRITTEN_ELSE;
  if (set->shares && set->counts[first] != 0)
    all |= WRITTEN_LETTER;
  if (set->shares && set->counts[first] == COUNT_CAPITAL)
    all |= WRITTEN_CAPITAL;
  if (code != 0 && code < 0x80 && strchr (",;\t\n", (int) code) != NULL
      && set->row_of[code] == 0 && set->counts[code] == 0)
    all |= WRITTEN_ENDS;
  return all;
}

static uint32_t
in_order (uint16_t bytes)
{
  return bytes > 0xFF ? (uint32_t) (bytes >> 8 | (bytes & 0xFF) << 8) : bytes;
}

void
charset_writing_make (struct charset_writing *to, const struct charset_set *set,
                      enum charset_kind kind)
{
  uint16_t bytes[WRITTEN_CODES];
  bool seconds[256];

  charset_bytes (kind, bytes);
  find_seconds (set, seconds);
  for (uint32_t c = 0; c < WRITTEN_CODES; c++) {
    bool has = bytes[c] != 0 || c == 0;
    uint32_t written = has ? c : nearest (bytes, c);

    to->of[c] = in_order (bytes[written])
                | traits (set, bytes[written], written, seconds)
                | (has ? 0 : WRITTEN_ELSE);
  }
  to->beyond = '?' | WRITTEN_ELSE;
}
