/* store/log-run.h - changes one after the other, many read together; private to
 * the store.
 *
 * A change never moves to another place of its line, so what a checkpoint
 * brought to the file of the log can be read from there, a hundred thousand
 * bytes at once; what came since, or takes pages of its own, the library has.
 *
 *    r = log_run_of (store);
 *    outcome = log_run_first (r, seq, e);
 *    while (outcome == OK) {
 *      ... r->seq, r->value ...
 *      outcome = log_run_next (r, e);
 *    }
 *    log_run_rest (r);
 *
 * A store has one, for a scan comes in pieces: the next piece goes on in the
 * pages that the last one had read.
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
  uint32_t generation;      /* of the file; how far it was settled when it   */
  uint64_t settled;         /* was opened                                    */
  int fd;                   /* -1: it cannot be had so                       */
  struct page_meta meta;
  unsigned char *buffer;
  uint32_t from, count;     /* pages in it                                   */
  struct page leaf;         /* the one at hand; AT NULL: none                */
  unsigned item;            /* its next key                                  */
};

/* That of the store; from a new reader's point of view where it stands makes no
 * difference.
 */
struct log_run *log_run_of (struct store *);
/* Nothing of the library's is held any more: a save may come. */
void log_run_rest (struct log_run *);
/* Forgets all that was read: pages move, or nobody reads on. */
void log_run_free (struct store *);

/* The first change from SEQ on; the next one.  ERR_ABSENT: there is none. */
enum outcome log_run_first (struct log_run *, uint64_t seq, struct error *);
enum outcome log_run_next (struct log_run *, struct error *);
/* The next one if it was read already: then what came before stays. */
bool log_run_near (struct log_run *);

#endif
