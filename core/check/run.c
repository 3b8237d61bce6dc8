/* run.c - one pass over one form: what is shown, which row is at hand, and how
 * findings are said.
 */

#include "check/run.h"

#include "base/language.h"
#include "base/log.h"

#include <stdio.h>
#include <string.h>

/* Fields that show one another may never settle; the last word counts. */
enum { HIDE_PASSES = 8 };

/* Whether a condition that shows a field names one of the GIVEN. */
static bool
given_shows (const struct form *form, const struct condition *shown)
{
  for (uint16_t f = 0; f < form->n_fields; f++)
    if (form->fields[f].need == HOSO_GIVEN && condition_names (shown, f))
      return true;
  return false;
}

static const struct condition *
shown_of_heading (const struct form *form, uint16_t f)
{
  uint16_t heading = form->fields[f].heading;

  return heading == NO_HEADING ? NULL : form->headings[heading].shown;
}

/* Keeps CONDITION, once; neighbours share the one of their heading. */
static void
add_veil (struct check_memory *m, const struct condition *condition)
{
  if (condition == NULL)
    return;
  for (uint16_t i = 0; i < m->n_veils; i++)
    if (m->veils[i] == condition)
      return;
  m->veils[m->n_veils++] = condition;
}

/* Most fields are always shown; the others are few and known by the form. */
static void
find_shy (struct check_memory *m)
{
  const struct form *form = m->form;

  m->shy = arena_take (m->kept, (form->n_fields + 1u) * sizeof *m->shy);
  m->veils = arena_take (m->kept, (2u * form->n_fields + 1u) * sizeof (void *));
  for (uint16_t f = 0; f < form->n_fields; f++) {
    const struct condition *own = form->fields[f].shown;
    const struct condition *heading = shown_of_heading (form, f);

    if (own == NULL && heading == NULL)
      continue;
    m->shy[m->n_shy++] = f;
    add_veil (m, heading);
    add_veil (m, own);
    m->given_shows |= (own != NULL && given_shows (form, own))
                      || (heading != NULL && given_shows (form, heading));
  }
}

static void
find_given (struct check_memory *m)
{
  const struct form *form = m->form;

  m->given = arena_take (m->kept, (form->n_fields + 1u) * sizeof *m->given);
  for (uint16_t f = 0; f < form->n_fields; f++)
    if (form->fields[f].need == HOSO_GIVEN)
      m->given[m->n_given++] = f;
}

struct check_memory *
check_memory_new (const struct form *form)
{
  struct check_memory *m = bytes_must (sizeof *m);

  *m = (struct check_memory){ .form = form };
  m->scratch = arena_new ();
  m->kept = arena_new ();
  find_shy (m);
  find_given (m);
  m->asked = fields_asked (form, m->kept);
  m->own = own_of (form, m->kept);
  return m;
}

void
check_memory_free (struct check_memory *m)
{
  if (m == NULL)
    return;
  arena_free (m->scratch);
  arena_free (m->kept);
  free (m->known);
  bytes_free (&m->text);
  findings_free (&m->said);
  free (m);
}

static struct scope
scope_of (const struct check *c, const char *const *values)
{
  return (struct scope){
    .form = c->form,
    .values = values,
    .wards = c->wards,
    .received = c->received,
    .ward = c->ward,
    .officer = c->officer,
    .amount = c->amount,
  };
}

/* ---- what is shown ------------------------------------------------------ */

static bool
is_shown (const struct form *form, const struct scope *scope, uint16_t f)
{
  return condition_asks (shown_of_heading (form, f), scope)
         && condition_asks (form->fields[f].shown, scope);
}

/* Asks each heading once: its fields stand together. */
static bool
hide_once (struct run *r)
{
  const struct condition *asked = NULL;
  bool holds = true, changed = false;

  for (uint16_t i = 0; i < r->memory->n_shy; i++) {
    uint16_t f = r->memory->shy[i];
    const struct condition *heading = shown_of_heading (r->form, f);
    bool shown;

    if (heading != asked) {
      asked = heading;
      holds = condition_asks (heading, &r->scope);
    }
    shown = holds && condition_asks (r->form->fields[f].shown, &r->scope);
    changed |= shown != r->shown[f];
    r->shown[f] = shown;
    r->values[f] = shown ? r->check->values[f] : "";
  }
  return changed;
}

/* Whether nothing is hidden while everything is shown, as with most. */
static bool
hides_nothing (const struct run *r)
{
  for (uint16_t i = 0; i < r->memory->n_veils; i++)
    if (!condition_asks (r->memory->veils[i], &r->scope))
      return false;
  return true;
}

void
run_hide (struct run *r)
{
  size_t n = r->form->n_fields;
  unsigned passes = 0;

  memcpy (r->values, r->check->values, n * sizeof *r->values);
  memset (r->shown, true, n);
  if (hides_nothing (r))
    return;
  while (hide_once (r) && ++passes < HIDE_PASSES)
    ;
}

/* As check_give left them. */
static void
take_shown (struct run *r)
{
  size_t n = r->form->n_fields;

  memcpy (r->shown, r->check->shown, n);
  for (size_t f = 0; f < n; f++)
    r->values[f] = r->shown[f] ? r->check->values[f] : "";
}

