/* entry-page.c - a form on the canvas: headings, one field a row, pages. */

#include "tui/view-entry.h"

#include "base/clock.h"
#include "base/language.h"
#include "form/kind.h"
#include "text/width.h"

#include <stdio.h>
#include <string.h>

enum {
  LABEL_AT = 3,
  LABEL_CELLS = 22,
  VALUE_AT = 28,
  FIRST_ROW = 2,  /* below the title and a blank row                      */
  ROWS_BELOW = 5, /* a blank, the finding, the state, a blank, the keys   */
};

/* One row of the form: a field, a heading (FIELD is NO_FIELD), or a blank. */
struct form_line {
  uint16_t field, heading;
};

struct layout {
  struct form_line *lines;
  int count, rows; /* rows of a page                              */
};

static void
add_line (struct layout *l, uint16_t field, uint16_t heading)
{
  /* A heading begins with a blank row, except at the top of a page. */
  l->lines[l->count++] = (struct form_line){ field, heading };
}

static void
start_heading (struct layout *l, uint16_t heading)
{
  int left = l->rows - l->count % l->rows;

  if (left < 3) /* blank, heading and a field want to stay together */
    for (; left > 0; left--)
      add_line (l, NO_FIELD, NO_HEADING);
  if (l->count % l->rows != 0)
    add_line (l, NO_FIELD, NO_HEADING);
  add_line (l, NO_FIELD, heading);
}

static struct layout
lay_out (const struct entry_view *v, int canvas_rows)
{
  const struct form *form = v->form;
  struct layout l = { .rows = canvas_rows - FIRST_ROW - ROWS_BELOW };
  uint16_t heading = NO_HEADING;
  size_t most = (size_t) form->n_fields + 4u * form->n_headings + 8;

  l.lines = bytes_must (most * sizeof *l.lines);
  for (uint16_t f = 0; f < form->n_fields; f++) {
    const struct form_heading *h;

    if (form->fields[f].heading != heading) {
      heading = form->fields[f].heading;
      h = heading == NO_HEADING ? NULL : &form->headings[heading];
      if (h != NULL && h->label[VI] != NULL)
        start_heading (&l, heading);
    }
    add_line (&l, f, heading);
  }
  return l;
}

static int
line_of (const struct layout *l, uint16_t field)
{
  for (int i = 0; i < l->count; i++)
    if (l->lines[i].field == field)
      return i;
  return 0;
}

uint16_t
entry_page_first (struct entry_view *v, int rows, int delta)
{
  struct layout l = lay_out (v, rows);
  uint16_t at = session_cursor (v->session), found = at;
  int page = line_of (&l, at) / l.rows + delta;

  for (int i = page < 0 ? 0 : page * l.rows; i < l.count; i++) {
    uint16_t f = l.lines[i].field;

    if (f != NO_FIELD && session_shown (v->session, f)
        && v->form->fields[f].need != HOSO_GIVEN) {
      found = f;
      break;
    }
  }
  free (l.lines);
  return found;
}

/* ---- rows
 * --------------------------------------------------------------------- */

/* The worst finding of field F that may be seen: refusal, warning, none. */
static const struct finding *
finding_of (struct entry_view *v, uint16_t f)
{
  const struct finding *worst = NULL;

  if (!v->visited[f])
    return NULL;
  for (size_t i = 0; i < entry_findings (v); i++) {
    const struct finding *one = entry_finding (v, i);

    if (one->field == f && (worst == NULL || one->severity < worst->severity))
      worst = one;
  }
  return worst;
}

static int
value_cells (const struct form_field *f, const struct canvas *canvas)
{
  int most = canvas->columns - VALUE_AT - 2;
  int cells = kind_of (f)->cells;

  if (cells == 0)
    cells = f->chars != 0 ? f->chars : 60;
  return cells < 2 ? 2 : cells > most ? most : cells;
}

/* "1 Nam  2 Nữ" beside a field of few choices. */
static void
draw_choices (const struct form_field *f, struct canvas *canvas, int row,
              int column)
{
  size_t n = field_choices (f);
  char text[160];
  size_t len = 0;

  if (f->kind != HOSO_CHOICE || n == 0 || n > 4)
    return;
  for (size_t i = 0; i < n && len < sizeof text; i++) {
    struct form_choice c = field_choice (f, i);

    len += (size_t) snprintf (text + len, sizeof text - len, "%s%s %s",
                              i > 0 ? "  " : "", c.code, form_words (c.label));
  }
  if (len < sizeof text)
    canvas_text (canvas, row, column, -1, STYLE_PLAIN, text);
}

static void
draw_value (struct entry_view *v, uint16_t f, struct canvas *canvas, int row)
{
  const struct form_field *field = &v->form->fields[f];
  const char *text = session_text (v->session, f);
  SCOPED_BYTES shown = { 0 };
  int cells = value_cells (field, canvas);

  if (!session_shown (v->session, f)) {
    canvas_text (canvas, row, VALUE_AT, 1, STYLE_PLAIN, "–");
    return;
  }
  if (field->need == HOSO_GIVEN)
    text = session_values (v->session)->texts[f];
  if (field->need == HOSO_GIVEN || session_parses (v->session, f))
    field_show (field, text, &shown);
  else
    bytes_add_text (&shown, text);
  if (field->need != HOSO_GIVEN)
    canvas_fill (canvas, row, VALUE_AT, cells, STYLE_PLAIN, '_');
  canvas_text (canvas, row, VALUE_AT, canvas->columns - VALUE_AT - 1,
               STYLE_PLAIN, bytes_text (&shown));
}

