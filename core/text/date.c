/* date.c - dates as officers type them and as they are stored. */

#include "text/date.h"
#include "base/clock.h"
#include "base/language.h"
#include "text/ascii.h"
#include "text/fold.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { YEAR_FIRST = 1800, YEAR_LAST = 2200, DAYS_DIGITS = 4 };

/* Reading.  A text is taken apart into groups of digits with one and the same
 * sign between them; how many digits each has tells which form it is.
 */
struct groups {
  int number[3];
  unsigned digits[3];
  unsigned count;
  char sign; /* 0 when there is one group */
};

/* SIGNS: which may stand between them. */
static bool
take_apart (const char *text, const char *signs, struct groups *g)
{
  *g = (struct groups){ .count = 0 };
  for (;;) {
    unsigned i = g->count;

    if (i == 3)
      return false;
    for (; ascii_digit (*text) && g->digits[i] < 8; text++, g->digits[i]++)
      g->number[i] = g->number[i] * 10 + (*text - '0');
    if (g->digits[i] == 0)
      return false;
    g->count++;
    if (*text == '\0')
      return true;
    if (strchr (signs, *text) == NULL || (g->sign != 0 && *text != g->sign))
      return false;
    g->sign = *text++;
  }
}

struct parts {
  int year, month, day; /* 1 when the date is partial */
  unsigned count;       /* how many of them are known */
  bool short_year;
};

static struct parts
parts_of (int year, int month, int day, unsigned count)
{
  return (
    struct parts){ .year = year, .month = month, .day = day, .count = count };
}

static bool
is_short (unsigned digits)
{
  return digits == 1 || digits == 2;
}

/* One group: 05032024, 050324, 5324; 2024. */
static bool
of_digits (const struct groups *g, bool partial, struct parts *p)
{
  int n = g->number[0];

  if (g->digits[0] == 4 && partial && n >= YEAR_FIRST && n <= YEAR_LAST)
    *p = parts_of (n, 1, 1, 1);
  else if (g->digits[0] == 4)
    *p = parts_of (n % 100, n / 100 % 10, n / 1000, 3);
  else if (g->digits[0] == 6)
    *p = parts_of (n % 100, n / 100 % 100, n / 10000, 3);
  else if (g->digits[0] == 8)
    *p = parts_of (n % 10000, n / 10000 % 100, n / 1000000, 3);
  else
    return false;
  p->short_year = p->count == 3 && g->digits[0] < 8;
  return true;
}

/* 5/10 is a day without its year or a month with it; 9/90 is no day. */
static bool
is_day_or_month (const struct groups *g)
{
  return g->count == 2 && is_short (g->digits[0]) && is_short (g->digits[1])
         && g->number[1] <= 12;
}

/* Two: 3/2024, 9/90, 2024-03. */
static bool
of_month (const struct groups *g, struct parts *p)
{
  bool year_first = g->digits[0] == 4 && g->sign == '-';

  *p = parts_of (g->number[!year_first], g->number[year_first], 1, 2);
  p->short_year = g->digits[1] == 2 && !year_first && !is_day_or_month (g);
  return (p->short_year || g->digits[!year_first] == 4)
         && is_short (g->digits[year_first]);
}

/* Three: 5/3/2024, 5/3/24, 2024-03-05. */
static bool
of_day (const struct groups *g, struct parts *p)
{
  const int *n = g->number;
  bool year_first = g->digits[0] == 4 && g->sign == '-';

  if (!is_short (g->digits[1]))
    return false;
  if (year_first) {
    *p = parts_of (n[0], n[1], n[2], 3);
    return is_short (g->digits[2]);
  }
  *p = parts_of (n[2], n[1], n[0], 3);
  p->short_year = g->digits[2] == 2;
  return is_short (g->digits[0]) && (p->short_year || g->digits[2] == 4);
}

static bool
of_groups (const struct groups *g, bool partial, struct parts *p)
{
  if (g->count == 1)
    return of_digits (g, partial, p);
  return g->count == 3 ? of_day (g, p) : partial && of_month (g, p);
}

static int
days_in (int year, int month)
{
  static const uint8_t days[] = {
    31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31
  };
  bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

  return days[month - 1] + (month == 2 && leap);
}

bool
date_real (int year, int month, int day)
{
  return year >= YEAR_FIRST && year <= YEAR_LAST && month >= 1 && month <= 12
         && day >= 1 && day <= days_in (year, month);
}

