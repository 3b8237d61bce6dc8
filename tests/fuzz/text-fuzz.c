/* text-fuzz.c - whatever bytes come, the text layer stays inside; and what was
 * put right once is right.
 */

#include "tests/core/text/clean-slowly.h"
#include "tests/fuzz/fuzz.h"
#include "text/card.h"
#include "text/clean.h"
#include "text/collate.h"
#include "text/date.h"
#include "text/fold.h"
#include "text/name.h"
#include "text/nfc.h"
#include "text/number.h"
#include "text/person-id.h"
#include "text/typing.h"
#include "text/utf8.h"
#include "text/width.h"

#include <stdlib.h>
#include <string.h>

static void
add_tidy (struct bytes *to, const char *text, size_t len)
{
  nfc_add_tidy (to, text, len, false);
}

/* Done twice, each of these gives the same as done once; fold, of letters. */
static void
try_twice (const char *text, size_t len)
{
  static void (*const deeds[]) (struct bytes *, const char *,
                                size_t) = { nfc_add, add_tidy, fold_add,
                                            small_add, capital_add };

  for (size_t i = 0; i < sizeof deeds / sizeof *deeds; i++) {
    SCOPED_BYTES once = { 0 }, twice = { 0 };

    /* Between bytes that are no letters, what goes may join two. */
    if ((deeds[i] == fold_add || deeds[i] == add_tidy)
        && !utf8_valid (text, len))
      continue;
    deeds[i](&once, text, len);
    deeds[i](&twice, bytes_text (&once), once.len);
    if (once.len != twice.len
        || memcmp (bytes_text (&once), bytes_text (&twice), once.len) != 0)
      abort ();
  }
}

/* What is clean, however that is found, has nothing to be tidied but blanks at
 * its ends.
 */
static void
try_clean (const char *text, size_t len)
{
  SCOPED_BYTES tidy = { 0 };
  bool clean = text_clean (text, len);

  if (clean != clean_slowly (text, len))
    abort ();
  if (!clean || len == 0 || text[0] == ' ' || text[len - 1] == ' ')
    return;
  nfc_add_tidy (&tidy, text, len, false);
  if (!utf8_valid (text, len) || utf8_has_control (text, len, false)
      || tidy.len != len || memcmp (tidy.at, text, len) != 0)
    abort ();
}

static void
try_sizes (const char *text, size_t len)
{
  for (size_t most = 0; most <= len; most += 1 + len / 16)
    if (utf8_cut (text, len, most) > most || width_fit (text, len, most) > len)
      abort ();
  if (utf8_letters (text, len) > len || width_cells (text, len) > 2 * len)
    abort ();
}

static void
try_words (const char *text, size_t len)
{
  const char *at = text, *end = text + len;
  struct word w;

  while (at < end) {
    const char *before = at;

    if (!word_next (&at, end, &w))
      break;
    if (at <= before || at > end || strlen (w.fold) > 30
        || (w.n_marks & 0x7F) > sizeof w.marks)
      abort ();
  }
}

static void
try_typing (const char *text, size_t len)
{
  for (int method = TYPING_OFF; method < TYPING_METHODS; method++) {
    struct typing t = { (enum typing_method) method, TONE_OLD, true };
    SCOPED_BYTES typed = { 0 };

    typing_line (&t, text, len, &typed);
    if (typed.len > 4 * len)
      abort ();
  }
}

static void
try_parsers (const char *text)
{
  char iso[DATE_TEXT], hour[6], id[13], phone[16];
  struct person_id person;
  int64_t number;

  if (date_parse (text, DATE_TYPED, true, 20000, iso, NULL) == OK
      && date_parse (iso, DATE_FILED, true, 20000, iso, NULL) != OK)
    abort ();
  time_parse (text, hour, NULL);
  number_parse (text, true, &number, NULL);
  if (money_parse (text, &number, NULL) == OK
      && (number < 0 || number > NUMBER_MOST))
    abort ();
  decimal_parse (text, 3, &number, NULL);
  person_id_parse (text, id, &person, NULL);
  phone_parse (text, phone, NULL);
  email_good (text);
}

int
LLVMFuzzerTestOneInput (const uint8_t *from, size_t len)
{
  SCOPED_BYTES at = { 0 }, key = { 0 };
  const char *text;
  struct card card;

  bytes_add (&at, from, len);
  text = bytes_text (&at);
  try_twice (text, len);
  try_clean (text, len);
  try_sizes (text, len);
  try_words (text, len);
  try_typing (text, len);
  try_parsers (text);
  collate_add (&key, text, len, COLLATE_GIVEN);
  name_check (text, len);
  card_begins (text, len);
  card_read ((const char *) from, len, &card);
  card_free (&card);
  return 0;
}
