/* view-list.c - the list of dossiers, searched while typing. */

#include "tui/view-list.h"

#include "base/clock.h"
#include "base/language.h"
#include "dossier/state.h"
#include "text/utf8.h"
#include "tui/edit-box.h"
#include "tui/view-help.h"
#include "tui/view-record.h"

#include <stdio.h>
#include <string.h>

enum { UP = 1, DOWN, PAGE_UP, PAGE_DOWN, SHOW, ANY, HELP, CLEAR, LEAVE };

static const struct key_row keys[] = {
  { KEY_F1, 0, HELP, "F1", N_ ("Help"), N_ ("help") },
  { KEY_ENTER, 0, SHOW, "Enter", N_ ("Open"), N_ ("opens the dossier") },
  { KEY_F6, 0, ANY, "F6", N_ ("Addresses"),
    N_ ("looks in addresses too, or no more") },
  { KEY_ESCAPE, 0, CLEAR, "Esc", N_ ("Clear/Back"),
    N_ ("clears the words; again: back") },
  { KEY_F10, 0, LEAVE, "F10", N_ ("Back"), N_ ("back") },
  { KEY_UP, 0, UP, "↑", NULL, N_ ("the line above") },
  { KEY_DOWN, 0, DOWN, "↓", NULL, N_ ("the line below") },
  { KEY_PAGE_UP, 0, PAGE_UP, "PgUp", NULL, N_ ("a page up") },
  { KEY_PAGE_DOWN, 0, PAGE_DOWN, "PgDn", NULL, N_ ("a page down") },
  { KEY_NONE, 0, 0, NULL, NULL, NULL },
};

struct list {
  struct edit_box search;
  struct row_lines rows;
  size_t chosen;
  uint32_t total;
  bool any, more;
  char problem[160];
};

/* ---- rows -------------------------------------------------------------------
 */

static void
copy_cut (char *to, size_t size, struct slice from)
{
  size_t len = utf8_cut ((const char *) from.at, from.len, size - 1);

  memcpy (to, from.at, len);
  to[len] = '\0';
}

bool
lines_take (void *with, const struct row *row)
{
  struct row_lines *l = with;
  struct row_line *line = &l->at[l->count];

  if (l->count == l->most || l->count == LINES_MOST)
    return false;
  memcpy (line->id, row->id, ID_SIZE);
  code_text (&row->head.code, l->office, line->code);
  copy_cut (line->name, sizeof line->name, row->name);
  line->state = row->head.state;
  line->due = row->head.due;
  l->count++;
  return true;
}

const char *
lines_short_code (const struct row_line *line, const char *office)
{
  size_t len = strlen (office);

  return strncmp (line->code, office, len) == 0 && line->code[len] == '-'
           ? line->code + len + 1
           : line->code;
}

void
lines_heading (struct canvas *canvas, int row)
{
  canvas_text (canvas, row, 4, 14, STYLE_HEADING, _ ("Dossier"));
  canvas_text (canvas, row, 19, 34, STYLE_HEADING, _ ("Name"));
  canvas_text (canvas, row, 54, 16, STYLE_HEADING, _ ("State"));
  canvas_text (canvas, row, 72, 6, STYLE_HEADING, _ ("Due"));
}

void
lines_draw (const struct app *app, const struct row_line *line,
            struct canvas *canvas, int row, bool chosen)
{
  const char *office = site_config (app->site)->identity.office;
  const struct state_row *state = state_row (line->state);
  enum style style = chosen ? STYLE_FOCUS : STYLE_PLAIN;
  struct moment due = moment_of (line->due);

  canvas_fill (canvas, row, 0, canvas->columns, style, ' ');
  if (line->due != 0 && state_open (line->state) && line->due < clock_now ())
    canvas_text (canvas, row, 0, 1, chosen ? style : STYLE_BAD, "!");
  canvas_text (canvas, row, 2, 1, style, chosen ? ">" : " ");
  canvas_text (canvas, row, 4, 14, style, lines_short_code (line, office));
  canvas_text (canvas, row, 19, 34, style, line->name);
  canvas_text (canvas, row, 54, 17, style,
               state == NULL ? "?" : form_words (state->label));
  if (line->due != 0)
    canvas_printf (canvas, row, 72, 6, style, "%02d/%02d", due.day, due.month);
  if (chosen)
    canvas_cursor (canvas, row, 2);
}

/* ---- searching
 * ------------------------------------------------------------------ */

