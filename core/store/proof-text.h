/* store/proof-text.h - texts of a record taken apart word by word, each word in
 * one look; private to proof-words.c and proof-unique.c.
 *
 * Words are short and of any length, so that a processor that guesses where
 * one ends is mostly wrong: sixteen bytes are taken whatever is behind them
 * (proof.h: SLACK), and what is not of the word is masked.
 */
#ifndef STORE_PROOF_TEXT_H
#define STORE_PROOF_TEXT_H

#include "store/proof.h"

#include <endian.h>

/* The top bit of each of eight bytes that is C; above the first, of others
 * perhaps too.
 */
static inline uint64_t
proof_find (uint64_t bytes, unsigned char c)
{
  const uint64_t each = UINT64_C (0x0101010101010101);

  bytes ^= each * c;
  return (bytes - each) & ~bytes & each << 7;
}

/* How much of TEXT stands before its first blank or SIGN: a word, or something
 * that holds some, or nothing.
 */
static inline size_t
proof_word_length (struct slice text, unsigned char sign)
{
  for (size_t len = 0; len < text.len; len += 8) {
    uint64_t bytes = le64toh (proof_take (text.at + len, 8));
    uint64_t ends = proof_find (bytes, ' ') | proof_find (bytes, sign);

    if (ends != 0) {
      len += (size_t) __builtin_ctzll (ends) / 8;
      return len < text.len ? len : text.len;
    }
  }
  return text.len;
}

static inline struct slice
proof_behind (struct slice text, size_t len)
{
  return (struct slice){ text.at + len, text.len - len };
}

/* A keyed hash of a word, another one than proof_hash. */
static inline uint64_t
proof_word_hash (const struct proof *p, struct slice word)
{
  static const unsigned char kept[32] = { [0 ... 15] = 0xff };
  const unsigned char *mask = kept + 16 - word.len;
  uint64_t sum;

  if (word.len > 16)
    return proof_hash (p, word.at, word.len);
  sum = proof_product (
    p->key[0] ^ (proof_take (word.at, 8) & proof_take (mask, 8)),
    p->key[1] ^ (proof_take (word.at + 8, 8) & proof_take (mask + 8, 8)));
  return proof_product (sum ^ word.len, p->key[2]);
}

#endif
