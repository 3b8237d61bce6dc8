/* find-spelled.c - terms that are held once each and known by number. */

#include "store/find-spelled.h"

#include "store/key.h"

#include <stdlib.h>
#include <string.h>

enum { ROOM_FIRST = 256 };

void
spelling_free (struct spelling *s)
{
  free (s->at);
  free (s->slots);
  arena_free (s->arena);
  *s = (struct spelling){ 0 };
}

void
spelling_clear (struct spelling *s)
{
  if (s->n_slots > 0)
    memset (s->slots, 0, s->n_slots * sizeof *s->slots);
  if (s->arena != NULL)
    arena_clear (s->arena);
  s->count = 0;
}

/* The last LEN bytes at AT, at most eight; some are read twice. */
static inline uint64_t
last_bytes (const unsigned char *at, size_t len)
{
  uint32_t front, back;

  if (len >= 4) {
    memcpy (&front, at, 4);
    memcpy (&back, at + len - 4, 4);
    return front | (uint64_t) back << 32;
  }
  if (len == 0)
    return 0;
  return at[0] | (uint64_t) at[len / 2] << 8 | (uint64_t) at[len - 1] << 16;
}

static inline uint64_t
mixed (uint64_t hash, uint64_t word)
{
  hash = (hash ^ word) * 0xff51afd7ed558ccd;
  return hash ^ hash >> 32;
}

uint32_t
spelling_hash (struct slice bytes, uint64_t seed)
{
  uint64_t hash = seed ^ bytes.len, word;

  for (; bytes.len > 8; bytes.len -= 8) {
    memcpy (&word, bytes.at, sizeof word);
    hash = mixed (hash, word);
    bytes.at += 8;
  }
  return (uint32_t) mixed (hash, last_bytes (bytes.at, bytes.len));
}

static uint32_t *
slot_of (const struct spelling *s, struct slice term, uint32_t hash)
{
  size_t mask = s->n_slots - 1, i = hash & mask;

  for (; s->slots[i] != 0; i = (i + 1) & mask) {
    const struct spelled *t = &s->at[s->slots[i] - 1];

    if (t->hash == hash && slices_equal (t->text, term))
      break;
  }
  return &s->slots[i];
}

/* Room for one more term, in slots that are at most half full. */
static void
grow (struct spelling *s)
{
  if (s->count < s->room)
    return;
  if (s->arena == NULL)
    s->arena = arena_new ();
  s->room = s->room == 0 ? ROOM_FIRST : 2 * s->room;
  s->at = bytes_must_again (s->at, s->room * sizeof *s->at);
  free (s->slots);
  s->n_slots = 2 * s->room;
  s->slots = bytes_must (s->n_slots * sizeof *s->slots);
  memset (s->slots, 0, s->n_slots * sizeof *s->slots);
  for (size_t i = 0; i < s->count; i++)
    *slot_of (s, s->at[i].text, s->at[i].hash) = (uint32_t) i + 1;
}

uint32_t
spell (struct spelling *s, struct slice term)
{
  uint32_t hash = spelling_hash (term, 0), *slot;
  unsigned char *copy;

  grow (s);
  slot = slot_of (s, term, hash);
  if (*slot != 0)
    return *slot - 1;
  copy = arena_take (s->arena, term.len);
  memcpy (copy, term.at, term.len);
  s->at[s->count++] =
    (struct spelled){ .text = slice_of (copy, term.len), .hash = hash };
  *slot = (uint32_t) s->count;
  return *slot - 1;
}

bool
spell_known (const struct spelling *s, struct slice term, uint32_t *number)
{
  uint32_t slot =
    s->count == 0 ? 0 : *slot_of (s, term, spelling_hash (term, 0));

  *number = slot - 1;
  return slot != 0;
}
