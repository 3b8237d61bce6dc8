/* store/find-container.h - which records of a chunk have a term: as bits in
 * memory, as few bytes on disk.
 *
 * A container is one of
 *
 *   2 bytes           the place of the only record, little-endian
 *   1, steps          each place less the one before less 1, the first as if
 *                     after -1; below 128 one byte, else 0x80 | high, low
 *   2, 2000 bytes     one bit for each place, the lowest bit first
 *
 * and always the shortest of them, so that equal sets are equal bytes.  The
 * longest, 2,001 bytes, still fits a page of 8 KB four times.
 */
#ifndef STORE_FIND_CONTAINER_H
#define STORE_FIND_CONTAINER_H

#include "base/bytes.h"

enum {
  CHUNK = 16000,                 /* records                                  */
  CHUNK_GROUPS = CHUNK / 64,
  CONTAINER_MOST = 1 + CHUNK / 8, /* bytes                                   */
  SHORT_STEP = 128,
};

struct bits {
  uint64_t at[CHUNK_GROUPS];
};

static inline bool
bits_have (const struct bits *bits, unsigned place)
{
  return bits->at[place / 64] >> place % 64 & 1;
}

static inline void
bits_add (struct bits *bits, unsigned place)
{
  bits->at[place / 64] |= UINT64_C (1) << place % 64;
}

static inline void
bits_drop (struct bits *bits, unsigned place)
{
  bits->at[place / 64] &= ~(UINT64_C (1) << place % 64);
}

unsigned bits_count (const struct bits *);

/* The highest place below BELOW; -1 when there is none. */
int bits_last (const struct bits *, unsigned below);

/* Adds the places of a stored container; false when its bytes are none. */
bool container_add (struct slice stored, struct bits *);

/* The places of a stored container of steps, one by one. */
struct steps {
  const unsigned char *at, *end;
  unsigned next;                 /* the place after the last one             */
};
/* False when it is of another kind. */
bool container_steps (struct slice stored, struct steps *);

/* The next place, below CHUNK.  CHUNK: there is none; above: the bytes are no
 * steps.
 */
static inline unsigned
steps_next (struct steps *s)
{
  unsigned place = s->next;

  if (s->at == s->end)
    return CHUNK;
  if (*s->at < SHORT_STEP)
    place += *s->at++;
  else if (s->end - s->at > 1) {
    place += (unsigned) (s->at[0] - SHORT_STEP) << 8 | s->at[1];
    s->at += 2;
  } else
    return CHUNK + 1;
  s->next = place + 1;
  return place < CHUNK ? place : CHUNK + 1;
}

/* Adds a place behind the last one of a container of steps, or any to one of
 * bits, without taking it apart; false when it is of another kind, has the
 * place, or would be another kind with it: then nothing is changed.
 */
bool container_push (struct bytes *stored, unsigned place);

/* Appends the container of BITS; nothing when they are empty. */
void container_put (const struct bits *, struct bytes *to);

/* The same of COUNT places, each behind the one before. */
void container_put_places (const uint16_t *places, size_t count,
                           struct bytes *to);

#endif
