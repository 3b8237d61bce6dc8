/* dice.c - chance from a seed, and days without time zones. */

#include "synthetic.h"

#include <stdio.h>
#include <string.h>

/* splitmix64, by Sebastiano Vigna, in the public domain. */
static uint64_t
next (struct dice *dice)
{
  uint64_t z = dice->state += UINT64_C (0x9e3779b97f4a7c15);

  z = (z ^ z >> 30) * UINT64_C (0xbf58476d1ce4e5b9);
  z = (z ^ z >> 27) * UINT64_C (0x94d049bb133111eb);
  return z ^ z >> 31;
}

struct dice
dice_of (uint64_t seed, uint64_t row)
{
  struct dice dice = { seed };
  uint64_t mixed = next (&dice);

  return (struct dice){ mixed ^ row * UINT64_C (0xd1342543de82ef95) };
}

unsigned
dice_below (struct dice *dice, unsigned n)
{
  return (unsigned) ((next (dice) >> 32) * n >> 32);
}

int
dice_between (struct dice *dice, int first, int last)
{
  return first + (int) dice_below (dice, (unsigned) (last - first + 1));
}

bool
dice_chance (struct dice *dice, unsigned percent)
{
  return dice_below (dice, 100) < percent;
}

void
dice_word (struct dice *dice, const char *list, char *to, size_t size)
{
  unsigned count = 1, chosen;

  for (const char *at = list; *at != '\0'; at++)
    count += *at == ',';
  for (chosen = dice_below (dice, count); chosen > 0; chosen--)
    list = strchr (list, ',') + 1;
  snprintf (to, size, "%.*s", (int) strcspn (list, ","), list);
}

const char *
dice_weighted (struct dice *dice, const struct weighted *table)
{
  unsigned sum = 0, at;

  for (const struct weighted *w = table; w->word != NULL; w++)
    sum += w->weight;
  for (at = dice_below (dice, sum); at >= table->weight; table++)
    at -= table->weight;
  return table->word;
}

/* ---- days ----------------------------------------------------------------
 *
 * Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms": years begin
 * in March, so that the leap day is the last one; an era is 400 years.
 */

enum { ERA_DAYS = 146097, MARCH_1_0000 = 719468 };

int
day_of (int year, int month, int day)
{
  int era, of_era, of_year;

  year -= month <= 2;
  era = year / 400;
  year -= era * 400;
  of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  of_era = year * 365 + year / 4 - year / 100 + of_year;
  return era * ERA_DAYS + of_era - MARCH_1_0000;
}

void
day_parts (int day, int *year, int *month, int *day_of_month)
{
  int since = day + MARCH_1_0000;
  int era = since / ERA_DAYS, of_era = since % ERA_DAYS;
  int of = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
  int of_year = of_era - (365 * of + of / 4 - of / 100);
  int from_march = (5 * of_year + 2) / 153;

  *day_of_month = of_year - (153 * from_march + 2) / 5 + 1;
  *month = from_march < 10 ? from_march + 3 : from_march - 9;
  *year = era * 400 + of + (*month <= 2);
}

void
day_text (int day, char text[16])
{
  int year, month, day_of_month;

  day_parts (day, &year, &month, &day_of_month);
  snprintf (text, 16, "%02d/%02d/%04d", day_of_month, month, year);
}

bool
day_read (const char *text, int *day)
{
  int year, month, day_of_month, y, m, d;

  if (sscanf (text, "%4d-%2d-%2d", &year, &month, &day_of_month) != 3
      || year < 1900 || year > 2199)
    return false;
  *day = day_of (year, month, day_of_month);
  day_parts (*day, &y, &m, &d);
  return y == year && m == month && d == day_of_month;
}

/* 1970-01-01 was a Thursday. */
bool
day_is_working (int day)
{
  return (day + 3) % 7 < 5;
}
