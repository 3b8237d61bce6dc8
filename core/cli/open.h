/* cli/open.h - what commands open before they can work. */
#ifndef CLI_OPEN_H
#define CLI_OPEN_H

#include "cli/arguments.h"
#include "plugin/plugin.h"
#include "site/site.h"

/* Reads site.conf of the site that is meant, takes its language when the
 * environment chose none, and its own lists of SITE/data.
 */
enum outcome open_config (const struct arguments *, struct config *,
                          struct error *);

/* The same for commands that need no site: without one there are the built
 * lists, and the configuration is all zeros.
 */
enum outcome open_config_if_any (const struct arguments *, struct config *,
                                 struct error *);
/* The built lists alone. */
enum outcome open_lists (struct error *);

/* open_config, and the site's server, started when none runs. */
enum outcome open_quietly (const struct arguments *, struct site **,
                           struct error *);
/* And says what the server has to tell. */
enum outcome open_site (const struct arguments *, struct site **,
                        struct error *);

/* The plugins of the site, when there is one, and the installed ones. */
struct plugins *open_plugins (const struct arguments *);

/* The number at the site of the procedure called NAME, by the plugins, or by
 * its code when the plugin is gone.  One that the site has never seen is 0, or
 * with NEW_TOO it gets its number now.  ERR_ABSENT.
 */
enum outcome open_procedure (const struct arguments *, struct site *,
                             const char *name, bool new_too, uint16_t *number,
                             struct error *);

#endif
