/* build-map.c - the small tables of a build, in memory. */

#include "store/build-map.h"

#include <string.h>

void
map_free (struct map *map)
{
  for (size_t i = 0; i < map->count; i++) {
    bytes_free (&map->at[i].key);
    bytes_free (&map->at[i].value);
  }
  free (map->at);
  *map = (struct map){ 0 };
}

static int
compare (const struct bytes *a, struct slice b)
{
  size_t len = a->len < b.len ? a->len : b.len;
  int order = len == 0 ? 0 : memcmp (a->at, b.at, len);

  return order != 0 ? order : (a->len > b.len) - (a->len < b.len);
}

size_t
map_place (const struct map *map, struct slice key)
{
  size_t low = 0, high = map->count;

  while (low < high) {
    size_t middle = low + (high - low) / 2;

    if (compare (&map->at[middle].key, key) < 0)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

struct pair_held *
map_find (const struct map *map, struct slice key)
{
  size_t place = map_place (map, key);

  return place < map->count && compare (&map->at[place].key, key) == 0
           ? &map->at[place]
           : NULL;
}

static struct pair_held *
insert (struct map *map, struct slice key)
{
  size_t place = map_place (map, key);
  struct pair_held *pair;

  if (map->count == map->room) {
    map->room = map->room == 0 ? 64 : 2 * map->room;
    map->at = bytes_must_again (map->at, map->room * sizeof *map->at);
  }
  pair = &map->at[place];
  memmove (pair + 1, pair, (map->count - place) * sizeof *pair);
  map->count++;
  *pair = (struct pair_held){ 0 };
  bytes_add (&pair->key, key.at, key.len);
  return pair;
}

void
map_put (struct map *map, struct slice key, struct slice value, bool changed)
{
  struct pair_held *pair = map_find (map, key);

  if (pair == NULL)
    pair = insert (map, key);
  bytes_clear (&pair->value);
  bytes_add (&pair->value, value.at, value.len);
  pair->changed |= changed;
}
