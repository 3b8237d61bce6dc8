/* code.c - the numbers that dossiers are filed under: OFFICE-YYMMDD-NNNN. */

#include "record/record.h"

#include "text/date.h"

#include <string.h>

enum {
  DAY_DIGITS = 6,
  SERIAL_DIGITS = 4, /* at least; a day with more has wider ones */
  SERIAL_DIGITS_MOST = 10,
};

/* The number in LEN digits; false when there is something else. */
static bool
digits (const char *text, size_t len, uint64_t *number)
{
  *number = 0;
  for (size_t i = 0; i < len; i++) {
    if (text[i] < '0' || text[i] > '9')
      return false;
    *number = *number * 10 + (uint64_t) (text[i] - '0');
  }
  return len > 0;
}

/* "261121" is 21 November 2026: the numbers began in this century. */
static bool
read_day (const char *text, uint32_t *day)
{
  uint64_t n;

  if (!digits (text, DAY_DIGITS, &n))
    return false;
  *day = 20000000 + (uint32_t) n;
  return date_real ((int) (*day / 10000), (int) (*day / 100 % 100),
                    (int) (*day % 100));
}

/* Only as this office writes it: "7" and "00007" came from elsewhere. */
static bool
read_serial (const char *text, uint32_t *serial)
{
  size_t len = strlen (text);
  uint64_t n;

  if (len < SERIAL_DIGITS || len > SERIAL_DIGITS_MOST
      || (len > SERIAL_DIGITS && text[0] == '0'))
    return false;
  if (!digits (text, len, &n) || n == 0 || n > UINT32_MAX)
    return false;
  *serial = (uint32_t) n;
  return true;
}

/* Behind "OFFICE-", or TEXT itself when that is not in front. */
static const char *
without_office (const char *text, const char *office)
{
  size_t len = strlen (office);

  if (len > 0 && strncmp (text, office, len) == 0 && text[len] == '-')
    return text + len + 1;
  return text;
}

/* N in LEAST digits or as many as it needs; returns the end. */
static char *
put_number (char *to, uint32_t n, unsigned least)
{
  unsigned count = least;
  uint64_t most = 1;

  for (unsigned i = 0; i < least; i++)
    most *= 10;
  for (; n >= most; most *= 10)
    count++;
  for (unsigned i = count; i > 0; i--, n /= 10)
    to[i - 1] = (char) ('0' + n % 10);
  return to + count;
}

static char *
put_words (char *to, const char *words)
{
  size_t len = strnlen (words, 63);

  memcpy (to, words, len);
  return to + len;
}

void
code_text (const struct code *code, const char *office, char text[96])
{
  char *to = text;

  if (code->kind == CODE_OWN) {
    to = put_words (to, office);
    if (office[0] != '\0')
      *to++ = '-';
    to = put_number (to, code->day % 1000000, DAY_DIGITS);
    *to++ = '-';
    to = put_number (to, code->serial, SERIAL_DIGITS);
  } else if (code->kind == CODE_TEXT) {
    to = put_words (to, code->text);
  }
  *to = '\0';
}

bool
code_read (const char *text, const char *office, struct code *code)
{
  const char *rest = without_office (text, office);
  size_t len = strlen (text);

  memset (code, 0, sizeof *code);
  if (strlen (rest) > DAY_DIGITS && rest[DAY_DIGITS] == '-'
      && read_day (rest, &code->day)
      && read_serial (rest + DAY_DIGITS + 1, &code->serial)) {
    code->kind = CODE_OWN;
    return true;
  }

  if (len == 0 || len >= sizeof code->text)
    return false;
  *code = (struct code){ .kind = CODE_TEXT };
  memcpy (code->text, text, len);
  return true;
}
