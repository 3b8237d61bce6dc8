/* sample.c - fills in the samples of a plugin and compares what is found. */

#include "entry/sample.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/language.h"
#include "form/rows.h"

#include <string.h>

/* "key=value" or "table.1.key=value" of a sample, and the rest of its lines. */
struct line {
  struct slice table, row, key, value;
};

static struct slice
part (const char *at, size_t len)
{
  return (struct slice){ (const unsigned char *) at, len };
}

/* Takes a line from the front of *TEXT; false at the end. */
static bool
next_line (const char **text, struct line *line)
{
  const char *at = *text;
  size_t len, key, table, row;

  if (at == NULL || *at == '\0')
    return false;
  len = strcspn (at, "\n");
  key = strcspn (at, "=\n");
  *text = at + len + (at[len] == '\n');
  *line = (struct line){ .key = part (at, key) };
  if (key < len)
    line->value = part (at + key + 1, len - key - 1);
  table = strcspn (at, ".=\n");
  row = table < key ? strcspn (at + table + 1, ".=\n") : 0;
  if (table < key && table + 1 + row < key) {
    line->table = part (at, table);
    line->row = part (at + table + 1, row);
    line->key = part (at + table + row + 2, key - table - row - 2);
  }
  return true;
}

static uint16_t
field_named (const struct form *form, struct slice key)
{
  for (uint16_t f = 0; f < form->n_fields; f++)
    if (slice_is (key, form->fields[f].key))
      return f;
  return NO_FIELD;
}

static uint16_t
column_named (const struct form_field *table, struct slice key)
{
  for (uint16_t i = 0; i < table->n_columns; i++)
    if (slice_is (key, table->columns[i].key))
      return i;
  return NO_FIELD;
}

/* ---- filling in --------------------------------------------------------- */

enum { ROWS_MOST = 1000 };

static size_t
row_number (struct slice text)
{
  size_t n = 0;

  for (size_t i = 0; i < text.len && n <= ROWS_MOST; i++)
    n = n * 10 + (size_t) (text.at[i] - '0');
  return n;
}

/* Tables grow cell by cell, their rows in any order, and are put at the end:
 * a stored table has no empty rows.
 */
struct filling {
  struct session *session;
  struct arena *arena;
  struct rows tables[FIELDS_MOST]; /* cells NULL: not touched */
};

/* Room for ROWS of them, the new cells empty. */
static void
widen (struct filling *to, struct rows *rows, size_t wide, size_t count)
{
  const char **cells;

  if (rows->cells != NULL && count <= rows->count)
    return;
  cells = arena_take (to->arena, count * wide * sizeof *cells);
  for (size_t i = 0; i < count * wide; i++)
    cells[i] = i < rows->count * wide ? rows->cells[i] : "";
  rows->cells = cells;
  rows->count = count;
}

static void
put_cell (struct filling *to, const struct line *line)
{
  const struct form *form = session_form (to->session);
  uint16_t f = field_named (form, line->table), column;
  size_t row = row_number (line->row);
  const struct form_field *table;
  struct rows *rows;

  if (f == NO_FIELD || row == 0 || row > ROWS_MOST)
    return;
  table = &form->fields[f];
  rows = &to->tables[f];
  column = column_named (table, line->key);
  if (column == NO_FIELD)
    return;
  widen (to, rows, table->n_columns, row);
  rows->cells[(row - 1) * table->n_columns + column] =
    arena_copy_len (to->arena, (const char *) line->value.at, line->value.len);
}

static void
put_tables (struct filling *to)
{
  const struct form *form = session_form (to->session);

  for (uint16_t f = 0; f < form->n_fields; f++) {
    SCOPED_BYTES stored = { 0 };

    if (to->tables[f].cells == NULL)
      continue;
    rows_add (&form->fields[f], to->tables[f].cells, to->tables[f].count,
              &stored);
    session_put (to->session, f, (const char *) stored.at, stored.len, FILED);
  }
}

/* The sample named NAME before I; I when there is none. */
static size_t
sample_named (const struct procedure *p, const char *name, size_t i)
{
  for (size_t j = 0; j < i; j++)
    if (strcmp (procedure_sample (p, j).name, name) == 0)
      return j;
  return i;
}

/* Calls SEE for every line of sample I, those of what it is like first. */
static void
each_line (const struct procedure *p, size_t i,
           void (*see) (void *with, const struct line *), void *with)
{
  struct hoso_sample sample = procedure_sample (p, i);
  const char *lines = sample.values;
  struct line line;

  if (sample.like != NULL) {
    size_t like = sample_named (p, sample.like, i);

    if (like < i)
      each_line (p, like, see, with);
  }
  while (next_line (&lines, &line))
    see (with, &line);
}

