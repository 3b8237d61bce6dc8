/* view-choice.c - F4: choosing a value from a field's list. */

#include "tui/view-choice.h"

#include "area/area.h"
#include "base/language.h"
#include "form/kind.h"
#include "tui/box.h"
#include "tui/choice-box.h"
#include "tui/view-help.h"

#include <stdio.h>
#include <string.h>

enum { TAKE = 1, HELP, LEAVE };

static const struct key_row keys[] = {
  { KEY_ENTER, 0, TAKE, "Enter", N_ ("Choose"), N_ ("takes the value") },
  { KEY_ESCAPE, 0, LEAVE, "Esc", N_ ("Close"), N_ ("closes the list") },
  { KEY_F1, 0, HELP, "F1", N_ ("Help"), N_ ("help") },
  { KEY_F4, 0, TAKE, "F4", NULL, NULL },
  { KEY_CONTROL, 'K', TAKE, "Ctrl-K", NULL, NULL },
  { KEY_F10, 0, LEAVE, "F10", NULL, NULL },
  { KEY_CONTROL, 'G', HELP, "Ctrl-G", NULL, NULL },
  { KEY_NONE, 0, 0, NULL, NULL, NULL },
};

struct chooser {
  struct entry_view *entry;
  struct choice_box box;
};

static void
close_chooser (struct app *app, void *model)
{
  struct chooser *c = model;

  (void) app;
  choice_end (&c->box);
  free (c);
}

/* How much of an address is in front of its ward, if it ends in one: its text,
 * that of a former one, or its five digits.
 */
static size_t
street_length (const char *address)
{
  SCOPED_BYTES ward = { 0 };
  size_t len = strlen (address), tail = 5, street;
  uint32_t code = area_ward_of (address);

  if (code == 0)
    return area_old_ward_of (address, &street) != 0 ? street : len;
  if (area_ward_text (code, &ward) && ward.len <= len
      && strcmp (address + len - ward.len, bytes_text (&ward)) == 0)
    tail = ward.len;
  else if (len < tail || strspn (address + len - tail, "0123456789") != tail)
    return len;
  for (len -= tail; len > 0 && strchr (", ", address[len - 1]) != NULL;)
    len--;
  return len;
}

/* An address keeps its street and ends in the ward that was chosen. */
static void
add_ward (const char *typed, const char *ward, struct bytes *to)
{
  size_t len = street_length (typed);

  while (len > 0 && strchr (", ", typed[len - 1]) != NULL)
    len--;
  bytes_add (to, typed, len);
  bytes_printf (to, "%s%s", len > 0 ? ", " : "", ward);
}

/* Several codes grow by the chosen one. */
static void
add_code (const char *typed, const char *code, struct bytes *to)
{
  if (typed[0] != '\0')
    bytes_printf (to, "%s;", typed);
  bytes_add_text (to, code);
}

static void
take_item (struct entry_view *v, const struct choice *item)
{
  const char *typed = edit_text (&v->edit);
  SCOPED_BYTES text = { 0 };

  switch (v->form->fields[v->at].kind) {
  case HOSO_ADDRESS: add_ward (typed, item->label, &text); break;
  case HOSO_CHOICES: add_code (typed, item->code, &text); break;
  default: bytes_add_text (&text, item->code); break;
  }
  edit_put (&v->edit, bytes_text (&text));
  v->whole = v->form->fields[v->at].kind == HOSO_CHOICE;
  v->unsaved = true;
}

static void fill_again (struct chooser *);

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
  case HELP: help_open (app, NULL, keys); break;
  case LEAVE: app_pop (app, 0); break;
  default:
    if (event->key == KEY_LANGUAGE)
      fill_again (c);
    else
      choice_key (&c->box, event);
  }
}

