/* build-log.c - the changes of a build, hashed and chained several at a time.
 */

#include "store/build-log.h"

#include "store/inside.h"

#include <stdlib.h>

enum { BYTES_MOST = 256 << 10 }; /* that wait */

struct build_log {
  struct pages *pages;
  unsigned char *chain;
  struct bytes waiting; /* changes, one behind the other */
  size_t lengths[CHAINED_MOST];
  size_t count;
  uint64_t last; /* seq of the last that waits */
};

struct build_log *
build_log_new (struct pages *pages, unsigned char *chain)
{
  struct build_log *log = bytes_must (sizeof *log);

  *log = (struct build_log){ .pages = pages, .chain = chain };
  return log;
}

void
build_log_free (struct build_log *log)
{
  if (log == NULL)
    return;
  bytes_free (&log->waiting);
  free (log);
}

enum outcome
build_log_flush (struct build_log *log, struct error *e)
{
  unsigned char *values[CHAINED_MOST], *at = log->waiting.at;
  enum outcome done = OK;

  for (size_t i = 0; i < log->count; i++) {
    values[i] = at;
    at += log->lengths[i];
  }
  changes_chain (values, log->lengths, log->count, log->chain);
  for (size_t i = 0; done == OK && i < log->count; i++) {
    struct key k = seq_key (log->last - (log->count - 1 - i));

    done = pages_add (log->pages, key_slice (&k),
                      slice_of (values[i], log->lengths[i]), e);
  }
  bytes_clear (&log->waiting);
  log->count = 0;
  return done;
}

enum outcome
build_log_add (struct build_log *log, struct change *c, struct error *e)
{
  size_t before = log->waiting.len;

  change_add_open (c, &log->waiting);
  log->lengths[log->count++] = log->waiting.len - before;
  log->last = c->seq;
  if (log->count == CHAINED_MOST || log->waiting.len > BYTES_MOST)
    return build_log_flush (log, e);
  return OK;
}
