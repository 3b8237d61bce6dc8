/* batch/input.h - a file that comes in, and whether it is UTF-8 at all. */
#ifndef BATCH_INPUT_H
#define BATCH_INPUT_H

#include "base/bytes.h"
#include "base/error.h"

#include <stdbool.h>
#include <stdint.h>

struct input {
  const char *path;    /* as given; "-" is standard input                    */
  int fd;
  uint64_t read, size; /* bytes; size 0: unknown                             */
  struct bytes ahead;  /* of a pipe, read to judge it                        */
  size_t ahead_at;
  struct error error;  /* of the first read that failed; kind OK: none       */
};

/* ERR_INPUT when it cannot be read, for whatever reason. */
enum outcome input_open (struct input *, const char *path, struct error *);
void input_close (struct input *);

/* Whether the file counts as UTF-8: of its lines beyond ASCII at least nine in
 * ten are valid.  A regular file is read whole for it, of a pipe the first MiB
 * is judged.  ERR_INPUT says which encodings may be named instead.
 */
enum outcome input_judge (struct input *, struct error *);

/* A hoso_more: WITH is the input. */
long input_more (void *with, void *to, size_t room);

#endif
