/* clean.c - whether a text needs looking at letter by letter at all.
 *
 * Nearly every text is clean, and that can be told of sixteen bytes at a time.
 * What is allowed, by the byte that begins a letter (Unicode, table 3-7):
 *
 *   20..7E          as it is, but no blank behind a blank
 *   C3..CB, CE..DF  and one byte 80..BF; not CC and CD: combining marks; not
 *                   C2: control characters, blanks, the soft hyphen
 *   E1, E4..EC, EE  and two of those; not E0 and ED, whose second byte is not
 *                   free; not E2, E3 and EF: blanks and what has no width
 */

#include "text/clean.h"

#include <string.h>

/* How many bytes belong to the letter that C begins; 0: it is not allowed. */
static unsigned
letter_size (unsigned char c)
{
  if (c < 0x80)
    return c >= 0x20 && c != 0x7F;
  if (c < 0xC3 || c == 0xCC || c == 0xCD)
    return 0;
  if (c < 0xE0)
    return 2;
  return c == 0xE1 || (c >= 0xE4 && c <= 0xEC) || c == 0xEE ? 3 : 0;
}

bool
text_clean_slowly (const char *text, size_t len)
{
  unsigned size;

  for (size_t i = 0; i < len; i += size) {
    size = letter_size ((unsigned char) text[i]);
    if (size == 0 || size > len - i)
      return false;
    for (unsigned k = 1; k < size; k++)
      if (((unsigned char) text[i + k] & 0xC0) != 0x80)
        return false;
    if (text[i] == ' ' && i > 0 && text[i - 1] == ' ')
      return false;
  }
  return true;
}

#if defined __SSE2__

#include <emmintrin.h>

enum { SIZE = 16, BEFORE = 2 }; /* bytes at once; of which letters reach in */

static inline __m128i
each (int c)
{
  return _mm_set1_epi8 ((char) c);
}

/* Where V is at most, or at least, so much. */
static inline __m128i
is_most (__m128i v, int most)
{
  return _mm_cmpeq_epi8 (_mm_min_epu8 (v, each (most)), v);
}

static inline __m128i
is_least (__m128i v, int least)
{
  return _mm_cmpeq_epi8 (_mm_max_epu8 (v, each (least)), v);
}

static inline __m128i
is (__m128i v, int c)
{
  return _mm_cmpeq_epi8 (v, each (c));
}

/* Where V is EVEN or the byte behind that. */
static inline __m128i
is_pair (__m128i v, int even)
{
  return is (_mm_and_si128 (v, each (0xFE)), even);
}

/* 80..BF: as signed numbers, below C0. */
static inline __m128i
is_next (__m128i v)
{
  return _mm_cmplt_epi8 (v, each (0xC0));
}

/* Where a letter begins that is not allowed. */
static inline __m128i
is_wrong (__m128i v)
{
  __m128i ascii = _mm_or_si128 (is_most (v, 0x1F), is (v, 0x7F));
  __m128i two = _mm_or_si128 (_mm_or_si128 (is_pair (v, 0xC0), is (v, 0xC2)),
                              is_pair (v, 0xCC));
  __m128i three = _mm_or_si128 (is (v, 0xE0), is (v, 0xED));
  __m128i more = _mm_or_si128 (is_pair (v, 0xE2), is_least (v, 0xEF));

  return _mm_or_si128 (_mm_or_si128 (ascii, two), _mm_or_si128 (three, more));
}

/* What is wrong in the sixteen bytes at AT, before which two more can be read:
 * a byte 80..BF must stand behind every byte from C0 on, and two behind one
 * from E0 on, and nowhere else.
 */
static inline __m128i
faults (const char *at)
{
  const __m128i v = _mm_loadu_si128 ((const void *) at);
  const __m128i one = _mm_loadu_si128 ((const void *) (at - 1));
  const __m128i two = _mm_loadu_si128 ((const void *) (at - 2));
  __m128i wanted = _mm_or_si128 (is_least (one, 0xC0), is_least (two, 0xE0));
  __m128i blanks = _mm_and_si128 (is (v, ' '), is (one, ' '));

  return _mm_or_si128 (_mm_xor_si128 (wanted, is_next (v)),
                       _mm_or_si128 (is_wrong (v), blanks));
}

/* The faults of fewer than sixteen bytes at AT, behind FRONT bytes of text, at
 * most two: between letters that are right.
 */
static inline __m128i
faults_of_part (const char *at, size_t len, size_t front)
{
  char room[BEFORE + SIZE];

  memset (room, '.', sizeof room);
  memcpy (room + BEFORE - front, at - front, front + len);
  return faults (room + BEFORE);
}

bool
text_clean (const char *text, size_t len)
{
  size_t at = len < SIZE ? len : SIZE;
  __m128i all;

  if (len == 0)
    return true;
  all = faults_of_part (text, at, 0);
  if (len < SIZE)
    return _mm_movemask_epi8 (all) == 0;
  for (; len - at >= SIZE; at += SIZE)
    all = _mm_or_si128 (all, faults (text + at));
  all = _mm_or_si128 (all, faults_of_part (text + at, len - at, BEFORE));
  return _mm_movemask_epi8 (all) == 0;
}

#else

bool
text_clean (const char *text, size_t len)
{
  return text_clean_slowly (text, len);
}

#endif
