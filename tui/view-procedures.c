/* view-procedures.c - the procedure picker: typed words narrow it. */

#include "tui/view-procedures.h"

#include "base/clock.h"
#include "base/language.h"
#include "dossier/due.h"
#include "tui/choice-box.h"
#include "tui/view-entry.h"
#include "tui/view-help.h"
#include "tui/view-needs.h"

enum { START = 1, NEEDS, HELP, CLEAR, LEAVE };

static const struct key_row keys[] = {
  { KEY_F1, 0, HELP, "F1", N_ ("Help"), N_ ("help") },
  { KEY_ENTER, 0, START, "Enter", N_ ("Begin"), N_ ("begins a form") },
  { KEY_F4, 0, NEEDS, "F4", N_ ("Papers, fees"),
    N_ ("how long it takes, papers to bring, what is to be paid") },
  { KEY_ESCAPE, 0, CLEAR, "Esc", N_ ("Clear/Back"),
    N_ ("clears the words; again: back") },
  { KEY_F10, 0, LEAVE, "F10", NULL, N_ ("back") },
  { KEY_CONTROL, 'K', NEEDS, "Ctrl-K", NULL, NULL },
  { KEY_CONTROL, 'G', HELP, "Ctrl-G", NULL, NULL },
  { KEY_NONE, 0, 0, NULL, NULL, NULL },
};

struct picker {
  struct choice_box box;
};

static void
fill (const struct app *app, struct picker *p)
{
  choice_begin (&p->box);
  for (size_t i = 0; i < plugins_count (app->plugins); i++) {
    const struct form *form = plugins_at (app->plugins, i)->form;

    if (form != NULL)
      choice_add (&p->box, form->code, form_words (form->title));
  }
  choice_search_again (&p->box);
}

static const struct form *
form_now (const struct app *app, const struct picker *p)
{
  const struct choice *item = choice_now (&p->box);
  const struct procedure *procedure;

  if (item == NULL
      || plugins_find (app->plugins, item->code, &procedure, NULL) != OK)
    return NULL;
  return procedure->form;
}

/* The titles in the language of now; what was looked for stays. */
static void
fill_again (const struct app *app, struct picker *p)
{
  const struct choice *item = choice_now (&p->box);
  char *words = bytes_must_copy (edit_text (&p->box.search));
  char *code = bytes_must_copy (item == NULL ? "" : item->code);

  choice_end (&p->box);
  fill (app, p);
  edit_put (&p->box.search, words);
  choice_search_again (&p->box);
  choice_go (&p->box, code);
  free (words);
  free (code);
}

static void
begin (struct app *app, const struct form *form)
{
  if (form == NULL)
    app->beep = true;
  else
    entry_open (app, form);
}

static void
show_needs (struct app *app, const struct form *form)
{
  if (form == NULL)
    app->beep = true;
  else
    needs_open (app, form, NULL, clock_now ());
}

static void
clear_or_leave (struct app *app, struct picker *p)
{
  if (edit_text (&p->box.search)[0] == '\0') {
    app_pop (app, 0);
    return;
  }
  edit_put (&p->box.search, "");
  choice_search_again (&p->box);
}

static void
update (struct app *app, void *model, const struct event *event)
{
  struct picker *p = model;

  if (event->key == KEY_LANGUAGE)
    fill_again (app, p);
  switch (keys_action (keys, event)) {
  case START: begin (app, form_now (app, p)); break;
  case NEEDS: show_needs (app, form_now (app, p)); break;
  case HELP: help_open (app, NULL, keys); break;
  case CLEAR: clear_or_leave (app, p); break;
  case LEAVE: app_pop (app, 0); break;
  default: choice_key (&p->box, event); break;
  }
}

/* The form was left: another procedure may follow, or the way back. */
static void
back (struct app *app, void *model, int result)
{
  struct picker *p = model;
  const struct form *form = form_now (app, p);

  (void) result;
  edit_put (&p->box.search, "");
  choice_search_again (&p->box);
  if (form != NULL)
    choice_go (&p->box, form->code);
}

/* ---- drawing ---- */

/* When the result would be due, received now. */
static int
draw_due (const struct form *form, struct canvas *canvas, int row)
{
  SCOPED_BYTES rule = { 0 };
  uint64_t due = due_plain (form, clock_now (), &rule);
  struct moment m = moment_of (due);

  if (due == 0)
    return row;
  canvas_printf (canvas, row, 2, -1, STYLE_PLAIN,
                 _ ("Due: %02d/%02d/%d %02d:%02d, %s"), m.day, m.month, m.year,
                 m.hour, m.minute, bytes_text (&rule));
  return row + 1;
}

/* What the citizen has to bring, as the papers of the form say. */
static void
draw_details (const struct form *form, struct canvas *canvas, int row)
{
  int last = canvas->rows - 2;

  canvas_text (canvas, row++, 2, -1, STYLE_HEADING, form_words (form->title));
  if (form->law != NULL)
    canvas_text (canvas, row++, 2, -1, STYLE_PLAIN, form->law);
  row = draw_due (form, canvas, row);
  for (unsigned i = 0; i < form->n_papers && row < last; i++)
    canvas_printf (canvas, row++, 2, -1, STYLE_PLAIN, "· %s%s",
                   form_words (form->papers[i].name),
                   form->papers[i].when != NULL ? _ (" (in some cases)") : "");
}

static void
draw (const struct app *app, const void *model, struct canvas *canvas)
{
  const struct picker *p = model;
  const struct form *form = form_now (app, p);
  int rows = canvas->rows / 2 - 3;

  app_title (app, canvas, _ ("New › Choose a procedure"), NULL);
  if (form != NULL)
    draw_details (form, canvas, rows + 3);
  choice_draw (&p->box, canvas, 2, 2, rows, canvas->columns - 4, false);
  keys_draw (keys, canvas, canvas->rows - 1);
}

static void
close_picker (struct app *app, void *model)
{
  struct picker *p = model;

  (void) app;
  choice_end (&p->box);
  free (p);
}

static const struct view picker_view = {
  .name = "procedures",
  .keys = keys,
  .update = update,
  .draw = draw,
  .close = close_picker,
  .back = back,
};

void
procedures_open (struct app *app)
{
  struct picker *p = bytes_must (sizeof *p);

  fill (app, p);
  app_push (app, &picker_view, p);
}
