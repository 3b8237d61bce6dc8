/* date-test.c - dates are read, stored, reckoned with, shown and said. */

#include "base/clock.h"
#include "tests/tap.h"
#include "text/date.h"

#include <string.h>

/* DATE_TYPED is asked on 21 November 2026. */
static const struct {
  const char *name, *text, *filed, *typed, *partial; /* NULL: refused */
} cases[] = {
  { "slashes, no leading zeros", "5/3/2024", "2024-03-05", "2024-03-05",
    "2024-03-05" },
  { "dashes", "05-03-2024", "2024-03-05", "2024-03-05", "2024-03-05" },
  { "points", "05.03.2024", "2024-03-05", "2024-03-05", "2024-03-05" },
  { "digits only", "05032024", "2024-03-05", "2024-03-05", "2024-03-05" },
  { "as stored", "2024-03-05", "2024-03-05", "2024-03-05", "2024-03-05" },
  { "leap day in a leap year", "29/2/2024", "2024-02-29", "2024-02-29",
    "2024-02-29" },
  { "the first year", "1/1/1800", "1800-01-01", "1800-01-01", "1800-01-01" },
  { "the last year", "31/12/2200", "2200-12-31", "2200-12-31", "2200-12-31" },
  { "month and year", "3/2024", NULL, NULL, "2024-03" },
  { "month and year, dashed", "03-2024", NULL, NULL, "2024-03" },
  { "month and year, stored", "2024-03", NULL, NULL, "2024-03" },
  { "six digits", "050324", NULL, "2024-03-05", NULL },
  { "four digits", "5324", NULL, "2024-03-05", NULL },
  { "four digits that are a year too", "1924", NULL, "2024-09-01", "1924" },
  { "a year alone", "2024", NULL, NULL, "2024" },
  { "two-digit year", "5/3/24", NULL, "2024-03-05", NULL },
  { "two-digit year of today", "21/11/26", NULL, "2026-11-21", NULL },
  { "two-digit year of tomorrow", "22/11/26", NULL, "1926-11-22", NULL },
  { "two-digit year long ago", "5/3/27", NULL, "1927-03-05", NULL },
  { "two-digit leap day", "29/2/24", NULL, "2024-02-29", NULL },
  { "two-digit leap day of last century", "29/2/28", NULL, "1928-02-29", NULL },
  { "two-digit leap day of no century", "29/2/25", NULL, NULL, NULL },
  { "leap day in a common year", "29/2/2023", NULL, NULL, NULL },
  { "leap day in 1900", "29/2/1900", NULL, NULL, NULL },
  { "day and month swapped", "3/25/2024", NULL, NULL, NULL },
  { "day 0", "0/3/2024", NULL, NULL, NULL },
  { "day 31 of a short month", "31/4/2024", NULL, NULL, NULL },
  { "month 13", "13/2024", NULL, NULL, NULL },
  { "month 0", "0/2024", NULL, NULL, NULL },
  { "before the first year", "31/12/1799", NULL, NULL, NULL },
  { "behind the last", "1/1/2201", NULL, NULL, NULL },
  { "two signs", "5/3-2024", NULL, NULL, NULL },
  { "three-digit year", "5/3/024", NULL, NULL, NULL },
  { "five digits", "50324", NULL, NULL, NULL },
  { "nine digits", "005032024", NULL, NULL, NULL },
  { "year first with slashes", "2024/03/05", NULL, NULL, NULL },
  { "something behind", "5/3/2024x", NULL, NULL, NULL },
  { "a time behind", "2024-03-05 00:00", NULL, NULL, NULL },
  { "a part too many", "5/3/2024/1", NULL, NULL, NULL },
  { "a sign at the end", "5/3/", NULL, NULL, NULL },
  { "a sign first", "/3/2024", NULL, NULL, NULL },
  { "no digits", "ngày", NULL, NULL, NULL },
  { "a blank", "5/3/2024 ", NULL, NULL, NULL },
  { "blanks", "5 3 2024", NULL, "2024-03-05", NULL },
  { "blanks and a short year", "05 03 24", NULL, "2024-03-05", NULL },
  { "a blank and a slash", "5 3/2024", NULL, NULL, NULL },
  { "two blanks", "5  3 2024", NULL, NULL, NULL },
  { "a day without its year", "5/3", NULL, NULL, NULL },
  { "nothing", "", NULL, NULL, NULL },
};

static bool
reads (const char *text, enum date_spelling spelling, bool partial,
       const char *wanted)
{
  char iso[DATE_TEXT] = "unset";
  struct error e = { OK, 0, "" };
  enum outcome got =
    date_parse (text, spelling, partial, date_of (2026, 11, 21), iso, &e);

  if (wanted != NULL
        ? got == OK && strcmp (iso, wanted) == 0
        : got == ERR_INPUT && strcmp (iso, "unset") == 0 && e.text[0] != '\0')
    return true;
  printf ("# given \"%s\" wanted %s got %s (%s)\n", text,
          wanted != NULL ? wanted : "a refusal", iso, e.text);
  return false;
}

