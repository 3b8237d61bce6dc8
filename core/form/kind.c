/* kind.c - what may be in a field: one table, one row a kind. */

#include "form/kind.h"

#include "form/kind-parts.h"
#include "text/clean.h"
#include "text/date.h"
#include "text/fold.h"
#include "text/name.h"
#include "text/nfc.h"
#include "text/number.h"
#include "text/person-id.h"
#include "text/utf8.h"

#include <ctype.h>
#include <string.h>

/* Every parse takes the same, whether or not it needs it. */
#define PARSE                                                                \
  __attribute__ ((unused)) const struct form_field *field, const char *text, \
    __attribute__ ((unused)) enum spelling spelling,                         \
    __attribute__ ((unused)) int32_t received, struct bytes *to,             \
    __attribute__ ((unused)) struct error *error
#define SHOW                                                                   \
  __attribute__ ((unused)) const struct form_field *field, const char *stored, \
    struct bytes *to

/* ---- texts --------------------------------------------------------------- */

static bool
letter_fits (char pattern, uint32_t c)
{
  switch (pattern) {
  case 'A': return c < 128 && isupper ((int) c);
  case 'a': return c < 128 && islower ((int) c);
  case '9': return c < 128 && isdigit ((int) c);
  default: return c == (unsigned char) pattern;
  }
}

/* plugin.h: "A" capital, "a" letter, "9" digit, "*" rest. */
static bool
pattern_fits (const char *pattern, const char *text)
{
  const char *end = text + strlen (text);

  for (; *pattern != '\0'; pattern++) {
    if (*pattern == '*')
      return true;
    if (text == end || !letter_fits (*pattern, utf8_next (&text, end)))
      return false;
  }
  return text == end;
}

static enum outcome
parse_text (PARSE)
{
  if (field->pattern != NULL && !pattern_fits (field->pattern, text))
    return fail (error, ERR_INPUT, 0,
                 _ ("write it like \"%s\" (A capital, a letter, 9 digit)"),
                 field->pattern);
  bytes_add_text (to, text);
  return OK;
}

/* Typographic apostrophes, as word processors put them, become plain ones. */
static void
add_straight (const char *text, struct bytes *to)
{
  if (strchr (text, '\xe2') == NULL) {
    bytes_add_text (to, text);
    return;
  }
  for (const char *s = text; *s != '\0'; s++)
    if (strncmp (s, "\u2019", 3) == 0) {
      bytes_add_char (to, '\'');
      s += 2;
    } else {
      bytes_add_char (to, *s);
    }
}

/* What is half typed in Telex is a warning, and another's business. */
static enum outcome
parse_name (PARSE)
{
  size_t before = to->len;

  add_straight (text, to);
  switch (name_check ((const char *) to->at + before, to->len - before)) {
  case NAME_LETTERS:
    return fail (error, ERR_INPUT, 0,
                 _ ("write the name with letters, blanks, - and ' only"));
  case NAME_SINGLE:
    return fail (error, ERR_INPUT, 0,
                 _ ("write the whole name, not a single sign"));
  case NAME_LONG:
    return fail (error, ERR_INPUT, 0,
                 _ ("shorten the name to at most 100 letters"));
  case NAME_GOOD:
  case NAME_TYPED: break;
  }
  return OK;
}

static void
show_plain (SHOW)
{
  bytes_add_text (to, stored);
}

/* ---- dates and numbers --------------------------------------------------- */

static enum outcome
parse_any_date (const char *text, enum spelling spelling, bool partial,
                int32_t received, struct bytes *to, struct error *error)
{
  char iso[DATE_TEXT];
  enum outcome outcome =
    date_parse (text, spelling == TYPED ? DATE_TYPED : DATE_FILED, partial,
                received, iso, error);

  if (outcome == OK)
    bytes_add_text (to, iso);
  return outcome;
}

static enum outcome
parse_date (PARSE)
{
  return parse_any_date (text, spelling, false, received, to, error);
}

static enum outcome
parse_partial_date (PARSE)
{
  return parse_any_date (text, spelling, true, received, to, error);
}

static void
show_date (SHOW)
{
  char text[DATE_TEXT];

  date_show (stored, text);
  bytes_add_text (to, text);
}

static enum outcome
parse_time (PARSE)
{
  char stored[6];

  /* In a file "930" may be anything. */
  if (spelling == FILED && strchr (text, ':') == NULL)
    return fail (error, ERR_INPUT, 0, _ ("write the time like 14:05"));
  if (time_parse (text, stored, error) != OK)
    return ERR_INPUT;
  bytes_add_text (to, stored);
  return OK;
}

static void
add_whole (struct bytes *to, int64_t n)
{
  uint64_t rest = n < 0 ? 0 - (uint64_t) n : (uint64_t) n;
  char digits[20], *at = digits + sizeof digits;

  do
    *--at = (char) ('0' + rest % 10);
  while ((rest /= 10) > 0);
  if (n < 0)
    bytes_add_char (to, '-');
  bytes_add (to, at, (size_t) (digits + sizeof digits - at));
}

