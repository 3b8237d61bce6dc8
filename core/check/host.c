/* host.c - the services that functions of plugins are lent (hoso/plugin.h). */

#include "check/run.h"

#include "base/language.h"
#include "form/kind.h"
#include "text/date.h"
#include "text/fold.h"
#include "text/number.h"

#include <stdio.h>
#include <string.h>

static struct run *
run_of (struct hoso_check *c)
{
  return (struct run *) c; /* .lent is its first member */
}

/* ---- fields by key ------------------------------------------------------ */

/* The field or column KEY with its value; NULL, and a fault, when there is
 * none.  Inside a table a column comes first.
 */
static const struct form_field *
field_of (struct run *r, const char *key, const char **text)
{
  uint16_t i = NO_FIELD;

  if (r->table != NO_FIELD)
    i = form_column_named (&r->form->fields[r->table], key);
  if (i != NO_FIELD) {
    *text = r->scope.cells[i];
    return &r->scope.columns[i];
  }
  i = form_field_named (r->form, key);
  if (i != NO_FIELD) {
    *text = r->values[i];
    return &r->form->fields[i];
  }
  run_fault (r, "there is no field %s", key);
  *text = "";
  return NULL;
}

static const char *
host_value (struct hoso_check *c, const char *key)
{
  const char *text;

  field_of (run_of (c), key, &text);
  return text;
}

static bool
number_of (const struct form_field *field, const char *text, int64_t *n)
{
  if (field == NULL || text[0] == '\0')
    return false;
  if (field->kind == HOSO_DECIMAL)
    return decimal_parse (text, field->decimals, n, NULL) == OK;
  return number_parse (text, false, n, NULL) == OK;
}

static bool
host_number (struct hoso_check *c, const char *key, int64_t *n)
{
  const char *text;
  const struct form_field *field = field_of (run_of (c), key, &text);

  return number_of (field, text, n);
}

/* ---- dates -------------------------------------------------------------- */

static bool
span_of (struct run *r, const char *key, int32_t *first, int32_t *last)
{
  const char *text;

  if (strcmp (key, "received") == 0) {
    *first = *last = r->check->received;
    return true;
  }
  return field_of (r, key, &text) != NULL && date_span (text, first, last);
}

/* The earliest start and the latest end make the count largest. */
static bool
longest (struct hoso_check *c, const char *from, const char *to, int32_t *first,
         int32_t *last)
{
  int32_t unused;
  bool begins = span_of (run_of (c), from, first, &unused);
  bool ends = span_of (run_of (c), to, &unused, last);

  return begins && ends;
}

static bool
host_days (struct hoso_check *c, const char *from, const char *to, int32_t *n)
{
  int32_t first, last;

  if (!longest (c, from, to, &first, &last))
    return false;
  *n = last - first;
  return true;
}

static bool
host_years (struct hoso_check *c, const char *from, const char *to, int32_t *n)
{
  int32_t first, last;

  if (!longest (c, from, to, &first, &last))
    return false;
  *n = date_years (first, last);
  return true;
}

/* ---- conditions --------------------------------------------------------- */

static size_t
slot_of (const struct check_memory *m, const char *text, uint16_t table)
{
  size_t at = ((uintptr_t) text * 0x9e3779b97f4a7c15u >> 32) + table;

  at &= m->room_known - 1;
  while (m->known[at].read
         && (m->known[at].text != text || m->known[at].table != table))
    at = (at + 1) & (m->room_known - 1);
  return at;
}

static void
grow_known (struct check_memory *m)
{
  struct known *old = m->known;
  size_t room = m->room_known;

  m->room_known = room == 0 ? 64 : 2 * room;
  m->known = bytes_must (m->room_known * sizeof *m->known);
  memset (m->known, 0, m->room_known * sizeof *m->known);
  for (size_t i = 0; i < room; i++)
    if (old[i].read)
      m->known[slot_of (m, old[i].text, old[i].table)] = old[i];
  free (old);
}

/* CONDITION read once: its address is its identity. */
static const struct condition *
known_condition (struct run *r, const char *text)
{
  struct check_memory *m = r->memory;
  const struct form_field *table =
    r->table == NO_FIELD ? NULL : &r->form->fields[r->table];
  struct known *known;

  if (2 * m->n_known >= m->room_known)
    grow_known (m);
  known = &m->known[slot_of (m, text, r->table)];
  if (!known->read) {
    *known = (struct known){ text, r->table, NULL, true };
    condition_read (m->kept, r->form, table, text, &known->condition, NULL);
    m->n_known++;
  }
  return known->condition;
}

static bool
host_holds (struct hoso_check *c, const char *text)
{
  struct run *r = run_of (c);
  const struct condition *condition = known_condition (r, text);

  if (condition == NULL) {
    run_fault (r, "the condition \"%s\" cannot be read", text);
    return false;
  }
  return condition_asks (condition, &r->scope);
}

/* ---- tables ------------------------------------------------------------- */

