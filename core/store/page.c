/* page.c - pages of the library's B-trees, read without it. */

#include "store/page.h"

#include <string.h>

enum { ITEM_DROPPED = 0x80, PLACE_MOST = PAGE_SIZE - 4 };

/* ---- sums ----------------------------------------------------------------
 *
 * The sum of bytes c is h = 33 h + c over all of them, so bytes can be taken
 * sixteen at a time: each of four lanes takes four, and the lanes are put
 * together at the end.
 */

typedef uint32_t lanes __attribute__ ((vector_size (16)));

enum { POWER_4 = 33 * 33 * 33 * 33 };
static const uint32_t power_16 =
  (uint32_t) POWER_4 * POWER_4 * POWER_4 * POWER_4;

#define BYTE(n) \
  (__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__ ? 8 * (n) : 24 - 8 * (n))

static uint32_t
sum_on (uint32_t before, const unsigned char *at, size_t len)
{
  lanes sum = { 0, 0, 0, 0 };

  for (const unsigned char *end = at + len; at < end; at += sizeof sum) {
    lanes c, four;

    memcpy (&c, at, sizeof c);
    four = c >> BYTE (0) & 0xff;
    four = (four << 5) + four + (c >> BYTE (1) & 0xff);
    four = (four << 5) + four + (c >> BYTE (2) & 0xff);
    four = (four << 5) + four + (c >> BYTE (3) & 0xff);
    sum = sum * power_16 + four;
    before *= power_16;
  }
  for (unsigned i = 0; i < 4; i++) {
    static const uint32_t powers[] = { (uint32_t) POWER_4 * POWER_4 * POWER_4,
                                       (uint32_t) POWER_4 * POWER_4, POWER_4,
                                       1 };

    before += sum[i] * powers[i];
  }
  return before;
}

/* As if the SIZE bytes of the sum at PLACE were zeros. */
static bool
sum_good (const unsigned char *at, size_t len, size_t place, size_t size)
{
  static const unsigned char zeros[64];
  size_t from = place / 16 * 16, to = (place + size + 15) / 16 * 16;
  unsigned char around[64];
  uint32_t sum;

  memcpy (around, at + from, to - from);
  memcpy (around + place - from, zeros, size);
  sum = sum_on (0, at, from);
  sum = sum_on (sum, around, to - from);
  return sum_on (sum, at + to, len - to) == get_u32 (at, (unsigned) place);
}

/* ---- items --------------------------------------------------------------- */

struct page_item
page_item (const struct page *page, unsigned i)
{
  const unsigned char *at = page->at + get_u16 (page->places, 2 * i);
  size_t head = page->type == TYPE_INNER ? INNER_HEAD : ITEM_HEAD;
  struct page_item item = { .dropped = (at[ITEM_TYPE] & ITEM_DROPPED) != 0 };

  if (page->type == TYPE_INNER)
    item.child = get_u32 (at, 4);
  if ((at[ITEM_TYPE] & ~ITEM_DROPPED) == ITEM_BYTES)
    item.bytes = (struct slice){ at + head, get_u16 (at, 0) };
  else if (page->type == TYPE_LEAF) {
    item.long_at = get_u32 (at, 4);
    item.long_len = get_u32 (at, 8);
  }
  return item;
}

/* How many bytes item I takes; 0 when it does not lie on the page. */
static size_t
item_size (const struct page *page, unsigned i)
{
  size_t place = get_u16 (page->places, 2 * i), size;
  bool inner = page->type == TYPE_INNER;
  const unsigned char *at = page->at + place;

  if (place < page->begin || place > PLACE_MOST)
    return 0;
  switch (at[ITEM_TYPE] & ~ITEM_DROPPED) {
  case ITEM_BYTES:
    size = (inner ? INNER_HEAD : ITEM_HEAD) + get_u16 (at, 0);
    break;
  case ITEM_OVERFLOW:
    size = inner ? INNER_HEAD + get_u16 (at, 0) : OVERFLOW_SIZE;
    break;
  default: return 0;
  }
  size = (size + 3) & ~(size_t) 3;
  return size <= PAGE_SIZE - place ? size : 0;
}

/* Whether two keys next to each other are in order.  Long ones are for the
 * library to compare.
 */
static bool
in_order (struct slice a, struct slice b)
{
  int order;

  if (a.at == NULL || b.at == NULL)
    return true;
  order = memcmp (a.at, b.at, a.len < b.len ? a.len : b.len);
  return order < 0 || (order == 0 && a.len < b.len);
}

/* Items fill the page from where they begin to its end, keys in order; the
 * first of an inner page stands for all that is less.
 */
static bool
items_good (const struct page *page)
{
  unsigned step = page->type == TYPE_LEAF ? 2 : 1;
  struct slice before = { NULL, 0 };
  size_t used = 0;

  if (page->places + 2 * page->count > page->at + page->begin
      || page->begin > PAGE_SIZE || page->count % step != 0)
    return false;
  for (unsigned i = 0; i < page->count; i++) {
    size_t size = item_size (page, i);
    struct slice key;

    used += size;
    if (size == 0)
      return false;
    if (i % step != 0 || (i == 0 && page->type == TYPE_INNER))
      continue;
    key = page_item (page, i).bytes;
    if (!in_order (before, key))
      return false;
    before = key;
  }
  return used == (size_t) PAGE_SIZE - page->begin;
}

struct slice
page_long (const struct page *page)
{
  size_t head = (size_t) (page->places - page->at);

  return (struct slice){ page->at + head, page->begin };
}

/* ---- pages --------------------------------------------------------------- */

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
