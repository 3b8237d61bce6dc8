/* store/backup.h - copies of a store: taken while it works, and laid down
 * again.
 *
 * A PLACE holds the backups of one site:
 *
 *   2026-11-21_10-15-00/       a good one: manifest.json, db/, and what else
 *                              the folder of the site has
 *   2026-11-22_10-15-00.part/  one that is being made, or was given up
 *   log/2/log.0000000017       the log of epoch 2 since the first of them
 *
 * A backup is the files of the tables, page by page, as they stood while others
 * saved, and the log from before the first page was copied until after the
 * last one was: the log makes one moment of it.  With the log that was kept
 * later it makes any later moment, until a build whose tables are not in the
 * log.  Each commit leaves a mark in the log that says when it was; the log is
 * cut before the first mark that is later than the moment that is wanted, and
 * then recovered as after a power cut there.
 */
#ifndef STORE_BACKUP_H
#define STORE_BACKUP_H

#include "store/store.h"

enum {
  BACKUPS_KEPT = 7,
  BACKUP_NAME = 32,             /* "2026-11-21_10-15-00", at UTC+7           */
  BACKUP_FILES_MOST = 10000,
};

struct backup_file {
  char name[256];               /* below the backup's folder: "db/find.db"   */
  uint64_t size;
  unsigned char hash[HASH_SIZE];
};

/* What the manifest of a backup says. */
struct backup {
  char folder[4096];            /* where it is; not in the manifest          */
  char name[BACKUP_NAME];       /* the last part of that                     */
  char office[64], version[32]; /* of hoso                                   */
  unsigned char site[ID_SIZE];
  uint32_t epoch;
  uint64_t time;                /* the moment it stands at                   */
  uint64_t changes;
  uint32_t records;
  unsigned char chain[HASH_SIZE];
  uint32_t builds;              /* store_builds at that moment               */
  uint32_t first_log, last_log; /* numbers of its files of the log           */
  struct backup_file *files;    /* all but the manifest                      */
  size_t n_files;
};
void backup_free (struct backup *);

/* ---- a place ----------------------------------------------------------- */

/* The newest good backup of SITE in PLACE that stands at UNTIL or before (0:
 * the newest of all); PLACE may also be the folder of one backup.  SITE may be
 * NULL: any.  Fill *BACKUP with zeros before; free it with backup_free.
 *
 *   ERR_ABSENT   there is none
 *   ERR_SYSTEM   PLACE cannot be read, or holds backups of another site
 *   ERR_DAMAGED  PLACE is the folder of one whose manifest does not decode
 */
enum outcome backup_find (const char *place, const unsigned char *site,
                          uint64_t until, struct backup *, struct error *);

/* Whether every file is as its manifest says; ERR_DAMAGED names the first that
 * is not.  STEP (may be NULL) is told how many bytes were read.
 */
typedef void (*backup_step) (void *with, uint64_t bytes);
enum outcome backup_check (const struct backup *, backup_step, void *with,
                           struct error *);

/* ---- laying a store down ----------------------------------------------- */

struct lay {
  const struct backup *backup;  /* checked by the caller                     */
  const char *db;               /* an empty folder to fill                   */
  const char *damaged;          /* db folder whose log is of use, or NULL    */
  uint64_t until;               /* the last moment to be laid; 0: all        */
  bool archived;                /* go on with the log kept in the place      */
  bool group;                   /* modes, as store_open                      */
};

/* What there is then.  The caller opens the store: counts tell the rest. */
struct laid {
  uint64_t time;                /* of the last commit that was laid          */
  uint64_t changes;             /* that it had                               */
  uint32_t missing;             /* file of the log that would have come next,
                                 * when a later one was found; 0: no gap     */
  uint32_t torn;                /* file of the log that ends in the middle,
                                 * though there is a later one; 0: none      */
  bool built;                   /* a build ended it: its tables are in no log */
  bool cut;                     /* something later than UNTIL was left out   */
};

/* Copies the files of the backup into DB, then its log, that in the place and
 * that in DAMAGED, as far as they follow each other; cuts it behind UNTIL;
 * recovers.  What is there at the end is durable, has no log before that, and
 * is opened by store_open with an identity of a higher epoch: the log of the
 * old epoch must not be mixed with what comes now.  Needs the library, so it
 * is called in a process that has no store open; it may take a second for 10
 * MB of log.  ERR_DAMAGED: the log cannot be recovered.
 */
enum outcome backup_lay (const struct lay *, struct laid *, struct error *);

/* ---- the store that is copied ------------------------------------------ */

/* How many builds (tables written without the log) the store has seen.  A build
 * that is about to be adopted calls store_built in the transaction that adopts
 * it: from then on no backup before it can be rolled on.
 */
uint32_t store_builds (const struct store *);
enum outcome store_built (struct store *, struct error *);

#endif
