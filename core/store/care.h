/* store/care.h - keeping a store whole: a damaged one is mended when it is
 * opened; one at work is proven piece by piece, given room back, and made anew
 * from its log.
 */
#ifndef STORE_CARE_H
#define STORE_CARE_H

#include "store/store.h"

/* ---- a damaged store is opened ----------------------------------------- */

/* How a damaged store was mended when it was opened. */
enum mend {
  MEND_NONE,
  MEND_INDEXES, /* tables were made anew from the changes                    */
  MEND_LOG,     /* the log was lost, of tables that were closed in order     */
  MEND_BACKUP,  /* the last backup and the logs were laid down               */
};
struct mended {
  enum mend how;
  uint64_t time;             /* when                                         */
  uint32_t tables;           /* that were made anew                          */
  uint64_t have, had;        /* changes that are there, and that were
                              * acknowledged; HAD 0: nobody knows            */
  uint64_t until;            /* when the last that is there was saved        */
  uint64_t backup;           /* when the backup was made                     */
  char aside[64];            /* folder beside DIR with what was damaged      */
};

/* What store_open may use to mend a damaged store. */
struct mending {
  const char *backup;        /* place of backups, or NULL                    */
  /* A backup was laid: the site's epoch is to be EPOCH.  Or NULL. */
  enum outcome (*raise) (void *with, uint32_t epoch, struct error *);
  void *with;
};
/* As store_open, and mends what is damaged, with a backup when need be.  What
 * was damaged is kept beside DIR.  ERR_DAMAGED: it could not be mended, and
 * everything is as it was.
 */
enum outcome store_open_mending (struct store **, const char *dir,
                                 const struct identity *, size_t cache,
                                 bool group, const struct mending *,
                                 struct error *);
/* The last time that it was mended, however long ago; and in one sentence. */
const struct mended *store_mended (const struct store *);
void store_mended_text (const struct mended *, struct error *text);

/* ---- proven, shortened, made anew -------------------------------------- */

/* One piece of verification, some milliseconds long.  *V is all zeros first,
 * then what the call before left; DONE is true at the end.  Pages and changes
 * are proven, what records ask for is compared with what the tables hold, and
 * where that does not come out every record is looked at: problems are said
 * as sentences.  What is saved while it runs does not count as a problem.  Some
 * 5 microseconds a record, 0.4 of them for the hashes of changes.
 *
 *   ERR_BUSY   another run is under way, or took the place of this one after
 *              it had rested for ten seconds
 */
struct verify {
  uint64_t run;              /* the store's own                              */
  uint64_t pages, pages_of;  /* read, and to be read                         */
  uint64_t records, changes, problems;
  bool done;
};
typedef void (*problem_seen) (void *with, const char *sentence);
enum outcome store_verify (struct store *, struct verify *, problem_seen,
                           void *with, struct error *);
/* Whoever verifies is gone: another may begin. */
void store_verify_leave (struct store *);

/* One piece of giving room back: from *AT (all zeros first) some 200 KiB of a
 * table; *AT moves on, done is true at the end.  Each is a transaction of its
 * own, so that it can be cut off anywhere.  Only when the caller is ALONE do the
 * files become shorter: that takes longer than somebody who saves may wait.
 * ERR_BUSY while a backup is copied.
 */
struct compact {
  uint8_t table, pass;
  bool table_done, done;     /* this piece was the last of NAME; of all      */
  char name[32];             /* the table                                    */
  uint64_t before, after;    /* its bytes, once it is done                   */
  uint64_t inside;           /* pages that came free and are in the file yet */
  unsigned char key[280];
  uint16_t key_len;
};
enum outcome store_compact (struct store *, struct compact *, bool alone,
                            struct error *);

/* Makes every table but the log anew from it, as store_rebuild does, in a child
 * while saves go on: mends what store_verify finds in them.  *R is all zeros
 * first, then what the call before left; each call looks how far the child is,
 * the one that finds it done puts the new tables in place.
 *
 *   ERR_BUSY      another run is under way, or took the place of this one
 *   ERR_DAMAGED   the log itself is damaged, and nothing was changed; or, when
 *                 BROKEN is true, the store must be closed: the next store_open
 *                 finds the old tables or the new
 */
struct repair {
  uint64_t run;              /* the store's own                              */
  uint64_t at, of;           /* how far the child is                         */
  bool done, broken;
};
enum outcome store_repair (struct store *, struct repair *, struct error *);

/* Makes every table but the log anew from it, and the counters that follow
 * from them.  Outside of transactions; some 8 microseconds a record.  When it
 * is cut off, the old tables stay; when it was cut off between putting the new
 * ones in place and the end, the next store_open does it again; that also does
 * it when facts or words are derived differently than they were.
 */
enum outcome store_rebuild (struct store *, struct error *);

#endif
