/* store/shelf.h - rows of one table in memory, sorted by their keys; private to
 * the store.  {0} is an empty one.
 */
#ifndef STORE_SHELF_H
#define STORE_SHELF_H

#include "base/bytes.h"

struct block;

struct shelf {
  struct block **blocks;     /* of neighbours, none of them empty            */
  size_t n_blocks, room;
  size_t count;              /* rows                                         */
  size_t bytes;              /* of memory that they take, about              */
};

/* Good until the shelf is changed. */
struct shelf_row {
  struct slice key, value;
  bool drop;                 /* that there is no such row                    */
};

void shelf_free (struct shelf *); /* and empties it                          */

/* Whether there is a row with KEY. */
bool shelf_find (const struct shelf *, struct slice key, struct shelf_row *);
/* The first row behind KEY, or with it when it may be AT it; and the last one
 * before it, for which a key of NULL is behind all.
 */
bool shelf_after (const struct shelf *, struct slice key, bool at,
                  struct shelf_row *);
bool shelf_before (const struct shelf *, struct slice key, bool at,
                   struct shelf_row *);

/* Puts a row in the place of the one with its key, if any; nothing of it may
 * lie in the shelf.
 */
void shelf_put (struct shelf *, const struct shelf_row *);
/* Takes the row with KEY away, if there is one. */
void shelf_take (struct shelf *, struct slice key);

/* < 0, 0, > 0 as A is before, equal to, behind B in the order of keys. */
int keys_order (struct slice a, struct slice b);

#endif
