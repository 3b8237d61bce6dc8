/* detect.c - which encoding a text is in, by what it would say. */

#include "text/detect.h"
#include "text/charset-set.h"
#include "text/letters.h"
#include "text/syllable.h"
#include "text/utf8.h"
#include "text/windows.h"

#include <string.h>

enum {
  WORDS_LEAST = 3, /* with fewer nothing is clear */
  WORD_MOST = 64,  /* bytes */
};

/* What is clear: three of four words are possible, and no other reading comes
 * near.
 */
static const double share_least = 0.75, margin_least = 0.15;

/* ---- how well it reads ----------------------------------------------------
 */

struct count {
  unsigned words, good, signs;
};

/* Whether capitals stand as people write them: none, the first, or all. */
static bool
is_cased (const char *at, const char *end)
{
  unsigned letters = 0, capitals = 0;
  bool first = false;

  while (at < end) {
    uint32_t c = utf8_next (&at, end);
    bool capital = letter_small (c) != c;

    first |= capital && letters == 0;
    capitals += capital;
    letters++;
  }
  return capitals == 0 || capitals == letters || (capitals == 1 && first);
}

static void
count_word (const char *at, const char *end, struct count *count)
{
  count->words++;
  count->good += end - at <= WORD_MOST && is_cased (at, end)
                 && syllable_possible (at, (size_t) (end - at));
}

/* Signs that texts have, whatever their encoding. */
static bool
is_usual_sign (uint32_t c)
{
  return (c >= ' ' && c < 0x7F) || c == '\n' || c == '\r' || c == '\t'
         || c == 0xA0 || (c >= 0x2010 && c <= 0x2026) || c == 0x20AB
         || c == 0xFEFF || c == 0xB0 || c == 0xB2;
}

static void
count_words (const struct bytes *text, struct count *count)
{
  const char *at = (const char *) text->at, *end = at + text->len;
  const char *word = NULL;
  bool marked = false;

  while (at < end) {
    const char *letter = at;
    uint32_t c = utf8_next (&at, end);

    if (letter_is_latin (c) || (c >= 0x300 && c < 0x370)) {
      word = word == NULL ? letter : word;
      marked |= c >= 0x80;
      continue;
    }
    if (marked)
      count_word (word, letter, count);
    word = NULL;
    marked = false;
    count->signs += !is_usual_sign (c);
  }
  if (marked)
    count_word (word, end, count);
}

/* Reads the sample in C; TEXT is what it says. */
static struct count
try_charset (const struct charset *c, struct slice sample, struct bytes *text)
{
  struct decoder *d = decoder_new (c, "");
  struct count count = { 0 };

  bytes_clear (text);
  decoder_add (d, sample.at, sample.len, text);
  decoder_end (d, text);
  count_words (text, &count);
  count.signs += (unsigned) decoder_misfit (d)->count;
  decoder_free (d);
  return count;
}

/* ---- guesses ---------------------------------------------------------------
 */

/* A reading; those that come to the same text are one. */
struct reading {
  struct guess guess;
  uint64_t hash;
};

struct readings {
  struct reading at[CHARSETS + 1];
  unsigned count;
  struct bytes text;
};

/* FNV-1a: only whether two texts are the same is asked. */
static uint64_t
hash_text (const struct bytes *text)
{
  uint64_t h = 0xcbf29ce484222325;

  for (size_t i = 0; i < text->len; i++)
    h = (h ^ text->at[i]) * 0x100000001b3;
  return h;
}

static void
add_reading (struct readings *all, struct charset c, bool through,
             struct slice sample)
{
  struct count count = try_charset (&c, sample, &all->text);
  unsigned of = count.words + count.signs;
  double share = of == 0 ? 0 : (double) count.good / of;
  uint64_t hash = hash_text (&all->text);

  for (unsigned i = 0; i < all->count; i++)
    if (all->at[i].hash == hash)
      return;
  all->at[all->count++] =
    (struct reading){ { c, through, count.words, count.good, share }, hash };
}

static void
add_sets (struct readings *all, bool through, struct slice sample)
{
  for (enum charset_kind k = 0; k < CHARSETS; k++)
    if (charset_has_set (k) && k != CHARSET_TCVN3_H)
      add_reading (all, charset_of (k), through, sample);
}

