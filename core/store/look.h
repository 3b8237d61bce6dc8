/* store/look.h - which tables have damaged pages; private to the store. */
#ifndef STORE_LOOK_H
#define STORE_LOOK_H

#include "store/inside.h"

/* Adds to *BAD those of TABLES (bits both) whose files are missing or have
 * pages that the library does not like.  In a child; the caller has no
 * environment open.
 */
enum outcome look_at (struct store *, uint32_t tables, uint32_t *bad,
                      struct error *);

#endif
