/* charset-escape.c - letters written as signs of ASCII. */

#include "text/charset-escape.h"
#include "text/letters.h"
#include "text/utf8.h"

#include <stdbool.h>
#include <string.h>

static void
put_code (uint32_t code, struct bytes *to)
{
  char raw[4];

  bytes_add (to, raw, utf8_put (code, raw));
}

/* ---- VIQR ---------------------------------------------------------------- */

static const char tone_signs[TONES + 1] = "\0`?~'.";

static enum tone
tone_of_sign (char c)
{
  for (enum tone t = TONE_GRAVE; t < TONES; t++)
    if (tone_signs[t] == c)
      return t;
  return TONE_LEVEL;
}

/* The shape that sign C gives to a letter like BASE. */
static enum shape
shape_of_sign (char base, char c)
{
  static const struct {
    const char *signs, *bases;
    enum shape shape;
  } rows[] = {
    { "^", "aeo", SHAPE_CIRCUMFLEX },
    { "(", "a", SHAPE_BREVE },
    { "+*", "ou", SHAPE_HORN },
  };

  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
    if (c != '\0' && strchr (rows[i].signs, c) != NULL
        && strchr (rows[i].bases, base | 0x20) != NULL)
      return rows[i].shape;
  return SHAPE_NONE;
}

static bool
is_vowel (char c)
{
  return c != '\0' && strchr ("aeiouyAEIOUY", c) != NULL;
}

/* What the sign C makes of L; false when nothing. */
static bool
take_sign (struct letter *l, char c)
{
  struct letter with = *l;

  if (!is_vowel (l->base))
    return false;
  if (l->shape == SHAPE_NONE)
    with.shape = (uint8_t) shape_of_sign (l->base, c);
  if (l->tone == TONE_LEVEL && with.shape == l->shape)
    with.tone = (uint8_t) tone_of_sign (c);
  if (with.shape == l->shape && with.tone == l->tone)
    return false;
  *l = with;
  return true;
}

/* What a letter or a backslash can have behind it that changes it. */
static const bool changes[256] = {
  ['^'] = true, ['('] = true, ['+'] = true, ['*'] = true, ['`'] = true,
  ['?'] = true, ['~'] = true, ['\''] = true, ['.'] = true, ['d'] = true,
  ['D'] = true, ['\\'] = true,
};

/* Reads one letter; returns how many signs it took. */
static size_t
viqr_letter (const char *at, size_t left, struct bytes *to)
{
  struct letter l = { .base = at[0] };
  size_t took = 1;

  if (at[0] == '\\' && left > 1 && strchr ("\\`?~'.^(+*dD", at[1]) != NULL
      && at[1] != '\0') {
    bytes_add_char (to, at[1]);
    return 2;
  }
  if ((at[0] | 0x20) == 'd' && left > 1 && (at[1] | 0x20) == 'd') {
    put_code (at[0] == 'd' ? U'đ' : U'Đ', to);
    return 2;
  }
  while (took < left && take_sign (&l, at[took]))
    took++;
  if (took == 1)
    bytes_add_char (to, at[0]);
  else
    put_code (letter_code (l), to);
  return took;
}

void
viqr_read (const char *text, size_t len, struct bytes *to)
{
  for (size_t i = 0; i < len;)
    if (i + 1 < len && changes[(unsigned char) text[i + 1]])
      i += viqr_letter (text + i, len - i, to);
    else
      bytes_add_char (to, text[i++]);
}

/* The signs of a shape, as bases take them; the stroke has none. */
static void
viqr_put (struct letter l, struct bytes *to)
{
  static const char shape_signs[SHAPES] = { 0, '^', '(', '+', 0 };

  bytes_add_char (to, l.base);
  if (l.shape == SHAPE_STROKE)
    bytes_add_char (to, l.base);
  else if (l.shape != SHAPE_NONE)
    bytes_add_char (to, shape_signs[l.shape]);
  if (l.tone != TONE_LEVEL)
    bytes_add_char (to, tone_signs[l.tone]);
}

/* Whether C would be taken for a sign of the letter before. */
static bool
is_taken (struct letter before, uint32_t c)
{
  return c < 0x80 && changes[c] && take_sign (&before, (char) c);
}

static bool
is_plain_d (struct letter l)
{
  return l.shape == SHAPE_NONE && (l.base | 0x20) == 'd';
}

