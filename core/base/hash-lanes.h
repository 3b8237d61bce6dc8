/* hash-lanes.h - BLAKE2b-256 (RFC 7693) of several texts at a time.
 *
 * Included once for each width, with LANES (4 or 8), HASH_LANES (the function
 * that it makes; HASH_KEY another one) and HASH_TARGET (the processors that it
 * is for).  A wide
 * register holds the same word of all texts, so that one instruction works on
 * each.  Texts of different lengths go together; one that has ended keeps its
 * state.
 */

#include "base/hash-wide.h"

#include <string.h>

enum { BLOCK = 128, WORDS = BLOCK / 8, ROUNDS = 12 };

typedef uint64_t lanes __attribute__ ((vector_size (LANES * 8)));
typedef uint64_t four_words __attribute__ ((vector_size (32)));

#define EVERYWHERE static inline __attribute__ ((always_inline))

static const uint64_t start[8] = {
  0x6a09e667f3bcc908, 0xbb67ae8584caa73b, 0x3c6ef372fe94f82b,
  0xa54ff53a5f1d36f1, 0x510e527fade682d1, 0x9b05688c2b3e6c1f,
  0x1f83d9abfb41bd6b, 0x5be0cd19137e2179,
};

/* In which order a round takes the words; the last two are the first two. */
static const uint8_t order[ROUNDS][WORDS] = {
  { 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15 },
  { 14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3 },
  { 11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4 },
  { 7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8 },
  { 9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13 },
  { 2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9 },
  { 12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11 },
  { 13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10 },
  { 6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5 },
  { 10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0 },
  { 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15 },
  { 14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3 },
};

/* Texts on their way. */
struct texts {
  struct slice text[LANES];
  size_t blocks[LANES]; /* of each text; one at least */
  size_t before;        /* bytes that were hashed before all of them */
  lanes state[8];
};

/* ---- one block ---------------------------------------------------------- */

#if defined HASH_BYTES
/* Whole bytes are turned by moving them: AVX-512 alone can turn bits. */
typedef uint8_t octets __attribute__ ((vector_size (LANES * 8)));

#define WORD(first, n)                                                    \
  first + n % 8, first + (n + 1) % 8, first + (n + 2) % 8,                \
    first + (n + 3) % 8, first + (n + 4) % 8, first + (n + 5) % 8,        \
    first + (n + 6) % 8, first + (n + 7) % 8
#define MOVED(x, n)                                                       \
  (lanes) __builtin_shufflevector ((octets) (x), (octets) (x), WORD (0, n), \
                                   WORD (8, n), WORD (16, n), WORD (24, n))
#endif

EVERYWHERE void
turn (lanes *x, const lanes *by, int bits)
{
  *x ^= *by;
#if defined HASH_BYTES
  if (bits % 8 == 0)
    *x = bits == 32   ? MOVED (*x, 4)
         : bits == 24 ? MOVED (*x, 3)
                      : MOVED (*x, 2);
  else
#endif
    *x = *x >> bits | *x << (64 - bits);
}

EVERYWHERE void
mix (lanes *a, lanes *b, lanes *c, lanes *d, const lanes *x, const lanes *y)
{
  *a += *b + *x;
  turn (d, a, 32);
  *c += *d;
  turn (b, c, 24);
  *a += *b + *y;
  turn (d, a, 16);
  *c += *d;
  turn (b, c, 63);
}

/* Columns, then diagonals. */
EVERYWHERE void
mix_round (lanes *v, const lanes *words, const uint8_t *in)
{
#pragma GCC unroll 2
  for (unsigned step = 0; step < 2; step++, in += 8)
#pragma GCC unroll 4
    for (unsigned i = 0; i < 4; i++)
      mix (&v[i], &v[4 + (i + step) % 4], &v[8 + (i + 2 * step) % 4],
           &v[12 + (i + 3 * step) % 4], &words[in[2 * i]],
           &words[in[2 * i + 1]]);
}

/* The 128 bytes of block N of a text, in ROOM where not all of them are there:
 * what lies behind its end counts as zeros.
 */
EVERYWHERE const unsigned char *
block_of (const struct slice *text, size_t n, unsigned char room[BLOCK])
{
  size_t from = n * BLOCK;

  if (from + BLOCK <= text->len)
    return text->at + from;
  memset (room, 0, BLOCK);
  if (from < text->len)
    memcpy (room, text->at + from, text->len - from);
  return room;
}

/* Four words of each of four blocks, from byte AT on, turned about: one word
 * of all of them each.
 */
