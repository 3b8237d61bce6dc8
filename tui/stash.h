/* tui/stash.h - drafts in the officer's own folder, while no server can be
 * reached and until one has them.
 *
 * XDG_STATE_HOME/hoso (or ~/.local/state/hoso), a file a draft, which nobody
 * else can read: what was typed outlives both the terminal and the server.
 */
#ifndef TUI_STASH_H
#define TUI_STASH_H

#include "site/site.h"

/* Keeps DRAFT of SITE; false when it cannot, and nothing is said: the status line
 * says already that no server answers.
 */
bool stash_put (const struct site *, const struct draft *);
void stash_drop (const struct site *, const unsigned char id[ID_SIZE]);
/* Gives the server what is there of SITE, unless it has something newer. */
void stash_bring (struct site *);

#endif