static void
search (struct app *app, struct list *l)
{
  const char *words = edit_text (&l->search);
  struct filter filter = { .now = clock_now (), .limit = LINES_MOST };
  struct error e = { 0 };
  enum outcome outcome;

  l->rows.count = l->chosen = 0;
  l->rows.most = LINES_MOST;
  l->rows.office = site_config (app->site)->identity.office;
  l->problem[0] = '\0';
  outcome =
    words[0] == '\0'
      ? site_list (app->site, &filter, lines_take, &l->rows, &l->more, &e)
      : site_find (app->site, words, l->any, LINES_MOST, lines_take, &l->rows,
                   &l->total, &l->more, &e);
  if (words[0] == '\0')
    l->total = (uint32_t) l->rows.count;
  if (outcome != OK)
    snprintf (l->problem, sizeof l->problem, "%.150s", e.text);
}

static int
page_rows (const struct app *app)
{
  return app->rows > 10 ? app->rows - 8 : 1;
}

static void
choose (struct list *l, long i)
{
  long last = (long) l->rows.count - 1;

  l->chosen = (size_t) (i < 0 ? 0 : i > last ? (last < 0 ? 0 : last) : i);
}

static void
open_chosen (struct app *app, struct list *l)
{
  if (l->chosen < l->rows.count)
    record_open (app, l->rows.at[l->chosen].id);
  else
    app->beep = true;
}

static void
clear_or_leave (struct app *app, struct list *l)
{
  if (edit_text (&l->search)[0] == '\0') {
    app_pop (app, 0);
    return;
  }
  edit_put (&l->search, "");
  search (app, l);
}

static void
type (struct app *app, struct list *l, const struct event *event)
{
  l->search.typing = app->typing;
  if (!app->typing_on)
    l->search.typing.method = TYPING_OFF;
  switch (edit_key (&l->search, event)) {
  case EDIT_DONE: search (app, l); break;
  case EDIT_REFUSED: app->beep = true; break;
  case EDIT_NOT_MINE: break;
  }
}

static void
update (struct app *app, void *model, const struct event *event)
{
  struct list *l = model;
  long page = page_rows (app), at = (long) l->chosen;

  switch (keys_action (keys, event)) {
  case UP: choose (l, at - 1); break;
  case DOWN: choose (l, at + 1); break;
  case PAGE_UP: choose (l, at - page); break;
  case PAGE_DOWN: choose (l, at + page); break;
  case SHOW: open_chosen (app, l); break;
  case ANY:
    l->any = !l->any;
    search (app, l);
    break;
  case HELP: help_open (app, NULL, keys); break;
  case CLEAR: clear_or_leave (app, l); break;
  case LEAVE: app_pop (app, 0); break;
  default: type (app, l, event); break;
  }
}

static void
back (struct app *app, void *model, int result)
{
  (void) result;
  search (app, model);
}

static void
draw (const struct app *app, const void *model, struct canvas *canvas)
{
  const struct list *l = model;
  int rows = page_rows (app);
  size_t top = l->chosen / (size_t) rows * (size_t) rows;
  char count[64];

  app_title (app, canvas, _ ("Dossiers"), NULL);
  snprintf (count, sizeof count, l->more ? _ ("more than %u") : _ ("%u found"),
            (unsigned) l->total);
  lines_heading (canvas, 4);
  for (size_t i = 0; i < (size_t) rows && top + i < l->rows.count; i++)
    lines_draw (app, &l->rows.at[top + i], canvas, 5 + (int) i,
                top + i == l->chosen);
  canvas_text (canvas, 2, 2, -1, STYLE_PLAIN, _ ("Find:"));
  edit_draw (&l->search, canvas, 2, 8, 40, true);
  canvas_right (canvas, 2, canvas->columns - 2, STYLE_PLAIN, count);
  if (l->problem[0] != '\0')
    canvas_text (canvas, canvas->rows - 2, 2, -1, STYLE_BAD, l->problem);
  else if (l->any)
    canvas_text (canvas, canvas->rows - 2, 2, -1, STYLE_PLAIN,
                 _ ("Looking in addresses too"));
  keys_draw (keys, canvas, canvas->rows - 1);
}

static void
close_list (struct app *app, void *model)
{
  struct list *l = model;

  (void) app;
  edit_end (&l->search);
  free (l);
}

static const struct view list_view = {
  .name = "list",
  .keys = keys,
  .update = update,
  .draw = draw,
  .close = close_list,
  .back = back,
};

void
list_open (struct app *app)
{
  struct list *l = bytes_must (sizeof *l);

  *l = (struct list){ .total = 0 };
  edit_begin (&l->search, "", 100);
  search (app, l);
  app_push (app, &list_view, l);
}
