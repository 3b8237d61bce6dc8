/* hash-each.c - hashes of many texts, as many at a time as the processor can:
 * a scan proves what it reads at a third of the cost.
 */

#include "base/hash-wide.h"

enum { BLOCK = 128 };

/* The best that there is; NULL where libsodium alone is as quick. */
static hash_some *
best_four (void)
{
#if defined __x86_64__
  if (__builtin_cpu_supports ("avx512vl"))
    return hash_four_512;
  if (__builtin_cpu_supports ("avx2"))
    return hash_four;
#endif
  return NULL;
}

static hash_some *
best_eight (void)
{
  return best_four () == hash_four_512 ? hash_eight : NULL;
}

/* Hashes as many as go together; returns how many. */
static size_t
hash_together (const struct slice *texts, size_t count, size_t key,
               unsigned char (*to)[HASH_SIZE])
{
  hash_some *eight = best_eight (), *four = best_four ();
  size_t i = 0;

  for (; eight != NULL && count - i >= 8; i += 8)
    eight (texts + i, key, to + i);
  for (; four != NULL && count - i >= 4; i += 4)
    four (texts + i, key, to + i);
  return i;
}

void
hash_each (const struct slice *texts, size_t count,
           unsigned char (*to)[HASH_SIZE])
{
  for (size_t i = hash_together (texts, count, 0, to); i < count; i++)
    hash_of (texts[i].at, texts[i].len, to[i]);
}

/* RFC 7693, 3.3: the key, and zeros up to a block. */
void
hash_key_block (const unsigned char key[KEY_SIZE], struct bytes *to)
{
  static const unsigned char zeros[BLOCK - KEY_SIZE];

  bytes_add (to, key, KEY_SIZE);
  bytes_add (to, zeros, sizeof zeros);
}

void
hash_each_keyed (const struct slice *texts, size_t count,
                 unsigned char (*to)[HASH_SIZE])
{
  size_t i = hash_together (texts, count, KEY_SIZE, to);

  for (; i < count; i++) {
    struct hash h;

    hash_start (&h, texts[i].at);
    hash_add (&h, texts[i].at + BLOCK, texts[i].len - BLOCK);
    hash_end (&h, to[i]);
  }
}
