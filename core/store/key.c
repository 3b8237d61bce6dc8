/* key.c - keys of tables: numbers big-endian, so that they sort. */

#include "store/inside.h"

#include <string.h>

void
key_bytes (struct key *k, const void *from, size_t len)
{
  if (len > sizeof k->at - k->len)
    len = sizeof k->at - k->len;
  memcpy (k->at + k->len, from, len);
  k->len += (uint16_t)len;
}

/* The lowest COUNT bytes of N. */
static void
key_number (struct key *k, uint64_t n, unsigned count)
{
  unsigned char bytes[8];

  for (unsigned i = 0; i < count; i++)
    bytes[i] = (unsigned char)(n >> 8 * (count - 1 - i));
  key_bytes (k, bytes, count);
}

void
key_u8 (struct key *k, uint8_t n)
{
  key_number (k, n, 1);
}

void
key_u16 (struct key *k, uint16_t n)
{
  key_number (k, n, 2);
}

void
key_u32 (struct key *k, uint32_t n)
{
  key_number (k, n, 4);
}

void
key_u40 (struct key *k, uint64_t n)
{
  key_number (k, n, 5);
}

void
key_u64 (struct key *k, uint64_t n)
{
  key_number (k, n, 8);
}
