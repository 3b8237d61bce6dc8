/* hash-each-test.c - texts hashed together have the hashes they have alone. */

/* Every way that this processor can, not the best one alone. */
#include "base/hash-wide.h"

#include "tests/tap.h"

#include <stdio.h>

enum { LENGTHS = 300, TEXTS = 23, PLACES = 8 };

static unsigned char room[LENGTHS * 16];

/* Texts of N's choice, at odd places; some are empty. */
static void
choose (size_t n, struct slice *texts)
{
  for (size_t i = 0; i < TEXTS; i++)
    texts[i] = (struct slice){ room + (n + 3 * i) % 64,
                               (n * (i + 1) + i * i) % (n < 9 ? 5 : 1100) };
}

static bool
same (const struct slice *texts, unsigned char (*got)[HASH_SIZE], size_t count)
{
  unsigned char wanted[HASH_SIZE];

  for (size_t i = 0; i < count; i++) {
    hash_of (texts[i].at, texts[i].len, wanted);
    if (memcmp (wanted, got[i], HASH_SIZE) == 0)
      continue;
    printf ("# text %zu of %zu bytes has another hash\n", i, texts[i].len);
    return false;
  }
  return true;
}

static void
test_some (const char *name, hash_some *hash, size_t count, bool there)
{
  unsigned char got[PLACES][HASH_SIZE];
  struct slice texts[TEXTS];
  bool good = true;

  for (size_t n = 0; there && good && n < LENGTHS; n++) {
    choose (n, texts);
    hash (texts, NULL, got);
    good = same (texts, got, count);
  }
  ok (good, "%s%s", name, there ? "" : " # SKIP not on this processor");
}

/* Texts behind a key, as many as hash in eights and alone; FILLED: none of them
 * is empty.
 */
static bool
same_keyed (size_t n, bool filled)
{
  unsigned char got[TEXTS][HASH_SIZE], wanted[HASH_SIZE];
  const unsigned char *key = room + n;
  struct slice texts[TEXTS];
  struct hash_key made;
  bool good = true;

  choose (n, texts);
  for (size_t i = 0; i < TEXTS; i++)
    texts[i].len += filled;
  hash_key_make (key, &made);
  hash_each_keyed (&made, texts, TEXTS, got);
  for (size_t i = 0; i < TEXTS; i++) {
    struct hash h;

    hash_start (&h, key);
    hash_add (&h, texts[i].at, texts[i].len);
    hash_end (&h, wanted);
    good &= memcmp (wanted, got[i], HASH_SIZE) == 0;
  }
  return good;
}

int
main (void)
{
  unsigned char got[TEXTS][HASH_SIZE];
  struct slice texts[TEXTS];
  bool good = true;

  for (size_t i = 0; i < sizeof room; i++)
    room[i] = (unsigned char) (i * 7 + i / 13);
#if defined __x86_64__
  test_some ("four with AVX2", hash_four, 4, __builtin_cpu_supports ("avx2"));
  test_some ("four with AVX-512", hash_four_512, 4,
             __builtin_cpu_supports ("avx512vl"));
  test_some ("eight with AVX-512", hash_eight, 8,
             __builtin_cpu_supports ("avx512vl"));
#else
  test_some ("four", hash_four, 4, true);
  test_some ("eight", hash_eight, 8, true);
#endif
  for (size_t count = 0; good && count <= TEXTS; count++) {
    choose (40 + count, texts);
    hash_each (texts, count, got);
    good = same (texts, got, count);
  }
  ok (good, "any number of texts");

  /* Every length about the ends of blocks, in each place. */
  for (size_t n = 0; good && n < 400; n++) {
    for (size_t i = 0; i < PLACES; i++)
      texts[i] = (struct slice){ room + i, i == n % PLACES ? n : 128 };
    hash_each (texts, PLACES, got);
    good = same (texts, got, PLACES);
  }
  ok (good, "every length up to 400");

  for (size_t n = 0; good && n < LENGTHS; n++)
    good = same_keyed (n, true) && same_keyed (n, false);
  ok (good, "with a key");
  return tap_done ();
}
