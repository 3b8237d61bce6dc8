/* formats/window.h - the part of a file that a reader looks at. */
#ifndef FORMATS_WINDOW_H
#define FORMATS_WINDOW_H

#include "base/bytes.h"

#include <hoso/format.h>

struct window {
  hoso_more more;
  void *with;
  struct bytes in;
  size_t at;     /* into IN: the first byte that was not taken          */
  uint64_t line; /* of the file, from 1, that AT is in                  */
  bool ended;    /* nothing comes behind IN                             */
};

/* Reads the beginning and passes over a byte order mark. */
void window_open (struct window *, hoso_more, void *with);
void window_close (struct window *);

/* What is there and was not taken. */
struct hoso_text window_left (const struct window *);

/* Reads more behind it; texts given before are not valid any more.  False when
 * the file has ended.
 */
bool window_fill (struct window *);

/* Takes the next LEN bytes, which must be there, and counts their lines. */
struct hoso_text window_take (struct window *, size_t len);

/* Takes a piece of a row that is longer than is kept: up to its line end, or
 * all that is there.  Fills ROW's raw and goes_on.
 */
void window_piece (struct window *, struct hoso_row *);

/* The line end of RAW: "\n", "\r\n" or empty. */
struct hoso_text line_end_of (struct hoso_text raw);

#endif
