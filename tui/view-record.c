/* view-record.c - a dossier to read. */

#include "tui/view-record.h"

#include "base/language.h"
#include "tui/record-lines.h"
#include "tui/view-entry.h"
#include "tui/view-help.h"
#include "tui/view-message.h"

#include <string.h>

enum {
  UP = 1,
  CHANGE,
  DOWN,
  PAGE_UP,
  PAGE_DOWN,
  PART,
  FIRST,
  LAST,
  HELP,
  LEAVE
};

static const struct key_row keys[] = {
  { KEY_F1, 0, HELP, "F1", N_ ("Help"), N_ ("help") },
  { KEY_F4, 0, CHANGE, "F4", N_ ("Change"), N_ ("changes the dossier") },
  { KEY_DOWN, 0, DOWN, "↓", N_ ("Down"), N_ ("a line down") },
  { KEY_UP, 0, UP, "↑", N_ ("Up"), N_ ("a line up") },
  { KEY_PAGE_DOWN, 0, PAGE_DOWN, "PgDn", N_ ("Page"), N_ ("a page down") },
  { KEY_PAGE_UP, 0, PAGE_UP, "PgUp", NULL, N_ ("a page up") },
  { KEY_TAB, 0, PART, "Tab", N_ ("Next part"), N_ ("to the next heading") },
  { KEY_HOME, 0, FIRST, "Home", NULL, N_ ("to the first line") },
  { KEY_END, 0, LAST, "End", NULL, N_ ("to the last line") },
  { KEY_ESCAPE, 0, LEAVE, "Esc", N_ ("Back"), N_ ("back") },
  { KEY_F10, 0, LEAVE, "F10", NULL, NULL },
  { KEY_ENTER, 0, LEAVE, "Enter", NULL, NULL },
  { KEY_CONTROL, 'K', CHANGE, "Ctrl-K", NULL, NULL },
  { KEY_CONTROL, 'G', HELP, "Ctrl-G", NULL, NULL },
  { KEY_NONE, 0, 0, NULL, NULL, NULL },
};

enum { FIRST_ROW = 2, ROWS_BELOW = 3 };

struct record_view {
  struct whole whole;
  const struct form *form;
  struct values values;
  struct arena *arena; /* of the values                              */
  struct record_lines lines;
  size_t top;
  char code[96];
};

static size_t
page_rows (int rows)
{
  int page = rows - FIRST_ROW - ROWS_BELOW;

  return page > 1 ? (size_t) page : 1;
}

static void
go (struct app *app, struct record_view *v, size_t top)
{
  size_t page = page_rows (app->rows), count = v->lines.count;
  size_t last = count > page ? count - page : 0;

  v->top = top > last ? last : top;
}

/* The next heading comes to the top; behind the last one it is the first line.
 */
static void
next_part (struct app *app, struct record_view *v)
{
  size_t before = v->top, i = v->top + 1;

  while (i < v->lines.count && v->lines.at[i].style != STYLE_HEADING)
    i++;
  go (app, v, i);
  if (v->top == before)
    v->top = 0;
}

static void
make_lines (struct app *app, struct record_view *v)
{
  record_lines_make (&v->lines, app->site, &v->whole, v->form, &v->values);
}

static void
update (struct app *app, void *model, const struct event *event)
{
  struct record_view *v = model;
  size_t page = page_rows (app->rows) - 1;

  if (event->key == KEY_LANGUAGE)
    make_lines (app, v);
  switch (keys_action (keys, event)) {
  case CHANGE: entry_amend (app, v->whole.row.id); break;
  case UP: go (app, v, v->top > 0 ? v->top - 1 : 0); break;
  case DOWN: go (app, v, v->top + 1); break;
  case PAGE_UP: go (app, v, v->top > page ? v->top - page : 0); break;
  case PAGE_DOWN: go (app, v, v->top + page); break;
  case PART: next_part (app, v); break;
  case FIRST: go (app, v, 0); break;
  case LAST: go (app, v, v->lines.count); break;
  case HELP: help_open (app, NULL, keys); break;
  case LEAVE: app_pop (app, 0); break;
  default: break;
  }
}

static void
draw (const struct app *app, const void *model, struct canvas *canvas)
{
  const struct record_view *v = model;
  size_t rows = page_rows (canvas->rows);

  app_title (app, canvas, v->code, form_words (v->form->title));
  for (size_t i = 0; i < rows && v->top + i < v->lines.count; i++)
    record_line_draw (&v->lines.at[v->top + i], canvas, FIRST_ROW + (int) i);
  if (v->top + rows < v->lines.count)
    canvas_text (canvas, canvas->rows - 2, 2, -1, STYLE_PLAIN,
                 _ ("There is more: PgDn"));
  canvas_cursor (canvas, FIRST_ROW, 2);
  keys_draw (keys, canvas, canvas->rows - 1);
}

static void
forget (struct record_view *v)
{
  whole_free (&v->whole);
  arena_free (v->arena);
  record_lines_free (&v->lines);
}

static void
close_record (struct app *app, void *model)
{
  (void) app;
  forget (model);
  free (model);
}

static enum outcome
load (struct app *app, struct record_view *v, const unsigned char id[ID_SIZE],
      struct error *e)
{
  char hex[2 * ID_SIZE + 1];
  const struct record_head *h = &v->whole.change.head;
  struct image image;

  hex_of (id, ID_SIZE, hex);
  if (site_get (app->site, hex, &v->whole, e) != OK
      || site_form (app->site, h->procedure, h->revision, &v->form, e) != OK
      || image_open (v->whole.change.image.at, v->whole.change.image.len,
                     h->flags, &image, e)
           != OK)
    return e->kind;
  v->values = image_values (&image, v->form, v->arena);
  code_text (&h->code, site_config (app->site)->identity.office, v->code);
  return OK;
}

/* As it is now; false after a message. */
static bool
read_record (struct app *app, struct record_view *v,
             const unsigned char id[ID_SIZE])
{
  struct error e = { 0 };
  enum outcome outcome;

  app_ask (app, ASK_SOME);
  outcome = load (app, v, id, &e);
  if (outcome == OK)
    make_lines (app, v);
  app_asked (app, outcome, &e);
  if (outcome != OK)
    message_show (app, N_ ("This dossier cannot be shown"), e.text);
  return outcome == OK;
}

static struct record_view *
make (struct app *app, const unsigned char id[ID_SIZE])
{
  struct record_view *v = bytes_must (sizeof *v);

  *v = (struct record_view){ .arena = arena_new () };
  if (read_record (app, v, id))
    return v;
  close_record (app, v);
  return NULL;
}

/* The dossier was changed. */
static void
back (struct app *app, void *model, int result)
{
  struct record_view *v = model;
  struct record_view *now;

  if (result != ENTRY_AMENDED)
    return;
  now = make (app, v->whole.row.id);
  if (now == NULL)
    return;
  forget (v);
  *v = *now;
  free (now);
}

static const struct view record_view = {
  .name = "record",
  .keys = keys,
  .update = update,
  .draw = draw,
  .close = close_record,
  .back = back,
};

void
record_open (struct app *app, const unsigned char id[ID_SIZE])
{
  struct record_view *v = make (app, id);

  if (v != NULL)
    app_push (app, &record_view, v);
}
