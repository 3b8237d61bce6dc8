/* csv-row.c - where a row of CSV ends, and where its values are. */

#include "formats/csv-row.h"

#include "base/language.h"

#include <string.h>

static bool
is_plain (char c)
{
  return c != ',' && c != '"' && c != '\n' && c != '\r';
}

#if defined __SSE2__ && !defined ROW_WORDS

#include <emmintrin.h>

/* The first sixteen bytes: a bit for each that is not plain. */
static unsigned
signs_at (const char *at)
{
  const __m128i v = _mm_loadu_si128 ((const void *) at);
  const __m128i a = _mm_or_si128 (_mm_cmpeq_epi8 (v, _mm_set1_epi8 (',')),
                                  _mm_cmpeq_epi8 (v, _mm_set1_epi8 ('"')));
  const __m128i b = _mm_or_si128 (_mm_cmpeq_epi8 (v, _mm_set1_epi8 ('\n')),
                                  _mm_cmpeq_epi8 (v, _mm_set1_epi8 ('\r')));

  return (unsigned) _mm_movemask_epi8 (_mm_or_si128 (a, b));
}

size_t
row_plain_end (const char *at, size_t i, size_t len)
{
  for (; len - i >= 16; i += 16) {
    unsigned signs = signs_at (at + i);

    if (signs != 0)
      return i + (unsigned) __builtin_ctz (signs);
  }
  while (i < len && is_plain (at[i]))
    i++;
  return i;
}

#else

static uint64_t
zero_bytes (uint64_t word)
{
  return (word - 0x0101010101010101) & ~word & 0x8080808080808080;
}

static uint64_t
each_byte (unsigned char c)
{
  return 0x0101010101010101 * c;
}

/* Eight bytes at a time while there is none. */
size_t
row_plain_end (const char *at, size_t i, size_t len)
{
  for (; len - i >= 8; i += 8) {
    uint64_t word;

    memcpy (&word, at + i, sizeof word);
    if ((zero_bytes (word ^ each_byte (','))
         | zero_bytes (word ^ each_byte ('"'))
         | zero_bytes (word ^ each_byte ('\n'))
         | zero_bytes (word ^ each_byte ('\r')))
        != 0)
      break;
  }
  while (i < len && is_plain (at[i]))
    i++;
  return i;
}

#endif

enum row_end
row_broken (struct row_look *l, size_t open, const char *problem)
{
  const char *end = memchr (l->at + open, '\n', l->len - open);

  l->open = open;
  l->problem = problem;
  if (end == NULL && !l->last)
    return ROW_UNFINISHED;
  l->row = end == NULL ? l->len : (size_t) (end - l->at) + 1;
  return ROW_BROKEN;
}

/* A value ends at I when there is a comma, a line end or the file's end. */
static bool
at_end (const struct row_look *l, size_t i)
{
  if (i == l->len)
    return l->last;
  return l->at[i] == ',' || l->at[i] == '\n'
         || (l->at[i] == '\r' && i + 1 < l->len && l->at[i + 1] == '\n');
}

/* Whether what stands at I can only be told when more has come. */
static bool
open_end (const struct row_look *l, size_t i)
{
  return !l->last && (i == l->len || (l->at[i] == '\r' && i + 1 == l->len));
}

static enum row_end
look_plain (struct row_look *l, struct row_spot *s)
{
  size_t i = l->i;

  for (;; i++) {
    i = row_plain_end (l->at, i, l->len);
    if (open_end (l, i))
      return ROW_UNFINISHED;
    if (at_end (l, i))
      break;
    if (l->at[i] == '"')
      return row_broken (l, i,
                         N_ ("a quote stands inside a value without quotes"));
  }
  *s = (struct row_spot){ .from = l->i, .len = i - l->i };
  l->i = i;
  return ROW_WHOLE;
}

static enum row_end
look_quoted (struct row_look *l, struct row_spot *s)
{
  size_t open = l->i, i = open + 1;
  bool doubled = false;

  for (;; i += 2) {
    const char *quote = memchr (l->at + i, '"', l->len - i);

    if (quote == NULL) {
      l->open = open;
      l->in_quotes = true;
      if (l->last)
        return row_broken (l, open, N_ ("a quote is not closed"));
      return ROW_UNFINISHED;
    }
    i = (size_t) (quote - l->at);
    if (open_end (l, i + 1))
      return ROW_UNFINISHED;
    if (i + 1 == l->len || l->at[i + 1] != '"')
      break;
    doubled = true;
  }
  if (!at_end (l, i + 1))
    return row_broken (l, open,
                       N_ ("a quote is not closed, or something follows it"));
  *s = (struct row_spot){ open + 1, i - open - 1, true, doubled };
  l->i = i + 1;
  return ROW_WHOLE;
}

enum row_end
row_look (struct row_look *l, struct row_spot *spots, size_t room)
{
  for (;; l->i++) {
    struct row_spot s;
    bool quoted = l->i < l->len && l->at[l->i] == '"';
    enum row_end found = quoted ? look_quoted (l, &s) : look_plain (l, &s);

    if (found != ROW_WHOLE)
      return found;
    if (l->count < room)
      spots[l->count] = s;
    l->count++;
    if (l->i == l->len || l->at[l->i] != ',')
      break;
  }
  if (l->i < l->len && l->at[l->i] == '\r')
    l->i++;
  l->row = l->i < l->len ? l->i + 1 : l->i;
  return ROW_WHOLE;
}
