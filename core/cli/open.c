/* open.c - configuration, lists, server and plugins, opened in one place. */

#include "cli/open.h"

#include "area/area.h"
#include "base/file.h"
#include "base/language.h"
#include "base/place.h"
#include "cli/command.h"
#include "cli/say.h"
#include "dossier/calendar.h"
#include "dossier/fee.h"

#include <stdlib.h>

enum outcome
open_lists (const char *site, struct error *e)
{
  char data[4096];
  const char *folder = NULL;

  if (site != NULL && file_join (data, sizeof data, site, "data", e) != OK)
    return e->kind;
  if (site != NULL)
    folder = data;
  if (area_start (folder, e) != OK || calendar_start (folder, e) != OK
      || amounts_start (folder, e) != OK)
    return e->kind;
  return OK;
}

enum outcome
open_config (const struct arguments *a, struct config *c, struct error *e)
{
  if (config_read (argument_site (a), c, e) != OK)
    return e->kind;
  if (!language_chosen () && language_named (c->language) != LANGUAGES)
    language_set (language_named (c->language));
  return open_lists (c->folder, e);
}

enum outcome
open_quietly (const struct arguments *a, struct site **site, struct error *e)
{
  struct config *c = bytes_must (sizeof *c);
  enum outcome outcome = open_config (a, c, e);

  if (outcome == OK)
    outcome = site_open (site, c->folder, true, e);
  free (c);
  return outcome;
}

static void
tell_notice (void *with, const struct error *notice)
{
  const struct arguments *a = with;

  say_error (a->command->name, "%s", notice->text);
}

enum outcome
open_site (const struct arguments *a, struct site **site, struct error *e)
{
  struct error notice;
  enum outcome outcome = open_quietly (a, site, e);

  if (outcome != OK)
    return outcome;
  if (site_notice (*site, &notice))
    tell_notice ((void *) (uintptr_t) a, &notice);
  site_on_notice (*site, tell_notice, (void *) (uintptr_t) a);
  return OK;
}

struct plugins *
open_plugins (const struct arguments *a)
{
  return plugins_load (argument_site (a), place_plugins ());
}

enum outcome
open_procedure (struct site *site, const struct plugins *plugins,
                const char *name, const struct procedure **procedure,
                uint16_t *number, struct error *e)
{
  struct error unknown = { 0 };

  *number = 0;
  if (plugins_find (plugins, name, procedure, e) == OK)
    return site_procedure (site, (*procedure)->form->code, number, e);
  *procedure = NULL;
  if (site_procedure (site, name, number, &unknown) == OK && *number != 0)
    return OK;
  return e->kind;
}
