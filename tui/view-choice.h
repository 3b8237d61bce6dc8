/* tui/view-choice.h - the values a field may have, in a pop-up. */
#ifndef TUI_VIEW_CHOICE_H
#define TUI_VIEW_CHOICE_H

#include "tui/view-entry.h"

/* Opens it for the field at the cursor; beeps when it has no list. */
void choice_open (struct app *, struct entry_view *);

#endif
