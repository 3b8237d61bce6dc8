/* store/shelf.h - rows of one table in memory, sorted by their keys; private to
 * the store.  {0} is an empty one.
 */
#ifndef STORE_SHELF_H
#define STORE_SHELF_H

#include "base/bytes.h"

struct block;

struct shelf {
  struct block **blocks;     /* of neighbours, none of them empty            */
  uint64_t *fronts;          /* of their first keys: of most, all to be asked */
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

/* Puts a row in the place of the one with its key, if there is one, which is
 * told; its value is appended to OLD.  Nothing of the row may lie in the shelf.
 */
enum shelf_had { SHELF_NONE, SHELF_ROW, SHELF_DROP };
enum shelf_had shelf_put (struct shelf *, const struct shelf_row *,
                          struct bytes *old);
/* Takes the row with KEY away, if there is one. */
void shelf_take (struct shelf *, struct slice key);

/* Rows taken away from behind KEY on, or with it when it may be AT it, as long
 * as there are any:
 *
 *    place = shelf_place (shelf, key, at);
 *    while (shelf_look (shelf, &place, &row)) {
 *      ...
 *      shelf_take_at (shelf, &place);
 *    }
 */
struct shelf_place {
  size_t block;
  unsigned row;
};
struct shelf_place shelf_place (const struct shelf *, struct slice key,
                                bool at);
bool shelf_look (const struct shelf *, struct shelf_place *,
                 struct shelf_row *);
void shelf_take_at (struct shelf *, const struct shelf_place *);

#endif
