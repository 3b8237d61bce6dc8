/* settled.c - what follows from the fields: the values as they would be saved,
 * and what is wrong with them.
 */

#include "entry/session-parts.h"

#include "base/arena.h"
#include "base/language.h"
#include "dossier/fee.h"

#include <string.h>

struct settled *
settled_new (const struct form *form)
{
  struct settled *to = bytes_must (sizeof *to);

  *to = (struct settled){ 0 };
  to->values.texts =
    bytes_must ((form->n_fields + 1) * sizeof *to->values.texts);
  to->values.wards =
    bytes_must ((form_addresses (form) + 1) * sizeof *to->values.wards);
  to->sizes = bytes_must ((form->n_fields + 1) * sizeof *to->sizes);
  to->shown = bytes_must (form->n_fields + 1);
  to->arena = arena_new ();
  return to;
}

void
settled_free (struct settled *s)
{
  free (s->values.texts);
  free (s->values.wards);
  free (s->sizes);
  free (s->shown);
  arena_free (s->arena);
  findings_free (&s->findings);
  free (s);
}

struct check
session_as_check (const struct session *s)
{
  return (struct check){
    .form = s->form,
    .values = s->texts,
    .wards = s->wards,
    .unread = s->n_unread > 0 ? s->unread : NULL,
    .received = s->day,
    .ward = s->ward,
    .officer = (const char *) s->officer.at,
    .amount = amount_local,
    .memory = s->memory,
  };
}

/* Of the texts of fields that have just been settled. */
static void
measure (const struct session *s)
{
  const struct form_field *fields = s->form->fields;
  const struct settled *of = s->settled;

  for (uint16_t f = 0; f < s->form->n_fields; f++) {
    const struct cell *cell = &s->cells[f];

    if (fields[f].need == HOSO_GIVEN)
      of->sizes[f] = strlen (of->values.texts[f]);
    else
      of->sizes[f] = of->shown[f] && cell->parses ? cell->text.len : 0;
  }
}

/* Fields that are hidden have no wards. */
static void
settle_wards (const struct session *s)
{
  const struct settled *of = s->settled;

  memcpy (of->values.wards, s->wards,
          form_addresses (s->form) * sizeof *s->wards);
  for (uint16_t f = 0; f < s->form->n_fields && !of->all_shown; f++) {
    int place = form_address_place (s->form, f);

    if (place >= 0 && !of->shown[f])
      of->values.wards[place] = 0;
  }
}

const struct settled *
session_settle (const struct session *s)
{
  struct settled *to = s->settled;
  struct check check;

  if (to->values_good)
    return to;
  check = session_as_check (s);
  arena_clear (to->arena);
  check_give (&check, to->values.texts, to->shown, to->arena);
  to->all_shown = memchr (to->shown, false, s->form->n_fields) == NULL;
  measure (s);
  settle_wards (s);
  to->values_good = true;
  return to;
}

const struct values *
session_values (struct session *s)
{
  return &session_settle (s)->values;
}

const size_t *
session_sizes (struct session *s)
{
  return session_settle (s)->sizes;
}

struct scope
session_scope (const struct session *s)
{
  const struct values *values = &session_settle (s)->values;

  return (struct scope){
    .form = s->form,
    .values = values->texts,
    .wards = values->wards,
    .received = s->day,
    .ward = s->ward,
    .officer = (const char *) s->officer.at,
    .amount = amount_local,
  };
}

/* What is wrong with each text that did not parse, in the language of now. */
static void
add_unread (const struct session *s, struct findings *to)
{
  SCOPED_BYTES nowhere = { 0 };

  if (s->n_unread == 0)
    return;
  for (uint16_t f = 0; f < s->form->n_fields; f++) {
    const struct form_field *field = &s->form->fields[f];
    const struct cell *cell = &s->cells[f];
    struct error e = { OK, 0, "" };

    if (cell->parses || !s->settled->shown[f])
      continue;
    field_parse (field, cell_text (cell), cell->text.len, cell->spelling,
                 s->day, &nowhere, &e);
    findings_add (to, HOSO_REFUSE, field->key, f, 0, e.text);
  }
}

/* A head has at most the override text and some hundred bytes more. */
enum { VALUES_MOST = RECORD_MOST - UINT16_MAX - 1024 };

static void
add_large (const struct session *s, struct findings *to)
{
  const size_t *sizes = s->settled->sizes;
  size_t all = s->form->n_fields * sizeof (uint32_t);
  uint16_t largest = 0;

  for (uint16_t f = 0; f < s->form->n_fields; f++)
    all += sizes[f];
  if (all <= VALUES_MOST)
    return;
  for (uint16_t f = 0; f < s->form->n_fields; f++)
    if (sizes[f] > sizes[largest])
      largest = f;
  findings_add (to, HOSO_REFUSE, SESSION_LARGE, largest, 0,
                _ ("this is more than one dossier can hold: shorten it"));
}

/* The check of the values as they would be saved. */
static struct check
settled_check (const struct session *s)
{
  const struct settled *settled = session_settle (s);
  struct check check = session_as_check (s);

  check.values = settled->values.texts;
  check.wards = settled->values.wards;
  check.shown = settled->shown;
  return check;
}

bool
session_passes (struct session *s)
{
  struct settled *settled = s->settled;
  struct check check = settled_check (s);

  if (s->n_unread > 0)
    return false;
  settled->findings_good = false;
  findings_clear (&settled->findings);
  check_own (&check, &settled->findings);
  add_large (s, &settled->findings);
  return settled->findings.count == 0;
}

const struct findings *
session_check (struct session *s)
{
  struct settled *settled = s->settled;
  struct check check = settled_check (s);

  if (settled->findings_good && settled->language == language_now ())
    return &settled->findings;
  findings_clear (&settled->findings);
  add_unread (s, &settled->findings);
  check_form (&check, &settled->findings);
  add_large (s, &settled->findings);
  settled->findings_good = true;
  settled->language = language_now ();
  return &settled->findings;
}
