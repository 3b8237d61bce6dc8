/* clock.c - what time it is, in the office's own zone. */

#include "base/clock.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum {
  DAY_SECONDS = 24 * 60 * 60,
  ZONE_SECONDS = 7 * 60 * 60, /* Viet Nam: UTC+7, no summer time */
  ERA_YEARS = 400,            /* then the calendar repeats */
  ERA_DAYS = 146097,
  ERAS = 15000,       /* more than there are before day 0 */
  ERA_SHIFT = 719468, /* days from 0000-03-01 to 1970-01-01 */
  DAY_LAST = 2932896, /* 9999-12-31: four digits of year are shown */
};
#define SECOND UINT64_C (1000000) /* in microseconds */

uint64_t
clock_now (void)
{
  const char *stopped = getenv ("HOSO_CLOCK");
  struct timespec t;
  uint64_t time;

  if (stopped != NULL && clock_read (stopped, &time))
    return time;
  clock_gettime (CLOCK_REALTIME, &t);
  return (uint64_t) t.tv_sec * SECOND + (uint64_t) t.tv_nsec / 1000;
}

uint64_t
clock_ticks (void)
{
  struct timespec t;

  clock_gettime (CLOCK_MONOTONIC, &t);
  return (uint64_t) t.tv_sec * 1000 + (uint64_t) t.tv_nsec / 1000000;
}

/* Years are counted from March here, so that the leap day is the last one; and
 * from so long ago that no year or day is below 0, a whole number of eras.
 */
int32_t
clock_day (int year, int month, int day)
{
  static const uint16_t before[] = { 306, 337, 0,   31,  61,  92,
                                     122, 153, 184, 214, 245, 275 };
  uint64_t y = (uint64_t) (year + (int64_t) ERA_YEARS * ERAS) - (month <= 2);
  uint64_t days =
    y * 365 + y / 4 - y / 100 + y / 400 + before[(unsigned) (month + 11) % 12];

  return (int32_t) ((int64_t) days + day - 1
                    - (ERA_SHIFT + (int64_t) ERA_DAYS * ERAS));
}

/* After Neri and Schneider, "Euclidean affine functions and their application
 * to calendar algorithms" (2022): quotients and rests of the century, the year
 * and the month, each by one multiplication.
 */
void
clock_date (int32_t days, int *year, int *month, int *day)
{
  uint64_t quarters =
    4 * (uint64_t) ((int64_t) ERA_DAYS * ERAS + ERA_SHIFT + days) + 3;
  uint32_t century = (uint32_t) (quarters / ERA_DAYS);
  uint64_t years = UINT64_C (2939745) * (uint32_t) (quarters % ERA_DAYS | 3);
  uint32_t in_year = (uint32_t) years / 2939745 / 4;
  uint32_t months = 2141 * in_year + 197913;
  bool next = in_year >= 306; /* January and February */

  *day = (int) ((months & 0xffff) / 2141) + 1;
  *month = (int) (months >> 16) - (next ? 12 : 0);
  *year = (int) (100 * (int64_t) century + (int64_t) (years >> 32)
                 - (int64_t) ERA_YEARS * ERAS)
          + next;
}

static uint64_t
day_of (uint64_t time)
{
  return (time / SECOND + ZONE_SECONDS) / DAY_SECONDS;
}

bool
clock_holds (uint64_t time)
{
  return day_of (time) <= DAY_LAST;
}

int32_t
clock_today (uint64_t time)
{
  uint64_t days = day_of (time);

  return (int32_t) (days < DAY_LAST ? days : DAY_LAST);
}

struct moment
moment_of (uint64_t time)
{
  int in_day = (int) ((time / SECOND + ZONE_SECONDS) % DAY_SECONDS);
  struct moment m = { .hour = in_day / 3600,
                      .minute = in_day / 60 % 60,
                      .second = in_day % 60 };

  clock_date (clock_today (time), &m.year, &m.month, &m.day);
  return m;
}

