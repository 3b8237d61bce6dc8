/* entry-amend.c - a dossier that is there, opened to be changed; and what comes
 * of it when somebody else changes it meanwhile.
 */

#include "tui/view-entry.h"

#include "base/language.h"
#include "tui/view-message.h"

#include <stdio.h>
#include <string.h>

void
amended_free (struct amended *a)
{
  if (a == NULL)
    return;
  whole_free (&a->whole);
  arena_free (a->arena);
  free (a);
}

/* The change that made VERSION, instead of the latest. */
static enum outcome
go_back (struct app *app, struct amended *a, uint32_t version, struct error *e)
{
  struct change *c = &a->whole.change;
  enum outcome done = OK;

  while (done == OK && c->head.version > version && c->before > 0
         && c->before < c->seq) {
    uint64_t seq = c->before;

    bytes_clear (&a->whole.change_hold);
    done = site_change (app->site, seq, c, &a->whole.change_hold, e);
  }
  return done;
}

static enum outcome
load (struct app *app, struct amended *a, const unsigned char id[ID_SIZE],
      uint32_t version, struct error *e)
{
  const struct change *c = &a->whole.change;
  char hex[2 * ID_SIZE + 1];
  struct image image;

  hex_of (id, ID_SIZE, hex);
  if (site_get (app->site, hex, &a->whole, e) != OK
      || (version > 0 && go_back (app, a, version, e) != OK)
      || site_form (app->site, c->head.procedure, c->head.revision, &a->form, e)
           != OK
      || image_open (c->image.at, c->image.len, c->head.flags, &image, e) != OK)
    return e->kind;
  a->form = plugins_form (app->plugins, a->form);
  a->values = image_values (&image, a->form, a->arena);
  code_text (&c->head.code, site_config (app->site)->identity.office, a->code);
  return OK;
}

/* VERSION of the dossier with ID, 0 for the latest; NULL. */
static struct amended *
read_amended (struct app *app, const unsigned char id[ID_SIZE],
              uint32_t version, struct error *e)
{
  struct amended *a = bytes_must (sizeof *a);
  enum outcome outcome;

  *a = (struct amended){ .arena = arena_new () };
  app_ask (app, ASK_SOME);
  outcome = load (app, a, id, version, e);
  app_asked (app, outcome, e);
  if (outcome == OK)
    return a;
  amended_free (a);
  return NULL;
}

/* ---- somebody else's change ---------------------------------------------- */

/* What it says of who and when; ended as a sentence is. */
static void
tell (struct app *app, const struct amended *now)
{
  const struct change *c = &now->whole.change;
  char text[640];

  snprintf (text, sizeof text,
            _ ("%s saved version %u of this dossier meanwhile.\n\nWhat you "
               "typed stays in the form, the other fields are as they were "
               "saved. Look at it and save again."),
            site_officer_name (app->site, c->officer), c->head.version);
  message_show (app, N_ ("The dossier was changed"), text);
}

bool
entry_catch_up (struct app *app, struct entry_view *v, struct error *e)
{
  struct amended *now = read_amended (app, v->id, 0, e);

  if (now == NULL)
    return false;
  if (now->form->n_fields != v->form->n_fields
      || now->form->revision != v->form->revision) {
    fail (e, ERR_INPUT, 0,
          _ ("the dossier was moved to another revision of the form"));
    amended_free (now);
    return false;
  }
  if (now->whole.change.head.version != v->amended->whole.change.head.version) {
    session_merge (v->session, &v->amended->values, &now->values);
    v->unsaved = true;
    tell (app, now);
  }
  amended_free (v->amended);
  v->amended = now;
  return true;
}

/* ---- opening ------------------------------------------------------------- */

static void
begin (struct app *app, struct entry_view *v)
{
  const struct record_head *h = &v->amended->whole.change.head;
  struct place place = { site_config (app->site)->ward,
                         site_officer_name (app->site, h->officer),
                         h->received };

  v->session = session_new (v->form, &place, false);
  session_load (v->session, &v->amended->values);
  override_carry (h->override, v->form, session_check (v->session),
                  &v->override);
  memcpy (v->id, v->amended->whole.row.id, ID_SIZE);
  for (uint16_t f = 0; f < v->form->n_fields; f++)
    v->visited[f] = true;
  entry_take (app, v);
}

struct entry_view *
entry_make_amending (struct app *app, const unsigned char id[ID_SIZE],
                     uint32_t version, struct error *e)
{
  struct amended *a = read_amended (app, id, version, e);
  struct entry_view *v;

  if (a == NULL)
    return NULL;
  v = entry_new (a->form, a->whole.change.head.procedure);
  v->amended = a;
  begin (app, v);
  return v;
}

bool
entry_amend (struct app *app, const unsigned char id[ID_SIZE])
{
  SCOPED_BYTES hold = { 0 };
  struct entry_view *v;
  struct error e = { 0 };
  struct draft draft;

  if (site_draft_get (app->site, id, &draft, &hold, &e) == OK)
    return entry_open_draft (app, id);
  v = entry_make_amending (app, id, 0, &e);
  if (v == NULL)
    message_show (app, N_ ("This dossier cannot be changed"), e.text);
  else
    entry_show (app, v);
  return v != NULL;
}
