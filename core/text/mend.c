/* mend.c - text that scanners and keyboards damaged, put right. */

#include "text/mend.h"
#include "text/letters.h"
#include "text/utf8.h"
#include "text/windows.h"

bool
mend_bytes (struct bytes *to, const char *text, size_t len)
{
  size_t before = to->len;

  if (!utf8_ascii (text, len) && windows_bytes (to, text, len)
      && utf8_valid (to->at + before, to->len - before))
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
