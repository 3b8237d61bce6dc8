/* find-question.c - what is asked for, read into parts that must all match. */

#include "store/find-question.h"

#include "base/language.h"
#include "text/date.h"
#include "text/nfc.h"
#include "text/utf8.h"

#include <stdio.h>
#include <string.h>

enum {
  CUT = 27,         /* signs from which on the index may have cut a word */
  NUMBER_LEAST = 4, /* digits that may be the end of a number */
  NUMBER_SURE = 6,  /* digits that the index knows of a number */
  JOINED_LEAST = 9, /* signs that may be one number in groups: 0901.234.567 */
};

/* ---- ranges of terms -------------------------------------------------- */

static struct slice
kept (const struct bytes *bytes, struct arena *arena)
{
  unsigned char *copy = arena_take (arena, bytes->len + 1);

  memcpy (copy, bytes->at, bytes->len);
  return (struct slice){ copy, bytes->len };
}

/* FIELD, TEXT and one byte more, which says where a range begins or ends. */
static struct slice
bound (char field, const char *text, uint8_t last, struct arena *arena)
{
  SCOPED_BYTES term = { 0 };

  term_add_text (&term, field, text);
  put_u8 (&term, last);
  return kept (&term, arena);
}

static struct range *
next_range (struct part *part, enum level level)
{
  struct range *range = &part->ranges[part->n_ranges++];

  range->level = level;
  return range;
}

/* The one term of something without marks. */
static void
add_single (struct part *part, enum level level, char field, const char *text,
            struct arena *arena)
{
  struct range *range = next_range (part, level);

  range->until = bound (field, text, 0, arena);
  range->from = (struct slice){ range->until.at, range->until.len - 1 };
}

/* The word with whatever marks. */
static void
add_whole (struct part *part, enum level level, char field,
           const struct word *word, struct arena *arena)
{
  struct range *range = next_range (part, level);
  SCOPED_BYTES term = { 0 };

  range->from = bound (field, word->fold, 0, arena);
  range->until = bound (field, word->fold, 1, arena);
  term_add_word (&term, field, word);
  range->exact = kept (&term, arena);
}

/* Longer words that begin so; names have a term for each first letter. */
static void
add_longer (struct part *part, char field, const struct word *word,
            struct arena *arena)
{
  struct range *range;

  if (field == FIELD_NAME && word->fold[1] == '\0') {
    add_single (part, LEVEL_BEGINNING, FIELD_LETTER, word->fold, arena);
    return;
  }
  range = next_range (part, LEVEL_BEGINNING);
  range->from = bound (field, word->fold, 1, arena);
  range->until = bound (field, word->fold, 0xff, arena);
}

/* ---- ends of numbers -------------------------------------------------- */

static bool
any_rest (uint16_t rest, uint16_t with)
{
  (void) rest;
  (void) with;
  return true;
}

static bool
rest_ends_with (uint16_t rest, uint16_t digit)
{
  return rest < REST_NONE && rest % 10 == digit;
}

static bool
rest_is (uint16_t rest, uint16_t with)
{
  return rest == with;
}

static bool
is_digit (char c)
{
  return c >= '0' && c <= '9';
}

static size_t
digits_at_end (const char *text)
{
  size_t len = strlen (text), digits = 0;

  while (digits < len && is_digit (text[len - 1 - digits]))
    digits++;
  return digits;
}

static bool
is_year (const char *text)
{
  return strlen (text) == 4 && digits_at_end (text) == 4
         && (strncmp (text, "19", 2) == 0 || strncmp (text, "20", 2) == 0);
}

static const char *
capital (const char *text, struct arena *arena)
{
  char *copy = arena_copy (arena, text);

  for (char *at = copy; *at != '\0'; at++)
    if (*at >= 'a' && *at <= 'z')
      *at = (char) (*at - 'a' + 'A');
  return copy;
}

/* The records whose number ends in the DIGITS last digits of PART's, or in the
 * last six of them.
 */
static void
list_numbers (struct part *part, size_t digits)
{
  struct bucket bucket;

  if (!bucket_of_number (part->number, strlen (part->number), &bucket))
    return;
  part->listed = true;
  part->bucket = bucket.number;
  part->wanted = digits == 4   ? any_rest
                 : digits == 5 ? rest_ends_with
                               : rest_is;
  part->with = bucket.rest % REST_ONE_DIGIT;
}

