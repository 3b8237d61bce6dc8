/* width.c - how many terminal cells a text takes.
 *
 * A table of our own: wcwidth follows the locale and the C library, and both
 * ends of a line to a far terminal must agree.
 */

#include "text/width.h"
#include "text/utf8.h"

#include <stdbool.h>

struct range {
  uint32_t first, last;
};

/* Marks that stand on the letter before, and signs of no width at all
 * (Unicode 15: general categories Mn, Me, Cf as far as they are met here).
 * U+00AD, the soft hyphen, takes a cell on terminals.
 */
static const struct range none[] = {
  { 0x0300, 0x036F }, { 0x0483, 0x0489 },   { 0x0591, 0x05BD },
  { 0x0610, 0x061A }, { 0x064B, 0x065F },   { 0x0900, 0x0902 },
  { 0x0E31, 0x0E31 }, { 0x0E34, 0x0E3A },   { 0x0E47, 0x0E4E },
  { 0x0EB1, 0x0EB1 }, { 0x0EB4, 0x0EBC },   { 0x0EC8, 0x0ECE },
  { 0x135D, 0x135F }, { 0x17B4, 0x17B5 },   { 0x17B7, 0x17BD },
  { 0x17C6, 0x17C6 }, { 0x17C9, 0x17D3 },   { 0x1AB0, 0x1ACE },
  { 0x1DC0, 0x1DFF }, { 0x200B, 0x200F },   { 0x202A, 0x202E },
  { 0x2060, 0x2064 }, { 0x2066, 0x206F },   { 0x20D0, 0x20F0 },
  { 0x302A, 0x302D }, { 0x3099, 0x309A },   { 0xAA29, 0xAA2E },
  { 0xAA31, 0xAA32 }, { 0xAA35, 0xAA36 },   { 0xAA43, 0xAA43 },
  { 0xAA4C, 0xAA4C }, { 0xFE00, 0xFE0F },   { 0xFE20, 0xFE2F },
  { 0xFEFF, 0xFEFF }, { 0x1F3FB, 0x1F3FF }, { 0xE0100, 0xE01EF },
};

/* East Asian Wide and Fullwidth (Unicode 15, EastAsianWidth.txt), in whole
 * blocks.
 */
static const struct range two[] = {
  { 0x1100, 0x115F },   { 0x231A, 0x231B },   { 0x2E80, 0x303E },
  { 0x3041, 0x33FF },   { 0x3400, 0x4DBF },   { 0x4E00, 0x9FFF },
  { 0xA000, 0xA4CF },   { 0xA960, 0xA97C },   { 0xAC00, 0xD7A3 },
  { 0xF900, 0xFAFF },   { 0xFE30, 0xFE6F },   { 0xFF01, 0xFF60 },
  { 0xFFE0, 0xFFE6 },   { 0x1F300, 0x1F64F }, { 0x1F680, 0x1F6FF },
  { 0x1F900, 0x1F9FF }, { 0x20000, 0x3FFFD },
};

static bool
among (const struct range *ranges, size_t count, uint32_t c)
{
  size_t low = 0, high = count;

  while (low < high) {
    size_t middle = (low + high) / 2;

    if (c > ranges[middle].last)
      low = middle + 1;
    else
      high = middle;
  }
  return low < count && c >= ranges[low].first;
}

int
width_of_code (uint32_t c)
{
  if (utf8_control (c))
    return 0;
  if (c < none[0].first)
    return 1;
  if (among (none, sizeof none / sizeof *none, c))
    return 0;
  return among (two, sizeof two / sizeof *two, c) ? 2 : 1;
}

size_t
width_cells (const char *text, size_t len)
{
  const char *at = text, *end = text + len;
  size_t cells = 0;

  while (at < end)
    cells += (size_t) width_of_code (utf8_next (&at, end));
  return cells;
}

size_t
width_fit (const char *text, size_t len, size_t cells)
{
  const char *at = text, *end = text + len;
  size_t used = 0;

  while (at < end) {
    const char *letter = at;

    used += (size_t) width_of_code (utf8_next (&at, end));
    if (used > cells)
      return (size_t) (letter - text);
  }
  return len;
}