/* ---- what kind of bytes they are ------------------------------------------
 */

/* The bytes that the lines were, before a program took them for letters;
 * false when more lines with marks say that they were none.
 */
static bool
go_through (struct slice sample, struct bytes *raw)
{
  const char *at = (const char *) sample.at, *end = at + sample.len;
  unsigned through = 0, other = 0;

  while (at < end) {
    const char *stop = memchr (at, '\n', (size_t) (end - at));
    size_t len = (size_t) ((stop == NULL ? end : stop + 1) - at);

    if (!windows_bytes (raw, at, len))
      other++;
    else if (!utf8_ascii (at, len))
      through++;
    at += len;
  }
  return through > other;
}

static bool
is_viqr (char letter, char sign)
{
  letter |= 0x20;
  return (letter == 'd' && (sign | 0x20) == 'd')
         || (sign == '(' && letter == 'a')
         || (sign == '^' && (letter == 'a' || letter == 'e' || letter == 'o'))
         || ((sign == '+' || sign == '*') && (letter == 'o' || letter == 'u'));
}

/* Signs that letters are written with, where a word would have them. */
static unsigned
count_signs (struct slice sample, enum charset_kind kind)
{
  const char *at = (const char *) sample.at;
  unsigned found = 0;

  for (size_t i = 1; i < sample.len; i++)
    switch (kind) {
    case CHARSET_NCR: found += at[i - 1] == '&' && at[i] == '#'; break;
    case CHARSET_C_STRING:
      found += at[i - 1] == '\\' && strchr ("uUx", at[i]) != NULL;
      break;
    default: found += is_viqr (at[i - 1], at[i]); break;
    }
  return found;
}

static void
add_escapes (struct readings *all, struct slice sample)
{
  static const enum charset_kind kinds[] = { CHARSET_NCR, CHARSET_C_STRING,
                                             CHARSET_VIQR };

  for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
    unsigned signs = count_signs (sample, kinds[i]);
    const struct guess *guess = &all->at[all->count].guess;

    if (signs < 2)
      continue;
    add_reading (all, charset_of (kinds[i]), false, sample);
    if (signs * 8 < guess->words)
      all->count--; /* "me." is a word at the end of a sentence */
  }
}

/* Which half of its pairs of bytes is 0 where letters are ASCII: an eighth of
 * the one half and, since no letter of Viet Nam is U+xx00, next to nothing of
 * the other.
 */
static const char *
wide_order (const unsigned char *at, size_t len)
{
  size_t zeros[2] = { 0, 0 }, pairs = len / 2;

  for (size_t i = 0; i < 2 * pairs; i++)
    zeros[i % 2] += at[i] == 0;
  if (zeros[1] * 8 > pairs && zeros[0] * 100 <= pairs)
    return "utf-16le";
  if (zeros[0] * 8 > pairs && zeros[1] * 100 <= pairs)
    return "utf-16be";
  return NULL;
}

bool
detect_wide (const void *beginning, size_t len, struct charset *c)
{
  const char *name = NULL;

  if (len >= 2
      && (memcmp (beginning, "\xFF\xFE", 2) == 0
          || memcmp (beginning, "\xFE\xFF", 2) == 0))
    name = "utf-16";
  else
    name = wide_order (beginning, len);
  return name != NULL && charset_named (name, c);
}

/* ---- the verdict -----------------------------------------------------------
 */

static void
sort (struct readings *all, struct guesses *to)
{
  for (unsigned i = 0; i < all->count; i++) {
    unsigned place = to->count++;

    for (; place > 0 && to->at[place - 1].share < all->at[i].guess.share;
         place--)
      to->at[place] = to->at[place - 1];
    to->at[place] = all->at[i].guess;
  }
}

/* TCVN3 and TCVN 5712-1 have the same small letters: of them the better one
 * is meant, however near they are.
 */
static bool
is_tcvn (const struct guess *g)
{
  return g->charset.kind == CHARSET_TCVN3
         || g->charset.kind == CHARSET_TCVN5712;
}

static bool
is_clear (const struct guesses *g)
{
  const struct guess *first = g->at;
  unsigned second = 1;

  while (second < g->count && is_tcvn (first) && is_tcvn (&g->at[second]))
    second++;
  return g->count > 0 && first->words >= WORDS_LEAST
         && first->share >= share_least
         && (second >= g->count
             || first->share - g->at[second].share >= margin_least);
}

