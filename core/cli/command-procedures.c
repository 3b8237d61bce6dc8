/* command-procedures.c - what is loaded, and what could not be. */

#include "base/language.h"
#include "cli/command.h"
#include "cli/open.h"
#include "cli/say.h"

#include <stdio.h>

static void
tell_json (const struct procedure *p, struct bytes *line)
{
  struct json_writer w = json_writer_of (line);

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
  json_close (&w, '}');
  say_json (line);
}

static void
tell (const struct procedure *p, struct bytes *line)
{
  char revision[16];

  if (p->form == NULL) {
    say_note (_ ("%s: not loaded: %s"), p->path, p->problem);
    return;
  }
  snprintf (revision, sizeof revision, "%u", p->form->revision);
  say_cell (line, p->form->code, 10);
  say_cell (line, p->form->name, 24);
  say_cell (line, revision, 4);
  say_cell (line, form_words (p->form->title), 40);
  bytes_add_char (line, ' ');
  bytes_add_text (line, p->path);
  puts (bytes_text (line));
  if (p->note != NULL)
    say_note ("%s: %s", p->path, p->note);
  bytes_clear (line);
}

static int
run (struct arguments *a)
{
  struct plugins *plugins;
  struct bytes line = { 0 };
  struct error e = { 0 };
  int status = EXIT_DONE;

  if (open_lists (NULL, &e) != OK)
    return say_failed (a, &e);
  plugins = open_plugins (a);
  for (size_t i = 0; i < plugins_count (plugins); i++) {
    const struct procedure *p = plugins_at (plugins, i);

    if (p->form == NULL)
      status = EXIT_SOME;
    if (argument_given (a, "--json"))
      tell_json (p, &line);
    else
      tell (p, &line);
  }
  bytes_free (&line);
  plugins_free (plugins);
  return status;
}

const struct command command_procedures = {
  .name = "procedures",
  .takes = "",
  .run = run,
  .help = N_ ("what is loaded: code, name, revision, title, plugin file"),
};
