/* site/settings.h - the lines of site.conf; private to the site. */
#ifndef SITE_SETTINGS_H
#define SITE_SETTINGS_H

#include "base/bytes.h"
#include "site/config.h"

/* The layout that TEXT says it is of; 0 when it says none: no site.conf. */
uint32_t settings_layout (struct slice text);

/* Reads the settings of TEXT into *CONFIG; those that are missing stay as they
 * are.  ERR_SYSTEM names the line that is wrong, or what is missing.
 */
enum outcome settings_read (struct slice text, struct config *,
                            struct error *);

/* Appends site.conf with the settings of CONFIG in their places in OLD; lines
 * of OLD that are no settings stay, settings that are not there come last.
 */
void settings_show (const struct config *, struct slice old,
                    struct bytes *to);

/* Whether the settings of CONFIG can be read again: ERR_INPUT names the one
 * that cannot.
 */
enum outcome settings_check (const struct config *, struct error *);

#endif
