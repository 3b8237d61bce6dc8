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

enum { BILLION = 1000000000 };

static void
say (struct bytes *to, const char *word)
{
  size_t len = strlen (word);

  if (len >= to->room - to->len)
    bytes_reserve (to, len + 1);
  if (to->len > 0 && to->at[to->len - 1] != ' ')
    to->at[to->len++] = ' ';
  memcpy (to->at + to->len, word, len);
  to->len += len;
}

/* The last digit of what is more than ten has words of its own. */
#define TENS(word)                                                     \
  word, word " mốt", word " hai", word " ba", word " tư", word " lăm", \
    word " sáu", word " bảy", word " tám", word " chín"

/* clang-format off */
static const char *const below_hundred[100] = {
  "không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín",
  "mười", "mười một", "mười hai", "mười ba", "mười bốn", "mười lăm",
  "mười sáu", "mười bảy", "mười tám", "mười chín",
  TENS ("hai mươi"), TENS ("ba mươi"), TENS ("bốn mươi"), TENS ("năm mươi"),
  TENS ("sáu mươi"), TENS ("bảy mươi"), TENS ("tám mươi"), TENS ("chín mươi"),
};
/* clang-format on */

/* 0 to 999.  FULL: something stands before it, so that hundreds are said even
 * when there are none.
 */
static void
say_hundreds (struct bytes *to, unsigned n, bool full)
{
  unsigned hundreds = n / 100, rest = n % 100;

  if (hundreds > 0 || full) {
    say (to, below_hundred[hundreds]);
    say (to, "trăm");
    if (rest > 0 && rest < 10)
      say (to, "linh");
  }
  if (rest > 0)
    say (to, below_hundred[rest]);
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
    say (to, below_hundred[0]);
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

/* WORD, which begins with a letter of ASCII: a large one at the front, which is
 * at BEFORE.
 */
static void
say_part (struct bytes *to, size_t before, const char *word)
{
  if (to->len > before) {
    say (to, word);
    return;
  }
  bytes_add_text (to, word);
  to->at[before] &= (unsigned char) ~0x20;
}

void
date_in_words (const char *iso, struct bytes *to)
{
  size_t before = to->len;
  int32_t first, last;
  int year, month, day;

  if (!date_span (iso, &first, &last))
    return;
  date_parts (first, &year, &month, &day);
  bytes_reserve (to, 128);
  if (first == last) {
    say_part (to, before, "ngày");
    say (to, below_hundred[day]);
  }
  if (strlen (iso) > 4) {
    say_part (to, before, "tháng");
    say (to, month == 4 ? "tư" : below_hundred[month]);
  }
  say_part (to, before, "năm");
  say_number (to, (uint64_t) year, false);
}
