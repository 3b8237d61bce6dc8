/* formats/plain.h - texts that are copied while they are looked at.
 *
 * Most values need no quotes and no escapes: one pass copies them sixteen bytes
 * at a time and tells whether that was right.  What is behind them where they
 * go is written over: PLAIN_OVER bytes are always to be left there.
 */
#ifndef FORMATS_PLAIN_H
#define FORMATS_PLAIN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* Sixteen bytes; PLAIN_WORDS chooses two words where there are such registers,
 * so that tests see both.
 */
#if defined __SSE2__ && !defined PLAIN_WORDS

#include <emmintrin.h>

typedef __m128i chunk;

static inline chunk
chunk_of (uint64_t low, uint64_t high)
{
  return _mm_set_epi64x ((long long) high, (long long) low);
}

static inline chunk
chunk_load (const char *from)
{
  return _mm_loadu_si128 ((const __m128i *) (const void *) from);
}

static inline void
chunk_store (char *to, chunk c)
{
  _mm_storeu_si128 ((__m128i *) (void *) to, c);
}

/* All bits where C has the byte B; where it has one up to B. */
static inline chunk
chunk_is (chunk c, char b)
{
  return _mm_cmpeq_epi8 (c, _mm_set1_epi8 (b));
}

static inline chunk
chunk_is_below (chunk c, char b)
{
  return _mm_cmpeq_epi8 (_mm_min_epu8 (c, _mm_set1_epi8 (b)), c);
}

static inline chunk
chunk_or (chunk a, chunk b)
{
  return _mm_or_si128 (a, b);
}

static inline bool
chunk_any (chunk c)
{
  return _mm_movemask_epi8 (c) != 0;
}

/* Whether one of the first LEN bytes, less than sixteen, is meant. */
static inline bool
chunk_any_first (chunk c, size_t len)
{
  return ((unsigned) _mm_movemask_epi8 (c) & ((1u << len) - 1)) != 0;
}

#else

typedef struct {
  uint64_t low, high;
} chunk;

#define EACH UINT64_C (0x0101010101010101)
#define TOPS UINT64_C (0x8080808080808080)

static inline chunk
chunk_of (uint64_t low, uint64_t high)
{
  return (chunk){ low, high };
}

static inline chunk
chunk_load (const char *from)
{
  chunk c;

  memcpy (&c, from, sizeof c);
  return c;
}

static inline void
chunk_store (char *to, chunk c)
{
  memcpy (to, &c, sizeof c);
}

/* The top bit of some byte is set if one is 0. */
static inline uint64_t
word_zeros (uint64_t word)
{
  return (word - EACH) & ~word & TOPS;
}

static inline chunk
chunk_is (chunk c, char b)
{
  uint64_t all = EACH * (unsigned char) b;

  return (chunk){ word_zeros (c.low ^ all), word_zeros (c.high ^ all) };
}

/* B is below 127. */
static inline chunk
chunk_is_below (chunk c, char b)
{
  uint64_t all = EACH * ((unsigned char) b + 1u);

  return (chunk){ (c.low - all) & ~c.low & TOPS,
                  (c.high - all) & ~c.high & TOPS };
}

static inline chunk
chunk_or (chunk a, chunk b)
{
  return (chunk){ a.low | b.low, a.high | b.high };
}

static inline bool
chunk_any (chunk c)
{
  return (c.low | c.high) != 0;
}

/* Behind the first LEN bytes is nothing that is looked for: chunk_part. */
static inline bool
chunk_any_first (chunk c, size_t len)
{
  (void) len;
  return chunk_any (c);
}

#endif

enum { PLAIN_OVER = 16 };

/* What is looked for: not empty where C has some of it. */
typedef chunk (*chunk_test) (chunk);

static inline chunk
plain_none (chunk c)
{
  (void) c;
  return chunk_of (0, 0);
}

/* LEN < 16 bytes, and letters that no format minds. */
static __attribute__ ((noinline, unused)) chunk
chunk_part (const char *from, size_t len)
{
  char part[16] = "0000000000000000";

  memcpy (part, from, len);
  return chunk_load (part);
}

/* Whether sixteen bytes at FROM are on one page: then they can be read when one
 * of them can.  What watches each byte that is read would not have it so.
 */
static inline bool
chunk_near (const char *from)
{
#if defined __SSE2__ && !defined PLAIN_WORDS && !defined __SANITIZE_ADDRESS__
  return ((uintptr_t) from & 0xfff) <= 0x1000 - 16;
#else
  (void) from;
  return false;
#endif
}

static inline __attribute__ ((always_inline)) bool
plain_copy_short (char *to, const char *from, size_t len, chunk_test test)
{
  chunk c;

  if (len == 0)
    return true;
  c = chunk_near (from) ? chunk_load (from) : chunk_part (from, len);
  chunk_store (to, c);
  return !chunk_any_first (test (c), len);
}

/* Copies LEN bytes; true when TEST found nothing in them. */
static inline __attribute__ ((always_inline)) bool
plain_copy (char *to, const char *from, size_t len, chunk_test test)
{
  chunk found = chunk_of (0, 0);
  size_t i = 0;

  if (len < 16)
    return plain_copy_short (to, from, len, test);
  for (;;) {
    chunk c = chunk_load (from + i);

    chunk_store (to + i, c);
    found = chunk_or (found, test (c));
    if (i == len - 16)
      return !chunk_any (found);
    i = len - i < 32 ? len - 16 : i + 16;
  }
}

/* The same without looking; returns the end. */
static inline char *
plain_put (char *to, const char *from, size_t len)
{
  plain_copy (to, from, len, plain_none);
  return to + len;
}

#endif
