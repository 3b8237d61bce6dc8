/* store/sieve.h - what is certainly not written in an index, told without
 * reading it; private to the store.
 *
 * Each of many dossiers that come asks the indexes for its id, its persons and
 * its uniques, which are hardly ever there, on pages that are hardly ever in
 * memory.  A sieve has some bits of all that is written: of what is not, it
 * knows 19 out of 20.
 */
#ifndef STORE_SIEVE_H
#define STORE_SIEVE_H

#include "store/table.h"

struct sieve;

/* For a store with so many RECORDS, of each of which it takes four bytes. */
struct sieve *sieve_new (uint32_t records);
void sieve_free (struct sieve *); /* NULL is allowed                         */

/* Takes in a key that is written. */
void sieve_add (struct sieve *, enum table, struct slice key);
/* Takes in more of those that were written before, for some milliseconds. */
enum outcome sieve_fill (struct sieve *, struct store *, struct error *);
bool sieve_full (const struct sieve *); /* all of them                       */

/* Whether it is certain that no key begins with FRONT. */
bool sieve_lacks (const struct sieve *, enum table, struct slice front);

#endif