/* Without a small letter of ASCII, the text was seen in the font of capitals.
 */
static void
look_at_capitals (struct guesses *g, struct slice sample)
{
  size_t i = 0;

  if (g->count == 0 || g->at[0].charset.kind != CHARSET_TCVN3)
    return;
  while (i < sample.len && !(sample.at[i] >= 'a' && sample.at[i] <= 'z'))
    i++;
  if (i == sample.len)
    g->at[0].charset = charset_of (CHARSET_TCVN3_H);
}

/* The readings of bytes beyond ASCII; returns whether they are valid UTF-8. */
static bool
add_bytes (struct readings *all, struct slice sample)
{
  struct charset utf8 = charset_of (CHARSET_UTF8);
  bool is_text = utf8_valid (sample.at, sample.len);
  SCOPED_BYTES raw = { 0 };
  bool through = is_text && go_through (sample, &raw);

  if (through && utf8_valid (raw.at, raw.len))
    add_reading (all, utf8, true, (struct slice){ raw.at, raw.len });
  add_reading (all, utf8, false, sample);
  if (through)
    add_sets (all, true, (struct slice){ raw.at, raw.len });
  else if (!is_text)
    add_sets (all, false, sample);
  return is_text;
}

/* The reading as UTF-8, not as bytes that went through it. */
static unsigned
place_of_utf8 (const struct guesses *g)
{
  unsigned i = 0;

  while (i < g->count
         && (g->at[i].charset.kind != CHARSET_UTF8 || g->at[i].through))
    i++;
  return i;
}

/* Whether what is UTF-8 says something else, and clearly: its letters were
 * bytes, or it has hardly any and many are written as signs.
 */
static bool
is_more (const struct guesses *g)
{
  const struct guess *first = g->at;
  unsigned utf8 = place_of_utf8 (g);

  return g->clear
         && (first->through
             || (first->charset.kind != CHARSET_UTF8 && utf8 < g->count
                 && g->at[utf8].words * 10 <= first->words));
}

/* Valid UTF-8 is UTF-8, whatever its words are. */
static void
prefer_utf8 (struct guesses *g)
{
  unsigned i = place_of_utf8 (g);
  struct guess utf8;

  if (i == g->count)
    return;
  utf8 = g->at[i];
  for (; i > 0; i--)
    g->at[i] = g->at[i - 1];
  g->at[0] = utf8;
  g->clear = true;
}

/* Only the first bytes, up to a line end. */
static struct slice
cut (const void *from, size_t len)
{
  const unsigned char *at = from;

  if (len > DETECT_SAMPLE) {
    len = DETECT_SAMPLE;
    for (size_t i = len; i > len / 2; i--)
      if (at[i - 1] == '\n')
        return (struct slice){ at, i };
  }
  return (struct slice){ at, len };
}

void
detect (const void *from, size_t len, struct guesses *to)
{
  struct slice sample = cut (from, len);
  struct readings all = { 0 };
  struct charset wide;
  bool ascii = utf8_ascii (sample.at, sample.len), is_text = false;
  bool is_wide = detect_wide (sample.at, sample.len, &wide);

  memset (to, 0, sizeof *to);
  if (is_wide)
    add_reading (&all, wide, false, sample);
  else if (!ascii)
    is_text = add_bytes (&all, sample);
  if (all.count == 0 || is_text)
    add_escapes (&all, sample);
  sort (&all, to);
  look_at_capitals (to, sample);
  to->clear = is_wide || is_clear (to);
  to->plain = !to->clear && ascii;
  if (to->plain)
    *to = (struct guesses){ .plain = true, .clear = true };
  else if (is_text && !is_more (to))
    prefer_utf8 (to);
  bytes_free (&all.text);
}

bool
detect_through (const void *from, size_t len, struct guesses *g)
{
  SCOPED_BYTES raw = { 0 };
  struct slice sample = cut (from, len);

  if (utf8_ascii (sample.at, sample.len) || !go_through (sample, &raw))
    return false;
  detect (from, len, g);
  return g->clear && g->at[0].through;
}
