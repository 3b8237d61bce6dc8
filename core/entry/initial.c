/* initial.c - what stands in a field before anybody typed: .initial, and the
 * form saved before.
 */

#include "entry/session-parts.h"

#include "base/arena.h"

#include <string.h>

static struct scope
scope_of (const struct session *s)
{
  struct check check = session_as_check (s);

  return (struct scope){
    .form = s->form,
    .values = s->texts,
    .wards = s->wards,
    .previous = s->carried,
    .received = s->day,
    .ward = check.ward,
    .officer = check.officer,
    .amount = check.amount,
  };
}

/* Puts F's initial value in place; whether that changed it.  A value that the
 * field's kind does not take leaves it empty.
 */
static bool
fill (struct session *s, uint16_t f)
{
  SCOPED_BYTES text = { 0 };
  struct scope scope = scope_of (s);
  struct cell *cell = &s->cells[f];
  SCOPED_BYTES before = { 0 };

  bytes_add (&before, cell->text.at, cell->text.len);
  value_text (s->form->fields[f].initial, &scope, &text);
  if (!cell_fill (s, cell, f, bytes_text (&text), text.len, FILED))
    cell_clear (cell);
  return cell->text.len != before.len
         || memcmp (cell_text (cell), bytes_text (&before), before.len) != 0;
}

static bool
may_fill (const struct session *s, uint16_t f)
{
  const struct form_field *field = &s->form->fields[f];

  return field->initial != NULL && field->need != HOSO_GIVEN
         && !s->cells[f].touched;
}

void
initial_all (struct session *s)
{
  for (uint16_t f = 0; f < s->form->n_fields; f++)
    if (may_fill (s, f) && fill (s, f))
      session_changed (s, f);
}

/* Fields that begin as a copy of F go with it until they are touched.  A
 * change goes on to those that follow them; a circle ends when nothing changes
 * any more.
 */
void
initial_follow (struct session *s, uint16_t f)
{
  for (uint16_t i = 0; i < s->form->n_fields; i++)
    if (may_fill (s, i) && value_names (s->form->fields[i].initial, f)
        && fill (s, i))
      session_changed (s, i);
}

void
session_carry (struct session *s, struct session *before)
{
  const struct values *values = session_values (before);
  size_t n = s->form->n_fields;

  if (before->form != s->form)
    return;
  if (s->carry == NULL)
    s->carry = arena_new ();
  arena_clear (s->carry);
  s->carried = arena_take (s->carry, (n + 1) * sizeof *s->carried);
  for (size_t f = 0; f < n; f++)
    s->carried[f] = arena_copy (s->carry, values->texts[f]);
  if (s->initial)
    initial_all (s);
}

bool
session_same (struct session *s, uint16_t f)
{
  const char *text;

  if (s->carried == NULL || f >= s->form->n_fields)
    return false;
  text = s->carried[f];
  return text[0] != '\0' && session_put (s, f, text, strlen (text), FILED);
}
