/* command-due.c - the deadline of a dossier received at some moment. */

#include "base/clock.h"
#include "base/language.h"
#include "cli/command.h"
#include "cli/open.h"
#include "cli/say.h"
#include "dossier/due.h"

#include <stdio.h>

static void
tell (const struct arguments *a, uint64_t due, struct bytes *rule)
{
  SCOPED_BYTES line = { 0 };
  struct json_writer w = json_writer_of (&line);
  char text[CLOCK_TEXT] = "";

  if (due != 0)
    clock_text (due, text);
  if (!argument_given (a, "--json")) {
    printf ("%s  %s\n", due == 0 ? "-" : text, bytes_text (rule));
    return;
  }
  json_open (&w, '{');
  json_key_text (&w, "due", text);
  json_key_text (&w, "rule", bytes_text (rule));
  json_close (&w, '}');
  say_json (&line);
}

static int
reckon (const struct arguments *a, uint64_t received)
{
  SCOPED_BYTES rule = { 0 };
  struct plugins *plugins = open_plugins (a);
  const struct procedure *p;
  struct error e = { 0 };
  int status = EXIT_DONE;

  if (plugins_find (plugins, a->words[0], &p, &e) == OK) {
    uint64_t due = due_plain (p->form, received, &rule);

    tell (a, due, &rule);
  } else {
    say_error ("due", "%s", e.text);
    status = EXIT_USAGE;
  }
  plugins_free (plugins);
  return status;
}

static int
run (struct arguments *a)
{
  struct config c; /* of a site, when there is one: its holidays count */
  struct error e = { 0 };
  uint64_t received;

  if (!clock_read (a->words[1], &received)) {
    say_error ("due", _ ("\"%s\" is no time; write 2026-11-20T15:30"),
               a->words[1]);
    return EXIT_USAGE;
  }
  return open_config_if_any (a, &c, &e) == OK ? reckon (a, received)
                                              : say_failed (a, &e);
}

const struct command command_due = {
  .name = "due",
  .takes = "PROCEDURE TIME",
  .least = 2,
  .most = 2,
  .run = run,
  .help = N_ ("the deadline of a dossier received then (2026-11-20T15:30)"),
};
