/* store/log-file.h - the log of changes read straight from its file: what
 * everything else is made anew from; private to the store.
 *
 * Without the library, so that a process that was forked off can read it while
 * the server goes on: changes that are there do not move.
 */
#ifndef STORE_LOG_FILE_H
#define STORE_LOG_FILE_H

#include "store/page.h"
#include "store/store.h"

struct log_file;

/* Of the file at PATH, with changes up to UNTIL.  ERR_DAMAGED when a page does
 * not decode or a change is missing.
 */
enum outcome log_file_open (struct log_file **, const char *path,
                            uint64_t until, struct error *);
void log_file_close (struct log_file *); /* NULL is allowed                  */

/* The last ordinal; and the last change of a record, 0 when it has none. */
uint32_t log_file_records (const struct log_file *);
uint64_t log_file_latest (const struct log_file *, uint32_t ordinal);

/* The value of change SEQ, valid until the next; ERR_DAMAGED. */
enum outcome log_file_get (struct log_file *, uint64_t seq, struct slice *,
                           struct error *);

#endif
