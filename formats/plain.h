/* formats/plain.h - texts that are copied while they are looked at.
 *
 * Most values need no quotes and no escapes: one pass copies them thirty-two
 * bytes at a time and tells whether that was right.  Most have no more, so that
 * a processor which guesses how long one is has nothing to guess.  What is
 * behind them where they go is written over: PLAIN_OVER bytes are always to be
 * left there.
 *
 * Who copies many does it in a function for PLAIN_WIDE where plain_is_wide:
 * there a chunk is one register, else it is two.
 */
#ifndef FORMATS_PLAIN_H
#define FORMATS_PLAIN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define EVERYWHERE static inline __attribute__ ((always_inline))

enum { CHUNK = 32, PLAIN_OVER = CHUNK };

typedef unsigned char chunk __attribute__ ((vector_size (CHUNK)));

#if defined __x86_64__
#define PLAIN_WIDE __attribute__ ((target ("avx2")))

static inline bool
plain_is_wide (void)
{
  return __builtin_cpu_supports ("avx2");
}
#else
#define PLAIN_WIDE

static inline bool
plain_is_wide (void)
{
  return false;
}
#endif

/* Adds to FOUND where C has the byte B; where it has one up to B. */
EVERYWHERE void
chunk_is (const chunk *c, char b, chunk *found)
{
  *found |= (chunk) (*c == (unsigned char) b - (chunk){ 0 });
}

EVERYWHERE void
chunk_is_below (const chunk *c, char b, chunk *found)
{
  *found |= (chunk) (*c <= (unsigned char) b - (chunk){ 0 });
}

/* PLAIN_WORDS chooses words where there are such registers, so that tests see
 * both.
 */
#if defined __SSE2__ && !defined PLAIN_WORDS

#include <emmintrin.h>

/* Whether some of the first LEN bytes is found. */
EVERYWHERE bool
chunk_any (const chunk *found, size_t len)
{
  __m128i half[2];
  uint32_t bits;

  memcpy (half, found, sizeof half);
  bits = (uint32_t) _mm_movemask_epi8 (half[0])
         | (uint32_t) _mm_movemask_epi8 (half[1]) << 16;
  return (bits & ((UINT64_C (1) << len) - 1)) != 0;
}

/* Whether a chunk at FROM is on one page: then it can be read when the byte
 * before its end can, or there is none.  What watches each byte that is read
 * would not have it so.
 */
EVERYWHERE bool
chunk_near (const char *from)
{
#if !defined __SANITIZE_ADDRESS__
  return (((uintptr_t) from - 1) & 0xfff) < 0x1000 - CHUNK;
#else
  (void) from;
  return false;
#endif
}

#else

/* Behind the first LEN bytes is nothing that is looked for: chunk_part. */
EVERYWHERE bool
chunk_any (const chunk *found, size_t len)
{
  uint64_t words[CHUNK / 8];

  (void) len;
  memcpy (words, found, sizeof words);
  return (words[0] | words[1] | words[2] | words[3]) != 0;
}

EVERYWHERE bool
chunk_near (const char *from)
{
  (void) from;
  return false;
}

#endif

/* What is looked for: adds to FOUND where C has some of it. */
typedef void (*chunk_test) (const chunk *c, chunk *found);

EVERYWHERE void
plain_none (const chunk *c, chunk *found)
{
  (void) c;
  (void) found;
}

/* LEN <= CHUNK bytes, and letters that no format minds. */
static __attribute__ ((noinline, unused)) void
chunk_part (const char *from, size_t len, chunk *c)
{
  memset (c, '0', sizeof *c);
  if (len > 0)
    memcpy (c, from, len);
}

/* More than a chunk: the last one has some bytes of the one before it. */
EVERYWHERE bool
plain_copy_long (char *to, const char *from, size_t len, chunk_test test)
{
  chunk c, found = { 0 };

  for (size_t i = 0; i < len; i += CHUNK) {
    if (i > len - CHUNK)
      i = len - CHUNK;
    memcpy (&c, from + i, CHUNK);
    memcpy (to + i, &c, CHUNK);
    test (&c, &found);
  }
  return !chunk_any (&found, CHUNK);
}

/* Copies LEN bytes; true when TEST found nothing in them. */
EVERYWHERE bool
plain_copy (char *to, const char *from, size_t len, chunk_test test)
{
  chunk c, found = { 0 };

  if (len > CHUNK)
    return plain_copy_long (to, from, len, test);
  if (chunk_near (from))
    memcpy (&c, from, CHUNK);
  else
    chunk_part (from, len, &c);
  memcpy (to, &c, CHUNK);
  test (&c, &found);
  return !chunk_any (&found, len);
}

/* The same without looking; returns the end. */
EVERYWHERE char *
plain_put (char *to, const char *from, size_t len)
{
  plain_copy (to, from, len, plain_none);
  return to + len;
}

#endif
