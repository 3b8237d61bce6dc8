/* charset-set.c - encodings of one or two bytes a letter, from one table. */

#include "text/charset-set.h"
#include "text/letters.h"
#include "text/utf8.h"
#include "text/windows.h"

#include <string.h>

#define COUNT(array) (sizeof (array) / sizeof *(array))

/* The columns of charsets.def. */
enum column {
  CP1258,
  TCVN5712,
  VISCII,
  TCVN3,
  VIETWARE_F,
  VPS,
  BKHCM1,
  VNI_WIN,
  VNI_MAC,
  BKHCM2,
  VIETWARE_X,
  COLUMNS
};

static const struct {
  uint16_t letter, bytes[COLUMNS];
} letters[] = {
#define BYTES(letter, ...) { letter, { __VA_ARGS__ } },
#include "text/charsets.def"
#undef BYTES
};

/* Bytes that put a tone on the letter before, by tone. */
static const unsigned char cp1258_tones[TONES] = {
  [TONE_GRAVE] = 0xCC, [TONE_HOOK] = 0xD2, [TONE_TILDE] = 0xDE,
  [TONE_ACUTE] = 0xEC, [TONE_DOT] = 0xF2,
};
static const unsigned char tcvn5712_tones[TONES] = {
  [TONE_GRAVE] = 0xB0, [TONE_HOOK] = 0xB1, [TONE_TILDE] = 0xB2,
  [TONE_ACUTE] = 0xB3, [TONE_DOT] = 0xB4,
};

/* SIGNS is the last byte that, where no letter is, shows as in Windows-1252:
 * all in its own Vietnamese kin, in fonts as far as there are signs.
 */
static const struct {
  bool is_set, shares, capitals; /* the last: the font draws nothing else */
  enum column column;
  unsigned char signs;
  const unsigned char *tones;
} kinds[CHARSETS] = {
  [CHARSET_TCVN3] = { true, true, false, TCVN3, 0xBF, NULL },
  [CHARSET_TCVN3_H] = { true, false, true, TCVN3, 0xBF, NULL },
  [CHARSET_VNI_WIN] = { true, false, false, VNI_WIN, 0xBF, NULL },
  [CHARSET_CP1258] = { true, false, false, CP1258, 0xFF, cp1258_tones },
  [CHARSET_VISCII] = { true, false, false, VISCII, 0, NULL },
  [CHARSET_VPS] = { true, true, false, VPS, 0xBF, NULL },
  [CHARSET_TCVN5712] = { true, false, false, TCVN5712, 0xA0, tcvn5712_tones },
  [CHARSET_VNI_MAC] = { true, false, false, VNI_MAC, 0, NULL },
  [CHARSET_BKHCM2] = { true, false, false, BKHCM2, 0xBF, NULL },
  [CHARSET_BKHCM1] = { true, false, false, BKHCM1, 0x9F, NULL },
  [CHARSET_VIETWARE_X] = { true, false, false, VIETWARE_X, 0xBF, NULL },
  [CHARSET_VIETWARE_F] = { true, true, false, VIETWARE_F, 0x9F, NULL },
};

bool
charset_has_set (enum charset_kind kind)
{
  return kind < CHARSETS && kinds[kind].is_set;
}

/* ---- reading ------------------------------------------------------------ */

static bool
is_capital (uint32_t letter)
{
  return letter_small (letter) != letter;
}

/* The pairs that begin with BYTE. */
static uint16_t *
row_of (struct charset_set *set, unsigned char byte, unsigned *rows)
{
  if (set->row_of[byte] == 0)
    set->row_of[byte] = (uint8_t)++ * rows;
  return set->pairs[set->row_of[byte] - 1];
}

/* Of letters with the same byte the first counts; they stand small ones first.
 */
static void
put_single (struct charset_set *set, unsigned char byte, uint16_t letter)
{
  uint16_t before = set->single[byte];

  if (before < 0x80) {
    set->single[byte] = letter;
    set->counts[byte] = is_capital (letter) ? COUNT_CAPITAL : COUNT_SMALL;
  } else if (letter_small (letter) == before) {
    set->counts[byte] = COUNT_EITHER;
  }
}

static void
put_letters (struct charset_set *set, enum column column, unsigned *rows)
{
  for (size_t i = 0; i < COUNT (letters); i++) {
    uint16_t bytes = letters[i].bytes[column];

    if (bytes <= 0xFF)
      put_single (set, (unsigned char) bytes, letters[i].letter);
    else
      row_of (set, (unsigned char) (bytes >> 8), rows)[bytes & 0xFF] =
        letters[i].letter;
  }
}

