/* view-home.c - numbers of the day, drafts, latest dossiers, the way on. */

#include "tui/view-home.h"

#include "base/clock.h"
#include "base/language.h"
#include "tui/home-numbers.h"
#include "tui/stash.h"
#include "tui/view-entry.h"
#include "tui/view-help.h"
#include "tui/view-list.h"
#include "tui/view-message.h"
#include "tui/view-procedures.h"
#include "tui/view-record.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum {
  UP = 1,
  DOWN,
  SHOW,
  NEW,
  LIST,
  FIND,
  LATE,
  TODAY,
  AGAIN,
  DROP,
  HELP,
  OTHER,
  SHELL,
  LEAVE
};

static const struct key_row keys[] = {
  { KEY_F1, 0, HELP, "F1", N_ ("Help"), N_ ("help") },
  { KEY_ENTER, 0, SHOW, "Enter", N_ ("Open"),
    N_ ("opens the draft or the dossier") },
  { KEY_DELETE, 0, DROP, "Del", N_ ("Throw away"),
    N_ ("throws the chosen draft away") },
  { KEY_F5, 0, AGAIN, "F5", N_ ("Again"), N_ ("looks again") },
  { KEY_F10, 0, LEAVE, "F10", N_ ("Quit"), N_ ("quits") },
  { KEY_UP, 0, UP, "↑", NULL, N_ ("the line above") },
  { KEY_DOWN, 0, DOWN, "↓", NULL, N_ ("the line below") },
  { KEY_TEXT, '1', NEW, "1", NULL, N_ ("enters a new dossier") },
  { KEY_TEXT, '2', LIST, "2", NULL, N_ ("the list of dossiers") },
  { KEY_TEXT, '3', FIND, "3", NULL, N_ ("finds a dossier") },
  { KEY_TEXT, '4', LATE, "4", NULL, N_ ("the dossiers that are overdue") },
  { KEY_TEXT, '5', TODAY, "5", NULL, N_ ("the dossiers that are due today") },
  { KEY_TEXT, '8', SHELL, "8", NULL,
    N_ ("back to the shell; fg goes on here") },
  { KEY_TEXT, '9', OTHER, "9", NULL, N_ ("Tiếng Việt") },
  { KEY_F2, 0, NEW, "F2", NULL, NULL },
  { KEY_CONTROL, 'O', NEW, "Ctrl-O", NULL, NULL },
  { KEY_F3, 0, FIND, "F3", NULL, NULL },
  { KEY_CONTROL, 'F', FIND, "Ctrl-F", NULL, NULL },
  { KEY_TEXT, '/', FIND, "/", NULL, NULL },
  { KEY_CONTROL, 'G', HELP, "Ctrl-G", NULL, NULL },
  { KEY_TEXT, '0', LEAVE, "0", NULL, NULL },
  { KEY_ESCAPE, 0, LEAVE, "Esc", NULL, NULL },
  { KEY_NONE, 0, 0, NULL, NULL, NULL },
};

enum { DRAFTS_MOST = 20, LATEST = 12 };

struct draft_line {
  unsigned char id[ID_SIZE];
  char procedure[32];
  char name[160]; /* as far as it is typed                       */
  uint64_t time;
};

struct home {
  struct numbers numbers;
  struct draft_line drafts[DRAFTS_MOST];
  size_t n_drafts;
  struct row_lines rows;
  size_t chosen; /* drafts first, then dossiers                 */
  bool asks_drop;
  char problem[160];
};

/* ---- looking ---- */

struct taking {
  struct app *app;
  struct home *home;
};

static bool
take_draft (void *with, const struct draft *d)
{
  struct taking *t = with;
  struct home *h = t->home;
  struct draft_line *line = &h->drafts[h->n_drafts];
  const struct procedure *p;

  if (h->n_drafts == DRAFTS_MOST)
    return false;
  *line = (struct draft_line){ .time = d->time };
  memcpy (line->id, d->id, ID_SIZE);
  memcpy (line->procedure, d->procedure, sizeof line->procedure);
  if (plugins_find (t->app->plugins, d->procedure, &p, NULL) == OK)
    entry_draft_name (d->values, p->form, line->name, sizeof line->name);
  h->n_drafts++;
  return true;
}

