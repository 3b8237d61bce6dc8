/* tui/record-lines.h - a dossier as lines to read: header, timeline, values. */
#ifndef TUI_RECORD_LINES_H
#define TUI_RECORD_LINES_H

#include "site/site.h"
#include "tui/lines.h"

/* Anew, in the language of now.  What cannot be fetched is said in a line. */
void record_lines_make (struct lines *, struct site *, const struct whole *,
                        const struct form *, const struct values *);

#endif
