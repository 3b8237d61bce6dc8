/* base/bytes-inline.h - what of bytes.h is done so often that a call would cost
 * more than the work: a record is some fifty numbers and as many texts.
 */
#ifndef BASE_BYTES_INLINE_H
#define BASE_BYTES_INLINE_H

#include "base/bytes.h"

#include <endian.h>
#include <string.h>

static inline void
bytes_add (struct bytes *b, const void *from, size_t len)
{
  if (len == 0)
    return;
  if (len > b->room - b->len)
    bytes_reserve (b, len);
  memcpy (b->at + b->len, from, len);
  b->len += len;
}

static inline void
bytes_add_text (struct bytes *b, const char *text)
{
  bytes_add (b, text, strlen (text));
}

static inline void
bytes_add_char (struct bytes *b, char c)
{
  bytes_add (b, &c, 1);
}

static inline const char *
bytes_text (struct bytes *b)
{
  if (b->room == b->len)
    bytes_reserve (b, 1);
  b->at[b->len] = '\0';
  return (const char *) b->at;
}

/* Writing numbers. */

static inline void
put_little (struct bytes *b, uint64_t n, size_t size)
{
  n = htole64 (n);
  bytes_add (b, &n, size);
}

static inline void
put_big (struct bytes *b, uint64_t n, size_t size)
{
  n = htobe64 (n);
  bytes_add (b, (const char *) &n + sizeof n - size, size);
}

static inline void
put_u8 (struct bytes *b, uint8_t n)
{
  bytes_add (b, &n, 1);
}

static inline void
put_u16 (struct bytes *b, uint16_t n)
{
  put_little (b, n, 2);
}

static inline void
put_u32 (struct bytes *b, uint32_t n)
{
  put_little (b, n, 4);
}

static inline void
put_u64 (struct bytes *b, uint64_t n)
{
  put_little (b, n, 8);
}

static inline void
put_be16 (struct bytes *b, uint16_t n)
{
  put_big (b, n, 2);
}

static inline void
put_be32 (struct bytes *b, uint32_t n)
{
  put_big (b, n, 4);
}

/* Reading. */

/* The number in SIZE bytes at AT, which are known to be there. */
static inline uint64_t
little_at (const unsigned char *at, size_t size)
{
  uint64_t n = 0;

  memcpy (&n, at, size);
  return le64toh (n);
}

static inline struct reader
reader_of (const void *at, size_t len)
{
  /* Never NULL, so that an empty slice may go to memcmp and the like. */
  return (struct reader){ .at = at != NULL ? at : "", .left = len };
}

static inline struct slice
take (struct reader *r, size_t len)
{
  struct slice taken = { r->at, len };

  if (r->bad || len > r->left) {
    r->bad = true;
    taken.len = 0;
    return taken;
  }
  r->at += len;
  r->left -= len;
  return taken;
}

static inline uint64_t
take_little (struct reader *r, size_t size)
{
  struct slice raw = take (r, size);
  uint64_t n = 0;

  if (raw.len == size)
    memcpy (&n, raw.at, size);
  return le64toh (n);
}

static inline uint64_t
take_big (struct reader *r, size_t size)
{
  struct slice raw = take (r, size);
  uint64_t n = 0;

  if (raw.len == size)
    memcpy ((char *) &n + sizeof n - size, raw.at, size);
  return be64toh (n);
}

static inline uint8_t
take_u8 (struct reader *r)
{
  return (uint8_t) take_little (r, 1);
}

static inline uint16_t
take_u16 (struct reader *r)
{
  return (uint16_t) take_little (r, 2);
}

static inline uint32_t
take_u32 (struct reader *r)
{
  return (uint32_t) take_little (r, 4);
}

static inline uint64_t
take_u64 (struct reader *r)
{
  return take_little (r, 8);
}

static inline uint16_t
take_be16 (struct reader *r)
{
  return (uint16_t) take_big (r, 2);
}

static inline uint32_t
take_be32 (struct reader *r)
{
  return (uint32_t) take_big (r, 4);
}

static inline uint64_t
take_be64 (struct reader *r)
{
  return take_big (r, 8);
}

#endif
