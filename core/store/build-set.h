/* store/build-set.h - which records of a build may have a value: a tag of 32
 * bits, and the records whose value has it; private to build.c.
 *
 * Who finds a record by its tag looks whether it is the one: about one in four
 * thousand million is not.
 */
#ifndef STORE_BUILD_SET_H
#define STORE_BUILD_SET_H

#include "base/bytes.h"

struct slot {
  uint32_t tag;
  uint32_t ordinal;          /* or MANY and the number of a list; 0: free    */
};

/* A list: its first and last link; a link: a record, the number of the next. */
struct link {
  uint32_t at, next;
};

struct set {
  struct slot *at;           /* by tag, in the next free place               */
  size_t count, room;
  struct link *links;        /* of tags that several records have            */
  size_t n_links, links_room;
};

void set_free (struct set *);

/* ORDINAL is at least as great as the last one, and below 2^31. */
void set_add (struct set *, struct slice value, uint32_t ordinal);

/* The records that may have VALUE, in order; 0 at the end. */
struct found {
  uint32_t ordinal, next;
};
uint32_t set_find (const struct set *, struct slice value, struct found *);
/* VALUE will be looked for soon: its place is fetched meanwhile. */
void set_expect (const struct set *, struct slice value);
uint32_t set_next (const struct set *, struct found *);

#endif
