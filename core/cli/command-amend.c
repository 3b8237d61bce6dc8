/* command-amend.c - changes fields of a dossier. */

#include "base/arena.h"
#include "base/language.h"
#include "cli/command.h"
#include "cli/open.h"
#include "cli/say.h"
#include "entry/session.h"
#include "text/utf8.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { REASON_MOST = 1000 }; /* bytes                                        */

static const struct option_row options[] = {
  { "--reason", 0, "TEXT", N_ ("why; needed where a warning is overridden") },
  { NULL, 0, NULL, NULL },
};

struct amending {
  const struct arguments *arguments;
  struct site *site;
  struct plugins *plugins;
  struct whole whole;
  const struct form *form; /* the plugin's, else the catalog's            */
  struct session *session;
  struct arena *arena;
};

static enum outcome
load (struct amending *m, struct error *e)
{
  const struct config *c = site_config (m->site);
  const struct record_head *h = &m->whole.change.head;
  struct place place = { c->ward, "", 0 };
  struct values values;
  struct image image;

  if (site_get (m->site, m->arguments->words[0], &m->whole, e) != OK
      || site_form (m->site, h->procedure, h->revision, &m->form, e) != OK
      || image_open (m->whole.change.image.at, m->whole.change.image.len,
                     h->flags, &image, e)
           != OK)
    return e->kind;
  m->form = plugins_form (m->plugins, m->form);
  place.received = h->received;
  place.officer = site_officer_name (m->site, h->officer);
  values = image_values (&image, m->form, m->arena);
  m->session = session_new (m->form, &place, false);
  session_load (m->session, &values);
  return OK;
}

/* Whether the field of word WHICH, "FIELD=", stands in one before it. */
static bool
is_given_before (const struct arguments *a, size_t which)
{
  size_t len = (size_t) (strchr (a->words[which], '=') - a->words[which]) + 1;

  for (size_t i = 1; i < which; i++)
    if (strncmp (a->words[i], a->words[which], len) == 0)
      return true;
  return false;
}

/* Each FIELD=VALUE; ERR_INPUT names a field that the form does not have. */
static enum outcome
put_fields (struct amending *m, struct error *e)
{
  const struct arguments *a = m->arguments;

  for (size_t i = 1; i < a->n_words; i++) {
    const char *equals = strchr (a->words[i], '=');
    char key[64] = "";
    uint16_t f = NO_FIELD;

    if (equals != NULL && (size_t) (equals - a->words[i]) < sizeof key) {
      memcpy (key, a->words[i], (size_t) (equals - a->words[i]));
      f = form_field_named (m->form, key);
    }
    if (f == NO_FIELD || m->form->fields[f].need == HOSO_GIVEN)
      return fail (e, ERR_INPUT, 0,
                   _ ("\"%s\": write FIELD=VALUE with a field of %s that can "
                      "be filled in"),
                   a->words[i], m->form->name);
    if (is_given_before (a, i))
      return fail (e, ERR_INPUT, 0, _ ("\"%s\" is given twice"), key);
    session_put (m->session, f, equals + 1, strlen (equals + 1), FILED);
  }
  return OK;
}

/* A reason is one line: it stands in the history and in every export. */
static enum outcome
look_at_reason (const struct arguments *a, struct error *e)
{
  const char *reason = argument (a, "--reason");
  size_t len = reason == NULL ? 0 : strlen (reason);

  if (len <= REASON_MOST && utf8_valid (reason, len)
      && !utf8_has_control (reason, len, false))
    return OK;
  return fail (e, ERR_INPUT, 0,
               _ ("--reason is one line of at most %d bytes in UTF-8"),
               REASON_MOST);
}

static void
print_finding (const struct form *form, const struct finding *f)
{
  const char *kind = f->severity == HOSO_REFUSE ? _ ("refused")
                     : f->severity == HOSO_WARN ? _ ("warning")
                                                : _ ("note");
  const char *key = f->field < form->n_fields ? form->fields[f->field].key : "";
  SCOPED_BYTES about = { 0 };

  say_about (&about, key, f->id);
  say_note ("%s: %s: %s", kind, bytes_text (&about), f->text);
}

static struct slice
slice_of (const struct bytes *b)
{
  return (struct slice){ b->at, b->len };
}

/* Adds the reason to OVERRIDE for what of FOUND has none there, and says what
 * that is; false when something stays in the way.
 */