/* The number in two digits; 100 or more when there is something else. */
static inline unsigned
two_digits (const char *at)
{
  unsigned tens = (unsigned char) at[0] - '0', units;

  if (tens > 9)
    return 100;
  units = (unsigned char) at[1] - '0';
  return units > 9 ? 100 : tens * 10 + units;
}

/* Ten bytes like "31/12/2024", as most files have it, at a look. */
static bool
of_usual (const char *text, struct parts *p)
{
  unsigned day, month, century, year;

  if ((day = two_digits (text)) > 99 || text[2] != '/'
      || (month = two_digits (text + 3)) > 99 || text[5] != '/'
      || (century = two_digits (text + 6)) > 99
      || (year = two_digits (text + 8)) > 99)
    return false;
  *p = parts_of ((int) (century * 100 + year), (int) month, (int) day, 3);
  return true;
}

/* The century that makes the date the latest not after TODAY. */
static bool
choose_century (struct parts *p, int32_t today)
{
  int this_year, month, day, two = p->year;

  clock_date (today, &this_year, &month, &day);
  for (int year = this_year / 100 * 100 + two; year >= YEAR_FIRST;
       year -= 100) {
    if (!date_real (year, p->month, p->day)
        || clock_day (year, p->month, p->day) > today)
      continue;
    p->year = year;
    p->short_year = false;
    return true;
  }
  return false;
}

static bool
is_real (const struct parts *p)
{
  return date_real (p->year, p->month, p->day);
}

/* N as COUNT digits; returns the end. */
static char *
put_digits (char *to, int n, int count)
{
  for (int i = count; i > 0; i--, n /= 10)
    to[i - 1] = (char) ('0' + n % 10);
  return to + count;
}

/* The year is one of four digits. */
static void
put_iso (const struct parts *p, char iso[DATE_TEXT])
{
  iso = put_digits (iso, p->year, 4);
  if (p->count > 1) {
    *iso++ = '-';
    iso = put_digits (iso, p->month, 2);
  }
  if (p->count > 2) {
    *iso++ = '-';
    iso = put_digits (iso, p->day, 2);
  }
  *iso = '\0';
}

/* "hn", "+3": a day as counted from TODAY. */
static bool
of_today (const char *text, int32_t today, char iso[DATE_TEXT])
{
  static const struct {
    const char *word;
    int days;
  } words[] = {
    { "hn", 0 },       { "hom nay", 0 }, { "hq", -1 },
    { "hom qua", -1 }, { "mai", 1 },     { "ngay mai", 1 },
  };
  SCOPED_BYTES folded = { 0 };
  size_t digits;

  fold_add (&folded, text, strlen (text));
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    if (strcmp (bytes_text (&folded), words[i].word) == 0) {
      date_iso (today + words[i].days, iso);
      return true;
    }
  digits = strspn (text + (text[0] != '\0'), "0123456789");
  if ((text[0] != '+' && text[0] != '-') || digits == 0 || digits > DAYS_DIGITS
      || text[1 + digits] != '\0')
    return false;
  date_iso (today + (int32_t) strtol (text, NULL, 10), iso);
  return true;
}

/* Why what was taken apart to G, so far as it went, is no date. */
static const char *
no_date (const struct groups *g, bool partial)
{
  if (!partial)
    return _ ("this is no date; write 31/12/2024");
  if (is_day_or_month (g))
    return _ ("this can be a day or a month; write the year with four digits: "
              "31/12/2024 or 12/2024");
  return _ ("this is no date; write 31/12/2024, 12/2024 or 2024");
}

enum outcome
date_parse (const char *text, enum date_spelling spelling, bool partial,
            int32_t today, char iso[DATE_TEXT], struct error *e)
{
  struct groups g;
  struct parts p;

  if (spelling == DATE_TYPED && of_today (text, today, iso))
    return OK;
  if (!(of_usual (text, &p) && text[10] == '\0')
      && (!take_apart (text, spelling == DATE_TYPED ? "/-. " : "/-.", &g)
          || !of_groups (&g, partial, &p)))
    return fail (e, ERR_INPUT, 0, "%s", no_date (&g, partial));
  if (p.short_year && spelling == DATE_FILED)
    return fail (e, ERR_INPUT, 0, "%s",
                 _ ("write the year of the date with four digits"));
  if (p.short_year ? !choose_century (&p, today) : !is_real (&p))
    return fail (e, ERR_INPUT, 0, "%s",
                 _ ("the calendar has no such day; look at day, month and "
                    "year again"));
  put_iso (&p, iso);
  return OK;
}

