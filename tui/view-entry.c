/* view-entry.c - moving through a form: what each key does. */

#include "tui/view-entry.h"

#include "base/clock.h"
#include "base/language.h"
#include "tui/view-choice.h"
#include "tui/view-help.h"
#include "tui/view-list.h"
#include "tui/view-message.h"
#include "tui/view-needs.h"
#include "tui/view-rows.h"
#include "tui/view-summary.h"

#include <string.h>

enum {
  NEXT = 1,
  BACK,
  PAGE_BACK,
  PAGE_NEXT,
  GROUP,
  SAVE,
  FIND,
  CHOOSE,
  SAME,
  REASON,
  CHECK,
  NEEDS,
  HELP,
  LEAVE,
  STRIP,
  TYPE,
};

static const struct key_row keys[] = {
  { KEY_F1, 0, HELP, "F1", N_ ("Help"),
    N_ ("help for this field and the keys") },
  { KEY_F2, 0, SAVE, "F2", N_ ("Save"),
    N_ ("saves the dossier and gives it its number") },
  { KEY_F3, 0, FIND, "F3", NULL, N_ ("looks a dossier up; the form waits") },
  { KEY_F4, 0, CHOOSE, "F4", N_ ("List"),
    N_ ("the values it may have (type to search), or rows") },
  { KEY_F5, 0, SAME, "F5", N_ ("Same"),
    N_ ("the same as in the form saved before") },
  { KEY_F6, 0, GROUP, "F6", NULL, N_ ("to the next group of fields") },
  { KEY_F7, 0, REASON, "F7", NULL,
    N_ ("saves with a reason for each warning") },
  { KEY_F8, 0, CHECK, "F8", N_ ("Check"),
    N_ ("everything that is to be mended; Enter goes there") },
  { KEY_F10, 0, LEAVE, "F10", NULL, N_ ("leaves the form; the draft is kept") },
  { KEY_ENTER, 0, NEXT, "Enter", NULL, N_ ("to the next field") },
  { KEY_UP, 0, BACK, "↑", NULL, N_ ("to the field before") },
  { KEY_PAGE_UP, 0, PAGE_BACK, "PgUp", NULL, N_ ("to the page before") },
  { KEY_PAGE_DOWN, 0, PAGE_NEXT, "PgDn", N_ ("Page"), N_ ("to the next page") },
  { KEY_ESCAPE, 0, STRIP, "Esc", N_ ("Commands"),
    N_ ("the commands by digit") },
  { KEY_CONTROL, 'T', NEEDS, "Ctrl-T", NULL,
    N_ ("papers, fees and the due time of this dossier") },
  { KEY_CONTROL, 'Z', TYPE, "Ctrl-Z", NULL, N_ ("undo, field by field") },
  { KEY_CONTROL, 'Y', TYPE, "Ctrl-Y", NULL, N_ ("redo in this field") },
  { KEY_CONTROL, 'U', TYPE, "Ctrl-U", NULL, N_ ("empties the field") },
  { KEY_CONTROL, 'W', TYPE, "Ctrl-W", NULL, N_ ("deletes the word") },
  /* other ways to the same */
  { KEY_TAB, 0, NEXT, "Tab", NULL, NULL },
  { KEY_DOWN, 0, NEXT, "↓", NULL, NULL },
  { KEY_CONTROL, 'N', NEXT, "Ctrl-N", NULL, NULL },
  { KEY_BACK_TAB, 0, BACK, "Shift-Tab", NULL, NULL },
  { KEY_CONTROL, 'B', BACK, "Ctrl-B", NULL, NULL },
  { KEY_CONTROL, 'O', SAVE, "Ctrl-O", NULL, NULL },
  { KEY_CONTROL, 'F', FIND, "Ctrl-F", NULL, NULL },
  { KEY_CONTROL, 'K', CHOOSE, "Ctrl-K", NULL, NULL },
  { KEY_CONTROL, 'D', SAME, "Ctrl-D", NULL, NULL },
  { KEY_CONTROL, 'P', REASON, "Ctrl-P", NULL, NULL },
  { KEY_CONTROL, 'G', HELP, "Ctrl-G", NULL, NULL },
  { KEY_NONE, 0, 0, NULL, NULL, NULL },
};

/* ---- findings ---- */

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

const struct finding *
entry_worst (struct entry_view *v, uint16_t f)
{
  const struct finding *worst = NULL;

  if (f == NO_FIELD || !v->visited[f] || (f == v->at && entry_half_typed (v)))
    return NULL; /* what is being typed may mend it */
  for (size_t i = 0; i < entry_findings (v); i++) {
    const struct finding *one = entry_finding (v, i);

    if (one->field == f && (worst == NULL || one->severity < worst->severity))
      worst = one;
  }
  return worst;
}

/* ---- actions ---- */

typedef bool (*step) (struct session *);

static void
go_on (struct app *app, struct entry_view *v, step where)
{
  bool moved;

  entry_keep (v);
  moved = where (v->session);
  entry_take (app, v);
  entry_keep_draft (app, v, false); /* opens again at the new field */
  v->draft_shown = v->draft_time;
  if (!moved && where == session_next)
    summary_open (app, v);
  else
    app->beep = !moved;
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
  int page;

  entry_keep (v);
  page = entry_page_of (v, app->rows, session_cursor (v->session)) + delta;
  if (page < 0 || page >= entry_pages (v, app->rows))
    app->beep = true;
  else
    entry_go (app, v, entry_page_first (v, app->rows, page));
  entry_keep_draft (app, v, false);
  v->draft_shown = v->draft_time;
}

static void
same_as_before (struct app *app, struct entry_view *v)
{
  if (!session_same (v->session, v->at)) {
    app->beep = true;
    return;
  }
  v->visited[v->at] = true;
  v->unsaved = true;
  entry_take (app, v);
  go_on (app, v, session_next);
}

