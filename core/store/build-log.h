/* store/build-log.h - the changes of a build, hashed and chained several at a
 * time; private to build.c.
 *
 * A chain is one hash behind the other, but the bodies that they hash are not:
 * changes wait for a few more, and are written then.
 */
#ifndef STORE_BUILD_LOG_H
#define STORE_BUILD_LOG_H

#include "record/change.h"
#include "store/pages.h"

struct build_log;

/* Writes to PAGES, the table "changes", which is not owned; goes on with CHAIN,
 * which is the hash of the last head whenever nothing waits.
 */
struct build_log *build_log_new (struct pages *, unsigned char *chain);
void build_log_free (struct build_log *); /* NULL is allowed                 */

/* C->seq follows the last one's. */
enum outcome build_log_add (struct build_log *, struct change *c,
                            struct error *);

/* Writes what waits. */
enum outcome build_log_flush (struct build_log *, struct error *);

#endif
