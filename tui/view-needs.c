/* view-needs.c - what the citizen brings and pays, and when to come again. */

#include "tui/view-needs.h"

#include "base/language.h"
#include "dossier/needs.h"
#include "tui/lines.h"

enum { SCROLL = 1, LEAVE };

static const struct key_row keys[] = {
  { KEY_ESCAPE, 0, LEAVE, "Esc", N_ ("Back"), NULL },
  { KEY_ENTER, 0, LEAVE, "Enter", NULL, NULL },
  { KEY_F4, 0, LEAVE, "F4", NULL, NULL },
  { KEY_F10, 0, LEAVE, "F10", NULL, NULL },
  { KEY_DOWN, 0, SCROLL, "↓", N_ ("Down"), NULL },
  { KEY_UP, 0, SCROLL, "↑", N_ ("Up"), NULL },
  { KEY_PAGE_DOWN, 0, SCROLL, "PgDn", N_ ("Page"), NULL },
  { KEY_PAGE_UP, 0, SCROLL, "PgUp", NULL, NULL },
  { KEY_NONE, 0, 0, NULL, NULL, NULL },
};

struct needs_view {
  const struct form *form;
  const struct session *session; /* or NULL */
  uint64_t received;
  struct lines lines;
};

/* ---- lines ---- */

/* How far the list is. */
struct listing {
  struct lines *lines;
  enum need_kind kind; /* of the need before */
};

static void
add_need (void *with, const struct need *n)
{
  struct listing *list = with;
  SCOPED_BYTES more = { 0 };

  if (n->kind != list->kind)
    lines_heading (list->lines, need_heading (n->kind));
  list->kind = n->kind;
  bytes_add_text (&more, n->more);
  if (n->when != NULL)
    bytes_add_text (&more, _ (" (in some cases)"));
  lines_add (list->lines, STYLE_PLAIN, 4, n->name, bytes_text (&more));
}

static void
make_lines (struct needs_view *v)
{
  struct listing list = { &v->lines, NEED_KINDS };
  struct scope scope = { 0 };

  if (v->session != NULL)
    scope = session_scope (v->session);
  lines_begin (&v->lines);
  needs_each (v->form, v->session != NULL ? &scope : NULL, v->received,
              add_need, &list);
}

/* ---- the view ---- */

static void
update (struct app *app, void *model, const struct event *event)
{
  struct needs_view *v = model;

  if (event->key == KEY_LANGUAGE)
    make_lines (v);
  switch (keys_action (keys, event)) {
  case SCROLL: lines_scroll (&v->lines, app->rows, event->key); break;
  case LEAVE: app_pop (app, 0); break;
  default: break;
  }
}

static void
draw (const struct app *app, const void *model, struct canvas *canvas)
{
  const struct needs_view *v = model;

  app_title (app, canvas, form_words (v->form->title),
             v->session != NULL ? _ ("What this dossier needs")
                                : _ ("What is needed"));
  lines_draw (&v->lines, canvas);
  keys_draw (keys, canvas, canvas->rows - 1);
}

static void
close_needs (struct app *app, void *model)
{
  struct needs_view *v = model;

  (void) app;
  lines_free (&v->lines);
  free (v);
}

static const struct view needs_view = {
  .name = "needs",
  .keys = keys,
  .update = update,
  .draw = draw,
  .close = close_needs,
};

void
needs_open (struct app *app, const struct form *form,
            const struct session *session, uint64_t received)
{
  struct needs_view *v;

  if (form->n_terms + form->n_papers + form->n_fees == 0) {
    app->beep = true;
    return;
  }
  v = bytes_must (sizeof *v);
  *v = (struct needs_view){ form, session, received, { 0 } };
  make_lines (v);
  app_push (app, &needs_view, v);
}