/* ---- a run -------------------------------------------------------------- */

void
run_open (struct run *r, const struct check *c, struct findings *to)
{
  unsigned n = c->form->n_fields;
  struct arena *scratch;

  *r = (struct run){ .check = c, .form = c->form, .to = to };
  r->memory = c->memory != NULL ? c->memory : check_memory_new (c->form);
  scratch = r->memory->scratch;
  arena_clear (scratch);
  r->values = arena_take (scratch, (n + 1) * sizeof *r->values);
  r->shown = arena_take (scratch, n + 1);
  r->tables = arena_take (scratch, (n + 1) * sizeof *r->tables);
  r->scope = scope_of (c, r->values);
  r->scope.spans = arena_take (scratch, SPANS_KEPT * sizeof *r->scope.spans);
  r->lent.host = &check_host;
  r->table = r->giving = NO_FIELD;
}

void
run_start (struct run *r, const struct check *c, struct findings *to)
{
  run_open (r, c, to);
  if (c->shown != NULL)
    take_shown (r);
  else
    run_hide (r);
}

void
run_end (struct run *r)
{
  if (r->check->memory == NULL)
    check_memory_free (r->memory);
}

bool
field_needed (const struct form_field *field, const struct scope *scope)
{
  return field->need == HOSO_REQUIRED
         || (field->need == HOSO_OPTIONAL && field->required != NULL
             && condition_asks (field->required, scope));
}

bool
check_shown (const struct check *c, uint16_t f)
{
  struct scope scope = scope_of (c, c->values);

  return is_shown (c->form, &scope, f);
}

bool
check_needed (const struct check *c, uint16_t f)
{
  struct scope scope = scope_of (c, c->values);

  return is_shown (c->form, &scope, f)
         && field_needed (&c->form->fields[f], &scope);
}

/* ---- rows --------------------------------------------------------------- */

const struct rows *
run_rows (struct run *r, uint16_t f)
{
  struct arena *scratch = r->memory->scratch;

  if (r->tables[f] == NULL) {
    r->tables[f] = arena_take (scratch, sizeof *r->tables[f]);
    *r->tables[f] = rows_of (&r->form->fields[f], r->values[f], scratch);
  }
  return r->tables[f];
}

void
run_forget_rows (struct run *r)
{
  memset (r->tables, 0, r->form->n_fields * sizeof *r->tables);
}

void
run_row (struct run *r, uint16_t f, size_t row)
{
  const struct form_field *table = &r->form->fields[f];

  r->table = f;
  r->row = (uint16_t) (row + 1);
  r->scope.columns = table->columns;
  r->scope.n_columns = table->n_columns;
  r->scope.cells = run_rows (r, f)->cells + row * table->n_columns;
}

void
run_no_row (struct run *r)
{
  r->table = NO_FIELD;
  r->row = 0;
  r->scope.columns = NULL;
  r->scope.n_columns = 0;
  r->scope.cells = NULL;
}

/* ---- findings ----------------------------------------------------------- */

struct spot
run_cell (const struct run *r, uint16_t column)
{
  return (struct spot){ &r->scope.columns[column], r->scope.cells[column],
                        r->table, r->row };
}

static void
add_formatted (struct bytes *to, const char *format, va_list args)
{
  va_list again;
  int len;

  va_copy (again, args);
  len = vsnprintf (NULL, 0, format, again);
  va_end (again);
  if (len < 0)
    return;
  bytes_reserve (to, (size_t) len + 1);
  vsnprintf ((char *) to->at + to->len, (size_t) len + 1, format, args);
  to->len += (size_t) len;
}

void
run_say (struct run *r, uint8_t severity, const struct spot *spot,
         const char *format, ...)
{
  struct bytes *text = &r->memory->text;
  va_list args;

  bytes_clear (text);
  if (spot->row > 0)
    bytes_printf (text, _ ("row %u: "), spot->row);
  va_start (args, format);
  add_formatted (text, format, args);
  va_end (args);
  findings_add (r->to, severity, r->form->fields[spot->at].key, spot->at,
                spot->row, bytes_text (text));
}

static bool
has_id (const struct findings *f, const char *id)
{
  for (size_t i = 0; i < f->count; i++)
    if (strcmp (f->at[i].id, id) == 0)
      return true;
  return false;
}

void
run_fault (struct run *r, const char *format, ...)
{
  struct bytes *text = &r->memory->text;
  va_list args;

  bytes_clear (text);
  va_start (args, format);
  add_formatted (text, format, args);
  va_end (args);
  log_line ("plugin %s: %s: %s", r->form->name, r->id != NULL ? r->id : "-",
            bytes_text (text));

  if (has_id (r->to, PLUGIN_FAULT))
    return;
  bytes_clear (text);
  bytes_printf (text,
                _ ("the procedure %s has a fault in %s: tell whoever "
                   "maintains it"),
                r->form->name, r->id != NULL ? r->id : "-");
  findings_add (r->to, HOSO_REFUSE, PLUGIN_FAULT, NO_FIELD, 0,
                bytes_text (text));
}
