/* give.c - fields that the host fills in itself. */

#include "check/run.h"

#include <string.h>

static void
compute (struct run *r, uint16_t f)
{
  const struct form_field *field = &r->form->fields[f];

  r->values[f] = "";
  r->giving = f;
  r->id = field->key;
  r->lent.arg = field->arg;
  field->compute (&r->lent);
  r->giving = NO_FIELD;
}

static void
give_value (struct run *r, uint16_t f)
{
  struct bytes *text = &r->memory->text;

  bytes_clear (text);
  if (value_text (r->form->fields[f].value, &r->scope, text))
    r->values[f] =
      arena_copy_len (r->give_to, (const char *) text->at, text->len);
  else
    r->values[f] = "";
}

static void
give (struct run *r, uint16_t f)
{
  const struct form_field *field = &r->form->fields[f];

  if (!r->shown[f])
    return;
  if (r->good_name != NULL)
    r->good_name[f] = false; /* of the text that was there */
  if (field->value != NULL)
    give_value (r, f);
  else if (field->compute != NULL)
    compute (r, f);
}

/* What was given may show or hide a field; VALUES have room for it. */
static void
hide_again (struct run *r, struct check *again, const char **values)
{
  for (uint16_t f = 0; f < r->form->n_fields; f++)
    values[f] = r->form->fields[f].need == HOSO_GIVEN && r->shown[f]
                  ? r->values[f]
                  : again->values[f];
  again->values = values;
  run_hide (r);
}

void
give_all (struct run *r, struct check *again, const char **values)
{
  for (uint16_t i = 0; i < r->memory->n_given; i++)
    give (r, r->memory->given[i]);
  if (r->memory->given_shows)
    hide_again (r, again, values);
}

void
check_give (const struct check *c, const char **values, bool *shown,
            struct arena *arena)
{
  size_t n = c->form->n_fields;
  struct check again = *c;
  struct run r;

  if (c->memory == NULL)
    again.memory = check_memory_new (c->form);
  findings_clear (&again.memory->said);
  run_start (&r, &again, &again.memory->said);
  r.give_to = arena;
  give_all (&r, &again, values);
  memcpy (values, r.values, n * sizeof *values);
  if (shown != NULL)
    memcpy (shown, r.shown, n * sizeof *shown);
  if (c->memory == NULL)
    check_memory_free (again.memory);
}
