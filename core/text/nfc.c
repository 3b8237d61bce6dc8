/* nfc.c - Vietnamese in one spelling: composed, NFC.
 *
 * Text without combining marks is composed already and is copied; two memchr
 * tell.  The rest is taken apart letter by letter, its marks are brought into
 * Unicode's order, and put together again as far as they go.
 */

#include "text/nfc.h"
#include "text/letters.h"
#include "text/utf8.h"

#include <string.h>

enum { MARKS_MOST = 8 };   /* on one letter; more stay as they are */
#define NO_BASE UINT32_MAX /* marks that stand on nothing */

struct pile {
  uint32_t base;
  uint32_t marks[MARKS_MOST];
  unsigned count;
};

static bool
is_mark (uint32_t c)
{
  return c >= 0x300 && c <= 0x36F && c != 0x34F; /* not the grapheme joiner */
}

/* Canonical combining class of a mark (UnicodeData.txt): what stands lower
 * comes first.
 */
static unsigned
class_of (uint32_t mark)
{
  static const struct {
    uint16_t first, last;
    uint8_t class;
  } classes[] = {
    { 0x300, 0x314, 230 }, { 0x315, 0x315, 232 }, { 0x316, 0x319, 220 },
    { 0x31A, 0x31A, 232 }, { 0x31B, 0x31B, 216 }, { 0x31C, 0x320, 220 },
    { 0x321, 0x322, 202 }, { 0x323, 0x326, 220 }, { 0x327, 0x328, 202 },
    { 0x329, 0x333, 220 }, { 0x334, 0x338, 1 },   { 0x339, 0x33C, 220 },
    { 0x33D, 0x344, 230 }, { 0x345, 0x345, 240 }, { 0x346, 0x346, 230 },
    { 0x347, 0x349, 220 }, { 0x34A, 0x34C, 230 }, { 0x34D, 0x34E, 220 },
    { 0x350, 0x352, 230 }, { 0x353, 0x356, 220 }, { 0x357, 0x357, 230 },
    { 0x358, 0x358, 232 }, { 0x359, 0x35A, 220 }, { 0x35B, 0x35B, 230 },
    { 0x35C, 0x35C, 233 }, { 0x35D, 0x35E, 234 }, { 0x35F, 0x35F, 233 },
    { 0x360, 0x361, 234 }, { 0x362, 0x362, 233 }, { 0x363, 0x36F, 230 },
  };

  for (size_t i = 0; i < sizeof classes / sizeof *classes; i++)
    if (mark >= classes[i].first && mark <= classes[i].last)
      return classes[i].class;
  return 0;
}

static void
push (struct pile *p, uint32_t mark)
{
  if (mark != 0)
    p->marks[p->count++] = mark;
}

/* C without its marks, and they in the pile. */
static struct pile
take_apart (uint32_t c)
{
  struct pile p = { .base = c };
  struct letter l;
  uint32_t mark;
  char base;

  if (letter_of (c, &l)) {
    push (&p, letter_shape_mark (l.shape));
    push (&p, letter_tone_mark (l.tone));
    if (l.shape != SHAPE_STROKE)
      p.base = (unsigned char) l.base;
  } else if (latin_of (c, &base, &mark)) {
    push (&p, mark);
    p.base = (unsigned char) base;
  }
  return p;
}

/* By class, those of one class in the order they came. */
static void
sort (struct pile *p)
{
  for (unsigned i = 1; i < p->count; i++) {
    uint32_t mark = p->marks[i];
    unsigned j = i;

    for (; j > 0 && class_of (p->marks[j - 1]) > class_of (mark); j--)
      p->marks[j] = p->marks[j - 1];
    p->marks[j] = mark;
  }
}

/* C with MARK as one code point; 0 when there is none. */
static uint32_t
join (uint32_t c, uint32_t mark)
{
  struct letter l;
  enum shape shape;
  enum tone tone;
  uint32_t joined = 0;

  if (letter_of (c, &l)) {
    if (l.shape == SHAPE_NONE && letter_shape_of (mark, &shape))
      joined = letter_code ((struct letter){ l.base, shape, l.tone });
    else if (l.tone == TONE_LEVEL && letter_tone_of (mark, &tone))
      joined = letter_code ((struct letter){ l.base, l.shape, tone });
  }
  return joined == 0 && c < 0x80 ? latin_code ((char) c, mark) : joined;
}

static void
put_code (struct bytes *to, uint32_t c)
{
  char raw[4];

  bytes_add (to, raw, utf8_put (c, raw));
}

