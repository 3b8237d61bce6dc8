/* key.c - numbers as bytes: big-endian in keys, so that they sort. */

#include "store/key.h"

#include <string.h>

struct key
code_key (const struct code *code)
{
  struct key k;

  k.len = 0;
  key_u8 (&k, code->kind);
  if (code->kind == CODE_OWN) {
    key_u32 (&k, code->day);
    key_u32 (&k, code->serial);
  } else {
    key_bytes (&k, code->text, strlen (code->text));
  }
  return k;
}

uint32_t
key_end (struct slice key)
{
  struct reader r;

  if (key.len < 4)
    return 0;
  r = reader_of (key.at + key.len - 4, 4);
  return take_be32 (&r);
}

struct slice
little_endian (uint32_t n, struct arena *arena)
{
  unsigned char *at = arena_take (arena, sizeof n);

  for (unsigned i = 0; i < sizeof n; i++)
    at[i] = (unsigned char) (n >> 8 * i);
  return slice_of (at, sizeof n);
}
