/* store/pages.h - one table written as a file, from the first key to the last;
 * private to the store.
 *
 * A tree that is made by inserting is written many times over.  Where all keys
 * are known in their order, the leaves can be written one after another and
 * the inner pages above them, each once: a tenth of the work, and every page
 * as full as is wanted.  The library makes the empty file, opens what comes of
 * it, and its DB->verify finds nothing to say.
 *
 * Nothing is logged: the file must be new, and known to nobody until it is
 * whole and on the disk.
 */
#ifndef STORE_PAGES_H
#define STORE_PAGES_H

#include "base/bytes.h"
#include "base/error.h"

#include <stdbool.h>
#include <sys/types.h>

enum {
  PAGES_FULL = 100,          /* percent of a page: where only the end grows  */
  PAGES_ROOMY = 90,          /* where keys come in between later             */
  PAGES_KEY_MOST = 1000,     /* bytes                                        */
};

struct pages;

/* Makes an empty table at PATH, which must be new; with sums of its pages, or
 * without.  By the library.
 */
enum outcome pages_make (const char *path, mode_t mode, bool sums,
                         struct error *);

/* Writes into the empty table at PATH, each page to FILL percent. */
enum outcome pages_open (struct pages **, const char *path, unsigned fill,
                         struct error *);

/* Appends; ERR_DAMAGED for a key that is not greater than the last one. */
enum outcome pages_add (struct pages *, struct slice key, struct slice value,
                        struct error *);

/* Whether KEY may be appended: it is greater than the last one. */
bool pages_follows (const struct pages *, struct slice key);

/* Gives everything that was added, in its order, to TAKEN, which does not keep
 * it; then nothing was ever added.
 */
enum outcome pages_take_back (struct pages *,
                              enum outcome (*taken) (void *with,
                                                    struct slice key,
                                                    struct slice value,
                                                    struct error *),
                              void *with, struct error *);

/* Appends to *VALUE what was added under KEY; ERR_ABSENT.  Quick for keys that
 * differ in their first eight bytes, as numbers do.
 */
enum outcome pages_get (struct pages *, struct slice key, struct bytes *value,
                        struct error *);

/* Writes the rest, brings all to the disk, and frees PAGES whatever is
 * returned.
 */
enum outcome pages_close (struct pages *, struct error *);
void pages_drop (struct pages *); /* as it is; NULL is allowed               */

#endif
