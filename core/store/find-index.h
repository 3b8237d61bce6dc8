/* store/find-index.h - what the files of the index share: what is in memory,
 * the keys, one container.
 */
#ifndef STORE_FIND_INDEX_H
#define STORE_FIND_INDEX_H

#include "store/find-container.h"
#include "store/find-dictionary.h"
#include "store/find-pending.h"
#include "store/find-pieces.h"
#include "store/find-terms.h"

/* Words are written later than their records, many records at a time: in
 * rounds, each in as many pieces as the store's time allows.  What is not
 * written yet is derived again from the changes when the store is opened;
 * writing twice does no harm.
 */
struct find {
  struct dictionary dictionary;
  struct pending pending;    /* not in a round yet                           */
  struct pieces pieces;      /* of its terms                                 */
  struct pending round;      /* being written; empty: none                   */
  uint32_t *order;           /* of its lists                                 */
  size_t written, sure;      /* of them; and committed                       */
};

enum {                       /* first byte of a key                          */
  ROW_CHUNK = 0,
  ROW_BLOCK = 2,
  ROW_DICTIONARY = 3,
};

/* The key of TERM's container in CHUNK, made in *KEY; and taken apart, false
 * when it is another kind of row.
 */
struct slice find_key (struct bytes *key, uint32_t chunk, struct slice term);
bool find_key_read (struct slice key, uint32_t *chunk, struct slice *term);

struct slice find_dictionary_key (struct bytes *key, struct slice term);

/* Adds a stored container to BITS; *ABSENT when there is none. */
enum outcome find_container (struct store *, uint32_t chunk, struct slice term,
                             struct bits *, bool *absent, struct error *);

enum outcome find_damaged (struct error *);

#endif
