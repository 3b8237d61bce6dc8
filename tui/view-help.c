/* view-help.c - help from the tables: the field's own words, then the keys. */

#include "tui/view-help.h"

#include "base/language.h"

#include <stdio.h>

enum { DOWN = 1, UP, PAGE_DOWN, PAGE_UP, LEAVE };

static const struct key_row own_keys[] = {
  { KEY_ESCAPE, 0, LEAVE, "Esc", N_ ("Back"), NULL },
  { KEY_ENTER, 0, LEAVE, "Enter", NULL, NULL },
  { KEY_F1, 0, LEAVE, "F1", NULL, NULL },
  { KEY_F10, 0, LEAVE, "F10", NULL, NULL },
  { KEY_DOWN, 0, DOWN, "↓", N_ ("Down"), NULL },
  { KEY_UP, 0, UP, "↑", N_ ("Up"), NULL },
  { KEY_PAGE_DOWN, 0, PAGE_DOWN, "PgDn", N_ ("Page"), NULL },
  { KEY_PAGE_UP, 0, PAGE_UP, "PgUp", NULL, NULL },
  { KEY_NONE, 0, 0, NULL, NULL, NULL },
};

/* The same everywhere. */
static const struct {
  const char *name, *help;
} common[] = {
  { "F9", N_ ("Tiếng Việt") },
  { "Ctrl-Space", N_ ("input method on or off") },
  { "Ctrl-L", N_ ("paints the screen anew") },
  { "Esc 1 ... Esc 0", N_ ("F1 to F10, where those keys do something else") },
};

enum { COMMON = sizeof common / sizeof *common };

/* How a kind is spelled, when the form has no help of its own. */
static const struct {
  uint8_t kind;
  const char *hint;
} hints[] = {
  { HOSO_DATE,
    N_ ("Day, month, year: 5/9/1990, 050990, 5 9 90; hn: today, mai, +3") },
  { HOSO_PARTIAL_DATE, N_ ("5/9/1990, 050990, 9/1990, 9/90 or 1990") },
  { HOSO_TIME, N_ ("Hour and minute: 14:05, 14h05 or 1405") },
  { HOSO_DECIMAL, N_ ("A number such as 1,5") },
  { HOSO_MONEY, N_ ("Dong: 1.000.000, 500k, 1tr5 or 2 trieu") },
  { HOSO_YES_NO, N_ ("1 for yes, 0 for no") },
  { HOSO_CHOICE, N_ ("Code or first letters, without marks; F4 lists them") },
  { HOSO_CHOICES, N_ ("Codes with ; between them; F4 lists them") },
  { HOSO_ADDRESS, N_ ("House and street; F4 adds the ward and province") },
  { HOSO_PERSON_ID, N_ ("Twelve digits, or scan the card") },
  { HOSO_ID_PAPER, N_ ("The number of the paper, or scan the card") },
  { HOSO_PHONE, N_ ("Ten or eleven digits") },
};

const char *
help_hint (const struct form_field *f)
{
  if (f->help[VI] != NULL)
    return form_words (f->help);
  for (size_t i = 0; i < sizeof hints / sizeof *hints; i++)
    if (hints[i].kind == f->kind)
      return _ (hints[i].hint);
  return NULL;
}

/* ---- lines ---- */

struct help {
  const struct form_field *field;
  const struct key_row *keys;
  int top;
};

/* One line of help; the names of keys are joined: "Enter, Tab, ↓". */
struct help_line {
  enum style style;
  char names[80];
  const char *text;
};

static void
join_names (const struct key_row *keys, const struct key_row *one,
            struct help_line *line)
{
  size_t len =
    (size_t) snprintf (line->names, sizeof line->names, "%s", one->name);

  for (; keys->action != 0; keys++)
    if (keys != one && keys->action == one->action && keys->help == NULL
        && len < sizeof line->names)
      len += (size_t) snprintf (line->names + len, sizeof line->names - len,
                                ", %s", keys->name);
}

/* Line I of the help; false behind the last one. */
static bool
key_line (const struct key_row *keys, int i, struct help_line *line)
{
  for (const struct key_row *k = keys; k->action != 0; k++)
    if (k->help != NULL && i-- == 0) {
      line->text = _ (k->help);
      join_names (keys, k, line);
      return true;
    }
  if (i >= COMMON)
    return false;
  snprintf (line->names, sizeof line->names, "%s", common[i].name);
  line->text = _ (common[i].help);
  return true;
}

static bool
line_at (const struct help *h, int i, struct help_line *line)
{
  const struct form_field *f = h->field;

  *line = (struct help_line){ .style = STYLE_PLAIN, .text = "" };
  if (f == NULL)
    return key_line (h->keys, i, line);
  if (i == 0) {
    line->style = STYLE_HEADING;
    line->text = form_words (f->label);
  }
  if (i == 1 && help_hint (f) != NULL)
    line->text = help_hint (f);
  return i < 3 || key_line (h->keys, i - 3, line);
}

static int
count_lines (const struct help *h)
{
  struct help_line line;
  int count = 0;

  while (line_at (h, count, &line))
    count++;
  return count;
}

/* ---- the view ---- */

enum { TEXT_AT = 26 };

static int
page_rows (int rows)
{
  return rows > 8 ? rows - 4 : 4;
}

static void
scroll (const struct app *app, struct help *h, int by)
{
  int most = count_lines (h) - page_rows (app->rows);

  h->top += by;
  if (h->top > most)
    h->top = most;
  if (h->top < 0)
    h->top = 0;
}

static void
update (struct app *app, void *model, const struct event *event)
{
  struct help *h = model;
  int page = page_rows (app->rows) - 1;

  switch (keys_action (own_keys, event)) {
  case DOWN: scroll (app, h, 1); break;
  case UP: scroll (app, h, -1); break;
  case PAGE_DOWN: scroll (app, h, page); break;
  case PAGE_UP: scroll (app, h, -page); break;
  case LEAVE: app_pop (app, 0); break;
  default: break;
  }
}

static void
draw_help_line (const struct help_line *line, struct canvas *canvas, int row)
{
  canvas_text (canvas, row, 2, TEXT_AT - 3, STYLE_PLAIN, line->names);
  canvas_text (canvas, row, line->names[0] == '\0' ? 2 : TEXT_AT, -1,
               line->style, line->text);
}

static void
draw (const struct app *app, const void *model, struct canvas *canvas)
{
  const struct help *h = model;
  struct help_line line;

  app_title (app, canvas, _ ("Help"), NULL);
  for (int i = 0; i < page_rows (canvas->rows); i++)
    if (line_at (h, h->top + i, &line))
      draw_help_line (&line, canvas, 2 + i);
  canvas_cursor (canvas, 2, 2);
  keys_draw (own_keys, canvas, canvas->rows - 1);
}

static void
close_help (struct app *app, void *model)
{
  (void) app;
  free (model);
}

static const struct view help_view = {
  .name = "help",
  .keys = own_keys,
  .update = update,
  .draw = draw,
  .close = close_help,
};

void
help_open (struct app *app, const struct form_field *field,
           const struct key_row *keys)
{
  struct help *h = bytes_must (sizeof *h);

  *h = (struct help){ field, keys, 0 };
  app_push (app, &help_view, h);
}
