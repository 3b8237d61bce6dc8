/* tui/view-help.h - F1: what this field wants, and what the keys do. */
#ifndef TUI_VIEW_HELP_H
#define TUI_VIEW_HELP_H

#include "form/form.h"
#include "tui/view.h"

/* FIELD may be NULL. */
void help_open (struct app *, const struct form_field *,
                const struct key_row *keys);

#endif
