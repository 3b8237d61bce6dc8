/* store/relog.h - tables that were closed in order begin another log; private
 * to the store.
 */
#ifndef STORE_RELOG_H
#define STORE_RELOG_H

#include "store/inside.h"

/* Copies every table into the empty folder PART, where they follow no log.  For
 * work in a child.
 */
enum outcome relog (const struct store *, const char *part, struct error *);

#endif
