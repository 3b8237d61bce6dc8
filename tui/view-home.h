/* tui/view-home.h - the first screen: the day, the drafts, the latest. */
#ifndef TUI_VIEW_HOME_H
#define TUI_VIEW_HOME_H

#include "tui/view.h"

void home_open (struct app *);

#endif
