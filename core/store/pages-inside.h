/* store/pages-inside.h - a table that is being written, from inside; private to
 * pages.c and pages-get.c.
 */
#ifndef STORE_PAGES_INSIDE_H
#define STORE_PAGES_INSIDE_H

#include "store/pages-file.h"
#include "store/pages.h"

enum { LEVELS_MOST = 8 };    /* of some hundred entries a page: more than 2^32
                              * pages                                        */

/* The page of a level that is being filled; leaves are level 0. */
struct level {
  unsigned char page[PAGE_SIZE];
  unsigned entries, items;   /* how many; where the last one begins          */
  uint32_t number;           /* of the page; 0: not known yet                */
  bool begun;
  unsigned char first[PAGES_KEY_MOST]; /* what tells it from the page before */
  unsigned first_len;
};

/* Where a leaf is, and the key_front of its first key. */
struct place {
  uint64_t first;
  uint32_t number;
};

struct pages {
  struct pages_file file;
  unsigned head;             /* bytes of a page before its places            */
  unsigned longest;          /* a longer item goes to pages of its own       */
  unsigned keep;             /* bytes of a page that stay free               */
  uint32_t last;             /* page that has a number                       */
  unsigned char last_key[PAGES_KEY_MOST];
  unsigned last_key_len;
  struct level *levels[LEVELS_MOST];
  unsigned n_levels;
  struct place *places;
  size_t n_places, room;
};

/* As if nothing had been added. */
enum outcome pages_restart (struct pages *, struct error *);

#endif
