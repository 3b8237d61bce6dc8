/* view-choice.c - F4: choosing a value from a field's list. */

#include "tui/view-choice.h"

#include "area/area.h"
#include "base/language.h"
#include "form/kind.h"
#include "tui/box.h"
#include "tui/choice-box.h"

#include <string.h>

enum { TAKE = 1, LEAVE };

static const struct key_row keys[] = {
  { KEY_ENTER, 0, TAKE, "Enter", N_ ("Choose"), N_ ("takes the value") },
  { KEY_F4, 0, TAKE, "F4", NULL, N_ ("takes the value") },
  { KEY_ESCAPE, 0, LEAVE, "Esc", N_ ("Close"), N_ ("closes the list") },
  { KEY_F10, 0, LEAVE, "F10", NULL, N_ ("closes the list") },
  { KEY_NONE, 0, 0, NULL, NULL, NULL },
};

struct chooser {
  struct entry_view *entry;
  struct choice_box box;
  const char *title;
};

static void
close_chooser (struct app *app, void *model)
{
  struct chooser *c = model;

  (void) app;
  choice_end (&c->box);
  free (c);
}

/* An address ends in the ward that was chosen; other fields get its code. */
static void
take_item (struct entry_view *v, const struct choice *item)
{
  const struct form_field *f = &v->form->fields[session_cursor (v->session)];
  const char *typed = edit_text (&v->edit);
  SCOPED_BYTES text = { 0 };

  if (f->kind == HOSO_ADDRESS && typed[0] != '\0')
    bytes_printf (&text, "%s, %s", typed, item->label);
  else
    bytes_add_text (&text, f->kind == HOSO_ADDRESS ? item->label : item->code);
  edit_put (&v->edit, bytes_text (&text));
  v->unsaved = true;
}

static void
update (struct app *app, void *model, const struct event *event)
{
  struct chooser *c = model;
  const struct choice *item = choice_now (&c->box);

  switch (keys_action (keys, event)) {
  case TAKE:
    if (item == NULL) {
      app->beep = true;
      break;
    }
    take_item (c->entry, item);
    app_pop (app, 0);
    break;
  case LEAVE: app_pop (app, 0); break;
  default: choice_key (&c->box, event); break;
  }
}

static void
draw (const struct app *app, const void *model, struct canvas *canvas)
{
  const struct chooser *c = model;
  int rows = c->box.rows + 3, cells = 58;
  int row = (canvas->rows - rows) / 2, column = canvas->columns - cells - 4;

  (void) app;
  box_draw (canvas, row, column, rows, cells + 4, c->title);
  choice_draw (&c->box, canvas, row + 1, column + 2, c->box.rows + 1, cells,
               true);
  keys_draw (keys, canvas, canvas->rows - 1);
}

static const struct view choice_view = {
  .name = "choice",
  .keys = keys,
  .popup = true,
  .update = update,
  .draw = draw,
  .close = close_chooser,
};

static void
add_wards (struct choice_box *b)
{
  const struct area_list *wards = area_list ("WARD");
  SCOPED_BYTES label = { 0 };

  for (size_t i = 0; wards != NULL && i < area_count (wards); i++) {
    const struct area_item *item = area_item (wards, i);

    bytes_clear (&label);
    if (!area_ward_text ((uint32_t) strtoul (item->code, NULL, 10), &label))
      bytes_add_text (&label, item->label[VI]);
    choice_add (b, item->code, bytes_text (&label));
  }
}

static void
add_choices (struct choice_box *b, const struct form_field *f)
{
  size_t n = field_choices (f);

  if (f->kind == HOSO_ADDRESS
      || (f->set != NULL && strcmp (f->set, "WARD") == 0)) {
    add_wards (b);
    return;
  }
  for (size_t i = 0; i < n; i++) {
    struct form_choice c = field_choice (f, i);

    choice_add (b, c.code, form_words (c.label));
  }
}

void
choice_open (struct app *app, struct entry_view *v)
{
  const struct form_field *f = &v->form->fields[session_cursor (v->session)];
  struct chooser *c = bytes_must (sizeof *c);

  *c = (struct chooser){ .entry = v, .title = form_words (f->short_label) };
  choice_begin (&c->box);
  if (f->kind == HOSO_CHOICE || f->kind == HOSO_CHOICES
      || f->kind == HOSO_ADDRESS)
    add_choices (&c->box, f);
  if (c->box.n_all == 0) {
    app->beep = true;
    close_chooser (app, c);
    return;
  }
  c->box.search.typing = app->typing;
  c->box.search.typing.method = TYPING_OFF;
  choice_search_again (&c->box);
  choice_go (&c->box, session_text (v->session, session_cursor (v->session)));
  app_push (app, &choice_view, c);
}
