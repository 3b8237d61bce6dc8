/* proof-tree.c - whether keys are found through the inner pages of a table.
 *
 * Leaves are read from the front of the file to its end, so that those that
 * follow each other mostly have the same pages above them: a few are kept.
 */

#include "store/proof-tree.h"

#include "store/key.h"

enum {
  KEPT = 32,        /* pages; another one in the same place wins */
  LEVELS_MOST = 16, /* far more than there are                   */
};

struct kept {
  struct page page; /* AT is NULL: none */
  unsigned char bytes[PAGE_SIZE];
};

struct proof_tree {
  int fd;
  struct page_meta meta;
  struct kept kept[KEPT];
};

struct proof_tree *
proof_tree_new (int fd, const struct page_meta *meta)
{
  struct proof_tree *t = bytes_must (sizeof *t);

  t->fd = fd;
  t->meta = *meta;
  for (unsigned i = 0; i < KEPT; i++)
    t->kept[i].page.at = NULL;
  return t;
}

void
proof_tree_free (struct proof_tree *t)
{
  free (t);
}

/* Page NUMBER; NULL when it is damaged. */
static const struct page *
page_of (struct proof_tree *t, uint32_t number)
{
  struct kept *k = &t->kept[number % KEPT];

  if (k->page.at != NULL && k->page.number == number)
    return &k->page;
  if (pages_fetch (t->fd, k->bytes, number, 1) == 1
      && page_read (k->bytes, number, t->meta.summed, &k->page) == PAGE_GOOD)
    return &k->page;
  k->page.at = NULL;
  return NULL;
}

/* The page below PAGE where a search for KEY goes on: the last one that does
 * not begin behind it.  What the first begins with counts as less than all.
 */
static uint32_t
child_for (const struct page *page, struct slice key)
{
  unsigned low = 0, high = page->count;

  while (high - low > 1) {
    unsigned middle = low + (high - low) / 2;

    if (key_compare (page_item (page, middle).bytes, key) <= 0)
      low = middle;
    else
      high = middle;
  }
  return page_item (page, low).child;
}

/* Whether a search for KEY ends at page LEAF. */
static bool
leads (struct proof_tree *t, struct slice key, uint32_t leaf)
{
  uint32_t number = t->meta.root;

  for (unsigned level = 0; number != leaf && level < LEVELS_MOST; level++) {
    const struct page *page = page_of (t, number);

    if (page == NULL)
      return true;
    if (page->type != TYPE_INNER || page->count == 0)
      return false;
    number = child_for (page, key);
  }
  return number == leaf;
}

bool
proof_tree_leads (struct proof_tree *t, const struct page *leaf)
{
  return leaf->count == 0
         || (leads (t, page_item (leaf, 0).bytes, leaf->number)
             && leads (t, page_item (leaf, leaf->count - 2u).bytes,
                       leaf->number));
}
