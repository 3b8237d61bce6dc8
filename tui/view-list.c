/* view-list.c - the list of dossiers, searched while typing. */

#include "tui/view-list.h"

#include "base/clock.h"
#include "base/language.h"
#include "tui/edit-box.h"
#include "tui/view-help.h"
#include "tui/view-record.h"

#include <stdio.h>
#include <string.h>

enum {
  UP = 1,
  DOWN,
  PAGE_UP,
  PAGE_DOWN,
  SHOW,
  KIND,
  ANY,
  AGAIN,
  HELP,
  CLEAR,
  LEAVE
};

static const struct key_row keys[] = {
  { KEY_F1, 0, HELP, "F1", N_ ("Help"), N_ ("help") },
  { KEY_ENTER, 0, SHOW, "Enter", N_ ("Open"), N_ ("opens the dossier") },
  { KEY_TAB, 0, KIND, "Tab", N_ ("Overdue, due"),
    N_ ("the newest, those overdue, those due today, in turn") },
  { KEY_F6, 0, ANY, "F6", N_ ("Addresses"),
    N_ ("looks in addresses too, or no more") },
  { KEY_F5, 0, AGAIN, "F5", NULL, N_ ("looks again") },
  { KEY_ESCAPE, 0, CLEAR, "Esc", N_ ("Clear/Back"),
    N_ ("clears the words; again: back") },
  { KEY_F10, 0, LEAVE, "F10", NULL, N_ ("back") },
  { KEY_UP, 0, UP, "↑", NULL, N_ ("the line above") },
  { KEY_DOWN, 0, DOWN, "↓", NULL, N_ ("the line below") },
  { KEY_PAGE_UP, 0, PAGE_UP, "PgUp", NULL, N_ ("a page up") },
  { KEY_PAGE_DOWN, 0, PAGE_DOWN, "PgDn", NULL, N_ ("a page down") },
  { KEY_CONTROL, 'P', UP, "Ctrl-P", NULL, NULL },
  { KEY_CONTROL, 'N', DOWN, "Ctrl-N", NULL, NULL },
  { KEY_CONTROL, 'G', HELP, "Ctrl-G", NULL, NULL },
  { KEY_NONE, 0, 0, NULL, NULL, NULL },
};

enum { FIRST_ROW = 5, ROWS_BELOW = 3 };

struct list {
  enum list_kind kind;
  struct edit_box search;
  struct row_lines rows;
  size_t chosen;
  uint32_t total;   /* found, or listed                            */
  bool more;        /* than that                                   */
  uint32_t records; /* of the site                                 */
  bool any;         /* addresses too                               */
  bool moves;       /* the last key was an arrow: the focus is there */
  char problem[160];
};

/* ---- looking ---- */

static struct filter
filter_of (enum list_kind kind)
{
  struct filter filter = { .now = clock_now (), .limit = LINES_MOST };
  struct moment m = moment_of (filter.now);
  uint32_t today = (uint32_t) (m.year * 10000 + m.month * 100 + m.day);

  if (kind == LIST_OVERDUE)
    filter.overdue_only = true;
  if (kind == LIST_DUE_TODAY)
    filter.due_from = filter.due_until = today;
  return filter;
}

static enum outcome
list_kind (struct app *app, struct list *l, struct error *e)
{
  struct filter filter = filter_of (l->kind);
  enum outcome outcome =
    site_list (app->site, &filter, row_lines_take, &l->rows, &l->more, e);

  l->total = (uint32_t) l->rows.count;
  return outcome;
}

static void
look (struct app *app, struct list *l)
{
  const char *words = edit_text (&l->search);
  struct error e = { 0 };
  enum outcome outcome;

  row_lines_begin (&l->rows, app->site, LINES_MOST);
  l->total = 0;
  l->more = false;
  l->problem[0] = '\0';
  app_ask (app, ASK_SOME);
  outcome = words[0] == '\0'
              ? list_kind (app, l, &e)
              : site_find (app->site, words, l->any, LINES_MOST, row_lines_take,
                           &l->rows, &l->total, &l->more, &e);
  app_asked (app, outcome, &e);
  if (outcome != OK)
    snprintf (l->problem, sizeof l->problem, "%.150s", e.text);
}

static bool
has_words (const struct list *l)
{
  return l->search.text.len > 0;
}

static int
page_rows (int rows)
{
  int page = rows - FIRST_ROW - ROWS_BELOW;

  return page > 1 ? page : 1;
}

/* What is found shows where people live: of the page at hand. */
static void
tell_page (const struct app *app, struct list *l)
{
  size_t page = (size_t) page_rows (app->rows);

  if (has_words (l))
    row_lines_tell (&l->rows, l->chosen / page * page, page);
}

static void
search (struct app *app, struct list *l)
{
  look (app, l);
  l->chosen = 0;
  tell_page (app, l);
}

/* The dossier that was chosen stays chosen, wherever it is now. */
static void
look_again (struct app *app, struct list *l)
{
  unsigned char id[ID_SIZE] = { 0 };
  struct status status = { .records = l->records };

  if (l->chosen < l->rows.count)
    memcpy (id, l->rows.at[l->chosen].id, ID_SIZE);
  look (app, l);
  site_status (app->site, &status, NULL);
  l->records = status.records;
  for (size_t i = 0; i < l->rows.count; i++)
    if (memcmp (l->rows.at[i].id, id, ID_SIZE) == 0)
      l->chosen = i;
  if (l->chosen >= l->rows.count)
    l->chosen = 0;
  tell_page (app, l);
}

/* ---- keys ---- */

