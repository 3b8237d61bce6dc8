/* own.c - what of a form a server cannot judge, or not as a client does. */

#include "check/run.h"

/* What is said of a field asks of the office, wherever the field is. */
static bool
field_of_office (const struct form_field *field)
{
  return condition_of_office (field->required)
         || condition_of_office (field->shown) || value_of_office (field->min)
         || value_of_office (field->max);
}

static bool
is_own_field (const struct form_field *field)
{
  if (field_of_office (field))
    return true;
  for (uint16_t i = 0; i < field->n_columns; i++)
    if (field->columns[i].kind == HOSO_ADDRESS
        || field_of_office (&field->columns[i]))
      return true;
  return false;
}

static bool
is_own_rule (const struct form_rule *rule)
{
  return rule->test != NULL || condition_of_office (rule->must)
         || condition_of_office (rule->when);
}

/* Other fields shown, or other values given: then everything may be found
 * otherwise.
 */
static bool
all_is_own (const struct form *form)
{
  for (uint16_t h = 0; h < form->n_headings; h++)
    if (condition_of_office (form->headings[h].shown))
      return true;
  for (uint16_t f = 0; f < form->n_fields; f++)
    if (condition_of_office (form->fields[f].shown)
        || value_of_office (form->fields[f].value))
      return true;
  return false;
}

struct own
own_of (const struct form *form, struct arena *kept)
{
  struct own own = { .all = all_is_own (form) };

  own.fields = arena_take (kept, (form->n_fields + 1u) * sizeof *own.fields);
  own.rules = arena_take (kept, (form->n_rules + 1u) * sizeof *own.rules);
  for (uint16_t f = 0; f < form->n_fields && !own.all; f++)
    if (is_own_field (&form->fields[f]))
      own.fields[own.n_fields++] = f;
  for (uint16_t i = 0; i < form->n_rules; i++)
    if (own.all || is_own_rule (&form->rules[i]))
      own.rules[own.n_rules++] = i;
  return own;
}
