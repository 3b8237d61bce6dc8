/* page.c - pages of the library's B-trees, read without it. */

#include "store/page.h"

#include "store/key.h"
#include "store/sum.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

enum { PLACE_MOST = PAGE_SIZE - 4 };

/* As if the SIZE bytes of the sum at PLACE were zeros. */
static bool
sum_good (const unsigned char *at, size_t len, size_t place, size_t size)
{
  static const unsigned char zeros[64];
  size_t from = place / SUM_STEP * SUM_STEP,
         to = (place + size + SUM_STEP - 1) / SUM_STEP * SUM_STEP;
  unsigned char around[64];
  uint32_t sum;

  memcpy (around, at + from, to - from);
  memcpy (around + (place - from), zeros, size);
  sum = sum_on (0, at, from);
  sum = sum_on (sum, around, to - from);
  return sum_on (sum, at + to, len - to) == get_u32 (at, (unsigned) place);
}

/* ---- items --------------------------------------------------------------- */

/* How many bytes the item at PLACE takes; 0 when it does not lie on the page.
 */
static size_t
item_size (const struct page *page, size_t place)
{
  size_t head = page->type == TYPE_INNER ? INNER_HEAD : ITEM_HEAD, size;
  const unsigned char *at = page->at + place;

  if (place < page->begin || place > PLACE_MOST)
    return 0;
  switch (at[ITEM_TYPE] & ~ITEM_DROPPED) {
  case ITEM_BYTES: size = head + get_u16 (at, 0); break;
  case ITEM_OVERFLOW:
    size = page->type == TYPE_INNER ? head + get_u16 (at, 0) : OVERFLOW_SIZE;
    break;
  default: return 0;
  }
  size = (size + 3) & ~(size_t) 3;
  return size <= PAGE_SIZE - place ? size : 0;
}

/* Keys in order; the first of an inner page stands for all that is less.  Long
 * ones are for the library to compare.
 */
static bool
keys_good (const struct page *page)
{
  unsigned step = page->type == TYPE_LEAF ? 2 : 1;
  struct slice before = { NULL, 0 };

  for (unsigned i = page->type == TYPE_INNER; i < page->count; i += step) {
    struct slice key = page_item (page, i).bytes;

    if (before.at != NULL && key.at != NULL && key_compare (before, key) >= 0)
      return false;
    before = key;
  }
  return true;
}

/* Items fill the page from where they begin to its end. */
static bool
items_good (const struct page *page)
{
  size_t used = 0;

  if (page->places + 2 * page->count > page->at + page->begin
      || page->begin > PAGE_SIZE
      || (page->type == TYPE_LEAF && page->count % 2 != 0))
    return false;
  for (unsigned i = 0; i < page->count; i++) {
    size_t size = item_size (page, get_u16 (page->places, 2 * i));

    used += size;
    if (size == 0)
      return false;
  }
  return used == (size_t) PAGE_SIZE - page->begin && keys_good (page);
}

struct slice
page_long (const struct page *page)
{
  size_t head = (size_t) (page->places - page->at);

  return (struct slice){ page->at + head, page->begin };
}

/* ---- pages --------------------------------------------------------------- */

size_t
pages_fetch (int fd, void *to, uint32_t from, size_t count)
{
  size_t want = count * PAGE_SIZE, have = 0;

  while (have < want) {
    ssize_t got = pread (fd, (char *) to + have, want - have,
                         (off_t) from * PAGE_SIZE + (off_t) have);

    if (got < 0 && errno == EINTR)
      continue;
    if (got <= 0)
      break;
    have += (size_t) got;
  }
  return have / PAGE_SIZE;
}

static bool
is_blank (const unsigned char *at)
{
  return at[0] == 0 && memcmp (at, at + 1, PAGE_SIZE - 1) == 0;
}

static bool
type_good (const struct page *page)
{
  switch (page->type) {
  case TYPE_FREE: return true;
  case TYPE_OVERFLOW:
    return page->begin <= PAGE_SIZE - (page->places - page->at);
  case TYPE_LEAF: return page->level == LEVEL_LEAF && items_good (page);
  case TYPE_INNER: return page->level > LEVEL_LEAF && items_good (page);
  default: return false;
  }
}

enum page_fault
page_read (const void *from, uint32_t number, bool summed, struct page *page)
{
  const unsigned char *at = from;

  *page = (struct page){
    .at = at,
    .number = number,
    .before = get_u32 (at, PAGE_BEFORE),
    .after = get_u32 (at, PAGE_AFTER),
    .count = (uint16_t) get_u16 (at, PAGE_ENTRIES),
    .begin = (uint16_t) get_u16 (at, PAGE_ITEMS),
    .level = at[PAGE_LEVEL],
    .type = at[PAGE_TYPE],
    .places = at + (summed ? PAGE_HEAD_SUMMED : PAGE_HEAD),
  };
  if (page->type == TYPE_FREE && is_blank (at)) {
    page->blank = true;
    return PAGE_GOOD;
  }
  if (summed && !sum_good (at, PAGE_SIZE, PAGE_SUM, 4))
    return PAGE_WRONG_SUM;
  if (get_u32 (at, PAGE_NUMBER) != number)
    return PAGE_WRONG_PLACE;
  return type_good (page) ? PAGE_GOOD : PAGE_TORN;
}

enum page_fault
page_meta_read (const void *from, struct page_meta *meta)
{
  const unsigned char *at = from;

  if (get_u32 (at, META_MAGIC) != BTREE_MAGIC
      || get_u32 (at, META_PAGE_SIZE) != PAGE_SIZE
      || at[PAGE_TYPE] != TYPE_META)
    return PAGE_TORN;
  *meta = (struct page_meta){ .free = get_u32 (at, 28),
                              .last = get_u32 (at, META_LAST),
                              .root = get_u32 (at, META_ROOT),
                              .summed = (at[META_FLAGS] & FLAG_SUMMED) != 0 };
  if (meta->summed && !sum_good (at, META_SIZE, META_SUM, 20))
    return PAGE_WRONG_SUM;
  return get_u32 (at, PAGE_NUMBER) == 0 ? PAGE_GOOD : PAGE_WRONG_PLACE;
}
