/* dossier/calendar.h - working days: weekends, holidays, swapped days.
 *
 * Built from data/holidays.csv and data/swap_days.csv; SITE/data/ files of the
 * same names replace them (the prime minister's yearly notice).
 */
#ifndef DOSSIER_CALENDAR_H
#define DOSSIER_CALENDAR_H

#include "base/error.h"

#include <stdbool.h>
#include <stdint.h>

/* Reads the tables, FOLDER (SITE/data, may be NULL) before the built ones. */
enum outcome calendar_start (const char *folder, struct error *);

/* Whether DAY (since 1970-01-01) is a working day; in years that no table
 * knows the weekday alone decides.
 */
bool calendar_works (int32_t day);
/* The first working day after DAY. */
int32_t calendar_next (int32_t day);

#endif
