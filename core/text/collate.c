/* collate.c - Vietnamese order, as keys that memcmp compares.
 *
 * Not by the C library: the vi_VN order of glibc 2.36 sorts ằ before ă.  The
 * order of letters and tones is that of CLDR's Vietnamese, taken word by word.
 */

#include "text/collate.h"
#include "text/ascii.h"
#include "text/letters.h"
#include "text/nfc.h"
#include "text/utf8.h"

/* Bytes of a key.  Letters lie between them and 0x80; letters of other scripts
 * stand behind all Latin ones, as UTF-8.
 */
enum {
  END_OF_WORD = 0x00,
  BEFORE_TONE = 0x01,
  BEFORE_NUMBER = 0x02, /* then how many digits, then they: 2 before 10 */
  FIRST_TONE = 0x02,
};

/* A key while it grows. */
struct key {
  struct bytes *to;
  bool in_word;
  unsigned tone;
  struct bytes capitals; /* a bit for each letter, the first one highest */
  unsigned letters;
};

/* The alphabet has a ă â, d đ, e ê, o ô ơ, u ư. */
static unsigned char
rank_of (char base, unsigned shape)
{
  static const unsigned char behind[SHAPES] = { [SHAPE_BREVE] = 1,
                                                [SHAPE_STROKE] = 1,
                                                [SHAPE_CIRCUMFLEX] = 2,
                                                [SHAPE_HORN] = 3 };

  return (unsigned char) (4 * (base & 31) + behind[shape]);
}

static void
end_word (struct key *k)
{
  if (!k->in_word)
    return;
  bytes_add_char (k->to, BEFORE_TONE);
  bytes_add_char (k->to, (char) (FIRST_TONE + k->tone));
  bytes_add_char (k->to, END_OF_WORD);
  k->in_word = false;
  k->tone = TONE_LEVEL;
}

static void
note_case (struct key *k, bool capital)
{
  if (k->letters % 8 == 0)
    bytes_add_char (&k->capitals, 0);
  if (capital)
    k->capitals.at[k->letters / 8] |= (unsigned char) (0x80 >> k->letters % 8);
  k->letters++;
}

/* The digits at *AT, moved on behind them; leading zeros count for nothing. */
static void
add_number (struct key *k, const char **at, const char *end)
{
  const char *first;

  while (*at < end && **at == '0')
    ++*at;
  first = *at;
  while (*at < end && ascii_digit (**at) && *at - first < UINT8_MAX)
    ++*at;
  bytes_add_char (k->to, BEFORE_NUMBER);
  bytes_add_char (k->to, (char) (*at - first));
  bytes_add (k->to, first, (size_t) (*at - first));
  k->in_word = true;
}

/* Whether C stands between words: a blank, a dash, an apostrophe, ... */
static bool
is_between (uint32_t c)
{
  return c < 0xC0 || (c >= 0x2000 && c <= 0x206F)
         || utf8_kind (c) != UTF8_LETTER;
}

static void
add_code (struct key *k, uint32_t c)
{
  struct plain_letter p;
  char raw[4];

  if (letter_plain (c, &p)) {
    for (const char *base = p.text; *base != '\0'; base++)
      bytes_add_char (k->to, (char) rank_of (*base, p.shape));
    k->tone = p.tone != TONE_LEVEL ? p.tone : k->tone;
    note_case (k, letter_small (c) != c);
    k->in_word = true;
  } else if (is_between (c)) {
    end_word (k);
  } else if (c < 0x300 || c > 0x36F) {
    bytes_add (k->to, raw, utf8_put (c, raw));
    k->in_word = true;
  }
}

static void
add_run (struct key *k, const char *at, const char *end)
{
  while (at < end) {
    if (ascii_digit (*at))
      add_number (k, &at, end);
    else
      add_code (k, utf8_next (&at, end));
  }
  end_word (k);
}

/* Given name, surname, what is between.  Words of a name are parted by blanks
 * alone: H'Hen is one.
 */
static void
add_name (struct key *k, const char *at, const char *end)
{
  const char *given, *behind;

  while (at < end && *at == ' ')
    at++;
  while (end > at && end[-1] == ' ')
    end--;
  for (given = end; given > at && given[-1] != ' ';)
    given--;
  for (behind = at; behind < given && *behind != ' ';)
    behind++;
  add_run (k, given, end);
  add_run (k, at, behind);
  add_run (k, behind, given);
}

void
collate_add (struct bytes *to, const char *text, size_t len, enum collate by)
{
  SCOPED_BYTES composed = { 0 };
  struct key k = { .to = to };

  if (!nfc_is (text, len)) {
    nfc_add (&composed, text, len);
    text = (const char *) composed.at;
    len = composed.len;
  }
  if (by == COLLATE_GIVEN)
    add_name (&k, text, text + len);
  else
    add_run (&k, text, text + len);

  while (k.capitals.len > 0 && k.capitals.at[k.capitals.len - 1] == 0)
    k.capitals.len--;
  bytes_add_char (to, END_OF_WORD);
  bytes_add (to, k.capitals.at, k.capitals.len);
  bytes_free (&k.capitals);
}
