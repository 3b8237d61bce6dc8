/* store/sorter.h - pairs of key and value put in order within bounded memory;
 * private to the store.
 *
 * What does not fit is sorted in runs, which lie in a file without a name in
 * the store's folder and are merged at the end.
 */
#ifndef STORE_SORTER_H
#define STORE_SORTER_H

#include "base/bytes.h"
#include "base/error.h"

struct sorter;

/* Uses about MEMORY bytes, and FOLDER for runs. */
struct sorter *sorter_new (const char *folder, size_t memory);
void sorter_free (struct sorter *); /* NULL is allowed                       */

/* KEY has at most 65,535 bytes, both together at most half of MEMORY. */
enum outcome sorter_add (struct sorter *, struct slice key, struct slice value,
                         struct error *);

/* Ends the adding. */
enum outcome sorter_sort (struct sorter *, struct error *);

/* The next pair in order of keys, equal keys as they were added; valid until
 * the next one.  ERR_ABSENT at the end.
 */
enum outcome sorter_next (struct sorter *, struct slice *key,
                          struct slice *value, struct error *);

#endif
