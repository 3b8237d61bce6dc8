/* clock-test.c - moments are read, kept in UTC and shown at UTC+7. */

#include "base/clock.h"
#include "tests/tap.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

static const struct {
  const char *name, *text, *shown; /* SHOWN is NULL when it is refused */
} cases[] = {
  { "in full", "2026-11-21T08:15:00+07:00", "2026-11-21T08:15:00+07:00" },
  { "a blank for the T", "2026-11-21 08:15:00", "2026-11-21T08:15:00+07:00" },
  { "no seconds", "2026-11-21T08:15", "2026-11-21T08:15:00+07:00" },
  { "a date is midnight", "2026-11-21", "2026-11-21T00:00:00+07:00" },
  { "Z", "2026-11-21T18:15:00Z", "2026-11-22T01:15:00+07:00" },
  { "another zone", "2026-11-21T08:15:00-03:30", "2026-11-21T18:45:00+07:00" },
  { "a zone without colon", "2026-11-21T08:15+0900",
    "2026-11-21T06:15:00+07:00" },
  { "parts of a second", "2026-11-21T08:15:59.999999",
    "2026-11-21T08:15:59+07:00" },
  { "leap day", "2024-02-29", "2024-02-29T00:00:00+07:00" },
  { "the first day that is kept", "1970-01-02", "1970-01-02T00:00:00+07:00" },
  { "the last year", "9999-12-31T23:59:59", "9999-12-31T23:59:59+07:00" },
  { "no leap day", "2023-02-29", NULL },
  { "month 13", "2026-13-01", NULL },
  { "day 0", "2026-01-00", NULL },
  { "hour 24", "2026-01-01T24:00", NULL },
  { "minute 60", "2026-01-01T23:60", NULL },
  { "second 60", "2026-01-01T23:59:60", NULL },
  { "before 1970", "1969-12-31", NULL },
  { "one-digit month", "2026-1-01", NULL },
  { "something behind", "2026-01-01x", NULL },
  { "T and nothing", "2026-01-01T", NULL },
  { "something behind the zone", "2026-01-01T08:00Zx", NULL },
  { "half a zone", "2026-01-01T08:00+07", NULL },
  { "no digits behind the point", "2026-01-01T08:00:00.", NULL },
  { "as on paper", "01/01/2026", NULL },
  { "nothing", "", NULL },
};

static void
test_reading (void)
{
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    char shown[CLOCK_TEXT] = "refused";
    uint64_t time = 7;
    bool taken = clock_read (cases[i].text, &time);

    if (taken)
      clock_text (time, shown);
    if (!ok (cases[i].shown != NULL ? strcmp (shown, cases[i].shown) == 0
                                    : !taken && time == 7,
             "clock_read: %s", cases[i].name))
      printf ("# given %s wanted %s got %s\n", cases[i].text,
              cases[i].shown != NULL ? cases[i].shown : "a refusal", shown);
  }
}

static void
test_stopped (void)
{
  uint64_t time = 0;

  clock_read ("2026-11-21T08:15:30", &time);
  setenv ("HOSO_CLOCK", "2026-11-21T08:15:30+07:00", 1);
  ok (clock_now () == time, "HOSO_CLOCK stops the clock");
  ok (time == UINT64_C (1795223730000000), "and times are UTC microseconds");
  setenv ("TZ", "America/Lima", 1);
  ok (moment_of (time).hour == 8, "TZ means nothing");
  setenv ("HOSO_CLOCK", "tomorrow", 1);
  ok (clock_now () != time, "what is no time leaves the clock going");
  unsetenv ("HOSO_CLOCK");
  ok (clock_now () > UINT64_C (1700000000000000), "the clock shows this age");
}

static void
test_moments (void)
{
  struct moment m = { 2024, 2, 29, 23, 59, 58 };
  struct moment back = moment_of (moment_time (m));
  uint64_t ticks = clock_ticks ();

  ok (memcmp (&m, &back, sizeof m) == 0, "a moment comes back");
  ok (moment_of (0).hour == 7, "the beginning of time was at 7 o'clock");
  ok (moment_time ((struct moment){ 1969, 1, 1, 0, 0, 0 }) == 0,
      "before 1970 there is 0");
  ok (clock_ticks () >= ticks, "ticks go up");
}

/* Each day of 800 years follows the one before and comes back. */
static void
test_days (void)
{
  int32_t first = clock_day (1600, 1, 1), last = clock_day (2400, 12, 31);
  int wrong = 0, y, m, d;

  for (int32_t day = first; day <= last; day++) {
    clock_date (day, &y, &m, &d);
    wrong += clock_day (y, m, d) != day || m < 1 || m > 12 || d < 1 || d > 31;
  }
  ok (wrong == 0, "%d days come back", last - first + 1);
  wrong = 0;
  for (int64_t day = INT32_MIN; day <= INT32_MAX; day += 99991) {
    clock_date ((int32_t) day, &y, &m, &d);
    wrong += clock_day (y, m, d) != day || m < 1 || m > 12 || d < 1 || d > 31;
  }
  ok (wrong == 0, "so do days millions of years away");
  ok (clock_day (1970, 1, 1) == 0 && clock_day (2000, 3, 1) == 11017
        && clock_day (1900, 1, 1) == -25567,
      "known days have their numbers");
}

/* What is before 1970 comes from the system as a number below 0. */
static void
test_holds (void)
{
  static const struct {
    const char *name;
    uint64_t time;
    bool holds;
  } rows[] = {
    { "1970", 0, true },
    { "a second before", (uint64_t) -1000000, false },
    { "1901", (uint64_t) INT32_MIN * 1000000, false },
    { "the last second of 9999", UINT64_C (253402275599999999), true },
    { "the first of 10000", UINT64_C (253402275600000000), false },
  };

  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
    ok (clock_holds (rows[i].time) == rows[i].holds, "%s", rows[i].name);
}

int
main (void)
{
  test_reading ();
  test_holds ();
  test_stopped ();
  test_moments ();
  test_days ();
  return tap_done ();
}