/* Writes the pile, joined as far as it goes. */
static void
put_pile (struct bytes *to, struct pile *p)
{
  unsigned left = 0;

  sort (p);
  for (unsigned i = 0; i < p->count; i++) {
    uint32_t joined = 0;

    /* A mark does not pass another one of its class that stays. */
    if (left == 0 || class_of (p->marks[left - 1]) != class_of (p->marks[i]))
      joined = join (p->base, p->marks[i]);
    if (joined != 0)
      p->base = joined;
    else
      p->marks[left++] = p->marks[i];
  }
  if (p->base != NO_BASE)
    put_code (to, p->base);
  for (unsigned i = 0; i < left; i++)
    put_code (to, p->marks[i]);
}

/* 0xCC and 0xCD begin U+0300..U+037F and nothing else. */
bool
nfc_has_marks (const char *text, size_t len)
{
  return len > 0
         && (memchr (text, 0xCC, len) != NULL
             || memchr (text, 0xCD, len) != NULL);
}

void
nfc_add (struct bytes *to, const char *text, size_t len)
{
  struct pile p = { .base = NO_BASE };
  const char *end;

  if (!nfc_has_marks (text, len)) {
    bytes_add (to, text, len); /* also nothing, which may be NULL */
    return;
  }
  for (end = text + len; text < end;) {
    uint32_t c = utf8_next (&text, end);

    if (c == 0x340 || c == 0x341)
      c -= 0x40; /* the tone marks that Unicode gave up for 300 and 301 */
    if (is_mark (c) && p.count < MARKS_MOST) {
      push (&p, c);
      continue;
    }
    put_pile (to, &p);
    p = take_apart (c);
  }
  put_pile (to, &p);
}

bool
nfc_is (const char *text, size_t len)
{
  SCOPED_BYTES composed = { 0 };

  if (!nfc_has_marks (text, len))
    return true;
  nfc_add (&composed, text, len);
  return composed.len == len && memcmp (composed.at, text, len) == 0;
}

/* Tidying. */

/* Whether there is nothing to do, told by bytes alone: may say no too often
 * (at a dash or curly quote), never yes.
 */
static bool
looks_tidy (const char *text, size_t len)
{
  unsigned char before = ' ';

  for (size_t i = 0; i < len; i++) {
    unsigned char c = (unsigned char) text[i];

    if (c < ' ' || c == 0xC2 || c == 0xCC || c == 0xCD || c == 0xE2 || c == 0xE3
        || c == 0xEF || (c == ' ' && before == ' '))
      return false;
    before = c;
  }
  return len == 0 || before != ' ';
}

/* Text being tidied: what stands between two letters is written when the second
 * has come.
 */
struct tidying {
  struct bytes clean;
  size_t lines; /* that end there */
  bool blank;
};

static void
put_between (struct tidying *t)
{
  bool begun = t->clean.len > 0;

  for (; t->lines > 0; t->lines--)
    if (begun)
      bytes_add_char (&t->clean, '\n');
  if (t->blank && begun)
    bytes_add_char (&t->clean, ' ');
  t->blank = false;
}

/* Takes the letter at TEXT[*AT] and moves on; without LINES, their ends are
 * blanks.
 */
static void
tidy_letter (struct tidying *t, const char *text, size_t len, size_t *at,
             bool lines)
{
  const char *next = text + *at;
  uint32_t c = utf8_next (&next, text + len);
  enum utf8_kind kind = utf8_kind (c);

  switch (kind == UTF8_LINE && !lines ? UTF8_BLANK : kind) {
  case UTF8_NOTHING: break;
  case UTF8_BLANK: t->blank = true; break;
  case UTF8_LINE:
    t->lines += !(c == '\n' && *at > 0 && text[*at - 1] == '\r');
    t->blank = false;
    break;
  case UTF8_LETTER:
    put_between (t);
    bytes_add (&t->clean, text + *at, (size_t) (next - text) - *at);
  }
  *at = (size_t) (next - text);
}

void
nfc_add_tidy (struct bytes *to, const char *text, size_t len, bool lines)
{
  struct tidying t = { .lines = 0 };

  if (looks_tidy (text, len)) {
    bytes_add (to, text, len);
    return;
  }
  for (size_t at = 0; at < len;)
    tidy_letter (&t, text, len, &at, lines);
  nfc_add (to, (const char *) t.clean.at, t.clean.len);
  bytes_free (&t.clean);
}