/* What would be taken for something else is marked as none. */
void
viqr_write (const char *text, size_t len, struct bytes *to)
{
  const char *at = text, *end = text + len;
  struct letter before = { 0 };

  while (at < end) {
    uint32_t c = utf8_next (&at, end);
    struct letter l = { 0 };
    bool is_letter = letter_of (c, &l);
    bool is_double = is_letter && is_plain_d (l) && is_plain_d (before);

    if (c == '\\' || is_double || (!is_letter && is_taken (before, c)))
      bytes_add_char (to, '\\');
    if (c < 0x80)
      bytes_add_char (to, (char) c);
    else if (is_letter)
      viqr_put (l, to);
    else
      put_code (c, to);
    before = is_letter && !is_double ? l : (struct letter){ 0 };
  }
}

/* ---- numbers ------------------------------------------------------------- */

static int
digit_of (char c, unsigned base)
{
  int value = c >= '0' && c <= '9'                     ? c - '0'
              : (c | 0x20) >= 'a' && (c | 0x20) <= 'f' ? (c | 0x20) - 'a' + 10
                                                       : 99;

  return value < (int) base ? value : -1;
}

/* Reads LEAST to MOST digits; returns how many there were, 0: too few, or no
 * code point.
 */
static size_t
read_number (const char *at, size_t left, unsigned base, size_t least,
             size_t most, uint32_t *code)
{
  size_t i = 0;

  *code = 0;
  for (; i < left && i < most && digit_of (at[i], base) >= 0; i++)
    *code = *code * base + (uint32_t) digit_of (at[i], base);
  if (i < least || *code == 0 || *code > 0x10FFFF
      || (*code >= 0xD800 && *code <= 0xDFFF))
    return 0;
  return i;
}

/* Writes the digits, at least LEAST. */
static void
put_number (uint32_t number, unsigned base, size_t least, struct bytes *to)
{
  char digits[10], *at = digits + sizeof digits;

  for (; number > 0 || least > 0; number /= base) {
    *--at = "0123456789abcdef"[number % base];
    least -= least > 0;
  }
  bytes_add (to, at, (size_t) (digits + sizeof digits - at));
}

/* ---- &#7879; ------------------------------------------------------------- */

static size_t
ncr_letter (const char *at, size_t left, struct bytes *to)
{
  bool is_hex = left > 2 && (at[2] | 0x20) == 'x';
  size_t from = is_hex ? 3 : 2, digits;
  uint32_t code;

  if (left > from && at[0] == '&' && at[1] == '#') {
    digits =
      read_number (at + from, left - from, is_hex ? 16 : 10, 1, 7, &code);
    if (digits > 0 && from + digits < left && at[from + digits] == ';') {
      put_code (code, to);
      return from + digits + 1;
    }
  }
  bytes_add_char (to, at[0]);
  return 1;
}

void
ncr_read (const char *text, size_t len, struct bytes *to)
{
  for (size_t i = 0; i < len;)
    i += ncr_letter (text + i, len - i, to);
}

void
ncr_write (const char *text, size_t len, struct bytes *to)
{
  const char *at = text, *end = text + len;

  while (at < end) {
    uint32_t c = utf8_next (&at, end);

    if (c < 0x80 && !(c == '&' && at < end && *at == '#')) {
      bytes_add_char (to, (char) c);
      continue;
    }
    bytes_add (to, "&#", 2);
    put_number (c, 10, 1, to);
    bytes_add_char (to, ';');
  }
}

/* ---- \u1ec7 -------------------------------------------------------------- */

static const struct {
  char letter;
  unsigned char least, most;
} escapes[] = { { 'u', 4, 4 }, { 'U', 8, 8 }, { 'x', 1, 4 } };

static size_t
c_letter (const char *at, size_t left, struct bytes *to)
{
  uint32_t code;

  if (at[0] == '\\' && left > 1 && at[1] == '\\') {
    bytes_add_char (to, '\\');
    return 2;
  }
  for (size_t i = 0; i < sizeof escapes / sizeof *escapes; i++) {
    size_t digits;

    if (at[0] != '\\' || left < 3 || at[1] != escapes[i].letter)
      continue;
    digits = read_number (at + 2, left - 2, 16, escapes[i].least,
                          escapes[i].most, &code);
    if (digits > 0) {
      put_code (code, to);
      return 2 + digits;
    }
  }
  bytes_add_char (to, at[0]);
  return 1;
}

void
c_string_read (const char *text, size_t len, struct bytes *to)
{
  for (size_t i = 0; i < len;)
    i += c_letter (text + i, len - i, to);
}

void
c_string_write (const char *text, size_t len, struct bytes *to)
{
  const char *at = text, *end = text + len;

  while (at < end) {
    uint32_t c = utf8_next (&at, end);

    if (c < 0x80 && c != '\\') {
      bytes_add_char (to, (char) c);
      continue;
    }
    bytes_add (to, c == '\\' ? "\\\\" : c <= 0xFFFF ? "\\u" : "\\U", 2);
    if (c >= 0x80)
      put_number (c, 16, c <= 0xFFFF ? 4 : 8, to);
  }
}