static void
draw_field (struct entry_view *v, uint16_t f, struct canvas *canvas, int row)
{
  const struct form_field *field = &v->form->fields[f];
  const struct finding *found = finding_of (v, f);
  bool focus = f == session_cursor (v->session);
  int end = canvas_text (canvas, row, LABEL_AT, LABEL_CELLS, STYLE_PLAIN,
                         form_words (field->short_label));

  if (session_shown (v->session, f) && session_needed (v->session, f))
    canvas_text (canvas, row, end + 1, 1, STYLE_PLAIN, "*");
  if (found != NULL && found->severity <= HOSO_WARN)
    canvas_text (canvas, row, 0, 1,
                 found->severity == HOSO_REFUSE ? STYLE_BAD : STYLE_WARN,
                 found->severity == HOSO_REFUSE ? "!" : "?");
  if (!focus) {
    draw_value (v, f, canvas, row);
    return;
  }
  canvas_text (canvas, row, 1, 1, STYLE_PLAIN, ">");
  edit_draw (&v->edit, canvas, row, VALUE_AT, value_cells (field, canvas) + 1,
             true);
  draw_choices (field, canvas, row, VALUE_AT + value_cells (field, canvas) + 3);
}

static void
draw_line (struct entry_view *v, const struct form_line *line,
           struct canvas *canvas, int row)
{
  if (line->field != NO_FIELD)
    draw_field (v, line->field, canvas, row);
  else if (line->heading != NO_HEADING)
    canvas_text (canvas, row, 2, -1, STYLE_HEADING,
                 form_words (v->form->headings[line->heading].label));
}

/* ---- around them
 * ----------------------------------------------------------------- */

static void
draw_title (const struct app *app, struct entry_view *v, const struct layout *l,
            struct canvas *canvas)
{
  uint16_t at = session_cursor (v->session);
  char right[96], draft[48] = "";

  if (v->draft_shown != 0) {
    struct moment m = moment_of (v->draft_shown);

    snprintf (draft, sizeof draft, _ (" · draft kept %02d:%02d"), m.hour,
              m.minute);
  }
  snprintf (right, sizeof right, _ ("Page %d/%d · %d/%d%s"),
            line_of (l, at) / l->rows + 1, (l->count + l->rows - 1) / l->rows,
            at + 1, v->form->n_fields, draft);
  app_title (app, canvas, form_words (v->form->title), right);
}

/* The finding of this field word for word, else what the field wants. */
static void
draw_help (struct entry_view *v, struct canvas *canvas, int row)
{
  uint16_t at = session_cursor (v->session);
  const struct form_field *field = &v->form->fields[at];
  const struct finding *found = finding_of (v, at);

  if (found != NULL) {
    bool bad = found->severity == HOSO_REFUSE;

    canvas_printf (canvas, row, 0, -1, bad ? STYLE_BAD : STYLE_WARN, "%s %s",
                   bad ? "!" : "?", found->text);
    return;
  }
  canvas_text (canvas, row, 2, -1, STYLE_PLAIN,
               field->help[VI] != NULL ? form_words (field->help)
                                       : form_words (field->label));
}

static void
draw_state (const struct app *app, struct entry_view *v, struct canvas *canvas,
            int row)
{
  static const char *const methods[] = { "", "Telex", "VNI", "VIQR" };
  unsigned bad = 0, warned = 0;

  for (size_t i = 0; i < entry_findings (v); i++) {
    const struct finding *f = entry_finding (v, i);

    if (f->field != NO_FIELD && !v->visited[f->field])
      continue;
    bad += f->severity == HOSO_REFUSE;
    warned += f->severity == HOSO_WARN;
  }
  if (bad + warned > 0)
    canvas_printf (canvas, row, 2, 50, STYLE_PLAIN,
                   _ ("%u to mend, %u to look at"), bad, warned);
  if (app->down)
    canvas_text (canvas, row, 36, 30, STYLE_BAD,
                 _ ("The server does not answer"));
  canvas_right (canvas, row, canvas->columns - 1, STYLE_PLAIN,
                v->edit.typing.method == TYPING_OFF
                  ? "EN"
                  : methods[v->edit.typing.method]);
}

static void
draw_strip (struct canvas *canvas)
{
  canvas_fill (canvas, canvas->rows - 2, 0, canvas->columns, STYLE_PLAIN, ' ');
  canvas_fill (canvas, canvas->rows - 1, 0, canvas->columns, STYLE_BAR, ' ');
  canvas_text (canvas, canvas->rows - 2, 2, -1, STYLE_PLAIN,
               _ ("Command: 1 Help  2 Save  4 List  5 Same  7 Reason  8 Check"
                  "  9 Tiếng Việt"));
  canvas_text (canvas, canvas->rows - 1, 1, -1, STYLE_BAR,
               _ ("Press a digit, Enter to go on, Esc to leave (the draft is "
                  "kept)"));
}

void
entry_draw (const struct app *app, const void *model, struct canvas *canvas)
{
  struct entry_view *v = (struct entry_view *) model;
  struct layout l = lay_out (v, canvas->rows);
  int at = line_of (&l, session_cursor (v->session));
  int first = at / l.rows * l.rows;

  draw_title (app, v, &l, canvas);
  for (int i = 0; i < l.rows && first + i < l.count; i++)
    draw_line (v, &l.lines[first + i], canvas, FIRST_ROW + i);
  draw_help (v, canvas, canvas->rows - 4);
  draw_state (app, v, canvas, canvas->rows - 3);
  if (v->strip)
    draw_strip (canvas);
  else
    keys_draw (app->stack[app->depth - 1].view->keys, canvas, canvas->rows - 1);
  free (l.lines);
}
