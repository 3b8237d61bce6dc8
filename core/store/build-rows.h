/* store/build-rows.h - the blocks and the dictionary of a build, from what the
 * chunks left in the sorter; private to build-words.c.
 */
#ifndef STORE_BUILD_ROWS_H
#define STORE_BUILD_ROWS_H

#include "store/pages.h"

struct build_rows;

/* Writes to PAGES, which is not owned. */
struct build_rows *build_rows_new (struct pages *);
void build_rows_free (struct build_rows *); /* NULL is allowed               */

/* A part of row KEY, whose parts come one after another; a row is written when
 * the next one begins, the last one by an empty key.
 */
enum outcome build_rows_add (struct build_rows *, struct slice key,
                             struct slice value, struct error *);

#endif
