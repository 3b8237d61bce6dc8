/* view-procedures.c - the procedure picker: typed words narrow it. */

#include "tui/view-procedures.h"

#include "base/language.h"
#include "tui/choice-box.h"
#include "tui/view-entry.h"
#include "tui/view-help.h"

enum { START = 1, HELP, LEAVE };

static const struct key_row keys[] = {
  { KEY_F1, 0, HELP, "F1", N_ ("Help"), N_ ("help") },
  { KEY_ENTER, 0, START, "Enter", N_ ("Begin"), N_ ("begins a form") },
  { KEY_ESCAPE, 0, LEAVE, "Esc", N_ ("Back"), N_ ("back") },
  { KEY_F10, 0, LEAVE, "F10", NULL, N_ ("back") },
  { KEY_NONE, 0, 0, NULL, NULL, NULL },
};

struct picker {
  struct choice_box box;
  enum language language;
};

static void
fill (const struct app *app, struct picker *p)
{
  choice_begin (&p->box);
  p->language = language_now ();
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

static void
update (struct app *app, void *model, const struct event *event)
{
  struct picker *p = model;
  const struct form *form = form_now (app, p);

  switch (keys_action (keys, event)) {
  case START:
    if (form == NULL)
      app->beep = true;
    else
      entry_open (app, form);
    break;
  case HELP: help_open (app, NULL, keys); break;
  case LEAVE: app_pop (app, 0); break;
  default: choice_key (&p->box, event); break;
  }
}

/* What the citizen has to bring, as the papers of the form say. */
static void
draw_papers (const struct form *form, struct canvas *canvas, int row)
{
  canvas_text (canvas, row++, 2, -1, STYLE_HEADING, form_words (form->title));
  if (form->law != NULL)
    canvas_text (canvas, row++, 2, -1, STYLE_PLAIN, form->law);
  for (unsigned i = 0; i < form->n_papers && row < canvas->rows - 2; i++)
    canvas_printf (canvas, row++, 2, -1, STYLE_PLAIN, "· %s%s",
                   form_words (form->papers[i].name),
                   form->papers[i].when != NULL ? _ (" (in some cases)") : "");
}

static void
draw (const struct app *app, const void *model, struct canvas *canvas)
{
  struct picker *p = (struct picker *) model;
  const struct form *form;
  int rows = canvas->rows / 2 - 3;

  if (p->language != language_now ()) {
    choice_end (&p->box);
    fill (app, p);
  }
  form = form_now (app, p);
  app_title (app, canvas, _ ("New › Choose a procedure"), NULL);
  if (form != NULL)
    draw_papers (form, canvas, rows + 4);
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
};

void
procedures_open (struct app *app)
{
  struct picker *p = bytes_must (sizeof *p);

  fill (app, p);
  app_push (app, &picker_view, p);
}
