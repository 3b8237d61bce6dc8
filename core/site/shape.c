/* shape.c - structs as bytes, member by member. */

#include "site/shape.h"

#include <string.h>

void
put_words (struct bytes *to, const char *words)
{
  if (words == NULL)
    words = "";
  put_block (to, words, strlen (words) + 1);
}

const char *
take_words (struct reader *r)
{
  struct slice block = take_block (r);

  if (!r->bad && block.len > 0
      && memchr (block.at, 0, block.len) == block.at + block.len - 1)
    return (const char *) block.at;
  r->bad = true;
  return "";
}

/* ---- one member ---- */

static void
put_number (struct bytes *to, const void *from, size_t size)
{
  switch (size) {
  case 1: put_u8 (to, *(const uint8_t *) from); break;
  case 2: put_u16 (to, *(const uint16_t *) from); break;
  case 4: put_u32 (to, *(const uint32_t *) from); break;
  default: put_u64 (to, *(const uint64_t *) from); break;
  }
}

static void
take_number (struct reader *r, void *to, size_t size)
{
  switch (size) {
  case 1: *(uint8_t *) to = take_u8 (r); break;
  case 2: *(uint16_t *) to = take_u16 (r); break;
  case 4: *(uint32_t *) to = take_u32 (r); break;
  default: *(uint64_t *) to = take_u64 (r); break;
  }
}

static void
take_raw (struct reader *r, void *to, size_t size)
{
  struct slice from = take (r, size);

  if (r->bad)
    memset (to, 0, size);
  else
    memcpy (to, from.at, size);
}

static void
copy_words (struct reader *r, char *to, size_t size)
{
  const char *words = take_words (r);
  size_t len = strlen (words);

  if (len >= size) {
    r->bad = true;
    len = 0;
  }
  memcpy (to, words, len);
  to[len] = '\0';
}

/* ---- all of them ---- */

void
put_members (struct bytes *to, const struct member *m, size_t count,
             const void *from)
{
  for (const struct member *end = m + count; m < end; m++) {
    const void *at = (const char *) from + m->at;
    const struct slice *block = at;

    switch (m->as) {
    case NUMBER: put_number (to, at, m->size); break;
    case TRUTH: put_u8 (to, *(const bool *) at); break;
    case RAW: bytes_add (to, at, m->size); break;
    case WORDS: put_words (to, at); break;
    case TEXT: put_words (to, *(const char *const *) at); break;
    case BLOCK: put_block (to, block->at, block->len); break;
    }
  }
}

void
take_members (struct reader *r, const struct member *m, size_t count, void *to)
{
  for (const struct member *end = m + count; m < end; m++) {
    void *at = (char *) to + m->at;

    switch (m->as) {
    case NUMBER: take_number (r, at, m->size); break;
    case TRUTH: *(bool *) at = take_u8 (r) != 0; break;
    case RAW: take_raw (r, at, m->size); break;
    case WORDS: copy_words (r, at, m->size); break;
    case TEXT: *(const char **) at = take_words (r); break;
    case BLOCK: *(struct slice *) at = take_block (r); break;
    }
  }
}