bool
date_usual (const char text[10], char iso[DATE_TEXT])
{
  struct parts p;

  if (!of_usual (text, &p) || !is_real (&p))
    return false;
  memcpy (iso, text + 6, 4);
  iso[4] = iso[7] = '-';
  memcpy (iso + 5, text + 3, 2);
  memcpy (iso + 8, text, 2);
  iso[10] = '\0';
  return true;
}

/* Stored dates. */

/* The stored spelling and nothing else; false also for days that are not. */
static bool
of_iso (const char *iso, struct parts *p)
{
  unsigned century = two_digits (iso), year, month = 1, day = 1, count = 1;

  if (century > 99 || (year = two_digits (iso + 2)) > 99)
    return false;
  if (iso[4] != '\0') {
    if (iso[4] != '-' || (month = two_digits (iso + 5)) > 12)
      return false;
    count = 2;
    if (iso[7] != '\0') {
      if (iso[7] != '-' || (day = two_digits (iso + 8)) > 31 || iso[10] != '\0')
        return false;
      count = 3;
    }
  }
  *p = parts_of ((int) (century * 100 + year), (int) month, (int) day, count);
  return is_real (p);
}

int32_t
date_day (const char *iso)
{
  struct parts p;

  if (!of_iso (iso, &p) || p.count < 3)
    return INT32_MIN;
  return clock_day (p.year, p.month, p.day);
}

bool
date_span (const char *iso, int32_t *first, int32_t *last)
{
  struct parts p;

  if (!of_iso (iso, &p))
    return false;
  if (p.count == 3)
    *first = *last = clock_day (p.year, p.month, p.day);
  else if (p.count == 2) {
    *first = clock_day (p.year, p.month, 1);
    *last = date_add_months (*first, 1) - 1;
  } else {
    *first = clock_day (p.year, 1, 1);
    *last = clock_day (p.year, 12, 31);
  }
  return true;
}

void
date_iso (int32_t day, char iso[DATE_TEXT])
{
  struct parts p = { .count = 3 };

  clock_date (day, &p.year, &p.month, &p.day);
  if (p.year < 0 || p.year > 9999)
    iso[0] = '\0';
  else
    put_iso (&p, iso);
}

void
date_show (const char *iso, char text[DATE_TEXT])
{
  struct parts p;
  char whole[40];

  text[0] = '\0';
  if (!of_iso (iso, &p))
    return;
  if (p.count == 3)
    snprintf (whole, sizeof whole, "%02d/%02d/%04d", p.day, p.month, p.year);
  else if (p.count == 2)
    snprintf (whole, sizeof whole, "%02d/%04d", p.month, p.year);
  else
    snprintf (whole, sizeof whole, "%04d", p.year);
  memcpy (text, whole, strlen (whole) + 1);
}

/* Reckoning. */

void
date_parts (int32_t day, int *year, int *month, int *day_of_month)
{
  clock_date (day, year, month, day_of_month);
}

int32_t
date_of (int year, int month, int day_of_month)
{
  return clock_day (year, month, day_of_month);
}

int
date_weekday (int32_t day)
{
  return (int) (((int64_t) day % 7 + 7 + 3) % 7) + 1; /* 1970-01-01: Thursday */
}

int32_t
date_today (uint64_t time)
{
  return clock_today (time);
}

int32_t
date_add_months (int32_t day, int months)
{
  int year, month, day_of_month, most;
  int64_t all;

  clock_date (day, &year, &month, &day_of_month);
  all = (int64_t) year * 12 + (month - 1) + months;
  year = (int) (all >= 0 ? all / 12 : (all - 11) / 12);
  month = (int) (all - (int64_t) year * 12) + 1;
  most = days_in (year, month);
  return clock_day (year, month, day_of_month < most ? day_of_month : most);
}

int
date_years (int32_t born, int32_t on)
{
  int y1, m1, d1, y2, m2, d2;

  clock_date (born, &y1, &m1, &d1);
  clock_date (on, &y2, &m2, &d2);
  return y2 - y1 - (m2 < m1 || (m2 == m1 && d2 < d1));
}
