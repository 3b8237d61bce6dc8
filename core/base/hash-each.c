/* hash-each.c - hashes of many texts, as many at a time as the processor can:
 * a scan proves what it reads at a third of the cost.
 */

#include "base/hash-wide.h"

#include <string.h>

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
hash_together (const struct slice *texts, size_t count,
               const struct hash_key *key, unsigned char (*to)[HASH_SIZE])
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
  for (size_t i = hash_together (texts, count, NULL, to); i < count; i++)
    hash_of (texts[i].at, texts[i].len, to[i]);
}

void
hash_key_make (const unsigned char key[KEY_SIZE], struct hash_key *to)
{
  *to = (struct hash_key){ .state = { 0 } };
  memcpy (to->key, key, KEY_SIZE);
  if (best_four () != NULL)
    hash_four_key (to);
}

/* Behind a key, nothing at all is hashed in another way. */
static bool
none_is_empty (const struct slice *texts, size_t count)
{
  size_t i = 0;

  while (i < count && texts[i].len > 0)
    i++;
  return i == count;
}

void
hash_each_keyed (const struct hash_key *key, const struct slice *texts,
                 size_t count, unsigned char (*to)[HASH_SIZE])
{
  size_t i = 0;

  if (none_is_empty (texts, count))
    i = hash_together (texts, count, key, to);
  for (; i < count; i++) {
    struct hash h;

    hash_start (&h, key->key);
    hash_add (&h, texts[i].at, texts[i].len);
    hash_end (&h, to[i]);
  }
}
