/* fields.c - each field by itself: needed, within its limits, likely. */

#include "check/run.h"

#include "area/area.h"
#include "base/language.h"
#include "form/kind.h"
#include "text/name.h"

#include <string.h>

static const char *
label_of (const struct spot *spot)
{
  return form_words (spot->field->label);
}

/* ---- limits ------------------------------------------------------------- */

enum limit { LEAST, MOST };

/* How a limit is said: of days, of rows, of numbers. */
static const char *
limit_words (uint8_t kind, enum limit limit)
{
  switch (kind) {
  case HOSO_DATE:
  case HOSO_PARTIAL_DATE:
    return limit == LEAST ? N_ ("\"%s\" must not be before %s")
                          : N_ ("\"%s\" must not be after %s");
  case HOSO_TABLE:
    return limit == LEAST ? N_ ("\"%s\" needs at least %s rows")
                          : N_ ("\"%s\" may have at most %s rows");
  default:
    return limit == LEAST ? N_ ("\"%s\" must be at least %s")
                          : N_ ("\"%s\" must be at most %s");
  }
}

static void
say_limit (struct run *r, const struct spot *spot, enum limit limit,
           const struct value *value)
{
  SCOPED_BYTES stored = { 0 }, shown = { 0 };

  value_text (value, &r->scope, &stored);
  if (spot->field->kind == HOSO_TABLE)
    bytes_add (&shown, stored.at, stored.len);
  else
    field_show (spot->field, bytes_text (&stored), &shown);
  run_say (r, HOSO_REFUSE, spot, _ (limit_words (spot->field->kind, limit)),
           label_of (spot), bytes_text (&shown));
}

static void
check_limits (struct run *r, const struct spot *spot)
{
  const struct form_field *field = spot->field;

  if (field->min != NULL
      && value_compare (field->min, &r->scope, field->kind, spot->text) == -1)
    say_limit (r, spot, LEAST, field->min);
  if (field->max != NULL
      && value_compare (field->max, &r->scope, field->kind, spot->text) == 1)
    say_limit (r, spot, MOST, field->max);
}

/* ---- what a kind warns of ----------------------------------------------- */

/* Whether its text was looked at as a name and is good. */
static bool
is_known (const struct run *r, const struct spot *spot)
{
  return spot->row == 0 && r->good_name != NULL && r->good_name[spot->at];
}

/* V07: what a forgotten input method leaves behind. */
static void
check_name (struct run *r, const struct spot *spot)
{
  if (!is_known (r, spot)
      && name_check (spot->text, strlen (spot->text)) == NAME_TYPED)
    run_say (r, HOSO_WARN, spot,
             _ ("\"%s\" looks half typed (%s): look at its marks"),
             label_of (spot), spot->text);
}

static bool
ward_is_known (const struct run *r, const struct spot *spot)
{
  int place = spot->row == 0 ? form_address_place (r->form, spot->at) : -1;

  if (place >= 0 && r->check->wards != NULL)
    return r->check->wards[place] != 0;
  return area_ward_of (spot->text) != 0;
}

/* Its ward, of N now, is one of before July 2025. */
static void
say_former (struct run *r, const struct spot *spot, const uint32_t *now,
            size_t n)
{
  SCOPED_BYTES ward = { 0 };

  if (n == 1 && area_ward_text (now[0], &ward))
    run_say (r, HOSO_WARN, spot, _ ("\"%s\": that ward is now %s"),
             label_of (spot), bytes_text (&ward));
  else
    run_say (r, HOSO_WARN, spot,
             _ ("\"%s\": that ward was divided in 2025; end the address with "
                "the one of now"),
             label_of (spot));
}

static void
check_address (struct run *r, const struct spot *spot)
{
  uint32_t now[SUCCESSORS_MOST];
  size_t n, street;

  if (ward_is_known (r, spot))
    return;
  n = area_successors (area_old_ward_of (spot->text, &street), now);
  if (n > 0)
    say_former (r, spot, now, n);
  else
    run_say (r, HOSO_WARN, spot,
             _ ("the ward of \"%s\" is not recognised: end the address with "
                "ward and province"),
             label_of (spot));
}

static void check_table (struct run *, const struct spot *);

static void (*const by_kind[256]) (struct run *, const struct spot *) = {
  [HOSO_NAME] = check_name,
  [HOSO_ADDRESS] = check_address,
  [HOSO_TABLE] = check_table,
};

static void
check_spot (struct run *r, const struct spot *spot)
{
  if (spot->text[0] == '\0') {
    if (field_needed (spot->field, &r->scope))
      run_say (r, HOSO_REFUSE, spot, _ ("fill in \"%s\""), label_of (spot));
    return;
  }
  check_limits (r, spot);
  if (by_kind[spot->field->kind] != NULL)
    by_kind[spot->field->kind](r, spot);
}

static void
check_table (struct run *r, const struct spot *table)
{
  size_t count = run_rows (r, table->at)->count;

  for (size_t row = 0; row < count; row++) {
    run_row (r, table->at, row);
    for (uint16_t i = 0; i < table->field->n_columns; i++) {
      struct spot cell = run_cell (r, i);

      if (condition_asks (cell.field->shown, &r->scope))
        check_spot (r, &cell);
    }
  }
  run_no_row (r);
}

/* ---- what is asked of a field at all --------------------------------------
 */

static uint8_t
asked_of (const struct form_field *field)
{
  bool limited = field->min != NULL || field->max != NULL;
  uint8_t asked = 0;

  if (field->need == HOSO_REQUIRED
      || (field->need == HOSO_OPTIONAL && field->required != NULL))
    asked |= ASKED_EMPTY;
  if (limited || by_kind[field->kind] != NULL)
    asked |= ASKED_FILLED;
  if (field_has_look (field))
    asked |= ASKED_LOOK;
  return asked;
}

uint8_t *
fields_asked (const struct form *form, struct arena *kept)
{
  uint8_t *asked = arena_take (kept, form->n_fields + 1u);

  for (uint16_t f = 0; f < form->n_fields; f++)
    asked[f] = asked_of (&form->fields[f]);
  return asked;
}

static inline bool
is_asked (const struct run *r, uint16_t f)
{
  uint8_t asked = r->values[f][0] == '\0' ? ASKED_EMPTY : ASKED_FILLED;

  return (r->memory->asked[f] & asked) != 0;
}

void
check_field (struct run *r, uint16_t f)
{
  if (is_asked (r, f) && r->shown[f] && !run_unread (r, f)) {
    struct spot spot = run_spot (r, f);

    check_spot (r, &spot);
  }
}

void
check_fields (struct run *r)
{
  for (uint16_t f = 0; f < r->form->n_fields; f++)
    if (is_asked (r, f))
      check_field (r, f);
}
