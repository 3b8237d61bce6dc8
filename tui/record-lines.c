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

enum { CHANGES_MOST = 200 };

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
add_header (struct lines *l, struct site *site, const struct record_head *h)
{
  char time[24];

  lines_add (l, STYLE_PLAIN, 2, _ ("State"), state_label (h->state));
  lines_add (l, STYLE_PLAIN, 2, _ ("Received"), when (h->received, time));
  lines_add (l, STYLE_PLAIN, 2, _ ("Due"), when (h->due, time));
  lines_add (l, STYLE_PLAIN, 2, _ ("Officer"),
             site_officer_name (site, h->officer));
  if (h->override.len > 0)
    lines_add (l, STYLE_WARN, 2, _ ("With a reason"),
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
add_change (struct lines *l, struct site *site, const struct change *c)
{
  SCOPED_BYTES text = { 0 };
  char time[24];

  bytes_printf (&text, "%s  %s", site_officer_name (site, c->officer),
                action_words (c->action));
  if (c->reason.len > 0)
    bytes_printf (&text, ": %.*s", (int) c->reason.len,
                  (const char *) c->reason.at);
  lines_add (l, STYLE_PLAIN, 4, when (c->time, time), bytes_text (&text));
}

static void
add_altered (struct lines *l, const char *label, const char *from,
             const char *to)
{
  SCOPED_BYTES text = { 0 };

  bytes_printf (&text, "%s: %s → %s", label,
                from[0] == '\0' ? _ ("empty") : from,
                to[0] == '\0' ? _ ("empty") : to);
  lines_add (l, STYLE_PLAIN, 4, "", bytes_text (&text));
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
compare_field (struct lines *l, const struct form *form, uint16_t f,
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
add_differences (struct lines *l, const struct form *form,
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
add_timeline (struct lines *l, struct site *site, const struct form *form,
              uint64_t last)
{
  uint64_t seqs[CHANGES_MOST];
  size_t count = gather (site, last, seqs);
  struct bytes holds[2] = { { 0 }, { 0 } };
  struct change changes[2];
  struct error e = { 0 };

  lines_heading (l, _ ("TIMELINE"));
  for (size_t i = 0; i < count; i++) {
    struct change *c = &changes[i % 2];

    bytes_clear (&holds[i % 2]);
    if (site_change (site, seqs[count - 1 - i], c, &holds[i % 2], &e) != OK) {
      lines_add (l, STYLE_BAD, 4, "", e.text);
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
add_values (struct lines *l, const struct form *form,
            const struct values *values)
{
  uint16_t heading = NO_HEADING;

  for (uint16_t i = 0; i < form->n_fields; i++) {
    const struct form_field *f = &form->fields[i];
    SCOPED_BYTES text = { 0 };

    if (values->texts[i][0] == '\0')
      continue;
    if (f->heading != heading && f->heading != NO_HEADING)
      lines_heading (l, form_words (form->headings[f->heading].label));
    heading = f->heading;
    field_show (f, values->texts[i], &text);
    lines_add (l, STYLE_PLAIN, 4, form_words (f->short_label),
               bytes_text (&text));
  }
}

void
record_lines_make (struct lines *l, struct site *site,
                   const struct whole *whole, const struct form *form,
                   const struct values *values)
{
  lines_begin (l);
  add_header (l, site, &whole->change.head);
  add_timeline (l, site, form, whole->row.seq);
  add_values (l, form, values);
}
