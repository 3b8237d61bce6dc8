/* store/witness.h - what an owner of the store leaves word of for the next one;
 * private to the store.
 */
#ifndef STORE_WITNESS_H
#define STORE_WITNESS_H

#include "base/bytes.h"
#include "base/error.h"

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

enum witness_state {
  WITNESS_RUNNING, /* it is at work, or ended without a word                    */
  WITNESS_OPENING, /* it began, and has written nothing but log yet             */
  WITNESS_CLEAN,   /* it closed the tables in order                             */
};

#define SUSPECT_ALL UINT32_MAX

struct witness {
  enum witness_state state;
  uint8_t failures;  /* owners in a row that ended because the disk failed   */
  uint32_t suspects; /* tables in which it met damage, by bits of enum table;
                      * SUSPECT_ALL: it crashed                              */
  uint64_t changes;  /* that were acknowledged; 0: not known                 */
  uint64_t time;     /* when the last of them was                            */
  uint32_t log_file; /* where the log ended then: file, 0 for unknown        */
  uint32_t log_end;  /* and byte                                             */
};

/* The descriptor of DIR/witness, or -1; FLAGS as of open. */
int witness_open (const char *dir, int flags, mode_t mode);
/* A witness that is missing or damaged says WITNESS_RUNNING and nothing else. */
void witness_read (int fd, struct witness *);
/* Writes it, so that it outlives this process; false when it cannot. */
bool witness_write (int fd, const struct witness *);
/* Writes it, so that it outlives a power cut. */
enum outcome witness_keep (int fd, const struct witness *, struct error *);

/* From now on a crash of this process (a signal that the processor or abort
 * sends) is noted in the witness FD.  One store of a process at a time.
 */
void witness_watch (int fd);
void witness_unwatch (int fd);

#endif