/* ---- kinds of parts --------------------------------------------------- */

static struct part *
next_part (struct question *question)
{
  struct part *part = &question->parts[question->n_parts++];

  *part = (struct part){ 0 };
  return part;
}

/* Reads digits; how many there were. */
static size_t
take_number (const char **at, int *number)
{
  size_t digits = 0;

  for (*number = 0; **at >= '0' && **at <= '9' && digits < 5; digits++)
    *number = *number * 10 + *(*at)++ - '0';
  return digits;
}

/* DD/MM/YYYY, with dots or dashes too; or MM/YYYY, which makes DAY 0. */
static bool
read_date (const char *token, int *day, int *month, int *year)
{
  size_t digits = take_number (&token, day);
  char between = *token;

  if (digits < 1 || digits > 2 || between == '\0'
      || strchr ("/.-", between) == NULL)
    return false;
  token++;
  digits = take_number (&token, month);
  if (digits == 4 && between == '/' && *token == '\0') {
    *year = *month;
    *month = *day;
    *day = 0;
    return *month >= 1 && *month <= 12;
  }
  if (digits < 1 || digits > 2 || *token++ != between)
    return false;
  digits = take_number (&token, year);
  return digits == 4 && *token == '\0' && date_real (*year, *month, *day);
}

/* YYYY-MM-DD or YYYY-MM, as files have it. */
static bool
read_iso (const char *token, int *day, int *month, int *year)
{
  *day = 0;
  if (take_number (&token, year) != 4 || *token++ != '-'
      || take_number (&token, month) != 2)
    return false;
  if (*token == '\0')
    return *month >= 1 && *month <= 12;
  return *token++ == '-' && take_number (&token, day) == 2 && *token == '\0'
         && date_real (*year, *month, *day);
}

static bool
add_date (struct question *question, const char *token, struct arena *arena)
{
  int day, month, year;
  struct bucket bucket;
  struct part *part;
  char text[40];

  if (!read_date (token, &day, &month, &year)
      && !read_iso (token, &day, &month, &year))
    return false;
  part = next_part (question);
  if (day == 0) {
    snprintf (text, sizeof text, "%04d%02d", year, month);
    add_single (part, LEVEL_EXACT, FIELD_MONTH, text, arena);
    return true;
  }
  snprintf (text, sizeof text, "%04d%02d%02d", year, month, day);
  add_single (part, LEVEL_EXACT, FIELD_DAY, text, arena);
  if (bucket_of_date (year, month, day, &bucket)) {
    part->listed = true;
    part->bucket = bucket.number;
    part->wanted = rest_is;
    part->with = bucket.rest;
  }
  return true;
}

/* WORD as it stands in names, and in addresses when they are asked for. */
static void
add_fields (struct part *part, enum level level, bool any,
            const struct word *word, struct arena *arena)
{
  static const char fields[] = { FIELD_NAME, FIELD_ADDRESS };

  for (unsigned i = 0; i < (any ? 2u : 1u); i++) {
    add_whole (part, level, fields[i], word, arena);
    if (part->beginning)
      add_longer (part, fields[i], word, arena);
  }
}

static void
add_numbers (struct part *part, size_t digits, struct arena *arena)
{
  size_t len = strlen (part->number);

  if (len < TERM_MOST)
    add_single (part, LEVEL_EXACT, FIELD_PAPER, part->number, arena);
  if (is_year (part->number))
    add_single (part, LEVEL_EXACT, FIELD_YEAR, part->number, arena);
  if (digits < NUMBER_LEAST)
    return;
  list_numbers (part, digits);
  part->doubtful |= digits < len || len > NUMBER_SURE;
}

static void
add_word (struct question *question, const struct word *word, const char *whole,
          bool last, struct arena *arena)
{
  struct part *part = next_part (question);
  size_t digits = digits_at_end (whole);
  bool is_number = whole[digits] == '\0';

  part->whole = whole;
  part->number = capital (whole, arena);
  part->beginning = last && !is_digit (whole[0]);
  part->doubtful = strlen (word->fold) >= CUT;
  add_fields (part, is_number ? LEVEL_EXACT : LEVEL_WHOLE, question->any, word,
              arena);
  if (strpbrk (whole, "0123456789") != NULL)
    add_numbers (part, digits, arena);
  question->marked |= !word->plain;
}

