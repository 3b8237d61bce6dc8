/* record-lines.c - a dossier as lines: what it is, what happened to it, what it
 * holds.
 */

#include "tui/record-lines.h"

#include "base/clock.h"
#include "base/language.h"
#include "dossier/state.h"
#include "form/kind.h"

#include <stdio.h>
#include <string.h>

enum {
  TEXT_AT = 28,    /* of every line                                         */
  TEXT_CELLS = 50, /* longer ones go on in the next line                    */
  CHANGES_MOST = 200,
};

/* ---- lines ---- */

static void
add_line (struct record_lines *l, enum style style, int column,
          const char *label, const char *text, size_t len)
{
  if (l->count == l->room) {
    l->room = l->room == 0 ? 64 : 2 * l->room;
    l->at = bytes_must_again (l->at, l->room * sizeof *l->at);
  }
  l->at[l->count++] =
    (struct record_line){ style, column, arena_copy (l->arena, label),
                          arena_copy_len (l->arena, text, len) };
}

/* How much of TEXT one line holds; it ends at a blank or a line end. */
static size_t
line_length (const char *text)
{
  size_t len = strcspn (text, "\n"), fits = canvas_fit (text, len, TEXT_CELLS);
  size_t blank = fits;

  if (fits == len)
    return len;
  while (blank > 1 && text[blank] != ' ')
    blank--;
  return blank > 1 ? blank : fits == 0 ? len : fits;
}

static void
add (struct record_lines *l, enum style style, int column, const char *label,
     const char *text)
{
  do {
    size_t len = line_length (text);

    add_line (l, style, column, label, text, len);
    text += len;
    text += *text == ' ' || *text == '\n';
    label = "";
  } while (*text != '\0');
}

static void
add_heading (struct record_lines *l, const char *text)
{
  if (l->count > 0)
    add (l, STYLE_PLAIN, 2, "", "");
  add (l, STYLE_HEADING, 2, text, "");
}

static const char *
when (uint64_t time, char text[24])
{
  struct moment m = moment_of (time);

  text[0] = '\0';
  if (time != 0)
    snprintf (text, 24, "%02d/%02d/%04d %02d:%02d", m.day % 100, m.month % 100,
              m.year % 10000, m.hour % 100, m.minute % 100);
  return text;
}

static const char *
state_label (uint8_t state)
{
  const struct state_row *row = state_row (state);

  return row == NULL ? "?" : form_words (row->label);
}

/* ---- the header ---- */

static void
add_header (struct record_lines *l, struct site *site,
            const struct record_head *h)
{
  char time[24];

  add (l, STYLE_PLAIN, 2, _ ("State"), state_label (h->state));
  add (l, STYLE_PLAIN, 2, _ ("Received"), when (h->received, time));
  add (l, STYLE_PLAIN, 2, _ ("Due"), when (h->due, time));
  add (l, STYLE_PLAIN, 2, _ ("Officer"), site_officer_name (site, h->officer));
  if (h->override.len > 0)
    add (l, STYLE_WARN, 2, _ ("With a reason"),
         arena_copy_len (l->arena, (const char *) h->override.at,
                         h->override.len));
}

/* ---- the timeline ---- */

static const char *const actions[] = {
  [CREATE] = N_ ("Entered"),        [AMEND] = N_ ("Amended"),
  [MOVE] = N_ ("Moved on"),         [CORRECT] = N_ ("Corrected"),
  [ERASE] = N_ ("Contents erased"),
};

static const char *
action_words (uint8_t action)
{
  bool known =
    action < sizeof actions / sizeof *actions && actions[action] != NULL;

  return known ? _ (actions[action]) : "?";
}

/* "lan  Amended: the number was misread" */
static void
add_change (struct record_lines *l, struct site *site, const struct change *c)
{
  SCOPED_BYTES text = { 0 };
  char time[24];

  bytes_printf (&text, "%s  %s", site_officer_name (site, c->officer),
                action_words (c->action));
  if (c->reason.len > 0)
    bytes_printf (&text, ": %.*s", (int) c->reason.len,
                  (const char *) c->reason.at);
  add (l, STYLE_PLAIN, 4, when (c->time, time), bytes_text (&text));
}

static void
add_altered (struct record_lines *l, const char *label, const char *from,
             const char *to)
{
  SCOPED_BYTES text = { 0 };

  bytes_printf (&text, "%s: %s → %s", label,
                from[0] == '\0' ? _ ("empty") : from,
                to[0] == '\0' ? _ ("empty") : to);
  add (l, STYLE_PLAIN, 4, "", bytes_text (&text));
}

