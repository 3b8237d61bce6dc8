/* list-rows.c - a dossier as a row: number, name, procedure, state, due. */

#include "tui/view-list.h"

#include "base/clock.h"
#include "base/language.h"
#include "dossier/state.h"
#include "text/utf8.h"

#include <stdio.h>
#include <string.h>

static const struct {
  int at, cells;
  const char *heading;
} columns[] = {
  { 4, 12, N_ ("Dossier") },    { 17, 20, N_ ("Name") },
  { 38, 18, N_ ("Procedure") }, { 57, 14, N_ ("State") },
  { 72, 7, N_ ("Due") },
};

enum { CODE, NAME, PROCEDURE, STATE, DUE, COLUMNS, NARROW = 80 };

static void
copy_cut (char *to, size_t size, struct slice from)
{
  size_t len = utf8_cut ((const char *) from.at, from.len, size - 1);

  memcpy (to, from.at, len);
  to[len] = '\0';
}

void
lines_begin (struct row_lines *l, struct site *site, size_t most)
{
  l->site = site;
  l->count = 0;
  l->most = most < LINES_MOST ? most : LINES_MOST;
}

bool
lines_take (void *with, const struct row *row)
{
  struct row_lines *l = with;
  struct row_line *line = &l->at[l->count];

  if (l->count == l->most)
    return false;
  memcpy (line->id, row->id, ID_SIZE);
  code_text (&row->head.code, site_config (l->site)->identity.office,
             line->code);
  copy_cut (line->name, sizeof line->name, row->name);
  line->state = row->head.state;
  line->due = row->head.due;
  if (site_form (l->site, row->head.procedure, row->head.revision, &line->form,
                 NULL)
      != OK)
    line->form = NULL;
  l->count++;
  return true;
}

/* The number without this office's prefix: "261121-0001". */
static const char *
short_code (const char *code, const char *office)
{
  size_t len = strlen (office);

  return strncmp (code, office, len) == 0 && code[len] == '-' ? code + len + 1
                                                              : code;
}

/* A wide screen has longer names and procedures. */
static void
put (struct canvas *canvas, int row, int column, enum style style,
     const char *text)
{
  int more = (canvas->columns - NARROW) / 2;
  int before = column > PROCEDURE ? 2 * more : column > NAME ? more : 0;
  bool grows = column == NAME || column == PROCEDURE;

  canvas_text (canvas, row, columns[column].at + before,
               columns[column].cells + (grows ? more : 0), style, text);
}

void
lines_heading (struct canvas *canvas, int row)
{
  for (int i = 0; i < COLUMNS; i++)
    put (canvas, row, i, STYLE_HEADING, _ (columns[i].heading));
}

enum style
lines_choose (struct canvas *canvas, int row, bool chosen)
{
  enum style style = chosen ? STYLE_FOCUS : STYLE_PLAIN;

  canvas_fill (canvas, row, 0, canvas->columns, style, ' ');
  if (chosen) {
    canvas_text (canvas, row, 2, 1, style, ">");
    canvas_cursor (canvas, row, 2);
  }
  return style;
}

void
lines_draw (const struct app *app, const struct row_line *line,
            struct canvas *canvas, int row, bool chosen)
{
  const char *office = site_config (app->site)->identity.office;
  const struct state_row *state = state_row (line->state);
  enum style style = lines_choose (canvas, row, chosen);
  struct moment due = moment_of (line->due);
  char day[8] = "";

  if (line->due != 0 && state_open (line->state) && line->due < clock_now ())
    canvas_text (canvas, row, 0, 1, chosen ? style : STYLE_BAD, "!");
  if (line->due != 0)
    snprintf (day, sizeof day, "%02d/%02d", due.day % 100, due.month % 100);
  put (canvas, row, CODE, style, short_code (line->code, office));
  put (canvas, row, NAME, style, line->name);
  put (canvas, row, PROCEDURE, style,
       line->form == NULL ? "?" : form_words (line->form->title));
  put (canvas, row, STATE, style,
       state == NULL ? "?" : form_words (state->label));
  put (canvas, row, DUE, style, day);
}
