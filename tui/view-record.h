/* tui/view-record.h - one dossier: its values and what happened to it. */
#ifndef TUI_VIEW_RECORD_H
#define TUI_VIEW_RECORD_H

#include "tui/view.h"

/* Opens it; shows a message when it cannot be had. */
void record_open (struct app *, const unsigned char id[ID_SIZE]);

#endif
