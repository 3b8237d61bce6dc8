/* row-cases.h - where a value without quotes ends, against byte by byte: every
 * length, place and alignment.  Included once for each way that it is found.
 */
#include "formats/csv-row.c"

#include "tests/tap.h"

#include <stdio.h>

enum { LENGTHS = 40 };

static size_t
end_slowly (const char *at, size_t i, size_t len)
{
  while (i < len && strchr (",\"\n\r", at[i]) == NULL)
    i++;
  return i;
}

/* SIGN at PLACE of LEN bytes that begin at AT, and signs beside them. */
static bool
ends_there (char *room, size_t at, size_t len, size_t place, char sign)
{
  memset (room, ',', at);
  memset (room + at, '\xc3', len);
  memset (room + at + len, '"', 2 * LENGTHS - at - len);
  if (place < len)
    room[at + place] = sign;
  for (size_t i = 0; i <= len; i++)
    if (row_plain_end (room + at, i, len) != end_slowly (room + at, i, len)) {
      printf ("# %zu bytes at %zu, looked at from %zu on, 0x%02x at %zu\n", len,
              at, i, (unsigned) sign, place);
      return false;
    }
  return true;
}

static bool
ends_everywhere (char sign)
{
  char room[2 * LENGTHS];

  for (size_t at = 0; at < 16; at++)
    for (size_t len = 0; len < LENGTHS; len++)
      for (size_t place = 0; place <= len; place++)
        if (!ends_there (room, at, len, place, sign))
          return false;
  return true;
}

int
main (void)
{
  static const char signs[] = { ',', '"', '\n', '\r', '-', '!', '\v', '\x8d' };

  for (size_t i = 0; i < sizeof signs; i++)
    ok (ends_everywhere (signs[i]), "the byte 0x%02x",
        (unsigned char) signs[i]);
  return tap_done ();
}
