/* command-procedures.c - what is loaded, what could not be, what a procedure
 * asks of the citizen, and what its author should look at.
 */

#include "base/arena.h"
#include "base/clock.h"
#include "base/language.h"
#include "cli/command.h"
#include "cli/open.h"
#include "cli/say.h"
#include "dossier/needs.h"
#include "entry/sample.h"

#include <stdio.h>
#include <string.h>

static const struct option_row options[] = {
  { "--check", 0, NULL, N_ ("runs their samples; for authors of plugins") },
  { NULL, 0, NULL, NULL },
};

/* ---- for authors --------------------------------------------------------- */

/* What --check found. */
struct trial {
  size_t samples, failed;
  struct bytes remarks; /* one a line */
};

/* How many bytes the line at TEXT has, with its end. */
static size_t
line_size (const char *text)
{
  size_t len = strcspn (text, "\n");

  return len + (text[len] == '\n');
}

static void
try_sample (const struct procedure *p, size_t i, struct session *session,
            bool *broken, struct trial *t)
{
  SCOPED_BYTES problems = { 0 };

  t->samples++;
  if (sample_holds (p, i, session, broken, &problems))
    return;
  t->failed++;
  for (const char *at = bytes_text (&problems); *at != '\0';
       at += line_size (at))
    bytes_printf (&t->remarks, _ ("%s: sample \"%s\": %.*s"), p->form->name,
                  procedure_sample (p, i).name, (int) line_size (at), at);
}

/* Several rows may be of one rule. */
static void
tell_unbroken (const struct form *form, const bool *broken, struct trial *t)
{
  for (uint16_t r = 0; r < form->n_rules; r++)
    if (!broken[r]
        && (r == 0 || strcmp (form->rules[r].id, form->rules[r - 1].id) != 0))
      bytes_printf (&t->remarks, _ ("%s: no sample breaks %s\n"), form->name,
                    form->rules[r].id);
}

static void
try_all (const struct procedure *p, struct trial *t)
{
  struct arena *arena = arena_new ();
  struct session *session = sample_session (p);
  bool *broken = arena_take (arena, p->form->n_rules + 1);

  if (p->remarks != NULL)
    bytes_add_text (&t->remarks, p->remarks);
  for (size_t i = 0; i < procedure_samples (p); i++)
    try_sample (p, i, session, broken, t);
  tell_unbroken (p->form, broken, t);
  session_free (session);
  arena_free (arena);
}

/* ---- what it asks of the citizen ----------------------------------------- */

/* How far the list is, and where it goes. */
struct needs {
  const struct form *form;
  enum need_kind kind; /* of the one before */
  struct json_writer *json;
};

static void
put_need (void *with, const struct need *n)
{
  static const char *const names[NEED_KINDS] = {
    [NEED_TIME] = "time",
    [NEED_PAPER] = "paper",
    [NEED_FEE] = "fee",
    [NEED_SHEET] = "sheet",
  };
  struct needs *needs = with;
  SCOPED_BYTES when = { 0 };

  condition_show (n->when, needs->form, NULL, &when);
  json_open (needs->json, '{');
  json_key_text (needs->json, "kind", names[n->kind]);
  json_key_text (needs->json, "name", n->name);
  json_key_text (needs->json, "more", n->more);
  json_key_text (needs->json, "when", bytes_text (&when));
  json_close (needs->json, '}');
}

static void
print_need (void *with, const struct need *n)
{
  struct needs *needs = with;
  SCOPED_BYTES when = { 0 };

  if (n->kind != needs->kind)
    printf ("\n  %s\n", need_heading (n->kind));
  needs->kind = n->kind;
  printf ("    %s\n", n->name);
  if (*n->more != '\0')
    printf ("        %s\n", n->more);
  condition_show (n->when, needs->form, NULL, &when);
  if (when.len > 0)
    printf (_ ("        when %s\n"), bytes_text (&when));
}

static void
tell_needs (const struct form *form, struct json_writer *json)
{
  struct needs needs = { form, NEED_KINDS, json };

  needs_each (form, NULL, clock_now (), json != NULL ? put_need : print_need,
              &needs);
}

/* ---- what is said -------------------------------------------------------- */

static void
put_trial (struct json_writer *w, struct trial *t)
{
  json_key_number (w, "samples", (long long) t->samples);
  json_key_number (w, "failed", (long long) t->failed);
  json_key (w, "remarks");
  json_open (w, '[');
  for (const char *at = bytes_text (&t->remarks); *at != '\0';
       at += line_size (at))
    json_slice (
      w, (struct slice){ (const unsigned char *) at, strcspn (at, "\n") });
  json_close (w, ']');
}

