/* view-entry.c - moving through a form and typing into it. */

#include "tui/view-entry.h"

#include "base/clock.h"
#include "base/language.h"
#include "form/kind.h"
#include "tui/view-choice.h"
#include "tui/view-help.h"
#include "tui/view-message.h"
#include "tui/view-summary.h"

#include <string.h>

enum {
  NEXT = 1,
  BACK,
  PAGE_BACK,
  PAGE_NEXT,
  GROUP,
  SAVE,
  CHOOSE,
  SAME,
  REASON,
  CHECK,
  HELP,
  LEAVE,
  STRIP,
  UNDO,
};

enum { QUIET_MS = 500 }; /* a card's code has come when so long nothing came */

static const struct key_row keys[] = {
  { KEY_F1, 0, HELP, "F1", N_ ("Help"),
    N_ ("help for this field and the keys") },
  { KEY_F2, 0, SAVE, "F2", N_ ("Save"),
    N_ ("saves the dossier and gives it its number") },
  { KEY_F4, 0, CHOOSE, "F4", N_ ("List"),
    N_ ("the values this field may have; type to search") },
  { KEY_F5, 0, SAME, "F5", N_ ("Same"),
    N_ ("the same as in the form saved before") },
  { KEY_F6, 0, GROUP, "F6", NULL, N_ ("to the next group of fields") },
  { KEY_F7, 0, REASON, "F7", N_ ("Reason"),
    N_ ("saves with a reason for each warning") },
  { KEY_F8, 0, CHECK, "F8", N_ ("Check"),
    N_ ("everything that is to be mended; Enter goes there") },
  { KEY_F10, 0, LEAVE, "F10", N_ ("Leave"),
    N_ ("leaves the form; the draft is kept") },
  { KEY_ESCAPE, 0, STRIP, "Esc", N_ ("Commands"),
    N_ ("the commands by digit") },
  { KEY_ENTER, 0, NEXT, "Enter", NULL, N_ ("to the next field") },
  { KEY_TAB, 0, NEXT, "Tab", NULL, N_ ("to the next field") },
  { KEY_DOWN, 0, NEXT, "↓", NULL, N_ ("to the next field") },
  { KEY_CONTROL, 'N', NEXT, "Ctrl-N", NULL, N_ ("to the next field") },
  { KEY_UP, 0, BACK, "↑", NULL, N_ ("to the field before") },
  { KEY_BACK_TAB, 0, BACK, "Shift-Tab", NULL, N_ ("to the field before") },
  { KEY_CONTROL, 'B', BACK, "Ctrl-B", NULL, N_ ("to the field before") },
  { KEY_PAGE_UP, 0, PAGE_BACK, "PgUp", NULL, N_ ("to the page before") },
  { KEY_PAGE_DOWN, 0, PAGE_NEXT, "PgDn", NULL, N_ ("to the next page") },
  { KEY_CONTROL, 'O', SAVE, "Ctrl-O", NULL, N_ ("saves") },
  { KEY_CONTROL, 'K', CHOOSE, "Ctrl-K", NULL,
    N_ ("the values this field may have") },
  { KEY_CONTROL, 'D', SAME, "Ctrl-D", NULL, N_ ("the same as before") },
  { KEY_CONTROL, 'P', REASON, "Ctrl-P", NULL, N_ ("saves with a reason") },
  { KEY_CONTROL, 'G', HELP, "Ctrl-G", NULL, N_ ("help") },
  { KEY_NONE, 0, 0, NULL, NULL, NULL },
};

/* ---- fields
 * ------------------------------------------------------------------- */

static const struct form_field *
field_now (const struct entry_view *v)
{
  return &v->form->fields[session_cursor (v->session)];
}

/* As the officer types it: what parses is shown in the usual spelling. */
static void
text_to_edit (const struct entry_view *v, uint16_t f, struct bytes *to)
{
  const struct form_field *field = &v->form->fields[f];
  const char *text = session_text (v->session, f);

  if (session_parses (v->session, f) && text[0] != '\0'
      && field->kind != HOSO_CHOICE && field->kind != HOSO_CHOICES
      && field->kind != HOSO_TABLE)
    field_show (field, text, to);
  else
    bytes_add_text (to, text);
}

static unsigned
letters_of (const struct form_field *f)
{
  return f->chars != 0 ? f->chars : 255;
}

static void
take_field (struct app *app, struct entry_view *v)
{
  uint16_t f = session_cursor (v->session);
  SCOPED_BYTES text = { 0 };

  text_to_edit (v, f, &text);
  edit_end (&v->edit);
  edit_begin (&v->edit, bytes_text (&text), letters_of (field_now (v)));
  v->edit.lines = field_now (v)->kind == HOSO_NOTES;
  v->edit.typing = app->typing;
  if (!app->typing_on || !kind_of (field_now (v))->vietnamese)
    v->edit.typing.method = TYPING_OFF;
  free (v->before);
  v->before = bytes_must_copy (bytes_text (&text));
  v->n_scan = 0;
  v->draft_shown = v->draft_time;
}

