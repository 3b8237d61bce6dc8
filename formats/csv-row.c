/* csv-row.c - where a row of CSV ends, and where its values are. */

#include "formats/csv-row.h"

#include "base/language.h"

#include <string.h>

static bool
is_plain (char c)
{
  return c != ',' && c != '"' && c != '\n' && c != '\r';
}

/* Which of the first CHUNK bytes are not plain: a bit for each. */
struct signs {
  unsigned commas, others;
};

#if defined __SSE2__ && !defined ROW_WORDS

#include <emmintrin.h>

enum { CHUNK = 16 };

static inline struct signs
signs_at (const char *at)
{
  const __m128i v = _mm_loadu_si128 ((const void *) at);
  const __m128i ends = _mm_or_si128 (_mm_cmpeq_epi8 (v, _mm_set1_epi8 ('\n')),
                                     _mm_cmpeq_epi8 (v, _mm_set1_epi8 ('\r')));
  const __m128i others =
    _mm_or_si128 (ends, _mm_cmpeq_epi8 (v, _mm_set1_epi8 ('"')));
  const __m128i commas = _mm_cmpeq_epi8 (v, _mm_set1_epi8 (','));

  return (struct signs){ (unsigned) _mm_movemask_epi8 (commas),
                         (unsigned) _mm_movemask_epi8 (others) };
}

#else

#include <endian.h>

enum { CHUNK = 8 };

/* A bit for each byte of WORD that is C. */
static unsigned
bytes_that_are (uint64_t word, unsigned char c)
{
  const uint64_t low = 0x7f7f7f7f7f7f7f7f;
  uint64_t other = word ^ 0x0101010101010101 * c;
  uint64_t zeros = ~(((other & low) + low) | other | low);

  return (unsigned) ((zeros >> 7) * 0x0102040810204080 >> 56);
}

static inline struct signs
signs_at (const char *at)
{
  uint64_t word;

  memcpy (&word, at, sizeof word);
  word = le64toh (word);
  return (struct signs){ bytes_that_are (word, ','),
                         bytes_that_are (word, '"')
                           | bytes_that_are (word, '\n')
                           | bytes_that_are (word, '\r') };
}

#endif

static size_t
plain_end (const char *at, size_t i, size_t len)
{
  for (; len - i >= CHUNK; i += CHUNK) {
    struct signs signs = signs_at (at + i);

    if ((signs.commas | signs.others) != 0)
      return i + (unsigned) __builtin_ctz (signs.commas | signs.others);
  }
  while (i < len && is_plain (at[i]))
    i++;
  return i;
}

size_t
row_plain_end (const char *at, size_t i, size_t len)
{
  return plain_end (at, i, len);
}

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
    i = plain_end (l->at, i, l->len);
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

/* The quote at OPEN is not closed in what is here. */
static enum row_end
unclosed (struct row_look *l, size_t open)
{
  l->open = open;
  l->in_quotes = true;
  return l->last ? row_broken (l, open, N_ ("a quote is not closed"))
                 : ROW_UNFINISHED;
}

static enum row_end
look_quoted (struct row_look *l, struct row_spot *s)
{
  size_t open = l->i, i = open + 1;
  bool doubled = false;

  for (;; i += 2) {
    const char *quote = memchr (l->at + i, '"', l->len - i);

    if (quote == NULL)
      return unclosed (l, open);
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

static inline void
note_spot (struct row_look *l, const struct row_spot *s, struct row_spot *spots,
           size_t room)
{
  if (l->count < room)
    spots[l->count] = *s;
  l->count++;
}

/* Most values are plain and end in a comma: those that come next, but for the
 * last few bytes.
 */
static void
look_at_plain (struct row_look *l, struct row_spot *spots, size_t room)
{
  size_t from = l->i;
  bool others = false;

  for (size_t i = from; l->len - i >= CHUNK && !others; i += CHUNK) {
    struct signs signs = signs_at (l->at + i);

    others = signs.others != 0;
    if (others)
      signs.commas &= (signs.others & -signs.others) - 1;
    for (; signs.commas != 0; signs.commas &= signs.commas - 1) {
      size_t end = i + (unsigned) __builtin_ctz (signs.commas);

      note_spot (l, &(struct row_spot){ .from = from, .len = end - from },
                 spots, room);
      from = end + 1;
    }
  }
  l->i = from;
}

enum row_end
row_look (struct row_look *l, struct row_spot *spots, size_t room)
{
  for (;; l->i++) {
    struct row_spot s;
    enum row_end found;
    bool quoted;

    look_at_plain (l, spots, room);
    quoted = l->i < l->len && l->at[l->i] == '"';
    found = quoted ? look_quoted (l, &s) : look_plain (l, &s);
    if (found != ROW_WHOLE)
      return found;
    note_spot (l, &s, spots, room);
    if (l->i == l->len || l->at[l->i] != ',')
      break;
  }
  if (l->i < l->len && l->at[l->i] == '\r')
    l->i++;
  l->row = l->i < l->len ? l->i + 1 : l->i;
  return ROW_WHOLE;
}
