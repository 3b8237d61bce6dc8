/* list-rows.c - a dossier as a row: number, name, procedure, state, due; of
 * those that were found also birth and address, where they have room.
 */

#include "tui/view-list.h"

#include "base/clock.h"
#include "base/language.h"
#include "dossier/state.h"
#include "text/utf8.h"

#include <stdio.h>
#include <string.h>

enum shown { CODE, NAME, PROCEDURE, STATE, DUE, BIRTH, ADDRESS };

struct column {
  enum shown shown;
  int at, cells; /* on the narrowest screen that has it */
  bool grows;    /* on a wider one, as much as the other that does */
  const char *heading;
};

enum { NARROW = 80, GROWING = 2 }; /* of each layout, two columns */

static const struct column listed[] = {
  { CODE, 4, 12, false, N_ ("Dossier") },
  { NAME, 17, 20, true, N_ ("Name") },
  { PROCEDURE, 38, 18, true, N_ ("Procedure") },
  { STATE, 57, 14, false, N_ ("State") },
  { DUE, 72, 7, false, N_ ("Due") },
  { .heading = NULL },
};

static const struct column found_ones[] = {
  { CODE, 4, 12, false, N_ ("Dossier") },
  { NAME, 17, 20, true, N_ ("Name") },
  { BIRTH, 38, 10, false, N_ ("Born") },
  { ADDRESS, 49, 30, true, N_ ("Address") },
  { .heading = NULL },
};

static const struct column all_of_found[] = {
  { CODE, 4, 12, false, N_ ("Dossier") },
  { NAME, 17, 20, true, N_ ("Name") },
  { BIRTH, 38, 10, false, N_ ("Born") },
  { ADDRESS, 49, 34, true, N_ ("Address") },
  { PROCEDURE, 84, 18, false, N_ ("Procedure") },
  { STATE, 103, 14, false, N_ ("State") },
  { DUE, 118, 7, false, N_ ("Due") },
  { .heading = NULL },
};

/* What a screen of so many columns has, the narrowest last. */
static const struct layout {
  bool found;
  int columns;
  const struct column *row;
} layouts[] = {
  { true, 126, all_of_found },
  { true, NARROW, found_ones },
  { false, NARROW, listed },
};

static const struct layout *
layout_of (const struct canvas *canvas, bool found)
{
  const struct layout *l = layouts;

  while (l->found != found
         || (l->columns > NARROW && l->columns > canvas->columns))
    l++;
  return l;
}

static void
copy_cut (char *to, size_t size, struct slice from)
{
  size_t len = utf8_cut ((const char *) from.at, from.len, size - 1);

  if (len > 0)
    memcpy (to, from.at, len);
  to[len] = '\0';
}

/* "21/11/1990" of a stored date. */
static void
show_birth (struct slice stored, char birth[DATE_TEXT])
{
  char text[DATE_TEXT];

  birth[0] = '\0';
  if (stored.len == 0)
    return;
  copy_cut (text, sizeof text, stored);
  date_show (text, birth);
}

void
row_lines_begin (struct row_lines *l, struct site *site, size_t most)
{
  l->site = site;
  l->count = 0;
  l->most = most < LINES_MOST ? most : LINES_MOST;
}

bool
row_lines_take (void *with, const struct row *row)
{
  struct row_lines *l = with;
  struct row_line *line = &l->at[l->count];

  if (l->count == l->most)
    return false;
  memcpy (line->id, row->id, ID_SIZE);
  code_text (&row->head.code, site_config (l->site)->identity.office,
             line->code);
  copy_cut (line->name, sizeof line->name, row->name);
  show_birth (row->birth, line->birth);
  line->told = false;
  line->address[0] = '\0';
  line->state = row->head.state;
  line->due = row->head.due;
  if (site_form (l->site, row->head.procedure, row->head.revision, &line->form,
                 NULL)
      != OK)
    line->form = NULL;
  l->count++;
  return true;
}