/* The newest first. */
static int
by_time (const void *one, const void *other)
{
  const struct draft_line *a = one, *b = other;

  return (a->time < b->time) - (a->time > b->time);
}

static enum outcome
look_at_all (struct app *app, struct home *h, struct error *e)
{
  struct filter filter = { .now = clock_now (), .limit = LATEST };
  struct taking taking = { app, h };
  bool more;
  enum outcome outcome = numbers_look (app->site, &h->numbers, e);

  if (outcome == OK)
    stash_bring (app->site);
  if (outcome == OK)
    outcome = site_drafts (app->site, take_draft, &taking, e);
  if (outcome == OK)
    outcome =
      site_list (app->site, &filter, row_lines_take, &h->rows, &more, e);
  qsort (h->drafts, h->n_drafts, sizeof *h->drafts, by_time);
  return outcome;
}

static void
look (struct app *app, struct home *h)
{
  struct error e = { 0 };
  enum outcome outcome;

  h->n_drafts = 0;
  row_lines_begin (&h->rows, app->site, LATEST);
  h->problem[0] = '\0';
  app_ask (app, ASK_SOME);
  outcome = look_at_all (app, h, &e);
  app_asked (app, outcome, &e);
  if (outcome != OK)
    snprintf (h->problem, sizeof h->problem, "%.150s", e.text);
  if (h->chosen >= h->n_drafts + h->rows.count)
    h->chosen = 0;
}

/* ---- keys ---- */

static void
open_chosen (struct app *app, struct home *h)
{
  if (h->chosen < h->n_drafts)
    entry_open_draft (app, h->drafts[h->chosen].id);
  else if (h->chosen - h->n_drafts < h->rows.count)
    record_open (app, h->rows.at[h->chosen - h->n_drafts].id);
  else
    app->beep = true;
}

static void
ask_drop (struct app *app, struct home *h)
{
  if (h->chosen >= h->n_drafts) {
    app->beep = true;
    return;
  }
  h->asks_drop = true;
  message_ask (app, N_ ("Draft"), N_ ("Throw this draft away for good?"));
}

static void
update (struct app *app, void *model, const struct event *event)
{
  struct home *h = model;
  size_t count = h->n_drafts + h->rows.count;

  switch (keys_action (keys, event)) {
  case UP: h->chosen -= h->chosen > 0; break;
  case DOWN: h->chosen += h->chosen + 1 < count; break;
  case SHOW: open_chosen (app, h); break;
  case NEW: procedures_open (app); break;
  case LIST:
  case FIND: list_open (app, LIST_NEWEST); break;
  case LATE: list_open (app, LIST_OVERDUE); break;
  case TODAY: list_open (app, LIST_DUE_TODAY); break;
  case AGAIN: look (app, h); break;
  case DROP: ask_drop (app, h); break;
  case HELP: help_open (app, NULL, keys); break;
  case SHELL: app->suspend = true; break;
  case OTHER: app_update (app, &(struct event){ .key = KEY_F9 }); break;
  case LEAVE: app_pop (app, 0); break;
  default: break;
  }
}

static void
back (struct app *app, void *model, int result)
{
  struct home *h = model;
  struct error e = { 0 };

  if (h->asks_drop && result == ANSWER_YES)
    site_draft_drop (app->site, h->drafts[h->chosen].id, &e);
  h->asks_drop = false;
  look (app, h);
}

/* ---- drawing ---- */

enum { LIST_ROW = 9, NUMBER_CELLS = 24, NUMBERS_AT = 2, TO_DO_AT = 42 };

static void
draw_number (struct canvas *canvas, int row, int column, const char *label,
             uint64_t n, const char *mark)
{
  int end =
    canvas_text (canvas, row, column, NUMBER_CELLS - 2, STYLE_PLAIN, label);
  enum style style = mark[0] == '!' ? STYLE_BAD : STYLE_PLAIN;
  char text[32];

  canvas_fill (canvas, row, end + 1, column + NUMBER_CELLS - end - 1,
               STYLE_PLAIN, '.');
  snprintf (text, sizeof text, "%" PRIu64, n);
  canvas_right (canvas, row, column + NUMBER_CELLS + 6, style, text);
  canvas_text (canvas, row, column + NUMBER_CELLS + 6, 4, style, mark);
}

