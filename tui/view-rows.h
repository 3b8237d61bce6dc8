/* tui/view-rows.h - the rows of a TABLE in a form, a line each; Enter opens one
 * to be filled in as a form is.
 */
#ifndef TUI_VIEW_ROWS_H
#define TUI_VIEW_ROWS_H

#include "tui/view-entry.h"

struct rows_view;

/* Opens them for the field at the cursor, which is a TABLE. */
void rows_open (struct app *, struct entry_view *);

/* Row AT is now VALUES (those that do not parse are empty): in the form below,
 * and in its draft.
 */
void rows_take (struct app *, struct rows_view *, size_t at,
                const struct values *);

#endif