static void
put_needs (struct json_writer *w, const struct form *form)
{
  json_key (w, "needs");
  json_open (w, '[');
  tell_needs (form, w);
  json_close (w, ']');
}

/* ALONE: it was asked for by its name. */
static void
tell_json (const struct procedure *p, bool alone, struct trial *t)
{
  SCOPED_BYTES line = { 0 };
  struct json_writer w = json_writer_of (&line);

  json_open (&w, '{');
  if (p->form != NULL) {
    json_key_text (&w, "code", p->form->code);
    json_key_text (&w, "name", p->form->name);
    json_key_text (&w, "title", form_words (p->form->title));
    json_key_number (&w, "revision", p->form->revision);
    json_key_number (&w, "fields", p->form->n_fields);
    json_key_number (&w, "rules", p->form->n_rules);
  }
  json_key_text (&w, "file", p->path);
  json_key_text (&w, "health", p->form != NULL ? "ok" : "refused");
  if (p->problem != NULL)
    json_key_text (&w, "problem", p->problem);
  if (p->note != NULL)
    json_key_text (&w, "note", p->note);
  if (alone && p->form != NULL)
    put_needs (&w, p->form);
  if (t != NULL)
    put_trial (&w, t);
  json_close (&w, '}');
  say_json (&line);
}

static void
tell_trial (struct trial *t)
{
  printf (_ ("  %zu samples, %zu of them wrong\n"), t->samples, t->failed);
  for (const char *at = bytes_text (&t->remarks); *at != '\0';
       at += line_size (at))
    say_note ("%.*s", (int) strcspn (at, "\n"), at);
}

static void
tell (const struct procedure *p, bool alone, struct trial *t)
{
  SCOPED_BYTES line = { 0 };
  char revision[16];

  if (p->form == NULL) {
    say_note (_ ("%s: not loaded: %s"), p->path, p->problem);
    return;
  }
  snprintf (revision, sizeof revision, "%u", p->form->revision);
  say_cell (&line, p->form->code, 10);
  say_cell (&line, p->form->name, 24);
  say_cell (&line, revision, 4);
  say_cell (&line, form_words (p->form->title), 40);
  bytes_add_char (&line, ' ');
  bytes_add_text (&line, p->path);
  puts (bytes_text (&line));
  if (p->note != NULL)
    say_note ("%s: %s", p->path, p->note);
  if (alone)
    tell_needs (p->form, NULL);
  if (t != NULL)
    tell_trial (t);
}

/* Whether all is well with it. */
static bool
look (const struct arguments *a, const struct procedure *p)
{
  struct trial trial = { 0 };
  bool check = argument_given (a, "--check") && p->form != NULL;
  bool alone = a->n_words > 0, good;

  if (check)
    try_all (p, &trial);
  if (argument_given (a, "--json"))
    tell_json (p, alone, check ? &trial : NULL);
  else
    tell (p, alone, check ? &trial : NULL);
  good = p->form != NULL && trial.failed == 0;
  bytes_free (&trial.remarks);
  return good;
}

static int
look_at_one (struct arguments *a, const struct plugins *plugins)
{
  const struct procedure *p;
  struct error e = { 0 };

  if (plugins_find (plugins, a->words[0], &p, &e) == OK)
    return look (a, p) ? EXIT_DONE : EXIT_SOME;
  say_error ("procedures", "%s", e.text);
  return EXIT_USAGE;
}

static int
look_at_all (struct arguments *a, const struct plugins *plugins)
{
  int status = EXIT_DONE;

  for (size_t i = 0; i < plugins_count (plugins); i++)
    if (!look (a, plugins_at (plugins, i)))
      status = EXIT_SOME;
  return status;
}

static int
run (struct arguments *a)
{
  struct plugins *plugins;
  struct config c; /* its lists and its language alone are wanted */
  struct error e = { 0 };
  int status;

  if (open_config_if_any (a, &c, &e) != OK)
    return say_failed (a, &e);
  plugins = open_plugins (a);
  status =
    a->n_words > 0 ? look_at_one (a, plugins) : look_at_all (a, plugins);
  plugins_free (plugins);
  return status;
}

const struct command command_procedures = {
  .name = "procedures",
  .takes = "[PROCEDURE]",
  .options = options,
  .most = 1,
  .run = run,
  .help = N_ ("what is loaded; of one its time, papers, fees and sheets"),
};
