/* hash.c - the two hashes of hoso, by libsodium. */

#include "base/hash.h"

#include <sodium.h>

/* struct hash is libsodium's state under a name of ours, so that nobody else
 * needs its headers.
 */
_Static_assert(sizeof (struct hash) >= sizeof (crypto_generichash_state),
               "struct hash must hold libsodium's state");
_Static_assert(_Alignof(struct hash) >= _Alignof(crypto_generichash_state),
               "struct hash must be aligned for libsodium's state");
_Static_assert(HASH_SIZE == crypto_hash_sha256_BYTES, "SHA-256 has 32 bytes");

/* Chooses the quick code for this machine; harmless when it is done already. */
static void
ready (void)
{
  if (sodium_init () < 0)
    abort ();
}

static crypto_generichash_state *
state_of (struct hash *h)
{
  return (crypto_generichash_state *) (void *) h->state;
}

void
hash_start (struct hash *h, const unsigned char key[KEY_SIZE])
{
  ready ();
  crypto_generichash_init (state_of (h), key, key != NULL ? KEY_SIZE : 0,
                           HASH_SIZE);
}

void
hash_add (struct hash *h, const void *from, size_t len)
{
  crypto_generichash_update (state_of (h), from, len);
}

void
hash_end (struct hash *h, unsigned char to[HASH_SIZE])
{
  crypto_generichash_final (state_of (h), to, HASH_SIZE);
}

void
hash_of (const void *from, size_t len, unsigned char to[HASH_SIZE])
{
  struct hash h;

  hash_start (&h, NULL);
  hash_add (&h, from, len);
  hash_end (&h, to);
}

void
sha256_of (const void *from, size_t len, unsigned char to[HASH_SIZE])
{
  ready ();
  crypto_hash_sha256 (to, from, len);
}

void
random_bytes (void *to, size_t len)
{
  ready ();
  randombytes_buf (to, len);
}
