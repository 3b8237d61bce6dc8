/* area/folded.h - names found whatever their marks and case: a small index.
 *
 * Holds no names, only where they are: the caller compares.  Values are below
 * 65535.
 */
#ifndef AREA_FOLDED_H
#define AREA_FOLDED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;

struct folded {
  uint32_t *slots; /* hash << 16 | value + 1, 0 for none; NULL: not made yet */
  uint32_t mask;
};

/* Makes an index of at most COUNT names in ARENA. */
void folded_make (struct folded *, size_t count, struct arena *);

/* Puts VALUE under NAME, as it is written in the list. */
void folded_put (struct folded *, const char *name, uint16_t value);

/* The values under a text that is folded already, one after the other:
 *
 *    struct folded_walk w = folded_find (&index, fold, len);
 *    while (folded_next (&w, &value))
 *
 * Others may come too, whose names have the same hash.
 */
struct folded_walk {
  const struct folded *in;
  uint32_t hash, at;
};
struct folded_walk folded_find (const struct folded *, const char *fold,
                                size_t len);
bool folded_next (struct folded_walk *, uint16_t *value);

#endif
