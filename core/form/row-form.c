/* row-form.c - the columns of a TABLE as a form of their own, in which one row
 * is filled in.
 */

#include "form/rows.h"

#include "base/arena.h"

static const struct value *
constant (const struct value *value)
{
  return value != NULL && value_is_constant (value) ? value : NULL;
}

/* What asks about other fields is asked again in the whole form. */
static struct form_field
alone (const struct form_field *column)
{
  struct form_field field = *column;

  field.heading = NO_HEADING;
  field.required = field.shown = NULL;
  field.initial = field.value = NULL;
  field.min = constant (column->min);
  field.max = constant (column->max);
  return field;
}

struct form *
row_form_new (const struct form_field *table)
{
  struct form *form = bytes_must (sizeof *form);
  struct arena *arena = arena_new ();
  struct form_field *fields =
    arena_take (arena, table->n_columns * sizeof *fields);

  for (uint16_t i = 0; i < table->n_columns; i++)
    fields[i] = alone (&table->columns[i]);
  *form = (struct form){
    .name = table->key,
    .code = table->key,
    .title = { [VI] = table->label[VI], [EN] = table->label[EN] },
    .from = INT32_MIN,
    .until = INT32_MAX,
    .revision = 1,
    .n_fields = table->n_columns,
    .fields = fields,
    .arena = arena,
  };
  form_settle (form);
  return form;
}
