/* command-show.c - one record: its values, and what happened to it. */

#include "base/arena.h"
#include "base/clock.h"
#include "base/language.h"
#include "batch/export.h"
#include "cli/command.h"
#include "cli/open.h"
#include "cli/rows.h"
#include "cli/say.h"
#include "dossier/state.h"
#include "form/kind.h"
#include "formats/formats.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct option_row options[] = {
  { "--history", 0, NULL, N_ ("every change of it, too") },
  { "--format", 0, "F", N_ ("csv or jsonl: flat, as exported") },
  { NULL, 0, NULL, NULL },
};

/* What is shown: the record, the form it was entered under, its texts. */
struct shown {
  const struct arguments *arguments;
  struct site *site;
  struct whole whole;
  const struct form *form;
  struct values values;
  struct header_texts header;
  struct arena *arena;
};

/* ---- history ------------------------------------------------------------- */

/* Changes of a record, first to last: their numbers by way of .before. */
static enum outcome
gather (struct shown *s, uint64_t **seqs, size_t *count, struct error *e)
{
  size_t n = s->whole.change.version;
  uint64_t seq = s->whole.row.seq;
  struct bytes hold = { 0 };

  *count = 0;
  *seqs = bytes_must ((n + 1) * sizeof **seqs);
  while (seq != 0 && *count < n) {
    struct change c;

    (*seqs)[(*count)++] = seq;
    if (site_change (s->site, seq, &c, &hold, e) != OK)
      break;
    seq = c.before;
  }
  bytes_free (&hold);
  for (size_t i = 0; i < *count / 2; i++) {
    uint64_t other = (*seqs)[i];

    (*seqs)[i] = (*seqs)[*count - 1 - i];
    (*seqs)[*count - 1 - i] = other;
  }
  return OK;
}

typedef void (*change_shown) (struct shown *, const struct change *,
                              const struct change *before, void *with);

static enum outcome
each_change (struct shown *s, change_shown show, void *with, struct error *e)
{
  struct bytes hold[2] = { { 0 }, { 0 } };
  struct change now, before;
  uint64_t *seqs;
  size_t count;
  enum outcome outcome = gather (s, &seqs, &count, e);

  for (size_t i = 0; i < count && outcome == OK; i++) {
    struct bytes *mine = &hold[i % 2];

    bytes_clear (mine);
    outcome = site_change (s->site, seqs[i], &now, mine, e);
    if (outcome == OK)
      show (s, &now, i == 0 ? NULL : &before, with);
    before = now;
  }
  free (seqs);
  bytes_free (&hold[0]);
  bytes_free (&hold[1]);
  return outcome;
}

/* Calls SEEN with each field that CHANGE altered. */
typedef void (*field_changed) (const struct form_field *, struct slice old,
                               struct slice now, void *with);

static void
each_difference (struct shown *s, const struct change *now,
                 const struct change *before, field_changed seen, void *with)
{
  struct image new_image, old_image;

  if (before == NULL || now->head.revision != before->head.revision
      || image_open (now->image.at, now->image.len, now->head.flags, &new_image,
                     NULL)
           != OK
      || image_open (before->image.at, before->image.len, before->head.flags,
                     &old_image, NULL)
           != OK)
    return;
  for (unsigned i = 0; i < s->form->n_fields; i++) {
    struct slice a = { NULL, 0 }, b = { NULL, 0 };

    if (i < new_image.count)
      a = image_value (&new_image, i);
    if (i < old_image.count)
      b = image_value (&old_image, i);
    if (a.len != b.len || (a.len > 0 && memcmp (a.at, b.at, a.len) != 0))
      seen (&s->form->fields[i], b, a, with);
  }
}

/* ---- JSON ---------------------------------------------------------------- */

static void
put_difference (const struct form_field *f, struct slice old, struct slice now,
                void *with)
{
  struct json_writer *w = with;

  json_key (w, f->key);
  json_open (w, '[');
  json_slice (w, old);
  json_slice (w, now);
  json_close (w, ']');
}

