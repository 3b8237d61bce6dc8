/* serial.c - numbers of books: the next one of the year, without gaps.
 *
 * A SERIAL is a field, or a column of a table when every row has a number of
 * its own.
 */

#include "store/inside.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/language.h"
#include "check/check.h"
#include "form/rows.h"
#include "text/date.h"

#include <stdio.h>
#include <string.h>

enum { BOOKS_MOST = 16 }; /* different books of one form */

struct numbering {
  struct store *store;
  struct arena *arena;
  unsigned year;
  struct {
    const char *name;
    uint32_t last, now;
  } books[BOOKS_MOST];
  size_t count;
};

/* The number that is the whole of TEXT; 0 when there is none. */
static uint32_t
number_in (const char *text)
{
  uint64_t n = 0;

  for (const char *c = text; *c != '\0'; c++) {
    if (*c < '0' || *c > '9')
      return 0;
    n = n * 10 + (uint64_t) (*c - '0');
    if (n >= UINT32_MAX)
      return 0;
  }
  return (uint32_t) n;
}

/* The last number of the book that FIELD belongs to, to be moved on. */
static enum outcome
book_of (struct numbering *n, const struct form_field *field, uint32_t **last,
         struct error *e)
{
  const char *name = field->set != NULL ? field->set : field->key;
  enum outcome got;

  for (size_t i = 0; i < n->count; i++)
    if (strcmp (n->books[i].name, name) == 0) {
      *last = &n->books[i].now;
      return OK;
    }
  if (n->count == BOOKS_MOST)
    return fail (e, ERR_INPUT, 0, _ ("the form has more than %d books"),
                 BOOKS_MOST);
  n->books[n->count].name = name;
  got = counter_of_book (n->store, name, n->year, &n->books[n->count].last, e);
  n->books[n->count].now = n->books[n->count].last;
  *last = &n->books[n->count].now;
  n->count += got == OK;
  return got;
}

/* TEXT keeps the number it has, or gets the next. */
static enum outcome
number (struct numbering *n, const struct form_field *field, const char **text,
        struct error *e)
{
  uint32_t *last, given = number_in (*text);
  char digits[16];
  enum outcome got = book_of (n, field, &last, e);

  if (got != OK)
    return got;
  if (given > *last)
    *last = given;
  if (**text != '\0')
    return OK;
  if (*last == UINT32_MAX)
    return fail (e, ERR_INPUT, 0, _ ("the numbers of the year are used up"));
  snprintf (digits, sizeof digits, "%u", ++*last);
  *text = arena_copy (n->arena, digits);
  return OK;
}

static enum outcome
number_rows (struct numbering *n, const struct form_field *table,
             const char **text, struct error *e)
{
  struct rows rows = rows_of (table, *text, n->arena);
  SCOPED_BYTES stored = { 0 };
  enum outcome got = OK;

  for (size_t i = 0; got == OK && i < rows.count * table->n_columns; i++)
    if (table->columns[i % table->n_columns].kind == HOSO_SERIAL)
      got =
        number (n, &table->columns[i % table->n_columns], &rows.cells[i], e);
  rows_add (table, rows.cells, rows.count, &stored);
  *text = arena_copy_len (n->arena, (const char *) stored.at, stored.len);
  return got;
}

static bool
has_serial (const struct form_field *fields, size_t count)
{
  for (size_t i = 0; i < count; i++)
    if (fields[i].kind == HOSO_SERIAL)
      return true;
  return false;
}

static bool
numbers (const struct form_field *field)
{
  return field->kind == HOSO_SERIAL
         || (field->kind == HOSO_TABLE
             && has_serial (field->columns, field->n_columns));
}

/* What field KEY of the record had before; "" when nothing. */
static const char *
before (const struct whole_record *old, const char *key)
{
  uint16_t f = old != NULL ? form_field_named (old->form, key) : NO_FIELD;

  return f != NO_FIELD ? old->values.texts[f] : "";
}

static enum outcome
fill (struct numbering *n, const struct check *shown,
      const struct whole_record *old, struct values *now, uint16_t f,
      struct error *e)
{
  const struct form_field *field = &shown->form->fields[f];
  const char *had = before (old, field->key);