/* "Full name", or "Mother, Full name" where there are several. */
static void
add_label (const struct form *form, uint16_t f, struct bytes *to)
{
  const struct form_field *field = &form->fields[f];
  const char *label = form_words (field->short_label);
  bool alone = true;

  for (uint16_t i = 0; i < form->n_fields; i++)
    alone =
      alone
      && (i == f
          || strcmp (form_words (form->fields[i].short_label), label) != 0);
  if (!alone && field->heading != NO_HEADING)
    bytes_printf (to, "%s, ",
                  form_words (form->headings[field->heading].label));
  bytes_add_text (to, label);
}

/* One field, as people read it. */
static void
compare_field (struct record_lines *l, const struct form *form, uint16_t f,
               const char *from, const char *to)
{
  SCOPED_BYTES label = { 0 }, old = { 0 }, new = { 0 };

  if (strcmp (from, to) == 0)
    return;
  add_label (form, f, &label);
  field_show (&form->fields[f], from, &old);
  field_show (&form->fields[f], to, &new);
  add_altered (l, bytes_text (&label), bytes_text (&old), bytes_text (&new));
}

static bool
values_of (const struct change *c, const struct form *form, struct arena *arena,
           struct values *values)
{
  struct image image;

  if (image_open (c->image.at, c->image.len, c->head.flags, &image, NULL) != OK)
    return false;
  *values = image_values (&image, form, arena);
  return true;
}

/* What C altered of what BEFORE had left. */
static void
add_differences (struct record_lines *l, const struct form *form,
                 const struct change *before, const struct change *c)
{
  struct arena *arena = arena_new ();
  struct values from, to;

  if (before->head.state != c->head.state)
    add_altered (l, _ ("State"), state_label (before->head.state),
                 state_label (c->head.state));
  if (before->head.revision == c->head.revision
      && c->head.revision == form->revision
      && values_of (before, form, arena, &from)
      && values_of (c, form, arena, &to))
    for (uint16_t f = 0; f < form->n_fields; f++)
      compare_field (l, form, f, from.texts[f], to.texts[f]);
  arena_free (arena);
}

/* The numbers of its changes, the last first; how many. */
static size_t
gather (struct site *site, uint64_t last, uint64_t seqs[CHANGES_MOST])
{
  SCOPED_BYTES hold = { 0 };
  size_t count = 0;

  for (uint64_t seq = last; seq != 0 && count < CHANGES_MOST; count++) {
    struct change c;

    bytes_clear (&hold);
    if (site_change (site, seq, &c, &hold, NULL) != OK)
      break;
    seqs[count] = seq;
    seq = c.before < seq ? c.before : 0;
  }
  return count;
}

/* As it went: the first change first. */
static void
add_timeline (struct record_lines *l, struct site *site,
              const struct form *form, uint64_t last)
{
  uint64_t seqs[CHANGES_MOST];
  size_t count = gather (site, last, seqs);
  struct bytes holds[2] = { { 0 }, { 0 } };
  struct change changes[2];
  struct error e = { 0 };

  add_heading (l, _ ("TIMELINE"));
  for (size_t i = 0; i < count; i++) {
    struct change *c = &changes[i % 2];

    bytes_clear (&holds[i % 2]);
    if (site_change (site, seqs[count - 1 - i], c, &holds[i % 2], &e) != OK) {
      add (l, STYLE_BAD, 4, "", e.text);
      break;
    }
    add_change (l, site, c);
    if (i > 0)
      add_differences (l, form, &changes[(i + 1) % 2], c);
  }
  bytes_free (&holds[0]);
  bytes_free (&holds[1]);
}

/* ---- the values ---- */

static void
add_values (struct record_lines *l, const struct form *form,
            const struct values *values)
{
  uint16_t heading = NO_HEADING;

  for (uint16_t i = 0; i < form->n_fields; i++) {
    const struct form_field *f = &form->fields[i];
    SCOPED_BYTES text = { 0 };

    if (values->texts[i][0] == '\0')
      continue;
    if (f->heading != heading && f->heading != NO_HEADING)
      add_heading (l, form_words (form->headings[f->heading].label));
    heading = f->heading;
    field_show (f, values->texts[i], &text);
    add (l, STYLE_PLAIN, 4, form_words (f->short_label), bytes_text (&text));
  }
}

void
record_lines_make (struct record_lines *l, struct site *site,
                   const struct whole *whole, const struct form *form,
                   const struct values *values)
{
  if (l->arena == NULL)
    l->arena = arena_new ();
  arena_clear (l->arena);
  l->count = 0;
  add_header (l, site, &whole->change.head);
  add_timeline (l, site, form, whole->row.seq);
  add_values (l, form, values);
}

void
record_lines_free (struct record_lines *l)
{
  arena_free (l->arena);
  free (l->at);
}

void
record_line_draw (const struct record_line *line, struct canvas *canvas,
                  int row)
{
  int cells = line->text[0] == '\0' ? -1 : TEXT_AT - line->column - 1;

  canvas_text (canvas, row, line->column, cells, line->style, line->label);
  canvas_text (canvas, row, TEXT_AT, -1, line->style, line->text);
}