static uint16_t
table_named (struct run *r, const char *key)
{
  uint16_t f = form_field_named (r->form, key);

  if (f != NO_FIELD && r->form->fields[f].kind == HOSO_TABLE)
    return f;
  run_fault (r, "there is no table %s", key);
  return NO_FIELD;
}

static size_t
host_rows (struct hoso_check *c, const char *key)
{
  uint16_t f = table_named (run_of (c), key);

  return f == NO_FIELD ? 0 : run_rows (run_of (c), f)->count;
}

static const struct form_field *
cell_of (struct run *r, const char *key, size_t row, const char *column,
         const char **text)
{
  uint16_t f = table_named (r, key), i;
  const struct form_field *table;

  *text = "";
  if (f == NO_FIELD)
    return NULL;
  table = &r->form->fields[f];
  i = form_column_named (table, column);
  if (i == NO_FIELD) {
    run_fault (r, "the table %s has no column %s", key, column);
    return NULL;
  }
  if (row < run_rows (r, f)->count)
    *text = run_rows (r, f)->cells[row * table->n_columns + i];
  return &table->columns[i];
}

static const char *
host_cell (struct hoso_check *c, const char *key, size_t row,
           const char *column)
{
  const char *text;

  cell_of (run_of (c), key, row, column, &text);
  return text;
}

static int64_t
host_cell_number (struct hoso_check *c, const char *key, size_t row,
                  const char *column)
{
  const char *text;
  const struct form_field *field =
    cell_of (run_of (c), key, row, column, &text);
  int64_t n = 0;

  number_of (field, text, &n);
  return n;
}

/* ---- amounts and texts -------------------------------------------------- */

static int64_t
host_amount (struct hoso_check *c, const char *name)
{
  struct run *r = run_of (c);
  int32_t day = r->check->received;
  int64_t amount = 0;

  if (r->check->amount != NULL
      && r->check->amount (r->form, name, day, &amount))
    return amount;
  if (!form_amount_on (r->form, name, day, &amount))
    run_fault (r, "there is no amount %s", name);
  return amount;
}

static const char *
host_plain (struct hoso_check *c, const char *text)
{
  struct check_memory *m = run_of (c)->memory;

  bytes_clear (&m->text);
  fold_add (&m->text, text, strlen (text));
  return arena_copy_len (m->scratch, (const char *) m->text.at, m->text.len);
}

/* Only .upgrade has an older record; checks have none. */
static const char *
host_old (struct hoso_check *c, const char *key)
{
  run_fault (run_of (c), "hoso_old (%s) outside of .upgrade", key);
  return "";
}

/* ---- what functions give back ------------------------------------------- */

static const char *
formatted (struct run *r, const char *format, va_list args)
{
  va_list again;
  char *text;
  int len;

  va_copy (again, args);
  len = vsnprintf (NULL, 0, format, again);
  va_end (again);
  if (len < 0)
    return "";
  text = arena_take (r->memory->scratch, (size_t) len + 1);
  vsnprintf (text, (size_t) len + 1, format, args);
  return text;
}

static void
host_give (struct hoso_check *c, const char *key, const char *format, ...)
{
  SCOPED_BYTES stored = { 0 };
  struct run *r = run_of (c);
  const struct form_field *field;
  const char *text;
  va_list args;

  if (r->giving == NO_FIELD || key != NULL) {
    run_fault (r, "hoso_give (%s) outside of .compute", key ? key : "NULL");
    return;
  }
  va_start (args, format);
  text = formatted (r, format, args);
  va_end (args);
  field = &r->form->fields[r->giving];
  if (field_parse (field, text, strlen (text), FILED, r->check->received,
                   &stored, NULL)
      != OK)
    run_fault (r, "hoso_give: the text does not fit the kind %s",
               kind_name (field->kind));
  else
    r->values[r->giving] =
      arena_copy_len (r->give_to, (const char *) stored.at, stored.len);
}

static void
host_say (struct hoso_check *c, int severity, const char *key,
          const char *format, ...)
{
  struct run *r = run_of (c);
  uint16_t field = form_field_named (r->form, key);
  char domain[64];
  const char *text;
  va_list args;

  if (r->table != NO_FIELD
      && form_column_named (&r->form->fields[r->table], key) != NO_FIELD)
    field = r->table;
  if (field == NO_FIELD || severity < HOSO_REFUSE || severity > HOSO_NOTE) {
    run_fault (r, "hoso_say (%d, %s): no such severity or field", severity,
               key);
    return;
  }
  snprintf (domain, sizeof domain, "hoso-%s", r->form->name);
  va_start (args, format);
  text = formatted (r, language_say_in (domain, NULL, format), args);
  va_end (args);
  findings_add (r->to, (uint8_t) severity, r->id, field, r->row, text);
}

const struct hoso_host check_host = {
  .size = sizeof (struct hoso_host),
  .value = host_value,
  .number = host_number,
  .days = host_days,
  .years = host_years,
  .holds = host_holds,
  .rows = host_rows,
  .cell = host_cell,
  .cell_number = host_cell_number,
  .amount = host_amount,
  .plain = host_plain,
  .old = host_old,
  .give = host_give,
  .say = host_say,
};
