/* proof-form.c - what each field of a form is to the indexes. */

#include "store/proof-form.h"

#include "store/inside.h"

/* Fields under a heading, or before the first. */
struct group {
  const struct form *form;
  uint16_t first, count;
  uint8_t role;
  bool person;
};

/* ---- what a field tells ----------------------------------------------------
 */

static uint16_t
id_type (const struct group *in)
{
  for (uint16_t f = in->first; f < in->first + in->count; f++)
    if (in->form->fields[f].fact == HOSO_ID_TYPE)
      return f;
  return NO_FIELD;
}

static bool
is_number (const struct form_field *field, uint8_t fact)
{
  return fact == HOSO_ID_NUMBER || fact == HOSO_CONTACT_PHONE
         || field->kind == HOSO_PERSON_ID || field->kind == HOSO_ID_PAPER
         || field->kind == HOSO_PHONE || field->index == HOSO_INDEX_ID;
}

static struct use
use_of (const struct group *in, uint16_t f)
{
  const struct form_field *field = &in->form->fields[f];
  uint8_t fact = in->person ? field->fact : HOSO_NO_FACT;
  struct use use = { .field = f, .id_type = NO_FIELD, .role = in->role };

  if (field->kind == HOSO_TABLE)
    return use;
  if (fact == HOSO_FULL_NAME || field->index == HOSO_INDEX_NAME)
    use.uses |= USE_NAME;
  if (field->kind == HOSO_ADDRESS || field->index == HOSO_INDEX_TEXT)
    use.uses |= USE_ADDRESS;
  if (is_number (field, fact))
    use.uses |= USE_NUMBER;
  if (fact == HOSO_BIRTH)
    use.uses |= USE_BIRTH;
  if (field->kind == HOSO_SERIAL)
    use.uses |= USE_SERIAL;
  if (fact == HOSO_ID_NUMBER) {
    if (field->kind != HOSO_PERSON_ID)
      use.id_type = id_type (in);
    if (field->kind == HOSO_PERSON_ID || field->kind == HOSO_ID_PAPER
        || use.id_type != NO_FIELD)
      use.uses |= USE_PERSON;
  }
  return use;
}

static void
add_tables (struct form_uses *u, const struct form *form)
{
  for (uint16_t f = 0; f < form->n_fields; f++)
    if (form->fields[f].kind == HOSO_TABLE)
      u->tables[u->n_tables++] = f;
}

static void
add_group (struct form_uses *u, const struct group *in)
{
  for (uint16_t f = in->first; f < in->first + in->count; f++) {
    struct use use = use_of (in, f);

    if (use.uses != 0)
      u->at[u->count++] = use;
  }
}

static void
add_groups (struct form_uses *u, const struct form *form)
{
  bool headed = form->n_headings > 0;

  add_group (u, &(struct group){ .form = form,
                                 .count = headed ? form->headings[0].first
                                                 : form->n_fields });
  for (uint16_t h = 0; h < form->n_headings; h++)
    add_group (u, &(struct group){ .form = form,
                                   .first = form->headings[h].first,
                                   .count = form->headings[h].count,
                                   .role = form->headings[h].role,
                                   .person = form->headings[h].key != NULL });
}

/* ---- whom it is about -------------------------------------------------------
 */

static bool
has_role (const struct form *form, uint16_t h, uint8_t role)
{
  return form->headings[h].key != NULL && (form->headings[h].role & role) != 0;
}

static uint8_t
whose (const struct form *form)
{
  for (uint16_t h = 0; h < form->n_headings; h++)
    if (has_role (form, h, HOSO_SUBJECT))
      return HOSO_SUBJECT;
  return HOSO_APPLICANT;
}

static void
add_row (struct form_uses *u, const struct form *form)
{
  uint8_t role = whose (form);
  bool first = true;

  u->birth = NO_FIELD;
  for (uint16_t h = 0; h < form->n_headings; h++) {
    uint16_t name;

    if (!has_role (form, h, role))
      continue;
    name = form_fact (form, h, HOSO_FULL_NAME);
    if (name != NO_FIELD)
      u->names[u->n_names++] = name;
    if (first)
      u->birth = form_fact (form, h, HOSO_BIRTH);
    first = false;
  }
}

static void
add_wards (struct form_uses *u, const struct form *form, uint8_t role)
{
  for (uint16_t h = 0; h < form->n_headings; h++) {
    uint16_t field =
      has_role (form, h, role) ? form_fact (form, h, HOSO_RESIDENCE) : NO_FIELD;
    int place = field == NO_FIELD ? -1 : form_address_place (form, field);

    if (place >= 0)
      u->wards[u->n_wards++] = (uint16_t) place;
  }
}

static void
add_uniques (struct form_uses *u, const struct form *form)
{
  for (uint16_t i = 0; i < form->n_uniques && i < sizeof u->uniques; i++)
    if (!unique_is_personal (form, &form->uniques[i]))
      u->uniques[u->n_uniques++] = (uint8_t) i;
}

void
form_uses_make (struct form_uses *u, const struct form *form)
{
  *u = (struct form_uses){
    .form = form,
    .at = bytes_must ((form->n_fields + 1u) * sizeof *u->at),
    .tables = bytes_must ((form->n_fields + 1u) * sizeof *u->tables),
    .names = bytes_must ((form->n_headings + 1u) * sizeof *u->names),
    .wards = bytes_must ((2u * form->n_headings + 1) * sizeof *u->wards),
  };
  add_groups (u, form);
  add_tables (u, form);
  add_row (u, form);
  add_wards (u, form, HOSO_SUBJECT);
  add_wards (u, form, HOSO_APPLICANT);
  add_uniques (u, form);
}

void
form_uses_free (struct form_uses *u)
{
  free (u->at);
  free (u->tables);
  free (u->names);
  free (u->wards);
  *u = (struct form_uses){ 0 };
}
