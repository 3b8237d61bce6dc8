/* hash-each-test.c - four texts at a time have the hashes they have alone. */

/* Its insides: every way that this processor can, not the best one alone. */
#include "base/hash-each.c"

#include "tests/tap.h"

#include <stdio.h>

enum { LENGTHS = 300, TEXTS = 11 };

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
test_lanes (const char *name, hash_lanes lanes_of_this, bool there)
{
  unsigned char got[LANES][HASH_SIZE];
  struct slice texts[TEXTS];
  bool good = true;

  for (size_t n = 0; there && good && n < LENGTHS; n++) {
    choose (n, texts);
    hash_four (texts, 0, lanes_of_this, got);
    good = same (texts, got, LANES);
  }
  ok (good, "%s%s", name, there ? "" : " # SKIP not on this processor");
}

/* Texts behind the block of a key, as many as hash in fours and alone. */
static bool
same_keyed (size_t n)
{
  unsigned char key[KEY_SIZE], got[TEXTS][HASH_SIZE], wanted[HASH_SIZE];
  struct slice texts[TEXTS], blocks[TEXTS];
  struct bytes keyed[TEXTS] = { { 0 } };
  bool good = true;

  memcpy (key, room + n, sizeof key);
  choose (n, texts);
  for (size_t i = 0; i < TEXTS; i++) {
    hash_key_block (key, &keyed[i]);
    bytes_add (&keyed[i], texts[i].at, texts[i].len);
    blocks[i] = (struct slice){ keyed[i].at, keyed[i].len };
  }
  hash_each_keyed (blocks, TEXTS, got);
  for (size_t i = 0; i < TEXTS; i++) {
    struct hash h;

    hash_start (&h, key);
    hash_add (&h, texts[i].at, texts[i].len);
    hash_end (&h, wanted);
    good &= memcmp (wanted, got[i], HASH_SIZE) == 0;
    bytes_free (&keyed[i]);
  }
  return good;
}

static void
hash_plainly (struct four *f, size_t most)
{
  hash_blocks (f, most);
}

int
main (void)
{
  unsigned char got[TEXTS][HASH_SIZE];
  struct slice texts[TEXTS];
  bool good = true;

  for (size_t i = 0; i < sizeof room; i++)
    room[i] = (unsigned char) (i * 7 + i / 13);
  test_lanes ("lanes as the compiler makes them", hash_plainly, true);
#if defined __x86_64__
  test_lanes ("lanes of AVX2", hash_by_256, __builtin_cpu_supports ("avx2"));
  test_lanes ("lanes of AVX-512", hash_by_512,
              __builtin_cpu_supports ("avx512vl"));
#endif
  for (size_t count = 0; good && count <= TEXTS; count++) {
    choose (40 + count, texts);
    hash_each (texts, count, got);
    good = same (texts, got, count);
  }
  ok (good, "any number of texts");

  /* Every length about the ends of blocks, in each of the four places. */
  for (size_t n = 0; good && n < 400; n++) {
    for (size_t i = 0; i < LANES; i++)
      texts[i] = (struct slice){ room + i, i == n % LANES ? n : 128 };
    hash_each (texts, LANES, got);
    good = same (texts, got, LANES);
  }
  ok (good, "every length up to 400");

  for (size_t n = 0; good && n < LENGTHS; n++)
    good = same_keyed (n);
  ok (good, "with a key");
  return tap_done ();
}