static void
put_line (void *with, const struct line *line)
{
  struct filling *to = with;
  uint16_t f = field_named (session_form (to->session), line->key);

  if (line->table.len > 0)
    put_cell (to, line);
  else if (f != NO_FIELD)
    session_put (to->session, f, (const char *) line->value.at, line->value.len,
                 FILED);
}

static uint64_t
received_of (const struct procedure *p, size_t i)
{
  struct hoso_sample sample = procedure_sample (p, i);
  uint64_t time = clock_now ();

  if (sample.received != NULL)
    clock_read (sample.received, &time);
  else if (sample.like != NULL && sample_named (p, sample.like, i) < i)
    return received_of (p, sample_named (p, sample.like, i));
  return time;
}

static struct place
place_of (uint64_t received)
{
  return (struct place){ SAMPLE_WARD, SAMPLE_OFFICER, received };
}

struct session *
sample_session (const struct procedure *p)
{
  struct place place = place_of (clock_now ());

  return session_new (p->form, &place, false);
}

void
sample_fill (const struct procedure *p, size_t i, struct session *s)
{
  struct place place = place_of (received_of (p, i));
  struct filling to = { .session = s, .arena = arena_new () };

  session_clear (s, &place, false);
  each_line (p, i, put_line, &to);
  put_tables (&to);
  arena_free (to.arena);
}

/* ---- comparing ---------------------------------------------------------- */

/* Whether ID is one of the words of FINDS. */
static bool
is_expected (const char *finds, const char *id)
{
  size_t len = strlen (id);

  for (; *finds != '\0'; finds += strspn (finds, " ")) {
    size_t word = strcspn (finds, " ");

    if (word == len && memcmp (finds, id, len) == 0)
      return true;
    finds += word;
  }
  return false;
}

static bool
is_found (const struct findings *found, struct slice id)
{
  for (size_t i = 0; i < found->count; i++)
    if (slice_is (id, found->at[i].id))
      return true;
  return false;
}

static void
tell_missing (const char *finds, const struct findings *found,
              struct bytes *problems)
{
  for (; *finds != '\0'; finds += strspn (finds, " ")) {
    size_t len = strcspn (finds, " ");

    if (len > 0 && !is_found (found, part (finds, len)))
      bytes_printf (problems, _ ("%.*s is not found\n"), (int) len, finds);
    finds += len;
  }
}

static void
tell_strange (const char *finds, const struct findings *found,
              struct bytes *problems)
{
  for (size_t i = 0; i < found->count; i++)
    if (!is_expected (finds, found->at[i].id))
      bytes_printf (problems, _ ("%s is found: %s\n"), found->at[i].id,
                    found->at[i].text);
}

/* GIVEN fields that a sample speaks of; the last word counts. */
struct expected {
  const struct form *form;
  struct slice *given; /* n_fields; at NULL: not spoken of */
};

static void
expect_line (void *with, const struct line *line)
{
  struct expected *expected = with;
  uint16_t f = field_named (expected->form, line->key);

  if (line->table.len == 0 && f != NO_FIELD
      && expected->form->fields[f].need == HOSO_GIVEN)
    expected->given[f] = line->value;
}

static void
tell_given (const struct procedure *p, size_t i, struct session *s,
            struct bytes *problems)
{
  const struct form *form = p->form;
  struct slice given[FIELDS_MOST] = { { NULL, 0 } };
  struct expected expected = { form, given };

  each_line (p, i, expect_line, &expected);
  for (uint16_t f = 0; f < form->n_fields; f++) {
    const char *got = session_text (s, f);

    if (given[f].at != NULL && !slice_is (given[f], got))
      bytes_printf (problems, _ ("%s is \"%s\", not \"%.*s\"\n"),
                    form->fields[f].key, got, (int) given[f].len,
                    (const char *) given[f].at);
  }
}

static void
mark_broken (const struct form *form, const struct findings *found,
             bool *broken)
{
  for (uint16_t r = 0; r < form->n_rules; r++)
    for (size_t i = 0; i < found->count; i++)
      if (strcmp (form->rules[r].id, found->at[i].id) == 0)
        broken[r] = true;
}

bool
sample_holds (const struct procedure *p, size_t i, struct session *s,
              bool *broken, struct bytes *problems)
{
  const char *finds = procedure_sample (p, i).finds;
  size_t before = problems->len;
  const struct findings *found;

  if (finds == NULL)
    finds = "";
  sample_fill (p, i, s);
  found = session_check (s);
  tell_missing (finds, found, problems);
  tell_strange (finds, found, problems);
  tell_given (p, i, s, problems);
  if (broken != NULL)
    mark_broken (p->form, found, broken);
  return problems->len == before;
}
