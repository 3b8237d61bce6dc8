/* pairs.c - pairs put behind each other, and in order. */

#include "store/pairs.h"

#include "store/key.h"

#include <stdlib.h>
#include <string.h>

enum { DIGITS = 8 }; /* of a front: bytes */

void
pairs_free (struct pairs *p)
{
  free (p->at);
  free (p->items);
  free (p->spare);
  *p = (struct pairs){ .at = NULL };
}

void
pairs_clear (struct pairs *p)
{
  p->count = p->used = 0;
}

const unsigned char *
pair_at (const unsigned char *at, struct slice *key, struct slice *value)
{
  uint16_t key_len;
  uint32_t value_len;

  memcpy (&key_len, at, sizeof key_len);
  memcpy (&value_len, at + 2, sizeof value_len);
  *key = (struct slice){ at + PAIR_HEAD, key_len };
  *value = (struct slice){ at + PAIR_HEAD + key_len, value_len };
  return value->at + value_len;
}

/* Of items whose fronts agree; those that came earlier are first. */
static int
compare_items (const void *one, const void *other, void *pairs)
{
  const struct pair_place *a = one, *b = other;
  const unsigned char *base = pairs;
  struct slice key, other_key, value;
  int order;

  pair_at (base + a->at, &key, &value);
  pair_at (base + b->at, &other_key, &value);
  order = key_compare (key, other_key);
  return order != 0 ? order : (a->at > b->at) - (a->at < b->at);
}

/* Orders items I to END, whose fronts agree; they often are already, since
 * numbers are given in their order.
 */
static void
sort_equal (struct pairs *p, size_t i, size_t end)
{
  for (size_t n = i + 1; n < end; n++)
    if (compare_items (&p->items[n - 1], &p->items[n], p->at) > 0) {
      qsort_r (p->items + i, end - i, sizeof *p->items, compare_items, p->at);
      return;
    }
}

/* Distributes the items by byte DIGIT of their fronts, which COUNTS counts. */
static void
distribute (struct pairs *p, unsigned digit, const uint32_t counts[256])
{
  struct pair_place *swap = p->items;
  uint32_t places[256];
  uint32_t place = 0;

  for (unsigned i = 0; i < 256; i++) {
    places[i] = place;
    place += counts[i];
  }
  for (size_t i = 0; i < p->count; i++)
    p->spare[places[p->items[i].front >> 8 * digit & 0xff]++] = p->items[i];
  p->items = p->spare;
  p->spare = swap;
}

void
pairs_sort (struct pairs *p)
{
  uint32_t counts[DIGITS][256] = { { 0 } };

  for (size_t i = 0; i < p->count; i++)
    for (unsigned d = 0; d < DIGITS; d++)
      counts[d][p->items[i].front >> 8 * d & 0xff]++;
  for (unsigned d = 0; d < DIGITS && p->count > 0; d++)
    if (counts[d][p->items[0].front >> 8 * d & 0xff] < p->count)
      distribute (p, d, counts[d]);

  for (size_t i = 0, end; i < p->count; i = end) {
    for (end = i + 1;
         end < p->count && p->items[end].front == p->items[i].front; end++)
      ;
    sort_equal (p, i, end);
  }
}

static void
grow (struct pairs *p)
{
  p->room = p->room == 0 ? 4096 : 2 * p->room;
  p->items = bytes_must_again (p->items, p->room * sizeof *p->items);
  free (p->spare);
  p->spare = bytes_must (p->room * sizeof *p->spare);
}

void
pairs_put (struct pairs *p, struct slice key, struct slice value)
{
  unsigned char *at = p->at + p->used;
  uint16_t key_len = (uint16_t) key.len;
  uint32_t value_len = (uint32_t) value.len;

  if (p->count == p->room)
    grow (p);
  p->items[p->count++] =
    (struct pair_place){ key_front (key), (uint32_t) p->used };
  memcpy (at, &key_len, sizeof key_len);
  memcpy (at + 2, &value_len, sizeof value_len);
  if (key.len > 0)
    memcpy (at + PAIR_HEAD, key.at, key.len);
  if (value.len > 0)
    memcpy (at + PAIR_HEAD + key.len, value.at, value.len);
  p->used += PAIR_HEAD + key.len + value.len;
}