void
entry_keep (struct entry_view *v)
{
  uint16_t f = session_cursor (v->session);
  const char *text = edit_text (&v->edit);

  v->visited[f] = true;
  if (strcmp (text, v->before) == 0)
    return;
  session_put (v->session, f, text, strlen (text), TYPED);
  findings_clear (&v->server);
  bytes_clear (&v->override);
  v->unsaved = true;
}

void
entry_go (struct app *app, struct entry_view *v, uint16_t f)
{
  session_go (v->session, f);
  take_field (app, v);
}

void
entry_fresh (struct app *app, struct entry_view *v)
{
  const struct config *c = site_config (app->site);
  struct place place = { c->ward, app->officer,
                         clock_now () / 1000000 * 1000000 };

  v->session = session_new (v->form, &place, true);
  if (app_carried (app, v->form) != NULL)
    session_carry (v->session, app_carried (app, v->form));
  memset (v->visited, 0, v->form->n_fields * sizeof *v->visited);
  findings_clear (&v->server);
  bytes_clear (&v->override);
  random_bytes (v->id, sizeof v->id);
  v->draft_time = 0;
  v->unsaved = false;
  take_field (app, v);
}

/* ---- findings
 * ------------------------------------------------------------------- */

size_t
entry_findings (struct entry_view *v)
{
  return session_check (v->session)->count + v->server.count;
}

const struct finding *
entry_finding (struct entry_view *v, size_t i)
{
  const struct findings *own = session_check (v->session);

  return i < own->count ? &own->at[i] : &v->server.at[i - own->count];
}

/* ---- keys
 * ---------------------------------------------------------------------------
 */

typedef bool (*step) (struct session *);

static void
go_on (struct app *app, struct entry_view *v, step where)
{
  bool moved;

  entry_keep (v);
  moved = where (v->session);
  if (moved)
    take_field (app, v);
  entry_keep_draft (app, v, false); /* opens again at the new field */
  v->draft_shown = v->draft_time;
  if (!moved && where == session_next)
    summary_open (app, v);
  app->beep = !moved && where != session_next;
}

static bool
to_next_group (struct session *s)
{
  const struct form *form = session_form (s);
  uint16_t heading = form->fields[session_cursor (s)].heading;

  while (session_next (s))
    if (form->fields[session_cursor (s)].heading != heading)
      return true;
  return false;
}

static void
go_page (struct app *app, struct entry_view *v, int delta)
{
  entry_keep (v);
  entry_go (app, v, entry_page_first (v, app->rows, delta));
  entry_keep_draft (app, v, false);
  v->draft_shown = v->draft_time;
}

static void
same_as_before (struct app *app, struct entry_view *v)
{
  if (!session_same (v->session, session_cursor (v->session))) {
    app->beep = true;
    return;
  }
  take_field (app, v);
  v->unsaved = true;
  go_on (app, v, session_next);
}

static void
leave (struct app *app, struct entry_view *v)
{
  entry_keep (v);
  if (!v->unsaved && v->draft_time == 0) {
    app_pop (app, 0);
    return;
  }
  v->asks = ASKS_LEAVE;
  message_ask (app, _ ("Leave the form"),
               _ ("The draft is kept and opens again at this field. Leave?"));
}

static void
run_action (struct app *app, struct entry_view *v, int action)
{
  switch (action) {
  case NEXT: go_on (app, v, session_next); break;
  case BACK: go_on (app, v, session_back); break;
  case GROUP: go_on (app, v, to_next_group); break;
  case PAGE_BACK: go_page (app, v, -1); break;
  case PAGE_NEXT: go_page (app, v, 1); break;
  case SAVE:
    entry_keep (v);
    entry_save (app, v);
    break;
  case REASON:
    entry_keep (v);
    entry_save_with_reasons (app, v);
    break;
  case CHECK:
    entry_keep (v);
    summary_open (app, v);
    break;
  case CHOOSE: choice_open (app, v); break;
  case SAME: same_as_before (app, v); break;
  case HELP: help_open (app, field_now (v), keys); break;
  case LEAVE: leave (app, v); break;
  case STRIP: v->strip = true; break;
  case UNDO: break;
  }
}

/* After Esc: a digit is a function key, Enter goes on, Esc leaves. */
static void
strip_key (struct app *app, struct entry_view *v, const struct event *event)
{
  static const enum key by_digit[] = {
    KEY_F10, KEY_F1, KEY_F2, KEY_F3, KEY_F4,
    KEY_F5,  KEY_F6, KEY_F7, KEY_F8, KEY_F9
  };
  struct event meant = *event;

  if (event->key == KEY_TICK || event->key == KEY_RESIZE)
    return;
  v->strip = false;
  if (event->key == KEY_ESCAPE)
    meant.key = KEY_F10;
  else if (event->key == KEY_TEXT && event->text[0] >= '0'
           && event->text[0] <= '9' && event->text[1] == '\0')
    meant.key = by_digit[event->text[0] - '0'];
  else
    return;
  app_update (app, &meant);
}

