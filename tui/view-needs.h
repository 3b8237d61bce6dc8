/* tui/view-needs.h - what the citizen brings and pays, and when to come again. */
#ifndef TUI_VIEW_NEEDS_H
#define TUI_VIEW_NEEDS_H

#include "entry/session.h"
#include "tui/view.h"

/* Of the dossier in SESSION, received at RECEIVED, which lives until the view
 * is closed; NULL: of any dossier of FORM.  Refused when FORM declares nothing.
 */
void needs_open (struct app *, const struct form *, const struct session *,
                 uint64_t received);

#endif
