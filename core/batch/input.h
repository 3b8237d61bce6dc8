/* batch/input.h - a file that comes in, in whatever encoding, as UTF-8. */
#ifndef BATCH_INPUT_H
#define BATCH_INPUT_H

#include "base/bytes.h"
#include "base/error.h"
#include "text/detect.h"

#include <stdbool.h>
#include <stdint.h>

struct input {
  const char *path;    /* as given; "-" is standard input                    */
  int fd;
  uint64_t read, size; /* bytes; size 0: unknown                             */
  struct bytes ahead;  /* of a pipe, read to judge it                        */
  size_t ahead_at;
  struct charset charset; /* of its bytes                                    */
  struct decoder *decoder;/* NULL: they are UTF-8                            */
  struct bytes raw, text; /* not yet decoded; decoded                        */
  size_t text_at;
  bool ended;
  bool doubtful;       /* a person has to look: either GUESSES are not clear,
                        * or it is UTF-8 of bytes that the first tells of    */
  struct guesses guesses;
  struct bytes sample; /* its first lines beyond ASCII, which they are of    */
  struct error error;  /* of the first read that failed; kind OK: none       */
};

/* ERR_INPUT when it cannot be read, for whatever reason. */
enum outcome input_open (struct input *, const char *path, struct error *);
void input_close (struct input *);

/* Its bytes are in CHARSET.  What is no letter there becomes a byte that is no
 * UTF-8, so that its row is rejected.
 */
void input_decode (struct input *, const struct charset *);

/* Finds out the encoding.  UTF-8 when of the lines beyond ASCII at least nine
 * in ten are; else the one in which they read as Vietnamese.  A regular file is
 * read whole for it, of a pipe the first MiB is judged.  ERR_INPUT when it is
 * not clear, and says what to give.  What is UTF-8 stays UTF-8, however
 * doubtful.
 */
enum outcome input_judge (struct input *, struct error *);

/* A hoso_more: WITH is the input. */
long input_more (void *with, void *to, size_t room);

#endif
