/* view-summary.c - the findings of a form: what is to be mended, then what is
 * to be looked at.
 */

#include "tui/view-summary.h"

#include "base/language.h"
#include "tui/view-help.h"

/* Results: the field to go to plus 1, or one of these. */
enum { RESULT_NONE = 0, RESULT_SAVE = -1, RESULT_REASON = -2 };

enum { UP = 1, DOWN, GO, SAVE, REASON, HELP, BACK };

static const struct key_row keys[] = {
  { KEY_F1, 0, HELP, "F1", N_ ("Help"), N_ ("help") },
  { KEY_ENTER, 0, GO, "Enter", N_ ("To the field"), N_ ("goes to the field") },
  { KEY_F2, 0, SAVE, "F2", N_ ("Save"),
    N_ ("saves, when nothing is in the way") },
  { KEY_F7, 0, REASON, "F7", N_ ("With a reason"),
    N_ ("saves with a reason for each warning") },
  { KEY_ESCAPE, 0, BACK, "Esc", N_ ("Back"), N_ ("back to the form") },
  { KEY_UP, 0, UP, "↑", NULL, N_ ("the line above") },
  { KEY_DOWN, 0, DOWN, "↓", NULL, N_ ("the line below") },
  { KEY_F8, 0, BACK, "F8", NULL, NULL },
  { KEY_F10, 0, BACK, "F10", NULL, NULL },
  { KEY_CONTROL, 'O', SAVE, "Ctrl-O", NULL, NULL },
  { KEY_CONTROL, 'P', REASON, "Ctrl-P", NULL, NULL },
  { KEY_CONTROL, 'G', HELP, "Ctrl-G", NULL, NULL },
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

  free (s->order);
  s->order = bytes_must ((n + 1) * sizeof *s->order);
  s->count = 0;
  for (uint8_t severity = HOSO_REFUSE; severity <= HOSO_NOTE; severity++)
    for (size_t i = 0; i < n; i++)
      if (entry_finding (s->entry, i)->severity == severity)
        s->order[s->count++] = i;
  if (s->chosen >= s->count)
    s->chosen = 0;
}

static const struct finding *
finding_at (const struct summary *s, size_t i)
{
  return i < s->count ? entry_finding (s->entry, s->order[i]) : NULL;
}

static void
go (struct app *app, struct summary *s)
{
  const struct finding *f = finding_at (s, s->chosen);

  app_pop (app, f == NULL || f->field == NO_FIELD ? RESULT_NONE : f->field + 1);
}

static void
update (struct app *app, void *model, const struct event *event)
{
  struct summary *s = model;

  if (event->key == KEY_LANGUAGE)
    sort_findings (s);
  switch (keys_action (keys, event)) {
  case UP: s->chosen -= s->chosen > 0; break;
  case DOWN: s->chosen += s->chosen + 1 < s->count; break;
  case GO: go (app, s); break;
  case SAVE: app_pop (app, RESULT_SAVE); break;
  case REASON: app_pop (app, RESULT_REASON); break;
  case HELP: help_open (app, NULL, keys); break;
  case BACK: app_pop (app, RESULT_NONE); break;
  default: break;
  }
}

/* ---- drawing ---- */

/* What stands over findings of one severity; [0] is not used. */
static const struct {
  const char *heading, *note, *mark;
} kinds[] = {
  [HOSO_REFUSE] = { N_ ("TO BE MENDED"),
                    N_ ("the dossier cannot be received so"), "!" },
  [HOSO_WARN] = { N_ ("TO BE LOOKED AT"), N_ ("F7 receives it with a reason"),
                  "?" },
  [HOSO_NOTE] = { N_ ("GOOD TO KNOW"), N_ ("nothing stands in the way"), "·" },
};

static void
draw_heading (uint8_t severity, struct canvas *canvas, int row)
{
  int end = canvas_text (canvas, row, 2, -1, STYLE_HEADING,
                         _ (kinds[severity].heading));

  canvas_printf (canvas, row, end + 2, -1, STYLE_PLAIN, "(%s)",
                 _ (kinds[severity].note));
}

static void
draw_finding (const struct app *app, const struct summary *s, size_t i,
              struct canvas *canvas, int row)
{
  const struct finding *f = finding_at (s, i);
  const struct entry_view *v = s->entry;
  enum style style = i == s->chosen ? STYLE_FOCUS : STYLE_PLAIN;

  canvas_fill (canvas, row, 0, canvas->columns, style, ' ');
  canvas_printf (canvas, row, 1, 3, style, "%s%s", i == s->chosen ? ">" : " ",
                 kinds[f->severity].mark);
  if (f->field != NO_FIELD) {
    const struct form_field *field = &v->form->fields[f->field];

    canvas_printf (canvas, row, 4, 8, style, _ ("Page %d"),
                   entry_page_of (v, app->rows, f->field) + 1);
    if (field->heading != NO_HEADING)
      canvas_text (canvas, row, 12, 15, style,
                   form_words (v->form->headings[field->heading].label));
    canvas_text (canvas, row, 28, 20, style, form_words (field->short_label));
  }
  canvas_text (canvas, row, 49, -1, style, f->text);
  if (i == s->chosen)
    canvas_cursor (canvas, row, 1);
}

/* The first finding shown: the chosen one is always seen, with a heading over
 * each kind.
 */
static size_t
first_shown (const struct summary *s, int rows)
{
  size_t page = rows > 10 ? (size_t) rows - 6 : 4;

  return s->chosen / page * page;
}

static void
draw_list (const struct app *app, const struct summary *s,
           struct canvas *canvas)
{
  int row = 2, last = canvas->rows - 5;
  uint8_t severity = 0;

  for (size_t i = first_shown (s, last - row); i < s->count && row < last;
       i++) {
    const struct finding *f = finding_at (s, i);

    if (f->severity != severity) {
      row += severity != 0;
      draw_heading (severity = f->severity, canvas, row++);
    }
    draw_finding (app, s, i, canvas, row++);
  }
}

/* The chosen one in full, over two rows. */
static void
draw_whole (const struct finding *f, struct canvas *canvas, int row)
{
  SCOPED_BYTES text = { 0 };
  const char *words;
  size_t fits;

  bytes_printf (&text, "%s: %s", f->id, f->text);
  words = bytes_text (&text);
  fits = canvas_fit (words, text.len, canvas->columns - 4);
  if (fits < text.len)
    while (fits > 1 && words[fits - 1] != ' ')
      fits--;
  canvas_printf (canvas, row, 2, -1, STYLE_PLAIN, "%.*s", (int) fits, words);
  canvas_text (canvas, row + 1, 2, -1, STYLE_PLAIN, words + fits);
}

static void
draw (const struct app *app, const void *model, struct canvas *canvas)
{
  const struct summary *s = model;

  app_title (app, canvas, form_words (s->entry->form->title),
             _ ("Check before receiving"));
  canvas_cursor (canvas, 2, 2);
  if (s->count == 0)
    canvas_text (canvas, 2, 2, -1, STYLE_HEADING,
                 _ ("Nothing is in the way: F2 saves."));
  else {
    draw_list (app, s, canvas);
    draw_whole (finding_at (s, s->chosen), canvas, canvas->rows - 4);
  }
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
