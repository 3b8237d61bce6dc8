/* card.c - the codes on identity and insurance cards: what a scanner types.
 *
 * What stands between the bars is held against the number: century, sex and
 * year of birth are among its digits (TT 59/2021/TT-BCA Đ4).  What came
 * through a keyboard layout, Caps Lock or a wrong encoding is mended where
 * that is sure; the rest is left to the officer's eyes.
 */

#include "text/card.h"
#include "base/language.h"
#include "text/ascii.h"
#include "text/date.h"
#include "text/fold.h"
#include "text/letters.h"
#include "text/mend.h"
#include "text/name.h"
#include "text/nfc.h"
#include "text/person-id.h"
#include "text/utf8.h"

#include <string.h>

enum {
  ID_DIGITS = 12,
  OLD_DIGITS = 9,
  FIELDS = 7,      /* of the code of 2021; that of 2024 has more */
  SHORT_FIELDS = 6 /* without the date of issue */
};

/* Slices of the code. */

static bool
is_digits (const char *at, size_t len)
{
  for (size_t i = 0; i < len; i++)
    if (!ascii_digit (at[i]))
      return false;
  return true;
}

/* How many bytes the separator at AT has: '|', and what keyboard layouts make
 * of it; 0 when there is none.
 */
static size_t
bar (const char *at, const char *end)
{
  if (at < end && strchr ("|~\\", *at) != NULL && *at != '\0')
    return 1;
  return end - at >= 2 && memcmp (at, "¦", 2) == 0 ? 2 : 0;
}

/* The next field, up to another BAR (LEN bytes); *AT moves behind that bar, and
 * becomes NULL behind the last field.
 */
static struct slice
next_field (const char **at, const char *end, const char *separator, size_t len)
{
  const char *first = *at;
  const char *stop = memmem (first, (size_t) (end - first), separator, len);

  *at = stop != NULL ? stop + len : NULL;
  return (struct slice){ (const unsigned char *) first,
                         (size_t) ((stop != NULL ? stop : end) - first) };
}

static void
tell (struct card *card, const char *problem)
{
  if (card->problems.len > 0)
    bytes_add_char (&card->problems, '\n');
  bytes_add_text (&card->problems, problem);
}

/* Texts. */

/* A name or an address, and what happened to it on its way. */
struct given {
  char *text;   /* mended, composed, tidy; owned by the card */
  bool mended;  /* it came in a wrong encoding */
  bool strange; /* it has signs that no such text has */
};

/* Whether all letters are Vietnamese, and all that is none is of ASCII. */
static bool
is_vietnamese (const char *text)
{
  const char *end = text + strlen (text);

  while (text < end) {
    uint32_t c = utf8_next (&text, end);
    struct letter l;

    if (c == '?' || utf8_control (c) || (c >= 0x80 && !letter_of (c, &l)))
      return false;
  }
  return true;
}

static struct given
given_of (struct slice field, bool caps_lock)
{
  SCOPED_BYTES right = { 0 }, cased = { 0 }, tidy = { 0 };
  struct given g = { .mended = mend_bytes (&right, (const char *) field.at,
                                           field.len) };

  if (!g.mended)
    bytes_add (&right, field.at, field.len);
  if (caps_lock)
    mend_case (&cased, bytes_text (&right), right.len);
  else
    bytes_add (&cased, right.at, right.len);
  nfc_add_tidy (&tidy, bytes_text (&cased), cased.len, false);
  g.strange = strlen (bytes_text (&right)) != right.len
              || !utf8_valid (right.at, right.len)
              || !is_vietnamese (bytes_text (&tidy));
  g.text = bytes_must_copy (bytes_text (&tidy));
  return g;
}

static bool
is_name (const char *text)
{
  enum name_fault fault = name_check (text, strlen (text));

  return *text != '\0' && (fault == NAME_GOOD || fault == NAME_TYPED);
}

static bool
is_ascii (const char *text)
{
  for (; *text != '\0'; text++)
    if ((unsigned char) *text >= 0x80)
      return false;
  return true;
}

