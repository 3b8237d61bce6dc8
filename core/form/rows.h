/* form/rows.h - the rows of a TABLE, out of their stored spelling.
 *
 * Stored: canonical JSON, an array of objects with the columns' keys in the
 * form's order and each cell's stored spelling as a string; empty cells and
 * rows without any are left out.  "" is a table without rows.
 */
#ifndef FORM_ROWS_H
#define FORM_ROWS_H

#include "base/arena.h"
#include "base/bytes.h"
#include "form/form.h"

/* How many rows STORED has; quick, for well-formed text. */
size_t rows_count (const char *stored);

/* All cells, ROWS times n_columns of them, row by row, "" where empty; in
 * ARENA.  Text that is no such table has no rows.
 */
struct rows {
  size_t count;
  const char **cells;
};
struct rows rows_of (const struct form_field *table, const char *stored,
                     struct arena *);

/* Appends COUNT rows of CELLS (as above) in the stored spelling. */
void rows_add (const struct form_field *table, const char *const *cells,
               size_t count, struct bytes *to);

/* The columns of TABLE as a form, to fill in one row; what a column asks of
 * other fields is left to the check of the whole form.  TABLE outlives it; the
 * caller frees it.
 */
struct form *row_form_new (const struct form_field *table);

#endif