/* ---- words that are not cut ------------------------------------------- */

static bool
is_sign (unsigned char c)
{
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z');
}

/* The next word of a text, with its whole fold in WHOLE. */
static bool
next_word (const char **at, const char *end, struct word *word,
           struct bytes *whole)
{
  const char *from = *at;
  size_t last, first;

  bytes_clear (whole);
  if (!word_next (at, end, word))
    return false;
  if (strlen (word->fold) < CUT) {
    bytes_add_text (whole, word->fold);
    return true;
  }
  fold_add (whole, from, (size_t) (*at - from));
  for (last = whole->len; last > 0 && !is_sign (whole->at[last - 1]); last--)
    ;
  for (first = last; first > 0 && is_sign (whole->at[first - 1]); first--)
    ;
  memmove (whole->at, whole->at + first, last - first);
  whole->len = last - first;
  return true;
}

static bool
has_word (const char *text, const char *wanted, bool beginning)
{
  const char *end = text + strlen (text);
  size_t len = strlen (wanted);
  SCOPED_BYTES whole = { 0 };
  struct word word;

  while (next_word (&text, end, &word, &whole))
    if (whole.len >= len && memcmp (whole.at, wanted, len) == 0
        && (beginning || whole.len == len))
      return true;
  return false;
}

static bool
ends_with (const char *text, const char *end)
{
  size_t len = strlen (text), end_len = strlen (end);

  return len >= end_len && strcmp (text + len - end_len, end) == 0;
}

bool
part_holds (const struct part *part, bool any, const struct facts *facts)
{
  for (size_t i = 0; i < facts->n_numbers; i++)
    if (ends_with (facts->numbers[i], part->number))
      return true;
  for (size_t i = 0; i < facts->n_names; i++)
    if (has_word (facts->names[i], part->whole, part->beginning))
      return true;
  for (size_t i = 0; any && i < facts->n_addresses; i++)
    if (has_word (facts->addresses[i], part->whole, part->beginning))
      return true;
  return false;
}

/* ---- reading the whole ------------------------------------------------ */

/* Numbers as people write them, "+84 ..." and dots between, become digits. */
static void
join_number (char *token)
{
  char *from = token, *to = token;

  if (token[strspn (token, "0123456789.-+()")] != '\0'
      || strlen (token) < JOINED_LEAST)
    return;
  if (strncmp (token, "+84", 3) == 0) {
    *to++ = '0';
    from += 3;
  }
  for (; *from != '\0'; from++)
    if (is_digit (*from))
      *to++ = *from;
  *to = '\0';
}

static enum outcome
add_token (struct question *question, char *token, bool last,
           struct arena *arena, struct error *e)
{
  const char *at = token, *end;
  SCOPED_BYTES whole = { 0 };
  struct word word;

  if (question->n_parts < PARTS_MOST && add_date (question, token, arena))
    return OK;
  join_number (token);
  end = at + strlen (at);
  while (next_word (&at, end, &word, &whole)) {
    const char *ahead = at;
    struct word other;

    if (question->n_parts == PARTS_MOST)
      return fail (e, ERR_INPUT, 0,
                   _ ("at most %d words can be looked for at once"),
                   PARTS_MOST);
    add_word (question, &word, arena_copy (arena, bytes_text (&whole)),
              last && !word_next (&ahead, end, &other), arena);
  }
  return OK;
}

static bool
ends_in_blank (const char *words)
{
  return ends_with (words, " ") || ends_with (words, "\t")
         || ends_with (words, "\u00a0");
}

enum outcome
question_read (const char *words, bool any, struct arena *arena,
               struct question *question, struct error *e)
{
  SCOPED_BYTES tidy = { 0 };
  enum outcome outcome = OK;
  char *rest, *token;

  *question = (struct question){ .any = any };
  if (!utf8_valid (words, strlen (words)))
    return fail (e, ERR_INPUT, 0, _ ("the words to look for are not UTF-8"));
  nfc_add_tidy (&tidy, words, strlen (words), false);
  rest = arena_copy (arena, bytes_text (&tidy));
  while (outcome == OK && (token = strsep (&rest, " ,;")) != NULL)
    outcome = add_token (question, token,
                         rest == NULL && !ends_in_blank (words), arena, e);
  return outcome;
}
