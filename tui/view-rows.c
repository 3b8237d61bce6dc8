/* view-rows.c - the rows of a TABLE in a form.
 *
 * The form below always has what is seen here: every change is put there at
 * once, and kept in its draft.
 */

#include "tui/view-rows.h"

#include "base/language.h"
#include "form/kind.h"
#include "form/rows.h"
#include "tui/view-help.h"
#include "tui/view-message.h"

#include <string.h>

enum { UP = 1, DOWN, OPEN_ROW, ADD, REMOVE, HELP, LEAVE };

static const struct key_row keys[] = {
  { KEY_F1, 0, HELP, "F1", N_ ("Help"), N_ ("help") },
  { KEY_ENTER, 0, OPEN_ROW, "Enter", N_ ("Open"), N_ ("opens the row") },
  { KEY_F6, 0, ADD, "F6", N_ ("New row"), N_ ("adds a row") },
  { KEY_DELETE, 0, REMOVE, "Del", N_ ("Remove"), N_ ("removes the row") },
  { KEY_F2, 0, LEAVE, "F2", N_ ("Done"), N_ ("back to the form") },
  { KEY_UP, 0, UP, "↑", NULL, N_ ("the line above") },
  { KEY_DOWN, 0, DOWN, "↓", NULL, N_ ("the line below") },
  { KEY_ESCAPE, 0, LEAVE, "Esc", NULL, N_ ("back to the form") },
  { KEY_F10, 0, LEAVE, "F10", NULL, NULL },
  { KEY_INSERT, 0, ADD, "Ins", NULL, NULL },
  { KEY_CONTROL, 'G', HELP, "Ctrl-G", NULL, NULL },
  { KEY_CONTROL, 'O', LEAVE, "Ctrl-O", NULL, NULL },
  { KEY_NONE, 0, 0, NULL, NULL, NULL },
};

enum { HEADING_ROW = 2, FIRST_ROW = 4, ROWS_BELOW = 3 };

struct rows_view {
  struct entry_view *entry; /* the form                     */
  uint16_t field;           /* of it                        */
  struct form *form;        /* of a row                     */
  struct arena *arena;      /* of the cells                 */
  struct rows rows;
  size_t chosen, top;
  bool removing; /* asked whether to             */
};

static const struct form_field *
table_of (const struct rows_view *v)
{
  return &v->entry->form->fields[v->field];
}

/* As they stand in the form. */
static void
read_rows (struct rows_view *v)
{
  arena_clear (v->arena);
  v->rows = rows_of (table_of (v), session_text (v->entry->session, v->field),
                     v->arena);
  if (v->chosen > 0 && v->chosen >= v->rows.count)
    v->chosen = v->rows.count - 1;
}

/* ---- into the form ----------------------------------------------------------
 */

static void
put_rows (struct app *app, struct rows_view *v, const char *const *cells,
          size_t count)
{
  struct entry_view *entry = v->entry;
  SCOPED_BYTES stored = { 0 };

  rows_add (table_of (v), cells, count, &stored);
  session_put (entry->session, v->field, bytes_text (&stored), stored.len,
               FILED);
  findings_clear (&entry->server);
  entry->visited[v->field] = true;
  entry->unsaved = true;
  entry_take (app, entry);
  entry_keep_draft (app, entry, false);
  read_rows (v);
}

void
rows_take (struct app *app, struct rows_view *v, size_t at,
           const struct values *values)
{
  size_t wide = v->form->n_fields, old = v->rows.count;
  size_t count = at < old ? old : at + 1;
  const char **cells = bytes_must (count * wide * sizeof *cells);

  for (size_t i = 0; i < count * wide; i++)
    cells[i] = i / wide == at   ? values->texts[i % wide]
               : i / wide < old ? v->rows.cells[i]
                                : "";
  put_rows (app, v, cells, count);
  free (cells);
}

static void
remove_row (struct app *app, struct rows_view *v)
{
  size_t wide = v->form->n_fields;
  const char **at = v->rows.cells + v->chosen * wide;

  memmove (at, at + wide, (v->rows.count - v->chosen - 1) * wide * sizeof *at);
  put_rows (app, v, v->rows.cells, v->rows.count - 1);
}

/* ---- keys ---------------------------------------------------------------- */

