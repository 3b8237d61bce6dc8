/* dossier/fee.h - what is to be paid, and which papers are to be handed in. */
#ifndef DOSSIER_FEE_H
#define DOSSIER_FEE_H

#include "form/condition.h"
#include "form/form.h"

/* Reads SITE/data/amounts.csv (name,amount; from, law, procedure if need be):
 * the office's own amounts, which win over the form's.  FOLDER may be NULL.
 */
enum outcome amounts_start (const char *folder, struct error *);

/* The office's own amount NAME in force on DAY: a row with the form's code as
 * its procedure before one for all procedures.
 */
bool amount_local (const struct form *, const char *name, int32_t day,
                   int64_t *);

/* Amount NAME in force on DAY: the office's own, then the form's rows. */
bool amount_on (const struct form *, const char *name, int32_t day, int64_t *);

/* What fee I of the form comes to, at most INT64_MAX; false when it is not to
 * be paid: its condition does not hold, it is due 0 times, or its field is
 * empty.
 */
bool fee_due (const struct form *, const struct scope *, unsigned i, int64_t *);

/* Whether paper I is needed. */
bool paper_needed (const struct form *, const struct scope *, unsigned i);

#endif
