/* store/page.h - pages of the library's B-trees as they lie in its files, read
 * without it: every byte is looked at, none is believed; private to the store.
 * Their form is in store/pages-form.h.
 */
#ifndef STORE_PAGE_H
#define STORE_PAGE_H

#include "base/bytes.h"
#include "store/pages-form.h"

enum { LEVEL_LEAF = 1, TYPE_FREE = 0, TYPE_META = 9 };

/* Reads COUNT pages of the file FD, from page FROM on; how many came. */
size_t pages_fetch (int fd, void *to, uint32_t from, size_t count);

enum page_fault {
  PAGE_GOOD,
  PAGE_WRONG_SUM,
  PAGE_WRONG_PLACE,          /* it says that it is another                   */
  PAGE_TORN,                 /* its items lie outside of it, or not in order */
};

struct page {
  const unsigned char *at;
  uint32_t number, before, after;
  uint16_t count;            /* of items                                     */
  uint16_t begin;            /* where they begin; OVERFLOW: how many bytes   */
  uint8_t level, type;
  const unsigned char *places;
  bool blank;                /* all zeros: grown, never written              */
};

/* Reads the page that should be NUMBER; whoever gets PAGE_GOOD may look at all
 * its items.  SUMMED: pages of this file have sums.
 */
enum page_fault page_read (const void *at, uint32_t number, bool summed,
                           struct page *);

/* Item I of a leaf: keys at even places, values behind them.  Of an inner page:
 * the least key below CHILD.
 */
struct page_item {
  struct slice bytes;        /* nothing when LONG_AT                         */
  uint32_t child;
  uint32_t long_at, long_len; /* first overflow page, and all bytes          */
  bool dropped;              /* taken out, but not yet away                  */
};
static inline struct page_item
page_item (const struct page *page, unsigned i)
{
  const unsigned char *at = page->at + get_u16 (page->places, 2 * i);
  bool inner = page->type == TYPE_INNER;
  struct page_item item = { .dropped = (at[ITEM_TYPE] & ITEM_DROPPED) != 0 };

  if (inner)
    item.child = get_u32 (at, 4);
  if ((at[ITEM_TYPE] & ~ITEM_DROPPED) == ITEM_BYTES)
    item.bytes = (struct slice){ at + (inner ? INNER_HEAD : ITEM_HEAD),
                                 get_u16 (at, 0) };
  else if (!inner) {
    item.long_at = get_u32 (at, 4);
    item.long_len = get_u32 (at, 8);
  }
  return item;
}

/* The bytes of an overflow page. */
struct slice page_long (const struct page *);

/* Of page 0. */
struct page_meta {
  uint32_t free, last, root; /* first free page, last page, root             */
  bool summed;
};
enum page_fault page_meta_read (const void *at, struct page_meta *);

#endif
