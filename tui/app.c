/* app.c - the stack of views, and what is the same on all of them. */

#include "tui/app.h"

#include "base/clock.h"
#include "base/language.h"
#include "entry/session.h"
#include "tui/view-message.h"
#include "tui/view.h"

#include <stdio.h>
#include <string.h>

enum {
  ROWS_LEAST = 24,
  COLUMNS_LEAST = 80,
  HURRY_MS = 300, /* longer than this no draft keeps a typist waiting        */
  SOME_MS = 10000,
};

static struct frame *
top (const struct app *app)
{
  return app->depth == 0 ? NULL : (struct frame *) &app->stack[app->depth - 1];
}

void
app_push (struct app *app, const struct view *view, void *model)
{
  if (app->depth == APP_DEPTH) {
    if (view->close != NULL)
      view->close (app, model);
    app->beep = true;
    return;
  }
  app->stack[app->depth++] = (struct frame){ view, model };
}

void
app_pop (struct app *app, int result)
{
  struct frame *frame = top (app);

  if (frame == NULL)
    return;
  app->depth--;
  if (frame->view->close != NULL)
    frame->view->close (app, frame->model);
  frame = top (app);
  if (frame == NULL)
    app->quit = true;
  else if (frame->view->back != NULL)
    frame->view->back (app, frame->model, result);
}

/* Lists that are covered are made anew too: they will be seen again. */
static void
change_language (struct app *app)
{
  const struct event event = { .key = KEY_LANGUAGE };

  language_set (language_now () == VI ? EN : VI);
  for (int i = 0; i < app->depth; i++)
    app->stack[i].view->update (app, app->stack[i].model, &event);
}

static bool
common (struct app *app, const struct event *event)
{
  if (event->pasted)
    return false;
  if (event->key == KEY_F9) {
    change_language (app);
    return true;
  }
  if (event->key == KEY_CONTROL && event->text[0] == ' ') {
    app->typing_on = !app->typing_on;
    return true;
  }
  return false;
}

static bool
waits (const struct frame *frame)
{
  return frame->view->waits != NULL && frame->view->waits (frame->model);
}

bool
app_waits (const struct app *app)
{
  for (int i = 0; i < app->depth; i++)
    if (waits (&app->stack[i]))
      return true;
  return false;
}

/* Time and hang-ups reach a form that a list or a question covers, too. */
static void
update_waiting (struct app *app, const struct event *event)
{
  for (int i = 0; i < app->depth; i++)
    if (waits (&app->stack[i]))
      app->stack[i].view->update (app, app->stack[i].model, event);
}

/* Over what is there; the next key goes on to that. */
void
app_notice (struct app *app)
{
  struct error notice;

  if (app->depth < APP_DEPTH && site_notice (app->site, &notice))
    message_show (app, N_ ("The store was damaged"), notice.text);
}

void
app_update (struct app *app, const struct event *event)
{
  struct frame *frame = top (app);

  app->beep = false;
  if (event->key == KEY_TICK || event->key == KEY_HANGUP) {
    update_waiting (app, event);
    app_notice (app);
    return;
  }
  if (frame == NULL || common (app, event))
    return;
  if (frame->view->update != NULL)
    frame->view->update (app, frame->model, event);
  app_notice (app);
}

/* ---- the server ---- */

/* Called about ten times a second while a request waits.  Who types waits for
 * the next server a little, since most come soon, but only once.
 */
static bool
waiting (void *with, const struct work *down)
{
  struct app *app = with;
  uint64_t ms = clock_ticks () - app->asked;

  app->down = down != NULL;
  app->work = down != NULL ? *down : (struct work){ .kind = WORK_NONE };
  if (app->patience == ASK_HURRY)
    return (!app->down || !app->was_down) && ms < HURRY_MS;
  if (app->show != NULL)
    app->show (app->show_with);
  return app->patience == ASK_WAITS || ms < SOME_MS;
}

void
app_ask (struct app *app, enum patience patience)
{
  app->patience = patience;
  app->was_down = app->down;
  app->asked = clock_ticks ();
  app->trouble[0] = '\0';
  site_on_wait (app->site, waiting, app);
}

void
app_asked (struct app *app, enum outcome outcome, const struct error *e)
{
  site_on_wait (app->site, NULL, NULL);
  app->down = outcome == ERR_SYSTEM || outcome == ERR_BUSY;
  snprintf (app->trouble, sizeof app->trouble, "%.150s",
            outcome == ERR_SYSTEM ? e->text : "");
}

