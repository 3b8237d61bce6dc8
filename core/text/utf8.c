/* utf8.c - UTF-8, checked and walked. */

#include "text/utf8.h"
#include "base/bytes.h"
#include "text/width.h"

#include <string.h>

/* How many bytes of ASCII begin the text, in whole words of eight. */
static size_t
ascii_words (const unsigned char *at, size_t len)
{
  size_t i = 0;
  uint64_t word;

  for (; len - i >= sizeof word; i += sizeof word) {
    memcpy (&word, at + i, sizeof word);
    if ((word & 0x8080808080808080) != 0)
      break;
  }
  return i;
}

bool
utf8_ascii (const void *at, size_t len)
{
  const unsigned char *c = at;
  size_t i = ascii_words (c, len);

  while (i < len && c[i] < 0x80)
    i++;
  return i == len;
}

/* As bytes_letter, quickly for two bytes and for the usual three: E1 begins
 * the letters of Viet Nam, E2 the signs.
 */
static inline size_t
letter_size (const unsigned char *c, size_t left)
{
  if (*c >= 0xC2 && *c < 0xE0 && left > 1 && utf8_goes_on (c[1]))
    return 2;
  if (*c >= 0xE1 && *c < 0xED && left > 2 && utf8_goes_on (c[1])
      && utf8_goes_on (c[2]))
    return 3;
  return bytes_letter (c, left);
}

bool
utf8_valid (const void *at, size_t len)
{
  const unsigned char *c = at;

  for (size_t step; len > 0; c += step, len -= step) {
    if (*c >= 0x80) {
      step = letter_size (c, len);
      if (step == 0)
        return false;
    } else {
      step = ascii_words (c, len);
      step += step == 0;
    }
  }
  return true;
}

uint32_t
utf8_next_rare (const char **at, const char *end)
{
  static const unsigned char first_bits[] = { 0, 0x7F, 0x1F, 0x0F, 0x07 };
  const unsigned char *c = (const unsigned char *) *at;
  size_t len = bytes_letter (c, (size_t) (end - *at));
  uint32_t code;

  if (len == 0) {
    ++*at;
    return 0xFFFD;
  }
  code = c[0] & first_bits[len];
  for (size_t i = 1; i < len; i++)
    code = code << 6 | (c[i] & 0x3F);
  *at += len;
  return code;
}

size_t
utf8_put (uint32_t c, char to[4])
{
  static const unsigned char first_bits[] = { 0, 0, 0xC0, 0xE0, 0xF0 };
  size_t len = c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;

  for (size_t i = len - 1; i > 0; i--, c >>= 6)
    to[i] = (char) (0x80 | (c & 0x3F));
  to[0] = (char) (first_bits[len] | c);
  return len;
}

/* Whether C stands on or in the letter before it. */
static bool
joins (uint32_t c)
{
  return !utf8_control (c) && width_of_code (c) == 0;
}

size_t
utf8_letters (const char *text, size_t len)
{
  const char *at = text, *end = text + len;
  size_t letters = 0;

  while (at < end)
    letters += !joins (utf8_next (&at, end));
  return letters;
}

size_t
utf8_cut (const char *text, size_t len, size_t most)
{
  const char *at = text, *end = text + len;
  size_t cut = 0;

  if (len <= most)
    return len;
  while (at < end) {
    const char *letter = at;

    if (!joins (utf8_next (&at, end)))
      cut = (size_t) (letter - text); /* the one before is whole */
    if ((size_t) (at - text) > most)
      break;
  }
  return cut;
}

enum utf8_kind
utf8_kind (uint32_t c)
{
  if (c > ' ' && c < 0x7F) /* most of them */
    return UTF8_LETTER;
  switch (c) {
  case ' ':
  case '\t':
  case 0xA0:
  case 0x202F:
  case 0x205F:
  case 0x3000: return UTF8_BLANK;
  case '\n':
  case '\r':
  case 0x85:
  case 0x2028:
  case 0x2029: return UTF8_LINE;
  case 0xAD:
  case 0x200B:
  case 0x2060:
  case 0xFEFF: return UTF8_NOTHING;
  default: return c >= 0x2000 && c <= 0x200A ? UTF8_BLANK : UTF8_LETTER;
  }
}

bool
utf8_control (uint32_t c)
{
  return c < 0x20 || (c >= 0x7F && c < 0xA0);
}

bool
utf8_has_control (const char *text, size_t len, bool allow_newline)
{
  const unsigned char *c = (const unsigned char *) text, *end = c + len;

  /* C1 is the byte C2 and one below A0. */
  for (; c < end; c++)
    if ((*c < 0x20 && !(allow_newline && *c == '\n')) || *c == 0x7F
        || (*c == 0xC2 && end - c > 1 && c[1] >= 0x80 && c[1] < 0xA0))
      return true;
  return false;
}
