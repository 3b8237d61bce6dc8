/* plugin/try.h - a file that was not seen before is tried in a child first.
 *
 * A plugin is native code: its constructors may crash or never return.  The
 * first time a file is seen (by path, inode, size and time) a child loads it,
 * within a time limit; the verdict is remembered in SITE/log/plugins.
 */
#ifndef PLUGIN_TRY_H
#define PLUGIN_TRY_H

#include "plugin/plugin.h"

struct verdicts;

/* What is remembered in SITE/log/plugins; SITE may be NULL, and the file may
 * be missing, of another version or not to be written: then nothing is.
 */
struct verdicts *verdicts_open (const char *site);
/* Writes what is new, as far as it can, and frees it. */
void verdicts_close (struct verdicts *);

/* Whether loading PATH returns at all: a module, or a script when OPENER is
 * not NULL.  ERR_INPUT when it crashes, exits or takes too long.  Whether it
 * loads well is not asked.
 */
enum outcome try_file (struct verdicts *, const struct procedure *opener,
                       const char *path, struct error *);

#endif
