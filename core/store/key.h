/* store/key.h - keys of tables, built without memory of their own; private to
 * the store.
 */
#ifndef STORE_KEY_H
#define STORE_KEY_H

#include "base/arena.h"
#include "base/bytes.h"
#include "record/record.h"

#include <endian.h>
#include <string.h>

/* The longest is a receipt's: a target's name, a batch, an id.  What does not
 * fit is cut.
 */
struct key {
  unsigned char at[168];
  uint16_t len;
};

/* Append; numbers big-endian, so that keys sort by them. */
static inline void key_u8 (struct key *, uint8_t);
static inline void key_u16 (struct key *, uint16_t);
static inline void key_u32 (struct key *, uint32_t);
static inline void key_u40 (struct key *, uint64_t);
static inline void key_u64 (struct key *, uint64_t);
static inline void key_bytes (struct key *, const void *from, size_t len);

static inline struct key ordinal_key (uint32_t ordinal); /* of "records"     */
static inline struct key seq_key (uint64_t seq);         /* of "changes"     */
struct key code_key (const struct code *);      /* of "i_code"               */

/* The u32 that KEY ends with, as those of all indexes by ordinal do; 0 when it
 * is too short.
 */
uint32_t key_end (struct slice key);

/* The u32 N as a value, little-endian. */
struct slice little_endian (uint32_t n, struct arena *);

/* The lowest COUNT bytes of N. */
static inline void
key_number (struct key *k, uint64_t n, size_t count)
{
  n = htobe64 (n);
  if (sizeof k->at - k->len < count)
    return;
  memcpy (k->at + k->len, (const char *) &n + sizeof n - count, count);
  k->len += (uint16_t) count;
}

static inline void
key_u8 (struct key *k, uint8_t n)
{
  key_number (k, n, 1);
}

static inline void
key_u16 (struct key *k, uint16_t n)
{
  key_number (k, n, 2);
}

static inline void
key_u32 (struct key *k, uint32_t n)
{
  key_number (k, n, 4);
}

static inline void
key_u40 (struct key *k, uint64_t n)
{
  key_number (k, n, 5);
}

static inline void
key_u64 (struct key *k, uint64_t n)
{
  key_number (k, n, 8);
}

static inline void
key_bytes (struct key *k, const void *from, size_t len)
{
  if (len > sizeof k->at - k->len)
    len = sizeof k->at - k->len;
  memcpy (k->at + k->len, from, len);
  k->len += (uint16_t) len;
}

static inline struct key
ordinal_key (uint32_t ordinal)
{
  struct key k;

  k.len = 0;
  key_u32 (&k, ordinal);
  return k;
}

static inline struct key
seq_key (uint64_t seq)
{
  struct key k;

  k.len = 0;
  key_u64 (&k, seq);
  return k;
}

/* The first eight bytes of KEY as a number that is ordered as keys are; behind
 * a shorter one follow zeros.
 */
static inline uint64_t
key_front (struct slice key)
{
  uint64_t n = 0;

  if (key.len >= sizeof n)
    memcpy (&n, key.at, sizeof n);
  else if (key.len > 0)
    memcpy (&n, key.at, key.len);
  return be64toh (n);
}

static inline struct slice
slice_of (const void *at, size_t len)
{
  return (struct slice){ at, len };
}

static inline struct slice
bytes_slice (const struct bytes *b)
{
  return (struct slice){ b->at, b->len };
}

static inline struct slice
key_slice (const struct key *k)
{
  return (struct slice){ k->at, k->len };
}

/* As the library orders keys: bytes first, then length.  Most are told apart by
 * their front.
 */
static inline int
key_compare (struct slice a, struct slice b)
{
  uint64_t front = key_front (a), other = key_front (b);
  size_t len = a.len < b.len ? a.len : b.len;
  int order;

  if (front != other)
    return front < other ? -1 : 1;
  order = len == 0 ? 0 : memcmp (a.at, b.at, len);
  return order != 0 ? order : (a.len > b.len) - (a.len < b.len);
}

static inline bool
slices_equal (struct slice a, struct slice b)
{
  return a.len == b.len && (a.len == 0 || memcmp (a.at, b.at, a.len) == 0);
}

static inline bool
slice_begins (struct slice s, struct slice with)
{
  return s.len >= with.len
         && (with.len == 0 || memcmp (s.at, with.at, with.len) == 0);
}

#endif
