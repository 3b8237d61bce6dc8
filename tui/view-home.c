/* view-home.c - numbers of the day, drafts, latest dossiers, the way on. */

#include "tui/view-home.h"

#include "base/clock.h"
#include "base/language.h"
#include "tui/view-entry.h"
#include "tui/view-help.h"
#include "tui/view-list.h"
#include "tui/view-message.h"
#include "tui/view-procedures.h"
#include "tui/view-record.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum { UP = 1, DOWN, SHOW, NEW, LIST, REFRESH, DROP, HELP, LEAVE };

static const struct key_row keys[] = {
  { KEY_F1, 0, HELP, "F1", N_ ("Help"), N_ ("help") },
  { KEY_ENTER, 0, SHOW, "Enter", N_ ("Open"),
    N_ ("opens the draft or the dossier") },
  { KEY_TEXT, '1', NEW, "1", N_ ("New"), N_ ("enters a new dossier") },
  { KEY_TEXT, '2', LIST, "2", N_ ("List"), N_ ("the list of dossiers") },
  { KEY_TEXT, '3', LIST, "3", N_ ("Find"), N_ ("finds a dossier") },
  { KEY_F2, 0, NEW, "F2", NULL, N_ ("enters a new dossier") },
  { KEY_F3, 0, LIST, "F3", NULL, N_ ("finds a dossier") },
  { KEY_TEXT, '/', LIST, "/", NULL, N_ ("finds a dossier") },
  { KEY_F5, 0, REFRESH, "F5", N_ ("Again"), N_ ("looks again") },
  { KEY_DELETE, 0, DROP, "Del", NULL, N_ ("throws the chosen draft away") },
  { KEY_F10, 0, LEAVE, "F10", N_ ("Quit"), N_ ("quits") },
  { KEY_ESCAPE, 0, LEAVE, "Esc", NULL, N_ ("quits") },
  { KEY_UP, 0, UP, "↑", NULL, N_ ("the line above") },
  { KEY_DOWN, 0, DOWN, "↓", NULL, N_ ("the line below") },
  { KEY_NONE, 0, 0, NULL, NULL, NULL },
};

enum { DRAFTS_MOST = 20, LATEST = 12 };

struct draft_line {
  unsigned char id[ID_SIZE];
  char procedure[32];
  uint64_t time;
};

struct home {
  struct status status;
  struct draft_line drafts[DRAFTS_MOST];
  size_t n_drafts;
  struct row_lines rows;
  size_t chosen; /* drafts first, then dossiers                  */
  enum { ASKS_NOT, ASKS_DROP } asks;
  char problem[160];
};

static bool
take_draft (void *with, const struct draft *d)
{
  struct home *h = with;
  struct draft_line *line = &h->drafts[h->n_drafts];

  if (h->n_drafts == DRAFTS_MOST)
    return false;
  memcpy (line->id, d->id, ID_SIZE);
  memcpy (line->procedure, d->procedure, sizeof line->procedure);
  line->time = d->time;
  h->n_drafts++;
  return true;
}

static void
look (struct app *app, struct home *h)
{
  struct filter filter = { .now = clock_now (), .limit = LATEST };
  struct error e = { 0 };
  bool more;

  h->n_drafts = h->rows.count = 0;
  h->rows.most = LATEST;
  h->rows.office = site_config (app->site)->identity.office;
  h->problem[0] = '\0';
  if (site_status (app->site, &h->status, &e) != OK
      || site_drafts (app->site, take_draft, h, &e) != OK
      || site_list (app->site, &filter, lines_take, &h->rows, &more, &e) != OK)
    snprintf (h->problem, sizeof h->problem, "%.150s", e.text);
  if (h->chosen >= h->n_drafts + h->rows.count)
    h->chosen = 0;
}

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
  h->asks = ASKS_DROP;
  message_ask (app, _ ("Draft"), _ ("Throw this draft away for good?"));
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
  case LIST: list_open (app); break;
  case REFRESH: look (app, h); break;
  case DROP: ask_drop (app, h); break;
  case HELP: help_open (app, NULL, keys); break;
  case LEAVE: app_pop (app, 0); break;
  default: break;
  }
}

