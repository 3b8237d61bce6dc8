/* persons.c - somebody with a name, a day of birth, a number, a home. */

#include "synthetic.h"

#include <stdio.h>
#include <string.h>

/* Provinces as identity cards know them: of 1999 to 2025 (TT 59/2021/TT-BCA).
 */
static const char id_provinces[] =
  "001,002,004,006,008,010,011,012,014,015,017,019,020,022,024,025,026,027,"
  "030,031,033,034,035,036,037,038,040,042,044,045,046,048,049,051,052,054,"
  "056,058,060,062,064,066,067,068,070,072,074,075,077,079,080,082,083,084,"
  "086,087,089,091,092,093,094,095,096";
static const char mobile[] = "032,035,038,039,070,076,079,081,083,086,090,091,"
                             "093,094,096,097,098";

enum { FIRST_CARDS = 18628 }; /* 2021-01-01: cards with a chip               */

static int
year_of (int day)
{
  int year, month, day_of_month;

  day_parts (day, &year, &month, &day_of_month);
  return year;
}

/* Digit 4 tells century and sex, the next two the year. */
static void
make_id (struct dice *dice, bool woman, int year, char id[16])
{
  char province[4];

  dice_word (dice, id_provinces, province, sizeof province);
  snprintf (id, 16, "%s%d%02d%06u", province,
            (year / 100 - 19) * 2 % 10 + woman, year % 100,
            dice_below (dice, 1000000));
}

struct person
person_make (struct world *world, const struct people *people, bool woman,
             int when, int youngest, int oldest, const char *family)
{
  struct dice *dice = &world->dice;
  struct person person = { .people = people, .woman = woman };
  char prefix[4];

  person.birth = dice_between (dice, when - oldest * 365 - oldest / 4,
                               when - youngest * 366);
  name_make (dice, people, woman, year_of (person.birth), family, person.name);
  make_id (dice, woman, year_of (person.birth), person.id);
  dice_word (dice, mobile, prefix, sizeof prefix);
  snprintf (person.phone, sizeof person.phone, "%s000%04u", prefix,
            dice_below (dice, 10000));
  place_address (world->places, dice, place_near (world->places, dice),
                 person.address);
  person.issued = FIRST_CARDS;
  if (world->today > FIRST_CARDS)
    person.issued = dice_between (dice, FIRST_CARDS, world->today);
  return person;
}

void
person_birth (struct world *world, const struct person *person, char text[16])
{
  if (dice_chance (&world->dice, 12))
    snprintf (text, 16, "%d", year_of (person->birth));
  else
    day_text (person->birth, text);
}

const char *
person_email (struct world *world, const struct person *person)
{
  static char email[40];

  if (!dice_chance (&world->dice, 10))
    return "";
  snprintf (email, sizeof email, "nguoi%s@example.com", person->phone + 6);
  return email;
}

/* Thường trú, tạm trú, nơi đang sinh sống. */
const char *
person_home (struct world *world)
{
  static const struct weighted kinds[] = {
    { "1", 80 }, { "2", 16 }, { "3", 4 }, { NULL, 0 }
  };

  return dice_weighted (&world->dice, kinds);
}
