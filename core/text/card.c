/* card.c - the codes on identity and insurance cards: what a scanner types.
 *
 * What stands between the bars is held against the number: century, sex and
 * year of birth are among its digits (TT 59/2021/TT-BCA Đ4).
 */

#include "text/card-fields.h"

#include "base/language.h"
#include "text/ascii.h"
#include "text/mend.h"
#include "text/nfc.h"
#include "text/person-id.h"
#include "text/utf8.h"

#include <string.h>

enum {
  FIELDS = 7,           /* of the code of 2021; that of 2024 has more */
  SHORT_FIELDS = 6,     /* without the date of issue */
  INSURANCE_FIELDS = 5, /* that are read */
};

/* ---- slices of the code -------------------------------------------------- */

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

/* A line whose fields are parted by BAR, as it stands behind the number. */
struct code {
  const char *at, *end; /* AT becomes NULL behind the last field */
  const char *bar;
  size_t bar_len;
};

/* NUMBER bytes are before the first bar. */
static struct code
code_of (const char *at, const char *end, size_t number)
{
  return (struct code){ at, end, at + number, bar (at + number, end) };
}

static struct slice
next_field (struct code *code)
{
  const char *first = code->at;
  const char *stop =
    memmem (first, (size_t) (code->end - first), code->bar, code->bar_len);
  size_t len = (size_t) ((stop != NULL ? stop : code->end) - first);

  code->at = stop != NULL ? stop + code->bar_len : NULL;
  return (struct slice){ (const unsigned char *) first, len };
}

/* Returns how many there are, at most MOST. */
static unsigned
take_fields (struct code *code, struct slice *fields, unsigned most)
{
  unsigned count = 0;

  for (; count < most && code->at != NULL; count++)
    fields[count] = next_field (code);
  return count;
}

/* ---- kinds of cards ----------------------------------------------------- */

/* Everything behind the fields that are known, with bars whatever the layout
 * made of them.
 */
static char *
extra_of (struct code *code)
{
  SCOPED_BYTES raw = { 0 };

  while (code->at != NULL) {
    struct slice field = next_field (code);

    bytes_add (&raw, field.at, field.len);
    if (code->at != NULL)
      bytes_add_char (&raw, '|');
  }
  return bytes_must_copy (bytes_text (&raw));
}

/* The number of a person, and what it says of him. */
static struct person_id
take_id (struct card *card, struct slice field)
{
  char digits[CARD_ID_DIGITS + 1] = "";
  struct person_id id = { .number = 0 };

  memcpy (digits, field.at, CARD_ID_DIGITS);
  person_id_parse (digits, card->id, &id, NULL);
  if (person_id_province (id.province))
    card->certain |= CARD_ID;
  else
    card_tell (card, _ ("no province has the first digits of the number; look "
                        "at the card"));
  return id;
}

static bool
is_caps_lock (struct slice text)
{
  return mend_is_caps_lock ((const char *) text.at, text.len);
}

/* A code that ends in its address may have lost the end of it. */
static void
take_short (struct card *card)
{
  card->certain &= ~(unsigned) CARD_ADDRESS;
  card_tell (card,
             _ ("the code has no date of issue; type it, and look whether "
                "the address is whole"));
}