struct typing
app_typing (const struct app *app, bool vietnamese)
{
  struct typing typing = app->typing;

  if (!app->typing_on || !vietnamese)
    typing.method = TYPING_OFF;
  return typing;
}

/* ---- drawing ---- */

static void
draw_small (struct canvas *canvas)
{
  canvas_printf (canvas, canvas->rows / 2, 0, -1, STYLE_PLAIN,
                 _ ("Window too small: %dx%d wanted"), COLUMNS_LEAST,
                 ROWS_LEAST);
}

/* Why the server does not answer. */
static void
trouble_text (const struct app *app, char *to, size_t size)
{
  const struct work *work = &app->work;

  if (app->trouble[0] != '\0')
    snprintf (to, size, "%s", app->trouble);
  else if (work->kind == WORK_REMAKE && work->of > 0)
    snprintf (to, size, _ ("The indexes are made anew: %u %% done"),
              (unsigned) (100 * work->done / work->of));
  else if (work->kind != WORK_NONE)
    snprintf (to, size, "%s", _ ("The store is being opened"));
  else
    snprintf (to, size, "%s", _ ("The server does not answer"));
}

static void
draw_trouble (const struct app *app, struct canvas *canvas)
{
  char text[sizeof app->trouble];
  int row = canvas->rows - 2, room = canvas->columns - 10;

  trouble_text (app, text, sizeof text);

  canvas_fill (canvas, row, 0, canvas->columns - 8, STYLE_PLAIN, ' ');
  canvas_printf (canvas, row, 0, room, STYLE_BAD, "! %s", text);
}

void
app_draw (const struct app *app, struct canvas *canvas)
{
  int from = app->depth - 1;

  canvas_blank (canvas);
  if (canvas->rows < ROWS_LEAST || canvas->columns < COLUMNS_LEAST) {
    draw_small (canvas);
    return;
  }
  while (from > 0 && app->stack[from].view->popup)
    from--;
  for (; from >= 0 && from < app->depth; from++)
    app->stack[from].view->draw (app, app->stack[from].model, canvas);
  if (app->down)
    draw_trouble (app, canvas);
}

void
app_title (const struct app *app, struct canvas *canvas, const char *left,
           const char *right)
{
  const struct config *c = site_config (app->site);
  struct moment now = moment_of (clock_now ());
  char usual[320];
  int room;

  if (right == NULL) {
    snprintf (usual, sizeof usual, "%s · %s · %02d/%02d %02d:%02d", c->name,
              app->officer, now.day, now.month, now.hour, now.minute);
    right = usual;
  }
  canvas_fill (canvas, 0, 0, canvas->columns, STYLE_BAR, ' ');
  canvas_right (canvas, 0, canvas->columns - 1, STYLE_BAR, right);
  /* Two blanks stay between them; where we are gives way. */
  room = canvas->columns - 4 - canvas_cells (right, strlen (right));
  canvas_printf (canvas, 0, 1, room > 0 ? room : 0, STYLE_BAR, "%s   %s",
                 _ ("HOSO"), left);
}

static struct carried *
carried_of (const struct app *app, const struct form *form)
{
  const struct carried *c = app->carried;
  size_t n = sizeof app->carried / sizeof *app->carried;

  for (size_t i = 0; i < n; i++)
    if (c[i].form == form || c[i].form == NULL)
      return (struct carried *) &c[i];
  return NULL;
}

void
app_carry (struct app *app, struct session *session)
{
  struct carried *c = carried_of (app, session_form (session));

  if (c == NULL) {
    session_free (session);
    return;
  }
  if (c->session != NULL)
    session_free (c->session);
  *c = (struct carried){ session_form (session), session };
}

struct session *
app_carried (const struct app *app, const struct form *form)
{
  const struct carried *c = carried_of (app, form);

  return c == NULL || c->form != form ? NULL : c->session;
}

void
app_close (struct app *app)
{
  while (app->depth > 0) {
    struct frame *frame = top (app);

    app->depth--;
    if (frame->view->close != NULL)
      frame->view->close (app, frame->model);
  }
  for (size_t i = 0; i < sizeof app->carried / sizeof *app->carried; i++)
    if (app->carried[i].session != NULL)
      session_free (app->carried[i].session);
}
