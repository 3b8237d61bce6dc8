/* view-help.c - help from the tables: the field's own words, then the keys. */

#include "tui/view-help.h"

#include "base/language.h"
#include "tui/lines.h"

enum { SCROLL = 1, LEAVE };

static const struct key_row own_keys[] = {
  { KEY_ESCAPE, 0, LEAVE, "Esc", N_ ("Back"), NULL },
  { KEY_ENTER, 0, LEAVE, "Enter", NULL, NULL },
  { KEY_F1, 0, LEAVE, "F1", NULL, NULL },
  { KEY_F10, 0, LEAVE, "F10", NULL, NULL },
  { KEY_DOWN, 0, SCROLL, "↓", N_ ("Down"), NULL },
  { KEY_UP, 0, SCROLL, "↑", N_ ("Up"), NULL },
  { KEY_PAGE_DOWN, 0, SCROLL, "PgDn", N_ ("Page"), NULL },
  { KEY_PAGE_UP, 0, SCROLL, "PgUp", NULL, NULL },
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
  const struct form_field *field; /* or NULL */
  const struct key_row *keys;
  struct lines lines;
};

/* The keys that do what ONE does, joined: "Enter, Tab, ↓". */
static void
join_names (const struct key_row *keys, const struct key_row *one,
            struct bytes *to)
{
  bytes_add_text (to, one->name);
  for (; keys->action != 0; keys++)
    if (keys != one && keys->action == one->action && keys->help == NULL)
      bytes_printf (to, ", %s", keys->name);
}

static void
add_keys (struct lines *l, const struct key_row *keys)
{
  for (const struct key_row *k = keys; k->action != 0; k++)
    if (k->help != NULL) {
      SCOPED_BYTES names = { 0 };

      join_names (keys, k, &names);
      lines_add (l, STYLE_PLAIN, 2, bytes_text (&names), _ (k->help));
    }
  for (size_t i = 0; i < sizeof common / sizeof *common; i++)
    lines_add (l, STYLE_PLAIN, 2, common[i].name, _ (common[i].help));
}

static void
make_lines (struct help *h)
{
  const char *hint = h->field != NULL ? help_hint (h->field) : NULL;

  lines_begin (&h->lines);
  if (h->field != NULL) {
    lines_heading (&h->lines, form_words (h->field->label));
    lines_add (&h->lines, STYLE_PLAIN, 2, hint != NULL ? hint : "", "");
    lines_add (&h->lines, STYLE_PLAIN, 2, "", "");
  }
  add_keys (&h->lines, h->keys);
}

/* ---- the view ---- */

static void
update (struct app *app, void *model, const struct event *event)
{
  struct help *h = model;

  if (event->key == KEY_LANGUAGE)
    make_lines (h);
  switch (keys_action (own_keys, event)) {
  case SCROLL: lines_scroll (&h->lines, app->rows, event->key); break;
  case LEAVE: app_pop (app, 0); break;
  default: break;
  }
}

static void
draw (const struct app *app, const void *model, struct canvas *canvas)
{
  const struct help *h = model;

  app_title (app, canvas, _ ("Help"), NULL);
  lines_draw (&h->lines, canvas);
  keys_draw (own_keys, canvas, canvas->rows - 1);
}

static void
close_help (struct app *app, void *model)
{
  struct help *h = model;

  (void) app;
  lines_free (&h->lines);
  free (h);
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

  *h = (struct help){ field, keys, { 0 } };
  make_lines (h);
  app_push (app, &help_view, h);
}