static void
test_reading (void)
{
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    const char *text = cases[i].text;

    ok (reads (text, DATE_FILED, false, cases[i].filed), "filed: %s",
        cases[i].name);
    ok (reads (text, DATE_TYPED, false, cases[i].typed), "typed: %s",
        cases[i].name);
    ok (reads (text, DATE_FILED, true, cases[i].partial), "partial: %s",
        cases[i].name);
  }
  ok (reads ("1924", DATE_TYPED, true, "1924"),
      "typed and partial: four digits are a year");
  ok (reads ("hn", DATE_TYPED, false, "2026-11-21")
        && reads ("HN", DATE_TYPED, true, "2026-11-21")
        && reads ("hôm qua", DATE_TYPED, false, "2026-11-20"),
      "typed: today and yesterday by their letters");
  ok (reads ("+3", DATE_TYPED, false, "2026-11-24")
        && reads ("-21", DATE_TYPED, false, "2026-10-31")
        && reads ("+0", DATE_TYPED, true, "2026-11-21"),
      "typed: days from today");
  ok (reads ("mai", DATE_TYPED, false, "2026-11-22")
        && reads ("Ngày mai", DATE_TYPED, true, "2026-11-22")
        && reads ("mốt", DATE_TYPED, false, NULL)
        && reads ("m", DATE_TYPED, false, NULL),
      "typed: tomorrow, and nothing that is not the same to all");
  ok (reads ("hn", DATE_FILED, false, NULL)
        && reads ("+3", DATE_FILED, true, NULL),
      "filed: no file counts from today");
  ok (reads ("+", DATE_TYPED, false, NULL)
        && reads ("+12345", DATE_TYPED, false, NULL)
        && reads ("+3a", DATE_TYPED, false, NULL),
      "typed: what only looks like it");
  ok (reads ("5324", DATE_TYPED, true, "2024-03-05"),
      "typed and partial: unless there is no such year");
}

/* Typed where a month will do. */
static const struct {
  const char *text, *iso;
} partly[] = {
  { "9/90", "1990-09" },   { "09-90", "1990-09" }, { "9 90", "1990-09" },
  { "11/26", "2026-11" },  { "12/26", "1926-12" }, { "2/13", "2013-02" },
  { "9 1990", "1990-09" }, { "1990", "1990" },     { "5 9 90", "1990-09-05" },
  { "90/9", NULL },        { "5/12", NULL },       { "9/05", NULL },
  { "13/90", NULL },       { "0/90", NULL },       { "9/190", NULL },
  { "90", NULL },          { "9/", NULL },         { "2/3/", NULL },
};

static void
test_partly (void)
{
  struct error e = { OK, 0, "" };
  char iso[DATE_TEXT];

  for (size_t i = 0; i < sizeof partly / sizeof *partly; i++)
    ok (reads (partly[i].text, DATE_TYPED, true, partly[i].iso),
        "typed and partial: %s", partly[i].text);
  date_parse ("5/10", DATE_TYPED, true, 20000, iso, &e);
  ok (strstr (e.text, "a day or a month") != NULL, "5/10: why it is refused");
  ok (reads ("9/90", DATE_FILED, true, NULL), "filed: the year is whole");
}

static const struct {
  const char *iso, *shown, *words;
} said[] = {
  { "2026-10-31", "31/10/2026",
    "Ngày ba mươi mốt tháng mười năm hai nghìn không trăm hai mươi sáu" },
  { "2026-01-01", "01/01/2026",
    "Ngày một tháng một năm hai nghìn không trăm hai mươi sáu" },
  { "1990-04-24", "24/04/1990",
    "Ngày hai mươi tư tháng tư năm một nghìn chín trăm chín mươi" },
  { "2005-12-15", "15/12/2005",
    "Ngày mười lăm tháng mười hai năm hai nghìn không trăm linh năm" },
  { "2026-10", "10/2026", "Tháng mười năm hai nghìn không trăm hai mươi sáu" },
  { "2026", "2026", "Năm hai nghìn không trăm hai mươi sáu" },
  { "2026-13-01", "", "" },
  { "", "", "" },
};

static void
test_saying (void)
{
  for (size_t i = 0; i < sizeof said / sizeof *said; i++) {
    SCOPED_BYTES got = { 0 };
    char shown[DATE_TEXT];

    date_show (said[i].iso, shown);
    date_in_words (said[i].iso, &got);
    if (!ok (strcmp (shown, said[i].shown) == 0
               && strcmp (bytes_text (&got), said[i].words) == 0,
             "said: %s", said[i].iso))
      printf ("# got \"%s\" \"%s\"\n", shown, bytes_text (&got));
  }
}

