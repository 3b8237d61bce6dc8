/* text/date.h - dates as officers type them and as they are stored.
 *
 * Stored: "2024-03-05"; partial ones "2024-03" or "2024".  A day number is
 * days since 1970-01-01 (negative before).
 */
#ifndef TEXT_DATE_H
#define TEXT_DATE_H

#include "base/bytes.h"
#include "base/error.h"

#include <stdbool.h>
#include <stdint.h>

enum { DATE_TEXT = 11 };

enum date_spelling {
  DATE_FILED, /* from a file: the year has four digits                      */
  DATE_TYPED, /* at the keyboard: 5324, 050324 and 5/3/24 mean 2024 too (the
               * century that makes the date the latest not after TODAY), also
               * with blanks; hn is today (hôm nay), hq yesterday, mai tomorrow,
               * +3 and -3 count from today */
};

/* Reads 5/3/2024, 05-03-2024, 05.03.2024, 05032024, 2024-03-05; with PARTIAL
 * also 3/2024, 2024-03, 2024, and typed 9/90 (but not 5/10, which can be a day
 * as well).  Writes the stored spelling; ERR_INPUT with a
 * sentence otherwise, ISO left alone.  TODAY (a day number) only matters to
 * DATE_TYPED.  Years 1800 to 2200.
 */
enum outcome date_parse (const char *text, enum date_spelling, bool partial,
                         int32_t today, char iso[DATE_TEXT], struct error *);

/* The same for the ten bytes of a date as most files have it, "05/03/2024";
 * false for everything else.
 */
bool date_usual (const char text[10], char iso[DATE_TEXT]);

/* Day number of a stored whole date; INT32_MIN when it is not one. */
int32_t date_day (const char *iso);

/* First and last day that a stored date, whole or partial, may mean; false
 * when ISO is no date.
 */
bool date_span (const char *iso, int32_t *first, int32_t *last);

void date_iso (int32_t day, char iso[DATE_TEXT]);
void date_parts (int32_t day, int *year, int *month, int *day_of_month);
int32_t date_of (int year, int month, int day_of_month); /* no check        */
bool date_real (int year, int month, int day_of_month);
int date_weekday (int32_t day); /* 1 Monday .. 7 Sunday                      */
int32_t date_today (uint64_t time); /* at UTC+7, of clock_now's microseconds */

/* DAY plus MONTHS (may be negative); a missing day becomes the last of its
 * month (BLDS 2015 Đ148).
 */
int32_t date_add_months (int32_t day, int months);

/* Whole years from BORN to ON; born on 29 February is a year older on 1 March.
 * Negative when ON is earlier.
 */
int date_years (int32_t born, int32_t on);

/* "31/10/2026", "10/2026", "2026": how a stored date is shown. */
void date_show (const char *iso, char text[DATE_TEXT]);

/* "Ngày ba mươi mốt tháng mười năm hai nghìn không trăm hai mươi sáu" */
void date_in_words (const char *iso, struct bytes *to);

/* "23:59" from 23:59, 2359, 23h59, 9:05; ERR_INPUT with a sentence. */
enum outcome time_parse (const char *text, char stored[6], struct error *);

#endif