/* "Nguy7877n": the scanner typed the code of a letter with Alt held. */
static bool
has_alt_code (const char *text)
{
  for (; *text != '\0'; text++)
    if (ascii_letter (*text) && ascii_digit (text[1]) && text[1] != '0')
      return true;
  return false;
}

/* When one of the two was damaged, the other one was as well, if it has any
 * letters that can be: "Ánh" may have become "Ãnh".
 */
static bool
is_suspect (const struct given *g, const struct given *other)
{
  return g->strange
         || ((other->strange || other->mended) && !g->mended
             && !is_ascii (g->text))
         || (has_alt_code (g->text) && has_alt_code (other->text));
}

/* Dates and sex. */

/* 05031990 or 05/03/1990 into *ISO; false when it is no date. */
static bool
read_date (struct slice field, char iso[DATE_TEXT])
{
  char text[16];

  if (field.len == 0 || field.len >= sizeof text)
    return false;
  memcpy (text, field.at, field.len);
  text[field.len] = '\0';
  return strlen (text) == field.len
         && date_parse (text, DATE_FILED, false, 0, iso, NULL) == OK;
}

/* 1 or 2 as in choices SEX; 0 when FIELD does not say. */
static int
read_sex (struct slice field)
{
  SCOPED_BYTES right = { 0 }, fold = { 0 };

  if (!mend_bytes (&right, (const char *) field.at, field.len))
    bytes_add (&right, field.at, field.len);
  fold_add (&fold, bytes_text (&right), right.len);
  bytes_text (&fold);
  if (strcmp ((const char *) fold.at, "nam") == 0)
    return 1;
  return strcmp ((const char *) fold.at, "nu") == 0 ? 2 : 0;
}

static void
take_sex (struct card *card, struct slice field, int of_id)
{
  int said = read_sex (field);

  strcpy (card->sex, (said != 0 ? said : of_id) == 1 ? "Nam" : "Nữ");
  if (said == 0)
    tell (card, _ ("the sex came damaged and was taken from the number"));
  if (said != 0 && said != of_id)
    tell (card, _ ("number and sex do not agree; look at the card"));
  else
    card->certain |= CARD_SEX;
}

static void
take_birth (struct card *card, struct slice field, int year_of_id)
{
  if (!read_date (field, card->birth)) {
    tell (card, _ ("the date of birth cannot be read; type it"));
    return;
  }
  if ((card->birth[0] - '0') * 1000 + (card->birth[1] - '0') * 100
        + (card->birth[2] - '0') * 10 + (card->birth[3] - '0')
      != year_of_id)
    tell (card, _ ("number and year of birth do not agree; look at the card"));
  else
    card->certain |= CARD_BIRTH;
}

static void
take_issued (struct card *card, struct slice field)
{
  int32_t issued, born;

  if (!read_date (field, card->issued)) {
    tell (card, _ ("the date of issue cannot be read; type it"));
    return;
  }
  issued = date_day (card->issued);
  born = date_day (card->birth);
  if (born != INT32_MIN && issued < born)
    tell (card, _ ("the card was issued before its owner was born; look at the "
                   "dates"));
  else
    card->certain |= CARD_ISSUED;
}

static void
take_old (struct card *card, struct slice field)
{
  if (field.len == 0)
    return;
  if ((field.len != OLD_DIGITS && field.len != ID_DIGITS)
      || !is_digits ((const char *) field.at, field.len)) {
    tell (card, _ ("the old number cannot be read; type it"));
    return;
  }
  memcpy (card->old, field.at, field.len);
  card->certain |= CARD_OLD;
}

