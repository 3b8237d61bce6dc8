/* mend.c - text that scanners and keyboards damaged, put right. */

#include "text/mend.h"
#include "text/letters.h"
#include "text/utf8.h"

#include <string.h>

/* What Windows-1252 has in 0x80..0x9F (its table at unicode.org); 0 for the
 * five bytes that it has not.
 */
static const uint16_t windows[32] = {
  0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
  0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0,      0x017D, 0,
  0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
  0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178,
};

/* The byte that shows as C; -1 when none does. */
static int
byte_of (uint32_t c)
{
  if (c < 0x100)
    return (int) c;
  for (int i = 0; i < 32; i++)
    if (windows[i] == c)
      return 0x80 + i;
  return -1;
}

bool
mend_bytes (struct bytes *to, const char *text, size_t len)
{
  const char *at = text, *end = text + len;
  size_t before = to->len;
  bool has_letters = false, good = true;

  while (good && at < end) {
    int byte = byte_of (utf8_next (&at, end));

    good = byte >= 0;
    has_letters |= byte >= 0x80;
    bytes_add_char (to, (char) byte);
  }
  if (good && has_letters && utf8_valid (to->at + before, to->len - before))
    return true;
  to->len = before;
  return false;
}

void
mend_case (struct bytes *to, const char *text, size_t len)
{
  const char *at = text, *end = text + len;

  while (at < end) {
    uint32_t c = utf8_next (&at, end), small = letter_small (c);
    char raw[4];

    bytes_add (to, raw,
               utf8_put (small != c ? small : letter_capital (c), raw));
  }
}

bool
mend_is_caps_lock (const char *text, size_t len)
{
  const char *at = text, *end = text + len;
  size_t in_word = 0, longest = 0;

  while (at < end) {
    uint32_t c = utf8_next (&at, end);
    bool is_capital = letter_small (c) != c;

    if (!letter_is_latin (c)) {
      in_word = 0;
      continue;
    }
    if (is_capital == (in_word == 0))
      return false;
    in_word++;
    longest = in_word > longest ? in_word : longest;
  }
  return longest > 1;
}
