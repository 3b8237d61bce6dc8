/* view-record.c - a dossier to read. */

#include "tui/view-record.h"

#include "base/language.h"
#include "tui/record-lines.h"
#include "tui/view-entry.h"
#include "tui/view-help.h"
#include "tui/view-message.h"

enum { SCROLL = 1, CHANGE, HELP, LEAVE };

static const struct key_row keys[] = {
  { KEY_F1, 0, HELP, "F1", N_ ("Help"), N_ ("help") },
  { KEY_F4, 0, CHANGE, "F4", N_ ("Change"), N_ ("changes the dossier") },
  { KEY_DOWN, 0, SCROLL, "↓", N_ ("Down"), N_ ("a line down") },
  { KEY_UP, 0, SCROLL, "↑", N_ ("Up"), N_ ("a line up") },
  { KEY_PAGE_DOWN, 0, SCROLL, "PgDn", N_ ("Page"), N_ ("a page down") },
  { KEY_PAGE_UP, 0, SCROLL, "PgUp", NULL, N_ ("a page up") },
  { KEY_TAB, 0, SCROLL, "Tab", N_ ("Next part"), N_ ("to the next heading") },
  { KEY_HOME, 0, SCROLL, "Home", NULL, N_ ("to the first line") },
  { KEY_END, 0, SCROLL, "End", NULL, N_ ("to the last line") },
  { KEY_ESCAPE, 0, LEAVE, "Esc", N_ ("Back"), N_ ("back") },
  { KEY_F10, 0, LEAVE, "F10", NULL, NULL },
  { KEY_ENTER, 0, LEAVE, "Enter", NULL, NULL },
  { KEY_CONTROL, 'K', CHANGE, "Ctrl-K", NULL, NULL },
  { KEY_CONTROL, 'G', HELP, "Ctrl-G", NULL, NULL },
  { KEY_NONE, 0, 0, NULL, NULL, NULL },
};

struct record_view {
  struct whole whole;
  const struct form *form;
  struct values values;
  struct arena *arena; /* of the values                              */
  struct lines lines;
  char code[96];
};

static void
make_lines (struct app *app, struct record_view *v)
{
  record_lines_make (&v->lines, app->site, &v->whole, v->form, &v->values);
}

static void
update (struct app *app, void *model, const struct event *event)
{
  struct record_view *v = model;

  if (event->key == KEY_LANGUAGE)
    make_lines (app, v);
  switch (keys_action (keys, event)) {
  case CHANGE: entry_amend (app, v->whole.row.id); break;
  case SCROLL: lines_scroll (&v->lines, app->rows, event->key); break;
  case HELP: help_open (app, NULL, keys); break;
  case LEAVE: app_pop (app, 0); break;
  default: break;
  }
}

static void
draw (const struct app *app, const void *model, struct canvas *canvas)
{
  const struct record_view *v = model;

  app_title (app, canvas, v->code, form_words (v->form->title));
  lines_draw (&v->lines, canvas);
  keys_draw (keys, canvas, canvas->rows - 1);
}

static void
forget (struct record_view *v)
{
  whole_free (&v->whole);
  arena_free (v->arena);
  lines_free (&v->lines);
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
