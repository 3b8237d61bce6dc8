/* batch/publish.h - a file that is written piece by piece and appears whole.
 *
 * Until publish_end it has no name, or, where the file system cannot do that,
 * lies beside its place under another one.  What is no regular file (a pipe,
 * /dev/null, standard output) is written to as it comes.
 */
#ifndef BATCH_PUBLISH_H
#define BATCH_PUBLISH_H

#include "base/bytes.h"
#include "base/error.h"
#include "text/charset.h"

#include <hoso/format.h>

struct publish {
  struct hoso_sink sink;   /* first: a format writes here                    */
  struct bytes bytes;      /* not written yet                                */
  int fd;                  /* -1: not open                                   */
  char *path, *beside;     /* beside: NULL when written to as it comes       */
  bool nameless;           /* nothing lies beside yet                        */
  bool cached;             /* its blocks cannot go straight to the disk      */
  struct encoder *encoder; /* NULL: as it is, UTF-8                          */
  struct bytes coded;
  bool lossy;
  char encoding[32];
  struct error error;      /* of the first write that failed; kind OK: none  */
};

/* PATH NULL: standard output.  A new file is the user's alone (0600): it holds
 * personal data; one that is replaced keeps its mode.
 */
enum outcome publish_open (struct publish *, const char *path, struct error *);

/* From now on the lines are written in CHARSET.  What it has not fails with its
 * place, or with LOSSY becomes the nearest letter.
 */
void publish_encode (struct publish *, const struct charset *, bool lossy);

void publish_add (struct publish *, const void *from, size_t len);

/* Writes what is left and puts the file in its place, durably.  The first
 * error of all writes.  Closed in any case.
 */
enum outcome publish_end (struct publish *, struct error *);

/* Takes it back: nothing has happened.  Nothing when it is not open. */
void publish_drop (struct publish *);

#endif