static void
put_ascii (struct charset_set *set)
{
  for (unsigned c = 0; c < 0x80; c++)
    set->single[c] = (uint16_t) c;
  for (unsigned c = 'a'; c <= 'z'; c++) {
    set->counts[c] = COUNT_SMALL;
    set->counts[c - 'a' + 'A'] = COUNT_CAPITAL;
  }
}

static void
put_signs (struct charset_set *set, unsigned char last)
{
  for (unsigned c = 0x80; c <= last; c++)
    if (set->single[c] == 0)
      set->single[c] = (uint16_t) windows_code ((unsigned char) c);
}

/* A letter and the byte of a tone behind it, however the encoding itself
 * writes the letter with that tone.
 */
static void
put_tones (struct charset_set *set, const unsigned char tones[TONES],
           unsigned *rows)
{
  for (unsigned c = 0; c < 256; c++) {
    struct letter l;

    if (!letter_of (set->single[c], &l) || l.tone != TONE_LEVEL)
      continue;
    for (l.tone = TONE_GRAVE; l.tone < TONES; l.tone++)
      if (letter_code (l) != 0)
        row_of (set, (unsigned char) c, rows)[tones[l.tone]] =
          (uint16_t) letter_code (l);
  }
  for (enum tone t = TONE_GRAVE; t < TONES; t++) {
    set->single[tones[t]] = (uint16_t) letter_tone_mark (t);
    set->counts[tones[t]] = 0;
  }
}

static void
put_utf8 (struct charset_set *set)
{
  for (unsigned c = 0; c < 256; c++) {
    char raw[4] = "";
    size_t len = utf8_put (set->single[c], raw);

    if (c > 0 && set->single[c] == 0)
      continue;
    for (size_t i = 0; i < len; i++)
      set->utf8[c] |= (uint32_t) (unsigned char) raw[i] << (8 * i);
    set->utf8[c] |= (uint32_t) len << 24;
  }
}

void
charset_set_make (struct charset_set *set, enum charset_kind kind)
{
  unsigned rows = 0;

  memset (set, 0, sizeof *set);
  set->shares = kinds[kind].shares;
  put_ascii (set);
  put_letters (set, kinds[kind].column, &rows);
  if (kinds[kind].tones != NULL)
    put_tones (set, kinds[kind].tones, &rows);
  put_signs (set, kinds[kind].signs);
  if (kind == CHARSET_CP1258)
    set->single[0xFE] = U'₫';
  for (unsigned c = 0; kinds[kind].capitals && c < 256; c++)
    set->single[c] = (uint16_t) letter_capital (set->single[c]);
  put_utf8 (set);
}

/* ---- writing ------------------------------------------------------------ */

/* The bytes that are letters or tones, and can be no signs. */
static void
find_taken (enum charset_kind kind, bool taken[256])
{
  const unsigned char *tones = kinds[kind].tones;

  memset (taken, false, 256);
  for (size_t i = 0; i < COUNT (letters); i++) {
    uint16_t bytes = letters[i].bytes[kinds[kind].column];

    if (bytes <= 0xFF)
      taken[bytes] = true;
  }
  for (enum tone t = TONE_GRAVE; tones != NULL && t < TONES; t++)
    taken[tones[t]] = true;
  taken[0xFE] |= kind == CHARSET_CP1258; /* U'₫' */
}

void
charset_bytes (enum charset_kind kind, uint16_t bytes[WRITTEN_CODES])
{
  bool taken[256];

  memset (bytes, 0, WRITTEN_CODES * sizeof *bytes);
  find_taken (kind, taken);
  for (unsigned c = 0; c < 0x80; c++)
    if (!taken[c])
      bytes[c] = (uint16_t) c;
  for (unsigned c = 0x80; c <= kinds[kind].signs; c++)
    if (!taken[c] && windows_code ((unsigned char) c) != 0)
      bytes[windows_code ((unsigned char) c)] = (uint16_t) c;
  for (size_t i = 0; i < COUNT (letters); i++)
    bytes[letters[i].letter] = letters[i].bytes[kinds[kind].column];
  if (kind == CHARSET_CP1258)
    bytes[U'₫'] = 0xFE;
}

static uint16_t
letter_bytes (enum charset_kind kind, uint32_t letter)
{
  for (size_t i = 0; i < COUNT (letters); i++)
    if (letters[i].letter == letter)
      return letters[i].bytes[kinds[kind].column];
  return 0;
}

bool
charset_tells_case (const struct charset *c, uint32_t letter)
{
  uint16_t small, capital;

  if (!charset_has_set (c->kind))
    return true;
  small = letter_bytes (c->kind, letter_small (letter));
  capital = letter_bytes (c->kind, letter_capital (letter));
  return small == 0 || small != capital;
}
