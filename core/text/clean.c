/* clean.c - whether a text needs looking at letter by letter at all.
 *
 * Nearly every text is clean, and that can be told of thirty-two bytes at a
 * time. What is allowed, by the byte that begins a letter (Unicode, table 3-7):
 *
 *   20..7E          as it is, but no blank behind a blank
 *   C3..CB, CE..DF  and one byte 80..BF; not CC and CD: combining marks; not
 *                   C2: control characters, blanks, the soft hyphen
 *   E1, E4..EC, EE  and two of those; not E0 and ED, whose second byte is not
 *                   free; not E2, E3 and EF: blanks and what has no width
 */

#include "text/clean.h"

#include <string.h>

enum { SIZE = 32, BEFORE = 2 }; /* bytes at once; of which letters reach in */

typedef unsigned char wide __attribute__ ((vector_size (SIZE)));

#define EVERYWHERE static inline __attribute__ ((always_inline))

/* A byte 80..BF must stand behind every byte from C0 on, and two behind one
 * from E0 on, and nowhere else: adds what is wrong in the bytes at AT, before
 * which two more can be read.
 */
typedef void add_faults (wide *all, const char *at);

EVERYWHERE void
add_faults_plainly (wide *all, const char *at)
{
  wide v, one, two, even;

  memcpy (&v, at, SIZE);
  memcpy (&one, at - 1, SIZE);
  memcpy (&two, at - 2, SIZE);
  even = v & 0xFE;
  *all |= (wide) (((one >= 0xC0) | (two >= 0xE0)) ^ ((v & 0xC0) == 0x80));
  *all |= (wide) ((v < 0x20) | (v == 0x7F) | (((v ^ ' ') | (one ^ ' ')) == 0));
  *all |= (wide) ((even == 0xC0) | (v == 0xC2) | (even == 0xCC));
  *all |= (wide) ((v == 0xE0) | (v == 0xED) | (even == 0xE2) | (v >= 0xEF));
}

/* The faults of fewer bytes at AT, behind FRONT bytes of text, at most two:
 * between letters that are right.
 */
EVERYWHERE void
add_faults_of_part (wide *all, const char *at, size_t len, size_t front,
                    add_faults *add)
{
  char room[BEFORE + SIZE];

  memset (room, '.', sizeof room);
  memcpy (room + BEFORE - front, at - front, front + len);
  add (all, room + BEFORE);
}

EVERYWHERE bool
is_clean (const char *text, size_t len, add_faults *add)
{
  static const wide none;
  size_t at = len < SIZE ? len : SIZE;
  wide all = { 0 };

  if (len == 0)
    return true;
  add_faults_of_part (&all, text, at, 0, add);
  for (; len - at >= SIZE; at += SIZE)
    add (&all, text + at);
  if (len >= SIZE)
    add_faults_of_part (&all, text + at, len - at, BEFORE, add);
  return memcmp (&all, &none, SIZE) == 0;
}

/* ---- with AVX2 ----------------------------------------------------------- */

#if defined __x86_64__ && !defined CLEAN_PLAINLY

#include <immintrin.h>

/* What forbids a byte stands at each of its halves: it is forbidden when both
 * have a bit in common.
 */
enum { ALWAYS = 1, DEL = 2, OF_TWO = 4, OF_THREE = 8 };

#define TWICE(...)           \
  {                          \
    __VA_ARGS__, __VA_ARGS__ \
  }
#define BOTH (ALWAYS | OF_TWO | OF_THREE)

static const wide high_halves = TWICE (ALWAYS, ALWAYS, 0, 0, 0, 0, 0, DEL, 0, 0,
                                       0, 0, OF_TWO, 0, OF_THREE, ALWAYS);
static const wide low_halves =
  TWICE (BOTH, ALWAYS | OF_TWO, BOTH, ALWAYS | OF_THREE, ALWAYS, ALWAYS, ALWAYS,
         ALWAYS, ALWAYS, ALWAYS, ALWAYS, ALWAYS, ALWAYS | OF_TWO, BOTH, ALWAYS,
         ALWAYS | DEL | OF_THREE);

#define WITH_AVX2 __attribute__ ((target ("avx2")))

WITH_AVX2 EVERYWHERE void
add_faults_by_halves (wide *all, const char *at)
{
  const __m256i v = _mm256_loadu_si256 ((const void *) at);
  const __m256i one = _mm256_loadu_si256 ((const void *) (at - 1));
  const __m256i two = _mm256_loadu_si256 ((const void *) (at - 2));
  const __m256i four_bits = _mm256_set1_epi8 (15),
                blank = _mm256_set1_epi8 (' ');
  const __m256i low =
    _mm256_shuffle_epi8 ((__m256i) low_halves, _mm256_and_si256 (v, four_bits));
  const __m256i high = _mm256_shuffle_epi8 (
    (__m256i) high_halves,
    _mm256_and_si256 (_mm256_srli_epi16 (v, 4), four_bits));
  const __m256i begun =
    _mm256_or_si256 (_mm256_subs_epu8 (one, _mm256_set1_epi8 ((char) 0xBF)),
                     _mm256_subs_epu8 (two, _mm256_set1_epi8 ((char) 0xDF)));
  const __m256i not_begun = _mm256_cmpeq_epi8 (begun, _mm256_setzero_si256 ());
  const __m256i goes_on = _mm256_cmpgt_epi8 (_mm256_set1_epi8 ((char) 0xC0), v);

  *all |= (wide) (low & high);
  *all |= (wide) _mm256_cmpeq_epi8 (not_begun, goes_on);
  *all |=
    (wide) (_mm256_cmpeq_epi8 (v, blank) & _mm256_cmpeq_epi8 (one, blank));
}

WITH_AVX2 static bool
is_clean_by_halves (const char *text, size_t len)
{
  return is_clean (text, len, add_faults_by_halves);
}
#endif

bool
text_clean (const char *text, size_t len)
{
#if defined __x86_64__ && !defined CLEAN_PLAINLY
  if (__builtin_cpu_supports ("avx2"))
    return is_clean_by_halves (text, len);
#endif
  return is_clean (text, len, add_faults_plainly);
}
