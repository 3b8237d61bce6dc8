/* find-container.c - which records of a chunk have a term. */

#include "store/find-container.h"

#include <endian.h>
#include <string.h>

enum { STEPS = 1, BITS = 2 };

enum {
  STEPS_MOST = CHUNK / 8 - 1, /* bytes; one more and the bits are as short */
};

unsigned
bits_count (const struct bits *bits)
{
  unsigned count = 0;

  for (unsigned i = 0; i < CHUNK_GROUPS; i++)
    count += (unsigned) __builtin_popcountll (bits->at[i]);
  return count;
}

int
bits_last (const struct bits *bits, unsigned below)
{
  unsigned group = below / 64;
  uint64_t left = 0;

  if (below % 64 != 0)
    left = bits->at[group] & ((UINT64_C (1) << below % 64) - 1);
  while (left == 0) {
    if (group == 0)
      return -1;
    left = bits->at[--group];
  }
  return (int) (group * 64) + 63 - __builtin_clzll (left);
}

bool
container_steps (struct slice stored, struct steps *steps)
{
  if (stored.len < 3 || stored.at[0] != STEPS)
    return false;
  *steps = (struct steps){ stored.at + 1, stored.at + stored.len, 0 };
  return true;
}

static bool
add_steps (struct steps steps, struct bits *bits)
{
  unsigned place = steps_next (&steps);

  for (; place < CHUNK; place = steps_next (&steps))
    bits_add (bits, place);
  return place == CHUNK;
}

static bool
add_bits (struct reader r, struct bits *bits)
{
  if (r.left != CHUNK / 8)
    return false;
  for (unsigned i = 0; i < CHUNK_GROUPS; i++) {
    uint64_t group;

    memcpy (&group, r.at + 8 * i, sizeof group);
    bits->at[i] |= le64toh (group);
  }
  return true;
}

bool
container_add (struct slice stored, struct bits *bits)
{
  struct reader r = reader_of (stored.at, stored.len);
  struct steps steps;

  if (container_steps (stored, &steps))
    return add_steps (steps, bits);
  if (stored.len == 2) {
    unsigned place = take_u16 (&r);

    if (place < CHUNK)
      bits_add (bits, place);
    return place < CHUNK;
  }
  return take_u8 (&r) == BITS && add_bits (r, bits);
}

/* ---- changed as it is stored --------------------------------------------- */

static unsigned
step_size (unsigned step)
{
  return step < SHORT_STEP ? 1 : 2;
}

static unsigned char *
put_step (unsigned char *at, unsigned step)
{
  if (step >= SHORT_STEP)
    *at++ = (unsigned char) (SHORT_STEP | step >> 8);
  *at++ = (unsigned char) step;
  return at;
}

/* Eight steps at once while all are of one byte, as most are. */
static void
skip_short (struct steps *s)
{
  const uint64_t long_ones = UINT64_C (0x8080808080808080);
  const uint64_t even = UINT64_C (0x00ff00ff00ff00ff);
  const uint64_t sums = UINT64_C (0x0001000100010001);
  uint64_t eight;

  for (; s->end - s->at >= 8; s->at += 8) {
    memcpy (&eight, s->at, sizeof eight);
    if ((eight & long_ones) != 0)
      return;
    eight = (eight & even) + (eight >> 8 & even);
    s->next += 8 + (unsigned) (eight * sums >> 48);
  }
}

/* Goes to the end; false when the bytes are no steps. */
static bool
skip_all (struct steps *s)
{
  unsigned at;

  do {
    skip_short (s);
    at = steps_next (s);
  } while (at < CHUNK);
  return at == CHUNK;
}

static bool
push_step (struct bytes *stored, struct steps steps, unsigned place)
{
  unsigned char more[2];
  unsigned step;

  if (!skip_all (&steps) || place < steps.next)
    return false;
  step = place - steps.next;
  if (stored->len - 1 + step_size (step) > STEPS_MOST)
    return false;
  bytes_add (stored, more, (size_t) (put_step (more, step) - more));
  return true;
}

static bool
push_bit (unsigned char *byte, unsigned bit)
{
  bool had = *byte >> bit & 1;

  *byte |= (unsigned char) (1u << bit);
  return !had;
}

bool
container_push (struct bytes *stored, unsigned place)
{
  struct steps steps;

  if (container_steps ((struct slice){ stored->at, stored->len }, &steps))
    return push_step (stored, steps, place);
  if (stored->len != CONTAINER_MOST || stored->at[0] != BITS)
    return false;
  return push_bit (&stored->at[1 + place / 8], place % 8);
}

/* ---- from bits ------------------------------------------------------------
 */

/* Writes the steps to AT; returns where they end, or NULL when they would be
 * as long as the bits.
 */
static unsigned char *
put_steps (const struct bits *bits, unsigned char *at)
{
  const unsigned char *end = at + STEPS_MOST;
  unsigned next = 0;

  for (unsigned group = 0; group < CHUNK_GROUPS; group++)
    for (uint64_t left = bits->at[group]; left != 0; left &= left - 1) {
      unsigned place = group * 64 + (unsigned) __builtin_ctzll (left);
      unsigned step = place - next;

      if ((unsigned) (end - at) < step_size (step))
        return NULL;
      at = put_step (at, step);
      next = place + 1;
    }
  return at;
}

void
container_put (const struct bits *bits, struct bytes *to)
{
  unsigned char steps[STEPS_MOST];
  int last = bits_last (bits, CHUNK);
  const unsigned char *end;

  if (last < 0)
    return;
  if (bits_last (bits, (unsigned) last) < 0) {
    put_u16 (to, (uint16_t) last);
    return;
  }
  end = bits_count (bits) <= STEPS_MOST ? put_steps (bits, steps) : NULL;
  if (end != NULL) {
    put_u8 (to, STEPS);
    bytes_add (to, steps, (size_t) (end - steps));
    return;
  }
  put_u8 (to, BITS);
  for (unsigned i = 0; i < CHUNK_GROUPS; i++)
    put_u64 (to, bits->at[i]);
}

/* ---- from places ----------------------------------------------------------
 */

/* As put_steps; NULL also when they are in another order. */
static unsigned char *
put_steps_to (const uint16_t *places, size_t count, unsigned char *at)
{
  const unsigned char *end = at + STEPS_MOST;
  unsigned next = 0;

  for (size_t i = 0; i < count; i++) {
    unsigned step = places[i] - next;

    if (places[i] < next || (unsigned) (end - at) < step_size (step))
      return NULL;
    at = put_step (at, step);
    next = places[i] + 1u;
  }
  return at;
}

static void
put_bits_of (const uint16_t *places, size_t count, struct bytes *to)
{
  struct bits bits = { 0 };

  for (size_t i = 0; i < count; i++)
    bits_add (&bits, places[i]);
  container_put (&bits, to);
}

/* Few places need no bits: to look through those takes longer. */
void
container_put_places (const uint16_t *places, size_t count, struct bytes *to)
{
  unsigned char steps[STEPS_MOST];
  const unsigned char *end = NULL;

  if (count == 1) {
    put_u16 (to, places[0]);
    return;
  }
  if (count > 1 && count <= STEPS_MOST)
    end = put_steps_to (places, count, steps);
  if (end == NULL) {
    put_bits_of (places, count, to);
    return;
  }
  put_u8 (to, STEPS);
  bytes_add (to, steps, (size_t) (end - steps));
}