static void
choose (const struct app *app, struct list *l, long i)
{
  long last = (long) l->rows.count - 1;

  l->chosen = (size_t) (i < 0 || last < 0 ? 0 : i > last ? last : i);
  tell_page (app, l);
}

static void
open_chosen (struct app *app, struct list *l)
{
  if (l->chosen < l->rows.count)
    record_open (app, l->rows.at[l->chosen].id);
  else
    app->beep = true;
}

static void
clear_or_leave (struct app *app, struct list *l)
{
  if (edit_text (&l->search)[0] == '\0') {
    app_pop (app, 0);
    return;
  }
  edit_put (&l->search, "");
  search (app, l);
}

/* The next kind; words that are looked for would hide it. */
static void
next_kind (struct app *app, struct list *l)
{
  edit_put (&l->search, "");
  l->kind = (l->kind + 1) % LIST_KINDS;
  search (app, l);
}

static void
type (struct app *app, struct list *l, const struct event *event)
{
  char *before = bytes_must_copy (edit_text (&l->search));
  enum edit_result result;

  l->search.typing = app_typing (app, true);
  result = edit_key (&l->search, event);
  app->beep = result == EDIT_REFUSED;
  if (strcmp (before, edit_text (&l->search)) != 0)
    search (app, l);
  free (before);
}

static void
update (struct app *app, void *model, const struct event *event)
{
  struct list *l = model;
  long page = page_rows (app->rows), at = (long) l->chosen;
  int action = keys_action (keys, event);

  l->moves = action >= UP && action <= PAGE_DOWN;
  switch (action) {
  case UP: choose (app, l, at - 1); break;
  case DOWN: choose (app, l, at + 1); break;
  case PAGE_UP: choose (app, l, at - page); break;
  case PAGE_DOWN: choose (app, l, at + page); break;
  case SHOW: open_chosen (app, l); break;
  case KIND: next_kind (app, l); break;
  case ANY:
    l->any = !l->any;
    search (app, l);
    break;
  case AGAIN: look_again (app, l); break;
  case HELP: help_open (app, NULL, keys); break;
  case CLEAR: clear_or_leave (app, l); break;
  case LEAVE: app_pop (app, 0); break;
  default: type (app, l, event); break;
  }
}

static void
back (struct app *app, void *model, int result)
{
  (void) result;
  look_again (app, model);
}

/* ---- drawing ---- */

static const char *const kinds[LIST_KINDS] = {
  [LIST_NEWEST] = N_ ("The newest first"),
  [LIST_OVERDUE] = N_ ("Overdue, the longest first"),
  [LIST_DUE_TODAY] = N_ ("Due today"),
};

static void
draw_count (const struct list *l, bool words, struct canvas *canvas, int row)
{
  char text[64];

  if (words)
    snprintf (text, sizeof text, l->more ? _ ("more than %u") : _ ("%u found"),
              (unsigned) l->total);
  else
    snprintf (text, sizeof text, _ ("%u of %u dossiers"), (unsigned) l->total,
              (unsigned) l->records);
  canvas_right (canvas, row, canvas->columns - 2, STYLE_PLAIN, text);
}

static void
draw_note (const struct list *l, bool words, struct canvas *canvas, int row)
{
  if (l->problem[0] != '\0')
    canvas_text (canvas, row, 2, -1, STYLE_BAD, l->problem);
  else if (l->rows.count == 0)
    canvas_text (canvas, row, 2, -1, STYLE_PLAIN,
                 words ? _ ("No dossier has all these words; fewer letters "
                            "find more")
                       : _ ("There is none"));
  else if (words)
    canvas_text (canvas, row, 2, -1, STYLE_PLAIN,
                 l->any ? _ ("Names, numbers, dates and addresses")
                        : _ ("Names, numbers, dates; F6: addresses too"));
}

static void
draw (const struct app *app, const void *model, struct canvas *canvas)
{
  const struct list *l = model;
  bool words = has_words (l);
  size_t rows = (size_t) page_rows (canvas->rows);
  size_t top = l->chosen / rows * rows;
  int end, column;

  app_title (app, canvas, _ ("Dossiers"), NULL);
  end = canvas_text (canvas, 2, 2, -1, STYLE_PLAIN, _ ("Find:"));
  edit_draw (&l->search, canvas, 2, end + 1, 40, true);
  column = canvas->cursor_column;
  draw_count (l, words, canvas, 2);
  if (!words)
    canvas_text (canvas, 3, end + 1, -1, STYLE_PLAIN, _ (kinds[l->kind]));
  else if (l->rows.count > 0)
    row_line_rest (app, &l->rows.at[l->chosen], canvas, 3, end + 1);
  row_lines_heading (canvas, FIRST_ROW - 1, words);
  for (size_t i = 0; i < rows && top + i < l->rows.count; i++)
    row_line_draw (app, &l->rows.at[top + i], canvas, FIRST_ROW + (int) i,
                   top + i == l->chosen, words);
  if (!l->moves)
    canvas_cursor (canvas, 2, column);
  draw_note (l, words, canvas, canvas->rows - 2);
  keys_draw (keys, canvas, canvas->rows - 1);
}

static void
close_list (struct app *app, void *model)
{
  struct list *l = model;

  (void) app;
  edit_end (&l->search);
  free (l);
}

static const struct view list_view = {
  .name = "list",
  .keys = keys,
  .update = update,
  .draw = draw,
  .close = close_list,
  .back = back,
};

void
list_open (struct app *app, enum list_kind kind)
{
  struct list *l = bytes_must (sizeof *l);

  *l = (struct list){ .kind = kind };
  edit_begin (&l->search, "", 100);
  look_again (app, l);
  app_push (app, &list_view, l);
}
