/* store/log-run.h - changes one after the other, many read together; private to
 * the store.
 *
 * A change never moves to another place of its line, so what a checkpoint
 * brought to the file of the log can be read from there, a hundred thousand
 * bytes at once; what came since, or takes pages of its own, the library has.
 *
 *    outcome = log_run_first (&r, seq, e);
 *    while (outcome == OK) {
 *      ... r.seq, r.value ...
 *      outcome = log_run_next (&r, e);
 *    }
 *
 * Values stay where they are until log_run_first, or a log_run_next to which no
 * log_run_near came before, reads others into their room.
 */
#ifndef STORE_LOG_RUN_H
#define STORE_LOG_RUN_H

#include "store/page.h"
#include "store/sweep.h"

struct log_run {
  struct store *store;
  uint64_t seq;             /* the change at hand; 0: none                   */
  struct slice value;
  struct sweep sweep;       /* by the library; ROOM NULL: was not needed     */
  bool swept;               /* the change at hand came so                    */
  size_t wanted;            /* bytes of changes: no more are read ahead      */
  int fd;                   /* of the file; -1: it cannot be had so          */
  struct page_meta meta;
  unsigned char *buffer;
  uint32_t from, count;     /* pages in it                                   */
  struct page leaf;         /* the one at hand; AT NULL: none                */
  unsigned item;            /* its next key                                  */
};

void log_run_open (struct store *, struct log_run *);
void log_run_close (struct log_run *);

/* The first change from SEQ on; the next one.  ERR_ABSENT: there is none. */
enum outcome log_run_first (struct log_run *, uint64_t seq, struct error *);
enum outcome log_run_next (struct log_run *, struct error *);
/* The next one if it was read already: then what came before stays. */
bool log_run_near (struct log_run *);

#endif
