/* words.c - numbers and dates in words, as formal papers have them.
 *
 * 21 "hai mươi mốt", 24 "hai mươi tư", 25 "hai mươi lăm", 105 "một trăm linh
 * năm", 2026 "hai nghìn không trăm hai mươi sáu".  April is "tháng tư", the
 * first of a month "ngày một" ("mùng một" is for talking).
 */

#include "text/date.h"
#include "text/letters.h"
#include "text/number.h"
#include "text/utf8.h"

#include <string.h>

static const char *const digits[] = { "không", "một", "hai", "ba",  "bốn",
                                      "năm",   "sáu", "bảy", "tám", "chín" };

enum { BILLION = 1000000000 };

static void
say (struct bytes *to, const char *word)
{
  if (to->len > 0 && to->at[to->len - 1] != ' ')
    bytes_add_char (to, ' ');
  bytes_add_text (to, word);
}

/* The last digit of what is more than ten. */
static const char *
unit_word (unsigned tens, unsigned units)
{
  if (units == 1 && tens > 1)
    return "mốt";
  if (units == 4 && tens > 1)
    return "tư";
  if (units == 5)
    return "lăm";
  return digits[units];
}

/* 0 to 999.  FULL: something stands before it, so that hundreds are said even
 * when there are none.
 */
static void
say_hundreds (struct bytes *to, unsigned n, bool full)
{
  unsigned hundreds = n / 100, tens = n / 10 % 10, units = n % 10;

  if (hundreds > 0 || full) {
    say (to, digits[hundreds]);
    say (to, "trăm");
    if (tens == 0 && units > 0) {
      say (to, "linh");
      say (to, digits[units]);
      return;
    }
  }
  if (tens > 1)
    say (to, digits[tens]);
  if (tens > 0)
    say (to, tens == 1 ? "mười" : "mươi");
  if (units > 0)
    say (to, tens > 0 ? unit_word (tens, units) : digits[units]);
}

static void
say_number (struct bytes *to, uint64_t n, bool full)
{
  static const struct {
    uint64_t size;
    const char *word;
  } groups[] = { { 1000000, "triệu" }, { 1000, "nghìn" }, { 1, NULL } };

  if (n >= BILLION) {
    say_number (to, n / BILLION, full);
    say (to, "tỷ");
    full = true;
    n %= BILLION;
  }
  for (size_t i = 0; i < sizeof groups / sizeof *groups; i++) {
    unsigned group = (unsigned) (n / groups[i].size % 1000);

    if (group == 0)
      continue;
    say_hundreds (to, group, full);
    if (groups[i].word != NULL)
      say (to, groups[i].word);
    full = true;
  }
}

static void
say_signed (struct bytes *to, int64_t n)
{
  if (n < 0)
    say (to, "âm");
  if (n == 0)
    say (to, digits[0]);
  else
    say_number (to, n < 0 ? 0 - (uint64_t) n : (uint64_t) n, false);
}

void
number_in_words (int64_t n, struct bytes *to)
{
  SCOPED_BYTES words = { 0 };

  say_signed (&words, n);
  bytes_add (to, words.at, words.len);
}

void
money_in_words (int64_t n, struct bytes *to)
{
  SCOPED_BYTES words = { 0 };
  const char *rest;
  uint32_t first;
  char raw[4];

  say_signed (&words, n);
  say (&words, "đồng");
  rest = bytes_text (&words);
  first = utf8_next (&rest, rest + words.len);
  bytes_add (to, raw, utf8_put (letter_capital (first), raw));
  bytes_add_text (to, rest);
}

void
date_in_words (const char *iso, struct bytes *to)
{
  SCOPED_BYTES words = { 0 };
  int32_t first, last;
  int year, month, day;

  if (!date_span (iso, &first, &last))
    return;
  date_parts (first, &year, &month, &day);
  bytes_reserve (&words, 128);
  if (first == last) {
    say (&words, "ngày");
    say_number (&words, (uint64_t) day, false);
  }
  if (strlen (iso) > 4) {
    say (&words, "tháng");
    if (month == 4)
      say (&words, "tư");
    else
      say_number (&words, (uint64_t) month, false);
  }
  say (&words, "năm");
  say_number (&words, (uint64_t) year, false);

  words.at[0] &= (unsigned char) ~0x20; /* Ngày, Tháng, Năm */
  bytes_add (to, words.at, words.len);
}
