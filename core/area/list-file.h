/* area/list-file.h - the office's own tables: CSV files in SITE/data/.
 *
 * The first line names the columns; their order is free and others may be
 * there.  RFC 4180, UTF-8 with or without BOM, LF or CR LF.
 */
#ifndef AREA_LIST_FILE_H
#define AREA_LIST_FILE_H

#include "base/bytes.h"
#include "base/error.h"

#include <stdbool.h>

enum {
  LIST_FILE_COLUMNS = 6,
  LIST_FILE_MOST = 8 * 1024 * 1024, /* bytes                                    */
};

struct list_file {
  const char *cell[LIST_FILE_COLUMNS]; /* of the row at hand, never NULL         */
  unsigned line;                   /* where that row begins                  */
  unsigned lines;                  /* read so far                            */
  int place[LIST_FILE_COLUMNS];        /* of a column in the file, -1 without    */
  char *next;
  struct bytes text, name;
};

/* Opens FOLDER/NAME.  COLUMNS are the names wanted, in the order of cell[],
 * joined with blanks; one that ends in "?" may be missing.  ERR_ABSENT when
 * there is no such file (or no folder: NULL); ERR_INPUT when it is not UTF-8,
 * lacks a column or leaves a quote open.  To be closed whatever it returns.
 */
enum outcome list_file_open (struct list_file *, const char *folder, const char *name,
                         const char *columns, struct error *);

/* The next row that is not empty; false at the end. */
bool list_file_next (struct list_file *);

/* ERR_INPUT with "FILE:LINE: WHAT" of the row at hand; WHAT is translated. */
enum outcome list_file_fail (struct list_file *, struct error *, const char *what);

/* Reads the cell at COLUMN as a date; EMPTY for an empty one. */
bool list_file_day (const struct list_file *, unsigned column, int32_t empty,
                int32_t *day);

void list_file_close (struct list_file *);

#define SCOPED_LIST_FILE __attribute__ ((cleanup (list_file_close))) struct list_file

#endif
