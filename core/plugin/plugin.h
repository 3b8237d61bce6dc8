/* plugin/plugin.h - the procedures that are loaded, and why others are not. */
#ifndef PLUGIN_PLUGIN_H
#define PLUGIN_PLUGIN_H

#include "base/error.h"
#include "form/form.h"

#include <hoso/plugin.h>

/* One file that was found in the folders searched.  All of it belongs to it
 * and goes with procedure_unload.
 */
struct procedure {
  const struct form *form;               /* NULL when it could not be loaded */
  const struct hoso_plugin *plugin;      /* as it has it: its own widths     */
  const struct hoso_procedure *declared; /* likewise                         */
  const char *path;    /* of the shared object, or of the script             */
  const char *problem; /* why not, with file and line where known            */
  const char *note;    /* loaded, but: newer kinds shown as older ones       */
  const char *remarks; /* all that lint says, one a line; NULL: nothing      */
  const struct hoso_sample *samples;     /* of our width                     */
  size_t n_samples;
  void *module;        /* of dlopen; NULL for a script                       */
  struct arena *hold;
};

struct plugins;

/* Loads every *.so of the folders in HOSO_PLUGINS (colons between; an empty
 * one is passed over), of SITE/plugins (SITE may be NULL), then of FOLDER; then
 * the scripts that a plugin among them opens (.suffix).  The first procedure
 * of a name or code wins.  A bad file, or a folder that others can write, is an
 * entry with a problem, never a failure.  A file not seen before (by path,
 * inode, size and time) is loaded in a child first; verdicts are kept in
 * SITE/log/plugins.
 */
struct plugins *plugins_load (const char *site, const char *folder);
void plugins_free (struct plugins *);

size_t plugins_count (const struct plugins *);
const struct procedure *plugins_at (const struct plugins *, size_t i);

/* By code (1.001193) or name (khai-sinh); ERR_ABSENT naming what there is. */
enum outcome plugins_find (const struct plugins *, const char *name,
                           const struct procedure **, struct error *);

/* FORM as the catalog has it, or, with the plugin's functions, as the very same
 * revision is loaded.
 */
const struct form *plugins_form (const struct plugins *,
                                 const struct form *form);

/* Loads one file (trust, ABI, sizes, lint); for tests.  OK
 * without a form for a plugin that opens scripts.  *P is filled in either way
 * and wants procedure_unload.
 */
enum outcome procedure_load (const char *path, struct procedure *p,
                             struct error *);

/* The script PATH, by the plugin OPENER, which must outlive it. */
enum outcome procedure_open (const struct procedure *opener, const char *path,
                             struct procedure *p, struct error *);
void procedure_unload (struct procedure *);

/* Samples of the plugin. */
size_t procedure_samples (const struct procedure *);
struct hoso_sample procedure_sample (const struct procedure *, size_t i);

#endif