static void
draw (const struct app *app, const void *model, struct canvas *canvas)
{
  const struct chooser *c = model;
  const struct entry_view *v = c->entry;
  int rows = c->box.rows + 3, cells = 58;
  int row = (canvas->rows - rows) / 2, column = canvas->columns - cells - 4;

  (void) app;
  box_draw (canvas, row, column, rows, cells + 4,
            form_words (v->form->fields[v->at].short_label));
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

/* ---- opening ---- */

/* Phường Sài Gòn, Thành phố Hồ Chí Minh */
static void
add_ward_item (struct choice_box *b, const struct area_item *item)
{
  SCOPED_BYTES label = { 0 };

  if (!area_ward_text ((uint32_t) strtoul (item->code, NULL, 10), &label))
    bytes_add_text (&label, item->label[VI]);
  choice_add (b, item->code, bytes_text (&label));
}

/* All wards; those that a former one of ADDRESS became before the others. */
static void
add_wards (struct choice_box *b, const char *address)
{
  const struct area_list *wards = area_list ("WARD");
  uint32_t now[SUCCESSORS_MOST];
  size_t street;
  size_t n = area_successors (area_old_ward_of (address, &street), now);

  for (size_t i = 0; wards != NULL && i < n; i++) {
    char code[8];
    const struct area_item *item;

    snprintf (code, sizeof code, "%05u", now[i]);
    item = area_by_code (wards, code);
    if (item != NULL)
      add_ward_item (b, item);
  }
  for (size_t i = 0; wards != NULL && i < area_count (wards); i++)
    add_ward_item (b, area_item (wards, i));
}

static void
add_choices (struct choice_box *b, const struct form_field *f,
             const char *typed)
{
  size_t n = field_choices (f);

  if (f->kind == HOSO_ADDRESS
      || (f->set != NULL && strcmp (f->set, "WARD") == 0)) {
    add_wards (b, f->kind == HOSO_ADDRESS ? typed : "");
    return;
  }
  for (size_t i = 0; i < n; i++) {
    struct form_choice c = field_choice (f, i);

    if (choice_offered (&c))
      choice_add (b, c.code, form_words (c.label));
  }
}

/* Goes to the code that is in the field; what is half typed there is looked
 * for, when that finds something.
 */
static void
look_for (struct choice_box *b, const struct form_field *f, const char *typed)
{
  struct form_choice choice;

  choice_search_again (b);
  if (f->kind != HOSO_CHOICE)
    return;
  if (field_choice_coded (f, typed, &choice)) {
    choice_go (b, typed);
    return;
  }
  edit_put (&b->search, typed);
  choice_search_again (b);
  if (b->n_found == 0) {
    edit_put (&b->search, "");
    choice_search_again (b);
  }
}

static void
fill (struct chooser *c)
{
  const struct form_field *f = &c->entry->form->fields[c->entry->at];

  choice_begin (&c->box);
  if (f->kind == HOSO_CHOICE || f->kind == HOSO_CHOICES
      || f->kind == HOSO_ADDRESS)
    add_choices (&c->box, f, edit_text (&c->entry->edit));
}

/* The labels in the language of now; what was looked for stays. */
static void
fill_again (struct chooser *c)
{
  const struct choice *item = choice_now (&c->box);
  char *words = bytes_must_copy (edit_text (&c->box.search));
  char *code = bytes_must_copy (item == NULL ? "" : item->code);

  choice_end (&c->box);
  fill (c);
  edit_put (&c->box.search, words);
  choice_search_again (&c->box);
  choice_go (&c->box, code);
  free (words);
  free (code);
}

void
choice_open (struct app *app, struct entry_view *v)
{
  const struct form_field *f = &v->form->fields[v->at];
  struct chooser *c = bytes_must (sizeof *c);

  *c = (struct chooser){ .entry = v };
  fill (c);
  if (c->box.n_all == 0) {
    app->beep = true;
    close_chooser (app, c);
    return;
  }
  look_for (&c->box, f, edit_text (&v->edit));
  app_push (app, &choice_view, c);
}
