/* hash-test.c - the hashes are the published ones. */

#include "base/hash.h"
#include "tests/tap.h"

#include <string.h>

static bool
is (const unsigned char hash[HASH_SIZE], const char *hex)
{
  char got[2 * HASH_SIZE + 1];

  hex_of (hash, HASH_SIZE, got);
  if (strcmp (got, hex) == 0)
    return true;
  printf ("# wanted %s\n# got    %s\n", hex, got);
  return false;
}

int
main (void)
{
  unsigned char key[KEY_SIZE], got[HASH_SIZE], again[HASH_SIZE];
  struct hash h;

  /* BLAKE2b with 32 bytes of result, as b2sum -l 256 prints it. */
  hash_of ("abc", 3, got);
  ok (is (got, "bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c06"
               "8d52319"),
      "BLAKE2b-256 of abc");
  /* FIPS 180-4, the first example. */
  sha256_of ("abc", 3, again);
  ok (is (again, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f"
                 "20015ad"),
      "SHA-256 of abc");

  hash_start (&h, NULL);
  hash_add (&h, "a", 1);
  hash_add (&h, "bc", 2);
  hash_end (&h, again);
  ok (memcmp (got, again, HASH_SIZE) == 0, "in pieces it is the same");

  memset (key, 7, sizeof key);
  hash_start (&h, key);
  hash_add (&h, "abc", 3);
  hash_end (&h, again);
  ok (memcmp (got, again, HASH_SIZE) != 0, "with a key it is another");

  random_bytes (got, sizeof got);
  random_bytes (again, sizeof again);
  ok (memcmp (got, again, sizeof got) != 0, "chance does not repeat itself");
  return tap_done ();
}
