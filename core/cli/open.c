/* open.c - configuration, lists, server and plugins, opened in one place. */

#include "cli/open.h"

#include "area/area.h"
#include "base/file.h"
#include "base/language.h"
#include "base/place.h"
#include "base/progress.h"
#include "cli/command.h"
#include "cli/say.h"
#include "dossier/calendar.h"
#include "dossier/fee.h"

#include <stdlib.h>
#include <string.h>

/* FOLDER: the office's own, or NULL. */
static enum outcome
start_lists (const char *folder, struct error *e)
{
  if (area_start (folder, e) != OK || calendar_start (folder, e) != OK
      || amounts_start (folder, e) != OK)
    return e->kind;
  return OK;
}

enum outcome
open_lists (struct error *e)
{
  return start_lists (NULL, e);
}

enum outcome
open_config (const struct arguments *a, struct config *c, struct error *e)
{
  char data[4096];

  if (config_read (argument_site (a), c, e) != OK)
    return e->kind;
  if (!language_chosen () && language_named (c->language) != LANGUAGES)
    language_set (language_named (c->language));
  if (file_join (data, sizeof data, c->folder, "data", e) != OK)
    return e->kind;
  return start_lists (data, e);
}

enum outcome
open_config_if_any (const struct arguments *a, struct config *c,
                    struct error *e)
{
  struct error none = { 0 };

  if (config_read (argument_site (a), c, &none) == OK)
    return open_config (a, c, e);
  memset (c, 0, sizeof *c);
  return open_lists (e);
}

/* Calls, ten a second, before who waits is told why. */
enum { PATIENT = 10 };

struct opening {
  struct progress bar;
  enum work_kind shown;
  unsigned calls;
};

static bool
show_opening (void *with, const struct work *down)
{
  static const char *const names[WORK_KINDS] = {
    [WORK_OPEN] = N_ ("Opening the store"),
    [WORK_REMAKE] = N_ ("Making the indexes anew"),
  };
  struct opening *o = with;

  if (++o->calls < PATIENT || down == NULL || down->kind == WORK_NONE)
    return true;
  if (down->kind != o->shown)
    o->bar = progress_of (_ (names[down->kind]), down->of);
  o->shown = down->kind;
  o->bar.total = down->of;
  progress_at (&o->bar, down->done);
  return true;
}

enum outcome
open_quietly (const struct arguments *a, struct site **site, struct error *e)
{
  struct config *c = bytes_must (sizeof *c);
  struct opening opening = { .shown = WORK_NONE };
  enum outcome outcome = open_config (a, c, e);

  if (outcome == OK)
    outcome =
      site_open_waiting (site, c->folder, true, show_opening, &opening, e);
  if (opening.shown != WORK_NONE)
    progress_end (&opening.bar);
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

/* By the plugin's code, or, without a plugin, by NAME. */
static enum outcome
number_of (struct site *site, const struct plugins *plugins, const char *name,
           bool new_too, uint16_t *number, struct error *e)
{
  struct error unknown = { 0 };
  const struct procedure *p;
  enum outcome outcome;

  if (plugins_find (plugins, name, &p, e) == OK) {
    outcome = site_procedure (site, p->form->code, number, e);
    return outcome == OK && *number == 0 && new_too
             ? site_register (site, p->form, number, e)
             : outcome;
  }
  if (site_procedure (site, name, number, &unknown) == OK && *number != 0)
    return OK;
  return e->kind;
}

enum outcome
open_procedure (const struct arguments *a, struct site *site, const char *name,
                bool new_too, uint16_t *number, struct error *e)
{
  struct plugins *plugins = open_plugins (a);
  enum outcome outcome;

  *number = 0;
  outcome = number_of (site, plugins, name, new_too, number, e);
  plugins_free (plugins);
  return outcome;
}
