/* fold.c - how text is compared when it is searched for. */

#include "text/fold.h"
#include "text/ascii.h"
#include "text/letters.h"
#include "text/nfc.h"
#include "text/utf8.h"

#include <string.h>

static bool
is_mark (uint32_t c)
{
  return c >= 0x300 && c <= 0x36F;
}

/* The ways an apostrophe is written: H'Hen, H’Hen, Hʼ Hen. */
static bool
is_apostrophe (uint32_t c)
{
  return c == '\'' || c == 0x2018 || c == 0x2019 || c == 0x2BC || c == '`'
         || c == 0xB4;
}

/* Appends what stands in a word and is no letter of Viet Nam: AT, as C. */
static void
add_letter (struct bytes *to, uint32_t c, const char *at, size_t len)
{
  struct plain_letter p;

  if (letter_plain (c, &p))
    bytes_add_text (to, p.text);
  else if (is_apostrophe (c))
    bytes_add_char (to, '\'');
  else
    bytes_add (to, at, len);
}

static bool
is_plain (char c)
{
  return ascii_letter ((unsigned char) c) || ascii_digit ((unsigned char) c);
}

/* The letter of Viet Nam that AT begins with, without its marks; 0: none.  *AT
 * is moved behind it.
 */
static char
base_at (const char **at, const char *end)
{
  const char *behind = *at;
  struct letter l;

  if ((unsigned char) *behind < 0xC3
      || !letter_of (utf8_next (&behind, end), &l))
    return '\0';
  *at = behind;
  return l.base;
}

/* Appends the letters and digits that AT begins with, behind a blank if that is
 * WANTED; returns what is behind.  None takes more room than it had.
 */
static const char *
add_plain (struct bytes *to, const char *at, const char *end, bool wanted)
{
  const char *first = at;
  unsigned char *put;
  char base;

  if ((size_t) (end - at) >= to->room - to->len)
    bytes_reserve (to, (size_t) (end - at) + 1);
  put = to->at + to->len + wanted;
  do {
    while (at < end && is_plain (*at))
      *put++ = (unsigned char) *at++ | 0x20; /* digits have that bit */
    base = at < end ? base_at (&at, end) : '\0';
    if (base != '\0')
      *put++ = (unsigned char) base | 0x20;
  } while (base != '\0');
  if (at == first)
    return at;
  if (wanted)
    to->at[to->len] = ' ';
  to->len = (size_t) (put - to->at);
  return at;
}

/* Appends what AT begins with, no letter of Viet Nam and no digit; returns what
 * is behind.  *WANTED: a blank, once a word comes.
 */
static const char *
add_other (struct bytes *to, const char *at, const char *end, bool *wanted)
{
  const char *from = at;
  uint32_t c = utf8_next (&at, end);
  enum utf8_kind kind = is_mark (c) ? UTF8_NOTHING : utf8_kind (c);

  if (kind == UTF8_NOTHING)
    return at;
  if (kind == UTF8_LETTER) {
    if (*wanted)
      bytes_add_char (to, ' ');
    add_letter (to, c, from, (size_t) (at - from));
  }
  *wanted = kind != UTF8_LETTER;
  return at;
}

void
fold_add (struct bytes *to, const char *text, size_t len)
{
  const char *at = text, *end = text + len;
  size_t before = to->len;
  bool wanted = false;

  while (at < end) {
    const char *behind = add_plain (to, at, end, wanted);

    wanted &= behind == at;
    at = behind;
    if (at < end)
      at = add_other (to, at, end, &wanted);
    wanted &= to->len > before;
  }
}

bool
fold_same (const char *a, const char *b)
{
  SCOPED_BYTES fold_a = { 0 }, fold_b = { 0 };

  if (strcmp (a, b) == 0)
    return true;
  fold_add (&fold_a, a, strlen (a));
  fold_add (&fold_b, b, strlen (b));
  return strcmp (bytes_text (&fold_a), bytes_text (&fold_b)) == 0;
}

/* Case. */

static void
add_in_case (struct bytes *to, const char *text, size_t len,
             uint32_t (*in_case) (uint32_t))
{
  SCOPED_BYTES composed = { 0 };
  const char *at, *end;

  if (len == 0)
    return;
  nfc_add (&composed, text, len);
  at = (const char *) composed.at;
  end = at + composed.len;
  while (at < end) {
    char raw[4];

    bytes_add (to, raw, utf8_put (in_case (utf8_next (&at, end)), raw));
  }
}

