/* view-record.c - a dossier as lines: header, timeline, values. */

#include "tui/view-record.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/language.h"
#include "dossier/state.h"
#include "form/kind.h"
#include "text/width.h"
#include "tui/view-help.h"
#include "tui/view-message.h"

#include <stdio.h>
#include <string.h>

enum { UP = 1, DOWN, PAGE_UP, PAGE_DOWN, HELP, LEAVE };

static const struct key_row keys[] = {
  { KEY_F1, 0, HELP, "F1", N_ ("Help"), N_ ("help") },
  { KEY_DOWN, 0, DOWN, "↓", N_ ("Down"), N_ ("a line down") },
  { KEY_UP, 0, UP, "↑", N_ ("Up"), N_ ("a line up") },
  { KEY_PAGE_DOWN, 0, PAGE_DOWN, "PgDn", N_ ("Page"), N_ ("a page down") },
  { KEY_PAGE_UP, 0, PAGE_UP, "PgUp", NULL, N_ ("a page up") },
  { KEY_ESCAPE, 0, LEAVE, "Esc", N_ ("Back"), N_ ("back") },
  { KEY_F10, 0, LEAVE, "F10", NULL, N_ ("back") },
  { KEY_ENTER, 0, LEAVE, "Enter", NULL, N_ ("back") },
  { KEY_NONE, 0, 0, NULL, NULL, NULL },
};

/* Lines are made anew when the language changes. */
struct shown_line {
  enum style style;
  int column;
  const char *label, *text;
};

struct record_view {
  struct whole whole;
  const struct form *form;
  struct values values;
  struct arena *arena; /* of the values                              */
  struct arena *line_arena;
  struct shown_line *lines;
  size_t count, room, top;
  enum language language;
  char code[96];
};

/* ---- lines
 * -------------------------------------------------------------------- */

static void
add (struct record_view *v, enum style style, int column, const char *label,
     const char *text)
{
  if (v->count == v->room) {
    v->room = v->room == 0 ? 64 : 2 * v->room;
    v->lines = bytes_must_again (v->lines, v->room * sizeof *v->lines);
  }
  v->lines[v->count++] =
    (struct shown_line){ style, column, arena_copy (v->line_arena, label),
                         arena_copy (v->line_arena, text) };
}

static void
when (uint64_t time, char text[32])
{
  struct moment m = moment_of (time);

  text[0] = '\0';
  if (time != 0)
    snprintf (text, 32, "%02d/%02d/%04d %02d:%02d", m.day, m.month, m.year,
              m.hour, m.minute);
}

static void
add_header (struct app *app, struct record_view *v)
{
  const struct record_head *h = &v->whole.change.head;
  const struct state_row *state = state_row (h->state);
  char text[32];

  add (v, STYLE_PLAIN, 2, _ ("State"),
       state == NULL ? "?" : form_words (state->label));
  when (h->received, text);
  add (v, STYLE_PLAIN, 2, _ ("Received"), text);
  when (h->due, text);
  add (v, STYLE_PLAIN, 2, _ ("Due"), text);
  add (v, STYLE_PLAIN, 2, _ ("Officer"),
       site_officer_name (app->site, h->officer));
  if (h->override.len > 0)
    add (v, STYLE_WARN, 2, _ ("With a reason"),
         arena_copy_len (v->line_arena, (const char *) h->override.at,
                         h->override.len));
}

/* "21/11/2026 08:15  lan  create" newest first, along the changes before. */
static void
add_timeline (struct app *app, struct record_view *v)
{
  uint64_t seq = v->whole.row.seq;
  SCOPED_BYTES hold = { 0 };
  struct error e = { 0 };

  add (v, STYLE_HEADING, 2, _ ("TIMELINE"), "");
  for (unsigned n = 0; seq != 0 && n < 200; n++) {
    struct change c;
    char time[32], text[256];
    const char *action;

    bytes_clear (&hold);
    if (site_change (app->site, seq, &c, &hold, &e) != OK)
      break;
    action = action_name (c.action);
    when (c.time, time);
    snprintf (text, sizeof text, "%s  %s  %.*s",
              site_officer_name (app->site, c.officer),
              action == NULL ? "?" : _ (action), (int) c.reason.len,
              c.reason.len > 0 ? (const char *) c.reason.at : "");
    add (v, STYLE_PLAIN, 4, time, text);
    seq = c.before;
  }
}

