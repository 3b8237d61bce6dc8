/* store/find-index.h - what the files of the index share: its dictionary, its
 * keys.
 */
#ifndef STORE_FIND_INDEX_H
#define STORE_FIND_INDEX_H

#include "store/find-dictionary.h"
#include "store/find-terms.h"

struct find {
  struct dictionary dictionary;
};

enum { FIND_KEY_MOST = 3 + TERM_MOST };

/* The key of TERM's container in CHUNK, made in *KEY. */
struct slice find_key (struct bytes *key, uint32_t chunk, struct slice term);
/* And taken apart; false when it is another kind of row. */
bool find_key_read (struct slice key, uint32_t *chunk, struct slice *term);

enum outcome find_damaged (struct error *);

#endif
