/* money.c - amounts as people write them: 1.000.000đ, 500k, 1tr5, 2 triệu. */

#include "base/language.h"
#include "text/ascii.h"
#include "text/fold.h"
#include "text/number.h"

#include <string.h>

/* Folded.  A longer word stands before one that it begins with. */
static const struct unit {
  const char *word;
  int64_t size;
} units[] = {
  { "trieu", 1000000 }, { "tr", 1000000 }, { "ty", 1000000000 },
  { "ti", 1000000000 }, { "nghin", 1000 }, { "ngan", 1000 },
  { "k", 1000 },
};

static const char *const currencies[] = { "dong", "vnd", "d", "₫" };

enum reading {
  AMOUNT,
  NO_AMOUNT,
  TOO_LARGE,
  TWO_WAYS, /* 1.500k: fifteen hundred thousand to some, not to all */
};

static const char *
past_blank (const char *at)
{
  return at + (*at == ' ');
}

/* Takes the đ from the end; false where there is none. */
static bool
cut_currency (struct bytes *text)
{
  for (size_t i = 0; i < sizeof currencies / sizeof *currencies; i++) {
    size_t len = strlen (currencies[i]);

    if (text->len <= len
        || memcmp (text->at + text->len - len, currencies[i], len) != 0)
      continue;
    text->len -= len;
    text->len -= text->at[text->len - 1] == ' ';
    text->at[text->len] = '\0';
    return true;
  }
  return false;
}

/* The unit that *AT begins with, moved behind it; NULL when there is none. */
static const struct unit *
take_unit (const char **at)
{
  for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
    size_t len = strlen (units[i].word);

    if (strncmp (*at, units[i].word, len) != 0)
      continue;
    *at += len;
    return &units[i];
  }
  return NULL;
}

enum { DIGITS_MOST = 9 }; /* before a unit */

/* The digits at *AT, moved behind them. */
static unsigned
take_digits (const char **at, int64_t *n)
{
  unsigned count = 0;

  for (*n = 0; ascii_digit (**at); ++*at, count++)
    *n = count < DIGITS_MOST ? *n * 10 + (**at - '0') : *n;
  return count;
}

static int64_t
power (int64_t size, unsigned tenths)
{
  while (tenths-- > 0)
    size /= 10;
  return size;
}

/* 500k, 1,5tr: digits, perhaps a comma and one or two more, and their unit,
 * which is smaller than SIZE; that becomes its own.
 */
static enum reading
take_part (const char **at, int64_t *size, int64_t *sum)
{
  int64_t whole, parts = 0;
  unsigned before = take_digits (at, &whole), behind = 0;
  const struct unit *unit;
  bool is_parted = **at == ',' || **at == '.';

  if (is_parted) {
    ++*at;
    behind = take_digits (at, &parts);
  }
  *at = past_blank (*at);
  unit = take_unit (at);
  if (before == 0 || unit == NULL || unit->size >= *size
      || (is_parted && behind == 0))
    return NO_AMOUNT;
  if (before > DIGITS_MOST)
    return TOO_LARGE;
  if (behind > 2)
    return TWO_WAYS;
  *size = unit->size;
  *sum += whole * *size + parts * power (*size, behind);
  return AMOUNT;
}

/* What stands behind the last unit: 1tr5 is 1.500.000 and so is 1tr500, but
 * what 1tr50 and 1tr500đ are is not the same to all.
 */
static enum reading
take_tail (const char *at, int64_t size, bool has_currency, int64_t *sum)
{
  unsigned count;
  int64_t n;

  if (strcmp (at, "ruoi") == 0) {
    *sum += size / 2;
    return AMOUNT;
  }
  count = take_digits (&at, &n);
  if (count == 0 || *at != '\0')
    return NO_AMOUNT;
  if (count != 1 && (count != 3 || has_currency))
    return TWO_WAYS;
  *sum += n * power (size, count);
  return AMOUNT;
}

/* Whether a unit stands behind the digits at AT. */
static bool
is_part (const char *at)
{
  at += strspn (at, "0123456789.,");
  at = past_blank (at);
  return take_unit (&at) != NULL;
}

/* TEXT is folded and has a unit. */
static enum reading
read_units (const char *text, bool has_currency, int64_t *sum)
{
  int64_t size = INT64_MAX;
  enum reading reading = AMOUNT;

  for (*sum = 0; reading == AMOUNT && is_part (text); text = past_blank (text))
    reading = take_part (&text, &size, sum);
  if (reading == AMOUNT && *text != '\0')
    reading = take_tail (text, size, has_currency, sum);
  return reading == AMOUNT && *sum > NUMBER_MOST ? TOO_LARGE : reading;
}

static const char *
sentence (enum reading reading)
{
  switch (reading) {
  case TOO_LARGE: return _ ("the number is too large; at most 999999999999");
  case TWO_WAYS:
    return _ ("this amount can be read in two ways; write all its digits: "
              "1.500.000");
  case NO_AMOUNT:
  case AMOUNT: break;
  }
  return _ ("this is no amount of money; write 1.500.000, 500k or 1tr5");
}

enum outcome
money_parse (const char *text, int64_t *dong, struct error *e)
{
  SCOPED_BYTES folded = { 0 };
  enum reading reading;
  bool has_currency;
  int64_t sum;

  fold_add (&folded, text, strlen (text));
  has_currency = cut_currency (&folded);
  if (!is_part (bytes_text (&folded)))
    return number_parse (bytes_text (&folded), true, dong, e);
  reading = read_units (bytes_text (&folded), has_currency, &sum);
  if (reading != AMOUNT)
    return fail (e, ERR_INPUT, 0, "%s", sentence (reading));
  *dong = sum;
  return OK;
}
