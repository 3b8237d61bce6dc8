/* store/sweep.h - a table read in its order, many pairs at a time; private to
 * the store.
 *
 *    outcome = sweep_first (&w, from, e);
 *    while (outcome == OK) {
 *      ... w.key, w.value ...
 *      outcome = sweep_next (&w, e);
 *    }
 *
 * Pairs stay where they are until sweep_first, or a sweep_next to which no
 * sweep_near came before, reads more into the room.
 */
#ifndef STORE_SWEEP_H
#define STORE_SWEEP_H

#include "store/table.h"

enum { SWEEP_KEY = 64 };        /* bytes of a key that tell where it stands   */

struct sweep {
  struct walk walk;         /* of which only the cursor is used              */
  unsigned char *room;
  uint32_t size;            /* of the room, bytes                            */
  DBT got;
  void *next;               /* pair in the room; NULL: no more there         */
  struct slice key, value;  /* the pair at hand                              */
  unsigned char last[SWEEP_KEY]; /* how the key before it begins             */
  size_t last_len;
};

/* SIZE bytes of room: at least a page.  Always sweep_close. */
enum outcome sweep_open (struct store *, enum table, size_t size,
                         struct sweep *, struct error *);
/* The same without rows that wait. */
enum outcome sweep_open_written (struct store *, enum table, size_t size,
                                 struct sweep *, struct error *);
void sweep_close (struct sweep *);

/* The first pair whose key is >= FROM; ERR_ABSENT: there is none. */
enum outcome sweep_first (struct sweep *, struct slice from, struct error *);
/* The next one; ERR_ABSENT behind the last; ERR_DAMAGED when its key comes
 * before the one at hand: pages that name each other in a ring have no end.
 */
enum outcome sweep_next (struct sweep *, struct error *);
/* The next one if it is in the room: then what came before stays. */
bool sweep_near (struct sweep *);

#endif