static void
add_values (struct record_view *v)
{
  uint16_t heading = NO_HEADING;

  for (unsigned i = 0; i < v->form->n_fields; i++) {
    const struct form_field *f = &v->form->fields[i];
    SCOPED_BYTES text = { 0 };

    if (v->values.texts[i][0] == '\0')
      continue;
    if (f->heading != heading && f->heading != NO_HEADING) {
      add (v, STYLE_PLAIN, 2, "", "");
      add (v, STYLE_HEADING, 2,
           form_words (v->form->headings[f->heading].label), "");
    }
    heading = f->heading;
    field_show (f, v->values.texts[i], &text);
    add (v, STYLE_PLAIN, 4, form_words (f->short_label), bytes_text (&text));
  }
}

static void
make_lines (struct app *app, struct record_view *v)
{
  arena_clear (v->line_arena);
  v->count = 0;
  v->language = language_now ();
  add_header (app, v);
  add (v, STYLE_PLAIN, 2, "", "");
  add_timeline (app, v);
  add_values (v);
}

/* ---- the view
 * ------------------------------------------------------------------ */

static void
scroll (struct app *app, struct record_view *v, long by)
{
  long rows = app->rows > 6 ? app->rows - 5 : 1;
  long last = (long) v->count - rows, top = (long) v->top + by;

  v->top = (size_t) (top > last ? (last < 0 ? 0 : last) : top < 0 ? 0 : top);
}

static void
update (struct app *app, void *model, const struct event *event)
{
  struct record_view *v = model;
  long page = app->rows > 6 ? app->rows - 6 : 1;

  switch (keys_action (keys, event)) {
  case UP: scroll (app, v, -1); break;
  case DOWN: scroll (app, v, 1); break;
  case PAGE_UP: scroll (app, v, -page); break;
  case PAGE_DOWN: scroll (app, v, page); break;
  case HELP: help_open (app, NULL, keys); break;
  case LEAVE: app_pop (app, 0); return;
  default: break;
  }
}

static void
draw (const struct app *app, const void *model, struct canvas *canvas)
{
  struct record_view *v = (struct record_view *) model;

  if (v->language != language_now ())
    make_lines ((struct app *) app, v);
  app_title (app, canvas, v->code, form_words (v->form->title));
  for (int row = 2; row < canvas->rows - 3; row++) {
    size_t i = v->top + (size_t) row - 2;
    const struct shown_line *line = &v->lines[i];

    if (i >= v->count)
      break;
    canvas_text (canvas, row, line->column, 24, line->style, line->label);
    canvas_text (canvas, row, 28, -1, line->style, line->text);
  }
  canvas_cursor (canvas, 2, 2);
  keys_draw (keys, canvas, canvas->rows - 1);
}

static void
close_record (struct app *app, void *model)
{
  struct record_view *v = model;

  (void) app;
  whole_free (&v->whole);
  arena_free (v->arena);
  arena_free (v->line_arena);
  free (v->lines);
  free (v);
}

static const struct view record_view = {
  .name = "record",
  .keys = keys,
  .update = update,
  .draw = draw,
  .close = close_record,
};

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

void
record_open (struct app *app, const unsigned char id[ID_SIZE])
{
  struct record_view *v = bytes_must (sizeof *v);
  struct error e = { 0 };

  *v =
    (struct record_view){ .arena = arena_new (), .line_arena = arena_new () };
  if (load (app, v, id, &e) != OK) {
    close_record (app, v);
    message_show (app, _ ("This dossier cannot be shown"), e.text);
    return;
  }
  make_lines (app, v);
  app_push (app, &record_view, v);
}
