/* store/build-chunk.h - which terms the records of a chunk have, gathered until
 * the chunk is full; private to build-words.c.
 */
#ifndef STORE_BUILD_CHUNK_H
#define STORE_BUILD_CHUNK_H

#include "store/find-terms.h"
#include "store/pages.h"
#include "store/sorter.h"

struct chunk;

/* Containers go to PAGES; to the sorter, behind MARK, go pairs and terms.
 * Neither is owned.
 */
struct chunk *chunk_new (struct pages *, struct sorter *, unsigned char mark);
void chunk_free (struct chunk *); /* NULL is allowed                         */

/* The number of TERM in this chunk. */
uint32_t chunk_term (struct chunk *, struct slice term);

/* Record ORDINAL, which is not less than the last one, has the term of that
 * number; or a number or a birth, by its bucket.
 */
void chunk_add (struct chunk *, uint32_t term, uint32_t ordinal);
void chunk_add_bucket (struct chunk *, struct bucket, uint32_t ordinal);

/* Writes what was gathered, as chunk NUMBER; then it is empty. */
enum outcome chunk_write (struct chunk *, uint32_t number, struct error *);

#endif
