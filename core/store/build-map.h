/* store/build-map.h - the small tables of a build, in memory: counters, forms,
 * accounts; private to build.c.
 */
#ifndef STORE_BUILD_MAP_H
#define STORE_BUILD_MAP_H

#include "base/bytes.h"

struct pair_held {
  struct bytes key, value;
  bool changed;              /* since it was copied                          */
};

struct map {
  struct pair_held *at;      /* in order of keys                             */
  size_t count, room;
};

void map_free (struct map *);

/* The place of KEY or of the first one after it. */
size_t map_place (const struct map *, struct slice key);
struct pair_held *map_find (const struct map *, struct slice key);
void map_put (struct map *, struct slice key, struct slice value,
              bool changed);

#endif