void
small_add (struct bytes *to, const char *text, size_t len)
{
  add_in_case (to, text, len, letter_small);
}

void
capital_add (struct bytes *to, const char *text, size_t len)
{
  add_in_case (to, text, len, letter_capital);
}

/* Words. */

enum { FOLD_MOST = 30, NUMBER_MOST = 4 };

/* What is known of a word while its letters pass by. */
struct marks {
  uint64_t shapes; /* sum of shape * 5^place */
  uint64_t unit;   /* 5^place of the next letter */
  unsigned tone;
  bool large; /* the number does not fit any more */
};

static void
add_shape (struct marks *m, unsigned shape, uint64_t unit)
{
  if (unit == 0)
    m->large |= shape != 0;
  else
    m->shapes += shape * unit;
}

/* Adds the letter or digit C to the word; false when C ends it. */
static bool
take_letter (struct word *w, size_t *len, struct marks *m, uint32_t c)
{
  struct plain_letter p = { "", 0, 0 };

  if (ascii_digit (c))
    p.text[0] = (char) c;
  else if (!letter_plain (c, &p))
    return false;
  if (*len + strlen (p.text) > FOLD_MOST)
    return true; /* too long: the rest is cut off */
  add_shape (m, p.shape, m->unit);
  if (p.tone != 0)
    m->tone = p.tone;
  for (const char *c1 = p.text; *c1 != '\0'; c1++) {
    w->fold[(*len)++] = *c1;
    /* 5^12 * 4 * 6 is beyond 32 bits: later shapes make the number large. */
    m->unit = *len < 12 ? m->unit * 5 : 0;
  }
  return true;
}

/* A mark behind the last letter of the word: text that is not composed. */
static void
take_mark (struct marks *m, size_t len, uint32_t c)
{
  enum shape shape;
  enum tone tone;
  uint64_t unit = 1;

  if (letter_tone_of (c, &tone))
    m->tone = tone;
  if (!letter_shape_of (c, &shape))
    return;
  for (size_t i = 1; i < len; i++)
    unit = i < 12 ? unit * 5 : 0;
  add_shape (m, shape, unit);
}

/* The word itself, small and composed, for marks that fit into no number. */
static void
put_word (struct word *w, const char *first, const char *end)
{
  SCOPED_BYTES small = { 0 };
  size_t len;

  small_add (&small, first, (size_t) (end - first));
  len = utf8_cut ((const char *) small.at, small.len, sizeof w->marks);
  memcpy (w->marks, small.at, len);
  w->n_marks = (uint8_t) (0x80 | len);
}

static void
put_number (struct word *w, uint32_t number)
{
  unsigned size = 0;

  while (size < NUMBER_MOST && number >> 8 * size != 0)
    size++;
  w->n_marks = (uint8_t) size;
  for (unsigned i = 0; i < size; i++)
    w->marks[i] = (uint8_t) (number >> 8 * (size - 1 - i));
}

/* Moves *AT to the next letter or digit; false when there is none. */
static bool
find_word (const char **at, const char *end)
{
  while (*at < end) {
    const char *letter = *at;
    uint32_t c = utf8_next (at, end);
    struct plain_letter p;

    if (ascii_digit (c) || letter_plain (c, &p)) {
      *at = letter;
      return true;
    }
  }
  return false;
}

/* Moves *AT behind the word, whose letters and marks are taken. */
static void
take_word (const char **at, const char *end, struct word *w, struct marks *m)
{
  const char *behind = *at;
  size_t len = 0;

  while (*at < end) {
    uint32_t c = utf8_next (at, end);

    if (is_mark (c))
      take_mark (m, len, c);
    else if (utf8_kind (c) != UTF8_NOTHING && !take_letter (w, &len, m, c))
      break;
    behind = *at;
  }
  *at = behind;
}

bool
word_next (const char **at, const char *end, struct word *w)
{
  struct marks m = { .unit = 1 };
  const char *first;
  uint64_t number;

  if (!find_word (at, end))
    return false;
  first = *at;
  *w = (struct word){ .fold = "" };
  take_word (at, end, w, &m);
  number = m.tone + 6 * m.shapes;
  w->plain = number == 0 && !m.large;
  if (m.large || number > UINT32_MAX)
    put_word (w, first, *at);
  else
    put_number (w, (uint32_t) number);
  return true;
}
