/* entry-open.c - forms opened: empty, or from a draft. */

#include "tui/view-entry.h"

#include "base/clock.h"
#include "base/language.h"
#include "tui/view-message.h"

#include <string.h>

/* Whether there is anything to fill in. */
static bool
is_typed (const struct form *form)
{
  for (uint16_t f = 0; f < form->n_fields; f++)
    if (form->fields[f].need != HOSO_GIVEN)
      return true;
  return false;
}

struct entry_view *
entry_new (const struct form *form, uint16_t procedure)
{
  struct entry_view *v = bytes_must (sizeof *v);

  *v = (struct entry_view){ .form = form,
                            .procedure = procedure,
                            .left = NO_FIELD };
  v->cells = bytes_must (form->n_fields + 1u);
  v->visited = bytes_must (form->n_fields * sizeof *v->visited + 1);
  memset (v->visited, 0, form->n_fields * sizeof *v->visited);
  entry_measure (v);
  return v;
}

static struct entry_view *
make (struct app *app, const struct form *form)
{
  struct entry_view *v;
  struct error e = { 0 };
  uint16_t procedure;
  enum outcome outcome;

  app_ask (app, ASK_SOME);
  outcome = site_register (app->site, form, &procedure, &e);
  app_asked (app, outcome, &e);
  if (outcome == OK && !is_typed (form))
    outcome = fail (&e, ERR_INPUT, 0, _ ("there is nothing to fill in"));
  if (outcome != OK) {
    message_show (app, N_ ("Not possible now"), e.text);
    return NULL;
  }
  v = entry_new (form, procedure);
  entry_fresh (app, v);
  return v;
}

bool
entry_open (struct app *app, const struct form *form)
{
  struct entry_view *v = make (app, form);

  if (v != NULL)
    entry_show (app, v);
  return v != NULL;
}

/* What was being typed is not the field's yet, as it was not then. */
static void
type_again (struct app *app, struct entry_view *v, const struct typed *typed)
{
  entry_take (app, v);
  for (uint16_t f = 0; f < v->at; f++)
    v->visited[f] = true;
  if (strcmp (typed->text, v->before) != 0) {
    edit_put (&v->edit, typed->text);
    v->whole = false;
  }
  v->edit.cursor = typed->cursor;
}

static bool
load_draft (struct app *app, struct entry_view *v, const struct draft *draft)
{
  struct typed typed = { 0 };
  struct error e = { 0 };
  bool good = entry_draft_read (draft->values, v->session, &typed, &e) == OK;

  if (good) {
    memcpy (v->id, draft->id, ID_SIZE);
    v->draft_time = draft->time;
    bytes_clear (&v->override);
    bytes_add_text (&v->override, typed.override);
    if (v->amended == NULL)
      session_received (v->session, clock_now () / 1000000 * 1000000);
    type_again (app, v, &typed);
  } else
    message_show (app, N_ ("This draft cannot be opened"), e.text);
  typed_free (&typed);
  return good;
}

/* A new form, or the version of the dossier that is being changed in DRAFT. */
static struct entry_view *
make_for (struct app *app, const struct draft *draft, struct error *e)
{
  uint32_t version = entry_draft_version (draft->values);
  const struct procedure *p;

  if (version > 0)
    return entry_make_amending (app, draft->id, version, e);
  return plugins_find (app->plugins, draft->procedure, &p, e) == OK
           ? make (app, p->form)
           : NULL;
}

/* The dossier may be another one by now; what is being typed stays. */
static void
look_again (struct app *app, struct entry_view *v)
{
  struct error e = { 0 };

  if (!entry_catch_up (app, v, &e))
    message_show (app, N_ ("This dossier cannot be changed"), e.text);
}

bool
entry_open_draft (struct app *app, const unsigned char id[ID_SIZE])
{
  SCOPED_BYTES hold = { 0 };
  struct entry_view *v = NULL;
  struct error e = { 0 };
  struct draft draft;

  if (site_draft_get (app->site, id, &draft, &hold, &e) == OK)
    v = make_for (app, &draft, &e);
  if (v == NULL) {
    if (e.kind != OK)
      message_show (app, N_ ("This draft cannot be opened"), e.text);
    return false;
  }
  if (!load_draft (app, v, &draft)) {
    entry_close (app, v);
    return false;
  }
  entry_show (app, v);
  if (v->amended != NULL)
    look_again (app, v);
  return true;
}

void
entry_open_row (struct app *app, const struct form *form,
                struct rows_view *rows, size_t at, const struct values *values)
{
  const struct config *c = site_config (app->site);
  struct place place = { c->ward, app->officer, clock_now () };
  struct entry_view *v = entry_new (form, 0);

  v->rows = rows;
  v->row = at;
  v->session = session_new (form, &place, values == NULL);
  if (values != NULL)
    session_load (v->session, values);
  entry_take (app, v);
  entry_show (app, v);
}
