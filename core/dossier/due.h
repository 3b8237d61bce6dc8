/* dossier/due.h - when the result is due. */
#ifndef DOSSIER_DUE_H
#define DOSSIER_DUE_H

#include "form/condition.h"
#include "form/form.h"

/* Appends to *RULE (may be NULL) how it was reckoned, for people: "the same
 * day, received from 15:00: next working day (Luật Hộ tịch Đ16)".  The first
 * term that holds counts, and every .more that holds is added.  A term is due
 * at the end of the working day (17:00 UTC+7); WORK_HOURS at the minute.
 * RECEIVED in microseconds of UTC.  0 when the form has no term that holds.
 */
uint64_t due_of (const struct form *, const struct scope *, uint64_t received,
                 struct bytes *rule);

/* As due_of for a dossier of which nothing is known but its time: terms with a
 * condition do not hold.
 */
uint64_t due_plain (const struct form *, uint64_t received, struct bytes *rule);

/* "3 working days": how long a term is, without its law. */
void term_text (const struct form_term *, struct bytes *to);

#endif
