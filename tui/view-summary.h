/* tui/view-summary.h - everything that is to be mended, a line each; Enter goes
 * to the field.
 */
#ifndef TUI_VIEW_SUMMARY_H
#define TUI_VIEW_SUMMARY_H

#include "tui/view-entry.h"

void summary_open (struct app *, struct entry_view *);

/* What the entry view does when a view above it ended with RESULT. */
void summary_closed (struct app *, struct entry_view *, int result);

#endif
