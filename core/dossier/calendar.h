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

bool calendar_works (int32_t day);
int32_t calendar_next (int32_t day);   /* the first working day after DAY    */
/* Last day the tables know; beyond it only weekends count. */
int32_t calendar_known_until (void);

#endif