static void
test_spans (void)
{
  int32_t first, last;

  ok (date_span ("2024-02", &first, &last) && first == date_of (2024, 2, 1)
        && last == date_of (2024, 2, 29),
      "a month has a first and a last day");
  ok (date_span ("2023", &first, &last) && first == date_of (2023, 1, 1)
        && last == date_of (2023, 12, 31),
      "so has a year");
  ok (date_span ("2023-05-06", &first, &last) && first == last
        && first == date_day ("2023-05-06"),
      "a day is both");
  ok (!date_span ("2023-5-6", &first, &last)
        && !date_span ("2023-00", &first, &last)
        && !date_span ("2023-05-00", &first, &last)
        && !date_span ("x", &first, &last),
      "nothing else is stored");
  ok (date_day ("2023-05") == INT32_MIN && date_day ("2023-02-29") == INT32_MIN
        && date_day ("1970-01-02") == 1,
      "only whole dates have a number");
}

static const struct {
  const char *from;
  int months;
  const char *to;
} sums[] = {
  { "2024-01-31", 1, "2024-02-29" },  { "2023-01-31", 1, "2023-02-28" },
  { "2024-02-29", 12, "2025-02-28" }, { "2024-11-30", 3, "2025-02-28" },
  { "2024-03-31", -1, "2024-02-29" }, { "2024-01-15", -1, "2023-12-15" },
  { "2024-05-31", 0, "2024-05-31" },  { "2024-12-31", 24, "2026-12-31" },
};

static const struct {
  const char *born, *on;
  int years;
} ages[] = {
  { "2004-02-29", "2022-02-28", 17 }, { "2004-02-29", "2022-03-01", 18 },
  { "2004-02-29", "2024-02-29", 20 }, { "2006-11-21", "2026-11-21", 20 },
  { "2006-11-22", "2026-11-21", 19 }, { "2026-11-21", "2026-11-21", 0 },
  { "2026-11-21", "2026-11-20", -1 }, { "2026-11-21", "2025-11-21", -1 },
};

static void
test_reckoning (void)
{
  for (size_t i = 0; i < sizeof sums / sizeof *sums; i++) {
    char iso[DATE_TEXT];

    date_iso (date_add_months (date_day (sums[i].from), sums[i].months), iso);
    if (!ok (strcmp (iso, sums[i].to) == 0, "%s and %d months", sums[i].from,
             sums[i].months))
      printf ("# wanted %s got %s\n", sums[i].to, iso);
  }
  for (size_t i = 0; i < sizeof ages / sizeof *ages; i++) {
    int got = date_years (date_day (ages[i].born), date_day (ages[i].on));

    if (!ok (got == ages[i].years, "born %s, on %s", ages[i].born, ages[i].on))
      printf ("# wanted %d got %d\n", ages[i].years, got);
  }
  ok (date_weekday (date_day ("2026-11-21")) == 6
        && date_weekday (date_day ("2026-11-22")) == 7
        && date_weekday (date_day ("2026-11-23")) == 1
        && date_weekday (date_day ("1969-12-31")) == 3
        && date_weekday (date_day ("1900-01-01")) == 1,
      "weekdays, Monday is 1");
  ok (date_real (2024, 2, 29) && !date_real (2023, 2, 29)
        && !date_real (2024, 0, 1) && !date_real (2024, 13, 1)
        && !date_real (1799, 1, 1),
      "days that are and days that are not");
}

static void
test_today (void)
{
  uint64_t time = 0;

  clock_read ("2026-11-21T16:59:59Z", &time);
  ok (date_today (time) == date_of (2026, 11, 21), "16:59 of UTC is today");
  clock_read ("2026-11-21T17:00:00Z", &time);
  ok (date_today (time) == date_of (2026, 11, 22), "17:00 is tomorrow");
}

static const struct {
  const char *text, *stored;
} times[] = {
  { "23:59", "23:59" }, { "2359", "23:59" }, { "23h59", "23:59" },
  { "9:05", "09:05" },  { "905", "09:05" },  { "9h", "09:00" },
  { "0:00", "00:00" },  { "9H30", "09:30" }, { "24:00", NULL },
  { "9:60", NULL },     { "9:5", NULL },     { "9", NULL },
  { "12", NULL },       { "9:", NULL },      { "09:05x", NULL },
  { "123456", NULL },   { ":30", NULL },     { "", NULL },
};

static void
test_times (void)
{
  for (size_t i = 0; i < sizeof times / sizeof *times; i++) {
    char stored[6] = "unset";
    enum outcome got = time_parse (times[i].text, stored, NULL);

    if (!ok (times[i].stored != NULL
               ? got == OK && strcmp (stored, times[i].stored) == 0
               : got == ERR_INPUT && strcmp (stored, "unset") == 0,
             "time_parse: \"%s\"", times[i].text))
      printf ("# got %s\n", stored);
  }
}

int
main (void)
{
  test_reading ();
  test_partly ();
  test_saying ();
  test_spans ();
  test_reckoning ();
  test_today ();
  test_times ();
  return tap_done ();
}