static enum outcome
parse_whole (PARSE)
{
  int64_t n;

  if (number_parse (text, spelling == TYPED, &n, error) != OK)
    return ERR_INPUT;
  add_whole (to, n);
  return OK;
}

static enum outcome
parse_money (PARSE)
{
  int64_t n;

  if (spelling == FILED)
    return parse_whole (field, text, spelling, received, to, error);
  if (money_parse (text, &n, error) != OK)
    return ERR_INPUT;
  add_whole (to, n);
  return OK;
}

static void
show_whole (SHOW)
{
  char text[32];
  int64_t n;

  if (number_parse (stored, false, &n, NULL) != OK) {
    bytes_add_text (to, stored);
    return;
  }
  number_show (n, text);
  bytes_add_text (to, text);
}

static enum outcome
parse_decimal (PARSE)
{
  char stored[24];
  int64_t n;

  if (decimal_parse (text, field->decimals, &n, error) != OK)
    return ERR_INPUT;
  decimal_text (n, field->decimals, stored);
  bytes_add_text (to, stored);
  return OK;
}

/* With a comma, as it is written in Viet Nam. */
static void
show_decimal (SHOW)
{
  for (const char *s = stored; *s != '\0'; s++)
    bytes_add_char (to, *s == '.' ? ',' : *s);
}

/* ---- yes and no, numbers of people --------------------------------------- */

static const struct {
  const char *typed;
  char stored;
} answers[] = { { "1", '1' }, { "0", '0' }, { "co", '1' },  { "khong", '0' },
                { "c", '1' }, { "k", '0' }, { "yes", '1' }, { "no", '0' },
                { "y", '1' }, { "n", '0' } };

static enum outcome
parse_yes_no (PARSE)
{
  /* In a file only the first two. */
  size_t most = spelling == FILED ? 2 : sizeof answers / sizeof *answers;
  SCOPED_BYTES folded = { 0 };

  fold_add (&folded, text, strlen (text));
  for (size_t i = 0; i < most; i++)
    if (strcmp (bytes_text (&folded), answers[i].typed) == 0) {
      bytes_add_char (to, answers[i].stored);
      return OK;
    }
  return fail (error, ERR_INPUT, 0, _ ("write 1 for yes or 0 for no"));
}

static void
show_yes_no (SHOW)
{
  bytes_add_text (to, stored[0] == '1' ? _ ("Yes") : _ ("No"));
}

static enum outcome
parse_person_id (PARSE)
{
  struct person_id id;
  char stored[13];

  if (person_id_parse (text, stored, &id, error) != OK)
    return ERR_INPUT;
  bytes_add_text (to, stored);
  return OK;
}

static enum outcome
parse_id_paper (PARSE)
{
  size_t before = to->len, n;

  for (const char *s = text; *s != '\0'; s++)
    if (isalnum ((unsigned char) *s))
      bytes_add_char (to, (char) toupper ((unsigned char) *s));
    else if (strchr (" .-", *s) == NULL)
      return fail (error, ERR_INPUT, 0,
                   _ ("write the number with digits and capitals only"));
  n = to->len - before;
  if (n < 5 || n > 20)
    return fail (error, ERR_INPUT, 0,
                 _ ("a paper's number has 5 to 20 digits and capitals, this"
                    " one has %zu"),
                 n);
  return OK;
}

static enum outcome
parse_phone (PARSE)
{
  char stored[16];

  if (phone_parse (text, stored, error) != OK)
    return ERR_INPUT;
  bytes_add_text (to, stored);
  return OK;
}

static enum outcome
parse_email (PARSE)
{
  if (!email_good (text))
    return fail (error, ERR_INPUT, 0,
                 _ ("write the address like an@example.vn"));
  bytes_add_text (to, text);
  return OK;
}

/* ---- the table ----------------------------------------------------------- */

