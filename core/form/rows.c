/* rows.c - the rows of a TABLE, out of their stored spelling. */

#include "form/rows.h"

#include "base/json.h"

#include <string.h>

size_t
rows_count (const char *stored)
{
  size_t count = 0;
  bool quoted = false;

  /* Rows do not nest: outside of strings every "{" begins one. */
  for (const char *s = stored; *s != '\0'; s++) {
    if (quoted && *s == '\\' && s[1] != '\0')
      s++;
    else if (*s == '"')
      quoted = !quoted;
    else if (*s == '{' && !quoted)
      count++;
  }
  return count;
}

static bool
read_row (struct json_reader *json, const struct form_field *table,
          const char **cells, struct arena *arena)
{
  while (json_next (json) == JSON_KEY) {
    uint16_t column = form_column_named (table, bytes_text (&json->text));

    if (json_next (json) != JSON_TEXT)
      return false;
    if (column != NO_FIELD)
      cells[column] =
        arena_copy_len (arena, (const char *) json->text.at, json->text.len);
  }
  return json->kind == JSON_CLOSE;
}

struct rows
rows_of (const struct form_field *table, const char *stored,
         struct arena *arena)
{
  size_t most = rows_count (stored), wide = table->n_columns;
  struct rows rows = { 0, arena_take (arena,
                                      (most * wide + 1) * sizeof *rows.cells) };
  struct json_reader json;

  for (size_t i = 0; i < most * wide; i++)
    rows.cells[i] = "";
  json_begin (&json, stored, strlen (stored));
  if (json_next (&json) == JSON_OPEN && json.bracket == '[')
    while (rows.count < most && json_next (&json) == JSON_OPEN
           && read_row (&json, table, rows.cells + rows.count * wide, arena))
      rows.count++;
  json_done (&json);
  return rows;
}

static void
add_row (const struct form_field *table, const char *const *cells,
         struct json_writer *json)
{
  bool any = false;

  for (uint16_t i = 0; i < table->n_columns; i++) {
    if (cells[i][0] == '\0')
      continue;
    if (!any)
      json_open (json, '{');
    any = true;
    json_key_text (json, table->columns[i].key, cells[i]);
  }
  if (any)
    json_close (json, '}');
}

void
rows_add (const struct form_field *table, const char *const *cells,
          size_t count, struct bytes *to)
{
  struct json_writer json = json_writer_of (to);
  size_t before = to->len;

  json_open (&json, '[');
  for (size_t i = 0; i < count; i++)
    add_row (table, cells + i * table->n_columns, &json);
  json_close (&json, ']');
  if (to->len - before == 2)
    to->len = before; /* "[]": a table without rows is empty */
}
