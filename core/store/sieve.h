/* store/sieve.h - what is certainly not written in an index, told without
 * reading it; private to the store.
 *
 * Each of many dossiers that come asks the indexes for its id, its persons and
 * its uniques, which are hardly ever there, on pages that are hardly ever in
 * memory.  A sieve has some bits of all that is written in the tables that it
 * is often asked about: of what is not, it knows 19 out of 20.
 */
#ifndef STORE_SIEVE_H
#define STORE_SIEVE_H

#include "store/table.h"

struct sieve;

/* For a store with so many RECORDS, of each of which it takes four bytes. */
struct sieve *sieve_new (uint32_t records);
void sieve_free (struct sieve *); /* NULL is allowed                         */

/* Takes in a key that is being written. */
void sieve_add (struct sieve *, enum table, struct slice key);
/* Whether a table is asked about that was not taken in; and takes in more of
 * it, for some milliseconds.
 */
bool sieve_wants (const struct sieve *);
enum outcome sieve_fill (struct sieve *, struct store *, struct error *);

/* Whether it is certain that no key begins with FRONT, as long as a key of that
 * table is.
 */
bool sieve_lacks (struct sieve *, enum table, struct slice front);

#endif