/* The session's undo when the box has nothing left to take back. */
static bool
undo_field (struct app *app, struct entry_view *v, const struct event *event)
{
  if (event->key != KEY_CONTROL || event->text[0] != 'Z'
      || strcmp (edit_text (&v->edit), v->before) != 0)
    return false;
  if (!session_undo (v->session))
    return false;
  take_field (app, v);
  v->unsaved = true;
  return true;
}

static void
type (struct app *app, struct entry_view *v, const struct event *event)
{
  enum edit_result result;

  if (undo_field (app, v, event))
    return;
  result = edit_key (&v->edit, event);
  if (result == EDIT_NOT_MINE)
    return;
  app->beep = result == EDIT_REFUSED;
  v->unsaved = true;
}

/* A second has passed, or all is over: what is typed goes to the server. */
static void
take_time (struct app *app, struct entry_view *v, const struct event *event)
{
  bool over = event->key == KEY_HANGUP;

  if (over || clock_ticks () - v->typed_at >= QUIET_MS)
    entry_scan (app, v, event);
  entry_keep_draft (app, v, over);
}

static void
update (struct app *app, void *model, const struct event *event)
{
  struct entry_view *v = model;
  int action;

  if (event->key == KEY_TICK || event->key == KEY_HANGUP) {
    take_time (app, v, event);
    return;
  }
  v->typed_at = clock_ticks ();
  if (event->key == KEY_RESIZE)
    return;
  if (v->strip) {
    strip_key (app, v, event);
    return;
  }
  if (entry_scan (app, v, event))
    return;
  action = keys_action (keys, event);
  if (action != 0)
    run_action (app, v, action);
  else
    type (app, v, event);
}

/* ---- opening and closing
 * ---------------------------------------------------------------- */

static void
close_entry (struct app *app, void *model)
{
  struct entry_view *v = model;

  entry_keep_draft (app, v, true);
  edit_end (&v->edit);
  session_free (v->session);
  findings_free (&v->server);
  bytes_free (&v->override);
  bytes_free (&v->reason);
  free (v->visited);
  free (v->before);
  free (v->scan_before);
  free (v);
}

static void
back (struct app *app, void *model, int result)
{
  struct entry_view *v = model;
  int asked = v->asks;

  v->asks = ASKS_NOTHING;
  if (asked == ASKS_LEAVE && result == ANSWER_YES)
    app_pop (app, 0);
  else if (asked == ASKS_REASON)
    entry_reason_given (app, v, result == ANSWER_YES);
  else if (asked == ASKS_NOTHING)
    summary_closed (app, v, result);
}

static bool
waits (const void *model)
{
  const struct entry_view *v = model;

  return v->unsaved || v->scanning;
}

static const struct view entry_view = {
  .name = "entry",
  .keys = keys,
  .update = update,
  .draw = entry_draw,
  .close = close_entry,
  .back = back,
  .waits = waits,
};

static struct entry_view *
make (struct app *app, const struct form *form)
{
  struct entry_view *v;
  struct error e = { 0 };
  uint16_t procedure;

  if (site_register (app->site, form, &procedure, &e) != OK) {
    message_show (app, _ ("Not possible now"), e.text);
    return NULL;
  }
  v = bytes_must (sizeof *v);
  *v = (struct entry_view){ .form = form, .procedure = procedure };
  v->visited = bytes_must (form->n_fields * sizeof *v->visited);
  entry_fresh (app, v);
  return v;
}

bool
entry_open (struct app *app, const struct form *form)
{
  struct entry_view *v = make (app, form);

  if (v != NULL)
    app_push (app, &entry_view, v);
  return v != NULL;
}

static bool
load_draft (struct app *app, struct entry_view *v, const struct draft *draft)
{
  struct error e = { 0 };

  if (session_load_draft (v->session, draft->values.at, draft->values.len, &e)
      != OK) {
    message_show (app, _ ("This draft cannot be opened"), e.text);
    return false;
  }
  memcpy (v->id, draft->id, ID_SIZE);
  v->draft_time = draft->time;
  take_field (app, v);
  return true;
}

bool
entry_open_draft (struct app *app, const unsigned char id[ID_SIZE])
{
  SCOPED_BYTES hold = { 0 };
  const struct procedure *p;
  struct entry_view *v;
  struct error e = { 0 };
  struct draft draft;

  if (site_draft_get (app->site, id, &draft, &hold, &e) != OK
      || plugins_find (app->plugins, draft.procedure, &p, &e) != OK) {
    message_show (app, _ ("This draft cannot be opened"), e.text);
    return false;
  }
  v = make (app, p->form);
  if (v == NULL)
    return false;
  if (!load_draft (app, v, &draft)) {
    close_entry (app, v);
    return false;
  }
  app_push (app, &entry_view, v);
  return true;
}

struct entry_view *
entry_on_top (const struct app *app)
{
  const struct frame *top = &app->stack[app->depth - 1];

  return app->depth > 0 && top->view == &entry_view ? top->model : NULL;
}

void
entry_put (struct app *app, struct entry_view *v, const char *text)
{
  uint16_t f = session_cursor (v->session);

  session_put (v->session, f, text, strlen (text), FILED);
  v->visited[f] = true;
  v->unsaved = true;
  take_field (app, v);
}
