/* view-summary.c - the findings of a form, refusals first. */

#include "tui/view-summary.h"

#include "base/language.h"

#include <string.h>

/* Results: the field to go to plus 1, or one of these. */
enum { RESULT_NONE = 0, RESULT_SAVE = -1, RESULT_REASON = -2 };

enum { UP = 1, DOWN, GO, SAVE, REASON, BACK };

static const struct key_row keys[] = {
  { KEY_ENTER, 0, GO, "Enter", N_ ("To the field"), N_ ("goes to the field") },
  { KEY_F2, 0, SAVE, "F2", N_ ("Save"),
    N_ ("saves, when nothing is in the way") },
  { KEY_F7, 0, REASON, "F7", N_ ("With a reason"),
    N_ ("saves with a reason for each warning") },
  { KEY_ESCAPE, 0, BACK, "Esc", N_ ("Back"), N_ ("back to the form") },
  { KEY_F8, 0, BACK, "F8", NULL, N_ ("back to the form") },
  { KEY_F10, 0, BACK, "F10", NULL, N_ ("back to the form") },
  { KEY_UP, 0, UP, "↑", NULL, N_ ("the line above") },
  { KEY_DOWN, 0, DOWN, "↓", NULL, N_ ("the line below") },
  { KEY_NONE, 0, 0, NULL, NULL, NULL },
};

struct summary {
  struct entry_view *entry;
  size_t *order, count; /* findings, refusals first                     */
  size_t chosen;
};

static void
close_summary (struct app *app, void *model)
{
  struct summary *s = model;

  (void) app;
  free (s->order);
  free (s);
}

static void
sort_findings (struct summary *s)
{
  size_t n = entry_findings (s->entry);

  s->order = bytes_must ((n + 1) * sizeof *s->order);
  for (uint8_t severity = HOSO_REFUSE; severity <= HOSO_NOTE; severity++)
    for (size_t i = 0; i < n; i++)
      if (entry_finding (s->entry, i)->severity == severity)
        s->order[s->count++] = i;
}

static const struct finding *
chosen (const struct summary *s)
{
  return s->count == 0 ? NULL : entry_finding (s->entry, s->order[s->chosen]);
}

static void
update (struct app *app, void *model, const struct event *event)
{
  struct summary *s = model;
  const struct finding *f = chosen (s);

  switch (keys_action (keys, event)) {
  case UP: s->chosen -= s->chosen > 0; break;
  case DOWN: s->chosen += s->chosen + 1 < s->count; break;
  case GO:
    app_pop (app,
             f == NULL || f->field == NO_FIELD ? RESULT_NONE : f->field + 1);
    break;
  case SAVE: app_pop (app, RESULT_SAVE); break;
  case REASON: app_pop (app, RESULT_REASON); break;
  case BACK: app_pop (app, RESULT_NONE); break;
  default: break;
  }
}

static void
draw_finding (const struct summary *s, size_t i, struct canvas *canvas, int row)
{
  static const char *const marks[] = { " ", "!", "?", "·" };
  const struct finding *f = entry_finding (s->entry, s->order[i]);
  const struct form *form = s->entry->form;
  enum style style = i == s->chosen ? STYLE_FOCUS : STYLE_PLAIN;
  const char *label =
    f->field == NO_FIELD ? "" : form_words (form->fields[f->field].short_label);

  canvas_fill (canvas, row, 0, canvas->columns, style, ' ');
  canvas_text (canvas, row, 1, 1, style, i == s->chosen ? ">" : " ");
  canvas_text (canvas, row, 3, 1, style, marks[f->severity]);
  canvas_text (canvas, row, 5, 22, style, label);
  canvas_text (canvas, row, 29, -1, style, f->text);
  if (i == s->chosen)
    canvas_cursor (canvas, row, 1);
}

static void
draw (const struct app *app, const void *model, struct canvas *canvas)
{
  const struct summary *s = model;
  int rows = canvas->rows - 8;
  size_t top = s->chosen < (size_t) rows ? 0 : s->chosen - (size_t) rows + 1;
  const struct finding *f = chosen (s);

  app_title (app, canvas, form_words (s->entry->form->title),
             _ ("Check before receiving"));
  canvas_cursor (canvas, 2, 2);
  if (s->count == 0)
    canvas_text (canvas, 2, 2, -1, STYLE_HEADING,
                 _ ("Nothing is in the way: F2 saves."));
  else
    canvas_printf (canvas, 2, 2, -1, STYLE_HEADING,
                   _ ("%zu places; ! is to be mended, ? wants a reason (F7)"),
                   s->count);
  for (int i = 0; i < rows && top + (size_t) i < s->count; i++)
    draw_finding (s, top + (size_t) i, canvas, 4 + i);
  if (f != NULL)
    canvas_printf (canvas, canvas->rows - 3, 2, -1, STYLE_PLAIN, "%s: %s",
                   f->id, f->text);
  keys_draw (keys, canvas, canvas->rows - 1);
}

static const struct view summary_view = {
  .name = "summary",
  .keys = keys,
  .update = update,
  .draw = draw,
  .close = close_summary,
};

void
summary_open (struct app *app, struct entry_view *v)
{
  struct summary *s = bytes_must (sizeof *s);

  *s = (struct summary){ .entry = v };
  for (uint16_t f = 0; f < v->form->n_fields; f++)
    v->visited[f] = true;
  sort_findings (s);
  app_push (app, &summary_view, s);
}

void
summary_closed (struct app *app, struct entry_view *v, int result)
{
  if (result > 0)
    entry_go (app, v, (uint16_t) (result - 1));
  else if (result == RESULT_SAVE)
    entry_save (app, v);
  else if (result == RESULT_REASON)
    entry_save_with_reasons (app, v);
}
