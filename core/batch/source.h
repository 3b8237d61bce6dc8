/* batch/source.h - a file that is being imported, seen through its format. */
#ifndef BATCH_SOURCE_H
#define BATCH_SOURCE_H

#include "batch/input.h"

#include <hoso/format.h>

struct source {
  struct input input;
  const struct hoso_format *format;
  void *state;                 /* of the format's reader                     */
  bool same_columns;           /* in all rows: these                         */
  const struct hoso_column *columns;
  size_t n_columns;
  bool says_revision;          /* some row may: one of the columns is for it */
};

/* Whether PATH is a file, which can be read twice, or nothing at all: no pipe
 * and no standard input.
 */
bool source_is_file (const char *path);

/* Opens PATH and reads its header.  FORMAT NULL: by the file's ending, else
 * CSV.  ENCODING NULL: judged by the file.  ERR_INPUT for what cannot be read
 * at all.  It is to be closed then, too: what was seen of it stays till then.
 */
enum outcome source_open (struct source *, const char *path,
                          const struct hoso_format *, const char *encoding,
                          struct error *);
void source_close (struct source *);

#endif
