/* form-test.c - looking things up in a form, made quick or not. */

#include "tests/tap.h"

#include "base/arena.h"
#include "form/form.h"

#include <stdio.h>
#include <string.h>

enum { MANY = 700 };

static struct form_field fields[MANY];
static char keys[MANY][16];

static const struct form_heading headings[] = {
  { .key = "nk", .label = { "Người khai" }, .first = 0, .count = 10 },
  { .key = NULL, .label = { "Khác" }, .first = 10, .count = MANY - 10 },
};

static const struct form_amount amounts[] = {
  { .name = "muc", .from = 100, .amount = 1 },
  { .name = "muc", .from = 200, .amount = 2 },
  { .name = "phi", .from = INT32_MIN, .amount = 3 },
};

static void
make_fields (void)
{
  for (int i = 0; i < MANY; i++) {
    snprintf (keys[i], sizeof keys[i], "khoa_%d", i);
    fields[i] = (struct form_field){
      .key = keys[i],
      .label = { keys[i] },
      .kind = i % 7 == 3 ? HOSO_ADDRESS : HOSO_TEXT,
      .fact = i == 5 ? HOSO_BIRTH : HOSO_NO_FACT,
      .heading = i < 10 ? 0 : 1,
    };
  }
}

static bool
finds_all (const struct form *form)
{
  for (uint16_t i = 0; i < MANY; i++)
    if (form_field_named (form, keys[i]) != i)
      return false;
  return form_field_named (form, "khoa_700") == NO_FIELD
         && form_field_named (form, "") == NO_FIELD;
}

static bool
places_all (const struct form *form)
{
  int place = 0;

  for (uint16_t i = 0; i < MANY; i++)
    if (form_address_place (form, i) != (i % 7 == 3 ? place++ : -1))
      return false;
  return form_addresses (form) == (unsigned) place && place == 100;
}

int
main (void)
{
  struct form form = { .fields = fields,
                       .n_fields = MANY,
                       .headings = headings,
                       .n_headings = 2,
                       .amounts = amounts,
                       .n_amounts = 3,
                       .arena = arena_new () };
  int64_t n = 0;

  make_fields ();
  ok (finds_all (&form), "700 fields by key, one after the other");
  ok (places_all (&form), "100 addresses, counted");
  form_settle (&form);
  ok (finds_all (&form), "700 fields by key, by their hash");
  ok (places_all (&form), "100 addresses, kept");

  ok (form_person_named (&form, "nk") == 0, "a person");
  ok (form_person_named (&form, "Khác") == NO_HEADING, "a section is nobody");
  ok (form_fact (&form, 0, HOSO_BIRTH) == 5, "a fact of a person");
  ok (form_fact (&form, 1, HOSO_BIRTH) == NO_FIELD, "not of another");

  ok (!form_amount_on (&form, "muc", 99, &n), "no amount before the first");
  ok (form_amount_on (&form, "muc", 199, &n) && n == 1, "the first amount");
  ok (form_amount_on (&form, "muc", 200, &n) && n == 2, "the amount after it");
  ok (form_amount_on (&form, "phi", INT32_MIN, &n) && n == 3, "always was");
  ok (!form_amount_on (&form, "khac", 200, &n), "no amount of that name");

  language_set (EN);
  ok (strcmp (form_words ((const char *const[]){ "Nữ", "Female" }), "Female")
        == 0,
      "words in English");
  ok (strcmp (form_words ((const char *const[]){ "Nữ", NULL }), "Nữ") == 0,
      "words in Vietnamese where there are no others");
  arena_free (form.arena);
  return tap_done ();
}