static bool
give_reason (struct amending *m, const struct findings *found,
             struct bytes *override)
{
  const char *reason = argument (m->arguments, "--reason");
  bool good = true;

  for (size_t i = 0; i < found->count; i++) {
    const struct finding *f = &found->at[i];

    if (f->severity == HOSO_NOTE || override_has (slice_of (override), f->id))
      continue;
    print_finding (m->form, f);
    if (f->severity == HOSO_REFUSE || reason == NULL || reason[0] == '\0')
      good = false;
    else
      override_add (override, f->id, reason);
  }
  return good;
}

static int
not_saved (void)
{
  say_error ("amend", _ ("not saved; a warning wants --reason TEXT, a refusal "
                         "wants another value"));
  return EXIT_SOME;
}

static int
tell (struct amending *m, const struct answer *answer)
{
  struct bytes line = { 0 };
  struct json_writer w = json_writer_of (&line);

  if (answer->verdict == REFUSED)
    return not_saved ();
  if (answer->verdict != SAVED)
    return say_failed (m->arguments, &answer->error);
  for (size_t i = 0; i < answer->findings.count; i++)
    if (answer->findings.at[i].severity == HOSO_NOTE)
      print_finding (m->form, &answer->findings.at[i]);
  if (!argument_given (m->arguments, "--json")) {
    printf (_ ("%s saved, version %u\n"), answer->code, answer->saved.version);
    return EXIT_DONE;
  }
  json_open (&w, '{');
  json_key_text (&w, "code", answer->code);
  json_key_number (&w, "version", answer->saved.version);
  json_key_number (&w, "change", (long long) answer->saved.seq);
  json_close (&w, '}');
  say_json (&line);
  bytes_free (&line);
  return EXIT_DONE;
}

static enum outcome
send (struct amending *m, struct bytes *override, struct answer *answer,
      struct error *e)
{
  const struct record_head *h = &m->whole.change.head;
  struct to_save save = {
    .action = AMEND,
    .version_read = h->version,
    .form = m->form,
    .procedure = h->procedure,
    .values = session_values (m->session),
    .state = h->state,
    .received = h->received,
    .due = h->due,
    .override = bytes_text (override),
    .reason = argument (m->arguments, "--reason"),
  };

  memcpy (save.id, m->whole.row.id, ID_SIZE);
  return site_save (m->site, &save, answer, e);
}

/* The server finds what no client can, another dossier of the same child: then
 * the reason is given for that, too, and it is asked once more.
 */
static int
save (struct amending *m, struct bytes *override)
{
  struct answer answer = { 0 };
  struct error e = { 0 };
  enum outcome outcome = send (m, override, &answer, &e);
  int status;

  if (outcome == OK && answer.verdict == REFUSED
      && give_reason (m, &answer.findings, override)) {
    answer_free (&answer);
    outcome = send (m, override, &answer, &e);
  }
  status = outcome == OK ? tell (m, &answer) : say_failed (m->arguments, &e);
  answer_free (&answer);
  return status;
}

static int
amend (struct amending *m)
{
  SCOPED_BYTES override = { 0 };
  const struct findings *found;
  struct error e = { 0 };

  if (load (m, &e) != OK)
    return say_failed (m->arguments, &e);
  if (look_at_reason (m->arguments, &e) != OK || put_fields (m, &e) != OK) {
    say_error ("amend", "%s", e.text);
    return EXIT_USAGE;
  }
  found = session_check (m->session);
  override_carry (m->whole.change.head.override, m->form, found, &override);
  return give_reason (m, found, &override) ? save (m, &override) : not_saved ();
}

static int
run (struct arguments *a)
{
  struct amending m = { .arguments = a };
  struct error e = { 0 };
  int status;

  if (open_site (a, &m.site, &e) != OK)
    return say_failed (a, &e);
  m.plugins = open_plugins (a);
  m.arena = arena_new ();
  status = amend (&m);
  if (m.session != NULL)
    session_free (m.session);
  arena_free (m.arena);
  whole_free (&m.whole);
  plugins_free (m.plugins);
  site_close (m.site);
  return status;
}

const struct command command_amend = {
  .name = "amend",
  .takes = "RECORD FIELD=VALUE...",
  .options = options,
  .help = N_ ("changes fields of a dossier"),
  .least = 2,
  .most = 1000,
  .run = run,
};