static void
put_change (struct shown *s, const struct change *c,
            const struct change *before, void *with)
{
  struct json_writer *w = with;
  char time[CLOCK_TEXT];
  const char *action = action_name (c->action);

  clock_text (c->time, time);
  json_open (w, '{');
  json_key_number (w, "change", (long long) c->seq);
  json_key_text (w, "action", action == NULL ? "?" : action);
  json_key_text (w, "time", time);
  json_key_text (w, "officer", site_officer_name (s->site, c->officer));
  json_key_number (w, "version", c->version);
  json_key_number (w, "state", c->head.state);
  json_key (w, "reason");
  json_slice (w, c->reason);
  json_key (w, "fields");
  json_open (w, '{');
  each_difference (s, c, before, put_difference, w);
  json_close (w, '}');
  json_close (w, '}');
}

static void
put_values (struct json_writer *w, const struct shown *s)
{
  json_open (w, '{');
  for (unsigned i = 0; i < s->form->n_fields; i++) {
    const struct form_field *f = &s->form->fields[i];
    const char *text = s->values.texts[i];

    if (f->kind == HOSO_TABLE && text[0] == '[') {
      json_key (w, f->key);
      json_raw (w,
                (struct slice){ (const unsigned char *) text, strlen (text) });
    } else
      json_key_text (w, f->key, text);
  }
  json_close (w, '}');
}

static enum outcome
show_json (struct shown *s, struct error *e)
{
  SCOPED_BYTES line = { 0 };
  struct json_writer w = json_writer_of (&line);
  enum outcome outcome = OK;

  json_open (&w, '{');
  json_key (&w, "header");
  json_open (&w, '{');
  rows_header (&w, &s->header);
  json_close (&w, '}');
  json_key (&w, "values");
  put_values (&w, s);
  if (argument_given (s->arguments, "--history")) {
    json_key (&w, "changes");
    json_open (&w, '[');
    outcome = each_change (s, put_change, &w, e);
    json_close (&w, ']');
  }
  json_close (&w, '}');
  if (outcome == OK)
    say_json (&line);
  return outcome;
}

/* ---- for people ---------------------------------------------------------- */

enum { LABEL_CELLS = 34 };

static void
print_line (const char *label, const char *text)
{
  SCOPED_BYTES line = { 0 };

  say_cell (&line, label, LABEL_CELLS);
  bytes_add_char (&line, ' ');
  bytes_add_text (&line, text);
  puts (bytes_text (&line));
}

static void
print_header (struct shown *s)
{
  const struct record_head *h = &s->whole.row.head;
  const struct state_row *state = state_row (h->state);
  char due[16], received[16];

  rows_day (h->due, due);
  rows_day (h->received, received);
  printf ("%s  %s\n", s->header.code, form_words (s->form->title));
  print_line (_ ("State"), state == NULL ? "?" : form_words (state->label));
  print_line (_ ("Received"), received);
  print_line (_ ("Due"), due);
  print_line (_ ("Officer"), site_officer_name (s->site, h->officer));
  print_line (_ ("Version"), s->header.version);
}

static void
print_values (struct shown *s)
{
  uint16_t heading = NO_HEADING;

  for (unsigned i = 0; i < s->form->n_fields; i++) {
    const struct form_field *f = &s->form->fields[i];
    SCOPED_BYTES text = { 0 };

    if (s->values.texts[i][0] == '\0')
      continue;
    if (f->heading != heading && f->heading != NO_HEADING)
      printf ("\n%s\n", form_words (s->form->headings[f->heading].label));
    heading = f->heading;
    field_show (f, s->values.texts[i], &text);
    print_line (form_words (f->label), bytes_text (&text));
  }
}

static void
print_difference (const struct form_field *f, struct slice old,
                  struct slice now, void *with)
{
  (void) with;
  printf ("    %s: \"%.*s\" -> \"%.*s\"\n", form_words (f->label),
          (int) old.len, (const char *) old.at, (int) now.len,
          (const char *) now.at);
}

static void
print_change (struct shown *s, const struct change *c,
              const struct change *before, void *with)
{
  const char *action = action_name (c->action);
  struct moment m = moment_of (c->time);

  (void) with;
  printf ("  %02d/%02d/%04d %02d:%02d:%02d  %s  %s  (%llu)", m.day, m.month,
          m.year, m.hour, m.minute, m.second,
          site_officer_name (s->site, c->officer),
          action == NULL ? "?" : _ (action), (unsigned long long) c->seq);
  if (c->reason.len > 0)
    printf ("  %.*s", (int) c->reason.len, (const char *) c->reason.at);
  putchar ('\n');
  each_difference (s, c, before, print_difference, NULL);
}

