/* entry-save.c - from a filled-in form to a dossier with a number. */

#include "tui/view-entry.h"

#include "base/clock.h"
#include "base/language.h"
#include "dossier/state.h"
#include "tui/view-message.h"
#include "tui/view-summary.h"

#include <stdio.h>
#include <string.h>

static struct slice
override_now (const struct entry_view *v)
{
  return (struct slice){ v->override.at, v->override.len };
}

/* The first warning from I on that has no reason yet; the count for none. */
static size_t
next_warning (struct entry_view *v, size_t i)
{
  size_t n = entry_findings (v);

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

static void
see_all (struct entry_view *v)
{
  for (uint16_t f = 0; f < v->form->n_fields; f++)
    v->visited[f] = true;
}

static void
saved (struct app *app, struct entry_view *v, const struct answer *answer)
{
  char text[256];

  entry_drop_draft (app, v);
  app_carry (app, v->session);
  entry_fresh (app, v);
  snprintf (text, sizeof text, _ ("Received: %s\nEnter: the next form"),
            answer->code);
  v->asks = ASKS_NEXT;
  message_show (app, _ ("Saved"), text);
}

static void
take_answer (struct app *app, struct entry_view *v, struct answer *answer)
{
  switch (answer->verdict) {
  case SAVED:
  case DUPLICATE: saved (app, v, answer); break;
  case REFUSED:
    findings_free (&v->server);
    v->server = answer->findings;
    answer->findings = (struct findings){ 0 };
    summary_open (app, v);
    break;
  default: message_show (app, _ ("Not saved"), answer->error.text); break;
  }
}

/* A dossier is received when it is saved: whole seconds, as files have them. */
static void
send (struct app *app, struct entry_view *v)
{
  uint64_t received = clock_now () / 1000000 * 1000000;
  const char *override = v->override.len > 0 ? bytes_text (&v->override) : NULL;
  struct to_save save;
  struct answer answer = { 0 };
  struct error e = { 0 };

  session_received (v->session, received);
  save = (struct to_save){
    .action = CREATE,
    .form = v->form,
    .procedure = v->procedure,
    .values = session_values (v->session),
    .state = RECEIVED,
    .received = received,
    .override = override,
  };
  memcpy (save.id, v->id, ID_SIZE);
  if (site_save (app->site, &save, &answer, &e) != OK)
    message_show (app, _ ("Not saved; the draft is kept"), e.text);
  else
    take_answer (app, v, &answer);
  answer_free (&answer);
}

void
entry_save (struct app *app, struct entry_view *v)
{
  see_all (v);
  if (refused (v) || next_warning (v, 0) < entry_findings (v))
    summary_open (app, v);
  else
    send (app, v);
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
  message_words (app, _ ("Receive with a reason"), text, &v->reason);
}

void
entry_save_with_reasons (struct app *app, struct entry_view *v)
{
  see_all (v);
  if (refused (v)) {
    summary_open (app, v); /* a refusal cannot be overridden */
    return;
  }
  v->reason_for = next_warning (v, 0);
  if (v->reason_for < entry_findings (v))
    ask_reason (app, v);
  else
    send (app, v);
}

static void
add_reason (struct entry_view *v)
{
  const struct finding *f = entry_finding (v, v->reason_for);

  override_add (&v->override, f->id, bytes_text (&v->reason));
}

void
entry_reason_given (struct app *app, struct entry_view *v, bool given)
{
  if (!given)
    return;
  add_reason (v);
  entry_save_with_reasons (app, v);
}
