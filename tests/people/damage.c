/* damage.c - ten ways in which a row of a file goes wrong; each of them costs
 * that row, and no other.
 */

#include "synthetic.h"

#include <stdio.h>
#include <string.h>

static void
bad_date (struct row *row)
{
  row_set (row, row->procedure->date, "31/02/2026");
}

static void
missing (struct row *row)
{
  row_set (row, row->procedure->required, "%s", "");
}

static void
unknown_choice (struct row *row)
{
  row_set (row, row->procedure->choice, "7");
}

/* Behind the first word of the name. */
static void
spoil_name (struct row *row, const char *with)
{
  char *name = row_value (row, row->procedure->name);

  snprintf (name + strcspn (name, " "), 16, "%s", with);
}

static void
bad_byte (struct row *row)
{
  spoil_name (row, " V\xc4N");
}

static void
short_row (struct row *row)
{
  row->cut = 5;
}

/* The digit after the province tells the sex, and is odd for women. */
static void
other_sex (struct row *row)
{
  row_value (row, row->procedure->id)[3] ^= 1;
}

static void
digits_in_name (struct row *row)
{
  spoil_name (row, " V7877n An");
}

static void
control_character (struct row *row)
{
  spoil_name (row, " V\an An");
}

static void
too_long (struct row *row)
{
  char *name = row_value (row, row->procedure->name);

  for (int i = 0; i < 20; i++)
    memcpy (name + 4 * i, "Anh ", 5);
  memcpy (name + 80, "An", 3);
}

static void
other_procedure (struct row *row)
{
  snprintf (row->of, sizeof row->of, "%s",
            row->procedure == &births ? deaths.code : births.code);
}

static const struct {
  const char *name;
  void (*spoil) (struct row *);
} damages[DAMAGES] = {
  { "a date that does not exist", bad_date },
  { "a required field that is empty", missing },
  { "an unknown choice", unknown_choice },
  { "a byte that is not UTF-8", bad_byte },
  { "a row that is too short", short_row },
  { "an id of the other sex", other_sex },
  { "digits in a name", digits_in_name },
  { "a control character", control_character },
  { "a name that is too long", too_long },
  { "a row of another procedure", other_procedure },
};

const char *
damage_name (unsigned number)
{
  if (number == 0 || number % DAMAGE_EVERY != 0)
    return NULL;
  return damages[(number / DAMAGE_EVERY - 1) % DAMAGES].name;
}

void
damage_row (struct row *row, unsigned number)
{
  if (damage_name (number) != NULL)
    damages[(number / DAMAGE_EVERY - 1) % DAMAGES].spoil (row);
}
