/* store/pages-form.h - the pages of Berkeley DB 5.3's trees, as bytes; private
 * to the store.
 *
 * From the headers that the library publishes (dbinc/db_page.h).  Numbers are
 * in the machine's own order, as the library writes them.
 *
 *   page   0 u64 LSN; 8 u32 its number; 12 u32 the one before, 16 u32 the one
 *          after it among the leaves; 20 u16 entries; 22 u16 where items
 *          begin; 24 u8 level, leaves 1; 25 u8 type; with sums 28 u32 sum.
 *          Then u16 places of items; items from the end of the page down, each
 *          at a multiple of four.
 *   leaf   a key's item, its value's item, ...: u16 length, u8 type, bytes; or
 *          u16 0, u8 type, u8 0, u32 first overflow page, u32 length
 *   inner  an item for each page below: u16 length, u8 type, u8 0, u32 page,
 *          u32 0, the key that the page begins with (of the first page: none)
 *   overflow  entries 1; where items begin: the number of bytes in this page;
 *          the next overflow page in the place of the leaf after it
 *   meta   0 u64 LSN; 12 u32 magic; 16 u32 version; 20 u32 size of pages; 26
 *          u8 flags; 32 u32 last page; 88 u32 root; 492 u32 sum of the first
 *          512 bytes
 */
#ifndef STORE_PAGES_FORM_H
#define STORE_PAGES_FORM_H

#include <stdint.h>
#include <string.h>

enum {
  PAGE_SIZE = 8192,
  PAGE_NUMBER = 8,
  PAGE_BEFORE = 12,
  PAGE_AFTER = 16,
  PAGE_ENTRIES = 20,
  PAGE_ITEMS = 22,
  PAGE_LEVEL = 24,
  PAGE_TYPE = 25,
  PAGE_HEAD = 26,
  PAGE_SUM = 28,
  PAGE_HEAD_SUMMED = 32,

  META_MAGIC = 12,
  META_VERSION = 16,
  META_PAGE_SIZE = 20,
  META_FLAGS = 26,
  META_LAST = 32,
  META_ROOT = 88,
  META_SUM = 492,
  META_SIZE = 512,

  BTREE_MAGIC = 0x053162,
  BTREE_VERSION = 9,
  FLAG_SUMMED = 1,
  ROOT_PAGE = 1,

  TYPE_INNER = 3,
  TYPE_LEAF = 5,
  TYPE_OVERFLOW = 7,

  ITEM_HEAD = 3,
  ITEM_TYPE = 2,
  ITEM_BYTES = 1,
  ITEM_OVERFLOW = 3,
  ITEM_DROPPED = 0x80,
  OVERFLOW_SIZE = 12,
  INNER_HEAD = 12,
};

static inline void
set_u16 (unsigned char *page, unsigned at, unsigned n)
{
  uint16_t number = (uint16_t) n;

  memcpy (page + at, &number, sizeof number);
}

static inline void
set_u32 (unsigned char *page, unsigned at, uint32_t number)
{
  memcpy (page + at, &number, sizeof number);
}

static inline unsigned
get_u16 (const unsigned char *page, unsigned at)
{
  uint16_t number;

  memcpy (&number, page + at, sizeof number);
  return number;
}

static inline uint32_t
get_u32 (const unsigned char *page, unsigned at)
{
  uint32_t number;

  memcpy (&number, page + at, sizeof number);
  return number;
}

#endif
