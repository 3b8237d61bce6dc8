/* number.c - whole numbers and decimals, as typed, stored and shown. */

#include "text/number.h"
#include "base/language.h"
#include "text/ascii.h"

#include <string.h>

/* Adds the digit C to *N; false when that makes it larger than MOST. */
static bool
take_digit (int64_t *n, char c, int64_t most)
{
  *n = *n * 10 + (c - '0');
  return *n <= most;
}

/* Whether AT begins ".ddd" or " ddd" with no fourth digit behind. */
static bool
is_group (const char *at, char sign)
{
  return *at == sign && ascii_digit (at[1]) && ascii_digit (at[2])
         && ascii_digit (at[3]) && !ascii_digit (at[4]);
}

enum outcome
number_parse (const char *text, bool typed, int64_t *number, struct error *e)
{
  const char *at = text;
  char sign = '\0';
  int64_t n = 0;

  while (ascii_digit (*at)) {
    if (!take_digit (&n, *at++, NUMBER_MOST))
      return fail (e, ERR_INPUT, 0, "%s",
                   _ ("the number is too large; at most 999999999999"));
    if (!typed || (*at != '.' && *at != ' '))
      continue;
    if (sign == '\0' && at - text <= 3)
      sign = *at; /* the first group has one to three digits */
    if (sign == '\0' || !is_group (at, sign))
      break;
    at++;
  }
  /* Once parted, every group has three digits: 1.0000 is none. */
  if (at == text || *at != '\0')
    return fail (e, ERR_INPUT, 0, "%s",
                 _ ("this is no whole number; write digits only"));
  *number = n;
  return OK;
}

enum outcome
decimal_parse (const char *text, unsigned decimals, int64_t *scaled,
               struct error *e)
{
  const char *at = text;
  int64_t n = 0;
  unsigned behind = 0;
  bool fits = true, good = ascii_digit (*at);

  for (; ascii_digit (*at); at++)
    fits = fits && take_digit (&n, *at, NUMBER_MOST);
  if (*at == ',' || *at == '.') {
    good = good && ascii_digit (at[1]);
    for (at++; ascii_digit (*at); at++, behind++)
      fits = fits && behind < decimals && take_digit (&n, *at, INT64_MAX / 10);
  }
  if (!good || *at != '\0')
    return fail (e, ERR_INPUT, 0, "%s", _ ("this is no number; write 1,5"));
  if (behind > decimals)
    return fail (e, ERR_INPUT, 0,
                 _ ("the number has too many digits behind the comma; at most "
                    "%u"),
                 decimals);
  for (; behind < decimals; behind++)
    fits = fits && take_digit (&n, '0', INT64_MAX / 10);
  if (!fits)
    return fail (e, ERR_INPUT, 0, "%s", _ ("the number is too large"));
  *scaled = n;
  return OK;
}

/* The shortest spelling: 1.50 is stored as 1.5, so that equal values are equal
 * bytes.
 */
void
decimal_text (int64_t scaled, unsigned decimals, char text[24])
{
  uint64_t n = scaled < 0 ? 0 - (uint64_t) scaled : (uint64_t) scaled;
  char digits[24], *at = digits + sizeof digits - 1;
  unsigned behind = decimals < 18 ? decimals : 18;

  *at = '\0';
  for (; behind > 0 && n % 10 == 0; behind--)
    n /= 10;
  for (unsigned place = 0; n > 0 || place <= behind; place++, n /= 10) {
    if (place == behind && behind > 0)
      *--at = '.';
    *--at = (char) ('0' + n % 10);
  }
  if (scaled < 0)
    *--at = '-';
  memcpy (text, at, strlen (at) + 1);
}

void
number_show (int64_t number, char text[32])
{
  uint64_t n = number < 0 ? 0 - (uint64_t) number : (uint64_t) number;
  char digits[32], *at = digits + sizeof digits - 1;
  unsigned place = 0;

  *at = '\0';
  do {
    if (place > 0 && place % 3 == 0)
      *--at = '.';
    *--at = (char) ('0' + n % 10);
    n /= 10;
    place++;
  } while (n > 0);
  if (number < 0)
    *--at = '-';
  memcpy (text, at, strlen (at) + 1);
}
