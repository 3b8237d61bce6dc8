/* entry-save.c - from a filled-in form to a dossier with a number. */

#include "tui/view-entry.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/language.h"
#include "dossier/state.h"
#include "tui/view-message.h"
#include "tui/view-summary.h"

#include <stdio.h>
#include <string.h>

/* ---- findings ---- */

static struct slice
override_now (const struct entry_view *v)
{
  return (struct slice){ v->override.at, v->override.len };
}

/* The first warning that has no reason yet; the count when all have one. */
static size_t
next_warning (struct entry_view *v)
{
  size_t n = entry_findings (v), i = 0;

  for (; i < n; i++) {
    const struct finding *f = entry_finding (v, i);

    if (f->severity == HOSO_WARN && !override_has (override_now (v), f->id))
      break;
  }
  return i;
}

static bool
refused (struct entry_view *v)
{
  for (size_t i = 0; i < entry_findings (v); i++)
    if (entry_finding (v, i)->severity == HOSO_REFUSE)
      return true;
  return false;
}

static bool
is_among (const struct finding *one, const struct findings *others)
{
  for (size_t i = 0; i < others->count; i++)
    if (others->at[i].field == one->field && others->at[i].row == one->row
        && strcmp (others->at[i].id, one->id) == 0)
      return true;
  return false;
}

/* What the server found and this form did not: it asks the same rules, and the
 * other dossiers.
 */
static void
take_findings (struct entry_view *v, const struct findings *from)
{
  const struct findings *own = session_check (v->session);

  findings_clear (&v->server);
  for (size_t i = 0; i < from->count; i++) {
    const struct finding *f = &from->at[i];

    if (!is_among (f, own))
      findings_add (&v->server, f->severity, f->id, f->field, f->row, f->text);
  }
}

static void
see_all (struct entry_view *v)
{
  for (uint16_t f = 0; f < v->form->n_fields; f++)
    v->visited[f] = true;
}

/* The reasons given that are still wanted. */
static void
keep_reasons (struct entry_view *v, struct bytes *to)
{
  SCOPED_BYTES others = { 0 };

  override_keep (override_now (v), session_check (v->session), to);
  override_keep (override_now (v), &v->server, &others);
  if (to->len > 0 && others.len > 0)
    bytes_add_text (to, "; ");
  bytes_add (to, others.at, others.len);
}

/* ---- what became of it ---- */

/* Fields that are not to be filled in now and were: they are left out. */
static unsigned
left_out (const struct entry_view *v)
{
  unsigned count = 0;

  for (uint16_t f = 0; f < v->form->n_fields; f++)
    count +=
      !session_shown (v->session, f) && session_text (v->session, f)[0] != '\0';
  return count;
}

static void
saved (struct app *app, struct entry_view *v, const struct answer *answer)
{
  unsigned out = left_out (v);
  char also[64] = "";

  if (v->amended != NULL) {
    entry_drop_draft (app, v);
    app_pop (app, ENTRY_AMENDED);
    return;
  }

  if (out > 0)
    snprintf (also, sizeof also, _ (" (%u skipped fields left out)"), out);
  snprintf (v->saved, sizeof v->saved, _ ("Received: %s%s"), answer->code,
            also);
  entry_drop_draft (app, v);
  app_carry (app, v->session);
  entry_fresh (app, v);
}

static void
not_saved (struct app *app, struct entry_view *v, const char *why)
{
  entry_keep_draft (app, v, false);
  if (v->unsaved)
    message_show (app, N_ ("Not saved"), why);
  else
    message_show (app, N_ ("Not saved; the draft is kept"), why);
}

static void
take_refusal (struct app *app, struct entry_view *v, struct answer *answer)
{
  take_findings (v, &answer->findings);
  if (v->gives_reasons && !refused (v) && next_warning (v) < entry_findings (v))
    entry_save_with_reasons (app, v);
  else
    summary_open (app, v);
}

static void send (struct app *, struct entry_view *,
                  const struct record_head *there);

static bool
says_the_same (struct entry_view *v, const struct whole *whole)
{
  const struct values *values = session_values (v->session);
  const struct change *c = &whole->change;
  struct arena *arena = arena_new ();
  struct image image;
  bool same =
    image_open (c->image.at, c->image.len, c->head.flags, &image, NULL) == OK;

  if (same) {
    const char **texts = image_values (&image, v->form, arena).texts;

    for (uint16_t f = 0; f < v->form->n_fields && same; f++)
      same = v->form->fields[f].kind == HOSO_SERIAL
             || strcmp (texts[f], values->texts[f]) == 0;
  }
  arena_free (arena);
  return same;
}

/* It was saved before, and the answer was lost; what was typed since then is a
 * change of that dossier.
 */
static void
take_duplicate (struct app *app, struct entry_view *v,
                const struct answer *answer)
{
  struct whole whole = { 0 };
  struct error e = { 0 };
  char hex[2 * ID_SIZE + 1];

  hex_of (v->id, ID_SIZE, hex);
  if (site_get (app->site, hex, &whole, &e) != OK)
    not_saved (app, v, e.text);
  else if (says_the_same (v, &whole))
    saved (app, v, answer);
  else
    send (app, v, &whole.row.head);
  whole_free (&whole);
}

