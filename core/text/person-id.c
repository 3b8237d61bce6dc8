/* person-id.c - the numbers that people are found by. */

#include "text/person-id.h"
#include "base/language.h"

#include <endian.h>
#include <string.h>

enum { ID_DIGITS = 12 };

/* Copies the digits of TEXT to TO (MOST of them), passing over the signs of
 * PASSED; how many there were, or -1 when something else is in it.
 */
static int
digits_of (const char *text, const char *passed, char *to, int most)
{
  int count = 0;

  for (; *text != '\0'; text++) {
    if (*text < '0' || *text > '9') {
      if (strchr (passed, *text) == NULL)
        return -1;
      continue;
    }
    if (count < most)
      to[count] = *text;
    count++;
  }
  to[count < most ? count : most] = '\0';
  return count;
}

/* Eight digits as a number, put together by twos: pairs of digits, pairs of
 * those, and so on.  False when one is none.
 */
static bool
eight_digits (const char *at, uint64_t *number)
{
  uint64_t digits, front;

  memcpy (&digits, at, sizeof digits);
  digits = le64toh (digits) ^ 0x3030303030303030;
  front = digits + 0x7676767676767676; /* above 9 it reaches the top bit */
  if (((digits | front) & 0x8080808080808080) != 0)
    return false;
  digits = digits * 10 + (digits >> 8);
  digits &= 0x00ff00ff00ff00ff;
  digits = digits * 100 + (digits >> 16);
  digits &= 0x0000ffff0000ffff;
  *number = (digits * 10000 + (digits >> 32)) & 0xffffffff;
  return true;
}

bool
person_id_number (const char *text, size_t len, uint64_t *number)
{
  uint64_t front, back;

  if (len != ID_DIGITS || !eight_digits (text, &front)
      || !eight_digits (text + 4, &back))
    return false;
  *number = front * 10000 + back % 10000;
  return true;
}

bool
person_id_province (int province)
{
  static const unsigned char codes[] = {
    1,  2,  4,  6,  8,  10, 11, 12, 14, 15, 17, 19, 20, 22, 24, 25,
    26, 27, 30, 31, 33, 34, 35, 36, 37, 38, 40, 42, 44, 45, 46, 48,
    49, 51, 52, 54, 56, 58, 60, 62, 64, 66, 67, 68, 70, 72, 74, 75,
    77, 79, 80, 82, 83, 84, 86, 87, 89, 91, 92, 93, 94, 95, 96,
  };

  return province > 100 || memchr (codes, province, sizeof codes) != NULL;
}

/* Digit 4: 0 and 1 born from 1900 on, 2 and 3 from 2000 on, ...; even for men,
 * odd for women.
 */
static struct person_id
id_of (uint64_t number)
{
  int century = (int) (number / 100000000 % 10);

  return (struct person_id){
    .number = number,
    .province = (int) (number / 1000000000),
    .sex = century % 2 + 1,
    .year = 1900 + century / 2 * 100 + (int) (number / 1000000 % 100),
  };
}

static enum outcome
fail_count (int count, struct error *e)
{
  if (count < 0)
    return fail (e, ERR_INPUT, 0, "%s",
                 _ ("a personal number has digits only, twelve of them"));
  if (count == 9)
    return fail (e, ERR_INPUT, 0, "%s",
                 _ ("this is an old identity card with nine digits; the "
                    "personal number has twelve"));
  return fail (e, ERR_INPUT, 0,
               _ ("a personal number has twelve digits, this one has %d"),
               count);
}

enum outcome
person_id_parse (const char *text, char stored[13], struct person_id *id,
                 struct error *e)
{
  char tidy[ID_DIGITS + 1];
  const char *digits = text;
  uint64_t number;
  int count;

  if (!person_id_number (text, strnlen (text, ID_DIGITS + 1), &number)) {
    count = digits_of (text, " .", tidy, ID_DIGITS);
    if (count != ID_DIGITS || !person_id_number (tidy, ID_DIGITS, &number))
      return fail_count (count, e);
    digits = tidy;
  }
  *id = id_of (number);
  memcpy (stored, digits, ID_DIGITS + 1);
  return OK;
}

enum outcome
phone_parse (const char *text, char stored[16], struct error *e)
{
  char digits[16], *own = digits + 1;
  bool abroad = *text == '+';
  int count = digits_of (text + abroad, " .-()", own, 14);

  if ((abroad || count >= 11) && strncmp (own, "84", 2) == 0) {
    own++; /* 84 912... becomes 0 912... */
    own[0] = '0';
    count--;
  } else if (abroad) {
    count = -1;
  }
  if (own[0] != '0' || own[1] == '0' || count < 10 || count > 11)
    return fail (e, ERR_INPUT, 0, "%s",
                 _ ("this is no phone number; write 0 and nine or ten more "
                    "digits"));
  memcpy (stored, own, (size_t) count + 1);
  return OK;
}

bool
email_good (const char *text)
{
  const char *at = strchr (text, '@'), *domain, *point;

  if (at == NULL || at == text)
    return false;
  domain = at + 1;
  point = strrchr (domain, '.');
  if (point == NULL || point == domain || point[1] == '\0'
      || strstr (domain, "..") != NULL || strchr (domain, '@') != NULL)
    return false;
  for (; *text != '\0'; text++)
    if ((unsigned char) *text <= ' ' || *text == 0x7F)
      return false;
  return true;
}
