/* tui/view-help.h - F1: what this field wants, and what the keys do. */
#ifndef TUI_VIEW_HELP_H
#define TUI_VIEW_HELP_H

#include "form/form.h"
#include "tui/view.h"

/* FIELD may be NULL. */
void help_open (struct app *, const struct form_field *,
                const struct key_row *keys);

/* What is to be typed into a field: its own help, or how its kind is spelled;
 * NULL when there is nothing to say.
 */
const char *help_hint (const struct form_field *);

#endif