/* Whether everything that was typed parses. */
static bool
reads (const struct entry_view *v)
{
  bool all = true;

  for (uint16_t f = 0; f < v->form->n_fields; f++)
    all = all && session_parses (v->session, f);
  return all;
}

static void
leave (struct app *app, struct entry_view *v)
{
  entry_keep (v);
  entry_keep_draft (app, v, false);
  if (v->rows != NULL ? reads (v) : !v->unsaved && v->draft_time == 0) {
    app_pop (app, 0);
    return;
  }
  v->asks = ASKS_LEAVE;
  message_ask (
    app, N_ ("Leave the form"),
    v->rows != NULL
      ? N_ ("What cannot be read (!) is left out of the row. Leave?")
      : N_ ("The draft is kept and opens again at this field. Leave?"));
}

/* What looks at the whole form counts the field at the cursor, too. */
static void
look_at_all (struct app *app, struct entry_view *v,
             void (*look) (struct app *, struct entry_view *))
{
  entry_keep (v);
  entry_take (app, v);
  entry_keep_draft (app, v, false);
  look (app, v);
}

static void
help (struct app *app, struct entry_view *v)
{
  help_open (app, &v->form->fields[v->at], keys);
}

static void
show_needs (struct app *app, struct entry_view *v)
{
  uint64_t received =
    v->amended != NULL ? v->amended->whole.row.head.received : clock_now ();

  needs_open (app, v->form, v->session, received);
}

static void
choose (struct app *app, struct entry_view *v)
{
  if (v->form->fields[v->at].kind == HOSO_TABLE)
    rows_open (app, v);
  else
    choice_open (app, v);
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
  case SAVE: look_at_all (app, v, entry_save); break;
  case REASON: look_at_all (app, v, entry_save_with_reasons); break;
  case CHECK: look_at_all (app, v, summary_open); break;
  case FIND: list_open (app, LIST_NEWEST); break;
  case CHOOSE: choose (app, v); break;
  case SAME: same_as_before (app, v); break;
  case NEEDS: look_at_all (app, v, show_needs); break;
  case HELP: help (app, v); break;
  case LEAVE: leave (app, v); break;
  case STRIP: v->strip = true; break;
  default: break;
  }
}

/* ---- keys ---- */

/* After Esc: a digit is a function key, Enter goes on, Esc leaves. */
static void
strip_key (struct app *app, struct entry_view *v, const struct event *event)
{
  static const enum key by_digit[] = {
    KEY_F10, KEY_F1, KEY_F2, KEY_F3, KEY_F4,
    KEY_F5,  KEY_F6, KEY_F7, KEY_F8, KEY_F9
  };
  struct event meant = *event;

  v->strip = false;
  if (event->key == KEY_ESCAPE)
    meant.key = KEY_F10;
  else if (event->key == KEY_TEXT && event->text[0] >= '0'
           && event->text[0] <= '9' && event->text[1] == '\0')
    meant.key = by_digit[event->text[0] - '0'];
  else if (event->key == KEY_ENTER)
    return;
  app_update (app, &meant);
}

/* Not of the keyboard: time, size, language. */
static bool
take_news (struct app *app, struct entry_view *v, const struct event *event)
{
  switch (event->key) {
  case KEY_TICK:
  case KEY_HANGUP:
    entry_scan (app, v, event);
    if (event->key == KEY_HANGUP)
      entry_rescue_draft (app, v);
    else
      entry_keep_draft (app, v, false);
    return true;
  case KEY_LANGUAGE: entry_measure (v); return true;
  case KEY_RESIZE: return true;
  default: return false;
  }
}

static void
update (struct app *app, void *model, const struct event *event)
{
  struct entry_view *v = model;
  int action;

  if (take_news (app, v, event))
    return;
  v->tried = false;
  if (v->strip) {
    strip_key (app, v, event);
    return;
  }
  if (entry_scan (app, v, event))
    return;
  action = keys_action (keys, event);
  if (action == 0 || action == TYPE)
    entry_type (app, v, event);
  else
    run_action (app, v, action);
}

static void
draw (const struct app *app, const void *model, struct canvas *canvas)
{
  /* Findings and what follows from values are reckoned when asked for. */
  struct entry_view *v = (struct entry_view *) model;

  entry_draw_page (v, canvas);
  entry_draw_frame (app, v, canvas);
}

/* ---- opening and closing ---- */

void
entry_close (struct app *app, void *model)
{
  struct entry_view *v = model;

  entry_rescue_draft (app, v);
  edit_end (&v->edit);
  session_free (v->session);
  findings_free (&v->server);
  bytes_free (&v->override);
  bytes_free (&v->reason);
  bytes_free (&v->why);
  amended_free (v->amended);
  free (v->cells);
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
  else if (asked == ASKS_WHY)
    entry_why_given (app, v, result == ANSWER_YES);
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
  .draw = draw,
  .close = entry_close,
  .back = back,
  .waits = waits,
};

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
  v->left = NO_FIELD;
  v->draft_time = 0;
  v->unsaved = v->tried = false;
  entry_take (app, v);
}

void
entry_show (struct app *app, struct entry_view *v)
{
  app_push (app, &entry_view, v);
}

/* ---- for scripts ---- */

struct entry_view *
entry_of (const struct app *app)
{
  for (int i = app->depth - 1; i >= 0; i--)
    if (app->stack[i].view == &entry_view)
      return app->stack[i].model;
  return NULL;
}

void
entry_uncover (struct app *app)
{
  while (entry_of (app) != NULL
         && app->stack[app->depth - 1].view != &entry_view)
    app_pop (app, 0);
}
