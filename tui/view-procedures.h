/* tui/view-procedures.h - which procedure is to be entered. */
#ifndef TUI_VIEW_PROCEDURES_H
#define TUI_VIEW_PROCEDURES_H

#include "tui/view.h"

void procedures_open (struct app *);

#endif