  if (!check_shown (shown, f))
    return OK;
  if (field->kind == HOSO_TABLE)
    return number_rows (n, field, &now->texts[f], e);
  if (had[0] != '\0') {
    now->texts[f] = had;
    return OK;
  }
  return number (n, field, &now->texts[f], e);
}

/* The caller's texts are not touched: the numbers go into a copy. */
static void
copy_texts (struct values *values, size_t count, struct arena *arena)
{
  const char **texts = arena_take (arena, count * sizeof *texts);

  memcpy (texts, values->texts, count * sizeof *texts);
  values->texts = texts;
}

enum outcome
serials_fill (struct store *s, const struct form *form,
              const struct whole_record *old, struct values *now,
              uint64_t received, struct entries *plan, struct arena *arena,
              struct error *e)
{
  struct numbering n = { .store = s, .arena = arena };
  struct check shown = { .form = form,
                         .wards = now->wards,
                         .received = date_today (received),
                         .ward = "",
                         .officer = "" };
  enum outcome done = OK;

  if (form->unnumbered)
    return OK;
  for (uint16_t f = 0; done == OK && f < form->n_fields; f++) {
    if (!numbers (&form->fields[f]))
      continue;
    if (shown.values == NULL) {
      copy_texts (now, form->n_fields, arena);
      n.year = (unsigned) moment_of (received).year;
      shown.values = now->texts;
    }
    done = fill (&n, &shown, old, now, f, e);
  }
  for (size_t i = 0; i < n.count; i++)
    if (n.books[i].now != n.books[i].last)
      counter_plan_book (plan, n.books[i].name, n.year, n.books[i].now, arena);
  return done;
}

/* ---- checking ---------------------------------------------------------- */

static bool
known (struct numbering *n, const struct form_field *field, const char *text)
{
  uint32_t *last;

  return book_of (n, field, &last, NULL) != OK || number_in (text) <= *last;
}

static bool
rows_known (struct numbering *n, const struct form_field *table,
            const char *text)
{
  struct rows rows = rows_of (table, text, n->arena);
  bool good = true;

  for (size_t i = 0; i < rows.count * table->n_columns; i++)
    if (table->columns[i % table->n_columns].kind == HOSO_SERIAL)
      good &= known (n, &table->columns[i % table->n_columns], rows.cells[i]);
  return good;
}

bool
serials_known (struct store *s, const struct whole_record *w,
               struct arena *arena)
{
  struct numbering n = { .store = s, .arena = arena };
  bool good = true;

  n.year = (unsigned) moment_of (w->row.head.received).year;
  for (uint16_t f = 0; f < w->form->n_fields; f++) {
    const struct form_field *field = &w->form->fields[f];

    if (field->kind == HOSO_SERIAL)
      good &= known (&n, field, w->values.texts[f]);
    else if (numbers (field))
      good &= rows_known (&n, field, w->values.texts[f]);
  }
  return good;
}

/* ---- telling ----------------------------------------------------------- */

static void
tell (const struct form_field *field, const char *text, unsigned year,
      serial_seen seen, void *with)
{
  uint32_t n = number_in (text);

  if (n != 0)
    seen (with, field->set != NULL ? field->set : field->key, year, n);
}

void
serials_each (const struct form *form, const struct values *values,
              uint64_t received, struct arena *arena, serial_seen seen,
              void *with)
{
  unsigned year = (unsigned) moment_of (received).year;

  for (uint16_t f = 0; f < form->n_fields; f++) {
    const struct form_field *field = &form->fields[f];
    struct rows rows;

    if (field->kind == HOSO_SERIAL)
      tell (field, values->texts[f], year, seen, with);
    if (field->kind != HOSO_TABLE || !numbers (field))
      continue;
    rows = rows_of (field, values->texts[f], arena);
    for (size_t i = 0; i < rows.count * field->n_columns; i++)
      if (field->columns[i % field->n_columns].kind == HOSO_SERIAL)
        tell (&field->columns[i % field->n_columns], rows.cells[i], year, seen,
              with);
  }
}
