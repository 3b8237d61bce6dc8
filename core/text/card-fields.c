/* card-fields.c - the fields of a card's code, each held against its number.
 *
 * What came through a keyboard layout, Caps Lock or a wrong encoding is mended
 * where that is sure; the rest is left to the officer's eyes.
 */

#include "text/card-fields.h"

#include "base/language.h"
#include "text/ascii.h"
#include "text/date.h"
#include "text/fold.h"
#include "text/letters.h"
#include "text/mend.h"
#include "text/name.h"
#include "text/nfc.h"
#include "text/utf8.h"

#include <string.h>

bool
card_is_digits (const char *at, size_t len)
{
  for (size_t i = 0; i < len; i++)
    if (!ascii_digit (at[i]))
      return false;
  return true;
}

void
card_tell (struct card *card, const char *problem)
{
  if (card->problems.len > 0)
    bytes_add_char (&card->problems, '\n');
  bytes_add_text (&card->problems, problem);
}

/* ---- texts ------------------------------------------------------------ */

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

/* A date in the place of a text: a bar was lost before it. */
static bool
has_letter (const char *text)
{
  const char *end = text + strlen (text);

  while (text < end)
    if (letter_is_latin (utf8_next (&text, end)))
      return true;
  return false;
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
              || !is_vietnamese (bytes_text (&tidy))
              || (tidy.len > 0 && !has_letter (bytes_text (&tidy)));
  g.text = bytes_must_copy (bytes_text (&tidy));
  return g;
}

bool
card_is_name (const char *text)
{
  enum name_fault fault = name_check (text, strlen (text));

  return *text != '\0' && (fault == NAME_GOOD || fault == NAME_TYPED);
}

static bool
is_ascii (const char *text)
{
  return utf8_ascii (text, strlen (text));
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

/* ---- dates, sex, old number ------------------------------------------- */

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

void
card_take_sex (struct card *card, struct slice field, int of_id)
{
  int said = read_sex (field);

  strcpy (card->sex, (said != 0 ? said : of_id) == 1 ? "Nam" : "Nữ");
  if (said == 0)
    card_tell (card, _ ("the sex came damaged and was taken from the number"));
  if (said != 0 && of_id != 0 && said != of_id)
    card_tell (card, _ ("number and sex do not agree; look at the card"));
  else
    card->certain |= CARD_SEX;
}

void
card_take_birth (struct card *card, struct slice field, int year_of_id)
{
  int year, month, day;

  if (!read_date (field, card->birth)) {
    card_tell (card, _ ("the date of birth cannot be read; type it"));
    return;
  }
  date_parts (date_day (card->birth), &year, &month, &day);
  if (year_of_id != 0 && year != year_of_id)
    card_tell (card,
               _ ("number and year of birth do not agree; look at the card"));
  else
    card->certain |= CARD_BIRTH;
}

void
card_take_issued (struct card *card, struct slice field)
{
  int32_t issued, born;

  if (!read_date (field, card->issued)) {
    card_tell (card, _ ("the date of issue cannot be read; type it"));
    return;
  }
  issued = date_day (card->issued);
  born = date_day (card->birth);
  if (born != INT32_MIN && issued < born)
    card_tell (card,
               _ ("the card was issued before its owner was born; look at the "
                  "dates"));
  else
    card->certain |= CARD_ISSUED;
}

void
card_take_old (struct card *card, struct slice field)
{
  if (field.len == 0)
    return;
  if ((field.len != CARD_OLD_DIGITS && field.len != CARD_ID_DIGITS)
      || !card_is_digits ((const char *) field.at, field.len)) {
    card_tell (card, _ ("the old number cannot be read; type it"));
    return;
  }
  memcpy (card->old, field.at, field.len);
  card->certain |= CARD_OLD;
}

/* What happened to both on their way. */
static void
tell_mended (struct card *card, bool mended, bool caps_lock)
{
  if (mended)
    card_tell (card, _ ("the letters came in a wrong encoding and were mended; "
                        "set the scanner to UTF-8"));
  if (caps_lock)
    card_tell (card,
               _ ("Caps Lock was on; capitals and small letters were swapped"));
}

void
card_take_texts (struct card *card, struct slice name, struct slice address,
                 bool caps_lock)
{
  struct given n = given_of (name, caps_lock);
  struct given a = given_of (address, caps_lock);

  card->name = n.text;
  card->address = a.text;
  tell_mended (card, n.mended || a.mended, caps_lock);
  if (*a.text != '\0' && is_ascii (n.text) && is_ascii (a.text)) {
    card_tell (card, _ ("the scanner lost the Vietnamese letters; type name "
                        "and address"));
    return;
  }
  if (is_suspect (&n, &a) || !card_is_name (n.text))
    card_tell (card, _ ("the name came damaged; type it"));
  else
    card->certain |= CARD_NAME;
  if (is_suspect (&a, &n))
    card_tell (card, _ ("the address came damaged; type it"));
  else if (*a.text != '\0')
    card->certain |= CARD_ADDRESS;
}
