/* base/clock.h - what time it is, in the office's own zone.
 *
 * Stored times are microseconds of UTC since 1970; days and what people see
 * are at UTC+7 whatever TZ says.  With HOSO_CLOCK set to a time as below the
 * clock stands still there: for tests and for catching up on paper.
 */
#ifndef BASE_CLOCK_H
#define BASE_CLOCK_H

#include <stdbool.h>
#include <stdint.h>

uint64_t clock_now (void);   /* microseconds of UTC, or HOSO_CLOCK          */
uint64_t clock_ticks (void); /* milliseconds that only go up; no date       */

/* Whether TIME is of 1970 to 9999, as all are that can be written and read
 * again: a clock whose battery is empty may stand before that.
 */
bool clock_holds (uint64_t time);

/* A moment at UTC+7, taken apart. */
struct moment {
  int year, month, day, hour, minute, second;
};
struct moment moment_of (uint64_t time);
uint64_t moment_time (struct moment);

/* The day of TIME, at UTC+7, since 1970-01-01. */
int32_t clock_today (uint64_t time);
/* Days since then (negative before) and back; of the calendar that is
 * used today, for any year.  There is no check whether the day exists.
 */
int32_t clock_day (int year, int month, int day);
void clock_date (int32_t days, int *year, int *month, int *day);

enum { CLOCK_TEXT = 26 };
/* "2026-11-21T08:15:00+07:00" */
void clock_text (uint64_t time, char text[CLOCK_TEXT]);

/* Reads "2026-11-21T08:15:00+07:00"; seconds and zone may be missing (UTC+7
 * then), "Z" and other zones are taken; a date alone is midnight.  False for
 * anything else.
 */
bool clock_read (const char *text, uint64_t *time);

#endif
