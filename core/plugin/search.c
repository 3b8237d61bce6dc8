/* search.c - the folders where procedures are looked for. */

#include "plugin/plugin.h"

#include "base/arena.h"
#include "base/file.h"
#include "base/language.h"
#include "plugin/try.h"

#include <dirent.h>
#include <limits.h>
#include <string.h>
#include <sys/stat.h>

struct procedures {
  struct procedure *at;
  size_t count, room;
};

struct plugins {
  struct procedures all;     /* what plugins_at shows */
  struct procedures openers; /* plugins that open scripts */
};

/* A folder is searched once, however often it is named. */
struct folder {
  const char *path;
  dev_t device;
  ino_t inode;
};

enum { FOLDERS_MOST = 64 };

struct search {
  struct plugins *found;
  struct verdicts *verdicts;
  struct arena *arena;
  struct folder folders[FOLDERS_MOST];
  unsigned n_folders;
};

static void
add (struct procedures *to, const struct procedure *p)
{
  if (to->count == to->room) {
    to->room = to->room == 0 ? 16 : 2 * to->room;
    to->at = bytes_must_again (to->at, to->room * sizeof *to->at);
  }
  to->at[to->count++] = *p;
}

static void
add_problem (struct search *s, const char *path, const struct error *e)
{
  struct procedure p = { .hold = arena_new () };

  p.path = arena_copy (p.hold, path);
  p.problem = arena_copy (p.hold, e->text);
  add (&s->found->all, &p);
}

/* ---- which of two -------------------------------------------------------- */

static bool
is_same (const struct form *a, const struct form *b)
{
  return strcmp (a->name, b->name) == 0 || strcmp (a->code, b->code) == 0;
}

static struct procedure *
holder (struct plugins *plugins, const struct form *form)
{
  for (size_t i = 0; i < plugins->all.count; i++) {
    struct procedure *p = &plugins->all.at[i];

    if (p->form != NULL && is_same (p->form, form))
      return p;
  }
  return NULL;
}

/* The first of a name or code stays; it says which one it hides. */
static void
add_procedure (struct search *s, struct procedure *p)
{
  struct procedure *first = p->form == NULL ? NULL : holder (s->found, p->form);
  SCOPED_BYTES note = { 0 };

  if (first == NULL) {
    add (&s->found->all, p);
    return;
  }
  if (first->note != NULL)
    bytes_printf (&note, "%s; ", first->note);
  bytes_printf (&note, _ ("used instead of %s"), p->path);
  first->note = arena_copy (first->hold, bytes_text (&note));
  procedure_unload (p);
}

/* ---- files --------------------------------------------------------------- */

/* Loads PATH, or opens it with OPENER, after trust and trial. */
static void
take_file (struct search *s, const struct procedure *opener, const char *path)
{
  struct procedure p;
  struct error e;

  if (file_trusted (path, &e) != OK
      || try_file (s->verdicts, opener, path, &e) != OK) {
    add_problem (s, path, &e);
    return;
  }
  if (opener != NULL)
    procedure_open (opener, path, &p, NULL);
  else
    procedure_load (path, &p, NULL);
  if (opener == NULL && p.form == NULL && p.problem == NULL)
    add (&s->found->openers, &p);
  else
    add_procedure (s, &p);
}

static bool
ends_in (const char *name, const char *suffix)
{
  size_t len = strlen (name), end = strlen (suffix);

  return len > end && strcmp (name + len - end, suffix) == 0;
}

/* By name, so that what is loaded does not depend on the disk's order. */
static void
take_files (struct search *s, const struct folder *folder, const char *suffix,
            const struct procedure *opener)
{
  struct dirent **entries;
  int n = scandir (folder->path, &entries, NULL, alphasort);
  char path[PATH_MAX];

  for (int i = 0; i < n; i++) {
    if (ends_in (entries[i]->d_name, suffix)
        && file_join (path, sizeof path, folder->path, entries[i]->d_name, NULL)
             == OK)
      take_file (s, opener, path);
    free (entries[i]);
  }
  if (n >= 0)
    free (entries);
}

