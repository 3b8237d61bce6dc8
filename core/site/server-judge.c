/* server-judge.c - whether a dossier may be saved, by its declared form.
 *
 * A client has checked it already, with the plugin's functions too; the server
 * believes no client, and runs no plugin.
 */

#include "site/saving.h"

#include "base/language.h"
#include "check/check.h"
#include "dossier/fee.h"
#include "text/date.h"

#include <string.h>

/* ---- reading ---- */

/* The values that were sent. */
static enum outcome
read_sent (struct saving *s)
{
  const struct asked_save *asked = &s->asked;
  struct image image;

  if (image_open (asked->image.at, asked->image.len, asked->flags, &image, NULL)
        != OK
      || image.count != s->form->n_fields + form_addresses (s->form))
    return saving_fail (s, ERR_INPUT,
                        _ ("the values do not fit the form of the procedure"));
  s->values = image_values (&image, s->form, s->request->server->arena);
  s->clean = image_clean (&image);
  s->origin = (struct origin){ image, s->values.texts };
  s->values.origin = s->clean ? &s->origin : NULL;
  return OK;
}

/* The values that the record has. */
static enum outcome
read_kept (struct saving *s, struct error *e)
{
  struct image image;
  enum outcome outcome;

  outcome = store_change (s->request->server->store, s->old.seq, &s->before,
                          &s->before_hold, e);
  if (outcome == OK)
    outcome = image_open (s->before.image.at, s->before.image.len,
                          s->before.head.flags, &image, e);
  if (outcome == OK)
    s->values = image_values (&image, s->form, s->request->server->arena);
  return outcome;
}

enum outcome
saving_read (struct saving *s, struct error *e)
{
  bool move = s->asked.action == MOVE;
  uint16_t procedure = move ? s->old.head.procedure : s->asked.procedure;
  uint16_t revision = move ? s->old.head.revision : s->asked.revision;
  enum outcome outcome;

  if (move && s->earlier)
    return OK;
  outcome =
    store_form (s->request->server->store, procedure, revision, &s->form, e);
  if (outcome == ERR_ABSENT)
    return saving_fail (s, ERR_ABSENT,
                        _ ("the site does not know the form of the dossier"));
  if (outcome != OK)
    return outcome;
  return move ? read_kept (s, e) : read_sent (s);
}

/* ---- judging ---- */

/* What checks of FORM keep from one dossier to the next. */
static struct check_memory *
memory_of (struct server *s, const struct form *form)
{
  struct form_memory *m;

  for (size_t i = 0; i < s->n_memories; i++)
    if (s->memories[i].form == form)
      return s->memories[i].memory;

  s->memories =
    bytes_must_again (s->memories, (s->n_memories + 1) * sizeof *s->memories);
  m = &s->memories[s->n_memories++];
  *m = (struct form_memory){ form, check_memory_new (form) };
  return m->memory;
}

void
forget_forms (struct server *s)
{
  if (!store_forms_many (s->store))
    return;
  while (s->n_memories > 0)
    check_memory_free (s->memories[--s->n_memories].memory);
  store_forms_forget (s->store);
}

/* Whether a finding stands against the save. */
static bool
hinders (const struct asked_save *asked, const struct finding *f)
{
  struct slice override = { (const unsigned char *) asked->override,
                            strlen (asked->override) };

  return f->severity == HOSO_REFUSE
         || (f->severity == HOSO_WARN && !asked->take_warnings
             && !override_has (override, f->id));
}

static enum outcome
decide (struct saving *s)
{
  const struct findings *findings = &s->answer.findings;

  for (size_t i = 0; i < findings->count; i++)
    if (hinders (&s->asked, &findings->at[i]))
      return saving_decide (s, REFUSED);
  return OK;
}

/* Only values of their kinds are given others, and looked at further. */
static void
check_values (struct saving *s)
{
  struct server *server = s->request->server;
  const char **given =
    arena_take (server->arena, (s->form->n_fields + 1u) * sizeof *given);
  struct check check = {
    .form = s->form,
    .values = s->values.texts,
    .wards = s->values.wards,
    .sizes = s->clean ? s->values.sizes : NULL,
    .clean = s->clean,
    .received = date_today (s->asked.received),
    .ward = server->config.ward,
    .officer = s->request->peer->account,
    .amount = amount_local,
    .memory = memory_of (server, s->form),
  };

  if (check_sent (&check, given, server->arena, &s->answer.findings)) {
    s->values.texts = given;
    s->values.sizes = NULL;
  }
}

/* A MOVE changes nothing that could be judged.  What was saved earlier is not
 * held against the records that came after it.
 */
enum outcome
saving_judge (struct saving *s, struct error *e)
{
  enum outcome outcome;

  if (s->asked.action == MOVE)
    return OK;
  check_values (s);
  outcome = decide (s);
  if (s->decided)
    return outcome;
  s->facts = facts_of (s->form, &s->values, s->request->server->arena);
  s->told = true;
  outcome = store_uniques (s->request->server->store, s->form, &s->values,
                           &s->facts, s->asked.id, &s->answer.findings, e);
  return outcome != OK || s->earlier ? outcome : decide (s);
}