/* Somebody else was quicker. */
static void
take_conflict (struct app *app, struct entry_view *v,
               const struct answer *answer)
{
  struct error e = { 0 };

  if (v->amended == NULL || !entry_catch_up (app, v, &e)) {
    not_saved (app, v, v->amended == NULL ? answer->error.text : e.text);
    return;
  }
  bytes_clear (&v->why); /* it may be another one now */
  entry_take (app, v);
  entry_keep_draft (app, v, false);
}

static void
take_answer (struct app *app, struct entry_view *v, struct answer *answer)
{
  switch (answer->verdict) {
  case SAVED: saved (app, v, answer); break;
  case DUPLICATE: take_duplicate (app, v, answer); break;
  case REFUSED: take_refusal (app, v, answer); break;
  case CONFLICT: take_conflict (app, v, answer); break;
  default: not_saved (app, v, answer->error.text); break;
  }
}

/* ---- saving ---- */

/* A new dossier, or a change of the one that is THERE.  It is received when it
 * is saved: whole seconds, as files have them.
 */
/* What is asked of the site, but for values and reasons. */
static struct to_save
save_of (struct entry_view *v, const struct record_head *there)
{
  struct to_save save = {
    .action = CREATE,
    .form = v->form,
    .procedure = v->procedure,
    .state = RECEIVED,
    .received = clock_now () / 1000000 * 1000000, /* whole seconds */
    .reason = v->why.len > 0 ? bytes_text (&v->why) : NULL,
  };

  if (there != NULL) {
    save.action = AMEND;
    save.version_read = there->version;
    save.state = there->state;
    save.received = there->received;
    save.due = v->amended == NULL ? 0 : there->due;
  }
  memcpy (save.id, v->id, ID_SIZE);
  return save;
}

static void
send (struct app *app, struct entry_view *v, const struct record_head *there)
{
  SCOPED_BYTES reasons = { 0 };
  struct to_save save = save_of (v, there);
  struct answer answer = { 0 };
  struct error e = { 0 };
  enum outcome outcome;

  session_received (v->session, save.received);
  keep_reasons (v, &reasons);
  save.values = session_values (v->session);
  save.override = reasons.len > 0 ? bytes_text (&reasons) : NULL;
  app_ask (app, ASK_WAITS);
  outcome = site_save (app->site, &save, &answer, &e);
  app_asked (app, outcome, &e);
  if (outcome != OK)
    not_saved (app, v, e.text);
  else
    take_answer (app, v, &answer);
  answer_free (&answer);
}

/* Nothing is in the way: a new dossier goes, a change with its reason, a row is
 * done.
 */
static void
finish (struct app *app, struct entry_view *v)
{
  if (v->rows != NULL)
    app_pop (app, 0); /* its form has it already */
  else if (v->amended == NULL)
    send (app, v, NULL);
  else if (session_differs (v->session, &v->amended->values) == 0)
    message_show (app, N_ ("Not saved"), N_ ("Nothing was changed."));
  else if (v->why.len > 0)
    send (app, v, &v->amended->whole.change.head);
  else {
    v->asks = ASKS_WHY;
    message_words (app, N_ ("Save the change"),
                   N_ ("Why is the dossier changed? The reason stands in its "
                       "history."),
                   &v->why);
  }
}

void
entry_why_given (struct app *app, struct entry_view *v, bool given)
{
  if (given)
    finish (app, v); /* and V may be gone */
}

void
entry_save (struct app *app, struct entry_view *v)
{
  see_all (v);
  v->tried = true;
  v->gives_reasons = false;
  if (refused (v) || (v->rows == NULL && next_warning (v) < entry_findings (v)))
    summary_open (app, v);
  else
    finish (app, v);
}

static void
ask_reason (struct app *app, struct entry_view *v)
{
  const struct finding *f = entry_finding (v, v->reason_for);
  char text[640];

  snprintf (text, sizeof text, "%s: %s\n\n%s", f->id, f->text,
            _ ("Why is it received all the same?"));
  bytes_clear (&v->reason);
  v->asks = ASKS_REASON;
  message_words (app, N_ ("Receive with a reason"), text, &v->reason);
}

void
entry_save_with_reasons (struct app *app, struct entry_view *v)
{
  see_all (v);
  v->tried = true;
  v->gives_reasons = true;
  v->reason_for = next_warning (v);
  if (refused (v))
    summary_open (app, v); /* a refusal cannot be overridden */
  else if (v->reason_for < entry_findings (v))
    ask_reason (app, v);
  else
    finish (app, v);
}

static void
add_reason (struct entry_view *v)
{
  const struct finding *f = entry_finding (v, v->reason_for);

  override_add (&v->override, f->id, bytes_text (&v->reason));
  v->unsaved = true;
}

void
entry_reason_given (struct app *app, struct entry_view *v, bool given)
{
  if (!given)
    return;
  add_reason (v);
  entry_save_with_reasons (app, v);
}
