/* pages-get.c - what was added to a table that is still being written, read
 * back.
 */

#include "store/pages-inside.h"

#include "store/inside.h"

#include "base/language.h"

#include <string.h>

/* The last leaf that begins with a key <= KEY, by its place; or the first. */
static size_t
leaf_of (const struct pages *p, struct slice key)
{
  uint64_t place = key_front (key);
  size_t low = 0, high = p->n_places;

  while (high - low > 1) {
    size_t middle = low + (high - low) / 2;

    if (p->places[middle].first <= place)
      low = middle;
    else
      high = middle;
  }
  return low;
}

static int
compare_item (const unsigned char *item, struct slice key)
{
  size_t have = get_u16 (item, 0);
  size_t len = have < key.len ? have : key.len;
  int order = len == 0 ? 0 : memcmp (item + ITEM_HEAD, key.at, len);

  return order != 0 ? order : (have > key.len) - (have < key.len);
}

/* The item of KEY's value, or NULL. */
static const unsigned char *
item_of (const struct pages *p, const unsigned char *page, struct slice key)
{
  unsigned low = 0, high = get_u16 (page, PAGE_ENTRIES) / 2;

  while (low < high) {
    unsigned middle = low + (high - low) / 2;
    unsigned at = get_u16 (page, p->head + 4 * middle);
    int order = compare_item (page + at, key);

    if (order == 0)
      return page + get_u16 (page, p->head + 4 * middle + 2);
    if (order < 0)
      low = middle + 1;
    else
      high = middle;
  }
  return NULL;
}

static enum outcome
overflow_get (const struct pages *p, const unsigned char *item,
              struct bytes *value, struct error *e)
{
  uint32_t number = get_u32 (item, 4), left = get_u32 (item, 8);
  unsigned char hold[PAGE_SIZE];

  while (left > 0) {
    const unsigned char *page;
    uint32_t len;

    if (pages_file_get (&p->file, number, hold, &page, e) != OK)
      return ERR_SYSTEM;
    len = get_u16 (page, PAGE_ITEMS);
    if (len == 0 || len > left || len > PAGE_SIZE - p->head)
      return fail (e, ERR_DAMAGED, 0, _ ("%s cannot be read back"),
                   p->file.path);
    bytes_add (value, page + p->head, len);
    left -= len;
    number = get_u32 (page, PAGE_AFTER);
  }
  return OK;
}

/* Appends what ITEM, the value of a key, stands for. */
static enum outcome
value_get (const struct pages *p, const unsigned char *item,
           struct bytes *value, struct error *e)
{
  if (item[ITEM_TYPE] == ITEM_OVERFLOW)
    return overflow_get (p, item, value, e);
  bytes_add (value, item + ITEM_HEAD, get_u16 (item, 0));
  return OK;
}

/* The leaf at PLACE, in HOLD or where it is being filled. */
static enum outcome
leaf_get (const struct pages *p, size_t place, unsigned char hold[PAGE_SIZE],
          const unsigned char **page, struct error *e)
{
  *page = p->levels[0]->page;
  return place == p->n_places - 1
           ? OK
           : pages_file_get (&p->file, p->places[place].number, hold, page, e);
}

enum outcome
pages_get (struct pages *p, struct slice key, struct bytes *value,
           struct error *e)
{
  unsigned char hold[PAGE_SIZE];
  const unsigned char *page, *item;
  size_t leaf;

  if (p->n_places == 0)
    return fail (e, ERR_ABSENT, 0, "%s", p->file.path);
  leaf = leaf_of (p, key);
  if (leaf_get (p, leaf, hold, &page, e) != OK)
    return ERR_SYSTEM;
  item = item_of (p, page, key);
  if (item == NULL)
    return fail (e, ERR_ABSENT, 0, "%s", p->file.path);
  return value_get (p, item, value, e);
}

/* ---- all of it ----------------------------------------------------------- */

/* Whoever takes back what was added. */
struct taker {
  enum outcome (*take) (void *with, struct slice key, struct slice value,
                        struct error *);
  void *with;
  struct bytes value;
};

static enum outcome
take_page (const struct pages *p, const unsigned char *page, struct taker *t,
           struct error *e)
{
  unsigned entries = get_u16 (page, PAGE_ENTRIES);
  enum outcome done = OK;

  for (unsigned i = 0; done == OK && i < entries; i += 2) {
    const unsigned char *key = page + get_u16 (page, p->head + 2 * i);

    bytes_clear (&t->value);
    done =
      value_get (p, page + get_u16 (page, p->head + 2 * i + 2), &t->value, e);
    if (done == OK)
      done = t->take (t->with, slice_of (key + ITEM_HEAD, get_u16 (key, 0)),
                      bytes_slice (&t->value), e);
  }
  return done;
}

enum outcome
pages_take_back (struct pages *p,
                 enum outcome (*taken) (void *with, struct slice key,
                                        struct slice value, struct error *),
                 void *with, struct error *e)
{
  unsigned char hold[PAGE_SIZE];
  const unsigned char *page;
  struct taker taker = { .take = taken, .with = with };
  enum outcome done = OK;

  for (size_t i = 0; done == OK && i < p->n_places; i++) {
    done = leaf_get (p, i, hold, &page, e);
    if (done == OK)
      done = take_page (p, page, &taker, e);
  }
  bytes_free (&taker.value);
  return done == OK ? pages_restart (p, e) : done;
}
