/* sample.h - a plugin's samples, put into a form as if an office had them. */
#ifndef TESTS_PLUGINS_SAMPLE_H
#define TESTS_PLUGINS_SAMPLE_H

#include "base/arena.h"
#include "base/clock.h"
#include "entry/session.h"
#include "form/rows.h"
#include "plugin/plugin.h"

#include <stdlib.h>
#include <string.h>

/* Where all samples are registered: Phường Sài Gòn. */
#define SAMPLE_WARD "26740"

/* One sample with what it is like put in place. */
struct sample {
  const char *name, *finds;
  struct session *session;
  const char **given;           /* values that GIVEN fields must have, or NULL */
  struct arena *arena;
};

/* "table.1.key" puts one cell: the row is made when it is the next. */
static inline void
sample_put_cell (struct sample *s, uint16_t f, const char *place,
                 const char *text)
{
  const struct form_field *table = &session_form (s->session)->fields[f];
  unsigned row = (unsigned) strtoul (place, NULL, 10) - 1;
  uint16_t column = form_column_named (table, strchr (place, '.') + 1);
  struct rows rows = rows_of (table, session_text (s->session, f), s->arena);
  SCOPED_BYTES stored = { 0 };
  size_t wide = table->n_columns, count = row >= rows.count ? row + 1 : rows.count;
  const char **cells = arena_take (s->arena, (count * wide + 1) * sizeof *cells);

  for (size_t i = 0; i < count * wide; i++)
    cells[i] = i < rows.count * wide ? rows.cells[i] : "";
  cells[row * wide + column] = text;
  rows_add (table, cells, count, &stored);
  session_put (s->session, f, bytes_text (&stored), stored.len, FILED);
}

static inline void
sample_put (struct sample *s, const char *key, const char *text)
{
  const struct form *form = session_form (s->session);
  size_t front = strcspn (key, ".");
  uint16_t f
      = form_field_named (form, arena_copy_len (s->arena, key, front));

  if (key[front] == '.')
    sample_put_cell (s, f, key + front + 1, text);
  else if (form->fields[f].need == HOSO_GIVEN)
    s->given[f] = text;
  else
    session_put (s->session, f, text, strlen (text), FILED);
}

static inline void
sample_put_lines (struct sample *s, const char *lines)
{
  while (lines != NULL && *lines != '\0') {
    size_t len = strcspn (lines, "\n"), key = strcspn (lines, "=");

    sample_put (s, arena_copy_len (s->arena, lines, key),
                arena_copy_len (s->arena, lines + key + 1, len - key - 1));
    lines += len + (lines[len] == '\n');
  }
}

static inline void
sample_fill (struct sample *s, const struct procedure *p, size_t i)
{
  struct hoso_sample sample = procedure_sample (p, i);
  uint64_t time;

  for (size_t j = 0; sample.like != NULL && j < i; j++)
    if (strcmp (procedure_sample (p, j).name, sample.like) == 0)
      sample_fill (s, p, j);
  if (sample.received != NULL && clock_read (sample.received, &time))
    session_received (s->session, time);
  sample_put_lines (s, sample.values);
}

static inline struct sample
sample_open (const struct procedure *p, size_t i)
{
  struct place place = { SAMPLE_WARD, "an", 0 };
  struct sample s = { .name = procedure_sample (p, i).name,
                      .finds = procedure_sample (p, i).finds,
                      .session = session_new (p->form, &place, false),
                      .arena = arena_new () };

  s.given = arena_take (s.arena, p->form->n_fields * sizeof *s.given);
  sample_fill (&s, p, i);
  return s;
}

static inline void
sample_close (struct sample *s)
{
  session_free (s->session);
  arena_free (s->arena);
}

#endif