static void
back (struct app *app, void *model, int result)
{
  struct home *h = model;
  struct error e = { 0 };

  if (h->asks == ASKS_DROP && result == ANSWER_YES)
    site_draft_drop (app->site, h->drafts[h->chosen].id, &e);
  h->asks = ASKS_NOT;
  look (app, h);
}

/* ---- drawing ----------------------------------------------------------------
 */

static void
draw_number (struct canvas *canvas, int row, int column, const char *label,
             uint64_t n, bool bad)
{
  int end = canvas_text (canvas, row, column, 24, STYLE_PLAIN, label);
  char text[24];

  for (; end < column + 24; end++)
    canvas_text (canvas, row, end, 1, STYLE_PLAIN, end == column ? " " : ".");
  snprintf (text, sizeof text, "%" PRIu64 "%s", n, bad ? "  !" : "");
  canvas_text (canvas, row, column + 25, 12, bad ? STYLE_BAD : STYLE_PLAIN,
               text);
}

static void
draw_numbers (const struct home *h, struct canvas *canvas)
{
  canvas_text (canvas, 2, 2, -1, STYLE_HEADING, _ ("THE OFFICE"));
  draw_number (canvas, 3, 2, _ ("Dossiers"), h->status.records, false);
  draw_number (canvas, 4, 2, _ ("Drafts"), h->n_drafts, false);
  canvas_text (canvas, 2, 42, -1, STYLE_HEADING, _ ("TO BE DONE"));
  draw_number (canvas, 3, 42, _ ("Overdue"), h->status.overdue,
               h->status.overdue > 0);
  draw_number (canvas, 4, 42, _ ("Due today"), h->status.due_today, false);
  draw_number (canvas, 5, 42, _ ("To be sent"), h->status.unsent, false);
}

static void
draw_draft (const struct app *app, const struct draft_line *d,
            struct canvas *canvas, int row, bool chosen)
{
  enum style style = chosen ? STYLE_FOCUS : STYLE_PLAIN;
  const struct procedure *p;
  struct moment m = moment_of (d->time);
  bool known = plugins_find (app->plugins, d->procedure, &p, NULL) == OK;

  canvas_fill (canvas, row, 0, canvas->columns, style, ' ');
  canvas_text (canvas, row, 2, 1, style, chosen ? ">" : " ");
  canvas_printf (canvas, row, 4, 24, style, _ ("draft %02d/%02d %02d:%02d"),
                 m.day, m.month, m.hour, m.minute);
  canvas_text (canvas, row, 30, -1, style,
               known ? form_words (p->form->title) : d->procedure);
  if (chosen)
    canvas_cursor (canvas, row, 2);
}

static void
draw (const struct app *app, const void *model, struct canvas *canvas)
{
  const struct home *h = model;
  int row = 9, last = canvas->rows - 3;

  app_title (app, canvas, _ ("Home"), NULL);
  draw_numbers (h, canvas);
  canvas_text (canvas, 7, 2, -1, STYLE_HEADING, _ ("DRAFTS AND LATEST"));
  lines_heading (canvas, 8);
  for (size_t i = 0; i < h->n_drafts && row < last; i++)
    draw_draft (app, &h->drafts[i], canvas, row++, i == h->chosen);
  for (size_t i = 0; i < h->rows.count && row < last; i++)
    lines_draw (app, &h->rows.at[i], canvas, row++,
                h->n_drafts + i == h->chosen);
  if (h->problem[0] != '\0')
    canvas_text (canvas, canvas->rows - 2, 2, -1, STYLE_BAD, h->problem);
  keys_draw (keys, canvas, canvas->rows - 1);
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
