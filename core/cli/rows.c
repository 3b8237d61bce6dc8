/* rows.c - one line a dossier, for people and as JSON. */

#include "cli/rows.h"

#include "base/clock.h"
#include "base/json.h"
#include "cli/say.h"
#include "dossier/state.h"
#include "form/form.h"
#include "text/date.h"

#include <stdio.h>
#include <string.h>

void
rows_header (struct json_writer *w, const struct header_texts *h)
{
  for (size_t i = 0; i < HEADER_COLUMNS; i++) {
    struct slice text = { (const unsigned char *) h->at[i].at, h->at[i].len };

    json_key (w, header_columns[i].name);
    if (header_columns[i].kind == HOSO_COLUMN_NUMBER && text.len > 0)
      json_raw (w, text);
    else
      json_slice (w, text);
  }
}

void
rows_day (uint64_t time, char text[16])
{
  struct moment m = moment_of (time);

  text[0] = '\0';
  if (time != 0)
    snprintf (text, 16, "%02d/%02d/%04d", m.day, m.month, m.year);
}

static void
put_address (struct rows *r, const struct row *row, struct json_writer *w)
{
  SCOPED_BYTES address = { 0 };

  site_address (r->site, row->id, &address);
  json_key_text (w, "address", bytes_text (&address));
}

static void
print_json (struct rows *r, const struct row *row, const struct header_texts *h)
{
  struct json_writer w = json_writer_of (&r->line);
  char ward[12] = "";

  if (row->ward != 0)
    snprintf (ward, sizeof ward, "%05u", (unsigned) row->ward);
  json_open (&w, '{');
  rows_header (&w, h);
  json_key (&w, "name");
  json_slice (&w, row->name);
  json_key (&w, "birth");
  json_slice (&w, row->birth);
  json_key_text (&w, "ward", ward);
  if (r->found)
    put_address (r, row, &w);
  json_close (&w, '}');
  say_json (&r->line);
}

/* "21/11/1990" of a stored date. */
static void
show_birth (struct slice stored, char birth[DATE_TEXT])
{
  char text[DATE_TEXT] = "";

  birth[0] = '\0';
  if (stored.len == 0 || stored.len >= sizeof text)
    return;
  memcpy (text, stored.at, stored.len);
  date_show (text, birth);
}

/* Behind the name. */
static void
add_address (struct rows *r, const struct row *row)
{
  SCOPED_BYTES address = { 0 };

  site_address (r->site, row->id, &address);
  if (address.len > 0)
    bytes_printf (&r->line, "  %s", bytes_text (&address));
}

static void
print_cells (struct rows *r, const struct row *row,
             const struct header_texts *h)
{
  const struct state_row *state = state_row (row->head.state);
  char due[16], birth[DATE_TEXT];

  rows_day (row->head.due, due);
  show_birth (row->birth, birth);
  say_cell (&r->line, h->code, 24);
  say_cell (&r->line, h->at[2].at == NULL ? "" : h->at[2].at, 10);
  say_cell (&r->line, state == NULL ? "?" : form_words (state->label), 16);
  say_cell (&r->line, due, 11);
  say_cell (&r->line, birth, 11);
  bytes_add (&r->line, row->name.at, row->name.len);
  if (r->found)
    add_address (r, row);
  puts (bytes_text (&r->line));
  bytes_clear (&r->line);
}

bool
rows_print (void *with, const struct row *row)
{
  struct rows *r = with;
  struct header_texts h = { 0 };

  header_of (r->site, row->id, &row->head, &h);
  if (r->json)
    print_json (r, row, &h);
  else
    print_cells (r, row, &h);
  r->count++;
  return true;
}
