/* form/kind-parts.h - the larger kinds, for the table in kind.c. */
#ifndef FORM_KIND_PARTS_H
#define FORM_KIND_PARTS_H

#include "form/kind.h"

enum outcome parse_choice (const struct form_field *, const char *text,
                           enum spelling, int32_t received, struct bytes *to,
                           struct error *);
enum outcome parse_choices (const struct form_field *, const char *text,
                            enum spelling, int32_t received, struct bytes *to,
                            struct error *);
void show_choices (const struct form_field *, const char *stored,
                   struct bytes *to);

enum outcome parse_table (const struct form_field *, const char *text,
                          enum spelling, int32_t received, struct bytes *to,
                          struct error *);
void show_table (const struct form_field *, const char *stored,
                 struct bytes *to);

#endif
