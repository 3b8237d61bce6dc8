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

/* What a record can have in 32 bits: the number of a term, or a number or a
 * birth, by its bucket, above ASKED_BUCKET.
 */
#define ASKED_BUCKET (UINT32_C (1) << 31)

static inline uint32_t
asked_bucket (struct bucket bucket)
{
  return ASKED_BUCKET | (uint32_t) bucket.number << 16 | bucket.rest;
}

/* Record ORDINAL, which is not less than the last one, has COUNT of those; or
 * a bucket.
 */
void chunk_add (struct chunk *, const uint32_t *asked, size_t count,
                uint32_t ordinal);
void chunk_add_bucket (struct chunk *, struct bucket, uint32_t ordinal);

/* Writes what was gathered, as chunk NUMBER; then it is empty. */
enum outcome chunk_write (struct chunk *, uint32_t number, struct error *);

#endif
