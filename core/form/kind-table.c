/* kind-table.c - several rows in one field: JSON in files, and as stored. */

#include "form/kind-parts.h"

#include "base/arena.h"
#include "base/json.h"
#include "form/rows.h"

#include <string.h>

/* As many as a record has room for, and more than anyone types. */
enum { ROWS_MOST = 2000 };

/* A table while it is read. */
struct reading {
  const struct form_field *table;
  enum spelling spelling;
  int32_t received;
  struct json_reader json;
  struct arena *arena;
  const char **cells; /* ROWS times n_columns */
  size_t rows, room;
  struct error *error;
};

static enum outcome
no_table (struct reading *r)
{
  return fail (r->error, ERR_INPUT, 0,
               _ ("write the rows as a JSON array: [{\"%s\": \"...\"}, ...]"),
               r->table->columns[0].key);
}

static enum outcome
parse_cell (struct reading *r, uint16_t column, const char *text, size_t len)
{
  const struct form_field *field = &r->table->columns[column];
  const char **cell = &r->cells[r->rows * r->table->n_columns + column];
  SCOPED_BYTES stored = { 0 };
  struct error e = { 0 };

  if (field_parse (field, text, len, r->spelling, r->received, &stored, &e)
      != OK)
    return fail (r->error, ERR_INPUT, 0, _ ("row %zu, %s: %s"), r->rows + 1,
                 form_words (field->label), e.text);
  *cell = arena_copy_len (r->arena, bytes_text (&stored), stored.len);
  return OK;
}

static enum outcome
read_cell (struct reading *r)
{
  uint16_t column = form_column_named (r->table, bytes_text (&r->json.text));

  if (column == NO_FIELD)
    return fail (r->error, ERR_INPUT, 0,
                 _ ("row %zu has \"%s\": no column has this key"), r->rows + 1,
                 (const char *) r->json.text.at);
  switch (json_next (&r->json)) {
  case JSON_TEXT:
  case JSON_NUMBER:
    return parse_cell (r, column, bytes_text (&r->json.text), r->json.text.len);
  case JSON_TRUE: return parse_cell (r, column, "1", 1);
  case JSON_FALSE: return parse_cell (r, column, "0", 1);
  case JSON_NULL: return parse_cell (r, column, "", 0);
  default: return no_table (r);
  }
}

static void
begin_row (struct reading *r)
{
  size_t wide = r->table->n_columns;

  if (r->rows == r->room) {
    r->room = r->room == 0 ? 8 : 2 * r->room;
    r->cells = bytes_must_again (r->cells, r->room * wide * sizeof *r->cells);
  }
  for (size_t i = 0; i < wide; i++)
    r->cells[r->rows * wide + i] = "";
}

static enum outcome
read_rows (struct reading *r)
{
  if (json_next (&r->json) != JSON_OPEN || r->json.bracket != '[')
    return no_table (r);
  while (json_next (&r->json) == JSON_OPEN && r->json.bracket == '{') {
    if (r->rows == ROWS_MOST)
      return fail (r->error, ERR_INPUT, 0, _ ("keep it to %d rows at most"),
                   ROWS_MOST);
    begin_row (r);
    while (json_next (&r->json) == JSON_KEY)
      if (read_cell (r) != OK)
        return ERR_INPUT;
    if (r->json.kind != JSON_CLOSE)
      return no_table (r);
    r->rows++;
  }
  if (r->json.kind != JSON_CLOSE || json_next (&r->json) != JSON_END)
    return no_table (r);
  return OK;
}

enum outcome
parse_table (const struct form_field *field, const char *text,
             enum spelling spelling, int32_t received, struct bytes *to,
             struct error *error)
{
  struct reading r = { .table = field,
                       .spelling = spelling,
                       .received = received,
                       .arena = arena_new (),
                       .error = error };
  enum outcome outcome;

  json_begin (&r.json, text, strlen (text));
  outcome = read_rows (&r);
  if (outcome == OK)
    rows_add (field, r.cells, r.rows, to);
  json_done (&r.json);
  free (r.cells);
  arena_free (r.arena);
  return outcome;
}

/* "Nguyễn An, 01/02/2000, Nam; Trần Bình, ..." */
void
show_table (const struct form_field *field, const char *stored,
            struct bytes *to)
{
  struct arena *arena = arena_new ();
  struct rows rows = rows_of (field, stored, arena);

  for (size_t i = 0; i < rows.count; i++) {
    bool any = false;

    if (i > 0)
      bytes_add_text (to, "; ");
    for (uint16_t j = 0; j < field->n_columns; j++) {
      const char *cell = rows.cells[i * field->n_columns + j];

      if (cell[0] == '\0')
        continue;
      bytes_add_text (to, any ? ", " : "");
      field_show (&field->columns[j], cell, to);
      any = true;
    }
  }
  arena_free (arena);
}