EVERYWHERE void
turn_about (const unsigned char *const block[4], size_t at, four_words *words)
{
  four_words in[4], low[2], high[2];

  for (unsigned i = 0; i < 4; i++)
    memcpy (&in[i], block[i] + at, sizeof in[i]);
  for (unsigned i = 0; i < 2; i++) {
    low[i] = __builtin_shufflevector (in[2 * i], in[2 * i + 1], 0, 4, 2, 6);
    high[i] = __builtin_shufflevector (in[2 * i], in[2 * i + 1], 1, 5, 3, 7);
  }
  words[0] = __builtin_shufflevector (low[0], low[1], 0, 1, 4, 5);
  words[1] = __builtin_shufflevector (high[0], high[1], 0, 1, 4, 5);
  words[2] = __builtin_shufflevector (low[0], low[1], 2, 3, 6, 7);
  words[3] = __builtin_shufflevector (high[0], high[1], 2, 3, 6, 7);
}

/* Four words of the block of each lane. */
EVERYWHERE void
take_words (const unsigned char *const block[LANES], size_t at, lanes *words)
{
#if LANES == 4
  turn_about (block, at, words);
#else
  four_words first[4], second[4];

  turn_about (block, at, first);
  turn_about (block + 4, at, second);
  for (unsigned i = 0; i < 4; i++)
    words[i] =
      __builtin_shufflevector (first[i], second[i], 0, 1, 2, 3, 4, 5, 6, 7);
#endif
}

/* How the rounds of block N begin for each lane; ACTIVE is all ones where the
 * lane has that block.
 */
static inline void
begin_block (const struct texts *f, size_t n, lanes *count, lanes *last,
             lanes *active)
{
  for (unsigned i = 0; i < LANES; i++) {
    size_t end = (n + 1) * BLOCK;
    bool is_last = n + 1 == f->blocks[i];

    (*count)[i] = f->before + (is_last ? f->text[i].len : end);
    (*last)[i] = is_last ? UINT64_MAX : 0;
    (*active)[i] = n < f->blocks[i] ? UINT64_MAX : 0;
  }
}

EVERYWHERE void
hash_block (struct texts *f, size_t n)
{
  unsigned char room[LANES][BLOCK];
  const unsigned char *block[LANES];
  lanes words[WORDS], v[16], count, last, active;

  for (unsigned i = 0; i < LANES; i++)
    block[i] = block_of (&f->text[i], n, room[i]);
  for (unsigned w = 0; w < WORDS; w += 4)
    take_words (block, w * 8, &words[w]);
  begin_block (f, n, &count, &last, &active);
  for (unsigned i = 0; i < 8; i++) {
    v[i] = f->state[i];
    v[i + 8] = start[i] - (lanes){ 0 };
  }
  v[12] ^= count;
  v[14] ^= last;
#pragma GCC unroll 12
  for (unsigned r = 0; r < ROUNDS; r++)
    mix_round (v, words, order[r]);
  for (unsigned i = 0; i < 8; i++)
    f->state[i] ^= (v[i] ^ v[i + 8]) & active;
}

/* ---- whole texts --------------------------------------------------------- */

EVERYWHERE void
begin (struct texts *f, const struct slice *texts, const struct hash_key *key)
{
  for (unsigned i = 0; i < LANES; i++) {
    f->text[i] = texts[i];
    f->blocks[i] = texts[i].len == 0 ? 1 : (texts[i].len - 1) / BLOCK + 1;
  }
  f->before = key != NULL ? BLOCK : 0;
  for (unsigned i = 0; i < 8; i++)
    f->state[i] = (key != NULL ? key->state[i] : start[i]) - (lanes){ 0 };
  if (key == NULL)
    f->state[0] ^= 0x01010000 ^ HASH_SIZE;
}

EVERYWHERE void
put_hashes (const struct texts *f, unsigned char (*to)[HASH_SIZE])
{
  for (unsigned i = 0; i < LANES; i++)
    for (unsigned w = 0; w < HASH_SIZE / 8; w++) {
      uint64_t word = f->state[w][i];

      memcpy (to[i] + 8 * w, &word, sizeof word);
    }
}

#if defined __x86_64__
__attribute__ ((target (HASH_TARGET)))
#endif
void
HASH_LANES (const struct slice *texts, const struct hash_key *key,
            unsigned char (*to)[HASH_SIZE])
{
  struct texts f;
  size_t most = 0;

  begin (&f, texts, key);
  for (unsigned i = 0; i < LANES; i++)
    most = f.blocks[i] > most ? f.blocks[i] : most;
  for (size_t n = 0; n < most; n++)
    hash_block (&f, n);
  put_hashes (&f, to);
}

#if defined HASH_KEY
/* The key, and zeros up to a block (RFC 7693, 3.3), as if more came. */
#if defined __x86_64__
__attribute__ ((target (HASH_TARGET)))
#endif
void
HASH_KEY (struct hash_key *key)
{
  unsigned char block[2 * BLOCK] = { 0 };
  struct slice texts[LANES];
  struct texts f;

  memcpy (block, key->key, KEY_SIZE);
  for (unsigned i = 0; i < LANES; i++)
    texts[i] = (struct slice){ block, sizeof block };
  begin (&f, texts, NULL);
  f.state[0] ^= KEY_SIZE << 8;
  hash_block (&f, 0);
  for (unsigned i = 0; i < 8; i++)
    key->state[i] = f.state[i][0];
}
#endif
