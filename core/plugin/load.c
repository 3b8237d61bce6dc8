/* load.c - one plugin, or one script, from its file to its form. */

#include "plugin/plugin.h"

#include "base/arena.h"
#include "base/file.h"
#include "base/language.h"
#include "plugin/lint.h"
#include "plugin/make.h"
#include "plugin/take.h"

#include <dlfcn.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>

/* Remembers why P could not be loaded; returns ERR_INPUT. */
static enum outcome
spoilt (struct procedure *p, const struct error *why, struct error *e)
{
  p->problem = arena_copy (p->hold, why->text);
  if (e != NULL)
    *e = *why;
  return why->kind;
}

static void
begin (struct procedure *p, const char *path)
{
  *p = (struct procedure){ .hold = arena_new () };
  p->path = arena_copy (p->hold, path);
}

/* ---- what a plugin declares ---------------------------------------------- */

/* What stands behind an optional pointer counts only when nothing is wrong
 * with the shape of it all.
 */
static struct form *
make_sound (struct taken *taken, struct complaints *c)
{
  struct form *form;

  lint_shape (taken, c);
  if (c->errors > 0)
    return NULL;
  form = make_form (taken, c);
  if (c->errors == 0)
    lint_form (taken, form, c);
  if (c->errors == 0)
    lint_samples (taken, form, c);
  if (c->errors == 0)
    make_languages (form);
  return form;
}

static void
keep_remarks (struct procedure *p, struct complaints *c)
{
  if (c->text.len > 0)
    p->remarks = arena_copy (p->hold, bytes_text (&c->text));
  if (c->note.len > 0)
    p->note = arena_copy (p->hold, bytes_text (&c->note));
}

static void
keep_samples (struct procedure *p, const struct taken *taken)
{
  struct hoso_sample *samples =
    arena_take (p->hold, (taken->n_samples + 1) * sizeof *samples);

  memcpy (samples, taken->samples, taken->n_samples * sizeof *samples);
  p->samples = samples;
  p->n_samples = taken->n_samples;
}

/* The first error is the problem; all of them are in the remarks. */
static enum outcome
make_procedure (struct procedure *p, struct taken *taken, struct error *e)
{
  SCOPED_COMPLAINTS complaints = { .file = taken->file };
  struct form *form = make_sound (taken, &complaints);

  keep_remarks (p, &complaints);
  if (complaints.errors == 0) {
    p->form = form;
    keep_samples (p, taken);
    return OK;
  }
  form_free (form);
  return fail (e, ERR_INPUT, 0, "%s", complaint_first (&complaints));
}

static enum outcome
read_procedure (struct procedure *p, const struct exported *from,
                struct error *e)
{
  struct arena *scratch = arena_new ();
  struct taken taken;
  struct error inner;
  enum outcome outcome =
    take_procedure (from, p->declared, scratch, &taken, &inner);

  if (outcome == OK)
    outcome = make_procedure (p, &taken, e);
  else
    fail (e, outcome, 0, "%s: %s", p->path, inner.text);
  arena_free (scratch);
  return outcome;
}

/* ---- the file ------------------------------------------------------------ */

/* dlopen takes a name without a slash for one of the system's libraries. */
static enum outcome
open_module (struct procedure *p, struct error *e)
{
  char path[PATH_MAX + 2];

  if (file_trusted (p->path, e) != OK)
    return e->kind;
  snprintf (path, sizeof path, "%s%s",
            strchr (p->path, '/') == NULL ? "./" : "", p->path);
  p->module = dlopen (path, RTLD_NOW | RTLD_LOCAL);
  if (p->module == NULL)
    return fail (e, ERR_INPUT, 0, "%s", dlerror ());
  p->plugin = dlsym (p->module, "hoso_plugin");
  if (p->plugin == NULL)
    return fail (e, ERR_INPUT, 0,
                 _ ("%s is no hoso plugin: it has no HOSO_REGISTER"), p->path);
  return OK;
}

static enum outcome
read_module (struct procedure *p, struct error *e)
{
  struct exported exported;

  if (open_module (p, e) != OK
      || take_plugin (p->plugin, p->path, &exported, e) != OK)
    return e->kind;
  if (exported.plugin.suffix != NULL) {
    if (exported.plugin.open == NULL || exported.plugin.close == NULL)
      return fail (e, ERR_INPUT, 0,
                   _ ("%s opens \"%s\" files, but has no open or no close"),
                   p->path, exported.plugin.suffix);
    return OK;
  }
  p->declared = exported.plugin.procedure;
  if (p->declared == NULL)
    return fail (e, ERR_INPUT, 0, _ ("%s describes no procedure"), p->path);
  return read_procedure (p, &exported, e);
}

enum outcome
procedure_load (const char *path, struct procedure *p, struct error *e)
{
  struct error inner = { 0 };

  begin (p, path);
  if (read_module (p, &inner) != OK)
    return spoilt (p, &inner, e);
  return OK;
}

/* ---- scripts ------------------------------------------------------------- */

/* A form is filled in much later: here there is nothing to ask the host. */
static const struct hoso_host no_host = { .size = sizeof no_host };

static enum outcome
read_script (struct procedure *p, struct error *e)
{
  char problem[200] = "";
  struct exported exported;

  if (file_trusted (p->path, e) != OK
      || take_plugin (p->plugin, p->path, &exported, e) != OK)
    return e->kind;
  p->declared =
    exported.plugin.open (&no_host, p->path, problem, sizeof problem);
  problem[sizeof problem - 1] = '\0';
  if (p->declared == NULL)
    return fail (e, ERR_INPUT, 0, "%s: %s", p->path, problem);
  exported.plugin.file = p->path;
  return read_procedure (p, &exported, e);
}

enum outcome
procedure_open (const struct procedure *opener, const char *path,
                struct procedure *p, struct error *e)
{
  struct error inner = { 0 };

  begin (p, path);
  p->plugin = opener->plugin;
  if (read_script (p, &inner) != OK)
    return spoilt (p, &inner, e);
  return OK;
}

void
procedure_unload (struct procedure *p)
{
  form_free ((struct form *) p->form);
  if (p->module != NULL)
    dlclose (p->module);
  else if (p->declared != NULL)
    p->plugin->close (p->declared);
  arena_free (p->hold);
  *p = (struct procedure){ 0 };
}

size_t
procedure_samples (const struct procedure *p)
{
  return p->n_samples;
}

struct hoso_sample
procedure_sample (const struct procedure *p, size_t i)
{
  return p->samples[i];
}
