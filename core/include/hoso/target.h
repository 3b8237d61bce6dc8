/* hoso/target.h - where sealed batches are taken: one struct a target.
 *
 * ABI 0: not promised yet.
 */
#ifndef HOSO_TARGET_H
#define HOSO_TARGET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A sealed batch: immutable; sent again it is the same bytes. */
struct hoso_batch {
  uint32_t number;              /* from 1, per site                          */
  const char *site;             /* 32 hex digits                             */
  const char *sha256;           /* of records, 64 hex digits                 */
  const char *manifest;         /* JSON                                      */
  size_t manifest_len;
  const char *records;          /* JSON lines                                */
  size_t records_len;
};

/* What came back for a batch. */
struct hoso_rejection {
  const char *id;               /* 32 hex digits                             */
  const char *reason;
};
typedef void (*hoso_rejected) (void *with, const struct hoso_rejection *);

enum hoso_answer {
  HOSO_DONE = 0,
  HOSO_NOT_YET = 1,             /* acknowledge: nothing there                */
  HOSO_FOREIGN = 2,             /* it holds another site's batches           */
  HOSO_FAULT = 3,               /* PROBLEM says what                         */
};

struct hoso_target {
  uint32_t size;                /* of this struct                            */
  const char *scheme;           /* "file"                                    */

  /* WHERE is what stands behind "file:".  SITE: 32 hex digits; the target
   * refuses (HOSO_FOREIGN) when it holds another site's.  State in *STATE.
   */
  enum hoso_answer (*open) (const char *where, const char *site, void **state,
                            char *problem, size_t room);
  /* Whether batch NUMBER is there already, whole. */
  bool (*has) (void *state, uint32_t number);
  /* Takes it there, whole or not at all.  Again: HOSO_DONE, nothing changes. */
  enum hoso_answer (*offer) (void *state, const struct hoso_batch *,
                             char *problem, size_t room);
  /* What came back for batch NUMBER with SHA256: each rejection by SEEN. */
  enum hoso_answer (*acknowledge) (void *state, uint32_t number,
                                   const char *sha256, hoso_rejected seen,
                                   void *with, char *problem, size_t room);
  void (*close) (void *state);
};

#endif
