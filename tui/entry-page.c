/* entry-page.c - a form on the canvas: headings, one field a row, pages. */

#include "tui/view-entry.h"

#include "base/clock.h"
#include "base/language.h"
#include "form/kind.h"
#include "text/date.h"

enum {
  LABEL_AT = 3,
  LABEL_CELLS = 22,
  VALUE_AT = 28,
  FIRST_ROW = 2,  /* below the title and a blank row                         */
  ROWS_BELOW = 4, /* help, finding, state, keys                              */
};

/* ---- the lay-out ---- */

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
  l->lines[l->count++] = (struct form_line){ field, heading };
}

/* A blank row, but not at the top of a page, the heading, and at least one
 * field stay together.
 */
static void
start_heading (struct layout *l, uint16_t heading)
{
  int left = l->rows - l->count % l->rows;

  if (left < 3)
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
  size_t most = (size_t) form->n_fields + 5u * form->n_headings + 8;

  if (l.rows < 4)
    l.rows = 4;
  l.lines = bytes_must (most * sizeof *l.lines);
  for (uint16_t f = 0; f < form->n_fields; f++) {
    uint16_t h = form->fields[f].heading;

    if (h != heading && h != NO_HEADING && form->headings[h].label[VI] != NULL)
      start_heading (&l, h);
    heading = h;
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

int
entry_pages (const struct entry_view *v, int rows)
{
  struct layout l = lay_out (v, rows);
  int pages = (l.count + l.rows - 1) / l.rows;

  free (l.lines);
  return pages;
}

int
entry_page_of (const struct entry_view *v, int rows, uint16_t f)
{
  struct layout l = lay_out (v, rows);
  int page = line_of (&l, f) / l.rows;

  free (l.lines);
  return page;
}

uint16_t
entry_page_first (const struct entry_view *v, int rows, int page)
{
  struct layout l = lay_out (v, rows);
  uint16_t found = v->at;

  for (int i = page * l.rows; i < l.count; i++) {
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

/* ---- beside a value ---- */

/* What the code that is typed means. */
static void
add_meaning (const struct form_field *f, const char *code, struct bytes *to)
{
  struct form_choice choice;

  if (f->kind == HOSO_CHOICE && field_choice_coded (f, code, &choice))
    bytes_add_text (to, form_words (choice.label));
}

/* "36 years", "3 months", "12 days" on the day the form is received. */
static void
add_age (const struct form_field *f, const char *stored, struct bytes *to)
{
  int32_t born = date_day (stored), today = date_today (clock_now ());
  int years, months = 0;

  if (f->fact != HOSO_BIRTH || born == INT32_MIN || born > today)
    return;
  years = date_years (born, today);
  while (months < 12 && date_add_months (born, months + 1) <= today)
    months++;
  if (years > 0)
    bytes_printf (to, _ ("%d years"), years);
  else if (months > 0)
    bytes_printf (to, _ ("%d months"), months);
  else
    bytes_printf (to, _ ("%d days"), (int) (today - born));
}

/* ---- rows ---- */

static int
value_cells (const struct entry_view *v, uint16_t f,
             const struct canvas *canvas)
{
  int most = canvas->columns - VALUE_AT - 2;

  return v->cells[f] > most ? most : v->cells[f];
}

/* Where what is beside the value of F begins. */
static int
beside (const struct entry_view *v, uint16_t f, const struct canvas *canvas)
{
  return VALUE_AT + value_cells (v, f, canvas) + 3;
}

bool
entry_fits_beside (const struct entry_view *v, const struct canvas *canvas,
                   struct bytes *list)
{
  return canvas_cells (bytes_text (list), list->len)
         <= canvas->columns - beside (v, v->at, canvas);
}

static void
draw_beside (struct entry_view *v, uint16_t f, struct canvas *canvas, int row)
{
  const struct form_field *field = &v->form->fields[f];
  SCOPED_BYTES text = { 0 };

  if (f == v->at) {
    field_list (field, &text);
    if (!entry_fits_beside (v, canvas, &text))
      bytes_clear (&text); /* the help line has it */
    if (text.len == 0)
      add_meaning (field, edit_text (&v->edit), &text);
  }
  if (session_parses (v->session, f) && text.len == 0
      && (f != v->at || !entry_half_typed (v)))
    add_age (field, session_text (v->session, f), &text);
  canvas_text (canvas, row, beside (v, f, canvas), -1, STYLE_PLAIN,
               bytes_text (&text));
}

static void
add_value (struct entry_view *v, uint16_t f, struct bytes *to)
{
  const char *text = session_text (v->session, f);

  if (session_parses (v->session, f))
    field_show (&v->form->fields[f], text, to);
  else
    bytes_add_text (to, text);
}

/* A skipped field shows a dash, a given one no room to type. */
static void
draw_value (struct entry_view *v, uint16_t f, struct canvas *canvas, int row)
{
  bool given = v->form->fields[f].need == HOSO_GIVEN;
  SCOPED_BYTES text = { 0 };

  if (!session_shown (v->session, f)) {
    canvas_text (canvas, row, VALUE_AT, 1, STYLE_PLAIN, "–");
    return;
  }
  if (!given)
    canvas_fill (canvas, row, VALUE_AT, value_cells (v, f, canvas), STYLE_PLAIN,
                 '_');
  add_value (v, f, &text);
  canvas_text (canvas, row, VALUE_AT, canvas->columns - VALUE_AT - 1,
               STYLE_PLAIN, bytes_text (&text));
}

static void
draw_label (struct entry_view *v, uint16_t f, struct canvas *canvas, int row)
{
  const struct finding *found = entry_worst (v, f);
  int end = canvas_text (canvas, row, LABEL_AT, LABEL_CELLS, STYLE_PLAIN,
                         form_words (v->form->fields[f].short_label));

  if (session_shown (v->session, f) && session_needed (v->session, f))
    canvas_text (canvas, row, end + 1, 1, STYLE_PLAIN, "*");
  if (found != NULL && found->severity == HOSO_REFUSE)
    canvas_text (canvas, row, 0, 1, STYLE_BAD, "!");
  else if (found != NULL && found->severity == HOSO_WARN)
    canvas_text (canvas, row, 0, 1, STYLE_WARN, "?");
}

static void
draw_field (struct entry_view *v, uint16_t f, struct canvas *canvas, int row)
{
  int cells = value_cells (v, f, canvas);

  draw_label (v, f, canvas, row);
  if (f == v->at) {
    canvas_text (canvas, row, 1, 1, STYLE_PLAIN, ">");
    edit_draw (&v->edit, canvas, row, VALUE_AT, cells + 1, true);
  } else
    draw_value (v, f, canvas, row);
  if (session_shown (v->session, f))
    draw_beside (v, f, canvas, row);
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

void
entry_draw_page (struct entry_view *v, struct canvas *canvas)
{
  struct layout l = lay_out (v, canvas->rows);
  int first = line_of (&l, v->at) / l.rows * l.rows;

  for (int i = 0; i < l.rows && first + i < l.count; i++)
    draw_line (v, &l.lines[first + i], canvas, FIRST_ROW + i);
  free (l.lines);
}