static enum outcome
show_text (struct shown *s, struct error *e)
{
  print_header (s);
  print_values (s);
  if (!argument_given (s->arguments, "--history"))
    return OK;
  printf ("\n%s\n", _ ("History"));
  return each_change (s, print_change, NULL, e);
}

/* ---- flat ---------------------------------------------------------------- */

struct standard_output {
  struct hoso_sink sink; /* first: the format writes here */
  struct bytes room;
};

static char *
out_room (struct hoso_sink *sink, size_t need)
{
  struct bytes *room = &((struct standard_output *) sink)->room;

  bytes_reserve (room, need);
  return (char *) room->at;
}

static void
out_wrote (struct hoso_sink *sink, size_t len)
{
  fwrite (((struct standard_output *) sink)->room.at, 1, len, stdout);
}

/* The header and each field: COLUMNS and TEXTS have room for all of them. */
static void
lay_flat (const struct shown *s, struct hoso_column *columns,
          struct hoso_text *texts)
{
  memcpy (columns, header_columns, sizeof header_columns);
  memcpy (texts, s->header.at, sizeof s->header.at);
  columns += HEADER_COLUMNS;
  texts += HEADER_COLUMNS;
  for (unsigned i = 0; i < s->form->n_fields; i++) {
    const struct form_field *f = &s->form->fields[i];
    const char *text = s->values.texts[i];

    columns[i] =
      (struct hoso_column){ .name = f->key,
                            .kind = f->kind == HOSO_TABLE ? HOSO_COLUMN_ROWS
                                                          : HOSO_COLUMN_TEXT };
    texts[i] = (struct hoso_text){ text, strlen (text) };
  }
}

static enum outcome
show_flat (struct shown *s, const struct hoso_format *format)
{
  unsigned count = HEADER_COLUMNS + s->form->n_fields;
  struct hoso_column *columns = arena_take (s->arena, count * sizeof *columns);
  struct hoso_text *texts = arena_take (s->arena, count * sizeof *texts);
  struct standard_output out = { { out_room, out_wrote }, { 0 } };

  lay_flat (s, columns, texts);
  if (format->begin != NULL)
    format->begin (&out.sink, columns, count);
  format->record (&out.sink, columns, texts, count);
  if (format->end != NULL)
    format->end (&out.sink);
  bytes_free (&out.room);
  return OK;
}

/* ---- the command --------------------------------------------------------- */

static enum outcome
load (struct shown *s, struct error *e)
{
  const struct record_head *h = &s->whole.change.head;
  struct image image;

  if (site_get (s->site, s->arguments->words[0], &s->whole, e) != OK
      || site_form (s->site, h->procedure, h->revision, &s->form, e) != OK
      || image_open (s->whole.change.image.at, s->whole.change.image.len,
                     h->flags, &image, e)
           != OK)
    return e->kind;
  s->values = image_values (&image, s->form, s->arena);
  header_of (s->site, s->whole.row.id, h, &s->header);
  return OK;
}

static int
show (struct shown *s)
{
  const char *name = argument (s->arguments, "--format");
  const struct hoso_format *format = name == NULL ? NULL : format_named (name);
  struct error e = { 0 };
  enum outcome outcome;

  if (name != NULL && format == NULL) {
    say_error ("show", _ ("there is no format %s: csv, jsonl"), name);
    return EXIT_USAGE;
  }
  outcome = load (s, &e);
  if (outcome == OK && format != NULL)
    outcome = show_flat (s, format);
  else if (outcome == OK && argument_given (s->arguments, "--json"))
    outcome = show_json (s, &e);
  else if (outcome == OK)
    outcome = show_text (s, &e);
  return outcome == OK ? EXIT_DONE : say_failed (s->arguments, &e);
}

static int
run (struct arguments *a)
{
  struct shown s = { .arguments = a };
  struct error e = { 0 };
  int status;

  if (open_site (a, &s.site, &e) != OK)
    return say_failed (a, &e);
  s.arena = arena_new ();
  status = show (&s);
  arena_free (s.arena);
  whole_free (&s.whole);
  site_close (s.site);
  return status;
}

const struct command command_show = {
  .name = "show",
  .takes = "RECORD",
  .options = options,
  .help = N_ ("one record, by its code or id"),
  .least = 1,
  .most = 1,
  .run = run,
};
