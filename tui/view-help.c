/* view-help.c - help from the tables: the field's own words, then the keys. */

#include "tui/view-help.h"

#include "base/language.h"

#include <string.h>

struct help {
  const struct form_field *field;
  const struct key_row *keys;
  int top;
};

static const struct key_row own_keys[] = {
  { KEY_ESCAPE, 0, 1, "Esc", N_ ("Back"), N_ ("back") },
  { KEY_ENTER, 0, 1, "Enter", NULL, N_ ("back") },
  { KEY_F1, 0, 1, "F1", NULL, N_ ("back") },
  { KEY_F10, 0, 1, "F10", NULL, N_ ("back") },
  { KEY_NONE, 0, 0, NULL, NULL, NULL },
};

static void
update (struct app *app, void *model, const struct event *event)
{
  struct help *h = model;

  if (keys_action (own_keys, event) != 0)
    app_pop (app, 0);
  else if (event->key == KEY_DOWN || event->key == KEY_PAGE_DOWN)
    h->top++;
  else if (event->key == KEY_UP || event->key == KEY_PAGE_UP)
    h->top -= h->top > 0;
}

static int
draw_field (const struct form_field *f, struct canvas *canvas, int row)
{
  if (f == NULL)
    return row;
  canvas_text (canvas, row++, 2, -1, STYLE_HEADING, form_words (f->label));
  if (f->help[VI] != NULL)
    canvas_text (canvas, row++, 4, -1, STYLE_PLAIN, form_words (f->help));
  return row + 1;
}

static void
draw (const struct app *app, const void *model, struct canvas *canvas)
{
  const struct help *h = model;
  int row, skip = h->top;

  app_title (app, canvas, _ ("Help"), NULL);
  row = draw_field (h->field, canvas, 2);
  canvas_cursor (canvas, row, 2);
  for (const struct key_row *k = h->keys; k->action != 0; k++) {
    if (k->help == NULL || skip-- > 0)
      continue;
    if (row >= canvas->rows - 3)
      break;
    canvas_text (canvas, row, 4, 12, STYLE_PLAIN, k->name);
    canvas_text (canvas, row++, 17, -1, STYLE_PLAIN, _ (k->help));
  }
  canvas_text (canvas, canvas->rows - 3, 2, -1, STYLE_PLAIN,
               _ ("Esc and a digit is the function key of that number; F9: "
                  "Tiếng Việt"));
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
