/* command-init.c - makes a site. */

#include "area/area.h"
#include "base/language.h"
#include "cli/command.h"
#include "cli/open.h"
#include "cli/say.h"
#include "text/nfc.h"
#include "text/utf8.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct option_row options[] = {
  { "--office", 0, "CODE", N_ ("the office's code, e.g. H29.22.1") },
  { "--name", 0, "NAME", N_ ("the office's name, as on its papers") },
  { "--ward", 0, "CODE", N_ ("its ward: five digits") },
  { "--group", 0, "NAME", N_ ("share the site with this group of logins") },
  { "--language", 0, "vi|en", N_ ("the site's language; vi without") },
  { NULL, 0, NULL, NULL },
};

/* Letters, digits, points and dashes: the code is part of every number. */
static bool
code_good (const char *code)
{
  size_t good = strspn (code, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                              "abcdefghijklmnopqrstuvwxyz0123456789.-");

  return good > 0 && good <= 35 && code[good] == '\0' && code[0] != '-';
}

static enum outcome
take_ward (struct config *c, const char *ward, struct error *e)
{
  if (ward == NULL)
    return OK;
  if (open_lists (e) != OK)
    return e->kind;
  if (area_by_code (area_list ("WARD"), ward) == NULL)
    return fail (e, ERR_INPUT, 0,
                 _ ("there is no ward %s; give its five digits"), ward);
  snprintf (c->ward, sizeof c->ward, "%s", ward);
  return OK;
}

static enum outcome
take_name (struct config *c, const char *name, struct error *e)
{
  SCOPED_BYTES tidied = { 0 };

  if (utf8_valid (name, strlen (name)))
    nfc_add_tidy (&tidied, name, strlen (name), false);
  if (tidied.len == 0 || tidied.len >= sizeof c->name
      || utf8_has_control (bytes_text (&tidied), tidied.len, false))
    return fail (e, ERR_INPUT, 0,
                 _ ("--name is one line of at most %zu bytes in UTF-8"),
                 sizeof c->name - 1);
  snprintf (c->name, sizeof c->name, "%s", bytes_text (&tidied));
  return OK;
}

static enum outcome
fill (struct config *c, const struct arguments *a, struct error *e)
{
  const char *office = argument (a, "--office"), *name = argument (a, "--name");
  const char *language = argument (a, "--language");

  if (office == NULL || name == NULL)
    return fail (e, ERR_INPUT, 0, _ ("give --office CODE and --name NAME"));
  if (!code_good (office))
    return fail (e, ERR_INPUT, 0,
                 _ ("the office's code \"%s\" may have letters, digits, points "
                    "and dashes, at most 35"),
                 office);
  if (language != NULL && language_named (language) == LANGUAGES)
    return fail (e, ERR_INPUT, 0, _ ("--language is vi or en"));
  if (a->words[0][0] == '\0' || strlen (a->words[0]) >= sizeof c->folder)
    return fail (e, ERR_INPUT, 0, _ ("DIR names no folder"));
  snprintf (c->folder, sizeof c->folder, "%s", a->words[0]);
  snprintf (c->identity.office, sizeof c->identity.office, "%s", office);
  snprintf (c->language, sizeof c->language, "%s",
            language == NULL ? "vi" : language);
  return take_name (c, name, e) == OK ? take_ward (c, argument (a, "--ward"), e)
                                      : ERR_INPUT;
}

static void
tell (const struct arguments *a, const struct config *c)
{
  struct bytes line = { 0 };
  struct json_writer w = json_writer_of (&line);
  char site[2 * ID_SIZE + 1];

  hex_of (c->identity.site, ID_SIZE, site);
  if (!argument_given (a, "--json")) {
    printf (_ ("Site made: %s (%s, %s)\n"), c->folder, c->name,
            c->identity.office);
    return;
  }
  json_open (&w, '{');
  json_key_text (&w, "folder", c->folder);
  json_key_text (&w, "site", site);
  json_key_text (&w, "office", c->identity.office);
  json_key_text (&w, "name", c->name);
  json_key_text (&w, "ward", c->ward);
  json_close (&w, '}');
  say_json (&line);
  bytes_free (&line);
}

static int
run (struct arguments *a)
{
  struct config *c = calloc (1, sizeof *c);
  struct error e = { 0 };
  int status = EXIT_DONE;

  if (c == NULL || fill (c, a, &e) != OK) {
    say_error ("init", "%s", e.text);
    status = EXIT_USAGE;
  } else if (config_make (c, argument (a, "--group"), &e) != OK) {
    status = say_failed (a, &e);
    if (e.kind == ERR_INPUT)
      status = EXIT_USAGE;
  } else
    tell (a, c);
  free (c);
  return status;
}

const struct command command_init = {
  .name = "init",
  .takes = "DIR --office CODE --name NAME [--ward CODE]",
  .help = N_ ("makes a site in a folder that is missing or empty"),
  .options = options,
  .least = 1,
  .most = 1,
  .run = run,
};