/* Name and address: what scanners damage. */
static void
take_texts (struct card *card, struct slice name, struct slice address,
            bool caps_lock)
{
  struct given n = given_of (name, caps_lock);
  struct given a = given_of (address, caps_lock);

  card->name = n.text;
  card->address = a.text;
  if (n.mended || a.mended)
    tell (card, _ ("the letters came in a wrong encoding and were mended; set "
                   "the scanner to UTF-8"));
  if (caps_lock)
    tell (card,
          _ ("Caps Lock was on; capitals and small letters were swapped"));
  if (*a.text != '\0' && is_ascii (n.text) && is_ascii (a.text)) {
    tell (card, _ ("the scanner lost the Vietnamese letters; type name and "
                   "address"));
    return;
  }
  if (is_suspect (&n, &a) || !is_name (n.text))
    tell (card, _ ("the name came damaged; type it"));
  else
    card->certain |= CARD_NAME;
  if (is_suspect (&a, &n))
    tell (card, _ ("the address came damaged; type it"));
  else if (*a.text != '\0')
    card->certain |= CARD_ADDRESS;
}

/* Kinds of cards. */

/* Everything behind field 7, with bars whatever the layout made of them. */
static char *
extra_of (const char *at, const char *end, const char *separator, size_t len)
{
  SCOPED_BYTES raw = { 0 };

  while (at != NULL) {
    struct slice field = next_field (&at, end, separator, len);

    bytes_add (&raw, field.at, field.len);
    if (at != NULL)
      bytes_add_char (&raw, '|');
  }
  return bytes_must_copy (bytes_text (&raw));
}

static void
read_identity (struct card *card, const char *at, const char *end)
{
  const char *separator = at + ID_DIGITS;
  size_t len = bar (separator, end);
  struct slice fields[FIELDS] = { { NULL, 0 } };
  struct person_id id;
  char digits[ID_DIGITS + 1] = "";
  unsigned count = 0;
  bool caps_lock;

  card->kind = CARD_IDENTITY;
  for (; count < FIELDS && at != NULL; count++)
    fields[count] = next_field (&at, end, separator, len);
  if (at != NULL)
    card->extra = extra_of (at, end, separator, len);

  memcpy (digits, fields[0].at, ID_DIGITS);
  person_id_parse (digits, card->id, &id, NULL);
  if (person_id_province (id.province))
    card->certain |= CARD_ID;
  else
    tell (card, _ ("no province has the first digits of the number; look at "
                   "the card"));
  if (count < SHORT_FIELDS) {
    tell (card, _ ("the code ends too early; scan the card again"));
    return;
  }
  caps_lock = mend_is_caps_lock ((const char *) fields[2].at, fields[2].len)
              && mend_is_caps_lock ((const char *) fields[4].at, fields[4].len);
  take_old (card, fields[1]);
  take_texts (card, fields[2], fields[5], caps_lock);
  take_birth (card, fields[3], id.year);
  take_sex (card, fields[4], id.sex);
  if (count == FIELDS)
    take_issued (card, fields[6]);
  else
    tell (card, _ ("the code has no date of issue; type it"));
}

/* How many letters and digits an insurance number has: two letters and
 * thirteen digits, ten digits since 2021, twelve where it is the person's own;
 * 0 when AT begins with none.
 */
static size_t
insurance_len (const char *at, const char *end)
{
  static const struct {
    size_t letters, digits;
  } forms[] = { { 2, 13 }, { 0, 10 }, { 0, 12 } };

  for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
    size_t letters = forms[i].letters, len = letters + forms[i].digits;
    bool good = (size_t) (end - at) > len && bar (at + len, end) > 0
                && is_digits (at + letters, forms[i].digits);

    for (size_t j = 0; good && j < letters; j++)
      good = ascii_capital (at[j]);
    if (good)
      return len;
  }
  return 0;
}

/* Hex of UTF-8 as text, owned by the caller; NULL when it is none. */
static char *
text_of_hex (struct slice field)
{
  SCOPED_BYTES raw = { 0 }, tidy = { 0 };
  char *hex = bytes_must (field.len + 1);
  bool good;

  memcpy (hex, field.at, field.len);
  hex[field.len] = '\0';
  bytes_reserve (&raw, field.len / 2 + 1);
  good = field.len > 0 && hex_read (hex, raw.at, field.len / 2)
         && utf8_valid (raw.at, field.len / 2)
         && memchr (raw.at, '\0', field.len / 2) == NULL;
  free (hex);
  if (!good)
    return NULL;
  nfc_add_tidy (&tidy, (const char *) raw.at, field.len / 2, false);
  return bytes_must_copy (bytes_text (&tidy));
}