/* Microseconds of M read as UTC+ZONE seconds; 0 before 1970. */
static uint64_t
time_at_zone (struct moment m, int zone)
{
  int64_t seconds = (int64_t) clock_day (m.year, m.month, m.day) * DAY_SECONDS
                    + m.hour * 3600 + m.minute * 60 + m.second - zone;

  return seconds > 0 ? (uint64_t) seconds * SECOND : 0;
}

uint64_t
moment_time (struct moment m)
{
  return time_at_zone (m, ZONE_SECONDS);
}

/* N as two digits, and what comes behind them. */
static char *
put_two (char *to, unsigned n, char behind)
{
  to[0] = (char) ('0' + n / 10);
  to[1] = (char) ('0' + n % 10);
  to[2] = behind;
  return to + 3;
}

void
clock_text (uint64_t time, char text[CLOCK_TEXT])
{
  struct moment m = moment_of (time);
  char *to = text;

  put_two (to, (unsigned) m.year / 100, 0);
  to = put_two (to + 2, (unsigned) m.year % 100, '-');
  to = put_two (to, (unsigned) m.month, '-');
  to = put_two (to, (unsigned) m.day, 'T');
  to = put_two (to, (unsigned) m.hour, ':');
  to = put_two (to, (unsigned) m.minute, ':');
  to = put_two (to, (unsigned) m.second, '+');
  memcpy (to, "07:00", sizeof "07:00");
}

/* COUNT digits at *AT into *N; *AT moves behind them. */
static bool
digits (const char **at, int count, int *n)
{
  *n = 0;
  for (int i = 0; i < count; i++, (*at)++) {
    if (!isdigit ((unsigned char) **at))
      return false;
    *n = *n * 10 + (**at - '0');
  }
  return true;
}

static bool
passes (const char **at, char c)
{
  if (**at != c)
    return false;
  ++*at;
  return true;
}

static bool
read_day (const char **at, struct moment *m)
{
  struct moment back;

  if (!digits (at, 4, &m->year) || !passes (at, '-')
      || !digits (at, 2, &m->month) || !passes (at, '-')
      || !digits (at, 2, &m->day) || m->month < 1 || m->month > 12)
    return false;
  clock_date (clock_day (m->year, m->month, m->day), &back.year, &back.month,
              &back.day);
  return back.month == m->month && back.day == m->day;
}

/* 08:15, 08:15:30, 08:15:30.123456 */
static bool
read_hour (const char **at, struct moment *m, uint64_t *micros)
{
  if (!digits (at, 2, &m->hour) || !passes (at, ':')
      || !digits (at, 2, &m->minute))
    return false;
  if (passes (at, ':')) {
    if (!digits (at, 2, &m->second))
      return false;
    if (passes (at, '.')) {
      uint64_t unit = SECOND / 10;

      if (!isdigit ((unsigned char) **at))
        return false;
      for (; isdigit ((unsigned char) **at); ++*at, unit /= 10)
        *micros += (uint64_t) (**at - '0') * unit;
    }
  }
  return m->hour < 24 && m->minute < 60 && m->second < 60;
}

/* Nothing (UTC+7), Z, +07:00, -0330 */
static bool
read_zone (const char **at, int *zone)
{
  int hours, minutes, sign = **at == '-' ? -1 : 1;

  if (**at == '\0')
    return true;
  *zone = 0;
  if (passes (at, 'Z'))
    return true;
  if (!passes (at, '+') && !passes (at, '-'))
    return false;
  if (!digits (at, 2, &hours))
    return false;
  passes (at, ':');
  if (!digits (at, 2, &minutes) || hours > 14 || minutes > 59)
    return false;
  *zone = sign * (hours * 3600 + minutes * 60);
  return true;
}

bool
clock_read (const char *text, uint64_t *time)
{
  struct moment m = { 0 };
  uint64_t micros = 0;
  int zone = ZONE_SECONDS;

  if (!read_day (&text, &m))
    return false;
  if ((passes (&text, 'T') || passes (&text, ' '))
      && (!read_hour (&text, &m, &micros) || !read_zone (&text, &zone)))
    return false;
  if (*text != '\0' || m.year < 1970)
    return false;
  *time = time_at_zone (m, zone) + micros;
  return true;
}