/* ---- folders ------------------------------------------------------------- */

/* One that is missing is passed over; one that others can write is not used,
 * and that is said.
 */
static void
add_folder (struct search *s, const char *path)
{
  struct stat here;
  struct error e;

  if (path[0] == '\0' || stat (path, &here) != 0
      || s->n_folders == FOLDERS_MOST)
    return;
  for (unsigned i = 0; i < s->n_folders; i++)
    if (s->folders[i].device == here.st_dev
        && s->folders[i].inode == here.st_ino)
      return;
  if (file_trusted (path, &e) != OK) {
    add_problem (s, path, &e);
    return;
  }
  s->folders[s->n_folders++] =
    (struct folder){ arena_copy (s->arena, path), here.st_dev, here.st_ino };
}

static void
add_folders (struct search *s, const char *site, const char *last)
{
  char *named = arena_copy (s->arena, getenv ("HOSO_PLUGINS"));
  char path[PATH_MAX];

  while (named != NULL)
    add_folder (s, strsep (&named, ":"));
  if (site != NULL
      && file_join (path, sizeof path, site, "plugins", NULL) == OK)
    add_folder (s, path);
  if (last != NULL)
    add_folder (s, last);
}

struct plugins *
plugins_load (const char *site, const char *folder)
{
  struct plugins *plugins = bytes_must (sizeof *plugins);
  struct search s = {
    plugins, verdicts_open (site), arena_new (), { { 0 } }, 0
  };

  *plugins = (struct plugins){ 0 };
  add_folders (&s, site, folder);
  for (unsigned i = 0; i < s.n_folders; i++)
    take_files (&s, &s.folders[i], ".so", NULL);
  for (size_t j = 0; j < plugins->openers.count; j++)
    for (unsigned i = 0; i < s.n_folders; i++)
      take_files (&s, &s.folders[i], plugins->openers.at[j].plugin->suffix,
                  &plugins->openers.at[j]);
  verdicts_close (s.verdicts);
  arena_free (s.arena);
  return plugins;
}

/* ---- what was found ------------------------------------------------------ */

static void
unload_all (struct procedures *p)
{
  for (size_t i = 0; i < p->count; i++)
    procedure_unload (&p->at[i]);
  free (p->at);
}

void
plugins_free (struct plugins *plugins)
{
  if (plugins == NULL)
    return;
  unload_all (&plugins->all);
  unload_all (&plugins->openers);
  free (plugins);
}

size_t
plugins_count (const struct plugins *plugins)
{
  return plugins->all.count;
}

const struct procedure *
plugins_at (const struct plugins *plugins, size_t i)
{
  return &plugins->all.at[i];
}

enum outcome
plugins_find (const struct plugins *plugins, const char *name,
              const struct procedure **to, struct error *e)
{
  SCOPED_BYTES names = { 0 };

  for (size_t i = 0; i < plugins->all.count; i++) {
    const struct procedure *p = &plugins->all.at[i];

    if (p->form == NULL)
      continue;
    if (strcmp (p->form->name, name) == 0
        || strcmp (p->form->code, name) == 0) {
      *to = p;
      return OK;
    }
    bytes_printf (&names, "%s%s", names.len == 0 ? "" : ", ", p->form->name);
  }
  if (names.len == 0)
    return fail (e, ERR_ABSENT, 0, _ ("no procedure is loaded"));
  return fail (e, ERR_ABSENT, 0,
               _ ("no procedure has the code or name \"%s\"; there are: %s"),
               name, bytes_text (&names));
}

const struct form *
plugins_form (const struct plugins *plugins, const struct form *form)
{
  const struct procedure *p;
  struct error none = { 0 };

  return plugins_find (plugins, form->code, &p, &none) == OK
             && p->form->revision == form->revision
           ? p->form
           : form;
}