static void
draw_numbers (const struct home *h, struct canvas *canvas)
{
  const struct numbers *n = &h->numbers;
  const struct status *s = &n->status;

  canvas_text (canvas, 2, NUMBERS_AT, -1, STYLE_HEADING, _ ("TODAY"));
  draw_number (canvas, 3, NUMBERS_AT, _ ("Received today"), n->received, "");
  draw_number (canvas, 4, NUMBERS_AT, _ ("In progress"), n->open,
               n->more ? "+" : "");
  draw_number (canvas, 5, NUMBERS_AT, _ ("Drafts"), h->n_drafts, "");
  canvas_text (canvas, 2, TO_DO_AT, -1, STYLE_HEADING, _ ("TO BE DONE"));
  draw_number (canvas, 3, TO_DO_AT, _ ("Overdue"), s->overdue,
               s->overdue > 0 ? "  !" : "");
  draw_number (canvas, 4, TO_DO_AT, _ ("Due today"), s->due_today, "");
  draw_number (canvas, 5, TO_DO_AT, _ ("To be sent"), s->unsent, "");
}

static void
draw_draft (const struct app *app, const struct draft_line *d,
            struct canvas *canvas, int row, bool chosen)
{
  enum style style = row_lines_choose (canvas, row, chosen);
  const struct procedure *p;
  struct moment m = moment_of (d->time);
  bool known = plugins_find (app->plugins, d->procedure, &p, NULL) == OK;

  canvas_printf (canvas, row, 4, 18, style, _ ("draft %02d/%02d %02d:%02d"),
                 m.day, m.month, m.hour, m.minute);
  canvas_text (canvas, row, 23, 14, style, d->name);
  canvas_text (canvas, row, 38, -1, style,
               known ? form_words (p->form->title) : d->procedure);
}

static void
draw_rows (const struct app *app, const struct home *h, struct canvas *canvas)
{
  size_t room = (size_t) (canvas->rows - LIST_ROW - 4);
  size_t count = h->n_drafts + h->rows.count;
  size_t top = h->chosen / room * room;
  int row = LIST_ROW;

  canvas_text (canvas, 7, 2, -1, STYLE_HEADING, _ ("DRAFTS AND LATEST"));
  row_lines_heading (canvas, 8, false);
  for (size_t i = top; i < count && i < top + room; i++, row++)
    if (i < h->n_drafts)
      draw_draft (app, &h->drafts[i], canvas, row, i == h->chosen);
    else
      row_line_draw (app, &h->rows.at[i - h->n_drafts], canvas, row,
                     i == h->chosen, false);
}

/* A site that has just begun is not troubled about its first backup. */
static void
draw_backup (const struct status *s, struct canvas *canvas, int row)
{
  enum { BEGUN = 100 }; /* changes */
  const char *warning = status_backup_warning (s);

  if (warning != NULL && (s->backup.time != 0 || s->changes >= BEGUN))
    canvas_text (canvas, row, 2, -1, STYLE_PLAIN, warning);
}

static void
draw (const struct app *app, const void *model, struct canvas *canvas)
{
  const struct home *h = model;
  int last = canvas->rows - 1;

  canvas_cursor (canvas, LIST_ROW, 2);
  app_title (app, canvas, _ ("Home"), NULL);
  draw_numbers (h, canvas);
  draw_rows (app, h, canvas);
  canvas_text (canvas, last - 2, 2, -1, STYLE_PLAIN,
               _ ("1 New   2 List   3 Find   4 Overdue   5 Due today"
                  "   9 Tiếng Việt   0 Quit"));
  if (h->problem[0] != '\0')
    canvas_text (canvas, last - 1, 2, -1, STYLE_BAD, h->problem);
  else
    draw_backup (&h->numbers.status, canvas, last - 1);
  keys_draw (keys, canvas, last);
}

static void
close_home (struct app *app, void *model)
{
  (void) app;
  free (model);
}

static const struct view home_view = {
  .name = "home",
  .keys = keys,
  .update = update,
  .draw = draw,
  .close = close_home,
  .back = back,
};

void
home_open (struct app *app)
{
  struct home *h = bytes_must (sizeof *h);

  memset (h, 0, sizeof *h);
  look (app, h);
  app_push (app, &home_view, h);
}
