/* folded.c - an open hash of names without marks. */

#include "area/folded.h"

#include "base/arena.h"
#include "base/bytes.h"
#include "text/fold.h"

#include <string.h>

/* FNV-1a. */
static uint32_t
hash_of (const void *from, size_t len)
{
  const unsigned char *at = from;
  uint32_t hash = 2166136261u;

  while (len-- > 0)
    hash = (hash ^ *at++) * 16777619u;
  return hash ^ hash >> 15;
}

void
folded_make (struct folded *f, size_t count, struct arena *arena)
{
  uint32_t size = 16;

  while (size < count * 2)
    size *= 2;
  f->slots = arena_take (arena, size * sizeof *f->slots);
  f->mask = size - 1;
}

void
folded_put (struct folded *f, const char *name, uint16_t value)
{
  SCOPED_BYTES fold = { 0 };
  uint32_t hash, at;

  fold_add (&fold, name, strlen (name));
  hash = hash_of (fold.at, fold.len);
  for (at = hash & f->mask; f->slots[at] != 0; at = (at + 1) & f->mask)
    ;
  f->slots[at] = (hash & 0xffff0000) | (value + 1u);
}

struct folded_walk
folded_find (const struct folded *f, const char *fold, size_t len)
{
  uint32_t hash = hash_of (fold, len);

  return (struct folded_walk){ f, hash & 0xffff0000, hash & f->mask };
}

bool
folded_next (struct folded_walk *w, uint16_t *value)
{
  uint32_t slot;

  while ((slot = w->in->slots[w->at]) != 0) {
    w->at = (w->at + 1) & w->in->mask;
    if ((slot & 0xffff0000) == w->hash) {
      *value = (uint16_t) ((slot & 0xffff) - 1);
      return true;
    }
  }
  return false;
}
