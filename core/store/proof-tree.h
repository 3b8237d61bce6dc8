/* store/proof-tree.h - whether keys are found through the inner pages of a
 * table's file; private to the store.
 */
#ifndef STORE_PROOF_TREE_H
#define STORE_PROOF_TREE_H

#include "store/page.h"

struct proof_tree;

/* Of the file FD, whose first page says META. */
struct proof_tree *proof_tree_new (int fd, const struct page_meta *meta);
void proof_tree_free (struct proof_tree *); /* NULL is allowed               */

/* Whether a search for the first and for the last key of LEAF ends there; true
 * when a page on the way is damaged, which is said of that page.
 */
bool proof_tree_leads (struct proof_tree *, const struct page *leaf);

#endif