/* clang-format off */
static const struct kind kinds[] = {
#define KIND(name, vietnamese, limited, cells, parse, show)                    \
  [HOSO_##name] = { #name, vietnamese, limited, cells, parse, show }
  /*    name         Vietnamese  limited  cells */
  KIND (TEXT,         true,  true,   0, parse_text, show_plain),
  KIND (NAME,         true,  true,   0, parse_name, show_plain),
  KIND (NOTES,        true,  true,   0, parse_text, show_plain),
  KIND (DATE,         false, false, 10, parse_date, show_date),
  KIND (PARTIAL_DATE, false, false, 10, parse_partial_date, show_date),
  KIND (TIME,         false, false,  5, parse_time, show_plain),
  KIND (WHOLE,        false, false, 15, parse_whole, show_whole),
  KIND (DECIMAL,      false, false, 15, parse_decimal, show_decimal),
  KIND (MONEY,        false, false, 15, parse_money, show_whole),
  KIND (YES_NO,       false, false,  5, parse_yes_no, show_yes_no),
  KIND (CHOICE,       false, false,  0, parse_choice, show_choices),
  KIND (CHOICES,      false, false,  0, parse_choices, show_choices),
  KIND (ADDRESS,      true,  true,   0, parse_text, show_plain),
  KIND (PERSON_ID,    false, false, 12, parse_person_id, show_plain),
  KIND (ID_PAPER,     false, true,  20, parse_id_paper, show_plain),
  KIND (PHONE,        false, false, 11, parse_phone, show_plain),
  KIND (EMAIL,        false, true,   0, parse_email, show_plain),
  KIND (TABLE,        false, false,  0, parse_table, show_table),
  KIND (SERIAL,       false, true,  12, parse_text, show_plain),
  KIND (OFFICER,      false, true,  20, parse_text, show_plain),
  KIND (FILE,         false, true,   0, parse_text, show_plain),
#undef KIND
};
/* clang-format on */

enum { KINDS = sizeof kinds / sizeof *kinds };

const struct kind *
kind_of (const struct form_field *field)
{
  uint8_t kind = field->kind;

  return kind < KINDS && kinds[kind].name != NULL ? &kinds[kind]
                                                  : &kinds[HOSO_TEXT];
}

const char *
kind_name (uint8_t kind)
{
  return kind < KINDS ? kinds[kind].name : NULL;
}

/* As most are: they need no memory of their own. */
enum { SHORT_TEXT = 256 };

/* ---- parsing and showing ------------------------------------------------- */

/* Line ends belong into notes, and between the rows of a table; every other
 * control character into nothing.
 */
static bool
has_control (const char *text, size_t len, bool lines)
{
  for (size_t i = 0; lines && i < len; i++)
    if (text[i] == '\r') {
      size_t rest = len - i - 1;

      return utf8_has_control (text, i, true)
             || has_control (text + i + 1, rest, true);
    }
  return utf8_has_control (text, len, lines);
}

static enum outcome
check_letters (const struct form_field *field, const struct bytes *to,
               size_t before, struct error *error)
{
  unsigned most = field->chars == 0 ? CHARS_MOST : field->chars;
  size_t letters;

  /* A letter has at least one byte: most texts need no counting. */
  if (!kind_of (field)->limited || to->len - before <= most)
    return OK;
  letters = utf8_letters ((const char *) to->at + before, to->len - before);
  if (letters <= most)
    return OK;
  return fail (error, ERR_INPUT, 0,
               _ ("shorten it to at most %u letters, it has %zu"), most,
               letters);
}

/* Brings TEXT into the one spelling that kinds read. */
static enum outcome
tidy_up (const struct form_field *field, const char *text, size_t len,
         struct bytes *tidy, struct error *error)
{
  bool lines = field->kind == HOSO_NOTES || field->kind == HOSO_TABLE;

  if (!utf8_valid (text, len))
    return fail (error, ERR_INPUT, 0,
                 _ ("the text is not UTF-8: name the file's encoding"));
  if (has_control (text, len, lines))
    return fail (error, ERR_INPUT, 0, _ ("take out the control characters"));
  if (field->kind == HOSO_TABLE)
    bytes_add (tidy, text, len); /* its cells are tidied, not its JSON */
  else
    nfc_add_tidy (tidy, text, len, lines);
  return OK;
}

/* TIDY is not empty. */
static enum outcome
parse_tidy (const struct form_field *field, const char *tidy,
            enum spelling spelling, int32_t received, struct bytes *to,
            struct error *error)
{
  size_t before = to->len;
  enum outcome outcome =
    kind_of (field)->parse (field, tidy, spelling, received, to, error);

  if (outcome == OK)
    outcome = check_letters (field, to, before, error);
  if (outcome != OK)
    to->len = before;
  return outcome;
}

enum outcome
field_parse_clean (const struct form_field *field, const char *text, size_t len,
                   enum spelling spelling, int32_t received, struct bytes *to,
                   struct error *error)
{
  char room[SHORT_TEXT];

  while (len > 0 && text[0] == ' ') {
    text++;
    len--;
  }
  while (len > 0 && text[len - 1] == ' ')
    len--;
  if (len == 0)
    return OK;
  if (len >= sizeof room)
    return field_parse (field, text, len, spelling, received, to, error);
  memcpy (room, text, len);
  room[len] = '\0';
  return parse_tidy (field, room, spelling, received, to, error);
}

enum outcome
field_parse (const struct form_field *field, const char *text, size_t len,
             enum spelling spelling, int32_t received, struct bytes *to,
             struct error *error)
{
  SCOPED_BYTES tidy = { 0 };
  enum outcome outcome;

  if (len < SHORT_TEXT && field->kind != HOSO_TABLE && text_clean (text, len))
    return field_parse_clean (field, text, len, spelling, received, to, error);
  outcome = tidy_up (field, text, len, &tidy, error);
  if (outcome != OK || tidy.len == 0)
    return outcome;
  return parse_tidy (field, bytes_text (&tidy), spelling, received, to, error);
}

void
field_show (const struct form_field *field, const char *stored,
            struct bytes *to)
{
  if (stored[0] != '\0')
    kind_of (field)->show (field, stored, to);
}
