/* name.c - names of people.
 *
 * BLDS 2015 Đ26.3: in Vietnamese or another language of Viet Nam, no digits,
 * not a single sign that is no letter.
 */

#include "text/name.h"
#include "text/letters.h"
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

enum name_fault
name_check (const char *text, size_t len)
{
  const char *at = text, *end = text + len;
  size_t letters = 0;
  bool only_good = true;

  while (at < end) {
    uint32_t c = utf8_next (&at, end);

    if (letter_is_latin (c))
      letters++;
    else if (!is_mark (c) && !is_joint (c))
      only_good = false;
  }
  if (letters == 0 && utf8_letters (text, len) == 1)
    return NAME_SINGLE;
  if (!only_good)
    return NAME_LETTERS;
  if (letters == 0 && len > 0)
    return NAME_SINGLE; /* hyphens and apostrophes alone */
  if (utf8_letters (text, len) > LETTERS_MOST)
    return NAME_LONG;
  return NAME_GOOD;
}
