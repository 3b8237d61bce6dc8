/* calendar.c - one bit a day: whether offices work. */

#include "dossier/calendar.h"

#include "area/list-file.h"
#include "base/language.h"
#include "dossier/days.h"
#include "text/date.h"

#include <stdlib.h>
#include <string.h>

/* Special days as they are gathered. */
struct days {
  struct special_day *at;
  size_t count;
};

/* Bit DAY - FIRST: works.  Covers whole years; others go by the weekday. */
static struct {
  unsigned char *bits;
  int32_t first, end;
} calendar;

/* ---- gathering ----------------------------------------------------------- */

static void
add (struct days *d, int32_t day, bool works)
{
  d->at = bytes_must_again (d->at, (d->count + 1) * sizeof *d->at);
  d->at[d->count++] = (struct special_day){ day, works };
}

static int
year_of (int32_t day)
{
  int year, month, day_of_month;

  date_parts (day, &year, &month, &day_of_month);
  return year;
}

static bool
has_year (const struct special_day *days, size_t count, int year)
{
  for (size_t i = 0; i < count; i++)
    if (year_of (days[i].day) == year)
      return true;
  return false;
}

/* Reads FOLDER/NAME, if it is there; with KINDS its second column says "off"
 * or "work".
 */
static enum outcome
read_days (const char *folder, const char *name, bool kinds, struct days *to,
           struct error *e)
{
  SCOPED_LIST_FILE f;
  enum outcome rc =
    list_file_open (&f, folder, name, kinds ? "date kind" : "date", e);

  if (rc != OK)
    return rc == ERR_ABSENT ? OK : rc;
  while (list_file_next (&f)) {
    int32_t day;
    bool works = strcmp (f.cell[1], "work") == 0;

    if (!list_file_day (&f, 0, INT32_MIN, &day) || day == INT32_MIN)
      return list_file_fail (&f, e, _ ("write the date as 2026-11-21"));
    if (kinds && !works && strcmp (f.cell[1], "off") != 0)
      return list_file_fail (&f, e, _ ("the kind is \"off\" or \"work\""));
    add (to, day, works);
  }
  return OK;
}

/* Adds the built rows of all years that the office's own rows do not name. */
static void
add_built (struct days *d, const struct special_day *built, size_t count)
{
  size_t own = d->count;

  for (size_t i = 0; i < count; i++)
    if (!has_year (d->at, own, year_of (built[i].day)))
      add (d, built[i].day, built[i].works);
}

/* ---- the bits ------------------------------------------------------------ */

static bool
on_weekend (int32_t day)
{
  return date_weekday (day) > 5;
}

static void
set (int32_t day, bool works)
{
  unsigned char bit = (unsigned char) (1 << (day - calendar.first) % 8);
  unsigned char *byte = &calendar.bits[(day - calendar.first) / 8];

  *byte = (unsigned char) (works ? *byte | bit : *byte & ~bit);
}

/* The whole years that the days of both lists lie in. */
static void
span (const struct days *a, const struct days *b)
{
  int least = year_of (a->at[0].day), most = least;

  for (size_t i = 0; i < a->count + b->count; i++) {
    int year = year_of (i < a->count ? a->at[i].day : b->at[i - a->count].day);

    least = year < least ? year : least;
    most = year > most ? year : most;
  }
  free (calendar.bits);
  calendar.first = date_of (least, 1, 1);
  calendar.end = date_of (most + 1, 1, 1);
  calendar.bits = bytes_must ((size_t) (calendar.end - calendar.first) / 8 + 1);
  for (int32_t day = calendar.first; day < calendar.end; day++)
    set (day, !on_weekend (day));
}

static int
by_day (const void *a, const void *b)
{
  int32_t x = ((const struct special_day *) a)->day;
  int32_t y = ((const struct special_day *) b)->day;

  return (x > y) - (x < y);
}

/* A holiday on a rest day gives the next working day off (BLLĐ 2019 Đ111.3). */
static void
make_up (const struct days *holidays)
{
  for (size_t i = 0; i < holidays->count; i++)
    if (on_weekend (holidays->at[i].day)) {
      int32_t day = calendar_next (holidays->at[i].day);

      if (day < calendar.end)
        set (day, false);
    }
}

static void
fill (struct days *holidays, const struct days *swaps)
{
  qsort (holidays->at, holidays->count, sizeof *holidays->at, by_day);
  span (holidays, swaps);
  for (size_t i = 0; i < holidays->count; i++)
    set (holidays->at[i].day, false);
  for (size_t i = 0; i < swaps->count; i++)
    set (swaps->at[i].day, swaps->at[i].works);
  make_up (holidays);
}

enum outcome
calendar_start (const char *folder, struct error *e)
{
  struct days holidays = { 0 }, swaps = { 0 };
  enum outcome rc = read_days (folder, "holidays.csv", false, &holidays, e);

  if (rc == OK)
    rc = read_days (folder, "swap_days.csv", true, &swaps, e);
  if (rc == OK) {
    add_built (&holidays, built_holidays, built_holidays_count);
    add_built (&swaps, built_swaps, built_swaps_count);
    fill (&holidays, &swaps);
  }
  free (holidays.at);
  free (swaps.at);
  return rc;
}

/* ---- asking -------------------------------------------------------------- */

static void
begin (void)
{
  if (calendar.bits == NULL)
    calendar_start (NULL, NULL);
}

bool
calendar_works (int32_t day)
{
  begin ();
  if (day < calendar.first || day >= calendar.end)
    return !on_weekend (day);
  return calendar.bits[(day - calendar.first) / 8] >> (day - calendar.first) % 8
         & 1;
}

int32_t
calendar_next (int32_t day)
{
  do
    day++;
  while (!calendar_works (day));
  return day;
}
