/* store/pages-file.h - the file that a table is written into, page by page;
 * private to pages.c.
 */
#ifndef STORE_PAGES_FILE_H
#define STORE_PAGES_FILE_H

#include "base/error.h"
#include "store/pages-form.h"

#include <stdbool.h>

struct pages_file {
  char *path;
  int fd;
  int past;                  /* the same, past the system's cache; or -1     */
  bool sums;                 /* pages have sums                              */
  unsigned char *buffer;     /* pages BUFFER_FROM on, that wait together     */
  uint32_t buffer_from;
  unsigned buffered;
};

/* ERR_DAMAGED unless the file at PATH is what pages_make leaves.  It is to be
 * closed in any case.
 */
enum outcome pages_file_open (struct pages_file *, const char *path,
                              struct error *);

/* Sends PAGE on its way as page NUMBER. */
enum outcome pages_file_put (struct pages_file *, unsigned char page[PAGE_SIZE],
                             uint32_t number, struct error *);

/* Page NUMBER as it was put, in HOLD unless it waits in the buffer. */
enum outcome pages_file_get (const struct pages_file *, uint32_t number,
                             unsigned char hold[PAGE_SIZE],
                             const unsigned char **page, struct error *);

/* As it was opened, without pages. */
enum outcome pages_file_restart (struct pages_file *, struct error *);

/* Brings all to the disk; LAST is the last page that has a number. */
enum outcome pages_file_end (struct pages_file *, uint32_t last,
                             struct error *);
void pages_file_close (struct pages_file *); /* as it is                     */

#endif
