/* finds-ask.c - made-up questions, and which records answer them. */

#include "tests/e2e/finds.h"

#include "text/fold.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

/* ---- records ---------------------------------------------------------- */

/* A blank before and behind each run of letters and digits. */
static void
add_words (struct bytes *words, const char *text)
{
  SCOPED_BYTES fold = { 0 };

  fold_add (&fold, text, strlen (text));
  for (size_t i = 0; i < fold.len; i++)
    bytes_add_char (words, isalnum (fold.at[i]) ? (char) fold.at[i] : ' ');
  bytes_add_char (words, ' ');
}

static bool
read_line (struct person_record *r, char *line)
{
  const char **const texts[] = { r->names, r->births, r->numbers };
  const size_t counts[] = { NAMES_MOST, BIRTHS_MOST, NUMBERS_MOST };

  *r = (struct person_record){ .code = strsep (&line, ",") };
  r->received = strsep (&line, ",");
  for (size_t k = 0; k < 3; k++)
    for (size_t i = 0; i < counts[k]; i++)
      texts[k][i] = strsep (&line, ",");
  if (r->numbers[NUMBERS_MOST - 1] == NULL || line != NULL)
    return false;
  bytes_add_char (&r->words, ' ');
  for (size_t i = 0; i < NAMES_MOST; i++)
    add_words (&r->words, r->names[i]);
  bytes_text (&r->words);
  return true;
}

bool
records_read (struct person_records *all, const char *path)
{
  FILE *f = fopen (path, "r");
  bool good = f != NULL;
  char *line, *rest;
  int c;

  *all = (struct person_records){ .count = 0 };
  while (good && (c = getc (f)) != EOF)
    bytes_add_char (&all->text, (char) c);
  if (f != NULL)
    fclose (f);
  bytes_text (&all->text);
  all->at = bytes_must ((all->text.len / 16 + 1) * sizeof *all->at);
  rest = (char *) all->text.at;
  strsep (&rest, "\n"); /* the header */
  while (good && (line = strsep (&rest, "\n")) != NULL && *line != '\0')
    good = read_line (&all->at[all->count++], line);
  return good && all->count > 0;
}

void
records_free (struct person_records *all)
{
  for (size_t i = 0; i < all->count; i++)
    bytes_free (&all->at[i].words);
  bytes_free (&all->text);
  free (all->at);
}

/* ---- answers ---------------------------------------------------------- */

static bool
has_word (const struct person_record *r, const char *word, bool beginning)
{
  char wanted[100];

  snprintf (wanted, sizeof wanted, " %s%s", word, beginning ? "" : " ");
  return strstr ((const char *) r->words.at, wanted) != NULL;
}

static bool
has_number (const struct person_record *r, const char *end)
{
  size_t len = strlen (end);

  for (size_t i = 0; i < NUMBERS_MOST; i++) {
    size_t whole = strlen (r->numbers[i]);

    if (whole >= len && strcmp (r->numbers[i] + whole - len, end) == 0)
      return true;
  }
  return false;
}

/* LEN characters of a birth; what is not known of one is no day. */
static bool
has_birth (const struct person_record *r, const char *text, size_t len)
{
  for (size_t i = 0; i < BIRTHS_MOST; i++)
    if (strncmp (r->births[i], text, len) == 0)
      return true;
  return false;
}

static bool
has_part (const struct person_record *r, const struct asked_part *p)
{
  switch (p->kind) {
  case PART_WORD: return has_word (r, p->text, false);
  case PART_BEGINNING: return has_word (r, p->text, true);
  case PART_NUMBER: return has_number (r, p->text);
  case PART_YEAR: return has_birth (r, p->text, 4) || has_number (r, p->text);
  case PART_DAY:
    return strncmp (r->received, p->text, 10) == 0
           || has_birth (r, p->text, 10);
  case PART_MONTH: return strncmp (r->received, p->text, 7) == 0;
  default: return strcmp (r->code, p->text) == 0;
  }
}