/* number|hex of name|dd/mm/yyyy or yyyy|1 or 2|hex of address|...|$ */
static bool
read_insurance (struct card *card, const char *at, const char *end)
{
  size_t number = insurance_len (at, end), len;
  struct slice fields[5] = { { NULL, 0 } };
  const char *separator = at + number;
  unsigned count = 0;
  char *name;

  if (number == 0)
    return false;
  len = bar (separator, end);
  for (; count < 5 && at != NULL; count++)
    fields[count] = next_field (&at, end, separator, len);
  name = count == 5 && (slice_is (fields[3], "1") || slice_is (fields[3], "2"))
           ? text_of_hex (fields[1])
           : NULL;
  if (name == NULL)
    return false;

  card->kind = CARD_INSURANCE;
  memcpy (card->id, fields[0].at, number);
  if (number == ID_DIGITS)
    card->certain |= CARD_ID;
  card->name = name;
  if (is_name (name))
    card->certain |= CARD_NAME;
  if (read_date (fields[2], card->birth))
    card->certain |= CARD_BIRTH;
  else
    tell (card, _ ("the code has no whole date of birth; type it"));
  strcpy (card->sex, *fields[3].at == '1' ? "Nam" : "Nữ");
  card->certain |= CARD_SEX;
  card->address = text_of_hex (fields[4]);
  if (card->address != NULL && *card->address != '\0')
    card->certain |= CARD_ADDRESS;
  return true;
}

/* Lines. */

/* Cuts away what is before and behind the code: blanks, line ends, the prefix
 * "]Q1" that some scanners put, and the same code scanned a second time.
 */
static void
trim (const char **at, const char **end)
{
  const char *cut;

  while (*at < *end && strchr (" \t\r\n\xEF\xBB\xBF", **at) != NULL)
    ++*at;
  if (*end - *at > 3 && memcmp (*at, "]Q", 2) == 0)
    *at += 3;
  for (cut = *at; cut < *end && *cut != '\r' && *cut != '\n';)
    cut++;
  *end = cut;
  if (*end - *at > ID_DIGITS + 1) {
    cut = memmem (*at + 1, (size_t) (*end - *at - 1), *at, ID_DIGITS + 1);
    if (cut != NULL)
      *end = cut;
  }
  while (*end > *at && ((*end)[-1] == ' ' || (*end)[-1] == '\t'))
    --*end;
}

static bool
is_identity (const char *at, const char *end)
{
  return end - at > ID_DIGITS && is_digits (at, ID_DIGITS)
         && bar (at + ID_DIGITS, end) > 0;
}

void
card_read (const char *line, size_t len, struct card *card)
{
  const char *at = line, *end = line + len;

  *card = (struct card){ .kind = CARD_UNKNOWN };
  trim (&at, &end);
  /* An insurance number may have twelve digits too: its name is in hex. */
  if (!read_insurance (card, at, end)) {
    if (is_identity (at, end))
      read_identity (card, at, end);
    else
      tell (card, _ ("this is no code of a card; type the fields"));
  }
  if (card->name == NULL)
    card->name = bytes_must_copy ("");
  if (card->address == NULL)
    card->address = bytes_must_copy ("");
  if (card->certain != 0)
    card->trust = card->problems.len == 0 ? CARD_FULL : CARD_PARTIAL;
  bytes_text (&card->problems);
}

void
card_free (struct card *card)
{
  free (card->name);
  free (card->address);
  free (card->extra);
  bytes_free (&card->problems);
  *card = (struct card){ .kind = CARD_UNKNOWN };
}

bool
card_begins (const char *line, size_t len)
{
  const char *end = line + len;

  return is_identity (line, end) || insurance_len (line, end) > 0;
}