static void
read_identity (struct card *card, struct code code)
{
  struct slice fields[FIELDS] = { { NULL, 0 } };
  unsigned count = take_fields (&code, fields, FIELDS);
  struct person_id id;

  card->kind = CARD_IDENTITY;
  if (code.at != NULL)
    card->extra = extra_of (&code);
  id = take_id (card, fields[0]);
  if (count < SHORT_FIELDS) {
    card_tell (card, _ ("the code ends too early; scan the card again"));
    return;
  }
  card_take_old (card, fields[1]);
  card_take_texts (card, fields[2], fields[5],
                   is_caps_lock (fields[2]) && is_caps_lock (fields[4]));
  card_take_birth (card, fields[3], id.year);
  card_take_sex (card, fields[4], id.sex);
  if (count == FIELDS)
    card_take_issued (card, fields[6]);
  else
    take_short (card);
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
                && card_is_digits (at + letters, forms[i].digits);

    for (size_t j = 0; good && j < letters; j++)
      good = ascii_letter ((unsigned char) at[j]);
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

/* "Nam" of "1"; nothing when it is none. */
static struct slice
sex_of_digit (struct slice digit)
{
  const char *sex = slice_is (digit, "1")   ? "Nam"
                    : slice_is (digit, "2") ? "Nữ"
                                            : "";

  return (struct slice){ (const unsigned char *) sex, strlen (sex) };
}

/* The number of a card, in capitals; of one that is the person's own, what it
 * says of him, else nothing.
 */
static struct person_id
take_insurance_number (struct card *card, struct slice number)
{
  struct person_id nobody = { .number = 0 };

  if (number.len == CARD_ID_DIGITS)
    return take_id (card, number);
  memcpy (card->id, number.at, number.len);
  for (char *at = card->id; ascii_letter ((unsigned char) *at); at++)
    *at = (char) (*at & ~0x20); /* Caps Lock */
  return nobody;
}

static void
take_insured (struct card *card, const struct slice fields[INSURANCE_FIELDS],
              bool whole)
{
  struct person_id id = take_insurance_number (card, fields[0]);

  if (card_is_name (card->name))
    card->certain |= CARD_NAME;
  else
    card_tell (card, _ ("the name came damaged; type it"));
  card_take_birth (card, fields[2], id.year);
  card_take_sex (card, sex_of_digit (fields[3]), id.sex);
  card->address = text_of_hex (fields[4]);
  if (!whole)
    card_tell (card, _ ("the code ends too early; scan the card again"));
  else if (card->address != NULL && *card->address != '\0')
    card->certain |= CARD_ADDRESS;
  else if (fields[4].len > 0)
    card_tell (card, _ ("the address came damaged; type it"));
}

/* number|hex of name|dd/mm/yyyy or yyyy|1 or 2|hex of address|...|$; false when
 * it is none.
 */
static bool
read_insurance (struct card *card, struct code code)
{
  struct slice fields[INSURANCE_FIELDS] = { { NULL, 0 } };
  unsigned count = take_fields (&code, fields, INSURANCE_FIELDS);
  char *name;

  if (count < INSURANCE_FIELDS || sex_of_digit (fields[3]).len == 0)
    return false;
  name = text_of_hex (fields[1]);
  if (name == NULL)
    return false;
  card->kind = CARD_INSURANCE;
  card->name = name;
  take_insured (card, fields, code.at != NULL);
  return true;
}

/* ---- lines -------------------------------------------------------------- */

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
  if (*end - *at > CARD_ID_DIGITS + 1) {
    cut = memmem (*at + 1, (size_t) (*end - *at - 1), *at, CARD_ID_DIGITS + 1);
    if (cut != NULL)
      *end = cut;
  }
  while (*end > *at && ((*end)[-1] == ' ' || (*end)[-1] == '\t'))
    --*end;
}

static bool
is_identity (const char *at, const char *end)
{
  return end - at > CARD_ID_DIGITS && card_is_digits (at, CARD_ID_DIGITS)
         && bar (at + CARD_ID_DIGITS, end) > 0;
}

void
card_read (const char *line, size_t len, struct card *card)
{
  const char *at = line, *end = line + len;
  size_t number;

  *card = (struct card){ .kind = CARD_UNKNOWN };
  trim (&at, &end);
  /* An insurance number may have twelve digits too: its name is in hex. */
  number = insurance_len (at, end);
  if (number == 0 || !read_insurance (card, code_of (at, end, number))) {
    if (is_identity (at, end))
      read_identity (card, code_of (at, end, CARD_ID_DIGITS));
    else
      card_tell (card, _ ("this is no code of a card; type the fields"));
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