bool
record_answers (const struct person_record *r, const struct asked *a)
{
  unsigned i = 0;

  while (i < a->count && has_part (r, &a->parts[i]))
    i++;
  return i == a->count;
}

/* ---- chance ----------------------------------------------------------- */

struct dice {
  uint64_t state;
};

/* 0 .. n - 1, by SplitMix64. */
static unsigned
dice_below (struct dice *dice, unsigned n)
{
  uint64_t z = dice->state += 0x9E3779B97F4A7C15;

  z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9;
  z = (z ^ z >> 27) * 0x94D049BB133111EB;
  return (unsigned) ((z ^ z >> 31) % n);
}

static bool
dice_chance (struct dice *dice, unsigned percent)
{
  return dice_below (dice, 100) < percent;
}

/* ---- questions -------------------------------------------------------- */

static void
put_part (struct asked *a, enum part_kind kind, const char *text, size_t len)
{
  struct asked_part *p = &a->parts[a->count++];

  p->kind = kind;
  snprintf (p->text, sizeof p->text, "%.*s", (int) len, text);
}

static void
put_words (struct asked *a, const char *typed)
{
  bytes_printf (&a->words, "%s%s", a->words.len > 0 ? " " : "", typed);
}

/* A part for each word of what is TYPED; the last may be a BEGINNING. */
static void
put_parts_of (struct asked *a, const char *typed, bool beginning)
{
  SCOPED_BYTES words = { 0 };
  const char *at;

  add_words (&words, typed);
  at = bytes_text (&words);
  while (a->count < PARTS_MOST && *(at += strspn (at, " ")) != '\0') {
    put_part (a, PART_WORD, at, strcspn (at, " "));
    at += strcspn (at, " ");
  }
  if (beginning && a->count > 0)
    a->parts[a->count - 1].kind = PART_BEGINNING;
}

/* A word of a name as it stands there: "H'Hen" is one. */
static void
any_word (const struct person_record *r, struct dice *dice, char word[96])
{
  const char *name = r->names[dice_below (dice, NAMES_MOST)], *at;
  unsigned words = 1;

  if (*name == '\0')
    name = r->names[1]; /* the child's is always known */
  for (at = name; *at != '\0'; at++)
    words += *at == ' ';
  at = name;
  for (unsigned skip = dice_below (dice, words); skip > 0; skip--)
    at += strcspn (at, " ") + 1;
  snprintf (word, 96, "%.*s", (int) strcspn (at, " "), at);
}

/* Some words with their marks or without, in any order; of those without marks
 * the last may be cut short, or have a blank behind it.
 */
static void
ask_words (struct asked *a, const struct person_record *r, struct dice *dice,
           bool marks)
{
  unsigned count = 1 + dice_below (dice, 3);
  char word[96];

  while (count-- > 0) {
    SCOPED_BYTES typed = { 0 };
    bool whole = marks || count > 0 || dice_chance (dice, 30);

    any_word (r, dice, word);
    if (marks)
      bytes_add_text (&typed, word);
    else
      fold_add (&typed, word, strlen (word));
    if (!whole && typed.len > 1)
      typed.len = 1 + dice_below (dice, (unsigned) typed.len);
    put_words (a, bytes_text (&typed));
    put_parts_of (a, bytes_text (&typed), count == 0);
  }
  if (a->count > 0 && dice_chance (dice, 30)) {
    bytes_add_char (&a->words, ' ');
    a->parts[a->count - 1].kind = PART_WORD;
  }
}

/* "0901.234.567" or "+84901234567". */
static void
write_phone (const char *number, bool abroad, char typed[96])
{
  if (abroad)
    snprintf (typed, 96, "+84%s", number + 1);
  else
    snprintf (typed, 96, "%.4s.%.3s.%s", number, number + 4, number + 7);
}