void
row_lines_tell (struct row_lines *l, size_t from, size_t count)
{
  for (size_t i = from; i < l->count && i < from + count; i++) {
    struct row_line *line = &l->at[i];
    SCOPED_BYTES address = { 0 };

    if (line->told)
      continue;
    site_address (l->site, line->id, &address);
    copy_cut (line->address, sizeof line->address,
              (struct slice){ address.at, address.len });
    line->told = true;
  }
}

/* The number without this office's prefix: "261121-0001". */
static const char *
short_code (const char *code, const char *office)
{
  size_t len = strlen (office);

  return strncmp (code, office, len) == 0 && code[len] == '-' ? code + len + 1
                                                              : code;
}

/* How much wider column C is than its layout says. */
static int
growth (const struct canvas *canvas, const struct layout *l,
        const struct column *c)
{
  return c->grows ? (canvas->columns - l->columns) / GROWING : 0;
}

void
row_lines_heading (struct canvas *canvas, int row, bool found)
{
  const struct layout *l = layout_of (canvas, found);
  int moved = 0;

  for (const struct column *c = l->row; c->heading != NULL; c++) {
    int more = growth (canvas, l, c);

    canvas_text (canvas, row, c->at + moved, c->cells + more, STYLE_HEADING,
                 _ (c->heading));
    moved += more;
  }
}

enum style
row_lines_choose (struct canvas *canvas, int row, bool chosen)
{
  enum style style = chosen ? STYLE_FOCUS : STYLE_PLAIN;

  canvas_fill (canvas, row, 0, canvas->columns, style, ' ');
  if (chosen) {
    canvas_text (canvas, row, 2, 1, style, ">");
    canvas_cursor (canvas, row, 2);
  }
  return style;
}

static const char *
text_of (const struct app *app, const struct row_line *line, enum shown shown,
         char day[8])
{
  const char *office = site_config (app->site)->identity.office;
  const struct state_row *state = state_row (line->state);
  struct moment due = moment_of (line->due);

  switch (shown) {
  case CODE: return short_code (line->code, office);
  case NAME: return line->name;
  case PROCEDURE:
    return line->form == NULL ? "?" : form_words (line->form->title);
  case STATE: return state == NULL ? "?" : form_words (state->label);
  case BIRTH: return line->birth;
  case ADDRESS: return line->address;
  default:
    if (line->due != 0)
      snprintf (day, 8, "%02d/%02d", due.day % 100, due.month % 100);
    return day;
  }
}

void
row_line_draw (const struct app *app, const struct row_line *line,
               struct canvas *canvas, int row, bool chosen, bool found)
{
  enum style style = row_lines_choose (canvas, row, chosen);
  const struct layout *l = layout_of (canvas, found);
  char day[8] = "";
  int moved = 0;

  if (line->due != 0 && state_open (line->state) && line->due < clock_now ())
    canvas_text (canvas, row, 0, 1, chosen ? style : STYLE_BAD, "!");
  for (const struct column *c = l->row; c->heading != NULL; c++) {
    int more = growth (canvas, l, c);

    canvas_text (canvas, row, c->at + moved, c->cells + more, style,
                 text_of (app, line, c->shown, day));
    moved += more;
  }
}

void
row_line_rest (const struct app *app, const struct row_line *line,
               struct canvas *canvas, int row, int column)
{
  struct moment due = moment_of (line->due);
  SCOPED_BYTES text = { 0 };

  if (layout_of (canvas, true)->row == all_of_found)
    return;
  bytes_printf (&text, "%s · %s", text_of (app, line, PROCEDURE, NULL),
                text_of (app, line, STATE, NULL));
  if (line->due != 0)
    bytes_printf (&text, _ (" · due %02d/%02d/%d"), due.day, due.month,
                  due.year);
  canvas_text (canvas, row, column, -1, STYLE_PLAIN, bytes_text (&text));
}