static void
open_row (struct app *app, struct rows_view *v, size_t at)
{
  uint32_t no_wards[FIELDS_MOST] = { 0 };
  struct values values = { .wards = no_wards };

  if (at < v->rows.count)
    values.texts = v->rows.cells + at * v->form->n_fields;
  entry_open_row (app, v->form, v, at, at < v->rows.count ? &values : NULL);
}

static void
ask_remove (struct app *app, struct rows_view *v)
{
  if (v->rows.count == 0) {
    app->beep = true;
    return;
  }
  v->removing = true;
  message_ask (app, N_ ("Remove"), N_ ("Remove this row?"));
}

static void
update (struct app *app, void *model, const struct event *event)
{
  struct rows_view *v = model;

  switch (keys_action (keys, event)) {
  case UP: v->chosen -= v->chosen > 0; break;
  case DOWN: v->chosen += v->chosen + 1 < v->rows.count; break;
  case OPEN_ROW: open_row (app, v, v->chosen); break;
  case ADD: open_row (app, v, v->rows.count); break;
  case REMOVE: ask_remove (app, v); break;
  case HELP: help_open (app, NULL, keys); break;
  case LEAVE: app_pop (app, 0); break;
  default: app->beep = event->key < KEY_TICK; break;
  }
}

static void
back (struct app *app, void *model, int result)
{
  struct rows_view *v = model;

  if (v->removing && result == ANSWER_YES)
    remove_row (app, v);
  v->removing = false;
}

/* ---- drawing --------------------------------------------------------------
 */

static void
row_text (const struct rows_view *v, size_t row, struct bytes *to)
{
  const struct form_field *table = table_of (v);

  for (uint16_t i = 0; i < table->n_columns; i++) {
    const char *cell = v->rows.cells[row * table->n_columns + i];

    if (i > 0)
      bytes_add_text (to, "  ·  ");
    if (cell[0] == '\0')
      bytes_add_text (to, "–");
    else
      field_show (&table->columns[i], cell, to);
  }
}

static void
draw_columns (const struct rows_view *v, struct canvas *canvas)
{
  const struct form_field *table = table_of (v);
  SCOPED_BYTES text = { 0 };

  for (uint16_t i = 0; i < table->n_columns; i++)
    bytes_printf (&text, "%s%s", i > 0 ? "  ·  " : "",
                  form_words (table->columns[i].short_label));
  canvas_text (canvas, HEADING_ROW, 7, -1, STYLE_HEADING, bytes_text (&text));
}

static void
draw (const struct app *app, const void *model, struct canvas *canvas)
{
  const struct rows_view *v = model;
  size_t page = (size_t) (canvas->rows - FIRST_ROW - ROWS_BELOW);
  size_t top = v->chosen < page ? 0 : v->chosen - page + 1;

  app_title (app, canvas, form_words (table_of (v)->label), NULL);
  draw_columns (v, canvas);
  if (v->rows.count == 0)
    canvas_text (canvas, FIRST_ROW, 2, -1, STYLE_PLAIN,
                 _ ("No rows yet: Enter adds one"));
  for (size_t i = 0; i < page && top + i < v->rows.count; i++) {
    SCOPED_BYTES text = { 0 };

    row_text (v, top + i, &text);
    canvas_printf (canvas, FIRST_ROW + (int) i, 1, -1, STYLE_PLAIN,
                   "%s %3zu  %s", top + i == v->chosen ? ">" : " ", top + i + 1,
                   bytes_text (&text));
  }
  canvas_cursor (canvas, FIRST_ROW + (int) (v->chosen - top), 1);
  keys_draw (keys, canvas, canvas->rows - 1);
}

/* ---- opening and closing ---------------------------------------------------
 */

static void
close_rows (struct app *app, void *model)
{
  struct rows_view *v = model;

  (void) app;
  form_free (v->form);
  arena_free (v->arena);
  free (v);
}

static const struct view rows_view = {
  .name = "rows",
  .keys = keys,
  .update = update,
  .draw = draw,
  .close = close_rows,
  .back = back,
};

void
rows_open (struct app *app, struct entry_view *entry)
{
  struct rows_view *v = bytes_must (sizeof *v);

  *v =
    (struct rows_view){ .entry = entry,
                        .field = entry->at,
                        .form = row_form_new (&entry->form->fields[entry->at]),
                        .arena = arena_new () };
  read_rows (v);
  app_push (app, &rows_view, v);
}