/* A number, whole or its end; letters in it with all that is behind them. */
static void
ask_number (struct asked *a, const struct person_record *r, struct dice *dice)
{
  const char *number = r->numbers[dice_below (dice, NUMBERS_MOST)];
  int len = (int) strlen (number);
  const char *end = number;
  char typed[96];

  if (len < 4)
    return;
  if ((int) strspn (number, "0123456789") == len && dice_chance (dice, 60))
    end += dice_below (dice, (unsigned) len - 3);
  snprintf (typed, sizeof typed, "%s", end);
  if (end == number && len == 10 && number[0] == '0')
    write_phone (number, dice_chance (dice, 50), typed);
  put_words (a, typed);
  put_part (a, strlen (end) == 4 ? PART_YEAR : PART_NUMBER, end, strlen (end));
}

static void
ask_year (struct asked *a, const struct person_record *r, struct dice *dice)
{
  const char *birth = r->births[dice_below (dice, BIRTHS_MOST)];

  if (*birth == '\0')
    return;
  put_part (a, PART_YEAR, birth, 4);
  put_words (a, a->parts[a->count - 1].text);
}

/* 21/11/2026, 5/9/1990, 21.11.2026, 2026-11-21; a receipt or a birth. */
static void
ask_day (struct asked *a, const struct person_record *r, struct dice *dice)
{
  static const char *const ways[] = { "%02d/%02d/%d", "%d/%d/%d",
                                      "%02d.%02d.%d", "%d-%d-%d" };
  const char *day = dice_chance (dice, 50)
                      ? r->received
                      : r->births[dice_below (dice, BIRTHS_MOST)];
  unsigned way = dice_below (dice, 5);
  int y, m, d;
  char typed[48];

  if (sscanf (day, "%4d-%2d-%2d", &y, &m, &d) != 3)
    return;
  snprintf (typed, sizeof typed, "%04d-%02d-%02d", y, m, d);
  put_part (a, PART_DAY, typed, strlen (typed));
  if (way < 4)
    snprintf (typed, sizeof typed, ways[way], d, m, y);
  put_words (a, typed);
}

/* 11/2026 or 2026-11. */
static void
ask_month (struct asked *a, const struct person_record *r, struct dice *dice)
{
  char typed[16];

  put_part (a, PART_MONTH, r->received, 7);
  if (dice_chance (dice, 30))
    snprintf (typed, sizeof typed, "%.7s", r->received);
  else
    snprintf (typed, sizeof typed, "%.2s/%.4s", r->received + 5, r->received);
  put_words (a, typed);
}

/* With the office's prefix or without it, in capitals or not. */
static void
ask_code (struct asked *a, const struct person_record *r, struct dice *dice,
          const char *office)
{
  size_t len = strlen (office);
  bool ours = strncmp (r->code, office, len) == 0 && r->code[len] == '-';
  char typed[96];

  snprintf (typed, sizeof typed, "%s",
            r->code + (ours && dice_chance (dice, 50) ? len + 1 : 0));
  for (char *at = typed; dice_chance (dice, 50) && *at != '\0'; at++)
    *at = (char) tolower ((unsigned char) *at);
  put_words (a, typed);
  put_part (a, PART_CODE, r->code, strlen (r->code));
}

/* Each kind alone, with words, or two of them with words. */
static void
ask_some (struct asked *a, const struct person_record *r, struct dice *dice)
{
  unsigned way = dice_below (dice, 20);

  if (way >= 11 && way < 13)
    ask_month (a, r, dice);
  if (way >= 10 && way < 13)
    ask_year (a, r, dice);
  if (way >= 13 && way < 17)
    ask_day (a, r, dice);
  if (way >= 15)
    ask_number (a, r, dice);
  if (way < 14)
    ask_words (a, r, dice, dice_chance (dice, 40));
}

void
ask_about (struct asked *a, const struct person_records *all, uint64_t seed,
           uint64_t number, const char *office)
{
  struct dice dice = { seed << 32 | number };
  unsigned which = dice_below (&dice, (unsigned) all->count);

  bytes_clear (&a->words);
  a->count = 0;
  if (dice_chance (&dice, 5))
    ask_code (a, &all->at[which], &dice, office);
  else
    ask_some (a, &all->at[which], &dice);
}
