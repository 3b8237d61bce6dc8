/* trace.h - what the recorder writes and the cuts read: everything that was
 * done to the files below a folder, in order, and what was answered meanwhile.
 */
#ifndef TESTS_POWER_TRACE_H
#define TESTS_POWER_TRACE_H

#include <stdint.h>

enum kind {
  MADE,      /* file NODE came to be; its path                               */
  FOLDER,    /* a folder came to be; its path                                */
  WRITTEN,   /* NODE at AT; the bytes                                        */
  SIZED,     /* NODE got AT bytes                                            */
  SYNCING,   /* a sync of NODE begins: its number is AT                      */
  SYNCED,    /* it is done: what NODE was then is on the disk, and every name
              * that there was                                               */
  RENAMED,   /* "old\0new\0"                                                 */
  LINKED,    /* "old\0new\0"                                                 */
  REMOVED,   /* a file's or an empty folder's path                           */
  SAVED_,    /* a save was answered: struct saved_ack                        */
  DRAFTED,   /* a draft was answered: struct draft_ack                       */
  REACHED,   /* an answer counted AT changes                                 */
};

/* LEN bytes follow.  Paths are below the folder and end with 0. */
struct event {
  uint32_t kind, len;
  uint64_t node, at;
};

struct saved_ack {
  uint64_t seq;
  uint32_t ordinal, version;
  unsigned char id[16];
};

struct draft_ack {
  unsigned char id[16];
  unsigned char hash[32]; /* of its values */
};

#endif
