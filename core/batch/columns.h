/* batch/columns.h - which column of a file goes where. */
#ifndef BATCH_COLUMNS_H
#define BATCH_COLUMNS_H

#include "base/error.h"
#include "form/form.h"

#include <hoso/format.h>

/* Where a column goes: a field of the form, or one of these. */
enum {
  COLUMN_HEADER = 0xff00, /* plus its enum header_column                      */
  COLUMN_ABSENT = 0xfffd, /* an older form does not have it                  */
  COLUMN_PASSED = 0xfffe, /* nowhere                                         */
};

/* Other names for columns, as --map gives them: one "column=field" a line, the
 * field (or header column) as hoso(1) names it, or nothing for a column that is
 * to be passed over.  Empty lines and those that begin with # say nothing.
 */
struct renames {
  struct rename {
    char *column, *field; /* the column tidied: NFC, blanks squeezed         */
  } *at;
  size_t count;
};

/* ERR_INPUT names the line, or the file, that cannot be read. */
enum outcome renames_read (struct renames *, const char *path, struct error *);
void renames_free (struct renames *);

struct columns {
  uint16_t *to;
  size_t count, room;
  bool header;                    /* some go to header columns               */
  bool given;                     /* some to fields that the host fills in   */
  bool absent;                    /* some to fields that are not there       */
};

/* Looks up all columns.  ERR_INPUT when one is unknown, has no name, or goes
 * where another one goes: the sentence names it and the FILE.  With NEWEST the
 * form is an older one: a column may be called as it is there, and one that is
 * unknown is COLUMN_ABSENT.
 */
enum outcome columns_read (struct columns *, const struct form *,
                           const struct form *newest, const struct renames *,
                           const struct hoso_column *, size_t count,
                           const char *file, struct error *);
void columns_free (struct columns *);

#endif
